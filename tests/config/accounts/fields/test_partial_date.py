"""Dates known by day or by month, as clerks type them."""

import datetime

import pytest
from django.db import models
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from config.accounts.fields import PartialDate, PartialDateField
from ledgers.models import Branch

FEBRUARY = PartialDate(datetime.date(2016, 2, 1), "month")
EIGHTEENTH = PartialDate(datetime.date(2016, 2, 18), "day")
BranchForm = modelform_factory(Branch, fields=("name", "kind", "founded_on"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("2016-02", FEBRUARY, id="month"),
        pytest.param("2016-2", FEBRUARY, id="month-of-one-digit"),
        pytest.param("2016.2", FEBRUARY, id="month-with-a-dot"),
        pytest.param("2016/02", FEBRUARY, id="month-with-a-stroke"),
        pytest.param("2016年2月", FEBRUARY, id="month-in-words"),
        pytest.param("201602", FEBRUARY, id="month-of-digits"),
        pytest.param("2016-02-18", EIGHTEENTH, id="day"),
        pytest.param("2016.2.18", EIGHTEENTH, id="day-with-dots"),
        pytest.param("2016/2/18", EIGHTEENTH, id="day-with-strokes"),
        pytest.param("2016年2月18日", EIGHTEENTH, id="day-in-words"),
        pytest.param("2016年02月18号", EIGHTEENTH, id="day-in-spoken-words"),
        pytest.param("20160218", EIGHTEENTH, id="day-of-digits"),
        pytest.param("２０１６．２．１８", EIGHTEENTH, id="full-width"),
        pytest.param(" 2016 - 02 - 18 ", EIGHTEENTH, id="with-blanks"),
        pytest.param("2016-02-01", PartialDate(datetime.date(2016, 2, 1), "day"), id="first-day"),
    ],
)
def test_what_is_understood(typed, read):
    assert PartialDate.parse(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["2016", "2016-13", "2016-02-30", "2016-2.18", "16-02", "1816-02", "不详", "2016年", "02-2016"],
)
def test_what_is_not_understood(typed):
    with pytest.raises(ValueError, match=typed):
        PartialDate.parse(typed)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        pytest.param(FEBRUARY, "2016-02", id="month"),
        pytest.param(EIGHTEENTH, "2016-02-18", id="day"),
    ],
)
def test_it_prints_as_precisely_as_it_was_known(value, printed):
    assert str(value) == printed


@pytest.mark.parametrize(
    ("typed", "date", "precision", "shown"),
    [
        pytest.param("2016年2月", datetime.date(2016, 2, 1), "month", "2016-02", id="month"),
        pytest.param("2016.2.18", datetime.date(2016, 2, 18), "day", "2016-02-18", id="day"),
        pytest.param("", None, "day", None, id="empty"),
    ],
)
@pytest.mark.django_db
def test_a_form_stores_date_and_precision_and_shows_them_again(typed, date, precision, shown):
    saved = BranchForm({"name": "示例党支部", "kind": "branch", "founded_on": typed}).save()

    again = Branch.objects.get(pk=saved.pk)

    assert (again.founded_on, again.founded_on_precision) == (date, precision)
    assert BranchForm(instance=again)["founded_on"].value() == shown


@pytest.mark.django_db
def test_a_form_sent_back_unaltered_has_not_changed():
    branch = Branch.objects.create(
        name="示例党支部", kind="branch", founded_on=FEBRUARY.date, founded_on_precision="month"
    )
    form = BranchForm(
        {"name": "示例党支部", "kind": "branch", "founded_on": "2016-02"}, instance=branch
    )

    assert form.changed_data == []


@pytest.mark.django_db
def test_a_form_says_what_it_would_understand():
    form = BranchForm({"name": "示例党支部", "kind": "branch", "founded_on": "去年"})

    assert form.errors == {
        "founded_on": ["日期看不懂：请写成 2016-02-18，只知道月份时写成 2016-02。"]
    }


@pytest.mark.django_db
def test_history_keeps_the_precision():
    branch = Branch.objects.create(
        name="示例党支部", kind="branch", founded_on=FEBRUARY.date, founded_on_precision="month"
    )

    assert branch.history.get().founded_on_precision == "month"


@isolate_apps("tests")
def test_a_date_without_a_precision_beside_it_is_an_error():
    class Lonely(models.Model):
        founded_on = PartialDateField("成立时间")

        class Meta:
            app_label = "tests"

        def __str__(self):
            return ""

    assert [error.id for error in Lonely._meta.get_field("founded_on").check()] == ["office.E003"]
