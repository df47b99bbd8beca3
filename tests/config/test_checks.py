import pytest

from config.checks import (
    nobody_is_above_the_rules,
    private_fields_need_keys,
    sheets_need_a_permission,
)
from tests.factories.config import ClerkFactory


def test_as_it_stands_nothing_is_unsafe():
    assert [*sheets_need_a_permission(None), *private_fields_need_keys(None)] == []


@pytest.mark.parametrize("verb", ["IMPORT", "EXPORT"])
def test_sheets_without_a_permission_are_an_error(settings, verb):
    setattr(settings, f"IMPORT_EXPORT_{verb}_PERMISSION_CODE", None)

    assert [error.id for error in sheets_need_a_permission(None)] == ["office.E001"]


def test_an_office_without_keys_is_told(settings):
    settings.FIELD_KEYS = []

    assert [warning.id for warning in private_fields_need_keys(None)] == ["office.W001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("https", "account", "complains"),
    [
        pytest.param(True, {"is_superuser": True}, True, id="superuser-where-others-work"),
        pytest.param(True, {"is_superuser": True, "is_active": False}, False, id="closed"),
        pytest.param(True, {}, False, id="no-superuser"),
        pytest.param(False, {"is_superuser": True}, False, id="a-trial-on-one-machine"),
    ],
)
def test_a_superuser_in_production_is_complained_of(settings, https, account, complains):
    settings.HTTPS = https
    ClerkFactory(**account)

    found = nobody_is_above_the_rules(None)

    assert [message.id for message in found] == (["office.W002"] if complains else [])
