"""从业人员花名册: the one sheet that makes people. It owns their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from config.sheets.bulk.rows import blank
from config.sheets.columns import Column, Role
from config.sheets.references import ReferenceWidget, batches
from config.sheets.resources import OfficeResource, Sides
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    BirthMonthWidget,
    ChoiceWidget,
    DateWidget,
    EthnicityWidget,
    IdentityWidget,
    NameWidget,
    PhoneWidget,
    TextWidget,
)
from unions import rules
from unions.choices import Education, Sex
from unions.models import Employment, Enterprise, Worker
from unions.resources.people import (
    BIRTH_ALIASES,
    EDUCATION_ALIASES,
    EDUCATION_WORDS,
    EMPLOYER_ALIASES,
    NAME_ALIASES,
    NUMBER_ALIASES,
    PHONE_ALIASES,
    POLITICS,
    POLITICS_WORDS,
    SEX_WORDS,
    check_working_age,
)

RUINED = "000"
"""What a spreadsheet program makes of the last three marks of a number of 18."""


class WorkerSheet(OfficeResource):
    """Matched by identity number. 工作单位 and 入职时间 are the open employment.

    Another 工作单位 corrects the open employment, or with ``run.moved_on`` ends it on that day
    and begins the next, so that the months before stay as they were.
    """

    ledger = "workers"
    title = "从业人员花名册"
    trade = "快递行业"
    after = ("enterprises",)
    apart = True
    extras = {"first_hired_on": "first_hired_on", "left_on": "left_on"}

    name = Column("姓名", "name", NameWidget(), aliases=NAME_ALIASES, required=True)
    sex = Column("性别", "sex", ChoiceWidget(Sex.choices, SEX_WORDS), role=Role.CHECKED)
    ethnicity = Column("民族", "ethnicity", EthnicityWidget())
    born_on = Column(
        "出生年月", "born_on", BirthMonthWidget(), aliases=BIRTH_ALIASES, role=Role.CHECKED
    )
    identity_number = Column(
        "身份证号",
        "identity_number",
        IdentityWidget(),
        aliases=NUMBER_ALIASES,
        required=True,
        private=True,
    )
    education = Column(
        "文化程度",
        "education",
        ChoiceWidget(Education.choices, EDUCATION_WORDS),
        aliases=EDUCATION_ALIASES,
    )
    politics = Column("政治面貌", "politics", ChoiceWidget(POLITICS, POLITICS_WORDS))
    enterprise = Column(
        "工作单位",
        "enterprise",
        ReferenceWidget(Enterprise),
        aliases=EMPLOYER_ALIASES,
        required=True,
        role=Role.SIDE,
    )
    job = Column(
        "岗位", "job", TextWidget(50), aliases=("工作岗位", "职务", "岗位职务", "工种", "职位")
    )
    hired_on = Column(
        "入职时间",
        "hired_on",
        DateWidget(),
        aliases=("入职日期", "参加工作时间", "到岗时间", "上岗时间"),
        role=Role.SIDE,
    )
    phone = Column("联系电话", "phone", PhoneWidget(), aliases=PHONE_ALIASES, private=True)
    note = Column("备注", "note", TextWidget(500), aliases=("说明",))

    class Meta:
        model = Worker
        import_id_fields = ("identity_number",)

    def annotate(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        of_worker = Employment.objects.filter(worker=OuterRef("pk"))
        still_open = of_worker.filter(ended_on__isnull=True)
        first = of_worker.order_by().values("worker").annotate(day=Min("started_on"))
        return queryset.annotate(
            hired_on=Subquery(still_open.values("started_on")[:1]),
            first_hired_on=Subquery(first.values("day")),
            left_on=Subquery(of_worker.order_by("-ended_on").values("ended_on")[:1]),
        )

    def exported(self, run: Run) -> QuerySet[Any]:
        return super().exported(run).filter(enterprise__isnull=False)

    def together(self) -> Sides:
        return (
            (Worker.objects.all(), "pk"),
            (Employment.objects.all(), "worker"),
        )

    def compare(self, row: Row) -> None:
        super().compare(row)
        hired = row.changes.get("hired_on")
        if hired and hired[1] == row.existing.values["first_hired_on"]:
            # Rosters repeat the day somebody first came, also after a move.
            del row.changes["hired_on"]

    def check(self, run: Run, row: Row) -> None:
        number, sex, born = map(row.cells.get, ("identity_number", "sex", "born_on"))
        born_on = rules.birth_of(number)
        if sex is not None and sex != rules.sex_of(number):
            self.warn(row, "sex", "与身份证号不一致，以身份证号为准。")
        widget = self.fields["born_on"].widget
        if born is not None and not widget.same(born, widget.stored((born_on,))):
            self.warn(row, "born_on", "与身份证号不一致，以身份证号为准。")
        if row.cells.get("hired_on") and row.touches("hired_on"):
            check_working_age(self, run, row, "hired_on", born_on=born_on)
        self._check_ruined(run, row)
        if row.existing is None:
            return
        self._check_return(row)
        self.check_move(run, row, "enterprise", row.existing.values["hired_on"])

    def _check_ruined(self, run: Run, row: Row) -> None:
        """A number typed as text may have lost its last marks before, and still fit by chance."""
        number, unit, name = map(row.cells.get, ("identity_number", "enterprise", "name"))
        who = (name, number[6:12], unit and unit.pk)
        rows: dict[Any, tuple[str, int]] = run.remember("people of the sheet", dict)
        other, at = rows.setdefault(who, (number, row.number))
        if other != number:
            where, ruined = f"本表第{at}行", RUINED in {other[-3:], number[-3:]}
        else:
            where = "花名册中"
            ruined = number.endswith(RUINED) and row.existing is None and self._alike(run, row)
        if ruined:
            message = (
                f"{where}另有同单位、同名、同出生年月的人，而号码末三位是000，可能被表格软件改坏过；"
                "请对照证件核对。"
            )
            self.warn(row, "identity_number", message)

    def _alike(self, run: Run, row: Row) -> bool:
        born_on = rules.birth_of(row.get("identity_number"))
        people = run.visible(Worker).filter(
            name=row.get("name"), enterprise=row.get("enterprise").pk
        )
        alike = people.filter(born_on__year=born_on.year, born_on__month=born_on.month)
        return bool(alike.exists())

    def _check_return(self, row: Row) -> None:
        """Somebody who left is hired again only by a later date of hire, never silently."""
        if row.existing.values["enterprise"] is not None:
            return
        left_on, hired_on = row.existing.values["left_on"], row.get("hired_on")
        if left_on and (hired_on is None or hired_on < left_on):
            message = f"此人已于{left_on}离职；再次入职请填写离职以后的入职时间，否则请从表中删去。"
            self.problem(row, "enterprise", "rule", message)

    def build(self, run: Run, row: Row) -> Worker:
        worker: Worker = super().build(run, row)
        worker.__dict__["enterprise_id"] = row.cells["enterprise"].pk
        return worker

    def derive(self, instance: Worker) -> None:
        instance.sex = rules.sex_of(instance.identity_number)
        instance.born_on = rules.birth_of(instance.identity_number)

    def after_create(self, run: Run, rows: Sequence[Row]) -> None:
        self.insert(run, [self._employment(row, row.get("hired_on")) for row in rows])

    def _employment(self, row: Row, started_on: Any) -> Employment:
        values = {"worker_id": row.instance.pk, "enterprise_id": row.cells["enterprise"].pk}
        return blank(Employment, {**values, "started_on": started_on})

    def after_change(self, run: Run, rows: Sequence[Row]) -> None:
        touched = [row for row in rows if {"enterprise", "hired_on"} & row.changes.keys()]
        open_now = self._open_employments([row.pk for row in touched])
        begun, altered, employed = [], [], []
        for row in touched:
            employment = open_now.get(row.pk)
            if "enterprise" in row.changes:
                row.instance.enterprise_id = row.get("enterprise").pk
                employed.append(row.instance)
            if employment is None:
                begun.append(self._employment(row, row.get("hired_on")))
            elif run.moved_on and "enterprise" in row.changes:
                employment.ended_on = run.moved_on
                altered.append(employment)
                begun.append(self._employment(row, run.moved_on))
            else:
                self._correct(row, employment)
                altered.append(employment)
        self.update(run, employed)
        self.update(run, altered)
        self.insert(run, begun)

    def _correct(self, row: Row, employment: Employment) -> None:
        if "enterprise" in row.changes:
            employment.enterprise_id = row.get("enterprise").pk
        if "hired_on" in row.changes:
            employment.started_on = row.get("hired_on")

    def _open_employments(self, pks: Sequence[int | None]) -> dict[int, Employment]:
        found = {}
        for batch in batches(pks):
            for employment in Employment.objects.filter(worker__in=batch, ended_on__isnull=True):
                found[employment.worker_id] = employment
        return found
