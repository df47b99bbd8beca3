"""A stream under AES-256-GCM: altered, shortened or reordered, it is refused.

File: magic, the key's number, a salt; then chunks. The file's own key comes from the backup key
and the salt, so a chunk's nonce may be its number; the last chunk is marked in its nonce, so a
file that was cut off anywhere shows it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config.accounts.refusals import Refusal
from config.backups.keys import NUMBER_BYTES, key_number

MAGIC = b"NUANFENG BACKUP 1\n"
SALT_BYTES = 16
HEADER_BYTES = len(MAGIC) + NUMBER_BYTES + SALT_BYTES
CHUNK = 1024 * 1024
TAG_BYTES = 16

NO_BACKUP = "这个文件不是本系统的备份，打不开。请选以 .backup 结尾、由本系统做的文件。"
ALTERED = "备份文件不完整或被改动过，不能用。请换一份备份。"


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[-SALT_BYTES:]
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"nuanfeng backup").derive(key)
    return AESGCM(derived)


def _nonce(position: int, *, last: bool) -> bytes:
    return position.to_bytes(11, "big") + bytes([last])


class SealingWriter:
    """Takes bytes, writes them sealed; complete only once :meth:`finish` was called."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        self._header = MAGIC + bytes.fromhex(key_number(key)) + os.urandom(SALT_BYTES)
        self._cipher = _cipher(key, self._header)
        self._target = target
        self._waiting = bytearray()
        self._position = 0
        target.write(self._header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._position, last=last)
        self._target.write(self._cipher.encrypt(nonce, chunk, self._header))
        self._position += 1


class UnsealingReader:
    """Reads what a SealingWriter wrote; raises Refusal at the first byte that is not as written."""

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        self._header = source.read(HEADER_BYTES)
        if len(self._header) < HEADER_BYTES or not self._header.startswith(MAGIC):
            raise Refusal(NO_BACKUP)
        number, mine = self._header[len(MAGIC) : -SALT_BYTES].hex(), key_number(key)
        if number != mine:
            raise Refusal(
                f"这份备份是用编号 {number} 的密钥加密的，现在的 BACKUP_KEY 编号是 {mine}。"
                f"请找出写着编号 {number} 的恢复单，把上面的 BACKUP_KEY 填进来再试。"
            )
        self._source = source
        self._cipher = _cipher(key, self._header)
        self._chunks = self._unseal()
        self._ready = bytearray()

    def read(self, size: int) -> bytes:
        while len(self._ready) < size and (chunk := next(self._chunks, b"")):
            self._ready += chunk
        wanted = bytes(self._ready[:size])
        del self._ready[:size]
        return wanted

    def drain(self) -> None:
        """Read to the end: only then is it known that nothing was cut off."""
        while self.read(CHUNK):
            pass

    def _unseal(self) -> Iterator[bytes]:
        position, sealed, last = 0, self._source.read(CHUNK + TAG_BYTES), False
        while not last:
            following = self._source.read(CHUNK + TAG_BYTES)
            last = not following
            try:
                nonce = _nonce(position, last=last)
                yield self._cipher.decrypt(nonce, sealed, self._header)
            except InvalidTag:
                raise Refusal(ALTERED) from None
            position, sealed = position + 1, following
