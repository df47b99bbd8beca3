"""A hasher that remembers which passwords it was asked to compare."""

from django.contrib.auth.hashers import MD5PasswordHasher

COUNTING_HASHER = f"{__name__}.CountingHasher"


class CountingHasher(MD5PasswordHasher):
    compared: list[str] = []

    def verify(self, password, encoded):
        self.compared.append(password)
        return super().verify(password, encoded)
