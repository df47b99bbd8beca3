"""What signing in depends on, without a database and without a clock."""

import datetime
import enum
import ipaddress

UNUSED_DAYS = 90

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Step(enum.Enum):
    """What somebody who gave the right password has still to do before anything else."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 -- the name of a step
    ENROL = "enrol"


def next_step(
    *, has_device: bool, verified: bool, must_change: bool, needs_device: bool
) -> Step | None:
    """The first thing still to do. The code comes first: until then it may be a thief."""
    if has_device and not verified:
        return Step.CODE
    if must_change:
        return Step.PASSWORD
    if needs_device and not has_device:
        return Step.ENROL
    return None


def is_unused(last_used: datetime.date, today: datetime.date) -> bool:
    """Whether an account has lain unused so long that it closes (GB/T 22239-2019 8.1.4.2)."""
    return (today - last_used).days > UNUSED_DAYS


def is_outdated(changed: datetime.date, days: int | None, today: datetime.date) -> bool:
    """Whether a password is to be changed: it is valid for `days`, for ever without them."""
    return days is not None and (today - changed).days >= days


def networks(text: str) -> list[Network]:
    """The ranges of addresses in `text`, one a line.

    Raises ValueError with a sentence for the clerk that names the line.
    """
    found: list[Network] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(ipaddress.ip_network(line.strip()))
        except ValueError as error:
            raise ValueError(
                f"第{number}行“{line.strip()}”不是网段或地址：请写成 10.0.0.0/8 或 192.168.1.20，"
                "网段里主机部分的数字要是0。"
            ) from error
    return found


def may_come_from(address: str, ranges: str) -> bool:
    """Whether one of the ranges holds the address; without ranges everybody may come."""
    allowed = networks(ranges)
    if not allowed:
        return True
    try:
        came_from = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(came_from, "ipv4_mapped", None) or came_from
    return any(mapped in network for network in allowed)
