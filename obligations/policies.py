"""In which state a thing can be done. Each check raises a sentence that the person can read.

Who may do it is another question: permissions.py.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from agreements.models import Agreement, Participation, User
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of
from obligations.models import ChosenReading, KeyDate, Notice, Obligation, Occurrence

# What opened without a last day can be put off for so long.
LONGEST_SNOOZE = timedelta(days=366)


class NotNow(EngineError):
    """Something that cannot be done in this state."""


def check_can_be_recorded(
    key_date: KeyDate,
    day: date,
    until: date | None,
    certainty: str,
    withdraw: bool,
    now: datetime,
) -> None:
    """Only events and spans are recorded, in order, and what is actual is not in the future."""
    if key_date.kind == KeyDate.Kind.DEFINED:
        raise NotNow(
            f"[{key_date.name}] is worked out by its rule; record what the rule counts from."
        )
    if key_date.kind == KeyDate.Kind.SET:
        raise NotNow(f"[{key_date.name}] is a table of dates; change its rows instead.")
    if key_date.will_not_happen and not withdraw:
        raise NotNow(
            f"[{key_date.name}] stands recorded as what will not happen; on its page, take that"
            " back first."
        )
    if until is not None and key_date.kind != KeyDate.Kind.SPAN:
        raise NotNow(f"[{key_date.name}] is a single day; only a span has a last day.")
    if until is not None and until < day:
        raise NotNow(f"The last day {show(until)} is before the first, {show(day)}.")
    today = now.astimezone(ZoneInfo(conventions_of(key_date.agreement).zone or "UTC")).date()
    # The day has begun somewhere before it begins here.
    if certainty == "actual" and not withdraw and day > today + timedelta(days=1):
        raise NotNow(
            f"{show(day)} is still to come; what is actual cannot be dated after today,"
            f" {show(today)}. Record it as planned."
        )


def check_can_be_ruled_out(key_date: KeyDate) -> None:
    """Only an event of which nothing stands recorded can be known not to happen."""
    if key_date.kind not in (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING):
        raise NotNow(f"[{key_date.name}] is no event; only an event can fail to happen.")
    if key_date.will_not_happen:
        raise NotNow(f"[{key_date.name}] is ruled out already: {key_date.will_not_happen}")
    stands = key_date.happenings.filter(is_current=True, withdrawn=False)
    row = stands.order_by("happened_date").first()
    if row is not None:
        verb = "is planned for" if row.certainty == "planned" else "is recorded for"
        raise NotNow(
            f"[{key_date.name}] {verb} {show(row.happened_date)}; take that back first if it was"
            " wrong."
        )


def check_can_repeat(
    agreement: Agreement, first: Notice | None, sender: Participation, key_date: KeyDate | None
) -> None:
    """Another sending is of a notice that stands, of the same sender, and brings nothing about."""
    if first is None:
        return
    if first.agreement_id != agreement.pk or first.state != Notice.State.SENT:
        raise NotNow("Choose a notice of this agreement that was sent and stands.")
    if first.repeats_id is not None:
        raise NotNow(f"{first} is another sending itself; choose the first one.")
    if first.sender_id != sender.pk:
        raise NotNow(f"{first} was sent by {first.sender}; another sending is of the same sender.")
    if key_date is not None:
        raise NotNow(
            f"What the notice brings about stands with the first sending, {first}; leave the key"
            " date empty here."
        )


def check_stands_alone(notice: Notice) -> None:
    """A notice that was sent by other channels too is taken back last."""
    other = notice.repeated_by.filter(state=Notice.State.SENT).first()
    if other is not None:
        raise NotNow(f"{other}, by {other.channel}, is the same notice; take that back first.")


def check_can_be_completed(occurrence: Occurrence) -> None:
    """Only what is live, disputed or still open without a date can be done."""
    if occurrence.phase == "done":
        raise NotNow("This is completed already; reopen it first to change the record.")
    if occurrence.phase not in ("live", "disputed"):
        raise NotNow(f"This is {occurrence.phase}: there is nothing to complete.")


def check_can_be_reopened(occurrence: Occurrence) -> None:
    """What was completed, waived, disputed or set aside can be opened again."""
    if occurrence.obligation.retired_at is not None:
        raise NotNow(f"{occurrence.obligation.ref} was retired; its past stays as it is.")
    by_person = occurrence.phase == "not applicable" and occurrence.state != "void"
    if occurrence.phase not in ("done", "waived", "disputed") and not by_person:
        raise NotNow(f"This is {occurrence.phase}: there is nothing to reopen.")


def check_can_be_adjusted(occurrence: Occurrence) -> None:
    """Extending, waiving and disputing is for what is live, awaited or disputed."""
    if occurrence.phase not in ("live", "awaiting", "disputed"):
        raise NotNow(f"This is {occurrence.phase}; reopen it first.")


def check_can_be_extended(occurrence: Occurrence, new_date: date) -> None:
    """An extension moves a last day, and moves it later."""
    check_can_be_adjusted(occurrence)
    last = occurrence.extended_date or occurrence.due_date or occurrence.end_date
    if last is None:
        raise NotNow("This has no date that could be extended.")
    if new_date <= last:
        raise NotNow(f"{show(new_date)} is not later than {show(last)}, the date it has now.")


def check_can_be_acknowledged(occurrence: Occurrence, seen: date | None = None) -> None:
    """Only what is live and has a date; `seen` is the date that the person was told of."""
    now = occurrence.reminded_date
    if occurrence.phase != "live":
        raise NotNow(f"This is {occurrence.phase}: it needs nobody, and nothing is sent.")
    if now is None:
        raise NotNow("This has no date yet, and nobody is reminded of it.")
    if seen is not None and seen != now:
        raise NotNow(
            f"The date has moved since: from {show(seen)} to {show(now)}. What was said of the"
            " old date does not count for the new one."
        )


def check_acknowledgement_can_be_taken_back(occurrence: Occurrence) -> None:
    """Only while what was acknowledged still needs somebody."""
    if occurrence.phase != "live" or occurrence.reminded_date is None:
        raise NotNow(
            "Nothing is sent about this any more. What was acknowledged stays as it was said."
        )


def check_can_be_snoozed(occurrence: Occurrence, until: date, today: date) -> None:
    """A reminder is put off to a later day, and never beyond the last day to act."""
    check_can_be_acknowledged(occurrence)
    last = occurrence.last_day or today + LONGEST_SNOOZE
    if last <= today:
        raise NotNow(
            f"This was to be done by {show(last)}, and so it can be put off no more. Acknowledge"
            " it instead: then nobody else is told, and the reminders go on."
            if last < today
            else f"Today, {show(today)}, is the last day: there is none left to put it off to."
        )
    if until <= today:
        raise NotNow(
            f"{show(until)} is not ahead. Name a day from {show(today + timedelta(days=1))}"
            f" to {show(last)}."
        )
    if until > last:
        raise NotNow(f"{show(until)} is too late: the last possible day is {show(last)}.")


def check_reading_can_be_chosen(occurrence: Occurrence) -> None:
    """A reading is chosen of what is live and can be read in more than one way."""
    if occurrence.phase != "live":
        raise NotNow(f"This is {occurrence.phase}; its date is not in question now.")
    if len(occurrence.readings) < 2:
        raise NotNow("This can be read in one way only; there is nothing to choose.")


def check_reading_can_be_left(occurrence: Occurrence) -> None:
    """Only a choice that stands can be taken back."""
    if not chosen_readings(occurrence).exists():
        raise NotNow("No reading is chosen here.")


def chosen_readings(occurrence: Occurrence) -> QuerySet[ChosenReading]:
    """The choice that stands for this turn of the obligation, whoever of several owes it."""
    return ChosenReading.objects.filter(
        occurrence__obligation=occurrence.obligation_id,
        occurrence__turn=occurrence.turn,
        lifted_at=None,
    )


def check_can_be_confirmed(obligation: Obligation, by: User, seen: int | None) -> None:
    """A second person confirms, once, and the version that they have read."""
    terms = obligation.terms
    if obligation.confirmed_by is not None:
        raise NotNow(f"{obligation.confirmed_by} has confirmed this already.")
    if terms is not None and terms.made_by_id == by.pk and not by.is_system:
        raise NotNow("You entered these terms yourself; somebody else has to confirm them.")
    if terms is not None and seen is not None and terms.number != seen:
        raise NotNow("The terms were changed while you read them. Compare the new version first.")
