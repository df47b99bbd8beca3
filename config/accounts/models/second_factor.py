from __future__ import annotations

import base64
import secrets
import time

from django.db import models
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from config.accounts.fields import PrivateField

SECRET_BYTES = 20  # RFC 4226: as long as the hash
STEPS_ASTRAY = 1  # a telephone's clock may be half a minute off


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


class Authenticator(ThrottlingMixin, Device):
    """A telephone that shows the six digits (RFC 6238); its secret lies encrypted.

    It counts once `confirmed`: somebody has typed digits that it showed.
    """

    secret = PrivateField(
        "密钥", label="accounts.authenticator.secret", default=new_secret, editable=False
    )
    last_step = models.BigIntegerField("用过的时刻", default=-1, editable=False)

    class Meta:
        verbose_name = "动态口令"
        verbose_name_plural = "动态口令"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="authenticator_one_for_each_user",
                fields=["user"],
                violation_error_message="每个用户只能有一个动态口令。",
            )
        ]

    def get_throttle_factor(self) -> int:
        """Seconds to wait after a wrong code, doubled with each further one."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Whether the telephone shows this code now; the same code is never taken twice."""
        allowed, _ = self.verify_is_allowed()
        if not allowed:
            return False
        totp = TOTP(base64.b32decode(self.secret))
        totp.time = time.time()
        right = (
            token.isdecimal()
            and len(token) == totp.digits
            and totp.verify(int(token), tolerance=STEPS_ASTRAY, min_t=self.last_step + 1)
        )
        if not right:
            self.throttle_increment()
            return False
        self.last_step = totp.t()
        self.throttle_reset(commit=False)
        self.save()
        return True


class RecoveryCode(models.Model):
    """A code on paper, good for one sign-in without the telephone."""

    authenticator = models.ForeignKey(
        Authenticator, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    code = PrivateField("恢复码", label="accounts.recovery_code.code", editable=False)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        default_permissions = ()

    def __str__(self) -> str:
        return f"恢复码 {self.pk}"
