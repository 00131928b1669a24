"""A scenario as a file: changes on paper, of one agreement or of several, that can be handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from obligations.agreement_file.entries import entry
from obligations.agreement_file.nodes import NodeReader, compose
from obligations.agreement_file.problems import FileProblems, Problem
from obligations.agreement_file.reader import check_schema
from obligations.agreement_file.writer import whole_text

# What a change says; each has exactly one of them.
SAYS = ("happens", "taken_back", "will_not_happen", "extended_to", "calendar")


@dataclass(frozen=True, kw_only=True)
class ChangeEntry:
    """One change on paper: of a key date, of an occurrence's last day, or by a calendar's draft.

    `instead_of` is the day of the recorded happening in whose place it stands.
    """

    agreement: str = entry("agreement", longest=40)
    key_date: str = entry("key date", longest=120)
    happens: date | None = entry("happens", "day")
    until: date | None = entry("until", "day")
    instead_of: date | None = entry("instead of", "day")
    is_assumed: bool = entry("assumed", "flag")
    taken_back: date | None = entry("taken back", "day")
    will_not_happen: bool = entry("will not happen", "flag")
    ref: str = entry("ref", longest=60)
    turn: str = entry("key", longest=60)
    party: str = entry("party")
    extended_to: date | None = entry("extended to", "day")
    agreed_with: str = entry("agreed with")
    calendar: str = entry("calendar", longest=60)

    @property
    def says(self) -> str:
        """Which of SAYS it says; "" for none or for several."""
        said = [name for name in SAYS if getattr(self, name)]
        return said[0] if len(said) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class ScenarioFile:
    """A whole file."""

    name: str = entry("name", required=True, longest=120)
    about: str = entry("about", "prose")
    is_shared: bool = entry("shared", "flag")
    changes: tuple[ChangeEntry, ...] = entry("changes", "items", item=ChangeEntry)


def read_scenario(text: str) -> ScenarioFile:
    """The scenario that a YAML text describes.

    Raises FileProblems with every problem found, each with its line.
    """
    root = compose(text)
    check_schema(root, "A scenario file")
    reader = NodeReader()
    made = reader.entry(root, ScenarioFile, "a scenario file")
    if isinstance(made, ScenarioFile):
        for change in made.changes:
            _check(change, reader)
    if reader.problems:
        raise FileProblems(reader.problems)
    assert isinstance(made, ScenarioFile)
    return made


def write_scenario(file: ScenarioFile) -> str:
    """The canonical YAML text of a scenario. `read_scenario(write_scenario(file)) == file`."""
    return whole_text(file)


def _check(change: ChangeEntry, reader: NodeReader) -> None:
    for sentence in _wrong(change):
        line = reader.lines.get((id(change), ""), 1)
        reader.problems.append(Problem(line, sentence))


def _wrong(change: ChangeEntry) -> list[str]:
    if not change.says:
        return [
            "A change says one of: happens, taken back, will not happen, extended to, calendar."
        ]
    if change.says == "calendar":
        return []
    wanted = "ref" if change.says == "extended_to" else "key_date"
    missing = [
        words
        for name, words in (("agreement", "agreement"), (wanted, wanted.replace("_", " ")))
        if not getattr(change, name)
    ]
    found = [f"The change does not say of which {words} it is." for words in missing]
    if change.until and not change.happens:
        found.append("“until” is the last day of a span that happens; give “happens” too.")
    return found
