"""Whichever statement fails: rows stored, lines of the audit and what is said agree."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import OperationalError, connection
from django.urls import reverse

from config.sheets.models import Import
from tests.audit import noted
from tests.config.sheets.admin.workbooks import hand_in, identity_number, plan_url, roster
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from unions.models import Employment, Worker

pytestmark = pytest.mark.django_db(transaction=True)

MOST_STATEMENTS = 200


class Fault:
    """Fails the n-th statement that it sees."""

    def __init__(self, n):
        self.n = n
        self.seen = 0

    def __call__(self, execute, sql, params, many, context):
        self.seen += 1
        if self.seen == self.n:
            raise OperationalError
        return execute(sql, params, many, context)


def each_statement_fails(client, post):
    """Post once for each statement that the request makes, that one failing, until none fails."""
    client.raise_request_exception = False
    for n in range(1, MOST_STATEMENTS):
        fault = Fault(n)
        with connection.execute_wrapper(fault):
            answer = post()
        told = [str(message) for message in get_messages(answer.wsgi_request)]
        yield answer.status_code, told
        if fault.seen < n:
            return
    raise AssertionError("the request never ended")


def done(what):
    return [
        line for line in noted() if line[:3] in {("import", "done", what), ("action", "done", what)}
    ]


def test_an_import_is_stored_noted_and_said_or_none_of_it(admin_client):
    unit = EnterpriseFactory()
    hand_in(admin_client, roster(["甲员", identity_number(1), unit.name]))
    plan = Import.objects.get()
    seen = set()

    def post():
        return admin_client.post(plan_url(plan), {"apply": "1"})

    for status, told in each_statement_fails(admin_client, post):
        stored = (Worker.objects.count(), len(done("导入表格")))
        said = "done" if "已导入：新增1。" in told else "not done"
        seen.add((stored, said))
        assert status in ({302} if said == "done" else {302, 500})

    assert seen == {((0, 0), "not done"), ((1, 1), "done")}


def test_a_move_is_stored_noted_and_said_or_none_of_it(admin_client):
    worker, unit = WorkerFactory(employed=True), EnterpriseFactory()
    address = reverse("admin:unions_worker_verb", args=[worker.pk, "move"])
    Employment.objects.update(started_on=datetime.date(2020, 3, 1))
    seen = set()

    def post():
        return admin_client.post(address, {"employer": unit.pk, "on": "2022-09-01"})

    for status, _ in each_statement_fails(admin_client, post):
        moved = Worker.objects.get().enterprise == unit
        said = "done" if status == 302 else "not done"
        seen.add(((moved, Employment.objects.count(), len(done("调动"))), said))

    assert seen == {((False, 1, 0), "not done"), ((True, 2, 1), "done")}
