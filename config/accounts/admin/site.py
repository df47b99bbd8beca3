"""The office's one admin site: its index follows the clerk's world, not the program's apps."""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.views.i18n import JavaScriptCatalog

from config.accounts.models import Committee
from config.accounts.signin.forms import SignInForm
from config.accounts.signin.gate import must_change
from config.accounts.signin.passwords import OwnPasswordForm
from config.audit.choices import Verb
from config.audit.writing import record

DESK_GROUPS = ("单位和人员", "三本台账", "关爱项目", "工会", "汇总", "系统")
NAME_BEFORE_SETUP = "行业党委工作台账"

DeskPanel = Callable[[HttpRequest], tuple[str, dict[str, Any]] | None]


class OfficeCatalog(JavaScriptCatalog):
    """Words of the admin's scripts; LOCALE_PATHS fills in what the library leaves in English."""

    def get_paths(self, packages: list[str]) -> list[Any]:
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]


class OwnPasswordView(PasswordChangeView):
    """The page of one's own password."""

    form_class = OwnPasswordForm

    def form_valid(self, form: OwnPasswordForm) -> HttpResponse:
        answer = super().form_valid(form)
        record(Verb.PASSWORD, request=self.request, what="本人修改")
        return answer


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the admin that belongs to no model."""

    route: str
    view: Callable[..., HttpResponse]
    name: str
    title: str
    desk_group: str
    permission: str | Callable[[HttpRequest], bool]

    def may_open(self, request: HttpRequest) -> bool:
        if callable(self.permission):
            return self.permission(request)
        return not self.permission or request.user.has_perm(self.permission)

    def serve(self, request: HttpRequest, **captured: Any) -> HttpResponse:
        if not self.may_open(request):
            raise PermissionDenied
        return self.view(request, **captured)


class OfficeSite(admin.AdminSite):
    """Apps bring pages and panels of the home page from `AppConfig.ready()`:

    admin.site.register_page("summaries/<str:month>/", month_view, "summaries_month")
    admin.site.register_desk_panel(month_panel, order=10)
    """

    index_title = "工作台"
    site_title = "工作台账"
    site_url = None
    empty_value_display = "—"
    login_form = SignInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._pages: list[Page] = []
        self._panels: list[tuple[int, DeskPanel]] = []

    def register_page(  # noqa: PLR0913 -- keyword-only choices
        self,
        route: str,
        view: Callable[..., HttpResponse],
        name: str,
        *,
        title: str = "",
        listed_as: tuple[str, str] | None = None,
        permission: str | Callable[[HttpRequest], bool] = "",
    ) -> None:
        """Serve `view(request, **captured)` to staff at `/admin/<route>`, as URL `admin:<name>`.

        `title` names in the audit a page that the index does not list.
        `listed_as` is (a group of DESK_GROUPS, the title): the index then lists the page, whose
        route must capture nothing. `permission` ("app.codename", or what tells it of a request) is
        needed to see and to open it.
        """
        group, title = listed_as or ("", title)
        self._pages.append(
            Page(
                route=route,
                view=view,
                name=name,
                title=title,
                desk_group=group,
                permission=permission,
            )
        )

    def register_desk_panel(self, panel: DeskPanel, *, order: int = 0) -> None:
        """Put a panel on the home page; lower orders stand first.

        `panel(request)` answers (template, context), or None for a user it has nothing for.
        """
        self._panels.append((order, panel))

    def get_urls(self) -> list[Any]:
        own = [
            path(page.route, self.admin_view(page.serve), name=page.name) for page in self._pages
        ]
        # `/admin/r/` tells any member of staff the address of any row, whoever looks after it.
        inherited = [
            url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"
        ]
        return own + inherited

    def i18n_javascript(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return OfficeCatalog.as_view(packages=["django.contrib.admin"])(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The login page; an office that has nobody yet is led to its first-run page."""
        if not get_user_model().objects.exists():
            return redirect("begin")
        return super().login(request, extra_context)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        due = must_change(request.user, request.committee)
        told = "现在的密码是别人设置的或已到期：先改成自己的新密码，才能做别的事。"
        context = {
            **self.each_context(request),
            "subtitle": told if due else None,
            "is_nav_sidebar_enabled": not due,
            **(extra_context or {}),
        }
        done = reverse("admin:password_change_done", current_app=self.name)
        return OwnPasswordView.as_view(success_url=done, extra_context=context)(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        name = Committee.current().name or NAME_BEFORE_SETUP
        return {
            **super().each_context(request),
            "site_header": name,
            "site_title": name,
            "demo": settings.DEMO,
        }

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Groups of the desk, whatever app the library asks for."""
        entries: dict[str, list[dict[str, Any]]] = {group: [] for group in DESK_GROUPS}
        for page in self._pages:
            if page.desk_group and page.may_open(request):
                entries[page.desk_group].append(self._page_entry(page))
        for app in self._build_app_dict(request).values():
            for entry in app["models"]:
                entries[self._group_of(entry["model"])].append(entry)
        return [
            self._group(position, name, entries[name])
            for position, name in enumerate(DESK_GROUPS, start=1)
            if entries[name]
        ]

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The desk, at the group of the app's pages: the office knows no other order."""
        groups = {
            DESK_GROUPS.index(self._group_of(model))
            for model in self._registry
            if model._meta.app_label == app_label
        }
        return redirect(self._group_address(min(groups) + 1))

    def desk_group_of(self, model: type) -> tuple[str, str]:
        """The group of the desk that a model's pages stand in, and its address."""
        name = self._group_of(model)
        return name, self._group_address(DESK_GROUPS.index(name) + 1)

    def _group_address(self, position: int) -> str:
        return f"{reverse('admin:index', current_app=self.name)}#group-{position}"

    def _group_of(self, model: type) -> str:
        return getattr(self._registry[model], "desk_group", DESK_GROUPS[-1])

    def _group(self, position: int, name: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "name": name,
            "app_label": f"group-{position}",
            "app_url": self._group_address(position),
            "has_module_perms": True,
            "models": entries,
        }

    def _page_entry(self, page: Page) -> dict[str, Any]:
        return {
            "model": None,
            "name": page.title,
            "object_name": page.name,
            "perms": {"view": True},
            "admin_url": reverse(f"admin:{page.name}", current_app=self.name),
            "add_url": None,
            "view_only": True,
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        ordered = sorted(self._panels, key=lambda registered: registered[0])
        answers = [panel(request) for _, panel in ordered]
        panels = [render_to_string(*answer, request=request) for answer in answers if answer]
        return super().index(request, {"panels": panels, **(extra_context or {})})
