"""Party organisations, what they cover, their rooms and terms."""

from django.db import models
from django.db.models import F, Q

from config.accounts.fields import PartialDateField, PrecisionField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from ledgers.choices import BranchKind
from unions.models.validators import validate_parent


class BranchQuerySet(InForceQuerySet):
    start_field = "founded_on"
    end_field = "dissolved_on"


class Branch(RecordedModel):
    """A Party organisation, from the industry committee down to a branch."""

    name = models.CharField(
        "党组织名称",
        max_length=100,
        unique=True,
        error_messages={"unique": "已有同名的党组织。"},
        help_text="印章上的全称。",
    )
    kind = models.CharField("党组织类别", max_length=14, choices=BranchKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级党组织",
    )
    founded_on = PartialDateField(
        "成立时间", null=True, blank=True, help_text="可以只写到月；不填表示一直都有。"
    )
    founded_on_precision = PrecisionField()
    dissolved_on = models.DateField(
        "撤销时间", null=True, blank=True, help_text="从这一天起不再统计；不填表示没有撤销。"
    )
    approves_members = models.BooleanField(
        "有审批预备党员权限",
        default=False,
        help_text="只有党委可以有；党总支、临时党组织和乡镇街道党委下属的党委没有。",
    )
    secretary = models.CharField("书记", max_length=64, blank=True)
    secretary_worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="书记（花名册）",
        help_text="书记在花名册中时选上；可以不选。",
    )

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = "党组织"
        verbose_name_plural = "党组织"
        ordering = ["name"]
        indexes = [
            models.Index(fields=["founded_on"], name="branch_founded_on"),
            models.Index(fields=["dissolved_on"], name="branch_dissolved_on"),
        ]
        constraints = [
            ends_after_start("branch", "founded_on", "dissolved_on"),
            models.CheckConstraint(
                name="branch_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="上级党组织不能是它自己。",
            ),
            models.CheckConstraint(
                name="branch_approves_members_as_committee",
                condition=Q(approves_members=False) | Q(kind=BranchKind.COMMITTEE),
                violation_error_message="只有党委可以有审批预备党员的权限。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_parent(self)


class Coverage(RecordedModel):
    """That a Party organisation covers an enterprise; every enterprise has one at most."""

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="coverages", verbose_name="党组织"
    )
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        related_name="coverages",
        verbose_name="覆盖企业",
    )
    started_on = models.DateField(
        "开始覆盖时间", null=True, blank=True, help_text="不填表示一直都有。"
    )
    ended_on = models.DateField(
        "结束覆盖时间", null=True, blank=True, help_text="从这一天起不再覆盖；不填表示仍在覆盖。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "组织覆盖"
        verbose_name_plural = "组织覆盖"
        indexes = [
            models.Index(fields=["started_on"], name="coverage_started_on"),
            models.Index(fields=["ended_on"], name="coverage_ended_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="coverage_one_open_per_enterprise",
                fields=["enterprise"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个企业已由别的党组织覆盖；请先结束原来的覆盖。",
            ),
            ends_after_start("coverage", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.branch}覆盖{self.enterprise}"


class ActivityRoom(RecordedModel):
    """A Party organisation's standard activity room."""

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="rooms", verbose_name="党组织"
    )
    name = models.CharField(
        "名称", max_length=100, blank=True, help_text="一个党组织有几个活动室时填写，以便区分。"
    )
    address = models.CharField("地址", max_length=200, blank=True)
    area_m2 = models.DecimalField(
        "面积(平方米)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    started_on = models.DateField("建成时间", null=True, blank=True, help_text="不填表示一直都有。")
    ended_on = models.DateField(
        "停用时间", null=True, blank=True, help_text="从这一天起停用；不填表示仍在使用。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "党员活动室"
        verbose_name_plural = "党员活动室"
        constraints = [
            models.UniqueConstraint(
                name="activity_room_name_open_once_per_branch",
                fields=["branch", "name"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个党组织已有同名的活动室在用；请另起名称。",
            ),
            ends_after_start("activity_room", "started_on", "ended_on"),
            models.CheckConstraint(
                name="activity_room_has_an_area",
                condition=Q(area_m2__isnull=True) | Q(area_m2__gt=0),
                violation_error_message="面积必须大于0平方米。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}{self.name or '党员活动室'}"


class Term(RecordedModel):
    """A term of a Party organisation's committee or secretary."""

    may_lie_ahead = ("expires_on",)

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="terms", verbose_name="党组织"
    )
    started_on = models.DateField(
        "本届开始时间", null=True, blank=True, help_text="不填表示开始时间不详。"
    )
    expires_on = models.DateField("本届届满时间", null=True, blank=True)
    ended_on = models.DateField(
        "实际结束时间", null=True, blank=True, help_text="换届后填写；不填表示还是这一届。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "党组织任期"
        verbose_name_plural = "党组织任期"
        indexes = [models.Index(fields=["expires_on"], name="term_expires_on")]
        constraints = [
            models.UniqueConstraint(
                name="term_one_open_per_branch",
                fields=["branch"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个党组织还有一届没有结束；请先填写它的实际结束时间。",
            ),
            ends_after_start("term", "started_on", "ended_on"),
            models.CheckConstraint(
                name="term_expires_after_start",
                condition=Q(started_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("started_on")),
                violation_error_message="届满时间必须晚于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}任期"
