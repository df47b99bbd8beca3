"""Why a file cannot be taken, in the clerk's words: what is wrong, and what to do."""

from __future__ import annotations

from config.sheets.reading.sheet import column_letters

MEBIBYTE = 1024 * 1024
MAX_FILE = 100 * MEBIBYTE
MAX_ROWS = 1_048_576
MAX_COLUMNS = 512
MAX_CELLS = 5_000_000
MAX_CSV_CELLS = 20_000_000
"""A csv is read as it comes and kept packed; a workbook is held whole by its parser."""
MAX_TEXT = 32_767
"""Characters in one cell: what the spreadsheet programs themselves allow."""
MAX_AREA = 20_000_000
"""Rows x columns from A1 to the furthest filled cell; the parser takes 32 bytes for each."""

_SAVE_AS = "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"

EMPTY = "文件是空的（0 字节）。请打开原文件看看有没有内容，重新保存后再上传。"
DAMAGED = "文件不完整或已损坏，可能没有传完。请在电脑上打开原文件，能打开就重新保存后再上传。"
PASSWORD = "文件有密码，读不了。请打开文件，去掉密码，另存为无密码的 .xlsx 后再上传。"  # noqa: S105
MACROS = "文件含宏，不能导入。请用 WPS 或 Excel 另存为不含宏的“Excel 工作簿（.xlsx）”后再上传。"
WEB_PAGE = f"这个文件其实是网页，只是名字像表格。{_SAVE_AS}"
XML_TABLE = f"这个文件是 XML 文本，不是表格文件。{_SAVE_AS}"
OLD_OR_BINARY = f"这种表格文件的格式读不了。{_SAVE_AS}"
WORD = "这是 Word 或 WPS 文字文档，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，再上传。"
NOT_A_SHEET = (
    "这不是表格文件。可以上传的是 xlsx、xls、et、ods、csv；请选对文件，或另存为 .xlsx 后再上传。"
)
ARCHIVE = "这是压缩包，不是表格。请先解压，再上传里面的表格文件。"
EXTENSION = "只能上传 xlsx、xls、et、ods、csv 表格。请选对文件，或另存为 .xlsx 后再上传。"
MISSING = "打不开这个文件。请核对它是否还在原处、是否正被别的程序占用，再试一次。"
DEFINITIONS = f"文件里有不该有的 XML 定义（DTD），为安全起见不读。{_SAVE_AS}"
ENCODING = f"文件内部的文字编码不是 UTF-8，读不了。{_SAVE_AS}"
TEXT_ENCODING = (
    "看不懂这个 csv 文件的文字编码。请用 WPS 或 Excel 打开，另存为 .xlsx 或“CSV UTF-8”后再上传。"
)
NUL = f"csv 文件里有空字符（NUL），内容可能已损坏。{_SAVE_AS}"
TOO_BIG = (
    f"文件超过 {MAX_FILE // MEBIBYTE} MB，太大了。请删去图片和多余的工作表，或分成几个文件再上传。"
)
UNPACKED = (
    "文件解压后太大，读不了。多半是带格式的空行、空列太多或图片太多；请把有内容的部分复制到新表格，"
    "存为 .xlsx 后再上传。"
)
TOO_SLOW = (
    "文件太复杂，规定的时间内没有读完。请删去多余的工作表、格式和公式，或分成几个文件再上传。"
)
DIED = (
    "文件读到一半出了错：可能太大，或者在很远的行、列里有内容，也可能已损坏。"
    "请把有内容的部分复制到新表格，存为 .xlsx 后再上传。"
)
BUSY = "服务器现在读不了文件。请过几分钟再上传；如果还不行，请告诉系统管理员。"


class UnreadableFile(Exception):
    """A file that cannot be taken; ``str()`` is a sentence of this module."""


def too_many_cells(most: int = MAX_CELLS) -> UnreadableFile:
    return UnreadableFile(
        f"有内容的单元格超过 {most // 10_000} 万个，一次读不完。请把表格分成几个文件再上传。"
    )


def too_many_rows(row: int) -> UnreadableFile:
    """``row`` counts from 1."""
    return UnreadableFile(
        f"第 {row} 行超出了表格的最后一行（第 {MAX_ROWS} 行）。请删除那里多余的行，"
        "或把表格分成几个文件，另存为 .xlsx 后再上传。"
    )


def too_far(row: int | None, column: int) -> UnreadableFile:
    """``row`` and ``column`` count from 1; ``row`` is None where only the column is known."""
    letters = column_letters(column)
    where = f"{letters} 列" if row is None else f"第 {row} 行 {letters} 列（单元格 {letters}{row}）"
    return UnreadableFile(
        f"{where}有内容，离表格太远，读不了。请打开文件，删除那里的内容"
        "（可能是看不见的空格或公式），保存后再上传。"
    )


def too_long_text(row: int | None = None, column: int = 0, *, sheet: str = "") -> UnreadableFile:
    """``row`` and ``column`` count from 1; without them it is known only that there is one."""
    where = "有一个单元格"
    if row is not None:
        where = f"第 {row} 行第 {column} 列（单元格 {column_letters(column)}{row}）"
    within = f"工作表“{sheet}”：" if sheet else ""
    hint = "" if sheet or row is None else "也可能是它前面少了一个引号。"
    return UnreadableFile(
        f"{within}{where}的文字超过 {MAX_TEXT} 个字，不能导入。请删短后再上传。{hint}"
    )


def check_extent(rows: int, columns: int, *, furthest: tuple[int, int]) -> None:
    """Refuse a sheet whose area from A1 is more than can be read, naming its furthest cell.

    ``rows`` and ``columns``: the last filled ones; ``furthest``: row and column of the cell to
    name. All count from 1.
    """
    if rows > MAX_ROWS:
        raise too_many_rows(rows)
    if columns > MAX_COLUMNS or rows * columns > MAX_AREA:
        raise too_far(*furthest)
