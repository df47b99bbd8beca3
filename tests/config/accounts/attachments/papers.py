"""Files as people hand them in, good ones and bad ones, made of nothing but bytes."""

import io
import zipfile
import zlib

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
TYPE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{TYPE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{TYPE}spreadsheetml.sheet.main+xml"),
    "docm": ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "dotx": ("word/document.xml", f"{TYPE}wordprocessingml.template.main+xml"),
}
GPS = 0x8825
PLACE = {1: "N", 2: (39.0, 19.0, 30.0), 3: "E", 4: (112.0, 25.0, 58.0)}


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def office(kind="docx", **more):
    """A file of Office by its shape; `more` parts by name with __ for a slash."""
    main, of_type = MAIN[kind]
    types = f'<Types><Override PartName="/{main}" ContentType="{of_type}"/></Types>'
    further = {name.replace("__", "/"): content for name, content in more.items()}
    return zipped({"[Content_Types].xml": types, main: "<x/>", **further})


def lying_about_its_size():
    """A document whose part is larger than the zip declares."""
    data = office(word__media="x" * 100_000)
    real, declared = (100_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert data.count(real) == 2
    return data.replace(real, declared)


def picture(kind="JPEG", size=(40, 20), **options):
    stream = io.BytesIO()
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 4, size[1]))
    drawn.save(stream, kind, **options)
    return stream.getvalue()


def with_place(kind="JPEG", *, turned=1):
    """A photo as a telephone takes it: where, with what, and which way it was held."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turned, "Telefon"
    exif.get_ifd(GPS).update(PLACE)
    return picture(kind, exif=exif, xmp=b"<x:xmpmeta>112.43</x:xmpmeta>", comment=b"at home")


def claiming(width, height):
    """A PNG that says it is so large, and holds next to nothing."""
    data = bytearray(picture("PNG", (1, 1)))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)
