"""Papers printed from a row: all that the article asks, for whom it concerns, and no number."""

import datetime
import io

import pypdfium2
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.audit.models import AuditEntry
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import (
    ActivistContactFactory,
    ActivistFactory,
    ActivistStepFactory,
    BranchFactory,
    CalendarYearFactory,
    CoverageFactory,
    MemberFactory,
    MemberStepFactory,
)
from tests.factories.unions import EnterpriseFactory, WorkerFactory, invented_number
from tests.reading import Page

pytestmark = pytest.mark.django_db

day = datetime.date
NUMBER = invented_number(1, day(1990, 5, 18))
VOTE = {"entitled": 7, "present": 5, "written": 1, "in_favour": 4, "against": 1, "abstained": 1}


@pytest.fixture
def worker():
    return WorkerFactory(
        name="乙", identity_number=NUMBER, enterprise=EnterpriseFactory(name="迅达")
    )


@pytest.fixture
def activist(worker):
    return ActivistFactory(
        worker=worker,
        branch__name="一支部",
        applied_on=day(2026, 1, 1),
        confirmed_on=day(2026, 3, 1),
    )


def paper(row, key, form="print"):
    name = f"admin:ledgers_{row._meta.model_name}_paper"
    return reverse(name, args=[row.pk, key, form])


def read(client, address):
    return "".join("".join(Page(client.get(address).text).said).split())


def meeting(activist, **more):
    facts = {"held_on": day(2026, 9, 20), "secret": True, "opinion": "立场坚定", **VOTE, **more}
    return ActivistStepFactory(activist=activist, kind="meeting", **facts)


ASKED = ["一支部", "主要表现：立场坚定", "支部书记（签名）：", "2026年9月20日"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param(
            {},
            [
                *("应到会有表决权的党员7人，实到会5人", "书面意见的1人", "经无记名投票"),
                "赞成4票，反对1票，弃权1票。赞成人数超过应到会有表决权的党员的半数。",
                "大会同意接收乙同志为中共预备党员，预备期一年，自2026年9月20日起算。",
            ],
            id="passed",
        ),
        pytest.param(
            {"in_favour": 3, "against": 2, "result": "failed"},
            ["赞成人数没有超过", "大会没有通过接收乙同志为中共预备党员。"],
            id="failed",
        ),
    ],
)
def test_the_resolution_holds_what_article_21_asks(admin_client, activist, more, told):
    text = read(admin_client, paper(meeting(activist, **more), "resolution"))

    assert [words for words in (*ASKED, *told) if words not in text] == []
    assert AuditEntry.objects.filter(verb="print", what="支部大会决议").count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"outcome": "convert"}, "大会决定乙同志按期转正。", id="converted"),
        pytest.param(
            {"outcome": "extend", "months": 6}, "大会决定乙同志延长预备期6个月。", id="extended"
        ),
        pytest.param({"outcome": "cancel"}, "大会决定乙同志取消预备党员资格。", id="cancelled"),
    ],
)
def test_a_resolution_of_conversion_names_the_decision(admin_client, worker, more, words):
    member = MemberFactory(worker=worker, joined_on=day(2025, 1, 1), converted_on=None)
    facts = {"kind": "meeting", "held_on": day(2026, 1, 5), **VOTE, **more}
    step = MemberStepFactory(member=member, **facts)

    assert words in read(admin_client, paper(step, "resolution"))


def test_a_step_that_is_no_meeting_has_no_resolution(admin_client, activist):
    step = ActivistStepFactory(activist=activist)

    assert admin_client.get(paper(step, "resolution")).status_code == 404


def proposed(activist):
    ActivistStepFactory(activist=activist, kind="propose", held_on=day(2027, 3, 1))
    guide = MemberFactory(worker__name="丙")
    ActivistContactFactory(activist=activist, member=guide)


def test_the_posting_tells_who_and_when_and_never_the_number(admin_client, activist):
    CalendarYearFactory(year=2026, known=True)
    proposed(activist)
    posted = {"held_on": day(2026, 10, 12), "started_on": day(2026, 10, 5), "place": "公示栏"}
    ActivistStepFactory(activist=activist, kind="notice", **posted)

    text = read(admin_client, paper(activist, "notice"))

    asked = [
        *("乙", "1990年5月", "迅达", "2026年1月1日", "2026年3月1日", "丙", "一支部（盖章）"),
        *("2026年10月5日至2026年10月12日，共6个工作日。", "公示地点：公示栏。", "联系电话："),
    ]
    assert [words for words in asked if words not in text] == []
    assert [part for part in (NUMBER, NUMBER[-4:], "暂算") if part in text] == []


def test_a_posting_that_is_still_to_come_counts_five_working_days_for_the_time_being(
    admin_client, activist
):
    proposed(activist)

    text = read(admin_client, paper(activist, "notice"))

    assert "共5个工作日（暂算：当年的工作日历还没有录入）。" in text


def test_nobody_is_posted_before_he_is_proposed(admin_client, activist):
    assert admin_client.get(paper(activist, "notice")).status_code == 404
    assert (
        admin_client.get(reverse("admin:ledgers_channels_file", args=["else"])).status_code == 404
    )


@pytest.mark.parametrize("key", ["resolution", "notice"])
def test_a_paper_of_another_branch_is_as_if_it_did_not_exist(client, activist, key):
    proposed(activist)
    row = meeting(activist) if key == "resolution" else activist
    user = ClerkFactory()
    user.groups.add(Group.objects.get(name="党务干事"))
    ScopeFactory(user=user, kind="branch", unit_pk=BranchFactory().pk)
    client.force_login(user)

    assert client.get(paper(row, key)).status_code == 404


@pytest.fixture
def enterprises():
    BranchFactory(name="行业协会党支部", secretary="丁")
    covered = CoverageFactory(branch__name="本企业支部", enterprise__name="甲快递")
    return covered.enterprise, EnterpriseFactory(name="乙快递")


def test_each_enterprise_is_told_where_its_people_apply(admin_client, enterprises):
    address = reverse("admin:ledgers_channels_file", args=["print"])
    with_branch, without = enterprises

    own = read(admin_client, f"{address}?enterprise={with_branch.pk}")
    other = read(admin_client, f"{address}?enterprise={without.pk}")

    assert "甲快递各位快递员：" in own
    assert "本企业支部（本企业党支部）" in own
    assert "行业协会党支部（行业协会党支部），书记：丁" in other
    assert "收到申请书后一个月内" in own
    assert admin_client.get(f"{address}?enterprise=987654").status_code == 404


def test_the_sheets_of_all_enterprises_are_one_paper_a_page_each(admin_client, enterprises):
    answer = admin_client.get(reverse("admin:ledgers_channels_file", args=["pdf"]))

    pdf = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    named = [page.get_textpage().get_text_range() for page in pdf]
    told = {tuple(one.name in text for one in enterprises) for text in named}
    assert (len(named), told) == (2, {(True, False), (False, True)})


def test_the_list_of_channels_says_who_has_no_branch_of_his_own(admin_client, enterprises):
    text = read(admin_client, reverse("admin:ledgers_channels"))

    assert "共2家快递企业，没有本企业党支部的1家。" in text


@pytest.mark.parametrize(
    "door",
    [
        pytest.param(("admin:ledgers_channels", []), id="list"),
        pytest.param(("admin:ledgers_channels_file", ["print"]), id="paper"),
    ],
)
def test_more_enterprises_ask_no_more(admin_client, enterprises, door, django_assert_num_queries):
    name, form = door
    address = reverse(name, args=form)
    admin_client.get(address)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    for _ in range(3):
        CoverageFactory()
        EnterpriseFactory()

    with django_assert_num_queries(len(few)):
        admin_client.get(address)
