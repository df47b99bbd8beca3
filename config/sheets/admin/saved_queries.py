"""常用查询: the doors by which a user keeps, renames and drops his own questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from config.accounts.refusals import Refusal
from config.sheets.admin.querying import question
from config.sheets.models import SavedQuery
from config.sheets.querying.pages import QueryPage, query_page
from config.sheets.querying.saving import drop_query, rename_query, save_query


class NameForm(forms.ModelForm):
    class Meta:
        model = SavedQuery
        fields = ("name",)
        error_messages = {"name": {"required": "请写一个名称。"}}
        widgets = {"name": forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"})}


def save_view(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the question of this address; its name is asked."""
    page = _page(request, key)
    asked = question(request, page)
    form = NameForm(request.POST or None)
    if form.is_valid():
        try:
            saved = save_query(
                owner=request.user, page=page, name=form.cleaned_data["name"], asked=asked
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已保存常用查询“{saved}”。")
            return redirect(_address(page, saved.query))
    context = {
        "title": "另存为常用查询",
        "question": asked.in_words() if asked.is_valid() else [],
        "back_url": _address(page, request.GET.urlencode()),
    }
    return _ask(request, page, form, context)


def saved_view(request: HttpRequest, saved: int) -> HttpResponse:
    """Rename or drop one's own; another's does not exist."""
    mine = get_object_or_404(SavedQuery, pk=saved, owner=request.user)
    page = _page(request, mine.page)
    back = _address(page, mine.query)
    if "delete" in request.POST:
        drop_query(saved=mine)
        messages.success(request, f"已删除常用查询“{mine.name}”。")
        return redirect(page.screen)
    title = f"常用查询：{mine.name}"
    form = NameForm(request.POST or None, initial={"name": mine.name})
    if form.is_valid():
        try:
            rename_query(saved=mine, name=form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已改名。")
            return redirect(back)
    return _ask(request, page, form, {"title": title, "back_url": back, "may_delete": True})


def _page(request: HttpRequest, key: str) -> QueryPage:
    page = query_page(key)
    if page is None:
        raise Http404
    if not request.user.has_perm(page.permission):
        raise PermissionDenied
    return page


def _address(page: QueryPage, query: str) -> str:
    address = reverse(page.screen)
    return f"{address}?{query}" if query else address


def _ask(
    request: HttpRequest, page: QueryPage, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    told = {
        **admin.site.each_context(request),
        "page_of": page,
        "screen_url": reverse(page.screen),
        "form": form,
        **context,
    }
    return render(request, "admin/sheets/query/name.html", told)
