"""The form of every page: what the database or a rule would refuse is said on the form."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.models import InlineForeignKeyField

from config.accounts.breaches import Breach, binding, breaches
from config.accounts.fields import PartialDate


def refuse_days_to_come(form: forms.BaseForm, names: Iterable[str], today: datetime.date) -> None:
    """Nothing is entered as done before its day."""
    for name in names:
        answer = form.cleaned_data.get(name)
        day = answer.date if isinstance(answer, PartialDate) else answer
        if type(day) is datetime.date and day > today:
            form.add_error(name, "日期不能晚于今天；请等到当天再办理。")


class CheckedForm(forms.ModelForm):
    """Checks every constraint of the row, its days against today, and its dates by the rules.

    A model names in `may_lie_ahead` the columns whose days may come after today; `ahead` are
    those of another model's that stand on the same form. What the row
    broke already when it was opened is not held against whoever alters something else.
    """

    today: datetime.date

    def clean(self) -> Any:
        cleaned = super().clean()
        ahead = {*getattr(self.instance, "may_lie_ahead", ()), *getattr(self, "ahead", ())}
        names = {*self.changed_data} - ahead
        refuse_days_to_come(self, sorted(names), self.today)
        return cleaned

    def validate_unique(self) -> None:
        """Django passes over constraints that name a column which the form lacks."""
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as broken:
            self.add_error(None, self._on_this_form(broken.error_dict))
        for breach in binding(self._new_breaches()):
            self.add_error(None, self._on_this_form({breach.column: [breach.sentence]}))

    def _on_this_form(self, told: dict[str, list[Any]]) -> ValidationError:
        """The complaints, those of columns that the form does not show moved to its head."""
        shown = defaultdict(list)
        for column, complaints in told.items():
            shown[column if column in self.fields else NON_FIELD_ERRORS] += complaints
        return ValidationError(shown)

    def _new_breaches(self) -> list[Breach]:
        for name, field in self.fields.items():
            if isinstance(field, InlineForeignKeyField):
                # A new row beneath a new subject does not know it yet.
                setattr(self.instance, name, field.parent_instance)
        found = breaches(self.instance)
        if not found or self.instance._state.adding:
            return found
        stored = breaches(type(self.instance)._default_manager.get(pk=self.instance.pk))
        return [breach for breach in found if breach not in stored]


def checked(form: type[forms.ModelForm], today: datetime.date) -> type[forms.ModelForm]:
    """The form, checking what CheckedForm checks before anything else it does."""
    bases = (form,) if issubclass(form, CheckedForm) else (CheckedForm, form)
    return type(form.__name__, bases, {"today": today})
