"""What signing in depends on, without database and clock."""

import datetime

import pytest

from config.accounts.signin.rules import Step, is_outdated, is_unused, may_come_from, next_step

TODAY = datetime.date(2026, 11, 24)


def days_ago(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "unused"),
    [
        pytest.param(0, False, id="today"),
        pytest.param(90, False, id="ninety-days"),
        pytest.param(91, True, id="a-day-more"),
    ],
)
def test_an_account_closes_after_ninety_days_without_use(days, unused):
    assert is_unused(days_ago(days), TODAY) == unused


@pytest.mark.parametrize(
    ("days", "valid_for", "outdated"),
    [
        pytest.param(89, 90, False, id="its-last-day"),
        pytest.param(90, 90, True, id="the-day-after"),
        pytest.param(0, 1, False, id="changed-today"),
        pytest.param(9999, None, False, id="no-periodic-change"),
    ],
)
def test_a_password_is_valid_for_the_days_that_the_office_sets(days, valid_for, outdated):
    assert is_outdated(days_ago(days), valid_for, TODAY) == outdated


@pytest.mark.parametrize(
    ("has_device", "verified", "must_change", "needs_device", "step"),
    [
        pytest.param(True, False, True, False, Step.CODE, id="the-code-comes-first"),
        pytest.param(True, True, True, False, Step.PASSWORD, id="then-the-password"),
        pytest.param(False, False, True, True, Step.PASSWORD, id="password-before-enrolment"),
        pytest.param(False, False, False, True, Step.ENROL, id="a-role-needs-a-device"),
        pytest.param(False, False, False, False, None, id="nobody-asks"),
        pytest.param(True, True, False, True, None, id="all-done"),
    ],
)
def test_the_steps_after_the_password_have_an_order(
    has_device, verified, must_change, needs_device, step
):
    assert step is next_step(
        has_device=has_device,
        verified=verified,
        must_change=must_change,
        needs_device=needs_device,
    )


@pytest.mark.parametrize(
    ("address", "ranges", "may"),
    [
        pytest.param("10.0.0.1", "", True, id="no-ranges"),
        pytest.param("10.0.0.1", "\n \n", True, id="empty-lines"),
        pytest.param("10.255.255.255", "10.0.0.0/8", True, id="last-of-a-range"),
        pytest.param("11.0.0.0", "10.0.0.0/8", False, id="first-after-it"),
        pytest.param("2001:db8::5", "10.0.0.0/8\n2001:db8::/32", True, id="version-6"),
        pytest.param("", "10.0.0.0/8", False, id="unknown"),
    ],
)
def test_ranges_of_addresses(address, ranges, may):
    assert may_come_from(address, ranges) == may
