"""What the Party's papers say: 支部大会决议, 公示, 入党渠道告知单. Never an identity number."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from ledgers import actions, rules
from ledgers.admin.papers import Paper
from ledgers.choices import MemberStepKind, StepKind
from ledgers.models import Activist, ActivistContact, ActivistStep, working_days
from ledgers.rules.guards import NOTICE_DAYS
from unions.models import Enterprise, Worker


def _person(worker: Worker) -> dict[str, Any]:
    return {
        "name": worker.name,
        "sex": worker.get_sex_display(),
        "ethnicity": worker.get_ethnicity_display() if worker.ethnicity else "",
        "born": f"{worker.born_on.year}年{worker.born_on.month}月",
        "education": worker.get_education_display() if worker.education else "",
        "unit": worker.enterprise,
    }


def resolution_facts(step: Any, today: datetime.date) -> dict[str, Any]:
    """Article 21: performance, voters entitled and present, the vote, its date, the secretary."""
    of_applicant = isinstance(step, ActivistStep)
    row = step.activist if of_applicant else step.member
    vote = step.vote()
    return {
        "step": step,
        "person": _person(row.worker),
        "branch": row.branch,
        "admission": of_applicant,
        "outcome": "" if of_applicant else step.get_outcome_display(),
        "months": None if of_applicant else step.months,
        "vote": vote,
        "carries": vote is not None and vote.carries and step.result == "passed",
        "article": rules.article(21),
    }


RESOLUTION = Paper(
    key="resolution",
    label="支部大会决议",
    template="admin/ledgers/papers/resolution.html",
    facts=resolution_facts,
    offered=lambda step: step.kind in {StepKind.MEETING, MemberStepKind.MEETING},
)


def notice_facts(activist: Activist, today: datetime.date) -> dict[str, Any]:
    """The posting as it was held; one that is still to come begins today, and is counted."""
    steps = ActivistStep.objects.live().filter(activist=activist, kind=StepKind.NOTICE)
    held: ActivistStep | None = steps.order_by("held_on").last()
    calendar = working_days()
    first = held.started_on if held and held.started_on else today
    last = held.held_on if held else calendar.last_of(first, NOTICE_DAYS)
    guides = ActivistContact.objects.in_force(on=first).filter(activist=activist)
    return {
        "activist": activist,
        "person": _person(activist.worker),
        "branch": activist.branch,
        "first": first,
        "last": last,
        "working_days": calendar.count(first, last),
        "provisional": calendar.provisional(first, last),
        "guides": [str(guide.member) for guide in guides.select_related("member__worker")],
        "places": [place for place in (held.place, held.second_place) if place] if held else [],
        "article": rules.article(13),
    }


def _is_proposed(activist: Activist) -> bool:
    proposed = ActivistStep.objects.live().filter(activist=activist, kind=StepKind.PROPOSE)
    return proposed.exists()


NOTICE = Paper(
    key="notice",
    label="拟列为发展对象公示",
    template="admin/ledgers/papers/notice.html",
    facts=notice_facts,
    offered=_is_proposed,
)


def channel_facts(enterprises: Sequence[Enterprise], today: datetime.date) -> dict[str, Any]:
    """A page each: where its people apply, whom they call, what happens then and by when."""
    proposed = actions.branches_proposed(enterprises, on=today)
    pages = [
        {
            "enterprise": one,
            "proposals": [
                (proposal.channel.label, proposal.branch, proposal.branch.secretary)
                for proposal in proposed[one.pk]
            ],
        }
        for one in enterprises
    ]
    return {"pages": pages, "article": rules.article(6)}


CHANNEL = Paper(
    key="channel",
    label="入党渠道告知单",
    template="admin/ledgers/papers/channel.html",
    facts=channel_facts,
)
