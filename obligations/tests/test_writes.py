"""Only actions write: no view, admin, form, API, task, command or reading changes a row."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
WRITES = {
    "save",
    "save_base",
    "asave",
    "create",
    "acreate",
    "update",
    "aupdate",
    "delete",
    "adelete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "executemany",
    "raw",
}
# Names that these words may be asked of: modules of actions, and what is no row.
ACTIONS = {"entering", "occurrences", "happenings", "documents", "together", "act", "several"}
# Dictionaries, sets and hashes, by the names that they have here.
PLAIN = {
    "attrs",
    "context",
    "values",
    "initial",
    "headers",
    "cookies",
    "resting",
    "digest",
    "locals()",
}
PLACES = (
    "views",
    "admin",
    "api",
    "forms",
    "management/commands",
    "outputs",
    "queries",
    "templatetags",
    "tasks.py",
    "facts.py",
    "permissions.py",
    "policies.py",
)
# What sets Longstop up writes the rows that no person's action makes.
SETTING_UP = {"load_samples.py", "schedules.py"}


def sources() -> list[Path]:
    found: list[Path] = []
    for place in PLACES:
        path = HERE / place
        found += [path] if path.suffix else sorted(path.rglob("*.py"))
    return [path for path in found if path.exists() and path.name not in SETTING_UP]


def writes_in(source: str) -> list[tuple[int, str]]:
    """Line and words of each call that could write a row."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [
        (call.lineno, ast.unparse(call.func))
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and not _is_none(call.func.value)
        and not any(ast.unparse(word) == "commit=False" for word in call.keywords)
    ]


def _is_none(receiver: ast.expr) -> bool:
    """Whether what is asked is an action's module, a dictionary or set, or a parent class."""
    words = ast.unparse(receiver)
    if words in ACTIONS or words.startswith("super()"):
        return True
    return words.split(".")[-1] in PLAIN


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(HERE)))
def test_it_writes_nothing_itself(path: Path) -> None:
    assert writes_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "row.save()",
        "Obligation.objects.filter(pk=1).update(title='x')",
        "Obligation.objects.create(title='x')",
        "request.user.delete()",
        "Reminder.objects.bulk_create(rows)",
    ],
)
def test_a_write_is_found(line: str) -> None:
    assert writes_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "entering.save(row=row, by=user)",
        "super().save_model()",
        "self.attrs.update(x=1)",
        "formset.save(commit=False)",
    ],
)
def test_what_is_no_write_is_let_be(line: str) -> None:
    assert writes_in(line) == []
