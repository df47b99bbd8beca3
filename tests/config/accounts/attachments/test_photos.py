"""Of a photo stays what is seen; where it was taken is gone."""

import io

import pytest
from PIL import Image

from config.accounts.attachments.actions import accept
from tests.config.accounts.attachments import papers
from tests.refusals import refused


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_place_and_all_else_that_was_written_beside_it_are_gone(kind):
    taken = papers.with_place(kind)
    before = opened(taken)
    assert dict(before.getexif().get_ifd(papers.GPS))[1] == "N"

    kept = accept("合影", taken).data

    assert (dict(opened(kept).getexif()), opened(kept).format) == ({}, kind)
    told = (b"Exif", b"eXIf", b"xmpmeta", b"Telefon", b"at home", b"iTXt", b"tEXt")
    assert [word for word in told if word in kept] == []


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in accept("合影", papers.picture() + b"<script>").data


def test_it_stands_upright_as_the_camera_said():
    kept = opened(accept("合影", papers.with_place(turned=6)).data)

    assert kept.size == (20, 40)
    red, _, blue = kept.getpixel((10, 2))
    assert red > 200 > blue


def test_what_can_be_seen_through_stays_so():
    stream = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 7)).save(stream, "PNG")

    assert opened(accept("章", stream.getvalue()).data).getpixel((0, 0)) == (255, 0, 0, 7)


@pytest.mark.parametrize(
    ("width", "height"),
    [
        pytest.param(5_001, 10_000, id="a line over"),
        pytest.param(10_000, 10_000, id="the library warns"),
        pytest.param(60_000, 60_000, id="the library refuses"),
    ],
)
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(width, height):
    with refused("超过5000万像素。请用看图软件缩小后再上传。"):
        accept("合影", papers.claiming(width, height))
