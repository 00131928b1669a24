"""The count: who is left out, what is there, whether it suffices, what would suffice.

Exact throughout (fractions); the order in which holdings, affiliates and
answers are given never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from obligations.engine.consents.suffice import smallest_sets
from obligations.engine.consents.terms import (
    Affiliated,
    Answer,
    Held,
    HolderLine,
    Needed,
    Outcome,
    Tally,
    Threshold,
)
from obligations.engine.consents.words import amount, asked, listed, of_what, percent
from obligations.engine.values import Step

NOTHING = Fraction(0)


@dataclass(frozen=True)
class _Count:
    """The numbers of one count; `unsure`: who counts but holds nobody knows how much."""

    whole: Fraction
    given: Fraction
    refused: Fraction
    unsure_given: tuple[str, ...]
    unsure_other: tuple[str, ...]


def tally(
    needed: Needed,
    held: Iterable[Held],
    answers: Mapping[str, Answer],
    affiliates: Iterable[Affiliated] = (),
    concerned: Iterable[str] = (),
) -> Tally:
    """Counts the answers to a request for consent.

    `held`: what each holder has on the record date. `answers`: by holder or
    named person; whoever is not in it is silent. `concerned`: the holders whom
    the matter concerns, where the clause counts among those. A holder who is
    left out neither adds to what is needed nor to what is given.
    """
    holdings = list(held)
    persons = {person: answers.get(person, "") for person in needed.persons}
    cautions = _listed_twice(holdings)
    if needed.threshold is None:
        return _of_persons(persons, cautions)
    lines = _lines(needed, holdings, answers, list(affiliates), set(concerned))
    counted = [line for line in lines if line.standing == "counted"]
    if needed.threshold.each:
        return _of_each(persons, lines, counted, cautions)
    return _of_share(needed, needed.threshold, persons, lines, counted, cautions)


# Who counts


def _lines(
    needed: Needed,
    holdings: list[Held],
    answers: Mapping[str, Answer],
    affiliates: list[Affiliated],
    concerned: set[str],
) -> tuple[HolderLine, ...]:
    quantities: dict[str, Fraction | None] = {}
    for one in holdings:
        before = quantities.get(one.holder, NOTHING)
        both = before is not None and one.quantity is not None
        quantities[one.holder] = before + one.quantity if both else None  # type: ignore[operator]
    why = left_out(needed.not_counted, affiliates)
    lines = []
    for holder in sorted(quantities, key=lambda name: (-(quantities[name] or NOTHING), name)):
        line = HolderLine(holder, quantities[holder], answers.get(holder, ""))
        if holder in why:
            line = _put(line, "left out", why[holder])
        elif needed.among == "concerned" and holder not in concerned:
            line = _put(line, "not concerned", "the matter does not concern it")
        lines.append(line)
    return tuple(lines)


def _put(line: HolderLine, standing: str, why: str) -> HolderLine:
    return HolderLine(line.holder, line.quantity, line.answer, standing, why)  # type: ignore[arg-type]


def left_out(not_counted: Iterable[str], affiliates: Iterable[Affiliated]) -> dict[str, str]:
    """Whose holdings do not count, and why: those named and, however far, their affiliates.

    One who is an affiliate only because of what it holds counts.
    """
    found = dict.fromkeys(not_counted, "its own holdings are not counted")
    links: dict[str, list[str]] = defaultdict(list)
    for link in affiliates:
        if not link.by_holding_alone:
            links[link.of].append(link.party)
            links[link.party].append(link.of)
    waiting = sorted(found)
    while waiting:
        name = waiting.pop(0)
        for other in sorted(links[name]):
            if other not in found:
                found[other] = f"an affiliate of {name}"
                waiting.append(other)
    return found


def _listed_twice(holdings: list[Held]) -> list[str]:
    parts: dict[str, list[Held]] = defaultdict(list)
    for one in holdings:
        parts[one.holder].append(one)
    return [
        f"{holder} is listed {len(of)} times; the quantities are added. Make sure that nothing is"
        " counted twice."
        for holder, of in sorted(parts.items())
        if len(of) > 1
    ]


# Named persons, and each holder


def _of_persons(persons: Mapping[str, Answer], cautions: list[str]) -> Tally:
    missing = tuple(person for person, answer in persons.items() if answer != "consent")
    silent = tuple(person for person, answer in persons.items() if not answer)
    outcome: Outcome = "reached" if not missing and persons else "not reached"
    if "refusal" in persons.values():
        outcome = "out of reach"
    return Tally(
        outcome=outcome,
        persons=persons,
        persons_missing=missing,
        sufficient=(silent,) if silent and outcome == "not reached" else (),
        steps=tuple(_person_steps(persons)),
        cautions=tuple(cautions),
    )


def _person_steps(persons: Mapping[str, Answer]) -> list[Step]:
    words = {"consent": "consents", "refusal": "refuses", "": "no answer"}
    return [Step("person", f"consent of {name}", words[answer]) for name, answer in persons.items()]


def _of_each(
    persons: Mapping[str, Answer],
    lines: tuple[HolderLine, ...],
    counted: list[HolderLine],
    cautions: list[str],
) -> Tally:
    holders = [line for line in counted if line.quantity != 0]
    everybody = {**persons, **{line.holder: line.answer for line in holders}}
    alone = _of_persons(everybody, cautions)
    consenting = sum(1 for line in holders if line.answer == "consent")
    notes = list(alone.cautions)
    if not holders:
        notes.append("No holder counts, so that there is nobody to consent.")
    step = Step("each", f"{consenting} of {len(holders)} holders consent", alone.outcome)
    return Tally(
        outcome=alone.outcome if holders else "not reached",
        lines=lines,
        persons=persons,
        whole=_sum(holders),
        given=_sum(line for line in holders if line.answer == "consent"),
        refused=_sum(line for line in holders if line.answer == "refusal"),
        missing=tuple(line.holder for line in holders if not line.answer),
        persons_missing=tuple(name for name, answer in persons.items() if answer != "consent"),
        sufficient=alone.sufficient if holders else (),
        steps=(*_left_out_steps(lines), *_person_steps(persons), step),
        cautions=tuple(notes),
    )


# A share


def _of_share(
    needed: Needed,
    threshold: Threshold,
    persons: Mapping[str, Answer],
    lines: tuple[HolderLine, ...],
    counted: list[HolderLine],
    cautions: list[str],
) -> Tally:
    voting = needed.among == "voting"
    count = _counted(counted, voting=voting)
    alone = _of_persons(persons, [])
    open_to = [line for line in counted if not line.answer and line.quantity != 0]
    outcome = _outcome(threshold, count, open_to, voting=voting)
    sets, more = smallest_sets(threshold, count.given, count.whole, open_to, grows=voting)
    if outcome == "reached":
        sets = ((),)
    silent_persons = tuple(name for name, answer in persons.items() if not answer)
    together = tuple((*(p for p in silent_persons if p not in one), *one) for one in sets)
    outcome = _both(outcome, alone.outcome) if persons else outcome
    return Tally(
        outcome=outcome,
        lines=lines,
        persons=persons,
        whole=count.whole,
        given=count.given,
        refused=count.refused,
        lacking=max(threshold.share * count.whole - count.given, NOTHING),
        lacking_strictly=threshold.strictly,
        missing=tuple(line.holder for line in open_to),
        persons_missing=alone.persons_missing,
        sufficient=together if outcome == "not reached" else (),
        more_sets=more and outcome == "not reached",
        steps=_share_steps(needed, threshold, persons, lines, count),
        cautions=(*cautions, *_share_cautions(threshold, count, lines)),
    )


def _counted(counted: list[HolderLine], *, voting: bool) -> _Count:
    base = [line for line in counted if line.answer] if voting else counted
    unsure = [line for line in counted if line.quantity is None]
    return _Count(
        whole=_sum(base),
        given=_sum(line for line in counted if line.answer == "consent"),
        refused=_sum(line for line in counted if line.answer == "refusal"),
        unsure_given=tuple(line.holder for line in unsure if line.answer == "consent"),
        unsure_other=tuple(
            line.holder
            for line in unsure
            if line.answer == "refusal" or (not line.answer and not voting)
        ),
    )


def _sum(lines: Iterable[HolderLine]) -> Fraction:
    return sum((line.quantity or NOTHING for line in lines), NOTHING)


def _outcome(
    threshold: Threshold, count: _Count, open_to: list[HolderLine], *, voting: bool
) -> Outcome:
    """Consenting holders of unknown size can only help; others of unknown size can undo it."""
    if threshold.is_met(count.given, count.whole):
        return "not known" if count.unsure_other else "reached"
    if count.unsure_given:
        return "not known"
    if not count.whole and not open_to:
        return "not reached"
    more = _sum(open_to)
    unsure = any(line.quantity is None for line in open_to)
    whole = count.whole + more if voting else count.whole
    can = unsure or threshold.is_met(count.given + more, whole)
    return "not reached" if can else "out of reach"


def _both(share: Outcome, persons: Outcome) -> Outcome:
    if "out of reach" in (share, persons):
        return "out of reach"
    return share if persons == "reached" else ("not known" if share == "not known" else persons)


# In words


def _left_out_steps(lines: Iterable[HolderLine]) -> list[Step]:
    return [
        Step(
            line.standing,
            f"{line.holder}: {line.why}",
            f"{amount(line.quantity)} not counted" if line.quantity is not None else "not counted",
        )
        for line in lines
        if line.standing != "counted"
    ]


def _share_steps(
    needed: Needed,
    threshold: Threshold,
    persons: Mapping[str, Answer],
    lines: tuple[HolderLine, ...],
    count: _Count,
) -> tuple[Step, ...]:
    counted = [line for line in lines if line.standing == "counted"]
    consenting = [line.holder for line in counted if line.answer == "consent"]
    wanted = threshold.share * count.whole
    more = "more than " if threshold.strictly else ""
    return (
        *_left_out_steps(lines),
        *_person_steps(persons),
        Step("whole", f"counted {of_what(needed.among)}", amount(count.whole)),
        Step("needed", f"{asked(threshold)} of {amount(count.whole)}", f"{more}{amount(wanted)}"),
        Step(
            "given",
            f"consented: {listed(consenting) or 'nobody'}",
            f"{amount(count.given)}, {percent(count.given, count.whole)}",
        ),
    )


def _share_cautions(
    threshold: Threshold, count: _Count, lines: Iterable[HolderLine]
) -> Iterable[str]:
    if count.whole == 0:
        yield "Nothing is counted: enter who holds what on the record date."
    elif count.given and count.given == threshold.share * count.whole:
        yield _tie(threshold)
    for holder in (*count.unsure_given, *count.unsure_other):
        yield f"Nobody knows how much {holder} holds on the record date; find out before you rely."
    for line in lines:
        if line.standing == "left out" and line.answer:
            yield f"{line.holder} answered, but does not count: {line.why}."


def _tie(threshold: Threshold) -> str:
    share = percent(threshold.share, Fraction(1)).removeprefix("about ")
    if threshold.strictly:
        return (
            f"Exactly {share} has consented; more than that is asked for, so one unit is lacking."
        )
    return f"Exactly {asked(threshold).removeprefix('at least ')} has consented: it just suffices."
