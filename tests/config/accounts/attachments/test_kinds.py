"""What a file is, its bytes say; the name says nothing."""

import pytest

from config.accounts.attachments import kinds
from config.accounts.attachments.actions import accept
from config.accounts.attachments.refusals import (
    ARCHIVE,
    DAMAGED,
    EMPTY,
    MACROS,
    NOT_KNOWN,
    OLD_OFFICE,
    UNPACKED,
)
from config.accounts.choices import FileKind
from tests.config.accounts.attachments import papers
from tests.refusals import refused


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(papers.PDF, FileKind.PDF, id="pdf"),
        pytest.param(papers.picture("JPEG"), FileKind.JPEG, id="jpeg"),
        pytest.param(papers.picture("PNG"), FileKind.PNG, id="png"),
        pytest.param(papers.office("docx"), FileKind.DOCX, id="docx"),
        pytest.param(papers.office("xlsx"), FileKind.XLSX, id="xlsx"),
    ],
)
def test_five_kinds_are_taken_whatever_they_are_called(data, kind):
    assert accept("看不出.exe", data).kind == kind


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(b"", EMPTY, id="empty"),
        pytest.param(b"<html><script>1</script></html>", NOT_KNOWN, id="web page called jpg"),
        pytest.param(b"GIF89a" + papers.PDF, NOT_KNOWN, id="gif with a pdf behind"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_KNOWN, id="svg"),
        pytest.param(b"MZ\x90\x00", NOT_KNOWN, id="program"),
        pytest.param(papers.PDF[:-7], DAMAGED, id="pdf cut off"),
        pytest.param(papers.PDF + papers.office(), NOT_KNOWN, id="pdf that is a zip too"),
        pytest.param(b"<html>" + papers.office(), NOT_KNOWN, id="web page that is a zip too"),
        pytest.param(papers.office() + b"<html>", DAMAGED, id="document with a page behind"),
        pytest.param(papers.OLD_WORD, OLD_OFFICE, id="old or locked Office"),
        pytest.param(papers.office("docm"), MACROS, id="docm called docx"),
        pytest.param(papers.office(word__vbaProject_bin="x"), MACROS, id="macros inside"),
        pytest.param(papers.office("xlsx", xl__macrosheets__a="x"), MACROS, id="macro sheet"),
        pytest.param(papers.office("dotx"), NOT_KNOWN, id="template"),
        pytest.param(papers.zipped({"a.txt": "x"}), ARCHIVE, id="zip"),
        pytest.param(papers.office()[:-1], DAMAGED, id="document cut off"),
        pytest.param(papers.lying_about_its_size(), DAMAGED, id="part larger than declared"),
        pytest.param(b"\xff\xd8\xff\xe0<html>", DAMAGED, id="web page that begins as a jpeg"),
        pytest.param(papers.picture("PNG")[:60], DAMAGED, id="png cut off"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(data, sentence):
    with refused(sentence):
        accept("照片.jpg", data)


def test_a_document_that_would_unpack_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "MOST_UNPACKED", 1_000_000)
    with refused(UNPACKED):
        accept("报告.docx", papers.office(word__a="0" * 1_000_000))


def test_a_document_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(kinds, "MOST_PARTS", 2)
    with refused(UNPACKED):
        accept("报告.docx", papers.office(word__a="x"))


@pytest.mark.parametrize(
    ("more", "taken"),
    [pytest.param(0, True, id="exactly"), pytest.param(1, False, id="a byte over")],
)
def test_a_file_may_have_so_many_bytes_and_no_more(settings, more, taken):
    settings.FILE_MEGABYTES = 1
    data = b"%PDF-" + b" " * (kinds.MEBIBYTE - 10 + more) + b"%%EOF"

    if taken:
        assert accept("a.pdf", data).data == data
    else:
        with refused("超过1MB。请缩小图片或压缩 PDF 后再上传。"):
            accept("a.pdf", data)
