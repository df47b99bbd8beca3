"""Forms that read typed numbers and names as the sheets do."""

from typing import Any

from django import forms

from config.sheets.cells.credit_code import parse_credit_code
from config.sheets.cells.identity import parse_identity_number
from config.sheets.cells.name import parse_person_name
from config.sheets.cells.phone import parse_phone
from unions.models.validators import parsed


class PhoneForm(forms.ModelForm):
    """For rows with a phone."""

    def clean_phone(self) -> str | None:
        typed = self.cleaned_data["phone"]
        return parsed(parse_phone, typed) if typed else None


class EnterpriseForm(PhoneForm):
    def clean_credit_code(self) -> str | None:
        typed = self.cleaned_data["credit_code"]
        return parsed(parse_credit_code, typed) if typed else None


class WorkerForm(PhoneForm):
    def clean_name(self) -> Any:
        return parsed(parse_person_name, self.cleaned_data["name"])

    def clean_identity_number(self) -> Any:
        return parsed(parse_identity_number, self.cleaned_data["identity_number"])
