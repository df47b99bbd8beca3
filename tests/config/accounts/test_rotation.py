"""A new key takes over whole or not at all; nothing is left under the old one."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import BinaryField, ExpressionWrapper, F

from config.accounts.fields.private import WrongFieldKey
from config.accounts.rotation import private_columns, rotate_field_keys
from config.audit.choices import Verb
from config.audit.models import AuditEntry
from config.sheets.models import PlanChunk
from config.sheets.storing import unseal_rows
from tests.conftest import NEW_KEY, OLD_KEY
from tests.factories.config import PlanChunkFactory
from tests.factories.unions import WorkerFactory, invented_number
from unions.models import Worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_old(settings):
    settings.FIELD_KEYS = [OLD_KEY]
    worker = WorkerFactory(phone="13800000001")
    settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    return worker


def test_afterwards_the_old_key_is_needed_no_more(settings, under_old):
    rotate_field_keys()
    settings.FIELD_KEYS = [NEW_KEY]

    worker = Worker.objects.get(pk=under_old.pk)
    assert (worker.identity_number, worker.phone) == (under_old.identity_number, "13800000001")
    assert worker.history.get().phone == "13800000001"


def test_before_it_the_old_key_is_needed(settings, under_old):
    settings.FIELD_KEYS = [NEW_KEY]

    with pytest.raises(WrongFieldKey):
        Worker.objects.get(pk=under_old.pk)


def test_it_counts_what_it_wrote_and_has_nothing_to_do_twice(under_old):
    number_and_phone_of_row_and_history = 4

    assert rotate_field_keys() == number_and_phone_of_row_and_history
    assert rotate_field_keys() == 0
    assert list(AuditEntry.objects.filter(verb=Verb.KEYS).values_list("count", flat=True)) == [0, 4]


def test_sealed_plans_are_written_anew(settings):
    settings.FIELD_KEYS = [OLD_KEY]
    chunk = PlanChunkFactory()
    settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]

    rotate_field_keys()

    settings.FIELD_KEYS = [NEW_KEY]
    assert unseal_rows(PlanChunk.objects.get(pk=chunk.pk).blob) == []


def test_a_number_known_under_the_old_key_is_refused_under_the_new(under_old):
    again = Worker(name="另一人", identity_number=under_old.identity_number)

    with pytest.raises(ValidationError) as refused:
        again.full_clean(exclude=["sex", "born_on"])

    assert refused.value.messages == ["花名册中已有这个身份证号，请查找原有的记录。"]


def test_a_number_that_got_in_twice_stops_it_and_nothing_is_changed(settings, under_old):
    settings.FIELD_KEYS = [NEW_KEY]
    twin = WorkerFactory(identity_number=under_old.identity_number)
    settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    before = bytes_of_numbers()

    with pytest.raises(CommandError) as refused:
        call_command("rotate_field_keys")

    assert f"编号：{under_old.pk}、{twin.pk}。" in str(refused.value)
    assert under_old.identity_number not in str(refused.value)
    assert bytes_of_numbers() == before


def bytes_of_numbers():
    raw = ExpressionWrapper(F("identity_number"), output_field=BinaryField())
    return [bytes(data) for data in Worker.objects.order_by("pk").values_list(raw, flat=True)]


def test_every_private_field_and_its_history_is_known():
    known = list(private_columns())
    named = {f"{model._meta.label_lower}.{field.name}" for model, field in known}
    remembered = {
        f"{model._meta.label_lower}.{field.name}"
        for model, field in known
        if hasattr(model._meta, "simple_history_manager_attribute")
    }

    assert {"unions.worker.identity_number", "unions.historicalworker.identity_number"} <= named
    histories = {name for name in named if ".historical" in name}
    assert {name.replace(".", ".historical", 1) for name in remembered} == histories


def test_a_lost_key_stops_it_with_a_sentence(settings, under_old):
    settings.FIELD_KEYS = [NEW_KEY]

    with pytest.raises(CommandError) as refused:
        call_command("rotate_field_keys")

    assert "FIELD_KEYS" in str(refused.value)
    assert invented_number(0) not in str(refused.value)
