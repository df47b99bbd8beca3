import pytest

from unions.models import Enterprise, Worker

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(sequence: int) -> str:
    """An invented number of the area 140699, which does not exist, with its check mark."""
    body = f"14069919900101{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.fixture
def enterprise(db):
    return Enterprise.objects.create(name="示例快递城区营业部")


@pytest.fixture
def worker(db):
    return Worker.objects.create(
        name="甲员", identity_number=identity_number(1), phone="13800000001"
    )
