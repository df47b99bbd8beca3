"""What the database would refuse is told by plain functions that agree with the database."""

import datetime
import itertools
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, IntegerField, Value

from config.sheets.limits import Written, breaches, limits_of
from ledgers.models import Branch, Member, Post
from unions.models import CourierHome, UnionTerm
from welfare.models import Family, Payment, StudyAid

EARLY, LATE = datetime.date(2022, 1, 1), datetime.date(2022, 1, 2)
OFFICE = ("unions", "ledgers", "welfare")
MODELS = [
    model
    for app in OFFICE
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]
CONSTRAINTS = [
    pytest.param(model, constraint, id=constraint.name)
    for model in MODELS
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
]


def trials(model, name):
    """Values that may stand in a column, on both sides of the borders that constraints draw."""
    field = model._meta.get_field(name)
    if field.choices:
        return [code for code, _ in field.choices] + ([""] if field.blank else [])
    kind = field.get_internal_type()
    some = {
        "BooleanField": [False, True],
        "DateField": [EARLY, LATE],
        "DecimalField": [Decimal("-0.01"), Decimal("0.00"), Decimal("0.01")],
    }.get(kind, [0, 1, 1989, 1990, 2100, 2101])
    return [*some, None] if field.null or field.primary_key else some


def typed(field):
    return IntegerField() if field.is_relation or field.primary_key else field


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS)
def test_a_constraint_holds_here_as_it_does_in_the_database(model, constraint):
    rule = next(rule for rule in limits_of(model).rules if rule.name == constraint.name)
    fields = [model._meta.get_field(name) for name in rule.attributes]
    columns = [trials(model, name) for name in rule.attributes]

    for values in itertools.islice(itertools.product(*columns), 200):
        given = dict(zip(rule.attributes, values, strict=True))
        asked = {
            field.name: Value(value, output_field=typed(field))
            for field, value in zip(fields, values, strict=True)
        }
        assert (rule.holds(given) is not False) == constraint.condition.check(asked), given


def written(model, columns=None, **values):
    return Written(model, values, columns or {name: name for name in values})


PAID = {"state": "paid", "origin": "imported", "paid_on": EARLY}


@pytest.mark.parametrize(
    ("record", "broken"),
    [
        pytest.param(
            written(Payment, {"amount": "amount"}, amount=Decimal(0), **PAID),
            [("amount", "rule")],
            id="aid-of-nothing",
        ),
        pytest.param(
            written(Payment, {"amount": "amount"}, amount=Decimal("0.01"), **PAID), [], id="a-fen"
        ),
        pytest.param(
            written(UnionTerm, started_on=LATE, expires_on=LATE),
            [("expires_on", "rule")],
            id="term-of-no-day",
        ),
        pytest.param(written(UnionTerm, started_on=EARLY, expires_on=LATE), [], id="term-of-a-day"),
        pytest.param(
            written(Branch, {"parent": "parent"}, id=7, parent=7),
            [("parent", "rule")],
            id="its-own-superior",
        ),
        pytest.param(written(Branch, id=None, parent=7), [], id="not-stored-yet"),
        pytest.param(written(Family, size=0), [("size", "rule")], id="family-of-nobody"),
        pytest.param(written(Family, size=32_767), [], id="largest-small-number"),
        pytest.param(written(Family, size=32_768), [("size", "bad_number")], id="beyond-it"),
        pytest.param(written(StudyAid, year=22), [("year", "rule")], id="year-of-two-digits"),
        pytest.param(written(CourierHome, area_m2=Decimal("999999.99")), [], id="widest-area"),
        pytest.param(
            written(CourierHome, area_m2=Decimal("1000000.00")),
            [("area_m2", "bad_number")],
            id="wider-than-the-column",
        ),
        pytest.param(written(Post, title="长" * 50), [], id="longest-title"),
        pytest.param(written(Post, title="长" * 51), [("title", "too_long")], id="a-mark-more"),
        pytest.param(
            written(Member, {"converted_on": "converted_on"}, joined_on=LATE, converted_on=EARLY),
            [("converted_on", "rule")],
            id="told-at-the-column-that-the-sheet-has",
        ),
    ],
)
def test_a_record_that_the_database_would_refuse_is_told_by_column(record, broken):
    assert [(breach.attribute, breach.code) for breach in breaches(record)] == broken
