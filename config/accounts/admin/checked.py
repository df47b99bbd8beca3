"""The form of every page: what the database would refuse is said on the form, in a sentence."""

from collections import defaultdict

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class CheckedForm(forms.ModelForm):
    """Checks every constraint of the row.

    Django passes over those that name a column which the form lacks.
    """

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as broken:
            self.add_error(None, self._on_this_form(broken))

    def _on_this_form(self, broken: ValidationError) -> ValidationError:
        """The complaints, those of columns that the form does not show moved to its head."""
        told = defaultdict(list)
        for column, complaints in broken.error_dict.items():
            told[column if column in self.fields else NON_FIELD_ERRORS] += complaints
        return ValidationError(told)


def checked(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form, checking what CheckedForm checks before anything else it does."""
    return type(form.__name__, (CheckedForm, form), {})
