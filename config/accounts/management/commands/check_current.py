from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.accounts.current import current_columns


class Command(BaseCommand):
    help = "核对“当前”列和起止记录是否一致；不一致时列出主键，退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for column in current_columns():
            keys = column.disagreeing()
            wrong += len(keys)
            told = "、".join(map(str, keys)) or "一致"
            self.stdout.write(f"{column}：{told}")
        if wrong:
            raise CommandError(f"有 {wrong} 条不一致。", returncode=1)
