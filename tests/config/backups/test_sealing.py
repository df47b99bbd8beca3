"""The sealed stream: what goes in comes out, or nothing does."""

import io

import pytest

from config.backups.keys import key_number
from config.backups.sealing import (
    ALTERED,
    CHUNK,
    HEADER_BYTES,
    NO_BACKUP,
    TAG_BYTES,
    SealingWriter,
    UnsealingReader,
)
from tests.refusals import refused

KEY = b"k" * 32
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7]
WHOLE = HEADER_BYTES + 2 * (CHUNK + TAG_BYTES) + 7 + TAG_BYTES


def text_of(length):
    return bytes(at % 251 for at in range(length))


def sealed(text, key=KEY):
    target = io.BytesIO()
    writer = SealingWriter(target, key)
    for start in range(0, len(text), 300_000):
        writer.write(text[start : start + 300_000])
    writer.finish()
    return target.getvalue()


def read(data, key=KEY):
    reader = UnsealingReader(io.BytesIO(data), key)
    parts = []
    while part := reader.read(70_000):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_sealed_is_read_again(length):
    assert read(sealed(text_of(length))) == text_of(length)


@pytest.mark.parametrize("length", LENGTHS)
def test_the_length_is_that_of_the_text_and_a_mark_a_chunk(length):
    chunks = max(1, -(-length // CHUNK))

    assert len(sealed(text_of(length))) == HEADER_BYTES + length + chunks * TAG_BYTES


def test_nothing_of_the_text_stands_in_the_file():
    assert sealed(b"canary" * 50).find(b"canary") == -1


def test_the_same_text_is_never_sealed_alike():
    assert sealed(b"text") != sealed(b"text")


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(HEADER_BYTES - 1, id="salt"),
        pytest.param(HEADER_BYTES, id="first-byte"),
        pytest.param(HEADER_BYTES + CHUNK, id="mark-of-the-first-chunk"),
        pytest.param(HEADER_BYTES + CHUNK + TAG_BYTES + 5, id="second-chunk"),
        pytest.param(WHOLE - 1, id="last-byte"),
    ],
)
def test_one_altered_byte_is_refused(at):
    data = bytearray(sealed(text_of(2 * CHUNK + 7)))
    assert len(data) == WHOLE
    data[at] ^= 1

    with refused(ALTERED):
        read(bytes(data))


@pytest.mark.parametrize(
    "length",
    [
        pytest.param(HEADER_BYTES, id="header-only"),
        pytest.param(HEADER_BYTES + 20, id="within-the-first-chunk"),
        pytest.param(HEADER_BYTES + CHUNK + TAG_BYTES, id="after-the-first-chunk"),
        pytest.param(HEADER_BYTES + 2 * (CHUNK + TAG_BYTES), id="after-the-second-chunk"),
        pytest.param(WHOLE - 1, id="last-byte-missing"),
    ],
)
def test_a_file_that_was_cut_off_is_refused(length):
    with refused(ALTERED):
        read(sealed(text_of(2 * CHUNK + 7))[:length])


def test_bytes_after_the_end_are_refused():
    with refused(ALTERED):
        read(sealed(b"text") + b"x")


def test_chunks_in_another_order_are_refused():
    data = sealed(text_of(3 * CHUNK))
    head, body = data[:HEADER_BYTES], data[HEADER_BYTES:]
    size = CHUNK + TAG_BYTES

    with refused(ALTERED):
        read(head + body[size : 2 * size] + body[:size] + body[2 * size :])


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04" + b"x" * 100, b"NUANFENG BACKUP 1\n"], ids=["empty", "zip", "short"]
)
def test_what_is_no_backup_is_refused(data):
    with refused(NO_BACKUP):
        read(data)


def test_another_key_is_refused_by_the_numbers_of_both():
    wrong = b"w" * 32

    with refused(
        f"这份备份是用编号 {key_number(KEY)} 的密钥加密的，"
        f"现在的 BACKUP_KEY 编号是 {key_number(wrong)}。"
        f"请找出写着编号 {key_number(KEY)} 的恢复单，把上面的 BACKUP_KEY 填进来再试。"
    ):
        read(sealed(b"text"), wrong)
