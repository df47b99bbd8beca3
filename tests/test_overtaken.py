"""Every form of the admin's registry that may be saved tells what was changed while it was open."""

import datetime
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.forms.models import _get_foreign_key

from config.accounts.admin.meanwhile import TOLD_FIRST
from config.accounts.models import Committee
from ledgers.models import CalendarDay
from tests.factories import FACTORY_FOR
from tests.factories.config import GroupFactory
from tests.factories.unions import PartnerFactory
from tests.pages import address, untouched
from tests.test_sweeps import GIVEN_AND_TAKEN_BACK, WRITTEN_BY_ACTIONS, dated, everywhere, sweep
from welfare.models import Matter, Policy

pytestmark = pytest.mark.django_db

ALTERED_BENEATH = {CalendarDay, Matter}
"""Other rows beneath a subject are dated: they end, and their own page alters them."""

LEAST = {
    models.DateField: datetime.date(2020, 1, 1),
    models.IntegerField: 0,
    models.DecimalField: Decimal(0),
}


def another(field, value):
    """A value beside the stored one; None where the kind of column offers none at once."""
    if field.choices or field.is_relation:
        return None
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.CharField | models.TextField):
        return f"{value[:-1]}改"
    for kind, least in LEAST.items():
        if isinstance(field, kind):
            step = datetime.timedelta(days=1) if kind is models.DateField else 1
            return (least if value is None else value) + step
    return None


def overtake(row, names):
    """Somebody else writes another value into the first column that takes one; its name."""
    row = type(row)._default_manager.get(pk=row.pk)
    for field in (row._meta.get_field(name) for name in names):
        value = another(field, getattr(row, field.attname))
        if value is not None:
            setattr(row, field.attname, value)
            row.save()
            return field.name
    raise AssertionError(f"{row._meta.label}: no column that may be overtaken")


def columns_of(form, model):
    held = {field.name for field in model._meta.concrete_fields}
    return [name for name, field in form.fields.items() if name in held and not field.disabled]


def is_told(answer):
    """Whether the page is shown again, and says first of all that somebody was faster."""
    if answer.status_code != 200:
        return False
    first, *_ = [*answer.context["adminform"].form.non_field_errors(), ""]
    return first == TOLD_FIRST


def stored(row):
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def test_a_form_is_told_of_a_change_to_its_row_and_saves_nothing(admin_client):
    def visit(model):
        row = FACTORY_FOR[model]()
        page = address(model, "change", row.pk)
        opened = admin_client.get(page)
        if not opened.context.get("has_change_permission"):
            return "only read"
        form = untouched(opened)
        overtake(row, columns_of(opened.context["adminform"].form, model))
        others = stored(row)

        return is_told(admin_client.post(page, form)), stored(row) == others

    read = WRITTEN_BY_ACTIONS | GIVEN_AND_TAKEN_BACK
    assert sweep(visit) == everywhere((True, True), but=read, there="only read")


def test_a_form_is_told_of_a_change_to_each_row_beneath(admin_client):
    def visit(model):
        subject, told = FACTORY_FOR[model](), {}
        page = address(model, "change", subject.pk)
        for inline in admin.site._registry[model].inlines:
            below = inline.model
            key = _get_foreign_key(model, below, fk_name=inline.fk_name)
            row = FACTORY_FOR[below](**{key.name: subject}, **dated(below, 0))
            opened = admin_client.get(page)
            shown = {one.opts.model: one for one in opened.context["inline_admin_formsets"]}
            if not shown[below].has_change_permission:
                told[below] = None
                continue
            form = untouched(opened)
            overtake(row, columns_of(shown[below].formset.forms[0], below))
            told[below] = is_told(admin_client.post(page, form))
        return told

    assert sweep(visit) == {
        model._meta.label: {
            inline.model: True if inline.model in ALTERED_BENEATH else None
            for inline in page.inlines
        }
        for model, page in admin.site._registry.items()
    }


SEVERAL = [
    pytest.param(Policy.partners.field, PartnerFactory, id="partners-of-a-policy"),
    pytest.param(Committee.second_factor_for.field, GroupFactory, id="roles-with-a-telephone"),
    pytest.param(Group.permissions.field, Permission.objects.first, id="rights-of-a-group"),
]


@pytest.mark.parametrize(("field", "make"), SEVERAL)
def test_a_form_is_told_of_a_change_to_a_column_of_several(
    admin_client, clerk_client, clerk, field, make
):
    model, several = field.model, field.name
    clerk.user_permissions.set(Permission.objects.all())
    client = admin_client if model is Group else clerk_client  # who needs no telephone for it
    row = FACTORY_FOR[model]()
    page = address(model, "change", row.pk)
    form = untouched(client.get(page))
    one = make()
    getattr(row, several).add(one)

    answer = client.post(page, form)

    told = answer.context["adminform"].form.non_field_errors()
    assert told == [TOLD_FIRST, f"程序把“{field.verbose_name}”改为“{one}”。"]
    assert client.post(page, untouched(answer)).status_code == 302
    assert list(getattr(row, several).all()) == [one]


def test_every_column_of_several_is_overtaken_above():
    on_forms = {
        field
        for model, page in admin.site._registry.items()
        for field in model._meta.many_to_many
        if page.fieldsets is None or field.name in flatten_fieldsets(page.fieldsets)
    }

    assert on_forms == {param.values[0] for param in SEVERAL}
