import pytest

from config.accounts.models import User


@pytest.mark.parametrize(
    ("name", "shown"),
    [pytest.param("经办", "经办", id="name"), pytest.param("", "clerk-1", id="no-name")],
)
def test_a_user_is_called_by_name(name, shown):
    user = User(username="clerk-1", name=name)

    assert str(user) == user.get_short_name() == shown
