"""The demonstration's holdings, consents and adjustments: all assumed, entered as people do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from agreements.models import Agreement, Party, User
from obligations.actions import adjustments, consents, delays, entering, occurrences
from obligations.engine.errors import EngineError
from obligations.models import (
    Adjustment,
    ConsentRequest,
    ConsentRule,
    Holding,
    KeyDate,
    Obligation,
    Occurrence,
)

Entry = Mapping[str, Any]


def tell_consents(*, agreement: Agreement, story: Entry, by: User) -> int:
    """Writes holdings, requests with their answers, and adjustments; how much was written.

    Nothing is told twice. Raises EngineError for what the agreement does not
    have, and what the actions raise.
    """
    teller = _Teller(agreement, by)
    return (
        sum(teller.holding(entry) for entry in story.get("holdings") or ())
        + sum(teller.request(entry) for entry in story.get("requests") or ())
        + sum(teller.adjustment(entry) for entry in story.get("adjustments") or ())
    )


class _Teller:
    def __init__(self, agreement: Agreement, by: User) -> None:
        self.agreement = agreement
        self.by = by

    # What the entries name

    def party(self, name: str) -> Party:
        return consents.parties_of(self.agreement, [name])[0]

    def key_date(self, name: str) -> KeyDate:
        row = KeyDate.objects.filter(agreement=self.agreement, name__iexact=name)
        found = row.select_related("agreement").first()
        if found is None:
            raise EngineError(f"There is no key date “{name}”.")
        return found

    def obligation(self, ref: str) -> Obligation:
        rows = Obligation.objects.filter(agreement=self.agreement, ref__iexact=ref)
        found = rows.select_related("agreement").first()
        if found is None:
            raise EngineError(f"There is no obligation “{ref}”.")
        return found

    def occurrence(self, entry: Entry) -> Occurrence:
        rows = Occurrence.objects.filter(agreement=self.agreement, obligation__ref=entry["ref"])
        rows = rows.select_related("agreement", "obligation")
        found = rows.filter(turn=str(entry.get("key", ""))).first()
        if found is None:
            raise EngineError(f"{entry['ref']} has no occurrence “{entry.get('key', '')}”.")
        return found

    # Telling

    def holding(self, entry: Entry) -> int:
        holder, quantity = self.party(entry["holder"]), entry.get("quantity")
        place = {"agreement": self.agreement, "party": holder, "security": entry["of"]}
        if Holding.objects.filter(**place, from_date=entry["from"]).exists():
            return 0
        row = Holding(
            **place,
            quantity=None if quantity is None else Decimal(str(quantity).replace(",", "")),
            from_date=entry["from"],
            until_date=entry.get("until"),
            source=entry.get("source", ""),
            is_assumed=True,
            note=_note(entry),
        )
        entering.save(row=row, by=self.by, reason=_note(entry))
        return 1

    def request(self, entry: Entry) -> int:
        rows = ConsentRequest.objects.filter(agreement=self.agreement, subject=entry["subject"])
        if rows.exists():
            return 0
        request = consents.ask(asked=self._asked(entry), by=self.by, reason=_note(entry))
        for given in entry.get("answers") or ():
            said = consents.Answered(
                party=self.party(given["party"]),
                answer=given["answer"],
                on=given["answered"],
                means=given.get("by", ""),
                note=given.get("note", ""),
            )
            consents.answer(request=request, said=said, by=self.by)
        if closed := entry.get("closed"):
            consents.close(request=request, by=self.by, on=closed, reason=_note(entry))
        return 1

    def _asked(self, entry: Entry) -> consents.Asked:
        rule = ConsentRule.objects.filter(agreement=self.agreement, name__iexact=entry["rule"])
        found = rule.select_related("agreement").first()
        if found is None:
            raise EngineError(f"There is no consent rule “{entry['rule']}”.")
        about: dict[str, Any] = {}
        if "key" in entry:
            about["occurrence"] = self.occurrence(entry)
        elif "ref" in entry:
            about["obligation"] = self.obligation(entry["ref"])
        elif "key date" in entry:
            about["key_date"] = self.key_date(entry["key date"])
        return consents.Asked(
            rule=found,
            matter=entry["matter"],
            subject=entry["subject"],
            on=entry["asked"],
            record=entry.get("record"),
            answers_by=entry.get("answers by"),
            new_date=entry.get("to"),
            is_assumed=True,
            note=_note(entry),
            **about,
        )

    def adjustment(self, entry: Entry) -> int:
        """One entry of the ledger, unless one with the same reason is there."""
        reason = _note(entry)
        if Adjustment.objects.filter(agreement=self.agreement, reason=reason).exists():
            return 0
        ways = {
            "delay": self._delay,
            "extension": self._extension,
            "permission": self._permission,
            "waiver": self._waiver,
        }
        if entry.get("kind") not in ways:
            raise EngineError(f"There is no adjustment “{entry.get('kind')}” in a story.")
        ways[entry["kind"]](entry, reason)
        return 1

    def _delay(self, entry: Entry, reason: str) -> None:
        delay = delays.Delay(
            key_date=self.key_date(entry["key date"]),
            first=entry["from"],
            last=entry.get("until"),
            caused_by=entry["caused by"],
            efforts=entry.get("efforts", ""),
            evidence=entry.get("evidence", ""),
            occurrence=self.occurrence(entry) if "ref" in entry else None,
            is_claim=bool(entry.get("claimed")),
            is_assumed=True,
        )
        delays.enter_delay(delay=delay, by=self.by, reason=reason)

    def _extension(self, entry: Entry, reason: str) -> None:
        if "ref" in entry:
            occurrences.extend(
                occurrence=self.occurrence(entry),
                to=entry["to"],
                agreed_with=entry["agreed with"],
                by=self.by,
                reason=reason,
                is_assumed=True,
            )
            return
        extension = adjustments.NewDate(
            key_date=self.key_date(entry["key date"]),
            to=entry["to"],
            agreed_with=entry["agreed with"],
            is_assumed=True,
        )
        adjustments.extend_key_date(extension=extension, by=self.by, reason=reason)

    def _permission(self, entry: Entry, reason: str) -> None:
        act = adjustments.Act(
            obligation=self.obligation(entry["ref"]),
            first=entry.get("from"),
            last=entry.get("until"),
            quantity=Decimal(str(entry["quantity"])) if "quantity" in entry else None,
            unit=entry.get("unit", ""),
            is_assumed=True,
        )
        adjustments.permit(act=act, by=self.by, reason=reason)

    def _waiver(self, entry: Entry, reason: str) -> None:
        occurrences.waive(
            occurrence=self.occurrence(entry), by=self.by, reason=reason, is_assumed=True
        )


def _note(entry: Entry) -> str:
    """Why it is so; an entry without a reason is refused by whatever writes it."""
    return " ".join(str(entry.get("note", "")).split())
