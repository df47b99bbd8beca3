"""Private text: encrypted in every table, found only by the whole of it."""

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection
from django.db.models import F
from django.test import override_settings

from config.accounts.fields import PrivateField, WrongFieldKey, decrypt, encrypt, mask
from config.accounts.fields.private import decrypt_each
from tests.config.accounts.conftest import identity_number
from tests.conftest import NEW_KEY, OLD_KEY
from unions.models import Partner, Worker

with_old_key_only = override_settings(FIELD_KEYS=[OLD_KEY])


def stored_bytes(table: str, column: str) -> list[bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY 1")  # noqa: S608 -- names of tests
        return [None if cell is None else bytes(cell) for (cell,) in cursor.fetchall()]


def test_what_was_encrypted_is_read_again():
    assert decrypt(encrypt("困难职工", "trial"), "trial") == "困难职工"


def test_the_same_text_gives_the_same_bytes_under_one_label_only():
    assert encrypt("13800000001", "a") == encrypt("13800000001", "a")
    assert encrypt("13800000001", "a") != encrypt("13800000001", "b")


def test_bytes_of_another_label_are_not_read():
    with pytest.raises(WrongFieldKey):
        decrypt(encrypt("13800000001", "a"), "b")


def test_a_column_is_read_whichever_key_wrote_each_of_its_values():
    with with_old_key_only:
        old = encrypt("13800000001", "worker.phone")
    new = encrypt("13800000002", "worker.phone")

    assert decrypt_each([new, None, old, new], "worker.phone") == [
        "13800000002",
        None,
        "13800000001",
        "13800000002",
    ]


def test_a_lost_key_is_an_error_that_says_what_to_do():
    with with_old_key_only:
        data = encrypt("13800000001", "worker.phone")

    with (
        override_settings(FIELD_KEYS=[NEW_KEY]),
        pytest.raises(WrongFieldKey, match="请把原来的密钥加回 FIELD_KEYS"),
    ):
        decrypt(data, "worker.phone")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("140699199001010012", "**************0012", id="identity-number"),
        pytest.param("13800001234", "*******1234", id="phone"),
        pytest.param("12345678", "****5678", id="eight"),
        pytest.param("12345", "****5", id="short-text-hides-four"),
        pytest.param("1234", "****", id="four-shows-none"),
        pytest.param("病", "*", id="one"),
        pytest.param("", "", id="empty"),
        pytest.param(None, "", id="null"),
    ],
)
def test_mask(value, shown):
    assert mask(value) == shown


def test_neither_the_table_nor_its_history_holds_plain_text(worker):
    expected = encrypt(worker.identity_number, "worker.identity_number")

    assert stored_bytes("unions_worker", "identity_number") == [expected]
    assert stored_bytes("unions_historicalworker", "identity_number") == [expected]
    assert worker.history.get().identity_number == worker.identity_number


@pytest.mark.parametrize("empty", [pytest.param("", id="text"), pytest.param(None, id="null")])
@pytest.mark.django_db
def test_empty_is_null(empty):
    partner = Partner.objects.create(name="示例单位", phone=empty)

    assert partner.phone is None
    assert stored_bytes("unions_partner", "phone") == [None]


@pytest.mark.django_db
def test_bulk_writers_encrypt_too():
    Partner.objects.bulk_create([Partner(name="甲", phone="13800000001"), Partner(name="乙")])
    second = Partner.objects.get(name="乙")
    second.phone = "13800000002"
    Partner.objects.bulk_update([second], ["phone"])

    assert stored_bytes("unions_partner", "phone") == sorted(
        [encrypt("13800000001", "partner.phone"), encrypt("13800000002", "partner.phone")]
    )
    assert Partner.objects.get(name="乙").phone == "13800000002"


@pytest.mark.parametrize(
    "lookup",
    [
        pytest.param({"phone": "13800000001"}, id="exact"),
        pytest.param({"phone__in": ["13800000001", "13899999999"]}, id="in"),
    ],
)
@pytest.mark.django_db
def test_a_value_written_under_an_old_key_is_found(lookup):
    with with_old_key_only:
        old = Partner.objects.create(name="旧", phone="13800000001")
    Partner.objects.create(name="新", phone="13800000003")

    assert list(Partner.objects.filter(**lookup)) == [old]
    assert Partner.objects.get(**lookup).phone == "13800000001"


@pytest.mark.parametrize(
    ("lookup", "found"),
    [
        pytest.param({"phone__isnull": True}, ["无"], id="isnull"),
        pytest.param({"phone": None}, ["无"], id="none"),
        pytest.param({"phone": ""}, [], id="empty-text-matches-nothing"),
        pytest.param({"phone__in": []}, [], id="nothing-asked"),
        pytest.param({"phone__in": ["", None]}, [], id="nothing-but-empty-asked"),
    ],
)
@pytest.mark.django_db
def test_look_up_of_empty(lookup, found):
    Partner.objects.create(name="无")
    Partner.objects.create(name="有", phone="13800000001")

    assert list(Partner.objects.filter(**lookup).values_list("name", flat=True)) == found


@pytest.mark.django_db
def test_exclude_keeps_rows_without_a_value():
    nobody = Partner.objects.create(name="无")
    Partner.objects.create(name="有", phone="13800000001")

    assert list(Partner.objects.exclude(phone="13800000001")) == [nobody]


@pytest.mark.parametrize(
    "lookup", ["startswith", "contains", "iexact", "gt", "lte", "range", "regex", "endswith"]
)
@pytest.mark.django_db
def test_other_look_ups_are_refused(lookup):
    with pytest.raises(FieldError, match=f"加密字段“联系电话”只能按完整内容查找.*{lookup}"):
        Partner.objects.filter(**{f"phone__{lookup}": "138"})


@pytest.mark.parametrize(
    "lookup",
    [
        pytest.param({"phone": F("name")}, id="column"),
        pytest.param({"phone__in": [F("name")]}, id="list-of-columns"),
        pytest.param({"phone__in": Partner.objects.values("name")}, id="subquery"),
    ],
)
@pytest.mark.django_db
def test_comparison_with_another_column_is_refused(lookup):
    with pytest.raises(FieldError, match="只能和给出的文字比较"):
        Partner.objects.filter(**lookup)


@pytest.mark.django_db
def test_a_number_written_under_an_old_key_is_not_taken_twice():
    number = identity_number(7)
    with with_old_key_only:
        Worker.objects.create(name="甲员", identity_number=number)

    with pytest.raises(ValidationError) as refused:
        Worker(name="乙员", identity_number=number).validate_unique()

    assert refused.value.message_dict == {
        "identity_number": ["花名册中已有这个身份证号，请查找原有的记录。"]
    }


def test_the_label_stays_in_migrations():
    field = PrivateField("电话", label="trial.phone", max_length=20, null=True)

    _, _, args, kwargs = field.deconstruct()

    assert (args, kwargs) == (
        [],
        {"verbose_name": "电话", "label": "trial.phone", "max_length": 20, "null": True},
    )
