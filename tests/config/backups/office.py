"""Every table of the office filled, and its contents as they can be compared."""

import datetime

from axes.models import (
    AccessAttempt,
    AccessAttemptExpiration,
    AccessFailureLog,
    AccessLog,
)
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from config.accounts.models import Authenticator, Committee, User
from config.backups import databases
from config.backups.models import Backup
from config.jobs import queue
from tests.factories import FACTORY_FOR
from unions.models import Partner
from welfare.models import Policy

LONG_AGO = datetime.datetime(2020, 1, 1, 3, tzinfo=datetime.UTC)


def fill_every_table():
    rows = {model: factory() for model, factory in FACTORY_FOR.items()}
    Policy.objects.first().partners.add(Partner.objects.first())
    user, group = rows[User], rows[Group]
    group.permissions.add(Permission.objects.first())
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.first())
    committee = rows[Committee]
    committee.second_factor_for.add(group)
    committee.save()
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.first(), object_id="1", action_flag=ADDITION
    )
    SessionStore().save()
    queue.put(1)
    device = Authenticator.objects.create(user=user, name="手机")
    device.recovery_codes.create(code="abcd-efgh")
    attempt = AccessAttempt.objects.create(username="a", failures_since_start=1)
    AccessAttemptExpiration.objects.create(access_attempt=attempt, expires_at=timezone.now())
    AccessFailureLog.objects.create(username="a")
    AccessLog.objects.create(username="a")
    rows[Backup].night = LONG_AGO
    rows[Backup].save()


def contents(database):
    """Every row of every table."""
    quote = database.ops.quote_name
    found = {}
    with database.cursor() as cursor:
        for table in sorted(database.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            found[table] = sorted(rows, key=repr)
    return found


def empty_tables(database):
    return sorted(table for table, rows in databases.counts(database).items() if not rows)
