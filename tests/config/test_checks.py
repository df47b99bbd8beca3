import pytest

from config.checks import private_fields_need_keys, sheets_need_a_permission


def test_as_it_stands_nothing_is_unsafe():
    assert [*sheets_need_a_permission(None), *private_fields_need_keys(None)] == []


@pytest.mark.parametrize("verb", ["IMPORT", "EXPORT"])
def test_sheets_without_a_permission_are_an_error(settings, verb):
    setattr(settings, f"IMPORT_EXPORT_{verb}_PERMISSION_CODE", None)

    assert [error.id for error in sheets_need_a_permission(None)] == ["office.E001"]


def test_an_office_without_keys_is_told(settings):
    settings.FIELD_KEYS = []

    assert [warning.id for warning in private_fields_need_keys(None)] == ["office.W001"]
