"""An entry of the audit says who did what, stays as written, and holds no value."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from config.audit.writing import record
from tests.audit import written_at
from tests.factories.unions import WorkerFactory

pytestmark = pytest.mark.django_db

INTO = "INTO audit_auditentry (id, at, verb, outcome, what, model, object_id, fields, reason)"
SAME = "SELECT id, at, %s, outcome, what, model, object_id, fields, reason FROM audit_auditentry"
REPLACING = {
    "sqlite": f"INSERT OR REPLACE {INTO} {SAME}",
    "postgresql": f"INSERT {INTO} {SAME} ON CONFLICT (id) DO UPDATE SET verb = EXCLUDED.verb",
}


def test_an_entry_names_the_row_by_its_number_only(rf, superuser):
    worker = WorkerFactory(name="张三")
    request = rf.get("/", REMOTE_ADDR="10.1.2.3")
    request.user = superuser

    record(
        Verb.REVEAL, request=request, about=worker, fields=["identity_number"], reason="核对名单"
    )

    assert AuditEntry.objects.values(
        "user", "verb", "outcome", "model", "object_id", "fields", "reason", "address"
    ).get() == {
        "user": superuser.pk,
        "verb": Verb.REVEAL,
        "outcome": Outcome.DONE,
        "model": "unions.worker",
        "object_id": str(worker.pk),
        "fields": ["identity_number"],
        "reason": "核对名单",
        "address": "10.1.2.3",
    }


def test_a_number_typed_into_a_reason_is_starred():
    entry = record(Verb.EXPORT, reason="给140699199005180016开证明")

    assert entry.reason == "给****开证明"


def test_an_entry_cannot_be_altered():
    entry = record(Verb.EXPORT)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(verb=Verb.PRINT)

    assert AuditEntry.objects.get().verb == Verb.EXPORT


def test_an_entry_cannot_be_written_in_the_place_of_another():
    entry = record(Verb.EXPORT)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REPLACING[connection.vendor], [Verb.PRINT])

    entry.refresh_from_db()
    assert entry.verb == Verb.EXPORT


@pytest.mark.parametrize(
    "days",
    [pytest.param(0, id="today"), pytest.param(364, id="one-day-short-of-a-year")],
)
def test_an_entry_of_the_last_year_cannot_be_deleted(days):
    entry = written_at(timezone.now() - datetime.timedelta(days=days))

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()

    assert AuditEntry.objects.filter(pk=entry.pk).exists()


def test_an_entry_older_than_a_year_may_be_deleted():
    entry = written_at(timezone.now() - datetime.timedelta(days=367))

    AuditEntry.objects.filter(pk=entry.pk).delete()

    assert not AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_what_a_committed_test_wrote_is_gone_afterwards_and_the_guard_is_back(attempt):
    entry = record(Verb.EXPORT)

    assert AuditEntry.objects.count() == 1
    with pytest.raises(DatabaseError):
        entry.delete()
