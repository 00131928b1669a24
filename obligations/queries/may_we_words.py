"""What prohibitions and carve-outs say to a question, in sentences."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from obligations.engine.permission import Answer, CarveFinding, Finding, Period, Question
from obligations.engine.run import show
from obligations.queries.prohibitions import Banned, quantity

WORDS = {
    "allowed": "Allowed",
    "within": "Allowed within a carve-out",
    "only if": "Allowed only if confirmed",
    "forbidden": "Forbidden",
}


def asked(question: Question) -> str:
    """The act as it is asked: sell shares; sell 50,000 shares; assign (10 patents)."""
    if question.quantity is None:
        return question.act
    so_many = quantity(question.quantity, question.unit)
    if question.unit and question.act.endswith(f" {question.unit}"):
        return f"{question.act.removesuffix(question.unit)}{so_many}"
    return f"{question.act} ({so_many})"


def in_sentence(answer: Answer, party: str, known: list[tuple[Banned, Finding]]) -> str:
    """The answer in a sentence, with the clauses that decide it."""
    question = answer.question
    what = f"{asked(question)} on {show(question.day)}"
    deciding = [one for one, finding in known if finding.verdict == answer.verdict]
    clauses = listed(dict.fromkeys(_clause(one) for one in deciding))
    if answer.verdict == "allowed":
        return f"No prohibition that you may see keeps {party} from this: {what}."
    if answer.verdict == "within":
        return f"{party} may {what}, within {_free_titles(answer, known)}."
    if answer.verdict == "only if":
        return f"{party} may {what} only if somebody confirms what {clauses} ask{_s(deciding)} for."
    free = answer.free_from
    later = (
        f" It is not forbidden from {show(free)} on." if free else " No first free day is known."
    )
    return f"{party} may not {what}: {clauses} forbid{_s(deciding)} it.{later}"


def _free_titles(answer: Answer, known: list[tuple[Banned, Finding]]) -> str:
    """The first carve-out that each clause leaves free: “Rule 144 sales” (UA-1999 3(j))."""
    found: dict[str, None] = {}
    for one, finding in known:
        free = next((c for c in finding.carve_outs if c.verdict == answer.verdict), None)
        if free is not None and finding.verdict == answer.verdict:
            row = one.carve_outs.get(free.carve_out.key)
            title = f"“{row.title}”" if row else "a permission"
            found[f"{title} ({_clause(one)})"] = None
    return listed(found)


def _s(deciding: list[Banned]) -> str:
    return "s" if len({_clause(one) for one in deciding}) == 1 else ""


def _clause(one: Banned) -> str:
    return f"{one.agreement.reference} {one.obligation.section}"


def listed(names: object) -> str:
    """Names in a row: A, B and C."""
    *first, last = list(names) or [""]  # type: ignore[call-overload]
    return f"{', '.join(first)} and {last}" if first else str(last)


# Prohibitions


def about_finding(one: Banned, finding: Finding, day: date) -> str:
    """Why a prohibition applies to the question or does not."""
    period, standing = finding.prohibition.period, finding.standing
    if standing == "applies":
        return f"In force {_span(period)}."
    if standing == "not begun" and period.first:
        return f"It begins only on {show(period.first)}."
    if standing == "waiting":
        return f"Not in force. It may begin at any time: it waits for {listed(period.waits)}."
    if standing == "set aside" and finding.prohibition.set_aside:
        since = finding.prohibition.set_aside.since
        return (
            f"It was {finding.prohibition.set_aside.word}{f' on {show(since)}' if since else ''}."
        )
    if standing in ("ended", "perhaps ended") and period.end:
        return f"It ended on {show(period.end)}; the first free day was {show(_next(period.end))}."
    return _APART.get(standing, "It does not apply.")


_APART = {
    "void": "Its condition is not met: it does not apply.",
    "another act": "It forbids other acts.",
    "no acts": "It does not say in data which acts it forbids: read it.",
}


def _span(period: Period) -> str:
    since = f"since {show(period.first)}" if period.first else "from the beginning"
    if period.end is None:
        return f"{since}, with no last day known"
    return f"{since} until {show(period.end)}; the first free day is {show(_next(period.end))}"


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def cautions_of(one: Banned, finding: Finding, question: Question) -> tuple[str, ...]:
    """What a lawyer should know of the period of a prohibition before relying on it."""
    if not finding.concerns:
        return ()
    found = list(_of_period(finding, question.day))
    found += one.occurrence.cautions
    if one.occurrence.phase == "disputed":
        found.append("It is disputed; it counts as in force.")
    condition = one.obligation.terms.condition if one.obligation.terms else ""
    if condition and finding.standing == "applies":
        found.append(f"It says of itself: {condition}")
    return tuple(dict.fromkeys(found))


def _of_period(finding: Finding, day: date) -> list[str]:
    period, found = finding.prohibition.period, []
    if period.safe_last and period.last and period.safe_last > period.last:
        found.append(
            f"Its last day can be read in several ways, from {show(period.last)} to"
            f" {show(period.safe_last)}; it counts until the latest."
        )
    if finding.standing == "perhaps ended":
        names = listed(finding.prohibition.may_extend)
        found.append(f"Its end can still become later: {names} did not happen so far.")
    return found


# Carve-outs


def about_carve_out(one: Banned, found: CarveFinding, question: Question) -> str:
    """What a carve-out is worth for the question, with the count."""
    row = one.carve_outs.get(found.carve_out.key)
    cap = found.carve_out.cap
    unit = cap.unit if cap else ""
    words = {
        "another act": "It leaves another act free.",
        "another party": f"It is for {row.persons or listed(row.parties)} only." if row else "",
        "by consent": "Only with a consent, and none that is recorded covers this day.",
        "not yet": _opens(found),
        "over": f"It was over on {show(found.period.end)}." if found.period.end else "It is over.",
        "waiting": f"Not open: it waits for {listed(found.depends)}.",
        "used up": f"Its cap is used up: {quantity(found.used, unit)} were used.",
        "too much": f"Too much: {_left(found, unit)}.",
        "another unit": f"Its cap counts {unit}: confirm how many, {_left(found, unit)}.",
    }
    if found.standing in words:
        return words[found.standing]
    return _free(found, question, unit)


def _opens(found: CarveFinding) -> str:
    return f"It opens on {show(found.period.first)}." if found.period.first else "Not open yet."


def _left(found: CarveFinding, unit: str) -> str:
    left = quantity(found.left or Decimal(0), unit)
    if not found.used:
        return f"{left} are left, and none were used"
    return f"{left} are left after {quantity(found.used, unit)} were used"


def _free(found: CarveFinding, question: Question, unit: str) -> str:
    parts = []
    if found.period.first or found.period.end:
        parts.append(f"Open {_open(found.period)}")
    if found.left is not None:
        parts.append(_left(found, unit))
        if question.quantity is not None and question.quantity <= found.left:
            after = quantity(found.left - question.quantity, unit)
            parts.append(f"{after} would be left after this")
    if found.carve_out.condition:
        parts.append(f"only if: {found.carve_out.condition.rstrip('.')}")
    if found.depends:
        parts.append(f"only while this stays as it is: {listed(found.depends)} did not happen")
    text = "; ".join(parts) or "Free without more"
    return f"{text[:1].upper()}{text[1:]}."


def _open(period: Period) -> str:
    since = f"since {show(period.first)}" if period.first else ""
    until = f"until {show(period.end)}" if period.end else ""
    return " ".join(part for part in (since, until) if part)
