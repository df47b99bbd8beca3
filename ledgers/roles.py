"""What a worker is in the Party, for pages about people."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from config.accounts.reach import Reach
from ledgers.choices import ActivistStage
from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Affiliation,
    Delegate,
    Honour,
    Member,
    MemberStep,
    Post,
    full_at,
    probationary_at,
    stage_at,
)
from unions.holdings import Holding, never_open
from unions.roles import Role


def _full(on: datetime.date, mine: Reach) -> Q:
    return _one_of(mine.visible(Member).filter(full_at(on)))


def _probationary(on: datetime.date, mine: Reach) -> Q:
    return _one_of(mine.visible(Member).filter(probationary_at(on)))


def _at_stage(stage: ActivistStage, on: datetime.date, mine: Reach) -> Q:
    return _one_of(mine.visible(Activist).filter(stage_at(stage, on)))


def _one_of(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.filter(worker=OuterRef("pk"))))


ROLES = (
    Role("full", "正式党员", Member, _full),
    Role("probationary", "预备党员", Member, _probationary),
    *(
        Role(
            str(stage.value),
            str(stage.label),
            Activist,
            lambda on, mine, stage=stage: _at_stage(stage, on, mine),
        )
        for stage in (ActivistStage.TARGET, ActivistStage.ACTIVIST, ActivistStage.APPLICANT)
    ),
)

HOLDINGS = (
    Holding(model=Member, personal=("note", "flags_checked")),
    Holding(model=Affiliation),
    Holding(model=Post, kept=("title",)),
    Holding(model=Activist, personal=("note", "flags_checked")),
    Holding(model=ActivistContact),
    Holding(
        model=ActivistStep,
        personal=(
            *("who", "number", "elsewhere", "place", "second_place", "opinion", "special_reason"),
            *("override_reason", "taken_back", "flags_checked"),
        ),
        kept=("flags",),
        still_open=never_open,
    ),
    Holding(
        model=MemberStep,
        personal=(
            *("who", "number", "elsewhere", "place", "opinion", "dues_until"),
            *("override_reason", "taken_back", "flags_checked"),
        ),
        kept=("flags",),
        still_open=never_open,
    ),
    Holding(model=Honour, kept=("title",), still_open=never_open),
    Holding(model=Delegate),
)
