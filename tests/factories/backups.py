"""The least valid record of every noun of backups."""

import datetime

import factory
from django.utils import timezone

from config.backups.choices import Outcome
from config.backups.models import Backup, BackupSettings, RecoverySheet


class BackupFactory(factory.django.DjangoModelFactory):
    """One that did not succeed, and so has no file."""

    class Meta:
        model = Backup

    made_at = factory.Sequence(lambda n: timezone.now() - datetime.timedelta(hours=n))
    outcome = Outcome.FAILED
    problem = "没有找到备份文件夹。"
    seconds = 0


class BackupSettingsFactory(factory.django.DjangoModelFactory):
    """The office's one page of settings, however often it is asked for."""

    class Meta:
        model = BackupSettings
        django_get_or_create = ("pk",)

    pk = 1


class RecoverySheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RecoverySheet

    printed_at = factory.LazyFunction(timezone.now)
    keys = "一二三四"


FACTORY_FOR = {
    kind._meta.model: kind for kind in (BackupFactory, BackupSettingsFactory, RecoverySheetFactory)
}
