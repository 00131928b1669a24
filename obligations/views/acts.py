"""What can be done about an occurrence: each act with its form, who may do it, and when.

What somebody may not do, or not in this state, is not offered; forced, it is
refused by the action itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agreements.models import Document, User
from obligations.actions import occurrences
from obligations.actions.acknowledging import acknowledge, snooze, take_back
from obligations.actions.documents import attach, kept
from obligations.actions.readings import choose_reading, leave_reading
from obligations.clock import business_today
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.forms.answer import AcknowledgeForm, SnoozeForm
from obligations.forms.occurrence import (
    AssignForm,
    CompleteForm,
    EvidenceForm,
    ExtendForm,
    OccurrenceForm,
    ReadingForm,
    ReasonForm,
    WaiveForm,
)
from obligations.models import Occurrence
from obligations.permissions import (
    check_user_can_answer,
    check_user_can_decide,
    check_user_can_enter,
    user_can_decide,
    user_can_enter,
)
from obligations.policies import (
    NotNow,
    check_acknowledgement_can_be_taken_back,
    check_can_be_acknowledged,
    check_can_be_adjusted,
    check_can_be_completed,
    check_can_be_extended,
    check_can_be_reopened,
    check_can_be_snoozed,
    check_reading_can_be_chosen,
    check_reading_can_be_left,
)
from obligations.queries.answers import ACKNOWLEDGE, TAKE_BACK, is_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing to do: its words, its form, its state, and the action behind it.

    `decides`: it is for counsel; `answers`: for whoever is reminded. `done` says afterwards what
    was done. `apart`: it has its own place on the page, beside what it is about.
    """

    name: str
    text: str
    title: str
    says: str = ""
    form: type[OccurrenceForm]
    can_be: Callable[[Occurrence], None]
    do: Callable[[Any, User, list[Document]], Any]
    done: str
    decides: bool = False
    apart: bool = False
    answers: bool = False
    begins_with: Callable[[Occurrence], dict[str, Any]] = lambda _: {}

    def check_user(self, user: User, occurrence: Occurrence) -> None:
        """Raises NotAllowed for a person without the right."""
        if self.answers:
            return check_user_can_answer(user, occurrence)
        check = check_user_can_decide if self._decides(occurrence) else check_user_can_enter
        check(user, occurrence.agreement)

    def is_offered(self, user: User, occurrence: Occurrence) -> bool:
        """Whether the person may do it and the occurrence is in a state for it."""
        if self.answers:
            return is_asked(user, occurrence, self.name) and not self.why_not(occurrence)
        may = user_can_decide if self._decides(occurrence) else user_can_enter
        return may(user) and not self.why_not(occurrence)

    def why_not(self, occurrence: Occurrence) -> str:
        """Why it cannot be done in this state; empty where it can."""
        try:
            self.can_be(occurrence)
        except EngineError as error:
            return str(error)
        return ""

    def _decides(self, occurrence: Occurrence) -> bool:
        taken_back = self.name == "reopen" and occurrence.phase != "done"
        return self.decides or taken_back


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the act behind it, what it says, and whether it is the one that matters."""

    name: str
    text: str
    is_main: bool


def offers(user: User, occurrence: Occurrence) -> list[Offer]:
    """What a person can do about an occurrence now."""
    is_duty = occurrence.kind not in PROHIBITIONS | RIGHTS
    return [
        Offer(act.name, _called(act, occurrence.kind), is_duty and act.name == "complete")
        for act in ACTS.values()
        if not act.apart and act.is_offered(user, occurrence)
    ]


def _called(act: Act, kind: str) -> str:
    """What a button says: a right is exercised and a prohibition kept, not completed."""
    if act.name == "complete" and kind in RIGHTS:
        return "Exercised"
    if act.name == "complete" and kind in PROHIBITIONS:
        return "Kept to"
    return act.text


def perform(act: Act, form: OccurrenceForm, user: User) -> None:
    """Does it with the document that came with it. Raises what the action raises."""
    agreement = form.occurrence.agreement
    with kept(agreement=agreement, upload=form.file, by=user) as uploaded:
        papers = [paper for paper in (uploaded, form.on_file) if paper is not None]
        act.do(form, user, papers)


def _complete(form: CompleteForm, user: User, papers: list[Document]) -> None:
    given = form.cleaned_data
    occurrences.complete(
        occurrence=form.occurrence, on=given["on"], by=user, note=given["note"], documents=papers
    )


def _attach(form: EvidenceForm, user: User, papers: list[Document]) -> None:
    for paper in papers:
        attach(occurrence=form.occurrence, document=paper, by=user)


def _extend(form: ExtendForm, user: User, papers: list[Document]) -> None:
    given = form.cleaned_data
    occurrences.extend(
        occurrence=form.occurrence,
        to=given["to"],
        by=user,
        reason=given["reason"],
        agreed_with=given["agreed_with"],
        consent=given.get("consent"),
        document=papers[0] if papers else None,
    )


def _waive(form: WaiveForm, user: User, papers: list[Document]) -> None:
    occurrences.waive(
        occurrence=form.occurrence,
        by=user,
        reason=form.cleaned_data["reason"],
        agreed_with=form.cleaned_data["agreed_with"],
        consent=form.cleaned_data.get("consent"),
        document=papers[0] if papers else None,
    )


def _with_reason(action: Callable[..., Any]) -> Callable[..., None]:
    def act(form: ReasonForm, user: User, _: list[Document]) -> None:
        action(occurrence=form.occurrence, by=user, reason=form.cleaned_data["reason"])

    return act


def _assign(form: AssignForm, user: User, _: list[Document]) -> None:
    given = form.cleaned_data
    occurrences.assign(occurrence=form.occurrence, to=given["to"], by=user, reason=given["reason"])


def _choose_reading(form: ReadingForm, user: User, _: list[Document]) -> None:
    given = form.cleaned_data
    choose_reading(
        occurrence=form.occurrence,
        choice=json.loads(given["reading"]),
        by=user,
        reason=given["reason"],
    )


def _acknowledge(form: AcknowledgeForm, user: User, _: list[Document]) -> None:
    given = form.cleaned_data
    acknowledge(occurrence=form.occurrence, by=user, note=given["note"], seen=given["seen"])


def _remind_later(form: SnoozeForm, user: User, _: list[Document]) -> None:
    given = form.cleaned_data
    snooze(occurrence=form.occurrence, until=given["until"], by=user, seen=given["seen"])


def _can_be_put_off(occurrence: Occurrence) -> None:
    today = business_today()
    check_can_be_snoozed(occurrence, today + timedelta(days=1), today)


def _can_be_extended(occurrence: Occurrence) -> None:
    check_can_be_extended(occurrence, date.max)


def _can_have_evidence(occurrence: Occurrence) -> None:
    if occurrence.phase != "done":
        raise NotNow("Complete it first; its evidence goes in with that.")


ACTS = {
    act.name: act
    for act in (
        Act(
            name="complete",
            text="Complete",
            title="Record that it was done",
            form=CompleteForm,
            can_be=check_can_be_completed,
            do=_complete,
            done="It is recorded as done.",
            begins_with=lambda _: {"on": business_today()},
        ),
        Act(
            name=ACKNOWLEDGE,
            text="Acknowledge",
            title="Acknowledge its reminder",
            says="You have seen it and are on it. Nobody else is told that it is not answered, and"
            " before its day you hear no more of it. It does not count as done: on its day and"
            " after it you are reminded all the same.",
            form=AcknowledgeForm,
            can_be=check_can_be_acknowledged,
            do=_acknowledge,
            done="It is acknowledged. On its day and after it you are reminded all the same.",
            answers=True,
            begins_with=lambda occurrence: {"seen": occurrence.reminded_date},
        ),
        Act(
            name="remind-me",
            text="Remind me later",
            title="Be reminded again later",
            says="Until then you hear no more of it.",
            form=SnoozeForm,
            can_be=_can_be_put_off,
            do=_remind_later,
            done="You are reminded again on that day.",
            answers=True,
            begins_with=lambda occurrence: {"seen": occurrence.reminded_date},
        ),
        Act(
            name="extend",
            text="Extend",
            title="Record an extension",
            says="The date that the rule gives stays visible beside the agreed one.",
            form=ExtendForm,
            can_be=_can_be_extended,
            do=_extend,
            done="The extension is recorded.",
            decides=True,
        ),
        Act(
            name="waive",
            text="Waive",
            title="Record a waiver",
            says="It needs not be done this time. Its reminders stop.",
            form=WaiveForm,
            can_be=check_can_be_adjusted,
            do=_waive,
            done="The waiver is recorded.",
            decides=True,
        ),
        Act(
            name="dispute",
            text="Dispute",
            title="Record a dispute",
            says="The parties do not agree on it. Its reminders stop until it is settled.",
            form=ReasonForm,
            can_be=check_can_be_adjusted,
            do=_with_reason(occurrences.dispute),
            done="It is marked as disputed.",
            decides=True,
        ),
        Act(
            name="set-aside",
            text="Set aside",
            title="Set it aside",
            says="It does not apply in this case.",
            form=ReasonForm,
            can_be=check_can_be_adjusted,
            do=_with_reason(occurrences.set_aside),
            done="It is set aside.",
            decides=True,
        ),
        Act(
            name="assign",
            text="Assign",
            title="Say who answers for this one",
            form=AssignForm,
            can_be=check_can_be_adjusted,
            do=_assign,
            done="It is assigned.",
            begins_with=lambda occurrence: {"to": occurrence.assignee_id},
        ),
        Act(
            name="choose-reading",
            text="Choose this reading",
            title="Choose the reading that counts",
            says="It becomes the date; the others stay visible. It can be left open again.",
            form=ReadingForm,
            can_be=check_reading_can_be_chosen,
            do=_choose_reading,
            done="The reading is chosen.",
            decides=True,
            apart=True,
        ),
        Act(
            name="leave-reading",
            text="Leave it open again",
            title="Leave the reading open again",
            says="The date goes back to the words as they stand, or as the agreement is read.",
            form=ReasonForm,
            can_be=check_reading_can_be_left,
            do=_with_reason(leave_reading),
            done="The reading is open again.",
            decides=True,
            apart=True,
        ),
        Act(
            name="evidence",
            text="Add evidence",
            title="Add evidence",
            form=EvidenceForm,
            can_be=_can_have_evidence,
            do=_attach,
            done="The evidence is added.",
        ),
        Act(
            name="reopen",
            text="Reopen",
            title="Reopen it",
            says="What was recorded is taken back and stays in the history; its date is worked"
            " out afresh.",
            form=ReasonForm,
            can_be=check_can_be_reopened,
            do=_with_reason(occurrences.reopen),
            done="It is open again.",
        ),
        Act(
            name=TAKE_BACK,
            text="Take my acknowledgement back",
            title="Take your acknowledgement back",
            says="It is then as if you had never given it: you are reminded before its day again,"
            " and if nobody else has answered, others are told as usual.",
            form=ReasonForm,
            can_be=check_acknowledgement_can_be_taken_back,
            do=_with_reason(take_back),
            done="It is taken back: you are reminded again.",
            answers=True,
        ),
    )
}
