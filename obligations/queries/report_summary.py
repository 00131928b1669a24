"""What a partner reads in a minute: counts, what is late, what comes, what is forbidden, doubts.

Pure: from a report's values to fewer values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from obligations.engine.status import STATUSES
from obligations.queries.report_data import Agreed, Compliance, Entry
from obligations.queries.report_sections import SECTIONS

HORIZONS = (30, 60, 90)
MONTHS = 12
# From so many on, what was done on time of one obligation is one row, and what awaits the same.
SERIES, ALIKE = 4, 2


@dataclass(frozen=True, slots=True)
class Run:
    """One row of a list: an occurrence, or a whole series of one obligation that went well."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """Its earliest occurrence."""
        return self.entries[0]

    @property
    def final(self) -> Entry:
        """Its latest occurrence."""
        return self.entries[-1]


@dataclass(frozen=True, slots=True)
class Group:
    """Occurrences under one heading within a section; the heading is empty where it has one."""

    title: str
    entries: tuple[Entry, ...]
    joined_from: int | None = None

    @property
    def runs(self) -> list[Run]:
        """The rows to print: one for each occurrence, but one where an obligation has many."""
        found: dict[object, tuple[Entry, ...]] = {}
        sizes = Counter(entry.line.obligation_id for entry in self.entries)
        for entry in self.entries:
            size = sizes[entry.line.obligation_id]
            joined = self.joined_from is not None and size >= self.joined_from
            place = ("all of", entry.line.obligation_id) if joined else entry.line.id
            found[place] = (*found.get(place, ()), entry)
        return [Run(entries) for entries in found.values()]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: what it gathers, and its occurrences in groups."""

    key: str
    title: str
    about: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many occurrences stand in it (one that awaits two key dates stands twice)."""
        return len({entry.line.id for group in self.groups for entry in group.entries})


@dataclass(frozen=True, slots=True)
class Assumption:
    """An assumed happening of a key date, and how many computed dates rest on it."""

    agreement: str
    name: str
    day: date
    dates: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary. Lists are in the order in which they matter."""

    obligations: int
    occurrences: int
    counts: tuple[tuple[str, str, int], ...]
    overdue: tuple[Entry, ...]
    horizons: tuple[tuple[str, tuple[Entry, ...]], ...]
    months: tuple[tuple[date, int], ...]
    forbidden: tuple[Entry, ...]
    assumptions: tuple[Assumption, ...]
    assumed: int
    split: tuple[Entry, ...]
    open_defects: tuple[tuple[str, int], ...]
    unconfirmed: int

    @property
    def longest(self) -> int:
        """The days by which the longest overdue is overdue; 0 where nothing is."""
        return max((-(entry.days or 0) for entry in self.overdue), default=0)

    @property
    def defects(self) -> int:
        """How many defects are open."""
        return sum(count for _, count in self.open_defects)

    @property
    def coming(self) -> int:
        """How many fall due within the last horizon."""
        return sum(len(entries) for _, entries in self.horizons)


def summarise(report: Compliance) -> Summary:
    """The summary of a report."""
    entries = list(report.entries)
    due = [e for e in entries if e.section == "due" and e.days is not None]
    due.sort(key=_by_date)
    duties = [duty for agreement in report.agreements for duty in agreement.duties]
    counts = Counter(entry.section for entry in entries)
    return Summary(
        obligations=len(duties),
        occurrences=len(entries),
        counts=tuple((key, title, counts[key]) for key, title, _ in SECTIONS),
        overdue=tuple(sorted((e for e in entries if e.section == "overdue"), key=_by_date)),
        horizons=tuple(_horizons(due)),
        months=_months(report.as_at, due),
        forbidden=tuple(
            sorted((e for e in entries if e.line.status == "in force"), key=_by_first_free)
        ),
        assumptions=tuple(
            sorted(
                (one for agreement in report.agreements for one in _assumptions(agreement)),
                key=lambda one: -one.dates,
            )
        ),
        assumed=sum(entry.is_assumed for entry in entries),
        split=tuple(e for e in due if e.is_split),
        open_defects=tuple(
            (agreement.reference, count)
            for agreement in report.agreements
            if (count := sum(not gap.decision for gap in agreement.gaps))
        ),
        unconfirmed=sum(not duty.confirmed_by for duty in duties),
    )


def by_agreement(report: Compliance) -> list[tuple[Agreed, list[int]]]:
    """For each agreement how many occurrences stand in each section, in the sections' order."""
    found = []
    for agreement in report.agreements:
        counts = Counter(entry.section for entry in agreement.entries)
        found.append((agreement, [counts[key] for key, _, _ in SECTIONS]))
    return found


def _by_date(entry: Entry) -> tuple[date, str, int]:
    return entry.line.last or date.max, entry.line.agreement, entry.line.id


def _by_first_free(entry: Entry) -> tuple[date, str, int]:
    return entry.first_free or date.max, entry.line.agreement, entry.line.id


def _horizons(due: list[Entry]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """What falls due within 30, 60 and 90 days, each one once."""
    since = None
    for until in HORIZONS:
        title = f"Next {until} days" if since is None else f"{since} to {until} days"
        yield title, tuple(e for e in due if _between(e, since, until))
        since = until + 1


def _months(as_at: date, due: list[Entry]) -> tuple[tuple[date, int], ...]:
    """How many fall due in each month from the report's on, by the month's first day."""
    first = as_at.replace(day=1)
    found = Counter(e.line.last.replace(day=1) for e in due if e.line.last is not None)
    months = []
    for n in range(MONTHS):
        years, month = divmod(first.month - 1 + n, 12)
        day = date(first.year + years, month + 1, 1)
        months.append((day, found[day]))
    return tuple(months)


def _assumptions(agreement: Agreed) -> Iterator[Assumption]:
    resting: Counter[str] = Counter()
    for entry in agreement.entries:
        if entry.line.certainty in (None, "actual"):
            continue
        read = {step["text"] for step in entry.steps if step["operation"] == "read"}
        resting.update(read)
    for key_date in agreement.key_dates:
        count = resting[f"[{key_date.name}]"]
        for happened in key_date.happenings:
            if happened.certainty == "assumed":
                yield Assumption(agreement.reference, key_date.name, happened.day, count)


# Sections


def sections(report: Compliance) -> list[Section]:
    """The sections that hold anything, in order, each in groups."""
    found = []
    for key, title, about in SECTIONS:
        entries = [entry for entry in report.entries if entry.section == key]
        if entries:
            found.append(Section(key, title, about, tuple(_groups(key, entries))))
    return found


def _groups(key: str, entries: list[Entry]) -> Iterator[Group]:
    if key == "awaiting":
        yield from _by_key_date(entries)
    elif key == "due":
        yield from _by_horizon(entries)
    elif key in ("prohibitions", "settled"):
        for status in [s for s in STATUSES if any(e.line.status == s for e in entries)]:
            rows = [e for e in entries if e.line.status == status]
            order = _by_first_free if key == "prohibitions" else _by_date
            yield Group(status[0].upper() + status[1:], tuple(sorted(rows, key=order)))
    else:
        order = {"standing": _by_start, "on time": _by_doing}.get(key, _by_date)
        yield Group("", tuple(sorted(entries, key=order)), SERIES if key == "on time" else None)


def _by_doing(entry: Entry) -> tuple[date, str, int]:
    done = entry.done.day if entry.done else date.max
    return entry.line.last or done, entry.line.agreement, entry.line.id


def _by_start(entry: Entry) -> tuple[date, str, int]:
    return entry.line.start or date.min, entry.line.agreement, entry.line.id


def _by_key_date(entries: Iterable[Entry]) -> Iterator[Group]:
    """By the key date awaited: one that awaits two stands under both."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in entry.line.awaiting or ("a date that cannot be worked out yet",):
            found.setdefault(name, []).append(entry)
    for name in sorted(found, key=str.casefold):
        yield Group(name, tuple(found[name]), ALIKE)


def _by_horizon(entries: list[Entry]) -> Iterator[Group]:
    grace = [e for e in entries if e.line.status == "in grace"]
    rest = sorted((e for e in entries if e.line.status != "in grace"), key=_by_date)
    groups = [("In grace", sorted(grace, key=_by_date))]
    since = None
    for until in HORIZONS:
        title = f"Within {until} days" if since is None else f"In {since} to {until} days"
        groups.append((title, [e for e in rest if _between(e, since, until)]))
        since = until + 1
    groups.append((f"In more than {HORIZONS[-1]} days", [e for e in rest if _between(e, since)]))
    for title, found in groups:
        if found:
            yield Group(title, tuple(found))


def _between(entry: Entry, since: int | None, until: int | None = None) -> bool:
    """Whether it falls due in so many days, both ends included; None leaves an end open."""
    days = entry.days or 0
    return (since is None or days >= since) and (until is None or days <= until)
