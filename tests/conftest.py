"""What every test stands on: fixed keys, plain static files, people who may sign in.

The database is the program's own choice: SQLite, or PostgreSQL where DATABASE_URL names one.
"""

from importlib import import_module

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

OLD_KEY = b"office-tests-old-".ljust(64, b"-")
NEW_KEY = b"office-tests-new-".ljust(64, b"+")


hypothesis.settings.register_profile("office", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.load_profile("office")


def pytest_configure():
    django_settings.SECRET_KEY = "office-tests-".ljust(64, "x")
    django_settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.WHITENOISE_USE_FINDERS = django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def audit_of_a_test_ends_with_it():
    """Tests that commit are undone by emptying every table; the audit's triggers forbid that."""
    names = ("0002_append_only", "0005_seals_stay")
    kept = [import_module(f"config.audit.migrations.{name}") for name in names]
    guards = [line for one in kept for line in one.GUARDS[connection.vendor]]
    lifts = [line for one in kept for line in one.UNDO[connection.vendor]]
    operations = type(connection.ops)
    empty_tables = operations.execute_sql_flush
    operations.execute_sql_flush = lambda ops, sql: empty_tables(ops, [*lifts, *sql, *guards])
    yield
    operations.execute_sql_flush = empty_tables


@pytest.fixture(scope="session", autouse=True)
def the_day_s_first_request_is_over():
    """Or a test's first request would ask the database for days to seal."""
    middleware = import_module("config.audit.middleware").AuditMiddleware
    middleware.sealed_for = import_module("config.audit.sealing").day_at_work(timezone.now())


@pytest.fixture(scope="session", autouse=True)
def attached_files_of_tests_lie_apart(tmp_path_factory):
    django_settings.FILES_DIR = tmp_path_factory.mktemp("files")


@pytest.fixture
def superuser(django_user_model):
    return django_user_model.objects.create_superuser(
        "admin", password="office-pass-1", name="管理员"
    )


@pytest.fixture
def admin_user(superuser):
    return superuser


@pytest.fixture
def clerk(django_user_model):
    """Staff without a single right, who would look after the whole committee."""
    from tests.factories.config import ScopeFactory  # noqa: PLC0415 -- settings come first

    clerk = django_user_model.objects.create_user(
        "clerk", password="office-pass-2", name="经办", is_staff=True
    )
    ScopeFactory(user=clerk)
    return clerk


@pytest.fixture
def clerk_client(client, clerk):
    client.force_login(clerk)
    return client
