"""What the audit tells apart. Codes are stored, words are shown."""

from django.db import models


class Verb(models.TextChoices):
    """What somebody did."""

    SIGN_IN = "sign_in", "登录"
    SIGN_OUT = "sign_out", "退出"
    PASSWORD = "password", "修改密码"
    SECOND_FACTOR = "second_factor", "动态口令"
    OPEN = "open", "打开页面"
    ADD = "add", "增加"
    CHANGE = "change", "修改"
    DELETE = "delete", "删除"
    ACTION = "action", "办理"
    REVEAL = "reveal", "查看完整号码"
    IMPORT = "import", "导入"
    EXPORT = "export", "导出"
    PRINT = "print", "打印"
    GRANT = "grant", "授权"
    BACKUP = "backup", "备份"
    RESTORE = "restore", "恢复"
    ERASE = "erase", "去标识"
    KEYS = "keys", "更换密钥"
    PURGE = "purge", "清理审计"


class Outcome(models.TextChoices):
    """How it ended."""

    DONE = "done", "成功"
    REFUSED = "refused", "被拒绝"
    FAILED = "failed", "失败"
