from django.db import models

from config.accounts.models import RecordedModel
from welfare.choices import CertificateLevel, ProgrammeKind


class Certificate(RecordedModel):
    """A vocational skill certificate that a worker has earned."""

    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="取证时所在的单位，以后调动不改。",
    )
    occupation = models.CharField(
        "职业(工种)", max_length=50, help_text="例如快递员、物流服务师、电子商务师。"
    )
    level = models.CharField("等级", max_length=20, choices=CertificateLevel.choices)
    number = models.CharField(
        "证书编号",
        max_length=50,
        unique=True,
        error_messages={"unique": "这个证书编号已经登记过。"},
    )
    issued_on = models.DateField("发证日期")
    subsidy = models.OneToOneField(
        "welfare.Payment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"programme__kind": ProgrammeKind.CERTIFICATE_SUBSIDY},
        verbose_name="取证补贴",
        help_text="没有申领补贴的不填。",
    )

    class Meta:
        verbose_name = "职业技能证书"
        verbose_name_plural = "职业技能证书"
        indexes = [
            models.Index(fields=["issued_on", "level"], name="certificate_issued_on_level"),
        ]

    def __str__(self) -> str:
        return f"{self.occupation}{self.get_level_display()}证书 {self.number}"
