"""A question of a query page, kept by one user for himself."""

from django.conf import settings
from django.db import models


class SavedQuery(models.Model):
    """The filters of a query page under a name; it names no person and holds no number of one."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="保存人", related_name="+"
    )
    page = models.CharField("查询页", max_length=60)
    name = models.CharField(
        "名称",
        max_length=30,
        error_messages={
            "blank": "请写一个名称。",
            "max_length": "名称不能超过30个字。",
        },
    )
    query = models.CharField(
        "条件",
        max_length=2000,
        blank=True,
        error_messages={"max_length": "条件太长，不能保存；请少填几项。"},
    )

    class Meta:
        verbose_name = "常用查询"
        verbose_name_plural = "常用查询"
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="saved_query_name_once_per_owner_and_page",
                fields=["owner", "page", "name"],
                violation_error_message="您在这一页已有同名的常用查询；请换一个名称。",
            )
        ]

    def __str__(self) -> str:
        return self.name
