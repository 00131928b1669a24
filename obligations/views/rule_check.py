"""A rule while it is typed: what it means and gives, and what may stand at its cursor.

Used by every form with a rule in it; static/admin-longstop/rule-check.js and
rule-complete.js ask.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.clock import business_now
from obligations.engine.run import show, show_instant
from obligations.engine.values import Outcome
from obligations.permissions import check_user_can_enter
from obligations.queries.rule_completion import complete_rule
from obligations.queries.rule_trial import Draft, Trial, TypedKeyDate, try_rule

SHOWN = 6
# Of a notice's rules, tried one by one.
MOST_LINES = 50
CONVENTIONS = ("calendar", "roll", "month_end", "fiscal_year_end", "zone", "law")


@require_POST
@never_cache
def rule_check(request: HttpRequest) -> HttpResponse:
    """What a typed rule says and gives today; or the word that is wrong and what was expected.

    Fields: `text`; `agreement` (its number, empty for a new one); `where`
    (obligation, key date, notice, carve-out); `kind` of the obligation; `own`,
    the name or reference whose rule it is; `key_dates` and `conventions` as
    JSON, where the page has them unsaved.
    """
    assert isinstance(request.user, User)
    check_user_can_enter(request.user)
    agreement = _agreement(request.user, request.POST.get("agreement", ""))
    try:
        drafts = _drafts(request)
    except (ValueError, TypeError, AttributeError):
        return HttpResponseBadRequest("The page sent what cannot be read.")
    now = business_now()
    trials = [try_rule(request.user, agreement, draft, now) for draft in drafts]
    shown = {"trials": [_shown(trial) for trial in trials], "several": len(trials) > 1}
    return render(request, "rule_check/result.html", shown)


@require_POST
@never_cache
def rule_complete(request: HttpRequest) -> HttpResponse:
    """What may stand at the cursor of a typed rule, as JSON.

    Fields as for rule_check, of which `text` is one rule alone, and `cursor`, a
    number of characters. The answer: `start` and `end` of what is replaced,
    `begun` (a word is), `options` of text, kind and meaning, `expected` in words.
    """
    assert isinstance(request.user, User)
    check_user_can_enter(request.user)
    agreement = _agreement(request.user, request.POST.get("agreement", ""))
    try:
        cursor = int(request.POST.get("cursor", ""))
        draft = replace(_draft(request.POST, ""), text=request.POST.get("text", ""))
    except (ValueError, TypeError, AttributeError):
        return HttpResponseBadRequest("The page sent what cannot be read.")
    found = complete_rule(request.user, agreement, draft, cursor)
    return JsonResponse(
        {
            "start": found.start,
            "end": found.end,
            "begun": found.begun,
            "options": [asdict(suggestion) for suggestion in found.suggestions],
            "expected": found.expected,
        }
    )


def _agreement(user: User, number: str) -> Agreement | None:
    if not number:
        return None
    rows = visible_agreements(user)
    found = rows.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    if found is None:
        raise Http404("There is no such agreement, or you are not on its team.")
    return found


def _drafts(request: HttpRequest) -> list[Draft]:
    """One draft, or for a notice rule one for each line."""
    data = request.POST
    text = data.get("text", "")
    texts = text.splitlines()[:MOST_LINES] if data.get("where") == "notice" else [text]
    return [_draft(data, text) for text in texts if text.strip()]


def _draft(data: QueryDict, text: str) -> Draft:
    where = data.get("where", "obligation")
    kind = "restriction" if where == "carve-out" else data.get("kind", "")
    return Draft(
        text=text.strip(),
        receipt=where == "notice",
        kind=kind if where != "key date" else "",
        own=data.get("own", "").strip() if where in ("obligation", "key date") else "",
        defines=where == "key date",
        key_dates=_key_dates(data.get("key_dates", "")),
        conventions=_conventions(data.get("conventions", "")),
    )


def _key_dates(text: str) -> list[TypedKeyDate] | None:
    if not text:
        return None
    rows = json.loads(text)
    return [
        TypedKeyDate(" ".join(str(row["name"]).split()), str(row["kind"]), str(row.get("rule", "")))
        for row in rows[:500]
    ]


def _conventions(text: str) -> dict[str, str] | None:
    if not text:
        return None
    read = json.loads(text)
    return {name: str(read.get(name, "")) for name in CONVENTIONS}


def _shown(trial: Trial) -> dict[str, Any]:
    text, start, end = trial.draft.text, trial.start, trial.end
    outcomes = [occurrence.outcome for occurrence in trial.occurrences]
    coming = [o for o in outcomes if o.day is None or o.day >= trial.today]
    return {
        "trial": trial,
        "before": text[:start],
        "wrong": text[start:end],
        "after": text[end:],
        "stops_early": bool(trial.error) and start == end == len(text) and bool(text),
        "only": outcomes[0] if len(outcomes) == 1 else None,
        "when": in_words(outcomes[0]) if len(outcomes) == 1 else "",
        "next": [in_words(o) for o in (coming or outcomes[-SHOWN:])[:SHOWN]],
        "number": len(outcomes),
        "cautions": list(dict.fromkeys(c for o in outcomes for c in o.cautions)),
    }


def in_words(outcome: Outcome) -> SafeString:
    """When an outcome is: a phrase with its dates marked up."""
    if outcome.state == "void":
        return SafeString("does not apply as things stand")
    if outcome.day is None:
        names = ", ".join(f"[{name}]" for name in outcome.awaiting)
        return format_html("waits for {}", names or "a decision")
    phrase = _span(outcome)
    if outcome.at is not None:
        phrase = format_html("{}, {}", phrase, show_instant(outcome.at).partition(" on ")[0])
    if outcome.grace_until is not None:
        phrase = format_html("{}, with grace until {}", phrase, show(outcome.grace_until))
    if outcome.first_free is not None:
        phrase = format_html("{}, free again on {}", phrase, show(outcome.first_free))
    return phrase


def _span(outcome: Outcome) -> SafeString:
    start, last = outcome.start, outcome.due or outcome.end
    if last is None:
        return format_html("from {} on", _strong(start))
    if start is not None:
        return format_html("from {} to {}", _strong(start), _strong(last))
    return format_html("{}{}", "" if outcome.due else "until ", _strong(last))


def _strong(day: date | None) -> SafeString:
    assert day is not None
    return format_html('<strong><time datetime="{}">{}</time></strong>', day, show(day))
