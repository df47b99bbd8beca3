"""Sheets as lists of rows, and what an import makes of them, for the tests of the engine."""

import datetime

from config.sheets.planning import plan_rows
from config.sheets.registry import resource_for
from config.sheets.runs import Run

TODAY = datetime.date(2023, 1, 31)


def run_of(**circumstances):
    return Run(**{"today": TODAY, **circumstances})


def check(ledger, rows, **circumstances):
    """The plan of a sheet; nothing is written."""
    return plan_rows(run_of(**circumstances), resource_for(ledger), [list(row) for row in rows])


def take(ledger, rows, **circumstances):
    """Plan a sheet and write it; returns the plan."""
    run = run_of(**circumstances)
    plan = plan_rows(run, resource_for(ledger), [list(row) for row in rows])
    plan.write(run)
    return plan


def counts(plan):
    """new, changed, unchanged, rejected, held back: in that order."""
    told = plan.as_dict()
    return tuple(told[key] for key in ("new", "changed", "unchanged", "rejected", "held_back"))


def findings(plan):
    """(row, column, code) of every problem."""
    return [(problem.row, problem.column, problem.code) for problem in plan.problems]
