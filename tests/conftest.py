"""What every test stands on: fixed keys, plain static files, people who may sign in.

The database is the program's own choice: SQLite, or PostgreSQL where DATABASE_URL names one.
"""

from importlib import import_module

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.test import Client
from django.utils import timezone

OLD_KEY = b"office-tests-old-".ljust(64, b"-")
NEW_KEY = b"office-tests-new-".ljust(64, b"+")
BACKUP_KEY = b"office-tests-backup-".ljust(32, b"=")


hypothesis.settings.register_profile("office", derandomize=True, deadline=None, max_examples=100)
hypothesis.settings.load_profile("office")


def pytest_configure():
    django_settings.SECRET_KEY = "office-tests-".ljust(64, "x")
    django_settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    django_settings.BACKUP_KEY = BACKUP_KEY
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    django_settings.WHITENOISE_USE_FINDERS = django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    """After a test that commits, what the migrations wrote is put back for the next one.

    A test that takes the browser's own word ``page`` for something else would be run among those
    of the browser, and these before it: whatever follows would find empty tables.
    """
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if "browser_name" in given and not item.get_closest_marker("browser"):
            raise pytest.UsageError(f"{item.nodeid}: `page` is the browser's; call it otherwise.")
        mark = item.get_closest_marker("django_db")
        commits = "transactional_db" in item.fixturenames or (
            mark is not None and mark.kwargs.get("transaction")
        )
        if commits and "django_db_serialized_rollback" not in item.fixturenames:
            item.fixturenames.insert(0, "django_db_serialized_rollback")


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
def whom_a_test_signs_in_has_not_signed_in():
    """Tests that only need somebody signed in find no line of that in the audit."""
    signed_in = import_module("config.accounts.signin.journal").signed_in
    force_login = Client.force_login

    def quietly(*args, **kwargs):
        user_logged_in.disconnect(signed_in)
        try:
            force_login(*args, **kwargs)
        finally:
            user_logged_in.connect(signed_in)

    Client.force_login = quietly
    yield
    Client.force_login = force_login


@pytest.fixture(scope="session", autouse=True)
def the_day_s_first_request_is_over():
    """Or a test's first request would ask the database for days to seal."""
    middleware = import_module("config.audit.middleware").AuditMiddleware
    middleware.sealed_for = import_module("config.audit.sealing").day_at_work(timezone.now())


@pytest.fixture(scope="session", autouse=True)
def jobs_of_tests_give_no_sign_of_life():
    """Another connection does not see the job of a test's own transaction, and calls it lost."""
    import_module("config.jobs.doing").BEAT = 3600


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


@pytest.fixture
def shared_database(transactional_db, tmp_path):
    """A database that threads and processes share: SQLite's tests keep theirs in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    file = str(tmp_path / "office.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, file
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = in_memory, name
