"""The second factor: enrolling a telephone, asking for its code, codes on paper for its loss."""

import io
import secrets
import string
from urllib.parse import quote

import django_otp
import qrcode
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from config.accounts.models import Authenticator, Committee, RecoveryCode, User
from config.accounts.refusals import Refusal
from config.accounts.roles import DUTY_NAMES
from config.audit.choices import Outcome, Verb
from config.audit.writing import record

RECOVERY_CODES = 10
# No letter or digit that is read as another from paper.
CODE_CHARACTERS = "".join(sorted({*string.ascii_lowercase, *string.digits} - {*"01ilo"}))
CODE_LENGTH = 10
LONG_WAIT = 120  # seconds; from here on told in minutes
WRONG = "动态口令不对：请输入手机上现在显示的6位数字。"
WRONG_AT_THE_DOOR = "动态口令不对：请输入手机上现在显示的6位数字，或一个没有用过的恢复码。"


def is_demanded(user: User, committee: Committee) -> bool:
    """Whether the user's roles need a second factor; whoever may everything needs it with them."""
    roles = committee.second_factor_for.all()
    if user.is_superuser:
        return roles.exists()
    return roles.filter(Q(user=user) | Q(name=DUTY_NAMES.get(user.duty))).exists()


def confirmed_device(user: User) -> Authenticator | None:
    return Authenticator.objects.devices_for_user(user, confirmed=True).first()


def device_to_enrol(user: User) -> Authenticator:
    """The user's device that is not confirmed yet; its secret stays the same until it is."""
    device, _ = Authenticator.objects.get_or_create(
        user=user, defaults={"confirmed": False, "name": "手机"}
    )
    return device


def address_of(device: Authenticator, office: str) -> str:
    """What the square holds: the telephone's program reads office, user and secret from it."""
    label = quote(f"{office}:{device.user.get_username()}")
    return f"otpauth://totp/{label}?secret={device.secret}&issuer={quote(office)}"


def square(address: str) -> SafeString:
    """The address as an inline SVG without script and style."""
    image = qrcode.make(address, image_factory=SvgPathImage, box_size=10, border=4)
    written = io.BytesIO()
    image.save(written)
    return mark_safe(written.getvalue().decode().partition("?>")[2].strip())  # noqa: S308 -- drawn here


def enrol(request: HttpRequest, device: Authenticator, code: str) -> list[str]:
    """Confirm the device by a code that it shows; returns the codes for paper, told once."""
    _hear(request, device, _bare(code), what="启用", wrong=WRONG)
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        Authenticator.objects.filter(pk=device.pk).update(confirmed=True)
        RecoveryCode.objects.bulk_create(
            [RecoveryCode(authenticator=device, code=_bare(code)) for code in codes]
        )
    django_otp.login(request, device)
    return codes


def pass_with(request: HttpRequest, device: Authenticator, code: str) -> None:
    """Let the session pass with the telephone's code or one from paper; refuse any other."""
    bare = _bare(code)
    if not _is_on_paper(request, device, bare):
        _hear(request, device, bare, what="登录", wrong=WRONG_AT_THE_DOOR)
    django_otp.login(request, device)


def _is_on_paper(request: HttpRequest, device: Authenticator, code: str) -> bool:
    """Whether it is an unused recovery code, which is then used up."""
    if len(code) != CODE_LENGTH or seconds_to_wait(device):
        return False
    with transaction.atomic():
        used, _ = device.recovery_codes.filter(code=code).delete()
        if used:
            device.throttle_reset()
            record(Verb.SECOND_FACTOR, request=request, what="用恢复码登录")
    return bool(used)


def _hear(request: HttpRequest, device: Authenticator, code: str, *, what: str, wrong: str) -> None:
    """Take the code, or refuse it once its failure is written."""
    with transaction.atomic():
        device = Authenticator.objects.select_for_update().get(pk=device.pk)
        wait = seconds_to_wait(device)
        right = not wait and device.verify_token(code)
        if not wait:
            outcome = Outcome.DONE if right else Outcome.FAILED
            record(Verb.SECOND_FACTOR, request=request, outcome=outcome, what=what)
    if wait:
        told = f"{wait}秒" if wait < LONG_WAIT else f"{wait // 60 + 1}分钟"
        raise Refusal(f"刚才输错了，请过{told}再输入。")
    if not right:
        raise Refusal(wrong)


def seconds_to_wait(device: Authenticator) -> int:
    """How long no code is heard after wrong ones; 0 where one is heard now."""
    allowed, told = device.verify_is_allowed()
    if allowed:
        return 0
    return int((told["locked_until"] - timezone.now()).total_seconds()) + 1


def _new_code() -> str:
    characters = [secrets.choice(CODE_CHARACTERS) for _ in range(CODE_LENGTH)]
    half = CODE_LENGTH // 2
    return f"{''.join(characters[:half])}-{''.join(characters[half:])}"


def _bare(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()
