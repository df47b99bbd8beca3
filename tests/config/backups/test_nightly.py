"""The nightly backup of an office on SQLite; a server has a timer."""

import datetime

import pytest
from django.core.signals import request_finished
from django.db import connection
from django.utils import timezone

from config.backups import nightly
from config.backups.choices import Outcome
from config.backups.models import Backup

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("programs", "stick", "superuser"),
]

THREE = datetime.datetime(2026, 11, 24, 3, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def a_process_that_has_looked_at_nothing(monkeypatch):
    monkeypatch.setattr(nightly, "_looked", {"night": None})


def after_a_request(now):
    """What a request leaves behind, once its thread has ended."""
    if thread := nightly.start_when_due(now):
        thread.join()
    return list(Backup.objects.values_list("night", "outcome", "made_by"))


def test_the_first_request_after_three_makes_the_night_s_backup():
    made = [(THREE.date(), Outcome.GOOD, None)] if connection.vendor == "sqlite" else []

    assert after_a_request(THREE - datetime.timedelta(seconds=1)) == []
    assert after_a_request(THREE) == made
    assert after_a_request(THREE + datetime.timedelta(hours=1)) == made


def test_a_night_that_another_process_looked_after_is_left_alone(monkeypatch):
    Backup.objects.create(
        made_at=THREE, night=THREE.date(), outcome=Outcome.FAILED, problem="放不下了。", seconds=1
    )

    assert nightly.start_when_due(THREE) is None


def test_the_demo_makes_none(settings):
    settings.DEMO = True

    assert nightly.start_when_due(THREE) is None


def test_an_office_that_has_nobody_makes_none(superuser):
    superuser.delete()

    assert nightly.start_when_due(THREE) is None


def test_a_server_watches_and_nothing_else_does():
    assert request_finished.disconnect(dispatch_uid="backups.nightly") is False

    nightly.watch_for_the_night()

    assert request_finished.disconnect(dispatch_uid="backups.nightly") is True
