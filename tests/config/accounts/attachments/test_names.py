"""A name keeps its words and loses what could act."""

import pytest

from config.accounts.attachments.names import clean_name
from config.accounts.choices import FileKind


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("签到表.pdf", "签到表.pdf", id="as it is"),
        pytest.param("../../etc/passwd.pdf", "passwd.pdf", id="path"),
        pytest.param("C:\\用户\\照片.PDF", "照片.PDF", id="windows path"),
        pytest.param("a\r\nSet-Cookie: b.pdf", "a Set-Cookie b.pdf", id="line break"),
        pytest.param("会议\u202efdp.exe", "会议 fdp.exe.pdf", id="turned around"),
        pytest.param("照片.jpg", "照片.jpg.pdf", id="another kind"),
        pytest.param("无后缀", "无后缀.pdf", id="no ending"),
        pytest.param("", "附件.pdf", id="nothing"),
        pytest.param("...", "附件.pdf", id="dots"),
        pytest.param("<b>\"'.pdf", "b '.pdf", id="marks of a page"),
        pytest.param("字" * 200 + ".pdf", "字" * 116 + ".pdf", id="too long"),
        pytest.param("身份证14069919900101003X.pdf", "身份证****003X.pdf", id="identity number"),
        pytest.param("微信20231105101.pdf", "微信20231105101.pdf", id="another number"),
    ],
)
def test_a_name_is_cleaned(typed, kept):
    assert clean_name(typed, FileKind.PDF) == kept
