"""Current columns repeat the open dated row; the command finds where they do not."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.accounts.current import CurrentColumn
from ledgers.models import Affiliation, Branch, Member
from tests.config.accounts.conftest import identity_number
from unions.models import Employment, Enterprise, Worker

MAY = datetime.date(2024, 5, 1)
UNIT = CurrentColumn(
    model=Worker,
    column="enterprise",
    dated_model=Employment,
    subject="worker",
    value="enterprise",
)
BRANCH = CurrentColumn(
    model=Member, column="branch", dated_model=Affiliation, subject="member", value="branch"
)


@pytest.fixture
def other(db):
    return Enterprise.objects.create(name="示例快递开发区营业部")


def employ(worker, enterprise, *, column, ended_on=None):
    Employment.objects.create(worker=worker, enterprise=enterprise, ended_on=ended_on)
    Worker.objects.filter(pk=worker.pk).update(enterprise=column)


def test_column_and_open_row_agree(worker, enterprise):
    employ(worker, enterprise, column=enterprise)

    assert UNIT.disagreeing() == []


def test_nobody_s_column_and_no_row_agree(worker):
    assert UNIT.disagreeing() == []


def test_another_value_disagrees(worker, enterprise, other):
    employ(worker, enterprise, column=other)

    assert UNIT.disagreeing() == [worker.pk]


def test_an_open_row_without_the_column_disagrees(worker, enterprise):
    employ(worker, enterprise, column=None)

    assert UNIT.disagreeing() == [worker.pk]


def test_a_column_whose_row_has_ended_disagrees(worker, enterprise):
    employ(worker, enterprise, column=enterprise, ended_on=MAY)

    assert UNIT.disagreeing() == [worker.pk]


def test_somebody_who_has_left_keeps_the_last_value(worker):
    branch = Branch.objects.create(name="示例党支部", kind="branch")
    Member.objects.create(
        worker=worker, branch=branch, joined_on=MAY, left_on=MAY.replace(day=9), left_how="deceased"
    )

    assert BRANCH.disagreeing() == []


def test_the_number_of_queries_does_not_grow_with_rows(worker, enterprise, other):
    employ(worker, enterprise, column=other)
    for sequence in (2, 3):
        another = Worker.objects.create(name="乙员", identity_number=identity_number(sequence))
        employ(another, enterprise, column=enterprise)

    with CaptureQueriesContext(connection) as queries:
        UNIT.disagreeing()

    assert len(queries) == 2


def test_the_command_lists_keys_and_fails(worker, enterprise, other):
    employ(worker, enterprise, column=other)
    told = io.StringIO()

    with pytest.raises(CommandError, match="有 1 条不一致") as failed:
        call_command("check_current", stdout=told)

    assert failed.value.returncode == 1
    assert f"unions.worker.enterprise：{worker.pk}\n" in told.getvalue()


def test_the_command_is_silent_about_agreement(worker, enterprise):
    employ(worker, enterprise, column=enterprise)
    told = io.StringIO()

    call_command("check_current", stdout=told)

    assert "unions.worker.enterprise：一致\n" in told.getvalue()
