"""The keys of the office by number: a number tells which key it is and gives nothing away."""

import base64
import hashlib
from dataclasses import dataclass

from django.conf import settings

from config.accounts.refusals import Refusal

NUMBER_BYTES = 4


@dataclass(frozen=True)
class Key:
    """A key as DATA_DIR/env names it."""

    name: str
    secret: bytes

    @property
    def number(self) -> str:
        return key_number(self.secret)

    @property
    def text(self) -> str:
        return base64.b64encode(self.secret).decode()


def key_number(secret: bytes) -> str:
    return hashlib.sha256(b"nuanfeng key number" + secret).hexdigest()[: 2 * NUMBER_BYTES]


def backup_key() -> bytes:
    if not settings.BACKUP_KEY:
        raise Refusal(
            "没有备份密钥（BACKUP_KEY），不能备份也不能恢复。"
            "请重新启动一次 python3 dev.py serve，它会生成并保存；服务器上请写进环境变量。"
        )
    return settings.BACKUP_KEY


def kept_keys() -> list[Key]:
    """What a recovery sheet holds: the key of the backups, and the field keys, newest first."""
    return [
        Key("BACKUP_KEY", backup_key()),
        *(Key("FIELD_KEYS", secret) for secret in settings.FIELD_KEYS),
    ]


def field_key_numbers() -> list[str]:
    return [key_number(secret) for secret in settings.FIELD_KEYS]
