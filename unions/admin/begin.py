"""开始使用: the page of an office that has nobody yet. It closes itself for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import BaseUserCreationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from config.accounts.choices import Preset
from config.accounts.refusals import Refusal
from unions.actions import found_office
from unions.divisions import cities_by_province, city_name, districts_of

USUAL_BRANDS = "顺丰 中通 圆通 申通 韵达 极兔 京东 邮政 德邦"


class CityForm(forms.Form):
    """Which city: its counties are proposed on the next page."""

    city = forms.ChoiceField(label="所在市", choices=cities_by_province)


class BeginForm(BaseUserCreationForm):
    """Committee, districts, brands and the first administrator."""

    committee = forms.CharField(label="党委名称", max_length=64, help_text="全称，印在报表上。")
    districts = forms.MultipleChoiceField(
        label="县(市、区)",
        widget=forms.CheckboxSelectMultiple,
        help_text="按行政区划代码表列出；不归本党委管的去掉勾选，以后可在「县(市、区)」中增减。",
    )
    brands = forms.CharField(
        label="快递品牌",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="用空格或换行隔开；以后可随时增减。",
    )
    name = forms.CharField(label="姓名", max_length=64, help_text="第一位管理员。")
    preset = forms.ChoiceField(
        label="分工方式",
        choices=Preset.choices,
        initial=Preset.SMALL,
        widget=forms.RadioSelect,
        help_text="选后两项时，第一位管理员只管账号；授权和审计另有账号，下一页给出首次密码。",
    )

    class Meta:
        model = get_user_model()
        fields = ("username",)

    def __init__(self, city: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city = city
        self.fields["districts"].choices = districts_of(city)
        self.fields["username"].help_text = "用来登录，字母、数字或汉字，不能重复。"

    field_order = ("committee", "districts", "brands", "preset", "name", "username")

    def clean_brands(self) -> list[str]:
        words = self.cleaned_data["brands"].replace("、", " ").replace("，", " ").split()
        return list(dict.fromkeys(words))

    def found(self) -> tuple[Any, dict[str, str]]:
        """Call the one action: the first administrator, and first passwords by user name."""
        names = dict(districts_of(self.city))
        administrator = self.save(commit=False)
        passwords = found_office(
            committee=self.cleaned_data["committee"],
            city=(self.city, city_name(self.city)),
            districts=[(code, names[code]) for code in self.cleaned_data["districts"]],
            brands=self.cleaned_data["brands"],
            administrator=administrator,
            name=self.cleaned_data["name"],
            preset=Preset(self.cleaned_data["preset"]),
            on=timezone.localdate(),
        )
        return administrator, passwords


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for the city, then for the rest; once there is a user it only leads to the login."""
    if get_user_model().objects.exists():
        return redirect("admin:index")
    city_form = CityForm(request.GET if "city" in request.GET else None)
    form = None
    if city_form.is_bound and city_form.is_valid():
        form = _begin_form(request, city_form.cleaned_data["city"])
        if form.is_bound and form.is_valid():
            try:
                administrator, passwords = form.found()
            except Refusal:
                return redirect("admin:index")
            login(request, administrator, backend=settings.AUTHENTICATION_BACKENDS[-1])
            return _told_once(request, passwords) if passwords else redirect("admin:index")
    context = {
        **admin.site.each_context(request),
        "title": "开始使用",
        "city_form": city_form,
        "form": form,
    }
    return render(request, "unions/begin.html", context)


def _told_once(request: HttpRequest, passwords: dict[str, str]) -> HttpResponse:
    """The only page that ever shows the first passwords of the other accounts."""
    names = dict(get_user_model().objects.values_list("username", "name"))
    accounts = [(user, names[user], password) for user, password in passwords.items()]
    context = {
        **admin.site.each_context(request),
        "title": "首次登录的密码",
        "accounts": accounts,
    }
    return render(request, "unions/first_passwords.html", context)


def _begin_form(request: HttpRequest, city: str) -> BeginForm:
    proposed = {
        "committee": f"{city_name(city)}快递行业党委",
        "districts": [code for code, _ in districts_of(city)],
        "brands": USUAL_BRANDS,
    }
    return BeginForm(city, request.POST or None, initial=proposed)
