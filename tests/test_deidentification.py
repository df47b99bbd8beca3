"""The promise of 去标识: afterwards nothing tells who the person was, and no figure has moved."""

import base64
import datetime
import io
import zipfile

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection, models
from django.urls import reverse

from config.accounts.fields import PrivateField
from config.accounts.fields.private import WrongFieldKey, decrypt_bytes
from config.accounts.models import Committee
from config.accounts.rotation import private_columns
from config.audit.choices import Verb
from config.audit.models import AuditEntry
from config.sheets import waiting_files
from config.sheets.models import HandedInFile, Import, ImportState
from config.sheets.storing import LABEL, seal_problems, unseal
from config.summaries.counting import summarise
from config.summaries.months import Month
from ledgers.choices import LeftHow
from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Affiliation,
    Delegate,
    Honour,
    Member,
    MemberStep,
    Post,
)
from tests.config.sheets.admin.workbooks import hand_in, roster
from tests.factories.config import ExportRequestFactory, ImportedSheetFactory
from tests.factories.unions import (
    EmploymentFactory,
    EnterpriseFactory,
    UnionMembershipFactory,
    WorkerFactory,
    invented_number,
)
from tests.pages import address
from tests.worlds import make_world
from unions.deidentification import DeidentificationRefused, deidentify, due, obstacle
from unions.holdings import holdings, links, rows_about, typed_beside, ways
from unions.models import Employment, UnionMembership, Worker
from welfare.models import Certificate, Family, HealthCheck, Insurance, Payment

pytestmark = pytest.mark.django_db

CANARY = "金丝雀"
NUMBER = invented_number(7, datetime.date(1988, 8, 8))
EARLIER_NUMBER = invented_number(8, datetime.date(1988, 8, 8))
PHONE = "13900008888"
TRACES = [CANARY, NUMBER, EARLIER_NUMBER, PHONE, "1988-08-08"]
BEGAN, ENDED = datetime.date(2015, 3, 1), datetime.date(2017, 3, 1)
TODAY = datetime.date(2026, 11, 24)
MONTHS = ("2015-03", "2016-06", "2017-02", "2017-03", "2020-12")
REASON = "保存期满"
HELD = {"started_on": BEGAN, "ended_on": ENDED}
PAST = {
    **dict.fromkeys((Employment, Affiliation, Post, ActivistContact, Family, Insurance), HELD),
    UnionMembership: {"joined_on": BEGAN, "left_on": ENDED},
    Member: {
        "joined_on": BEGAN,
        "converted_on": None,
        "left_on": ENDED,
        "left_how": LeftHow.values[0],
    },
    Activist: {"applied_on": BEGAN, "ended_on": ENDED},
    ActivistStep: {"held_on": BEGAN},
    MemberStep: {"held_on": BEGAN},
    Honour: {"granted_on": BEGAN},
    Delegate: {"elected_on": BEGAN, "ended_on": ENDED},
    Payment: {"state": "paid", "origin": "imported", "paid_on": ENDED},
    Certificate: {"issued_on": BEGAN},
    HealthCheck: {"checked_on": BEGAN},
}
"""How each of his rows came to be over, years ago."""


def texts(model):
    """Columns of free or private text."""
    kinds = models.CharField, models.TextField, PrivateField
    return [f for f in model._meta.concrete_fields if isinstance(f, kinds) and not f.choices]


def canary(field, pk):
    if field.name == "identity_number":
        return NUMBER
    return PHONE if field.name == "phone" else f"{CANARY}{pk}"[: field.max_length]


@pytest.fixture
def person():
    """Somebody of a world of one row of each noun; every text about him bears a canary."""
    world = make_world()
    worker = world[Worker]
    about = rows_about(worker)
    for model, values in PAST.items():
        model.objects.filter(pk__in=about[model]).update(**values)
    Worker.objects.filter(pk=worker.pk).update(enterprise=None, born_on="1988-08-08")
    for link in links():
        row = world[link.model]
        link.model.objects.filter(pk=row.pk).update(
            **{link.name: worker, typed_beside(link): CANARY}
        )
        manager = link.model.objects.all()
        if hasattr(manager, "end_field"):
            link.model.objects.filter(pk=row.pk).update(**{manager.end_field: ENDED})
    for model, pks in about.items():
        personal = {field.name for field in holdings_by_model()[model].columns()}
        personal |= {"name", "identity_number"} if model is Worker else set()
        for pk in pks:
            marks = {f.name: canary(f, pk) for f in texts(model) if f.name in personal}
            model._base_manager.filter(pk=pk).update(**marks)
            model._base_manager.get(pk=pk).save()  # a version with the canaries
    Worker.objects.filter(pk=worker.pk).update(name=CANARY)
    return Worker.objects.get(pk=worker.pk)


def holdings_by_model():
    return {holding.model: holding for holding in holdings()}


def everything_said():
    """Every cell of every table, private ones and plans opened, and the files of the office."""
    labels = {field.label for _, field in private_columns()}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the database's own names
            for row in cursor.fetchall():
                for cell in row:
                    yield table, opened(cell, labels)
    for path in settings.DATA_DIR.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().decode("utf-8", "replace")


def opened(cell, labels):
    if not isinstance(cell, bytes | memoryview):
        return str(cell)
    said = []
    for label in labels | {LABEL, waiting_files.LABEL}:
        try:
            said.append(decrypt_bytes(bytes(cell), label).decode("utf-8", "replace"))
        except WrongFieldKey:
            continue
        if label == LABEL:
            said.append(str(unseal(bytes(cell))))
        if label == waiting_files.LABEL:
            with zipfile.ZipFile(io.BytesIO(base64.b64decode(said[-1]))) as book:
                said += [book.read(part).decode() for part in book.namelist()]
    assert said, "bytes that no key opens"
    return "\n".join(said)


def found():
    return sorted({(place, t) for place, text in everything_said() for t in TRACES if t in text})


def figures():
    return {month: summarise(Month.parse(month)).numbers for month in MONTHS}


def live_through_an_office(client, worker):
    """Corrections, an import that waits, one that was refused, a sheet, a reveal, a ledger out."""
    Worker.objects.filter(pk=worker.pk).update(identity_number=EARLIER_NUMBER)
    earlier = Worker.objects.get(pk=worker.pk)
    earlier.save()
    Worker.objects.filter(pk=worker.pk).update(identity_number=NUMBER)
    Worker.objects.get(pk=worker.pk).save()
    unit = EnterpriseFactory(manager=CANARY, manager_worker=worker, phone=PHONE)
    unit.manager, unit.manager_worker, unit.phone = "别人", None, None
    unit.save()
    people = [(CANARY, NUMBER, unit.name, "快递员", PHONE), (CANARY, "140699", unit.name)]
    hand_in(client, roster(*people, name=f"{CANARY}.xlsx"))
    client.post(address(Worker, "disclosure", worker.pk), {"reason": "本人申请", "form": "print"})
    client.post(address(Worker, "reveal", worker.pk, "phone"), {"reason": "核对号码"})
    client.post(address(Worker, "change", worker.pk), {"name": CANARY})
    out = ExportRequestFactory(reason=f"给{CANARY}办证")
    out.save()
    client.post(reverse("admin:sheets_export_in_full", args=["workers"]), {"reason": CANARY})


def test_afterwards_nothing_is_found_anywhere_and_every_figure_stands(admin_client, person):
    live_through_an_office(admin_client, person)
    before = figures()
    assert {trace for _, trace in found()} == set(TRACES)

    answer = admin_client.post(
        address(Worker, "verb", person.pk, "deidentify"), {"reason": REASON}, follow=True
    )

    assert answer.context.get("form") is None or answer.context["form"].errors == {}
    assert found() == []
    assert figures() == before


def test_the_file_of_the_database_holds_nothing_of_him(admin_client, person):
    """Emptied cells leave no bytes behind in SQLite's own pages."""
    live_through_an_office(admin_client, person)
    deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    if connection.vendor == "sqlite":
        pages = bytes(connection.connection.serialize())
        assert [t for t in TRACES if t.encode() in pages] == []
    assert found() == []


def test_sex_and_year_of_birth_stay(person):
    sex = person.sex

    forgotten = deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    stored = Worker.objects.get(pk=forgotten.pk)
    assert (stored.name, stored.sex, stored.born_on, stored.phone) == (
        f"已去标识{person.pk}",
        sex,
        datetime.date(1988, 1, 1),
        None,
    )
    assert stored.identity_number == f"{person.pk}已去标识"
    assert stored.deidentified_on == TODAY


def test_rows_of_another_person_stay_as_they_are(person):
    other = WorkerFactory(name=CANARY, note="另一人的备注")
    membership = UnionMembershipFactory(worker=other, card_number="会证1")
    unit = EnterpriseFactory(manager=CANARY, manager_worker=other)

    deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    for row in (other, membership, unit):
        assert type(row).objects.filter(pk=row.pk).values().get() == {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
        }


def test_a_plan_that_names_him_is_given_up_and_another_stays(admin_client, person):
    hand_in(admin_client, roster((CANARY, NUMBER, "甲公司"), name="一.xlsx"))
    hand_in(admin_client, roster(("别人", invented_number(99), "甲公司"), name="二.xlsx"))

    deidentify(worker=person, by=None, reason=REASON, on=datetime.date(2026, 11, 24))

    states = list(Import.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ImportState.DROPPED, ImportState.CHECKED]
    assert HandedInFile.objects.count() == 0


def test_quotes_of_old_imports_go_whomever_they_name(person):
    sheet = ImportedSheetFactory(problems=seal_problems([]))
    long_ago = datetime.datetime(2021, 11, 23, 12, tzinfo=datetime.UTC)
    Import.objects.filter(pk=sheet.handed_in_id).update(made_at=long_ago)

    deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    sheet.refresh_from_db()
    assert sheet.problems is None


def test_who_did_it_and_when_stands_in_audit_and_history(admin_client, superuser, person):
    admin_client.post(address(Worker, "verb", person.pk, "deidentify"), {"reason": REASON})

    entry = AuditEntry.objects.get(verb=Verb.ERASE)
    assert (entry.user, entry.object_id, entry.reason) == (superuser, str(person.pk), REASON)
    latest = Worker.objects.get(pk=person.pk).history.latest()
    assert (latest.history_user, latest.history_change_reason) == (superuser, "已去标识")


def test_a_reason_that_names_him_is_refused(person):
    with pytest.raises(DeidentificationRefused) as refused:
        deidentify(worker=person, by=None, reason=f"{CANARY}本人申请", on=TODAY)

    assert "不要写姓名" in str(refused.value)


def test_it_is_done_once_and_the_row_is_changed_no_more(admin_client, person):
    deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    with pytest.raises(DeidentificationRefused):
        deidentify(worker=person, by=None, reason=REASON, on=TODAY)
    page = admin_client.get(address(Worker, "change", person.pk))
    assert (page.status_code, page.context["has_change_permission"]) == (200, False)


@pytest.mark.parametrize(
    ("last", "due_now"),
    [
        pytest.param(datetime.date(2021, 11, 24), True, id="five-years-today"),
        pytest.param(datetime.date(2021, 11, 25), False, id="five-years-tomorrow"),
    ],
)
def test_the_years_of_keeping_are_counted_from_the_last_fact(last, due_now):
    worker = EmploymentFactory(started_on=BEGAN, ended_on=last).worker

    assert [found for found, _ in due(on=TODAY)] == ([worker] if due_now else [])
    sentence = f"{worker}的最后一件事在{last}，还没有满5年，不能去标识。"
    assert obstacle(worker, on=TODAY) == ("" if due_now else sentence)


def test_without_years_of_keeping_nobody_is_due(person):
    Committee(name="示例市快递行业党委", keep_years=None).save()

    assert obstacle(person, on=TODAY) == "党委设置里没有填个人信息保存年限，不能去标识。"


OPEN = [
    pytest.param(Employment, {"ended_on": None}, "任职", id="employed"),
    pytest.param(UnionMembership, {"left_on": None}, "会籍", id="union-member"),
    pytest.param(Member, {"left_on": None, "left_how": ""}, "党员", id="party-member"),
    pytest.param(Affiliation, {"ended_on": None}, "组织关系", id="affiliated"),
    pytest.param(Activist, {"ended_on": None}, "入党积极分子", id="activist"),
    pytest.param(Post, {"ended_on": None}, "党内职务", id="in-a-post"),
    pytest.param(ActivistContact, {"ended_on": None}, "培养联系人", id="guides"),
    pytest.param(Delegate, {"ended_on": None}, "两代表一委员", id="delegate"),
    pytest.param(Family, {"ended_on": None}, "困难家庭", id="family-on-file"),
    pytest.param(
        Payment, {"state": "draft", "origin": "entered", "paid_on": None}, "发放", id="to-be-paid"
    ),
]


@pytest.mark.parametrize(("model", "values", "word"), OPEN)
def test_who_still_holds_a_role_is_refused_and_the_role_named(person, model, values, word):
    one = model.objects.filter(pk__in=rows_about(person)[model]).first()
    model.objects.filter(pk=one.pk).update(**values)

    with pytest.raises(DeidentificationRefused) as refused:
        deidentify(worker=person, by=None, reason=REASON, on=TODAY)

    assert str(refused.value) == f"{CANARY}还有没有结束的{word}，不能去标识；请先办理结束。"


def test_who_is_named_by_a_standing_unit_is_refused(person):
    EnterpriseFactory(name="乙公司", manager_worker=person)

    sentence = f"{CANARY}还登记为乙公司的负责人，不能去标识；请先改登别人。"
    assert obstacle(person, on=TODAY) == sentence


def test_without_the_right_there_is_no_button_and_it_is_refused(clerk_client, clerk, person):
    clerk.user_permissions.set(
        Permission.objects.filter(codename__in=["view_worker", "change_worker"])
    )
    page = address(Worker, "verb", person.pk, "deidentify")

    assert page not in clerk_client.get(address(Worker, "change", person.pk)).text
    assert clerk_client.post(page, {"reason": REASON}).status_code == 403
    assert Worker.objects.get(pk=person.pk).name == CANARY


def test_the_command_lists_who_is_due_and_does_it_when_told(person, capsys):
    call_command("deidentify", "--due")
    told = capsys.readouterr().out
    assert told == f"编号{person.pk}，{CANARY}，最后一件事 {ENDED}\n可以去标识 1 人。\n"
    assert Worker.objects.get(pk=person.pk).deidentified_on is None

    call_command("deidentify", "--due", "--apply")

    assert capsys.readouterr().out.endswith("已去标识 1 人。\n")
    assert found() == []


def test_every_noun_about_a_person_says_what_is_personal():
    assert {holding.model for holding in holdings()} == set(ways())
    untold = [
        f"{holding.model._meta.label}.{field.name}"
        for holding in holdings()
        for field in texts(holding.model)
        if field.name not in {*(f.name for f in holding.columns()), *holding.kept}
    ]
    assert untold == []


def test_every_link_to_a_person_stands_beside_a_typed_name():
    named = [f"{link.model._meta.label}.{typed_beside(link)}" for link in links()]

    assert sorted(named) == [
        "ledgers.Branch.secretary",
        "unions.Enterprise.manager",
        "unions.UnionBranch.chair",
        "welfare.Matter.raised_by",
        "welfare.SupplyDelivery.handler",
    ]
