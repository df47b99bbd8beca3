"""The data migration, run by hand: tests may make their tables without migrations."""

import importlib

import pytest
from django.apps import apps

from tests.factories.welfare import PaymentFactory
from welfare.choices import ProgrammeKind
from welfare.models import Programme

pytestmark = pytest.mark.django_db

migration = importlib.import_module("welfare.migrations.0002_standing_programmes")


def test_the_standing_programmes_come_once():
    for _ in range(2):
        migration.add_standing_programmes(apps, None)

    found = Programme.objects.filter(standing=True).values_list("kind", "name")
    assert dict(found) == {kind.value: kind.label for kind in ProgrammeKind.standing()}
    assert found.count() == 5


def test_the_reverse_leaves_programmes_that_money_was_paid_from():
    migration.add_standing_programmes(apps, None)
    used = Programme.objects.get(kind=ProgrammeKind.INSURANCE, standing=True)
    PaymentFactory(programme=used)

    migration.remove_unused_standing_programmes(apps, None)

    assert list(Programme.objects.filter(standing=True)) == [used]
