"""党员台账: Party members, the branch they belong to, their posts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from config.accounts.refusals import binds
from config.sheets.columns import Column, Role
from config.sheets.limits import Written
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Existing, Row
from config.sheets.runs import Run
from config.sheets.widgets import ChoiceWidget, NamesWidget, PartialDateWidget, TextWidget
from ledgers.choices import MemberStanding
from ledgers.models import Affiliation, Branch, Member, Post
from ledgers.rules import PARTY_AGE, article, converts_in_order, of_party_age
from unions.resources.people import (
    person,
    person_birth,
    person_education,
    person_employer,
    person_ethnicity,
    person_name,
    person_phone,
    person_sex,
)
from unions.resources.union_members import open_or_same_day

BRANCH_ALIASES = (
    "所属党支部",
    "所属党组织名称",
    "所属党组织",
    "支部名称",
    "党支部",
    "党组织",
    "所在支部",
    "所在党组织",
)
STANDING_WORDS = {
    "正式": MemberStanding.FULL,
    "党员": MemberStanding.FULL,
    "预备": MemberStanding.PROBATIONARY,
    "中共党员": MemberStanding.FULL,
    "中共预备党员": MemberStanding.PROBATIONARY,
}


def check_party_age(
    resource: OfficeResource, run: Run, row: Row, name: str, *, on: datetime.date
) -> None:
    """Flag a day on which the row's person was not of age to apply."""
    if not of_party_age(born_on=row.get("worker").facts["born_on"], on=on):
        heading = resource.fields[name].column_name
        message = (
            f"{heading}{row.get(name)}时此人未满{PARTY_AGE}周岁(发展党员工作细则第五条)；"
            "请核对日期和身份证号。"
        )
        resource.flag(run, row, name, message, on=on)


class MemberSheet(OfficeResource):
    """Matched by the person's open membership. 所在党支部 is the open affiliation.

    Another one corrects it, or with ``run.moved_on`` ends it on that day and begins the next.
    """

    ledger = "members"
    title = "党员台账"
    trade = "快递行业"
    after = ("workers", "branches")
    override = "ledgers.override_rules_memberstep"
    apart = True
    facts = ("born_on",)
    extras = {"left_on": "left_on", "affiliated_on": "affiliated_on"}

    name = person_name()
    sex = person_sex()
    ethnicity = person_ethnicity()
    born_on = person_birth()
    worker = person()
    education = person_education()
    branch = Column(
        "所在党支部",
        "branch",
        ReferenceWidget(Branch),
        aliases=BRANCH_ALIASES,
        required=True,
        role=Role.SIDE,
    )
    employer = person_employer()
    joined_on = Column(
        "入党时间",
        "joined_on",
        PartialDateWidget(),
        aliases=(
            "加入党组织日期",
            "入党日期",
            "入党年月",
            "接收预备党员日期",
            "列为预备党员时间",
            "成为预备党员时间",
            "党支部党员大会接收预备党员时间",
        ),
        required=True,
    )
    converted_on = Column(
        "转正时间",
        "converted_on",
        PartialDateWidget(),
        aliases=("转为正式党员日期", "转正日期", "正式转正日期", "预备党员转正时间"),
    )
    standing = Column(
        "人员类别",
        None,
        ChoiceWidget(MemberStanding.choices, STANDING_WORDS),
        aliases=("人员类型", "党员类别", "党员性质", "党员类型", "政治面貌"),
        role=Role.CHECKED,
    )
    posts = Column("党内职务", None, NamesWidget(), aliases=("党内任职",), role=Role.SIDE)
    phone = person_phone()
    note = Column("备注", "note", TextWidget(500), aliases=("说明",))

    class Meta:
        model = Member
        import_id_fields = ("worker",)

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        still_open = Affiliation.objects.filter(member=OuterRef("pk"), ended_on__isnull=True)
        return queryset.annotate(affiliated_on=Subquery(still_open.values("started_on")[:1]))

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).filter(left_on__isnull=True)

    def pick(self, row: Row, candidates: Sequence[Existing]) -> Existing | None:
        return open_or_same_day(row, candidates, "joined_on")

    def load_posts(self, pks: Sequence[int]) -> dict[int, tuple[str, ...]]:
        held: dict[int, list[str]] = {}
        rows = Post.objects.filter(member__in=pks, ended_on__isnull=True).order_by("pk")
        for member, title in rows.values_list("member", "title"):
            held.setdefault(member, []).append(title)
        return {member: tuple(titles) for member, titles in held.items()}

    def load_standing(self, pks: Sequence[int]) -> dict[int, str]:
        members = Member.objects.filter(pk__in=pks).values_list("pk", "converted_on")
        return {
            pk: MemberStanding.FULL if converted else MemberStanding.PROBATIONARY
            for pk, converted in members
        }

    def together(self) -> Sides:
        return (
            (Member.objects.all(), "pk"),
            (Affiliation.objects.all(), "member"),
            (Post.objects.all(), "member"),
        )

    def check(self, run: Run, row: Row) -> None:
        joined, converted = row.after("joined_on"), row.after("converted_on")
        if row.get("joined_on") and row.touches("joined_on"):
            check_party_age(self, run, row, "joined_on", on=joined.last())
        if converted and not converts_in_order(joined_on=joined.date, converted_on=converted.date):
            message = f"转正时间{converted}早于入党时间{joined}；请核对两个日期。"
            self.problem(row, "converted_on", "rule", message)
        self._check_steps(run, row)
        self._check_branch(run, row)
        by_dates = MemberStanding.FULL if converted else MemberStanding.PROBATIONARY
        if row.get("standing") not in (None, by_dates):
            message = (
                f"按入党时间和转正时间应为「{by_dates.label}」；人员类别由日期决定，不单独保存。"
            )
            self.warn(row, "standing", message)

    def _check_steps(self, run: Run, row: Row) -> None:
        """Who is admitted or converts from the 启用日期 on does so step by step."""
        joined, converted = row.after("joined_on"), row.after("converted_on")
        if row.existing is None and binds(on=joined.date, in_use_from=run.in_use_from):
            words = f"入党时间在启用日期以后；接收预备党员要经党委审批（{article(25)}），"
            message = f"{words}请在入党积极分子台账逐步办理，从外地转入的请办理转入。"
            self.flag(run, row, "joined_on", message, on=joined.date)
        if not converted or not row.touches("converted_on"):
            return
        if binds(on=converted.date, in_use_from=run.in_use_from):
            words = f"转正时间在启用日期以后；转正要经支部大会讨论和党委审批（{article(33)}），"
            message = f"{words}请在党员的页面上逐步办理。"
            self.flag(run, row, "converted_on", message, on=converted.date)

    def _check_branch(self, run: Run, row: Row) -> None:
        stored = row.existing.values if row.existing else {}
        if stored.get("left_on") and "branch" in row.changes:
            message = f"此人已于{stored['left_on']}减员，不再属于任何支部；请从表中删去这一行。"
            self.problem(row, "branch", "rule", message)
        self.check_move(run, row, "branch", stored.get("affiliated_on"))

    def beside(self, run: Run, row: Row) -> Iterable[Written]:
        for title in row.get("posts") or ():
            yield Written(Post, {"title": title}, {"title": "posts"})

    def build(self, run: Run, row: Row) -> Member:
        member: Member = super().build(run, row)
        member.branch_id = row.get("branch").pk
        return member

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        founded = dict(Branch.objects.values_list("pk", "founded_on"))
        self.insert(run, [self._affiliation(row, founded) for row in rows])
        self.insert(run, [post for row in rows for post in self._posts(row, ())])

    def _affiliation(self, row: Row, founded: dict[int, datetime.date | None]) -> Affiliation:
        branch = row.get("branch").pk
        since = max(filter(None, (row.instance.joined_on, founded.get(branch))))
        return Affiliation(member_id=row.instance.pk, branch_id=branch, started_on=since)

    def _posts(self, row: Row, held: Sequence[str]) -> list[Post]:
        branch = row.instance.branch_id
        return [
            Post(member_id=row.instance.pk, branch_id=branch, title=title)
            for title in row.get("posts") or ()
            if title not in held
        ]

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        moved = [row for row in rows if "branch" in row.changes]
        for row in moved:
            row.instance.branch_id = row.get("branch").pk
        self.update(run, [row.instance for row in moved])
        self._carry_affiliations(run, moved)
        reposted = [row for row in rows if "posts" in row.changes]
        for row in reposted:
            self._end_posts(run, row)
        self.insert(
            run, [p for row in reposted for p in self._posts(row, row.changes["posts"][0] or ())]
        )

    def _carry_affiliations(self, run: Run, rows: Sequence[Row]) -> None:
        """Correct the open affiliations, or end them and begin the next on the day of the move."""
        altered = list(
            Affiliation.objects.filter(member__in=[row.pk for row in rows], ended_on__isnull=True)
        )
        branches = {row.pk: row.instance.branch_id for row in rows}
        for affiliation in altered:
            if run.moved_on:
                affiliation.ended_on = run.moved_on
            else:
                affiliation.branch_id = branches[affiliation.member_id]
        self.update(run, altered)
        if run.moved_on:
            self.insert(
                run,
                [
                    Affiliation(member_id=member, branch_id=branch, started_on=run.moved_on)
                    for member, branch in branches.items()
                ],
            )

    def _end_posts(self, run: Run, row: Row) -> None:
        ended = list(
            Post.objects.filter(member=row.pk, ended_on__isnull=True).exclude(
                title__in=row.get("posts") or ()
            )
        )
        for post in ended:
            post.ended_on = run.today
        self.update(run, ended)
