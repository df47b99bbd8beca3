from django.db import models
from django.db.models import Q

from config.accounts.models import RecordedModel


class SupplyDelivery(RecordedModel):
    """Goods that an enterprise received for its couriers."""

    enterprise = models.ForeignKey(
        "unions.Enterprise", on_delete=models.PROTECT, verbose_name="企业名称"
    )
    item = models.CharField("物资名称", max_length=100)
    quantity = models.DecimalField("数量", max_digits=10, decimal_places=2)
    unit = models.CharField("计量单位", max_length=10, blank=True)
    delivered_on = models.DateField("发放日期")
    handler = models.CharField("经办人", max_length=50, blank=True, help_text="照签收单填写。")
    handler_worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人(花名册)",
        help_text="经办人在花名册中时选择；导入时只有一人同名才自动关联。",
    )

    class Meta:
        verbose_name = "物资发放"
        verbose_name_plural = "物资发放"
        indexes = [models.Index(fields=["delivered_on"], name="supply_delivery_delivered_on")]
        constraints = [
            models.UniqueConstraint(
                name="supply_delivery_item_once_per_day",
                fields=["enterprise", "item", "delivered_on"],
                violation_error_message="这家企业这一天的这种物资已经登记过。",
            ),
            models.CheckConstraint(
                name="supply_delivery_quantity_is_positive",
                condition=Q(quantity__gt=0),
                violation_error_message="数量必须大于零。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}{self.quantity}{self.unit}({self.delivered_on})"


class StockReport(RecordedModel):
    """What an enterprise said it had and lacked on a day."""

    enterprise = models.ForeignKey(
        "unions.Enterprise", on_delete=models.PROTECT, verbose_name="企业名称"
    )
    item = models.CharField("物资名称", max_length=100)
    on_hand = models.DecimalField("现有数量", max_digits=10, decimal_places=2)
    needed = models.DecimalField(
        "需要数量", max_digits=10, decimal_places=2, help_text="一共需要多少，不是还缺多少。"
    )
    reported_on = models.DateField("摸底日期", db_index=True)

    class Meta:
        verbose_name = "物资摸底"
        verbose_name_plural = "物资摸底"
        constraints = [
            models.UniqueConstraint(
                name="stock_report_item_once_per_day",
                fields=["enterprise", "item", "reported_on"],
                violation_error_message="这家企业这一天的这种物资已经摸底过。",
            ),
            models.CheckConstraint(
                name="stock_report_quantities_are_not_negative",
                condition=Q(on_hand__gte=0, needed__gte=0),
                violation_error_message="现有数量和需要数量不能是负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}摸底({self.reported_on})"
