"""Asking for consents, recording the answers, closing the count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from agreements.audit import recording
from agreements.models import Agreement, Document, Participation, Party, User
from obligations.clock import business_now, business_today
from obligations.engine.consents.words import listed
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of
from obligations.models import (
    Adjustment,
    ConsentAnswer,
    ConsentRequest,
    ConsentRule,
    KeyDate,
    Matter,
    Obligation,
    Occurrence,
)
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.consent_rules import Wanted, names_of, persons_of
from obligations.queries.consent_rules import rules_for as rules_for
from obligations.queries.holdings import holdings_on
from obligations.queries.tallies import answers_of, kept, tally_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a consent is asked for, under which rule, of whom, and by when.

    About an occurrence, an obligation or a key date, or (with none of them) the
    whole agreement. `of` empty: all who hold on the record date, and the persons
    that the rule names. `record` None: the day of asking.
    """

    rule: ConsentRule
    matter: str
    subject: str
    on: date
    record: date | None = None
    answers_by: date | None = None
    of: tuple[Party, ...] = ()
    obligation: Obligation | None = None
    occurrence: Occurrence | None = None
    key_date: KeyDate | None = None
    new_date: date | None = None
    document: Document | None = None
    is_assumed: bool = False
    note: str = ""

    @property
    def wanted(self) -> Wanted:
        """What the consent would allow."""
        return Wanted(
            agreement=self.rule.agreement,
            matter=self.matter,
            obligation=self.obligation or (self.occurrence.obligation if self.occurrence else None),
            occurrence=self.occurrence,
            key_date=self.key_date,
            new_date=self.new_date,
        )


def ask(*, asked: Asked, by: User, reason: str = "") -> ConsentRequest:
    """Opens a request for a consent, with those who are asked.

    Raises EngineError for a rule that is not for this, for nobody to ask, for
    somebody who neither holds nor is named, for days that cannot be.
    """
    agreement = asked.rule.agreement
    check_user_can_enter(by, agreement)
    why = reason or f"asked for consent: {asked.subject}"
    with recording(by=by, action="ask for consent", reason=why):
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        _check_asked(asked)
        request = ConsentRequest(
            agreement=agreement,
            number=_next_number(agreement),
            rule=asked.rule,
            matter=asked.matter,
            subject=asked.subject.strip(),
            obligation=asked.wanted.obligation,
            occurrence=asked.occurrence,
            key_date=asked.key_date,
            new_date=asked.new_date,
            record_date=asked.record or asked.on,
            asked_date=asked.on,
            answer_by_date=asked.answers_by,
            document=asked.document,
            is_assumed=asked.is_assumed,
            note=asked.note,
            recorded_by=by,
            recorded_at=business_now(),
        )
        request.full_clean()
        request.save()
        for position, party in enumerate(_whom(asked)):
            ConsentAnswer.objects.create(request=request, party=party, position=position)
        return request


def _next_number(agreement: Agreement) -> int:
    rows = ConsentRequest.objects.filter(agreement=agreement)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _check_asked(asked: Asked) -> None:
    if asked.matter not in Matter.values or asked.matter not in asked.rule.matters:
        raise EngineError(
            f"{asked.rule.section} is for {listed(asked.rule.matters)}, not for “{asked.matter}”."
        )
    rules = rules_for(asked.wanted)
    if asked.rule not in rules:
        others = f": {listed([str(rule) for rule in rules])}" if rules else ""
        raise EngineError(
            f"{asked.rule} is not the clause for this; see the consent rules{others}."
        )
    if asked.on > _today(asked.rule.agreement) + timedelta(days=1):
        raise EngineError(f"{show(asked.on)} is still to come; enter a request when it is made.")
    if asked.answers_by is not None and asked.answers_by < asked.on:
        raise EngineError(
            f"The last day for answers, {show(asked.answers_by)}, is before the day of asking,"
            f" {show(asked.on)}."
        )
    if asked.matter == Matter.EXTENSION and asked.new_date is None:
        raise EngineError("Say until when the extension is asked for.")


def _today(agreement: Agreement) -> date:
    return business_today(conventions_of(agreement).zone)


def _whom(asked: Asked) -> list[Party]:
    """Those who are asked: the persons named and the holders, or some of them."""
    rule, day = asked.rule, asked.record or asked.on
    sides = Participation.objects.filter(agreement=rule.agreement).select_related("party")
    parties = {side.party.name: side.party for side in sides}
    entitled = {
        name: parties[name]
        for name in persons_of(rule, list(sides), asked.wanted.obligation)
        if name in parties
    }
    if rule.security:
        rows = holdings_on(rule.agreement, day, rule.security)
        entitled |= {row.party.name: row.party for row in rows}
    for party in asked.of:
        if party.name not in entitled:
            raise EngineError(
                f"{party.name} holds no {rule.security or 'securities'} on {show(day)} and is not"
                f" named by {rule.section}; enter what it holds first."
            )
    if not entitled:
        raise EngineError(_nobody(asked, day))
    return list(asked.of) or list(entitled.values())


def _nobody(asked: Asked, day: date) -> str:
    """Why there is nobody to ask, and what to enter."""
    if asked.rule.security:
        return (
            f"Nobody holds {asked.rule.security} on {show(day)}, so that there is nobody to ask;"
            " enter who holds what."
        )
    obligation = asked.wanted.obligation
    if obligation is None:
        return f"{asked.rule.section} asks for whoever it is owed to; say which obligation it is."
    return f"It is not entered to whom {obligation.ref} is owed; enter that first."


# Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What somebody answered, on which day, by which paper; "" takes an answer back."""

    party: Party
    answer: str
    on: date | None = None
    means: str = ""
    document: Document | None = None
    note: str = ""


def answer(*, request: ConsentRequest, said: Answered, by: User, reason: str = "") -> ConsentAnswer:
    """Records an answer. Another answer in place of one needs a reason.

    Raises EngineError for a closed request, for somebody who was not asked, for
    a day before the asking, after the last day for answers, or still to come.
    """
    check_user_can_enter(by, request.agreement)
    why = reason or f"{said.party.name} answered"
    with recording(by=by, action="record an answer", reason=why):
        row = _open(request)
        given = ConsentAnswer.objects.filter(request=row, party=said.party).first()
        if given is None:
            names = [one.party.name for one in answers_of(row)]
            raise EngineError(f"{said.party.name} was not asked; asked were {listed(names)}.")
        _check_answer(row, said)
        if given.answer and not reason.strip():
            raise EngineError(
                f"{said.party.name} has answered already; say why another answer takes its place."
            )
        given.answer, given.answered_date = said.answer, said.on if said.answer else None
        given.means, given.note, given.document = said.means, said.note, said.document
        given.recorded_by, given.recorded_at = by, business_now()
        given.full_clean(exclude=["party", "request"])
        given.save()
        return given


def _open(request: ConsentRequest) -> ConsentRequest:
    rows = ConsentRequest.objects.select_for_update(of=("self",))
    row = rows.select_related("agreement", "rule__agreement").get(pk=request.pk)
    if row.state != ConsentRequest.State.OPEN:
        raise NotNow(f"{row} is {row.get_state_display().lower()}; reopen it first.")
    return row


def _check_answer(row: ConsentRequest, said: Answered) -> None:
    if said.answer not in ConsentAnswer.Answer.values:
        raise EngineError("An answer is consent or refusal; without one there is silence.")
    if not said.answer:
        return
    if said.on is None:
        raise EngineError("Say on which day the answer was given.")
    if said.on < row.asked_date:
        raise EngineError(
            f"{show(said.on)} is before the request of {show(row.asked_date)}; a consent given"
            " earlier was to something else."
        )
    if row.answer_by_date is not None and said.on > row.answer_by_date:
        raise EngineError(
            f"{show(said.on)} is after {show(row.answer_by_date)}, the last day for answers."
            " If later answers are good, give the request a later last day first."
        )
    if said.on > _today(row.agreement) + timedelta(days=1):
        raise EngineError(f"{show(said.on)} is still to come; enter an answer when it is there.")


def move_deadline(*, request: ConsentRequest, to: date | None, by: User, reason: str) -> None:
    """Gives a request another last day for answers, or none."""
    check_user_can_enter(by, request.agreement)
    with recording(by=by, action="move the last day for answers", reason=reason):
        row = _open(request)
        row.answer_by_date = to
        row.full_clean()
        late = [
            one.party.name
            for one in answers_of(row)
            if to is not None and one.answered_date is not None and one.answered_date > to
        ]
        if late:
            raise EngineError(f"{listed(late)} answered later than {show(to)}.")  # type: ignore[arg-type]
        row.save(update_fields=["answer_by_date"])


# Closing


def close(
    *, request: ConsentRequest, by: User, on: date | None = None, reason: str = ""
) -> ConsentRequest:
    """Closes the count: given or not given, kept as it stood, to be cited by what it allows.

    Raises EngineError while nobody can tell, because a holding is not known.
    """
    check_user_can_decide(by, request.agreement)
    with recording(by=by, action="close a consent", reason=reason or f"counted: {request}"):
        row = _open(request)
        count = tally_of(row)
        if count.outcome == "not known":
            raise EngineError(f"It cannot be told whether that is enough. {count.cautions[0]}")
        day = on or _today(row.agreement)
        _check_closing(row, day, whether=count.outcome == "not reached", reason=reason)
        states = ConsentRequest.State
        row.state = states.GIVEN if count.reached else states.NOT_GIVEN
        row.closed_date, row.tally = day, kept(count)
        row.save(update_fields=["state", "closed_date", "tally"])
        return row


def _check_closing(row: ConsentRequest, day: date, *, whether: bool, reason: str) -> None:
    """One that may still be reached is closed before its last day with a reason only."""
    if day > _today(row.agreement) + timedelta(days=1) or day < row.asked_date:
        raise EngineError(
            f"{show(day)} is no day for closing: after the request of {show(row.asked_date)},"
            " and not still to come."
        )
    running = row.answer_by_date is None or day <= row.answer_by_date
    if whether and running and not reason.strip():
        raise EngineError("It may still be reached; say why it is closed now.")
    last = max(
        (one.answered_date for one in answers_of(row) if one.answered_date), default=row.asked_date
    )
    if day < last:
        raise EngineError(f"There is an answer of {show(last)}; it cannot be closed before.")


def reopen_consent(*, request: ConsentRequest, by: User, reason: str) -> None:
    """Opens a closed request again, unless something rests on it."""
    check_user_can_decide(by, request.agreement)
    with recording(by=by, action="reopen a consent", reason=reason):
        row = ConsentRequest.objects.select_for_update().get(pk=request.pk)
        if row.state == ConsentRequest.State.OPEN:
            raise NotNow("This is open.")
        _check_unused(row)
        row.state, row.closed_date, row.tally = ConsentRequest.State.OPEN, None, {}
        row.save(update_fields=["state", "closed_date", "tally"])


def withdraw_consent(*, request: ConsentRequest, by: User, reason: str) -> None:
    """Takes a request back: it stays in the record and allows nothing."""
    check_user_can_enter(by, request.agreement)
    with recording(by=by, action="withdraw a consent", reason=reason):
        row = ConsentRequest.objects.select_for_update().get(pk=request.pk)
        if row.state == ConsentRequest.State.WITHDRAWN:
            raise NotNow("This was taken back already.")
        _check_unused(row)
        row.state, row.closed_date = ConsentRequest.State.WITHDRAWN, _today(request.agreement)
        row.save(update_fields=["state", "closed_date"])


def _check_unused(row: ConsentRequest) -> None:
    used = Adjustment.objects.filter(consent=row, lifted_at=None).first()
    if used is not None:
        raise NotNow(
            f"The {str(used)[:1].lower()}{str(used)[1:]} rests on it; take that back first."
        )


def parties_of(agreement: Agreement, names: Iterable[str]) -> list[Party]:
    """Parties of an agreement by name or role. Raises EngineError for one that is not there."""
    sides = list(Participation.objects.filter(agreement=agreement).select_related("party"))
    by_name = {side.party.name: side.party for side in sides}
    found: dict[str, Party] = {}
    for name in names:
        for one in names_of([name], sides):
            if one not in by_name:
                raise EngineError(f"“{name}” is no party of {agreement.reference}.")
            found[one] = by_name[one]
    return list(found.values())
