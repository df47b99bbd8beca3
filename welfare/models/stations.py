from django.db import models

from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start


class StationQuerySet(InForceQuerySet):
    start_field = "opened_on"
    end_field = "closed_on"


class Station(RecordedModel):
    """A place where outdoor workers rest, drink and charge their phones."""

    name = models.CharField("驿站名称", max_length=100)
    district = models.ForeignKey(
        "unions.District", on_delete=models.PROTECT, verbose_name="所在县(市、区)"
    )
    address = models.CharField("地址", max_length=200, blank=True)
    services = models.CharField(
        "服务内容", max_length=500, blank=True, help_text="用顿号分开，例如休息、饮水、手机充电。"
    )
    opened_on = models.DateField("启用时间", null=True, blank=True, help_text="不填表示一直都有。")
    closed_on = models.DateField(
        "停用时间", null=True, blank=True, help_text="从这一天起停用；不填表示仍在运行。"
    )

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "爱心驿站"
        verbose_name_plural = "爱心驿站"
        constraints = [
            models.UniqueConstraint(
                name="station_name_once_per_district",
                fields=["district", "name"],
                violation_error_message="这个县(市、区)已经有同名的驿站。",
            ),
            ends_after_start("station", "opened_on", "closed_on"),
        ]

    def __str__(self) -> str:
        return self.name
