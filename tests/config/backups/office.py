"""Every table of the office filled, and its contents as they can be compared."""

import datetime

from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from config.accounts.models import Committee, User
from config.backups import databases
from config.backups.choices import Outcome
from config.backups.models import Backup, BackupSettings, RecoverySheet
from config.sheets.models import Import
from tests.factories import ledgers, unions, welfare
from unions.models import Partner
from welfare.models import Policy

LONG_AGO = datetime.datetime(2020, 1, 1, 3, tzinfo=datetime.UTC)


def fill_every_table():
    for made in (unions, ledgers, welfare):
        for factory in made.FACTORY_FOR.values():
            factory()
    Policy.objects.first().partners.add(Partner.objects.first())
    Committee(name="示例市快递行业党委", city="示例市").save()
    user = User.objects.create_superuser("keeper", password="office-pass-3", name="保管员")
    group = Group.objects.create(name="干事")
    group.permissions.add(Permission.objects.first())
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.first())
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.first(), object_id="1", action_flag=ADDITION
    )
    SessionStore().save()
    sheet = Import.objects.create(made_by=user).sheets.create(position=0, file_name="花名册.xlsx")
    sheet.chunks.create(number=0, blob=b"\x00\xff")
    RecoverySheet.objects.create(printed_at=timezone.now(), keys="00000000")
    BackupSettings.current().save()
    Backup.objects.create(
        made_at=LONG_AGO, outcome=Outcome.FAILED, problem="放不下了。", seconds=1, night=LONG_AGO
    )


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
