"""A hasher that remembers which passwords it was asked to compare, and one that takes its time."""

import threading

from django.contrib.auth.hashers import MD5PasswordHasher

COUNTING_HASHER = f"{__name__}.CountingHasher"
HOLDING_HASHER = f"{__name__}.HoldingHasher"


class CountingHasher(MD5PasswordHasher):
    compared: list[str] = []

    def verify(self, password, encoded):
        self.compared.append(password)
        return super().verify(password, encoded)


class HoldingHasher(CountingHasher):
    """Compares nothing before `go`; says of every password that it came so far."""

    came: threading.Semaphore
    go: threading.Event

    @classmethod
    def begin(cls):
        cls.came, cls.go = threading.Semaphore(0), threading.Event()

    def verify(self, password, encoded):
        self.came.release()
        assert self.go.wait(60)
        return super().verify(password, encoded)
