"""What becomes of each row that an import wrote, and why some stay."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command

from config.accounts.refusals import Refusal
from config.sheets.cells.credit_code import credit_check_mark
from config.sheets.models import Import, ImportState
from config.sheets.undoing.judging import Why, judge
from tests.config.sheets.sheets import run_of
from tests.config.sheets.undoing.office import sheet, take_in, undo
from tests.factories.config import AttachmentFactory, ClerkFactory, ScopeFactory
from tests.factories.ledgers import MemberFactory
from tests.factories.unions import (
    BrandFactory,
    DistrictFactory,
    EnterpriseFactory,
    PartnerFactory,
    UnionBranchFactory,
    WorkerFactory,
    invented_number,
)
from unions.models import Employment, Enterprise, UnionBranch, UnionMembership, Worker
from welfare.actions import reverse_payment
from welfare.models import Certificate, Family, Payment, Policy

UNIT = "晋北迅达快递有限公司"
ROSTER = ["姓名", "身份证号", "工作单位", "岗位"]
UNITS = ["企业名称", "统一社会信用代码", "品牌"]
CODES = [body + credit_check_mark(body) for body in ("91140699MA9X5R233", "91140699MA9X5R234")]

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return EnterpriseFactory(name=UNIT)


def roster(*jobs):
    """Two people unless told otherwise, each with a job."""
    people = [
        [f"{'甲乙丙'[at]}员", invented_number(at + 1), UNIT, job] for at, job in enumerate(jobs)
    ]
    return sheet("从业人员花名册", ROSTER, *people)


def kept(record, **circumstances):
    """(row, why, what holds it) of every row that an undo would keep."""
    judgement = judge(run_of(**circumstances), record)
    return [
        (str(model._base_manager.get(pk=pk)), one.why, [held.__name__ for held in one.by])
        for model, judged in judgement.items()
        for pk, one in sorted(judged.kept.items())
    ]


def test_what_was_new_goes_with_all_that_hung_on_it(unit):
    record = take_in(roster("快递员", "客服"))

    done = undo(record)

    assert (done.removed, done.restored, done.kept) == (4, 0, 0)
    assert (Worker.objects.count(), Employment.objects.count()) == (0, 0)


def test_what_was_changed_is_as_it_was_before(unit):
    take_in(roster("快递员", "客服"))
    record = take_in(roster("站长", "客服"))

    done = undo(record)

    assert (done.removed, done.restored, done.kept) == (0, 1, 0)
    assert [worker.job for worker in Worker.objects.order_by("pk")] == ["快递员", "客服"]


def test_an_undo_is_itself_in_the_history_with_its_reason(unit):
    clerk = ClerkFactory(is_superuser=True)
    take_in(roster("快递员"))
    record = take_in(roster("站长"))

    undo(record, user=clerk)

    latest = Worker.objects.get().history.first()
    assert (latest.job, latest.history_type, latest.history_user) == ("快递员", "~", clerk)
    assert latest.history_change_reason == f"撤销导入{record.pk}"


def test_a_row_that_is_removed_leaves_its_last_line(unit):
    record = take_in(roster("快递员"))

    undo(record)

    assert [line.history_type for line in Worker.history.all()] == ["-", "+"]


def test_who_was_altered_since_stays_with_the_employment_that_came_along(unit):
    record = take_in(roster("快递员", "客服"))
    worker = Worker.objects.get(name="甲员")
    worker.job = "站长"
    worker.save()

    assert kept(record) == [
        (str(worker), Why.ALTERED, []),
        (str(worker.employments.get()), Why.TOGETHER, ["Worker"]),
    ]

    undo(record)
    assert [(worker.name, worker.job) for worker in Worker.objects.all()] == [("甲员", "站长")]
    call_command("check_current")


def test_an_altered_employment_keeps_its_person(unit):
    record = take_in(roster("快递员"))
    employment = Employment.objects.get()
    employment.started_on = "2020-01-01"
    employment.save()

    assert kept(record) == [
        ("甲员", Why.NEEDED, ["Employment"]),
        (str(employment), Why.ALTERED, []),
    ]


def test_a_write_that_left_no_line_of_history_is_seen_as_well(unit):
    record = take_in(roster("快递员"))
    Worker.objects.update(job="站长")

    assert kept(record)[0][:2] == ("甲员", Why.ALTERED)


def test_a_row_altered_and_set_back_is_undone(unit):
    record = take_in(roster("快递员"))
    worker = Worker.objects.get()
    for job in ("站长", "快递员"):
        worker.job = job
        worker.save()

    assert undo(record).kept == 0


@pytest.mark.parametrize(
    ("point", "held_by"),
    [
        pytest.param(lambda worker: MemberFactory(worker=worker), "Member", id="a-foreign-key"),
        pytest.param(lambda worker: AttachmentFactory(row=worker), "Attachment", id="a-file"),
    ],
)
def test_who_is_needed_by_a_later_row_stays(unit, point, held_by):
    record = take_in(roster("快递员"))
    point(Worker.objects.get())

    assert kept(record)[0] == ("甲员", Why.NEEDED, [held_by, "Employment"])


def test_a_unit_that_a_user_looks_after_stays():
    record = take_in(sheet("快递企业名录", UNITS, [UNIT, "", ""]))
    ScopeFactory(kind="enterprise", unit_pk=Enterprise.objects.get().pk)

    assert kept(record) == [(UNIT, Why.NEEDED, ["Scope"])]


def test_a_later_import_stands_on_an_earlier_one_until_it_is_undone():
    units = take_in(sheet("快递企业名录", UNITS, [UNIT, "", ""]))
    people = take_in(roster("快递员"))

    assert [(row, why) for row, why, _ in kept(units)] == [(UNIT, Why.NEEDED)]
    undo(people)
    assert undo(units).removed >= 1
    assert Enterprise.objects.count() == 0


def test_what_a_user_does_not_look_after_is_kept(unit):
    far = EnterpriseFactory(name="晋南飞达快递有限公司", district=DistrictFactory())
    unit.district = DistrictFactory()
    unit.save()
    record = take_in(
        sheet(
            "从业人员花名册",
            ROSTER,
            ["甲员", invented_number(1), UNIT, "快递员"],
            ["乙员", invented_number(2), far.name, "快递员"],
        )
    )
    clerk = ClerkFactory()
    ScopeFactory(user=clerk, kind="district", unit_pk=unit.district_id)

    found = kept(record, user=clerk)

    assert {why for _, why, _ in found} == {Why.OUTSIDE}
    assert found[0][0] == "乙员"


def test_a_value_that_another_row_took_meanwhile_cannot_come_back():
    take_in(sheet("快递企业名录", UNITS, [UNIT, CODES[0], ""]))
    record = take_in(sheet("快递企业名录", UNITS, [UNIT, CODES[1], ""]))
    EnterpriseFactory(name="晋南飞达快递有限公司", credit_code=CODES[0])

    assert kept(record) == [(UNIT, Why.TAKEN, [])]


def test_a_row_that_named_what_is_gone_cannot_name_it_again():
    old, new = BrandFactory(name="迅达"), BrandFactory(name="飞达")
    EnterpriseFactory(name=UNIT, brand=old)
    record = take_in(sheet("快递企业名录", UNITS, [UNIT, "", new.name]))
    old.delete()

    assert kept(record) == [(UNIT, Why.LOST, [])]


def test_a_row_whose_past_is_not_on_record_stays(unit):
    take_in(roster("快递员"))
    Worker.history.all().delete()
    record = take_in(roster("站长"))

    assert kept(record) == [("甲员", Why.UNKNOWN, [])]


def test_a_move_between_unions_is_undone_as_a_whole_or_not_at_all():
    first, second = UnionBranchFactory(name="甲工会"), UnionBranchFactory(name="乙工会")
    WorkerFactory(name="甲员", identity_number=invented_number(1))
    head = ["姓名", "身份证号", "所属工会", "入会时间"]
    take_in(sheet("工会会员花名册", head, ["甲员", invented_number(1), first, "2020-01-01"]))
    moved = sheet("工会会员花名册", head, ["甲员", invented_number(1), second, "2020-01-01"])
    record = take_in(moved, moved_on=run_of().today)
    old = UnionMembership.objects.get(union_branch=first)
    old.card_number = "1"
    old.save()

    assert [why for _, why, _ in kept(record)] == [Why.ALTERED, Why.TOGETHER]

    old.card_number = ""
    old.save()
    undo(record)
    only = UnionMembership.objects.get()
    assert (only.union_branch, only.left_on) == (first, None)


def certificate():
    WorkerFactory(name="甲员", identity_number=invented_number(1))
    return sheet(
        "职业技能等级证书及取证补贴台账",
        [
            "姓名",
            "身份证号",
            "职业(工种)",
            "等级",
            "证书编号",
            "发证日期",
            "补贴金额(元)",
            "发放日期",
        ],
        ["甲员", invented_number(1), "快递员", "五级", "1406", "2021-01-01", "1000", "2021-02-01"],
    )


def test_a_subsidy_goes_with_its_certificate():
    undo(take_in(certificate()))

    assert (Certificate.objects.count(), Payment.objects.count()) == (0, 0)


def test_money_with_a_counter_row_stays_and_so_does_its_certificate():
    record = take_in(certificate())
    reverse_payment(payment=Payment.objects.get(), user=ClerkFactory(), reason="发错")

    found = [(why, held) for _, why, held in kept(record)]

    assert sorted(found, key=str) == [
        (Why.NEEDED, ["Payment", "Certificate"]),
        (Why.TOGETHER, ["Payment"]),
    ]
    with pytest.raises(Refusal, match="没有可以撤销的"):
        undo(record)
    assert Import.objects.get().state == ImportState.APPLIED


def test_a_family_file_that_was_altered_keeps_the_aid_that_made_it():
    WorkerFactory(name="甲员", identity_number=invented_number(1))
    record = take_in(
        sheet(
            "困难家庭扶助金发放表",
            ["姓名", "身份证号", "家庭人口", "扶助金额(元)", "发放日期"],
            ["甲员", invented_number(1), "3", "1000", "2022-06-03"],
        )
    )
    Family.objects.update(size=4)

    assert sorted(why.name for _, why, _ in kept(record)) == ["ALTERED", "TOGETHER"]


def test_a_name_linked_by_the_import_is_unlinked():
    EnterpriseFactory(name=UNIT, manager="甲员")
    record = take_in(roster("快递员"))
    assert Enterprise.objects.get().manager_worker == Worker.objects.get()

    undo(record)

    assert Enterprise.objects.get().manager_worker is None


def test_rows_of_one_sheet_that_name_each_other_go_together():
    record = take_in(
        sheet(
            "工会组织台账",
            ["工会名称", "类别", "上级工会", "本届届满时间"],
            ["甲工会", "品牌分工会", "行业工会", "2025-01-01"],
            ["行业工会", "工会联合会", "", "2025-01-01"],
        )
    )

    assert undo(record).kept == 0
    assert UnionBranch.objects.count() == 0


def test_another_deed_between_the_lines_is_not_taken_for_the_imports_own(unit):
    record = take_in(roster("快递员"))
    WorkerFactory(name="丁员")
    later = take_in(roster("快递员", "客服"))
    record.lines = {label: [1, last] for label, (_, last) in later.lines.items()}
    record.save()

    undo(record)

    assert [worker.name for worker in Worker.objects.order_by("pk")] == ["丁员", "乙员"]


def test_a_second_undo_says_when_the_first_was(unit):
    clerk = ClerkFactory(is_superuser=True)
    record = undo(take_in(roster("快递员")), user=clerk)

    with pytest.raises(Refusal, match=f"这次导入已由{clerk}于.*撤销，不能再次撤销"):
        undo(record)


def test_who_may_not_import_the_ledger_may_not_undo_it(unit):
    clerk = ClerkFactory()
    record = take_in(roster("快递员"))
    Import.objects.update(made_by=clerk)
    clerk.user_permissions.set(Permission.objects.filter(codename="add_import"))

    with pytest.raises(Refusal, match="您没有撤销这次导入的权限"):
        undo(record, user=clerk)


def judged_queries(record, django_assert_max_num_queries):
    with django_assert_max_num_queries(1000) as asked:
        judge(run_of(), record)
    return len(asked)


def test_judging_asks_no_more_of_many_rows_than_of_few(unit, django_assert_max_num_queries):
    few = take_in(roster("快递员"))
    asked = judged_queries(few, django_assert_max_num_queries)
    undo(few)
    people = [[f"第{at}员", invented_number(at), UNIT, "快递员"] for at in range(1, 400)]
    many = take_in(sheet("从业人员花名册", ROSTER, *people))

    assert judged_queries(many, django_assert_max_num_queries) == asked


def policy(issuer):
    head = ["政策名称", "文号", "联合发文单位", "印发日期"]
    return sheet("快递员关爱维权政策台账", head, ["关爱办法", "1号", issuer, "2022-01-01"])


def test_a_policy_names_its_issuers_as_before():
    first, second = PartnerFactory(name="市总工会"), PartnerFactory(name="市人社局")
    take_in(policy(first))
    record = take_in(policy(second))
    assert [*Policy.objects.get().partners.all()] == [second]

    if record.lines:
        undo(record)
        assert [*Policy.objects.get().partners.all()] == [first]


def test_a_policy_whose_issuers_were_altered_since_stays():
    record = take_in(policy(PartnerFactory(name="市总工会")))
    Policy.objects.get().partners.set([PartnerFactory(name="市人社局")])

    assert [why for _, why, _ in kept(record)] == [Why.ALTERED] * len(record.lines)
