"""What the parts of a file say of one another: names, roles, rules, circles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from obligations.agreement_file.acts import check_acts
from obligations.agreement_file.closings import check_closings
from obligations.agreement_file.consents import check_consents
from obligations.agreement_file.external import check_external
from obligations.agreement_file.money import wrong_with_interest, wrong_with_money
from obligations.agreement_file.nodes import NodeReader
from obligations.agreement_file.notices import check_notices
from obligations.agreement_file.problems import Problem
from obligations.agreement_file.schedules import check_schedules
from obligations.agreement_file.schema import (
    AgreementFile,
    ConventionsEntry,
    HappeningEntry,
    KeyDateEntry,
)
from obligations.engine.analysis import names_in
from obligations.engine.check import check_rule
from obligations.engine.clock import read_zone, zone_info
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.graph import in_order
from obligations.engine.inputs import year_end_from
from obligations.engine.names import OBLIGATION_DATE, Names, fold, names_of
from obligations.engine.parser import parse
from obligations.engine.values import Conventions


@dataclass
class _Check:
    file: AgreementFile
    reader: NodeReader
    calendars: frozenset[str]
    names: Names
    conventions: Conventions

    def fail(self, entry: object, attribute: str, message: str) -> None:
        lines = self.reader.lines
        line = lines.get((id(entry), attribute)) or lines.get((id(entry), ""), 1)
        self.reader.problems.append(Problem(line, message))


def conventions_of(entry: ConventionsEntry | None) -> Conventions:
    """The engine's conventions for those of a file."""
    if entry is None:
        return Conventions()
    return Conventions(
        calendar=entry.calendar or None,
        roll=entry.roll or "none",  # type: ignore[arg-type]
        month_end=entry.month_end or "down",  # type: ignore[arg-type]
        year_end=year_end_from(entry.fiscal_year_end),
        zone=entry.zone or None,
        business_day_defined=entry.business_day_defined,
        calendar_source=entry.calendar_source,
    )


def names_declared(file: AgreementFile) -> Names:
    """The names that the rules of a file may use."""
    kinds = {key_date.name: key_date.kind for key_date in file.key_dates}
    return names_of(kinds, [obligation.ref for obligation in file.obligations])  # type: ignore[arg-type]


def check_meaning(file: AgreementFile, reader: NodeReader, calendars: frozenset[str]) -> None:
    """Adds to the reader's problems all that the parts say wrongly of one another."""
    check = _Check(file, reader, calendars, names_declared(file), conventions_of(file.conventions))
    _check_conventions(check)
    _check_unique(check, file.key_dates, "name", "key date")
    _check_unique(check, file.obligations, "ref", "obligation")
    _check_key_dates(check)
    check_schedules(file, check.fail)
    _check_happenings(check)
    _check_parties(check)
    _check_rules(check)
    check_notices(file, check.names, check.fail)
    check_consents(file, check.names, check.fail)
    check_acts(file, check.fail)
    check_closings(file, check.fail)
    check_external(file, check.fail)
    _check_defects(check)
    _check_money(check)
    if not reader.problems:
        _check_circles(check)


def _check_conventions(check: _Check) -> None:
    entry = check.file.conventions
    if entry is None:
        return
    _check_calendars(check, entry, "calendar", entry.calendar)
    if entry.readings is not None:
        for text in entry.readings.calendars:
            id_, found, other = text.partition(" as ")
            if not found:
                wrong = f"“{text}” exchanges nothing; write it as “us-fed as weekdays”."
                check.fail(entry.readings, "calendars", wrong)
            else:
                _check_calendars(check, entry.readings, "calendars", id_)
                _check_calendars(check, entry.readings, "calendars", other)
    if entry.zone:
        try:
            zone_info(entry.zone)
        except EngineError as error:
            check.fail(entry, "zone", str(error))


def _check_calendars(check: _Check, entry: object, attribute: str, joined: str) -> None:
    for id_ in joined.split("+") if joined else ():
        if id_.strip() not in check.calendars:
            known = ", ".join(sorted(check.calendars))
            check.fail(entry, attribute, f"There is no calendar “{id_}”; known are {known}.")


def _check_unique(check: _Check, entries: Iterable[object], attribute: str, what: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = str(getattr(entry, attribute))
        if fold(name) in seen:
            check.fail(entry, attribute, f"There are two {what}s called “{name}”.")
        seen.add(fold(name))


def _check_key_dates(check: _Check) -> None:
    for entry in check.file.key_dates:
        if "[" in entry.name or "]" in entry.name:
            check.fail(entry, "name", "A key date's name has no square brackets.")
        if OBLIGATION_DATE.match(entry.name):
            check.fail(
                entry, "name", "A key date's name does not end in “due”, “done” or “missed”."
            )
        if (entry.kind == "defined") != bool(entry.rule):
            wrong = "needs its rule" if entry.kind == "defined" else "has no rule of its own"
            check.fail(entry, "rule", f"“{entry.name}” is {_a(entry.kind)} date and {wrong}.")
        if entry.dates and entry.kind != "set":
            check.fail(entry, "dates", f"Only a set has dates; “{entry.name}” is {_a(entry.kind)}.")
        if entry.will_not_happen:
            _check_ruled_out(check, entry)
        if entry.answers:
            _check_answers(check, entry)


def _check_ruled_out(check: _Check, entry: KeyDateEntry) -> None:
    if entry.kind not in ("event", "repeating event"):
        says = f"Only an event can fail to happen; “{entry.name}” is {_a(entry.kind)}."
        check.fail(entry, "will_not_happen", says)
    if any(fold(h.key_date) == fold(entry.name) for h in check.file.happenings):
        says = f"“{entry.name}” has a happening in this file; it cannot be ruled out as well."
        check.fail(entry, "will_not_happen", says)


def _check_answers(check: _Check, entry: KeyDateEntry) -> None:
    others = {fold(k.name): k for k in check.file.key_dates if k is not entry}
    other = others.get(fold(entry.answers))
    if other is None or not other.kind == entry.kind == "repeating event":
        says = f"“{entry.name}” can answer another repeating event, if it is one itself."
        check.fail(entry, "answers", says)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _check_happenings(check: _Check) -> None:
    declared = {fold(k.name): k for k in check.file.key_dates}
    singles: set[str] = set()
    for entry in check.file.happenings:
        key_date = declared.get(fold(entry.key_date))
        if key_date is None:
            close = check.names.closest(entry.key_date)
            hint = f" Did you mean “{close[0]}”?" if close else ""
            check.fail(entry, "key_date", f"There is no key date “{entry.key_date}”.{hint}")
            continue
        _check_happening(check, entry, key_date, singles)


def _check_happening(
    check: _Check, entry: HappeningEntry, key_date: KeyDateEntry, singles: set[str]
) -> None:
    if key_date.kind in ("defined", "set"):
        check.fail(entry, "key_date", f"“{key_date.name}” is {_a(key_date.kind)}: not recorded.")
    if key_date.kind == "event":
        if key_date.name in singles:
            check.fail(entry, "key_date", f"“{key_date.name}” happens once and stands twice.")
        singles.add(key_date.name)
    if entry.until and key_date.kind != "span":
        check.fail(entry, "until", "Only a span has an “until”.")
    if entry.until and entry.until < entry.day:
        check.fail(entry, "until", f"The span ends on {entry.until}, before its first day.")
    if entry.answers:
        _check_answered(check, entry, key_date)
    if entry.zone:
        try:
            read_zone(entry.zone)
        except EngineError as error:
            check.fail(entry, "zone", str(error))
    elif entry.at and not check.conventions.zone:
        check.fail(entry, "at", "A time needs its zone; the agreement has none either.")


def _check_answered(check: _Check, entry: HappeningEntry, key_date: KeyDateEntry) -> None:
    if not key_date.answers:
        says = f"“{key_date.name}” answers no other event; leave “answers” out here."
        check.fail(entry, "answers", says)
    elif entry.answers and entry.answers > entry.day:
        check.fail(entry, "answers", f"It cannot answer what came later, on {entry.answers}.")


def _check_parties(check: _Check) -> None:
    known = {fold(p.role) for p in check.file.parties} | {fold(p.party) for p in check.file.parties}
    roles = sorted({p.role for p in check.file.parties})
    for entry in check.file.obligations:
        for attribute in ("obligor", "obligee"):
            for name in getattr(entry, attribute):
                if fold(name) not in known:
                    message = f"No party is called “{name}”; the roles are {', '.join(roles)}."
                    check.fail(entry, attribute, message)


def _check_rules(check: _Check) -> None:
    for key_date in check.file.key_dates:
        if key_date.rule:
            _check_rule(check, key_date, "rule", key_date.rule)
    for rule in check.file.notice_rules:
        for text in rule.rules:
            _check_rule(check, rule, "rules", text, receipt=True)
    for obligation in check.file.obligations:
        if obligation.rule:
            _check_rule(check, obligation, "rule", obligation.rule)
        if obligation.trigger and check.names.find(obligation.trigger) not in check.names.kinds:
            _fail_trigger(check, obligation, obligation.trigger)
        for carve_out in obligation.carve_outs:
            if carve_out.rule:
                _check_rule(check, carve_out, "rule", carve_out.rule)


def _fail_trigger(check: _Check, entry: object, trigger: str) -> None:
    close = check.names.closest(trigger)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    check.fail(entry, "trigger", f"There is no key date “{trigger}”.{hint}")


def _check_rule(
    check: _Check, entry: object, attribute: str, text: str, *, receipt: bool = False
) -> None:
    try:
        rule = parse(text, check.names, check.calendars)
        check_rule(rule, check.names, check.conventions, receipt=receipt)
    except RuleError as error:
        pointer = error.pointer() if error.end > error.start else text
        check.fail(entry, attribute, f"{error}\n    {pointer.replace(chr(10), chr(10) + '    ')}")


def _check_defects(check: _Check) -> None:
    refs = {fold(o.ref) for o in check.file.obligations}
    for defect in check.file.defects:
        for ref in defect.affects:
            if fold(ref) not in refs and check.names.find(ref) is None:
                check.fail(defect, "affects", f"There is no obligation or key date “{ref}”.")


def _check_money(check: _Check) -> None:
    roles = {fold(p.role) for p in check.file.parties}
    names = roles | {fold(p.party) for p in check.file.parties}
    for obligation in check.file.obligations:
        for message in wrong_with_money(obligation.money, names) if obligation.money else ():
            check.fail(obligation.money, "", message)
    payers: set[str] = set()
    for entry in check.file.late_interest:
        for message in wrong_with_interest(entry, roles):
            check.fail(entry, "", message)
        if fold(entry.payer) in payers:
            check.fail(entry, "payer", "Interest on payments of this role stands twice.")
        payers.add(fold(entry.payer))


def _check_circles(check: _Check) -> None:
    needs = dependencies(check.file, check.names, check.calendars)
    try:
        in_order(needs)
    except RuleError as error:
        check.fail(check.file, "key_dates", str(error))


def dependencies(
    file: AgreementFile, names: Names, calendars: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """What each defined date and obligation with a rule speaks of."""
    needs: dict[str, tuple[str, ...]] = {}
    for key_date in file.key_dates:
        if key_date.rule:
            needs[key_date.name] = _spoken_of(key_date.rule, names, calendars)
    for obligation in file.obligations:
        if obligation.rule:
            needs[obligation.ref] = _spoken_of(obligation.rule, names, calendars)
    return needs


def _spoken_of(text: str, names: Names, calendars: frozenset[str]) -> tuple[str, ...]:
    found = names_in(parse(text, names, calendars))
    matches = ((name, OBLIGATION_DATE.match(name)) for name in found)
    return tuple(m["ref"] if m and name not in names.kinds else name for name, m in matches)
