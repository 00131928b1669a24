"""Counsel chooses which reading of a date counts, or leaves it open again."""

from __future__ import annotations

from datetime import date
from typing import Any

from agreements.audit import recording
from agreements.models import User
from obligations.actions.recompute import recompute
from obligations.clock import business_now
from obligations.engine.choices import Choices
from obligations.engine.run import show
from obligations.models import ChosenReading, Conventions, Occurrence
from obligations.permissions import check_user_can_decide
from obligations.policies import (
    NotNow,
    check_reading_can_be_chosen,
    check_reading_can_be_left,
    chosen_readings,
)


def choose_reading(
    *, occurrence: Occurrence, choice: dict[str, Any], by: User, reason: str
) -> ChosenReading:
    """Makes one of an occurrence's readings the one that counts; the others stay visible.

    `choice` is that of the reading as it stands with the occurrence. Where
    several persons owe it each for itself, it counts for all of them. Raises
    NotNow where there is no such reading, or not any more.
    """
    check_user_can_decide(by, occurrence.agreement)
    with recording(by=by, action="choose a reading", reason=reason):
        row = _locked(occurrence)
        check_reading_can_be_chosen(row)
        reading = _reading(row, choice)
        standing = _standing(row)
        whole = Choices.from_data(choice).over(
            Choices.from_data(standing[0].choice if standing else {})
        )
        _lift(row, by)
        made = ChosenReading.objects.create(
            occurrence=row,
            choice=whole.as_data(),
            basis=reading["basis"],
            old_date=_day(row),
            new_date=date.fromisoformat(reading["date"]),
            reason=reason.strip(),
            made_by=by,
            made_at=business_now(),
        )
        _work_out(row, by, f"{row.obligation.ref} is read as due on {show(made.new_date)}")
        return made


def leave_reading(*, occurrence: Occurrence, by: User, reason: str) -> None:
    """Leaves the choice open again: the words as they stand, or as the agreement is read."""
    check_user_can_decide(by, occurrence.agreement)
    with recording(by=by, action="leave a reading", reason=reason):
        row = _locked(occurrence)
        check_reading_can_be_left(row)
        _lift(row, by)
        _work_out(row, by, f"the reading of {row.obligation.ref} is open again")


def check_readings(row: Conventions, readings: dict[str, Any], person: User) -> None:
    """How doubtful words are read throughout is for counsel to say, by whatever way."""
    stands = Conventions.objects.filter(pk=row.pk).values_list("readings", flat=True).first() or {}
    if readings != stands:
        Choices.from_data(readings)
        check_user_can_decide(person, row.agreement)


def _locked(occurrence: Occurrence) -> Occurrence:
    rows = Occurrence.objects.select_for_update(of=("self",))
    return rows.select_related("obligation", "agreement").get(pk=occurrence.pk)


def _reading(row: Occurrence, choice: dict[str, Any]) -> dict[str, Any]:
    for reading in row.readings:
        if reading["choice"] == choice and choice:
            found: dict[str, Any] = reading
            return found
    raise NotNow("The readings have changed since you looked; look at them again and choose.")


def _day(row: Occurrence) -> date:
    day = row.due_date or row.end_date or row.start_date
    assert day is not None, "only what has a date has readings"
    return day


def _standing(row: Occurrence) -> list[ChosenReading]:
    """The choices that stand for this turn of the obligation, whoever owes it."""
    return list(chosen_readings(row).order_by("-made_at", "-id"))


def _lift(row: Occurrence, by: User) -> None:
    ids = [chosen.pk for chosen in _standing(row)]
    ChosenReading.objects.filter(pk__in=ids).update(lifted_by=by, lifted_at=business_now())


def _work_out(row: Occurrence, by: User, because: str) -> None:
    ref = row.obligation.ref
    recompute(row.agreement, by=by, because=because, now=business_now(), names=[ref])
