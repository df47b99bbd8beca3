"""组织生活及培训活动台账: meetings, lessons, theme days, training, with heads counted."""

from __future__ import annotations

from config.sheets.columns import Column
from config.sheets.problems import WARNING
from config.sheets.references import ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import ChoiceWidget, CountWidget, DateWidget, FoldedWidget, TextWidget
from ledgers.choices import ActivityKind
from ledgers.models import Activity, Branch
from ledgers.resources.members import BRANCH_ALIASES

KIND_WORDS = {
    "党员大会": ActivityKind.MEMBERS_MEETING,
    "支委会": ActivityKind.COMMITTEE_MEETING,
    "民主评议党员": ActivityKind.APPRAISAL,
    "急救培训": ActivityKind.FIRST_AID,
    "心理咨询": ActivityKind.COUNSELLING,
}


class ActivitySheet(OfficeResource):
    """Matched by branch, topic and date."""

    ledger = "activities"
    title = "主题党日、组织生活及培训活动台账"
    trade = "快递行业"
    after = ("branches",)

    branch = Column(
        "党组织名称", "branch", ReferenceWidget(Branch), aliases=BRANCH_ALIASES, required=True
    )
    kind = Column(
        "活动类型",
        "kind",
        ChoiceWidget(ActivityKind.choices, KIND_WORDS),
        aliases=("类型", "活动类别", "会议类型"),
        required=True,
    )
    topic = Column(
        "主题",
        "topic",
        FoldedWidget(200),
        aliases=("活动主题", "活动名称", "会议主题", "活动内容"),
        required=True,
    )
    held_on = Column(
        "开展时间",
        "held_on",
        DateWidget(),
        aliases=("活动时间", "活动日期", "日期", "时间", "开展日期", "召开时间"),
        required=True,
    )
    place = Column("地点", "place", TextWidget(100), aliases=("活动地点", "开展地点"))
    expected = Column("应到人数", "expected", CountWidget(), aliases=("应到", "应参加人数"))
    attended = Column(
        "实到人数", "attended", CountWidget(), aliases=("实到", "参加人数", "实际参加人数")
    )

    class Meta:
        model = Activity
        import_id_fields = ("branch", "topic", "held_on")

    def check(self, run: Run, row: Row) -> None:
        expected, attended = row.get("expected"), row.get("attended")
        if expected is not None and attended is not None and attended > expected:
            message = f"实到{attended}人多于应到{expected}人；请核对人数。"
            self.problem(row, "attended", "rule", message, level=WARNING)
