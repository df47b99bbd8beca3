"""What a clerk sees of a private value in a form, and what the form takes."""

import pytest
from django.forms import modelform_factory

from unions.models import Partner

PHONE = "13800001234"
PartnerForm = modelform_factory(Partner, fields=("name", "phone"))


@pytest.fixture
def partner(db):
    return Partner.objects.create(name="示例单位", phone=PHONE)


def test_the_form_shows_the_mask(partner):
    assert PartnerForm(instance=partner)["phone"].value() == "*******1234"


def test_the_form_holds_the_whole_value_nowhere(partner):
    assert PHONE not in PartnerForm(instance=partner).as_p()


@pytest.mark.parametrize(
    ("typed", "stored", "changed"),
    [
        pytest.param("*******1234", PHONE, [], id="untouched"),
        pytest.param("13900005678", "13900005678", ["phone"], id="another"),
        pytest.param(PHONE, PHONE, [], id="the-same-typed-again"),
        pytest.param("", None, ["phone"], id="emptied"),
    ],
)
def test_what_is_stored(partner, typed, stored, changed):
    form = PartnerForm({"name": "示例单位", "phone": typed}, instance=partner)

    assert form.is_valid()
    assert form.changed_data == changed
    assert form.save().phone == stored
    assert Partner.objects.get().phone == stored


@pytest.mark.parametrize("typed", ["*******9999", "*****1234", "138****1234"])
def test_another_mask_is_refused(partner, typed):
    form = PartnerForm({"name": "示例单位", "phone": typed}, instance=partner)

    assert form.errors == {
        "phone": ["这里显示的是脱敏内容：不改请保持原样，要改请填写完整的内容。"]
    }


def test_what_was_typed_is_shown_again_after_an_error(partner):
    form = PartnerForm({"name": "", "phone": "13900005678"}, instance=partner)

    assert not form.is_valid()
    assert form["phone"].value() == "13900005678"


def test_the_mask_is_shown_again_after_an_error_elsewhere(partner):
    form = PartnerForm({"name": "", "phone": "*******1234"}, instance=partner)

    assert not form.is_valid()
    assert form["phone"].value() == "*******1234"


@pytest.mark.django_db
def test_a_new_record_takes_a_plain_value():
    form = PartnerForm({"name": "新单位", "phone": PHONE})

    assert form["phone"].value() == PHONE
    assert form.save().phone == PHONE


@pytest.mark.django_db
def test_a_value_too_long_is_refused():
    longest = Partner._meta.get_field("phone").max_length
    form = PartnerForm({"name": "新单位", "phone": "1" * (longest + 1)})

    assert list(form.errors) == ["phone"]
