"""Where a request comes from."""

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class ProxyAddressMiddleware:
    """Puts the browser's address into REMOTE_ADDR, where the audit and the lock-out look.

    The header is believed only where it comes from the office's own proxy, which writes it anew
    (deploy/nginx.conf); anybody else could have typed it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES and _is_address(told):
            request.META["REMOTE_ADDR"] = told
        return self.get_response(request)
