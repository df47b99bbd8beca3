"""Files as clerks, their programs and attackers make them, built in memory."""

import io
import zipfile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def zipped(parts, *, compression=zipfile.ZIP_DEFLATED):
    """``parts``: name -> text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def relations(kind, target):
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def worksheet(rows, *, before=""):
    """A sheet's part; ``rows``: the inside of sheetData."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def parts_of_xlsx(sheet):
    """The parts of a workbook with one sheet; ``sheet``: its part, text or bytes."""
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_SHEET_MAIN}"/></Types>'
        ),
        "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }


def raw_xlsx(rows, *, before="", **more):
    """A workbook from the inside of sheetData; ``more``: parts to add, dots written as __."""
    added = {name.replace("__", "."): content for name, content in more.items()}
    return zipped(parts_of_xlsx(worksheet(rows, before=before)) | added)


def saved(workbook):
    """The bytes of an openpyxl workbook."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def xlsx(*rows):
    """A workbook with one sheet, as openpyxl writes it."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def ods(rows, *, more=None):
    """An OpenDocument workbook; ``rows``: the inside of its one table."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="名册">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": content,
    }
    return zipped(parts | (more or {}))


def ods_cell(text, *, times=1):
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_row(cells, *, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'
