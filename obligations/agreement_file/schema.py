"""The parts of an agreement file, as immutable values.

Each field carries its name in the file and how it is read; the reader, the
writer and the list in docs/agreement-files.md all follow these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from obligations.agreement_file.entries import entry
from obligations.agreement_file.schema_money import LateInterestEntry, MoneyEntry
from obligations.agreement_file.schema_schedules import FromTableEntry, ScheduleEntry
from obligations.engine.choices import FORKS
from obligations.engine.kinds import KEY_DATE_KINDS, OBLIGATION_KINDS

SCHEMA = "1"

CERTAINTIES = ("actual", "assumed", "planned")
AGREEMENT_STATUSES = ("draft", "in force", "expired", "terminated")
VISIBILITIES = ("all staff", "team")
ROLLS = ("none", "following", "modified following", "preceding", "modified preceding")
NOTICE_KINDS = (
    "breach notice",
    "termination notice",
    "option exercise",
    "demand",
    "information",
    "change of address",
    "other",
)
CLOSING_FORMS = (
    "original",
    "certificate",
    "letter",
    "opinion",
    "agreement",
    "securities",
    "payment",
    "filing",
    "notice",
    "fact",
)
DEFECT_KINDS = ("blank", "contradiction", "dangling reference", "undefined term", "garbled text")
THRESHOLDS = ("majority", "two thirds", "at least", "more than", "each")
CAP_PERIODS = ("transaction", "calendar month", "calendar quarter", "calendar year")
AMONG = ("outstanding", "voting", "concerned")


@dataclass(frozen=True, kw_only=True)
class CopyTo:
    """Who else gets a copy of each notice."""

    name: str = entry("name", required=True)
    attention: str = entry("attention")
    address: str = entry("address", "prose")
    fax: str = entry("fax", longest=60)
    email: str = entry("email")


@dataclass(frozen=True, kw_only=True)
class PartyEntry:
    """A party in one role, with its address for notices under this agreement."""

    party: str = entry("party", required=True)
    role: str = entry("role", required=True, longest=80)
    kind: str = entry("kind", longest=60)
    jurisdiction: str = entry("jurisdiction", longest=120)
    ours: bool = entry("ours", "flag")
    attention: str = entry("attention")
    address: str = entry("address", "prose")
    fax: str = entry("fax", longest=60)
    email: str = entry("email")
    copies_to: tuple[CopyTo, ...] = entry("copies to", "items", item=CopyTo)


def _fork(name: str) -> Any:
    return entry(name.replace("_", " "), "choice", choices=tuple(FORKS[name]))


@dataclass(frozen=True, kw_only=True)
class ReadingsEntry:
    """Which reading of doubtful words counts throughout, and why.

    `calendars` exchange one calendar for another that the same words can mean,
    as “us-fed as us-federal-offices”.
    """

    month_end: str = _fork("month_end")
    full: str = _fork("full")
    prior_to: str = _fork("prior_to")
    of: str = _fork("of")
    standard_time: str = _fork("standard_time")
    backward_roll: str = _fork("backward_roll")
    delay: str = _fork("delay")
    schedule: str = _fork("schedule")
    closed_day: str = _fork("closed_day")
    calendars: tuple[str, ...] = entry("calendars", "texts")
    because: str = entry("because", "prose")


@dataclass(frozen=True, kw_only=True)
class ConventionsEntry:
    """How the agreement counts."""

    calendar: str = entry("calendar")
    calendar_source: str = entry("calendar source", longest=400)
    business_day_defined: bool = entry("business day defined", "flag")
    zone: str = entry("zone")
    roll: str = entry("roll", "choice", choices=ROLLS)
    month_end: str = entry("month end", "choice", choices=("down", "up"))
    fiscal_year_end: str = entry("fiscal year end", "year end")
    readings: ReadingsEntry | None = entry("readings", "item", item=ReadingsEntry)


@dataclass(frozen=True, kw_only=True)
class NoticeRuleEntry:
    """When a notice by one channel is deemed received: the first rule that applies."""

    channel: str = entry("channel", required=True, longest=60)
    section: str = entry("section", longest=120)
    rules: tuple[str, ...] = entry("rules", "texts", required=True)
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class DatedEntry:
    """One date of a set, with what it is the date of."""

    day: date = entry("date", "day", required=True)
    label: str = entry("label")


@dataclass(frozen=True, kw_only=True)
class KeyDateEntry:
    """A key date; a defined one has a rule, a set its dates, or a table to take them from."""

    name: str = entry("name", required=True, longest=120)
    kind: str = entry("kind", "choice", choices=KEY_DATE_KINDS, required=True)
    section: str = entry("section", longest=120)
    about: str = entry("about", "prose")
    rule: str = entry("rule", longest=2000)
    dates: tuple[DatedEntry, ...] = entry("dates", "items", item=DatedEntry)
    table: FromTableEntry | None = entry("table", "item", item=FromTableEntry)
    will_not_happen: str = entry("will not happen", "prose")
    answers: str = entry("answers")


@dataclass(frozen=True, kw_only=True)
class HappeningEntry:
    """That a key date came about: on a day, at a time, or from a day until another."""

    key_date: str = entry("key date", required=True)
    day: date = entry("date", "day", required=True)
    until: date | None = entry("until", "day")
    at: time | None = entry("time", "time")
    zone: str = entry("zone")
    certainty: str = entry("certainty", "choice", choices=CERTAINTIES)
    answers: date | None = entry("answers", "day")
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class SentToEntry:
    """Where a notice went to a party or a copy recipient, if not to the notified address."""

    name: str = entry("name", required=True)
    attention: str = entry("attention")
    address: str = entry("address", "prose")
    fax: str = entry("fax", longest=60)
    email: str = entry("email")


@dataclass(frozen=True, kw_only=True)
class NewAddressEntry:
    """The address that a change of address notifies."""

    attention: str = entry("attention")
    address: str = entry("address", "prose")
    fax: str = entry("fax", longest=60)
    email: str = entry("email")


@dataclass(frozen=True, kw_only=True)
class NoticeEntry:
    """A notice that was sent; without `copies` every copy recipient got one."""

    sender: str = entry("from", required=True)
    to: tuple[str, ...] = entry("to", "texts", required=True)
    channel: str = entry("channel", required=True, longest=60)
    day: date = entry("date", "day", required=True)
    at: time | None = entry("time", "time")
    zone: str = entry("zone")
    kind: str = entry("kind", "choice", choices=NOTICE_KINDS)
    subject: str = entry("subject", required=True)
    section: str = entry("section", longest=120)
    about: str = entry("about", longest=60)
    key_date: str = entry("key date", longest=120)
    copies: tuple[str, ...] = entry("copies", "texts")
    sent_to: tuple[SentToEntry, ...] = entry("sent to", "items", item=SentToEntry)
    received: date | None = entry("received", "day")
    repeats: str = entry("repeats", longest=60)
    counts: date | None = entry("counts", "day")
    because: str = entry("because", "prose")
    new_address: NewAddressEntry | None = entry("new address", "item", item=NewAddressEntry)
    certainty: str = entry("certainty", "choice", choices=("actual", "assumed"))
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class CarveOutEntry:
    """What a prohibition leaves free: which acts, for whom, when, up to how much.

    `cap` is as printed; the cap's quantity, unit and period are what is counted.
    """

    title: str = entry("title", required=True)
    section: str = entry("section", longest=120)
    summary: str = entry("summary", "prose")
    persons: str = entry("persons")
    rule: str = entry("rule", longest=2000)
    cap: str = entry("cap")
    acts: tuple[str, ...] = entry("acts", "texts")
    parties: tuple[str, ...] = entry("for", "texts")
    condition: str = entry("condition", "prose")
    by_consent: bool = entry("only by consent", "flag")
    cap_quantity: str = entry("cap quantity", "number")
    cap_unit: str = entry("cap unit", longest=40)
    cap_per: str = entry("cap per", "choice", choices=CAP_PERIODS)
    cap_each: bool = entry("cap each", "flag")
    cap_name: str = entry("cap name", longest=120)


@dataclass(frozen=True, kw_only=True)
class ClosingEntry:
    """That an obligation is on the checklist of a closing, and how it is brought there."""

    at: tuple[str, ...] = entry("at", "texts", required=True)
    form: str = entry("form", "choice", choices=CLOSING_FORMS)
    brought_by: str = entry("brought by")
    signatories: str = entry("signed by")
    cut_off: str = entry("cut-off", longest=60)


@dataclass(frozen=True, kw_only=True)
class ExternalEntry:
    """Who outside is reminded of an obligation: a side of it, or a party by role or name."""

    who: str = entry("who", required=True)
    days: tuple[int, ...] | None = entry("days", "leads")
    on_the_day: bool = entry("on the day", "flag")


@dataclass(frozen=True, kw_only=True)
class ObligationEntry:
    """A duty, right, restriction, condition or other term bound to a time or an event."""

    ref: str = entry("ref", required=True, longest=60)
    section: str = entry("section", required=True, longest=120)
    kind: str = entry("kind", "choice", choices=OBLIGATION_KINDS, required=True)
    title: str = entry("title", required=True)
    summary: str = entry("summary", "prose", required=True)
    obligor: tuple[str, ...] = entry("obligor", "texts", required=True)
    obligee: tuple[str, ...] = entry("obligee", "texts")
    each_obligor: bool = entry("each obligor", "flag")
    acts: tuple[str, ...] = entry("acts", "texts")
    trigger: str = entry("trigger")
    exercised_by: str = entry("exercised by")
    rule: str = entry("rule", longest=2000)
    condition: str = entry("condition", "prose")
    amount: str = entry("amount")
    money: MoneyEntry | None = entry("money", "item", item=MoneyEntry)
    consequence: str = entry("consequence", "prose")
    reminders: tuple[int, ...] | None = entry("reminders", "leads")
    external: tuple[ExternalEntry, ...] = entry("remind outside", "items", item=ExternalEntry)
    carve_outs: tuple[CarveOutEntry, ...] = entry("carve-outs", "items", item=CarveOutEntry)
    closings: tuple[ClosingEntry, ...] = entry("closings", "items", item=ClosingEntry)


@dataclass(frozen=True, kw_only=True)
class HoldingEntry:
    """How much of a security a party holds from a day on; a later entry takes its place."""

    holder: str = entry("holder", required=True)
    security: str = entry("of", required=True, longest=120)
    quantity: str = entry("quantity", longest=40)
    since: date = entry("from", "day", required=True)
    until: date | None = entry("until", "day")
    source: str = entry("source")
    is_assumed: bool = entry("assumed", "flag")
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class AffiliateEntry:
    """That a party is an affiliate of another."""

    party: str = entry("party", required=True)
    of: str = entry("of", required=True)
    since: date | None = entry("from", "day")
    until: date | None = entry("until", "day")
    by_holding_alone: bool = entry("only by holding", "flag")
    source: str = entry("source")
    is_assumed: bool = entry("assumed", "flag")
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class ConsentRuleEntry:
    """Whose consent a clause asks for, and for what."""

    name: str = entry("name", required=True, longest=120)
    section: str = entry("section", required=True, longest=120)
    matters: tuple[str, ...] = entry("for", "texts", required=True)
    applies_to: tuple[str, ...] = entry("applies to", "texts")
    persons: tuple[str, ...] = entry("persons", "texts")
    threshold: str = entry("threshold", "choice", choices=THRESHOLDS)
    percent: str = entry("percent", longest=20)
    security: str = entry("of", longest=120)
    among: str = entry("among", "choice", choices=AMONG)
    not_counted: tuple[str, ...] = entry("not counted", "texts")
    condition: str = entry("condition", "prose")
    note: str = entry("note", "prose")


@dataclass(frozen=True, kw_only=True)
class DefectEntry:
    """What the text leaves blank, contradicts or points to wrongly."""

    section: str = entry("section", required=True, longest=120)
    kind: str = entry("kind", "choice", choices=DEFECT_KINDS, required=True)
    title: str = entry("title", required=True)
    text: str = entry("text", "prose", required=True)
    affects: tuple[str, ...] = entry("affects", "texts")
    decision: str = entry("decision", "prose")
    decided_because: str = entry("because", "prose")


@dataclass(frozen=True, kw_only=True)
class AgreementEntry:
    """What identifies the agreement."""

    reference: str = entry("reference", required=True, longest=40)
    title: str = entry("title", required=True)
    kind: str = entry("kind", longest=60)
    day: date | None = entry("date", "day")
    status: str = entry("status", "choice", choices=AGREEMENT_STATUSES)
    governing_law: str = entry("governing law", longest=120)
    made_under: str = entry("made under")
    summary: str = entry("summary", "prose")
    seen_by: str = entry("seen by", "choice", choices=VISIBILITIES)


@dataclass(frozen=True, kw_only=True)
class AgreementFile:
    """A whole file."""

    agreement: AgreementEntry = entry("agreement", "item", item=AgreementEntry, required=True)
    conventions: ConventionsEntry | None = entry("conventions", "item", item=ConventionsEntry)
    parties: tuple[PartyEntry, ...] = entry("parties", "items", item=PartyEntry, required=True)
    notice_rules: tuple[NoticeRuleEntry, ...] = entry("notice rules", "items", item=NoticeRuleEntry)
    schedules: tuple[ScheduleEntry, ...] = entry("schedules", "items", item=ScheduleEntry)
    key_dates: tuple[KeyDateEntry, ...] = entry("key dates", "items", item=KeyDateEntry)
    happenings: tuple[HappeningEntry, ...] = entry("happenings", "items", item=HappeningEntry)
    notices: tuple[NoticeEntry, ...] = entry("notices", "items", item=NoticeEntry)
    late_interest: tuple[LateInterestEntry, ...] = entry(
        "late interest", "items", item=LateInterestEntry
    )
    obligations: tuple[ObligationEntry, ...] = entry("obligations", "items", item=ObligationEntry)
    consent_rules: tuple[ConsentRuleEntry, ...] = entry(
        "consent rules", "items", item=ConsentRuleEntry
    )
    affiliates: tuple[AffiliateEntry, ...] = entry("affiliates", "items", item=AffiliateEntry)
    holdings: tuple[HoldingEntry, ...] = entry("holdings", "items", item=HoldingEntry)
    defects: tuple[DefectEntry, ...] = entry("defects", "items", item=DefectEntry)
