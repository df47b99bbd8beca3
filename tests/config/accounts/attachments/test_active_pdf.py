"""A PDF that acts when it is opened is refused, however the act is hidden; a plain one is taken."""

import zlib

import pypdfium2.raw as pdfium
import pytest
from weasyprint import HTML

from config.accounts.attachments import active_pdf
from config.accounts.attachments.actions import accept
from config.accounts.attachments.active_pdf import reason_against
from config.accounts.attachments.refusals import (
    PDF_ENCRYPTED,
    PDF_FORM,
    PDF_HOLDS_FILES,
    PDF_LAUNCHES,
    PDF_MEDIA,
    PDF_SCRIPT,
    PDF_UNREADABLE,
    UNPACKED,
)
from tests.refusals import refused

PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
SCRIPTED = b"<</Type/Catalog/Pages 2 0 R/Names<</JavaScript<</Names[(a)5 0 R]>>>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FLATE = b"/Filter/FlateDecode"


def pdf(*more, catalog=CATALOG, page=PAGE, trailer=b""):
    """A PDF of one page; `more` are objects from number 4 on. It has no table: readers make one."""
    objects = [catalog, PAGES, page, *more]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % one for one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R" + trailer + b">>\n%%EOF\n"


def stream(told, data):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (told, len(data), data)


def object_stream(*objects, told=b"/Type/ObjStm", packed=zlib.compress, by=FLATE):
    """Objects from number 10 on, one behind the other, as writers since PDF 1.5 keep them."""
    at, offsets = 0, []
    for one in objects:
        offsets.append(at)
        at += len(one) + 1
    head = b" ".join(b"%d %d" % pair for pair in enumerate(offsets, 10)) + b"\n"
    told += b"/N %d/First %d" % (len(objects), len(head)) + by
    return stream(told, packed(head + b"\n".join(objects)))


def on_opening(action):
    return b"<</Type/Catalog/Pages 2 0 R/OpenAction" + action + b">>"


def with_note(note):
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Type/Annot" + note + b">>]>>"


def link(address):
    return with_note(b"/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(%s)>>" % address)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param(pdf(b"1", SCRIPT, catalog=SCRIPTED), PDF_SCRIPT, id="script of the document"),
        pytest.param(pdf(catalog=on_opening(SCRIPT)), PDF_SCRIPT, id="script on opening"),
        pytest.param(
            pdf(page=PAGE[:-2] + b"/AA<</O" + SCRIPT + b">>>>"), PDF_SCRIPT, id="script of a page"
        ),
        pytest.param(
            pdf(page=with_note(b"/Subtype/Widget/A" + SCRIPT)), PDF_SCRIPT, id="script of a button"
        ),
        pytest.param(
            pdf(catalog=on_opening(b"<</S/J#61vaScr#69pt/#4a#53(1)>>")),
            PDF_SCRIPT,
            id="escaped letters",
        ),
        pytest.param(
            pdf(catalog=on_opening(b"<</S(JavaScript)/#4AS(1)>>")), PDF_SCRIPT, id="type as text"
        ),
        pytest.param(
            pdf(b"/JavaScript", catalog=on_opening(b"<</S 4 0 R/JS(1)>>")),
            PDF_SCRIPT,
            id="type elsewhere",
        ),
        pytest.param(
            pdf(stream(b"", b"9 0 obj<</S(JavaScript)/JS(1)>>endobj")),
            PDF_SCRIPT,
            id="object within a stream",
        ),
        pytest.param(
            pdf(b"(", SCRIPT, b")", catalog=SCRIPTED), PDF_SCRIPT, id="between stray brackets"
        ),
        pytest.param(
            pdf(catalog=b"<<%% (http:\n/OpenAction%s%%)\n/Type/Catalog>>" % SCRIPT),
            PDF_SCRIPT,
            id="behind a remark that looks like a link",
        ),
        pytest.param(pdf(object_stream(b"<<>>", SCRIPT)), PDF_SCRIPT, id="object stream"),
        pytest.param(
            pdf(object_stream(SCRIPT, by=b"/Filter [ /FlateDecode ]")),
            PDF_SCRIPT,
            id="object stream, filter in brackets",
        ),
        pytest.param(
            pdf(object_stream(b"<</S(JavaScript)/JS(1)>>", packed=bytes, by=b"")),
            PDF_SCRIPT,
            id="object stream, not packed",
        ),
        pytest.param(
            pdf(object_stream(SCRIPT, told=b"")), PDF_SCRIPT, id="object stream without its type"
        ),
        pytest.param(
            pdf(object_stream(b"<</S/L#61unch/F(cmd.exe)>>")),
            PDF_LAUNCHES,
            id="launch, escaped in an object stream",
        ),
        pytest.param(
            pdf() + pdf(catalog=on_opening(SCRIPT)), PDF_SCRIPT, id="added behind the first end"
        ),
        pytest.param(
            pdf(catalog=on_opening(b"<</S/Launch/F(cmd.exe)>>")), PDF_LAUNCHES, id="launch"
        ),
        pytest.param(
            pdf(page=with_note(b"/Subtype/Link/A<</S/Launch/F(a.exe)>>")),
            PDF_LAUNCHES,
            id="launch by a link",
        ),
        pytest.param(pdf(stream(b"/Type/EmbeddedFile", b"MZ")), PDF_HOLDS_FILES, id="file within"),
        pytest.param(
            pdf(page=with_note(b"/Subtype/FileAttachment")), PDF_HOLDS_FILES, id="file on a pin"
        ),
        pytest.param(
            pdf(catalog=CATALOG[:-2] + b"/AcroForm<</XFA 4 0 R>>>>"), PDF_FORM, id="living form"
        ),
        pytest.param(pdf(page=with_note(b"/Subtype/RichMedia")), PDF_MEDIA, id="film"),
        pytest.param(
            pdf(catalog=on_opening(b"<</S/Rendition/JS(1)>>")), PDF_MEDIA, id="film with script"
        ),
        pytest.param(pdf(trailer=b"/Encrypt 4 0 R"), PDF_ENCRYPTED, id="locked"),
    ],
)
def test_a_pdf_that_acts_is_refused_with_what_is_wrong_and_what_to_do(data, sentence):
    with refused(sentence):
        accept("通知.pdf", data)


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(object_stream(SCRIPT, by=b"/Filter/LZWDecode"), id="other filter"),
        pytest.param(
            object_stream(
                SCRIPT,
                packed=lambda data: zlib.compress(zlib.compress(data)),
                by=b"/Filter[/FlateDecode/FlateDecode]",
            ),
            id="packed twice",
        ),
        pytest.param(object_stream(SCRIPT, by=b"/Filter 9 0 R"), id="filter elsewhere"),
        pytest.param(object_stream(SCRIPT, by=FLATE + b"/DecodeParms 9 0 R"), id="shifted"),
        pytest.param(object_stream(SCRIPT, by=FLATE + b"/Filter 9 0 R"), id="two filters told"),
        pytest.param(object_stream(SCRIPT, told=b"/Type/Obj#53tm"), id="escaped type"),
        pytest.param(object_stream(SCRIPT, told=b"/Type/ObjStm/X(>>\nstream\n)"), id="false start"),
        pytest.param(object_stream(SCRIPT, told=b"/Type/ObjStm%>>stream\n"), id="false remark"),
        pytest.param(object_stream(SCRIPT, told=b"/Type/ObjStm/X<</Y 1>>"), id="more within"),
        pytest.param(object_stream(SCRIPT, packed=lambda d: zlib.compress(d)[:-9]), id="cut off"),
    ],
)
def test_objects_that_cannot_be_looked_into_are_refused(hidden):
    assert reason_against(pdf(hidden)) == PDF_UNREADABLE


@pytest.mark.parametrize(
    ("more", "sentence"),
    [pytest.param(0, "", id="exactly"), pytest.param(1, UNPACKED, id="a byte over")],
)
def test_objects_may_unpack_to_so_many_bytes_and_no_more(monkeypatch, more, sentence):
    monkeypatch.setattr(active_pdf, "MOST_OBJECTS", 2_000)
    head = len("10 0\n")
    packed = [object_stream(b" " * (1_000 - head)), object_stream(b" " * (1_000 - head + more))]

    assert reason_against(pdf(*packed)) == sentence


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf(), id="next to nothing"),
        pytest.param(
            pdf(page=link(rb"https://www.example.cn/JS/JavaScript/Launch?a=\(1\)")), id="link"
        ),
        pytest.param(
            pdf(object_stream(b"<</S/URI/URI(https://www.example.cn/JS/)>>")), id="link, packed"
        ),
        pytest.param(pdf(page=link(b"mailto:a@example.cn")), id="link to a letter-box"),
        pytest.param(pdf(catalog=on_opening(b"[3 0 R/Fit]")), id="opens on a page"),
        pytest.param(pdf(stream(b"/Filter/DCTDecode", b"\xff/JS \x00(\xfe")), id="JS in a picture"),
        pytest.param(pdf(b"<</Type/Outlines/First 5 0 R/Last 5 0 R>>"), id="table of contents"),
        pytest.param(pdf(object_stream(b"<</AP<</N 5 0 R>>>>", CATALOG)), id="object stream"),
        pytest.param(
            pdf(b"<</Type/Font/FirstChar 32/BaseFont/JSong/Name/JavaScripts>>"), id="longer names"
        ),
    ],
)
def test_a_plain_pdf_is_taken(data):
    assert accept("通知.pdf", data).data == data


@pytest.mark.parametrize(
    "kind", [pytest.param(None, id="plain"), pytest.param("pdf/ua-1", id="tagged")]
)
def test_what_this_program_prints_is_taken(kind):
    printed = HTML(
        string="<html lang=zh><title>汇总</title><h1>三月</h1><a href='https://example.cn/JS/'>网页</a>"
    ).write_pdf(pdf_variant=kind)

    assert reason_against(printed) == ""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf(b"1", SCRIPT, catalog=SCRIPTED), id="written out"),
        pytest.param(
            pdf(b"1", SCRIPT.replace(b"JS", b"#4aS"), catalog=SCRIPTED.replace(b"Java", b"J#61va")),
            id="escaped letters",
        ),
    ],
)
def test_a_reader_finds_the_script_that_is_refused_here(data):
    read = pdfium.FPDF_LoadMemDocument(data, len(data), None)

    assert pdfium.FPDFDoc_GetJavaScriptActionCount(read) == 1
    pdfium.FPDF_CloseDocument(read)
