"""Rosters gone wrong: bombs, liars and strange marks around one good row."""

import io
import zipfile

from tests.config.sheets.admin.workbooks import identity_number
from tests.config.sheets.reading.workbooks import parts_of_xlsx, worksheet, xlsx, zipped

UNIT = "示例快递城区营业部"
HEAD = ["姓名", "身份证号", "工作单位"]


def text_cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def line(number, *texts):
    cells = [
        text_cell(f"{letter}{number}", text) for letter, text in zip("ABC", texts, strict=False)
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


ROSTER = line(1, *HEAD) + line(2, "甲某", identity_number(1), UNIT)


def whole(*, name="甲某"):
    return xlsx(HEAD, [name, identity_number(1), UNIT])


def with_part(name, content):
    return zipped(parts_of_xlsx(worksheet(ROSTER)) | {name: content})


def bomb(*, part, inside=b" ", begins=b"", mebibytes=600):
    """A workbook of which one part unpacks to far more than it weighs, a thousand times."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts_of_xlsx(worksheet(ROSTER)).items():
            if name != part:
                book.writestr(name, content)
        with book.open(part, "w") as packed:
            packed.write(begins)
            for _ in range(mebibytes):
                packed.write(inside * (2**20 // len(inside)))
    return file.getvalue()


def belittled(data, *, to=9):
    """The same zip, whose directory says that its last part is small."""
    entry = data.rindex(b"PK\x01\x02")
    return data[: entry + 24] + to.to_bytes(4, "little") + data[entry + 28 :]


def entities(definition):
    return f"<!DOCTYPE x [{definition}]>{worksheet(ROSTER)}"


def bomb_of_media():
    return bomb(part="xl/media/image1.png")


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)
