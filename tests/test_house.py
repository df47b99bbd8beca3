"""The house's own measures: how long a file and a function may be, what rules may know."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "ledgers", "unions", "welfare")
LINES_OF_A_FILE = 350
LINES_OF_A_FUNCTION = 40
UNKNOWN_TO_RULES = {"django.conf", "django.db", "django.utils"}
CLOCKS = {"today", "now", "localdate", "localtime", "utcnow"}


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def named(paths) -> list:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def rules() -> list[Path]:
    return [path for path in sources() if "rules" in {path.stem, path.parent.name}]


def long_functions(tree: ast.AST) -> list[str]:
    """Name and line of each function that is too long, its docstring counted."""
    functions = (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"{node.name}, line {node.lineno}"
        for node in functions
        if node.end_lineno - node.lineno + 1 > LINES_OF_A_FUNCTION
    ]


def unfit_for_rules(tree: ast.AST) -> list[str]:
    """What a module imports or asks that a rule may not: a database, a clock, a setting."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            modules = []
        found += [
            module for module in modules if {".".join(module.split(".")[:2])} & UNKNOWN_TO_RULES
        ]
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            found.append(node.attr)
    return found


def test_every_package_is_measured():
    assert {path.relative_to(ROOT).parts[0] for path in sources()} == set(PACKAGES)


@pytest.mark.parametrize("path", named([*sources(), ROOT / "dev.py"]))
def test_a_file_and_its_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LINES_OF_A_FILE
    assert long_functions(ast.parse(text)) == []


@pytest.mark.parametrize("path", named(rules()))
def test_rules_know_no_database_no_clock_and_no_settings(path):
    assert unfit_for_rules(ast.parse(path.read_text(encoding="utf-8"))) == []


def test_a_clock_and_a_database_in_a_rule_are_seen():
    source = "from django.db import models\nimport datetime\ndatetime.date.today()\n"

    assert unfit_for_rules(ast.parse(source)) == ["django.db.models", "today"]


def test_a_long_function_is_seen():
    body = "\n".join("    pass" for _ in range(LINES_OF_A_FUNCTION))

    assert long_functions(ast.parse(f"def long():\n{body}\n")) == ["long, line 1"]
