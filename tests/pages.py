"""Admin pages as a browser meets them."""

from typing import Any

from django.db import models
from django.http import HttpResponse
from django.urls import reverse


def address(kind: type[models.Model], page: str, *args: Any) -> str:
    """Where the admin keeps `page` (changelist, add, change …) of the model."""
    return reverse(f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{page}", args=args)


def untouched(page: HttpResponse) -> dict[str, Any]:
    """What a browser sends back of a form and its inlines when nothing was typed."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    version = {"_version": page.context["version"]} if "version" in page.context else {}
    return {name: "" if value is None else value for name, value in values.items()} | version


def save(client: Any, page: str, typed: dict[str, Any], **headers: Any) -> HttpResponse:
    """Send a form of the test's own to a change page, with the token that the page carries."""
    version = client.get(page, **headers).context["version"]
    return client.post(page, {"_version": version, **typed}, **headers)


def errors(page: HttpResponse) -> Any:
    """What the page complains of; None for a redirect."""
    return page.context and page.context["errors"]
