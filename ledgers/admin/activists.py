"""The third ledger and its 培养联系人."""

import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.scoped import reach
from config.accounts.admin.verbs import Ask, Verb
from ledgers import actions
from ledgers.actions.joining import WRITES
from ledgers.admin.checking import check_verb
from ledgers.admin.joining import STEP_VERBS
from ledgers.admin.party_papers import NOTICE
from ledgers.admin.road import RoadAdmin
from ledgers.admin.timeline import Line, road_of_activist
from ledgers.choices import ActivistStage
from ledgers.models import Activist, ActivistContact, ActivistStep, Branch, Member, stage_at
from ledgers.rules import article, stage_of
from unions.admin.inlines import DatedInline
from unions.models import Worker


def on_the_way(activist: Activist) -> bool:
    return activist.admitted_on is None and activist.ended_on is None


def register(
    activist: Activist, *, number: str, elsewhere: str, arrived_on: datetime.date | None
) -> None:
    arrival = ActivistStep(number=number, elsewhere=elsewhere, held_on=arrived_on)
    told = number or elsewhere or arrived_on
    actions.register_activist(activist=activist, arrival=arrival if told else None)


def assign_contact(activist: Activist, *, member: Member, on: datetime.date) -> None:
    actions.assign_contact(activist=activist, member=member, on=on)


def end(activist: Activist, *, on: datetime.date) -> None:
    actions.end_activist(activist=activist, on=on)


REGISTER = Verb(
    name="register",
    label="登记",
    asks={
        "elsewhere": Ask(
            column=ActivistStep.elsewhere.field,
            label="原党组织",
            required=False,
            help_text="从外单位转入的填写，连同下面两项；原来的培养教育时间连续计算。",
        ),
        "number": Ask(column=ActivistStep.number.field, label="转入材料文号", required=False),
        "arrived_on": Ask(column=ActivistStep.held_on.field, label="转入日期", required=False),
    },
    act=register,
)
ASSIGN_CONTACT = Verb(
    name="contact",
    label="指定培养联系人",
    asks={
        "member": Ask(column=ActivistContact.member.field),
        "on": Ask(column=ActivistContact.started_on.field, help_text="指定的日期。"),
    },
    act=assign_contact,
    offered=on_the_way,
    permission="ledgers.change_activist",
)
END = Verb(
    name="end",
    label="终止培养",
    asks={"on": Ask(column=Activist.ended_on.field, help_text="本人撤回或终止培养的日期。")},
    act=end,
    offered=on_the_way,
    permission="ledgers.change_activist",
)


class StageFilter(admin.SimpleListFilter):
    title = "阶段"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return ActivistStage.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Activist]) -> QuerySet[Activist]:
        if self.value() not in ActivistStage.values:
            return queryset
        return queryset.filter(stage_at(ActivistStage(self.value()), timezone.localdate()))


class ActivistContactInline(DatedInline):
    model = ActivistContact
    fields = ("member", "started_on", "ended_on")


@admin.register(Activist)
class ActivistAdmin(RoadAdmin):
    desk_group = "三本台账"
    adding = REGISTER
    add_fields = (
        "worker",
        "branch",
        "channel",
        "floating",
        "applied_on",
        "talked_on",
        "confirmed_on",
        "target_on",
        "note",
    )
    verbs = (ASSIGN_CONTACT, check_verb(Activist), *STEP_VERBS, END)
    papers = (NOTICE,)
    step_model = ActivistStep
    road_title = "入党步骤"
    list_display = (
        "worker",
        "branch",
        "worker__enterprise",
        "stage",
        "applied_on",
        "talked_on",
        "confirmed_on",
        "target_on",
    )
    list_filter = (StageFilter, "branch")
    search_fields = ("worker__name",)
    date_hierarchy = "applied_on"
    ordering = ("-applied_on", "-pk")
    fields = (
        "worker",
        "branch",
        "channel",
        "floating",
        "applied_on",
        "talked_on",
        "confirmed_on",
        "target_on",
        "admitted_on",
        "ended_on",
        "flags_checked",
        "note",
    )
    inlines = (ActivistContactInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Activist | None = None) -> list[Any]:
        """A date that came without its step may be set right; a step's own is the step's."""
        if obj is None:
            return []
        live = ActivistStep.objects.live().filter(activist=obj)
        by_step = set(live.values_list("kind", flat=True))
        fixed = [
            column
            for kind, column in WRITES.items()
            if kind in by_step or getattr(obj, column) is None
        ]
        return ["worker", *fixed, "admitted_on", "ended_on", "flags_checked"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The form for a worker who is named in the address proposes where he applies."""
        given = super().get_changeform_initial_data(request)
        proposals = self._proposals(request, given.get("worker"), timezone.localdate())
        if proposals:
            first = proposals[0]
            given = {"branch": first.branch.pk, "channel": first.channel, **given}
        return given

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        worker = request.POST.get("worker") or request.GET.get("worker")
        if obj is None and "branch" in form.base_fields:
            proposals = self._proposals(request, worker, timezone.localdate())
            if proposals:
                words = "、".join(f"{p.branch}（{p.channel.label}）" for p in proposals)
                form.base_fields["branch"].help_text = f"建议：{words}。"
        return form

    def _proposals(
        self, request: HttpRequest, worker: Any, on: datetime.date
    ) -> list[actions.Proposal]:
        known = reach(request).visible(Worker).filter(pk=worker) if str(worker).isdigit() else ()
        person = next(iter(known), None)
        found = actions.proposed_branches(enterprise=person.enterprise, on=on) if person else []
        return [one for one in found if reach(request).visible(Branch).filter(pk=one.branch.pk)]

    def save_model(self, request: HttpRequest, obj: Activist, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        super().save_model(request, obj, form, change)
        if change and "branch" not in form.changed_data:
            return
        found = actions.proposed_branches(enterprise=obj.worker.enterprise, on=obj.applied_on)
        if found and obj.branch not in [one.branch for one in found]:
            words = "、".join(f"{one.branch}（{one.channel.label}）" for one in found)
            messages.warning(
                request, f"已保存，请核对：{obj}所在企业的人一般向{words}申请（{article(6)}）。"
            )

    def road(self, row: Activist) -> list[Line]:
        today = timezone.localdate()
        way = actions.way_of(row, on=today)
        return road_of_activist(row, way, today=today)

    @admin.display(description="阶段")
    def stage(self, activist: Activist) -> str | None:
        stage = stage_of(activist.road(), on=timezone.localdate())
        return stage and stage.label


@admin.register(ActivistContact)
class ActivistContactAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("activist__worker", "member__worker", "started_on", "ended_on")
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("activist__worker__name", "member__worker__name")
    ordering = ("-started_on", "-pk")
