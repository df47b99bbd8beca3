"""A photo drawn anew: nothing stays of it but what is seen."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageFile, ImageOps

from config.accounts.attachments.refusals import DAMAGED, FileRefused, too_many_pixels
from config.accounts.choices import FileKind

QUALITY = 90
MEGAPIXEL = 1_000_000
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (
    EOFError, IndexError, KeyError, OSError, OverflowError, SyntaxError, TypeError, ValueError,
    struct.error, zlib.error,
)  # fmt: skip


@contextlib.contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """WeasyPrint, once imported, lets the library take pictures that are cut off."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def redrawn(data: bytes, kind: FileKind, *, megapixels: int) -> bytes:
    """The same picture without place, time, camera or anything else that was written beside it.

    Turned first as its camera said. Raises FileRefused for what is broken or too large; a
    picture is measured before it is unpacked.
    """
    try:
        with (
            _whole_pictures_only(),
            Image.open(io.BytesIO(data), formats=[kind.name]) as picture,
        ):
            if picture.width * picture.height > megapixels * MEGAPIXEL:
                raise too_many_pixels(megapixels)
            upright = ImageOps.exif_transpose(picture)
            return _drawn(upright, kind)
    except _BOMBS:
        raise too_many_pixels(megapixels) from None
    except _BROKEN:
        raise FileRefused(DAMAGED) from None


def _drawn(picture: Image.Image, kind: FileKind) -> bytes:
    clear = kind == FileKind.PNG and picture.has_transparency_data
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.info = {}  # the library would write some of it out again
    stream = io.BytesIO()
    if kind == FileKind.JPEG:
        plain.save(stream, "JPEG", quality=QUALITY)
    else:
        plain.save(stream, "PNG")
    return stream.getvalue()
