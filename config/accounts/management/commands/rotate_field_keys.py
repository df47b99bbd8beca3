"""Write every private value anew under the newest field key, with the office closed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.accounts.fields.private import WrongFieldKey
from config.accounts.refusals import Refusal
from config.accounts.rotation import rotate_field_keys


class Command(BaseCommand):
    help = (
        "把加密的内容全部改用 FIELD_KEYS 里第一个（最新的）密钥保存。先停用系统、做好备份再运行；"
        "成功后才可以从 FIELD_KEYS 里去掉旧密钥。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changed = rotate_field_keys()
        except (Refusal, WrongFieldKey) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"已用最新的密钥重新保存{changed}项；现在可以去掉旧密钥。")
