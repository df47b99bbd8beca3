"""What a worker is in the Party, for pages about people."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q

from ledgers.choices import ActivistStage
from ledgers.models import Activist, Member, full_at, probationary_at, stage_at
from unions.roles import Role


def _full(on: datetime.date) -> Q:
    return Q(Exists(Member.objects.filter(full_at(on), worker=OuterRef("pk"))))


def _probationary(on: datetime.date) -> Q:
    return Q(Exists(Member.objects.filter(probationary_at(on), worker=OuterRef("pk"))))


def _at_stage(stage: ActivistStage, on: datetime.date) -> Q:
    return Q(Exists(Activist.objects.filter(stage_at(stage, on), worker=OuterRef("pk"))))


ROLES = (
    Role("full", "正式党员", "ledgers.view_member", _full),
    Role("probationary", "预备党员", "ledgers.view_member", _probationary),
    *(
        Role(
            str(stage.value),
            str(stage.label),
            "ledgers.view_activist",
            lambda on, stage=stage: _at_stage(stage, on),
        )
        for stage in (ActivistStage.TARGET, ActivistStage.ACTIVIST, ActivistStage.APPLICANT)
    ),
)
