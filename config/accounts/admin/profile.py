"""我的账号, and the pages of the second factor."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from config.accounts.refusals import Refusal
from config.accounts.signin import second_factor
from config.accounts.signin.forms import CodeForm
from config.accounts.signin.gate import step_of
from config.accounts.signin.rules import Step
from config.audit.choices import Verb
from config.audit.models import AuditEntry

SHOWN_ENTRIES = 20
WAY_IN = (Verb.SIGN_IN, Verb.SIGN_OUT, Verb.PASSWORD, Verb.SECOND_FACTOR)


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any]
) -> TemplateResponse:
    shared = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, template, {**shared, **context})


def _onward(request: HttpRequest) -> HttpResponse:
    """To where the user was led away from; an address outside the office is not followed."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if ours else "admin:index")


def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and when and from where I came in."""
    entries = AuditEntry.objects.filter(user=request.user, verb__in=WAY_IN)
    device = second_factor.confirmed_device(request.user)
    context = {
        "entries": entries[:SHOWN_ENTRIES],
        "device": device,
        "codes_left": device.recovery_codes.count() if device else 0,
        "groups": request.user.groups.all(),
        "shown_entries": SHOWN_ENTRIES,
    }
    return _page(request, "admin/signin/account.html", "我的账号", context)


def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the telephone that this user has."""
    device = second_factor.confirmed_device(request.user)
    if device is None or request.user.is_verified():
        return _onward(request)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _taken(
        form, lambda code: second_factor.pass_with(request, device, code)
    ):
        return _onward(request)
    return _page(request, "admin/signin/code.html", "动态口令", {"form": form})


def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret to the telephone, take its first code, tell the codes for paper once."""
    if second_factor.confirmed_device(request.user) is not None:
        return redirect("admin:account")
    device = second_factor.device_to_enrol(request.user)
    form = CodeForm(request.POST or None)
    codes: list[str] = []
    if form.is_valid() and _taken(
        form, lambda typed: codes.extend(second_factor.enrol(request, device, typed))
    ):
        return _page(request, "admin/signin/recovery_codes.html", "恢复码", {"codes": codes})
    forced = step_of(request.user, request.committee) is Step.ENROL
    office = admin.site.each_context(request)["site_header"]
    context = {
        "form": form,
        "forced": forced,
        "square": second_factor.square(second_factor.address_of(device, office)),
        "secret": " ".join(device.secret[at : at + 4] for at in range(0, len(device.secret), 4)),
    }
    return _page(request, "admin/signin/enrol.html", "启用动态口令", context)


def _taken(form: forms.Form, act: Any) -> bool:
    try:
        act(form.cleaned_data["code"])
    except Refusal as refusal:
        form.add_error("code", str(refusal))
        return False
    return True


admin.site.register_page("account/", account, "account")
admin.site.register_page("account/code/", code, "code")
admin.site.register_page("account/second-factor/", enrol, "enrol")
