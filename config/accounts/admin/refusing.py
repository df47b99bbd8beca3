"""A form whose contents an action refuses is shown again, with the sentence on it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from config.accounts.refusals import Refusal


class RefusedForm(forms.ModelForm):
    """A form whose contents an action has refused."""

    refusal: str

    def clean(self) -> Any:
        self.add_error(None, self.refusal)
        return super().clean()


class RefusingPage:
    """Pages on which saving may raise Refusal."""

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type("RefusedForm", (RefusedForm, form), {"refusal": refusal}) if refusal else form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            # All was rolled back: show the same form again, now with the sentence on it.
            request.refusal = str(refusal)
            return super().changeform_view(request, *args, **kwargs)
