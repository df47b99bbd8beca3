from django.db import models
from django.db.models import Q

from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start


class CourierHomeQuerySet(InForceQuerySet):
    start_field = "opened_on"
    end_field = "closed_on"


class CourierHome(RecordedModel):
    """A house that the unions keep for couriers: reading, sport, meetings, rest."""

    name = models.CharField("名称", max_length=100)
    district = models.ForeignKey(
        "unions.District", on_delete=models.PROTECT, verbose_name="所在县(市、区)"
    )
    address = models.CharField("地址", max_length=200, blank=True)
    area_m2 = models.DecimalField("面积(平方米)", max_digits=8, decimal_places=2)
    functions = models.CharField(
        "功能", max_length=500, blank=True, help_text="用顿号分开，例如职工书屋、健身娱乐。"
    )
    opened_on = models.DateField("启用时间", null=True, blank=True, help_text="不填表示一直都有。")
    closed_on = models.DateField(
        "停用时间", null=True, blank=True, help_text="从这一天起停用；不填表示仍在使用。"
    )

    objects = CourierHomeQuerySet.as_manager()

    class Meta:
        verbose_name = "快递员之家"
        verbose_name_plural = "快递员之家"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="courier_home_name_once_per_district",
                fields=["district", "name"],
                violation_error_message="这个县(市、区)已经有同名的快递员之家。",
            ),
            ends_after_start("courier_home", "opened_on", "closed_on"),
            models.CheckConstraint(
                name="courier_home_has_an_area",
                condition=Q(area_m2__gt=0),
                violation_error_message="面积必须大于0平方米。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
