"""Between the right password and the office: the code, a password of one's own, enrolment."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from config.accounts.models import Committee, User
from config.accounts.signin.rules import Step, is_outdated, may_come_from, next_step
from config.accounts.signin.second_factor import confirmed_device, is_demanded

PAGES = {
    Step.CODE: "admin:code",
    Step.PASSWORD: "admin:password_change",
    Step.ENROL: "admin:enrol",
}
ALWAYS_OPEN = {"admin:logout", "admin:jsi18n"}


def step_of(user: User, committee: Committee) -> Step | None:
    """What this session's user has still to do."""
    if user.is_verified():
        has_device, needs_device = True, False
    else:
        has_device = confirmed_device(user) is not None
        needs_device = not has_device and is_demanded(user, committee)
    return next_step(
        has_device=has_device,
        verified=user.is_verified(),
        must_change=must_change(user, committee),
        needs_device=needs_device,
    )


def must_change(user: User, committee: Committee) -> bool:
    return user.must_change_password or is_outdated(
        user.password_from, committee.password_days, timezone.localdate()
    )


class GateMiddleware:
    """Lets nobody in from a strange address, and leads everybody else past the steps first.

    It stands before every view, so that no page can be reached around it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.committee = Committee.current()
        if may_come_from(request.META.get("REMOTE_ADDR", ""), request.committee.staff_addresses):
            return self.get_response(request)
        return render(request, "strange_address.html", status=403)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        page = request.resolver_match.view_name
        if not request.user.is_authenticated or page in ALWAYS_OPEN:
            return None
        step = step_of(request.user, request.committee)
        if step is None or page == PAGES[step]:
            return None
        return redirect(f"{reverse(PAGES[step])}?{urlencode({'next': request.path})}")
