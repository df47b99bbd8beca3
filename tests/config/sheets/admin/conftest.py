import pytest
from django.contrib.auth.models import Permission

from tests.config.sheets.admin.workbooks import identity_number
from tests.factories.config import ScopeFactory
from unions.models import Enterprise, Worker

RIGHTS = [
    "add_import",
    *(
        f"{verb}_{model}"
        for verb in ("add", "change", "view")
        for model in ("enterprise", "worker")
    ),
]


def staff(users, username, rights):
    user = users.objects.create_user(username, name=f"经办{username}", is_staff=True)
    ScopeFactory(user=user)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


@pytest.fixture
def importer(django_user_model):
    """Staff who may import the enterprises and the roster."""
    return staff(django_user_model, "importer", RIGHTS)


@pytest.fixture
def importer_client(client, importer):
    client.force_login(importer)
    return client


@pytest.fixture
def onlooker(django_user_model):
    """Staff who may look at every import."""
    return staff(django_user_model, "onlooker", ["view_import"])


@pytest.fixture
def enterprise(db):
    return Enterprise.objects.create(name="示例快递城区营业部")


@pytest.fixture
def worker(enterprise):
    return Worker.objects.create(
        name="甲员",
        identity_number=identity_number(1),
        enterprise=enterprise,
        job="快递员",
        phone="13800000001",
    )
