"""Trade unions of the trade, their committees' terms, and who belongs to them."""

from collections.abc import Iterator

from django.db import models
from django.db.models import F, Q

from config.accounts.breaches import Breach
from config.accounts.fields import PartialDateField, PrecisionField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from unions.choices import UnionBranchKind
from unions.models.people import too_young_to_work
from unions.models.validators import validate_parent


class UnionBranchQuerySet(InForceQuerySet):
    start_field = "founded_on"
    end_field = "dissolved_on"


class UnionBranch(RecordedModel):
    """A union organisation: the trade's federation, a brand's union or a district's."""

    name = models.CharField(
        "工会名称",
        max_length=100,
        unique=True,
        error_messages={"unique": "已有同名的工会组织。"},
    )
    kind = models.CharField("类别", max_length=10, choices=UnionBranchKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级工会",
    )
    brand = models.ForeignKey(
        "unions.Brand",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="品牌",
        help_text="品牌企业分工会填写。",
    )
    district = models.ForeignKey(
        "unions.District",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="所在县(市、区)",
        help_text="县(市、区)基层工会填写。",
    )
    founded_on = PartialDateField(
        "成立时间", null=True, blank=True, help_text="可以只写到月；不填表示一直都有。"
    )
    founded_on_precision = PrecisionField()
    dissolved_on = models.DateField(
        "撤销时间", null=True, blank=True, help_text="从这一天起不再统计；不填表示没有撤销。"
    )
    chair = models.CharField("工会主席", max_length=64, blank=True)
    chair_worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="工会主席（花名册）",
        help_text="工会主席在花名册中时选上；可以不选。",
    )

    objects = UnionBranchQuerySet.as_manager()

    class Meta:
        verbose_name = "工会组织"
        verbose_name_plural = "工会组织"
        ordering = ["name"]
        constraints = [
            ends_after_start("union_branch", "founded_on", "dissolved_on"),
            models.CheckConstraint(
                name="union_branch_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="上级工会不能是它自己。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_parent(self)


class UnionTerm(RecordedModel):
    """A term of a union's committee."""

    may_lie_ahead = ("expires_on",)

    union_branch = models.ForeignKey(
        UnionBranch, on_delete=models.PROTECT, related_name="terms", verbose_name="工会组织"
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
        verbose_name = "工会任期"
        verbose_name_plural = "工会任期"
        indexes = [models.Index(fields=["expires_on"], name="union_term_expires_on")]
        constraints = [
            models.UniqueConstraint(
                name="union_term_one_open_per_union_branch",
                fields=["union_branch"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个工会还有一届没有结束；请先填写它的实际结束时间。",
            ),
            ends_after_start("union_term", "started_on", "ended_on"),
            models.CheckConstraint(
                name="union_term_expires_after_start",
                condition=Q(started_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gt=F("started_on")),
                violation_error_message="届满时间必须晚于开始时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.union_branch}任期"


class UnionMembershipQuerySet(InForceQuerySet):
    start_field = "joined_on"
    end_field = "left_on"


class UnionMembership(RecordedModel):
    """That a worker belongs to a union: one at a time, whatever brand and district say."""

    worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        related_name="union_memberships",
        verbose_name="姓名",
    )
    union_branch = models.ForeignKey(
        UnionBranch, on_delete=models.PROTECT, related_name="memberships", verbose_name="所属工会"
    )
    joined_on = models.DateField("入会时间")
    left_on = models.DateField(
        "离会时间", null=True, blank=True, help_text="从这一天起不再是会员；不填表示在籍。"
    )
    card_number = models.CharField("会员证号", max_length=30, blank=True)

    objects = UnionMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "会籍"
        verbose_name_plural = "会籍"
        indexes = [
            models.Index(fields=["joined_on"], name="union_membership_joined_on"),
            models.Index(fields=["left_on"], name="union_membership_left_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="union_membership_one_open_per_worker",
                fields=["worker"],
                condition=Q(left_on__isnull=True),
                violation_error_message="这个人已有在籍的会籍；请先转出或退会。",
            ),
            ends_after_start("union_membership", "joined_on", "left_on"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}在{self.union_branch}"

    def breaches(self) -> Iterator[Breach]:
        yield from too_young_to_work(self.worker, "joined_on", self.joined_on, "入会")
