"""What every test stands on: fixed keys, plain static files, people who may sign in.

The database is the program's own choice: SQLite, or PostgreSQL where DATABASE_URL names one.
"""

import pytest
from django.conf import settings as django_settings

OLD_KEY = b"office-tests-old-".ljust(64, b"-")
NEW_KEY = b"office-tests-new-".ljust(64, b"+")
BACKUP_KEY = b"office-tests-backup-".ljust(32, b"=")


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
    """Staff without a single right."""
    return django_user_model.objects.create_user(
        "clerk", password="office-pass-2", name="经办", is_staff=True
    )


@pytest.fixture
def clerk_client(client, clerk):
    client.force_login(clerk)
    return client
