"""Forms that read typed numbers and names as the sheets do."""

from typing import Any

from django import forms

from config.accounts.admin.checked import CheckedForm
from config.sheets.cells.credit_code import parse_credit_code
from config.sheets.cells.identity import parse_identity_number
from config.sheets.cells.name import parse_person_name
from config.sheets.cells.phone import parse_phone
from unions import rules
from unions.models.validators import parsed


class PhoneForm(CheckedForm):
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
        number = parsed(parse_identity_number, self.cleaned_data["identity_number"])
        born_on = rules.birth_of(number)
        if "identity_number" in self.changed_data and not rules.of_working_age(
            born_on=born_on, on=self.today
        ):
            raise forms.ValidationError(
                f"按身份证号，这个人现在不满{rules.WORKING_AGE}周岁，不能登记；请核对身份证号。"
            )
        return number
