"""The least valid record of every noun of config; pass what a test is about."""

import datetime
import hashlib

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from config.accounts.attachments import files
from config.accounts.choices import FileKind
from config.accounts.models import Attachment, Committee, RoleGrant, Scope
from config.accounts.reach import COMMITTEE
from config.jobs.choices import JobState
from config.jobs.models import Job
from config.sheets.background import CHECKS
from config.sheets.models import (
    ExportRequest,
    ExportState,
    FileChunk,
    HandedInFile,
    Import,
    ImportedSheet,
    PlanChunk,
    SavedQuery,
    ToldLayout,
)
from config.sheets.storing import seal_rows
from config.sheets.waiting_files import seal_piece


class ClerkFactory(factory.django.DjangoModelFactory):
    """Staff without a single right; makes or checks what a test is about."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence("经办{}号".format)
    name = factory.Sequence("经办{}".format)
    is_staff = True


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence("第{}科室".format)


class ScopeFactory(factory.django.DjangoModelFactory):
    """The whole committee; pass kind and unit_pk for less."""

    class Meta:
        model = Scope

    user = factory.SubFactory(ClerkFactory)
    kind = COMMITTEE
    started_on = datetime.date(2020, 1, 1)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """Waiting to be confirmed; the user's groups know nothing of it."""

    class Meta:
        model = RoleGrant

    user = factory.SubFactory(ClerkFactory)
    group = factory.SubFactory(GroupFactory)
    started_on = datetime.date(2020, 1, 1)


class CommitteeFactory(factory.django.DjangoModelFactory):
    """The office's one committee, however often it is asked for."""

    class Meta:
        model = Committee
        django_get_or_create = ("pk",)

    pk = 1
    name = "某市快递行业党委"
    city = "某市"


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A paper on the committee's row; pass the row that a test is about, and what it says."""

    class Meta:
        model = Attachment

    class Params:
        row = factory.SubFactory(CommitteeFactory)
        data = b"%PDF-1.4\n%%EOF\n"

    content_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(type(o.row)))
    object_id = factory.LazyAttribute(lambda o: o.row.pk)
    name = factory.Sequence("第{}份签到表.pdf".format)
    stored = factory.LazyAttribute(lambda o: files.write(o.data))
    kind = FileKind.PDF
    size = factory.LazyAttribute(lambda o: len(o.data))
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.data).hexdigest())
    uploaded_by = factory.SubFactory(ClerkFactory)


class ImportFactory(factory.django.DjangoModelFactory):
    """Checked and waiting, with nothing handed in; an ImportedSheet brings a sheet."""

    class Meta:
        model = Import

    made_by = factory.SubFactory(ClerkFactory)


class ImportedSheetFactory(factory.django.DjangoModelFactory):
    """A roster that was read and holds no row."""

    class Meta:
        model = ImportedSheet

    handed_in = factory.SubFactory(ImportFactory)
    position = factory.Sequence(int)
    file_name = factory.Sequence("第{}份花名册.xlsx".format)
    digest = factory.Sequence("{:064d}".format)
    ledger = "workers"


class HandedInFileFactory(factory.django.DjangoModelFactory):
    """A file without a single byte; a FileChunk brings some."""

    class Meta:
        model = HandedInFile

    handed_in = factory.SubFactory(ImportFactory)
    position = factory.Sequence(int)
    name = factory.Sequence("第{}份花名册.xlsx".format)
    digest = factory.Sequence("{:064d}".format)


class FileChunkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FileChunk

    file = factory.SubFactory(HandedInFileFactory)
    number = 0
    blob = factory.LazyFunction(lambda: seal_piece("姓名,身份证号".encode()))


class ToldLayoutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ToldLayout

    digest = factory.Sequence("{:064x}".format)
    ledger = "workers"
    columns = factory.LazyFunction(lambda: {"name": 0, "identity_number": 1, "enterprise": 2})
    told_by = factory.SubFactory(ClerkFactory)


class JobFactory(factory.django.DjangoModelFactory):
    """A check that is over; the queue knows of no job that a factory makes."""

    class Meta:
        model = Job

    kind = CHECKS
    about = factory.Sequence(lambda n: n + 1)
    state = JobState.DONE
    ended_at = factory.LazyFunction(timezone.now)


class PlanChunkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanChunk

    sheet = factory.SubFactory(ImportedSheetFactory)
    number = factory.Sequence(int)
    blob = factory.LazyFunction(lambda: seal_rows([]))


class ExportRequestFactory(factory.django.DjangoModelFactory):
    """Waiting; approved a minute ago by the `decided_by` that is passed."""

    class Meta:
        model = ExportRequest

    ledger = "workers"
    full = True
    rows = 1
    reason = "核对"
    made_by = factory.SubFactory(ClerkFactory)
    decided_by = None
    decided_at = factory.LazyAttribute(
        lambda export: export.decided_by and timezone.now() - datetime.timedelta(minutes=1)
    )
    state = factory.LazyAttribute(
        lambda export: ExportState.APPROVED if export.decided_by else ExportState.WAITING
    )


class SavedQueryFactory(factory.django.DjangoModelFactory):
    """A question of the roster that asks nothing."""

    class Meta:
        model = SavedQuery

    owner = factory.SubFactory(ClerkFactory)
    page = "unions_roster"
    name = factory.Sequence("常用{}".format)


FACTORY_FOR = {
    kind._meta.model: kind
    for kind in (
        AttachmentFactory,
        ClerkFactory,
        CommitteeFactory,
        ExportRequestFactory,
        GroupFactory,
        ImportFactory,
        ImportedSheetFactory,
        HandedInFileFactory,
        FileChunkFactory,
        JobFactory,
        PlanChunkFactory,
        RoleGrantFactory,
        SavedQueryFactory,
        ScopeFactory,
        ToldLayoutFactory,
    )
}
