"""Where people work and who works with the committee."""

from django.core.exceptions import ValidationError
from django.db import models

from config.accounts.fields import PrivateField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from config.sheets.cells.text import fold_name
from unions.choices import EnterpriseKind
from unions.models.validators import validate_credit_code

CREDIT_CODE_LENGTH = 18
SAME_NAME = "另有一家没有停业的单位也叫这个名称，表格里就分不清了；请写能区分的全称。"


class District(RecordedModel):
    """A county, city or district below the committee's city."""

    name = models.CharField(
        "名称",
        max_length=30,
        unique=True,
        error_messages={"unique": "这个县(市、区)已经登记过。"},
    )
    code = models.CharField(
        "行政区划代码", max_length=6, blank=True, help_text="六位代码，例如140602；可以不填。"
    )

    class Meta:
        verbose_name = "县(市、区)"
        verbose_name_plural = "县(市、区)"
        ordering = ["code", "name"]

    def __str__(self) -> str:
        return self.name


class Brand(RecordedModel):
    """A courier brand; several enterprises may run under one."""

    name = models.CharField(
        "名称", max_length=30, unique=True, error_messages={"unique": "这个品牌已经登记过。"}
    )

    class Meta:
        verbose_name = "品牌"
        verbose_name_plural = "品牌"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Partner(RecordedModel):
    """A public body that works with the committee: 邮政管理局, 总工会, 人社局 and the like."""

    name = models.CharField(
        "单位名称",
        max_length=100,
        unique=True,
        error_messages={"unique": "这个合作单位已经登记过。"},
    )
    contact = models.CharField("联系人", max_length=64, blank=True)
    phone = PrivateField("联系电话", label="partner.phone", max_length=50, null=True, blank=True)

    class Meta:
        verbose_name = "合作单位"
        verbose_name_plural = "合作单位"
        permissions = [("reveal_partner", "查看完整内容")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EnterpriseQuerySet(InForceQuerySet):
    start_field = "opened_on"
    end_field = "closed_on"


class Enterprise(RecordedModel):
    """A unit that people work for: a courier company, its association, or another."""

    name = models.CharField(
        "企业名称", max_length=100, db_index=True, help_text="营业执照上的全称。"
    )
    credit_code = models.CharField(
        "统一社会信用代码",
        max_length=CREDIT_CODE_LENGTH,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_credit_code],
        error_messages={"unique": "已有企业使用这个统一社会信用代码。"},
        help_text="18位；暂时没有可以不填。",
    )
    kind = models.CharField(
        "单位类别",
        max_length=11,
        choices=EnterpriseKind,
        default=EnterpriseKind.COURIER,
        help_text="企业数和从业人员数只统计快递企业。",
    )
    brand = models.ForeignKey(
        Brand, on_delete=models.PROTECT, null=True, blank=True, verbose_name="品牌"
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="所在县(市、区)",
    )
    manager = models.CharField("负责人", max_length=64, blank=True)
    manager_worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="负责人（花名册）",
        help_text="负责人在花名册中时选上；可以不选。",
    )
    phone = PrivateField("联系电话", label="enterprise.phone", max_length=50, null=True, blank=True)
    opened_on = models.DateField(
        "开业日期", null=True, blank=True, help_text="不填表示一直都有，各月都统计在内。"
    )
    closed_on = models.DateField(
        "停业日期", null=True, blank=True, help_text="从这一天起不再统计；不填表示仍在经营。"
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "企业"
        verbose_name_plural = "企业"
        permissions = [("reveal_enterprise", "查看完整内容")]
        ordering = ["name"]
        indexes = [
            models.Index(fields=["opened_on"], name="enterprise_opened_on"),
            models.Index(fields=["closed_on"], name="enterprise_closed_on"),
        ]
        constraints = [ends_after_start("enterprise", "opened_on", "closed_on")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Workbooks call a unit by its name: no two open ones may bear the same."""
        bearers = self.open_by_name().get(fold_name(self.name), set())
        if self.closed_on is None and bearers - {self.pk}:
            raise ValidationError({"name": SAME_NAME}, code="same_name")

    @classmethod
    def open_by_name(cls) -> dict[str, set[int]]:
        """Folded name -> the units in business that bear it."""
        found: dict[str, set[int]] = {}
        for pk, name in cls.objects.open().values_list("pk", "name"):
            found.setdefault(fold_name(name), set()).add(pk)
        return found
