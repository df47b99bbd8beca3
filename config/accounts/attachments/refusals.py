"""Why a file is not taken, in the clerk's words: what is wrong, and what to do."""

from __future__ import annotations

from config.accounts.refusals import Refusal

EMPTY = "文件是空的（0 字节）。请打开原文件看看有没有内容，重新保存后再上传。"
NOT_KNOWN = (
    "不是可以上传的文件（按内容识别，改文件名没有用）。可以上传的是 PDF、JPEG 和 PNG 图片、"
    "docx 文档、xlsx 表格；请另存为其中一种后再上传。"
)
OLD_OFFICE = (
    "是旧格式（doc、xls、wps、et）或有密码的文件。请用 WPS 或 Excel、Word 打开，去掉密码，"
    "另存为 docx 或 xlsx 后再上传。"
)
MACROS = "含有宏，为安全起见不收。请另存为不含宏的 docx 或 xlsx 后再上传。"
ARCHIVE = "是压缩包。请先解压，再上传里面的文件。"
UNPACKED = "解压后太大，为安全起见不收。请删去多余的内容和图片，重新保存后再上传。"
DAMAGED = "不完整或已损坏，可能没有传完。请在电脑上打开原文件，能打开就重新保存后再上传。"

_ANEW = "请打开它选「打印」，打印成新的 PDF（或另存为不含脚本的 PDF）后再上传。"
PDF_SCRIPT = f"含有脚本（打开时会自己运行的程序），为安全起见不收。{_ANEW}"
PDF_LAUNCHES = f"会启动别的程序或打开电脑上的文件，为安全起见不收。{_ANEW}"
PDF_FORM = f"是会自己变动的表单（XFA），为安全起见不收。{_ANEW}"
PDF_MEDIA = f"含有影音或三维内容，为安全起见不收。{_ANEW}"
PDF_HOLDS_FILES = (
    f"里面夹带了别的文件，为安全起见不收。{_ANEW}夹带的文件如有需要，另存出来单独上传。"
)
PDF_ENCRYPTED = f"设有密码或限制，看不了里面有没有脚本，不收。{_ANEW}"
PDF_UNREADABLE = f"里面的写法少见，看不了有没有脚本，不收。{_ANEW}"


class FileRefused(Refusal):
    """A file is not taken, and nothing that came with it."""


def too_large(megabytes: int) -> FileRefused:
    return FileRefused(f"超过{megabytes}MB。请缩小图片或压缩 PDF 后再上传。")


def too_many_pixels(megapixels: int) -> FileRefused:
    return FileRefused(f"超过{megapixels * 100}万像素。请用看图软件缩小后再上传。")
