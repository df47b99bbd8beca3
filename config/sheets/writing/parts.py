"""The parts of an xlsx around its rows: looks, head, paper, properties."""

from __future__ import annotations

import datetime
import re
from xml.sax.saxutils import escape

from config.sheets.reading.refusals import MAX_TEXT
from config.sheets.reading.sheet import column_letters
from config.sheets.writing.sheet import Sheet

HEAD_ROWS = 3
SHEET_PART = "xl/worksheets/sheet{}.xml"

PLAIN, TITLE, LINE, HEAD, TEXT, NUMBER, MONEY, DATE = range(8)
"""Looks, by their place in the workbook's styles."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_PACKAGE = f"{_OFFICE}/package/2006"
_TYPES = "application/vnd.openxmlformats-"
_SHEETS = f"{_TYPES}officedocument.spreadsheetml"
_CORE_TYPE = f"{_TYPES}package.core-properties+xml"

_BORDER = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
_FONTS = (
    '<font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="16"/><name val="宋体"/></font>'
    '<font><sz val="10"/><name val="宋体"/></font>'
    '<font><b/><sz val="10"/><name val="宋体"/></font>'
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFEEEEEE"/></patternFill></fill>'
)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TWO_BYTES = "utf-16-le"
_NO_TAB_NAME = re.compile(r"[\[\]:*?/\\]")


def of_the_book(sheet: Sheet) -> dict[str, str]:
    """What is known before the first row."""
    return {
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(sheet),
        "xl/styles.xml": _styles(),
    }


def of_the_sheets(sheet: Sheet, count: int) -> dict[str, str]:
    """What is known once all rows are written: how many sheets they fill."""
    numbers = range(1, count + 1)
    named = [(f"{_RELATIONS}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    return {
        "xl/workbook.xml": _book(sheet, count),
        "xl/_rels/workbook.xml.rels": _relations(*named, (f"{_RELATIONS}/styles", "styles.xml")),
        "[Content_Types].xml": _content_types(count),
    }


def _relations(*named: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(named, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types(count: int) -> str:
    parts = {f"/{SHEET_PART.format(at)}": f"{_SHEETS}.worksheet+xml" for at in range(1, count + 1)}
    parts |= {
        "/xl/workbook.xml": f"{_SHEETS}.sheet.main+xml",
        "/xl/styles.xml": f"{_SHEETS}.styles+xml",
        "/docProps/core.xml": _CORE_TYPE,
    }
    lines = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )


def _properties(sheet: Sheet) -> str:
    made = sheet.mark.at.astimezone(datetime.UTC)
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escaped(sheet.mark.who)}</dc:creator>"
        f"<dc:description>{escaped(str(sheet.mark))}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
        "</cp:coreProperties>"
    )


def _styles() -> str:
    looks = {
        PLAIN: _look(),
        TITLE: _look(font=1, align="center"),
        LINE: _look(font=2),
        HEAD: _look(font=3, fill=2, border=1, align="center", wrap=True),
        TEXT: _look(font=2, border=1, number=49, wrap=True),
        NUMBER: _look(font=2, border=1),
        MONEY: _look(font=2, border=1, number=4),
        DATE: _look(font=2, border=1, number=164, align="center"),
    }
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        f'<fonts count="4">{_FONTS}</fonts><fills count="3">{_FILLS}</fills>'
        f'<borders count="2"><border/><border>{_BORDER}</border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks[at] for at in sorted(looks))}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _look(  # noqa: PLR0913 -- keyword-only choices
    *,
    font: int = 0,
    fill: int = 0,
    border: int = 0,
    number: int = 0,
    align: str = "general",
    wrap: bool = False,
) -> str:
    """``number``: of the format; 49 is text, 4 an amount to the fen."""
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
        'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{align}" vertical="center" wrapText="{int(wrap)}"/></xf>'
    )


def _book(sheet: Sheet, count: int) -> str:
    names = [_tab(sheet.name, number) for number in range(1, count + 1)]
    tabs = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(names, start=1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">'
        f"{escaped(_quoted(name))}!${HEAD_ROWS}:${HEAD_ROWS}</definedName>"
        for at, name in enumerate(names)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheets>{tabs}</sheets><definedNames>{repeated}</definedNames></workbook>"
    )


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _tab(name: str, number: int) -> str:
    further = "" if number == 1 else f"({number})"
    return _NO_TAB_NAME.sub(" ", name)[: 31 - len(further)] + further


def sheet_begins(sheet: Sheet) -> str:
    """All that stands before the first row of the ledger, head and headings among it."""
    below = HEAD_ROWS + 1
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(sheet.widths, start=1)
    )
    headings = "".join(
        _text(f"{column_letters(at)}{HEAD_ROWS}", HEAD, heading)
        for at, heading in enumerate(sheet.headings, start=1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{HEAD_ROWS}" topLeftCell="A{below}" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews>'
        f'<cols>{columns}</cols><sheetData><row r="1">{_text("A1", TITLE, sheet.title)}</row>'
        f'<row r="2">{_text("A2", LINE, sheet.line)}</row>'
        f'<row r="{HEAD_ROWS}">{headings}</row>'
    )


def sheet_ends(sheet: Sheet) -> str:
    """A4 across, as wide as the page; who took it out stands at every foot."""
    last = column_letters(len(sheet.headings))
    merged = f'<mergeCells count="1"><mergeCell ref="A1:{last}1"/></mergeCells>'
    return (
        f"</sheetData>{merged}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{escaped(sheet.mark.footer)}</oddFooter></headerFooter>"
        f'<ignoredErrors><ignoredError sqref="A1:{last}1048576" numberStoredAsText="1"/>'
        "</ignoredErrors></worksheet>"
    )


def _text(at: str, look: int, value: str) -> str:
    return f'<c r="{at}" s="{look}" t="inlineStr">{inline(value)}</c>'


def inline(text: str) -> str:
    """The text of a cell, which a spreadsheet program shows as it is, spaces at its ends too."""
    return f'<is><t xml:space="preserve">{escaped(_cut(text))}</t></is>'


def escaped(text: str) -> str:
    """Marks that XML cannot hold become �; ``_x0041_`` would be read as a code for A."""
    if text.isalnum():
        return text
    told = _LOOKS_CODED.sub("_x005F_", _NOT_XML.sub("\ufffd", text))
    return escape(told, {"\r": "_x000D_", '"': "&quot;"})


def _cut(text: str) -> str:
    """A cell holds so much and no more, emoji counting twice; longer text is seen to be cut."""
    if len(text) <= MAX_TEXT // 2 or _units(text) <= MAX_TEXT:
        return text
    kept = text.encode(_TWO_BYTES, "surrogatepass")[: 2 * (MAX_TEXT - 1)]
    return f"{kept.decode(_TWO_BYTES, 'ignore')}…"


def _units(text: str) -> int:
    return len(text.encode(_TWO_BYTES, "surrogatepass")) // 2
