"""Every page that has an address: those without a number from the list, the others by example."""

from collections.abc import Iterator

from django.urls import reverse

from agreements.models import Participation
from obligations.models import KeyDate, Obligation, Occurrence
from obligations.urls import urlpatterns

# Pages of one row of a list, by the name of their address.
_OF_OBLIGATIONS = (
    "obligation",
    "responsible",
    "comment",
    "obligation_history",
    "delivery",
    "money_terms",
    "remind_me",
    "outside",
)
_OF_KEY_DATES = ("key_date", "record", "rule_out")
_OF_OCCURRENCES = (
    "complete",
    "extend",
    "waive",
    "dispute",
    "set-aside",
    "assign",
    "acknowledge",
    "not-acknowledged",
    "remind-me",
)
ENTRY = (
    "admin:obligations_absence_changelist",
    "admin:obligations_feed_changelist",
    "admin:obligations_reportschedule_add",
    "admin:obligations_savedview_changelist",
    "admin:index",
    "admin:import_file",
    "admin:agreements_agreement_add",
    "admin:agreements_agreement_changelist",
    "admin:agreements_party_changelist",
    "admin:obligations_keydate_changelist",
    "admin:obligations_obligation_changelist",
    "admin:obligations_reminderpolicy_changelist",
)


def plain_names() -> list[tuple[str, bool]]:
    """The names of addresses that need nothing, or an agreement's reference alone."""
    found = []
    for pattern in urlpatterns:
        needs = set(pattern.pattern.converters)
        if needs <= {"reference"} and pattern.name:
            found.append((pattern.name, bool(needs)))
    return found


def pages_of(reference: str) -> Iterator[str]:
    """The addresses of all pages, with an agreement's own and examples of its rows."""
    for name, of_agreement in plain_names():
        yield reverse(name, args=[reference] if of_agreement else [])
    yield f"{reverse('consents', args=[reference])}?known_on=2020-03-10"
    yield f"{reverse('today')}?as_at=2020-03-09&known_on=2020-03-10"
    yield f"{reverse('agenda')}?known_on=2020-03-10"
    yield from (reverse(name) for name in ENTRY)
    key_date = KeyDate.objects.filter(agreement__reference=reference, kind="event").earliest("pk")
    yield from (reverse(name, args=[key_date.pk]) for name in _OF_KEY_DATES)
    party = Participation.objects.filter(agreement__reference=reference).earliest("pk").party_id
    yield from (reverse(name, args=[party]) for name in ("party", "party_csv", "party_xlsx"))
    duty = Obligation.objects.filter(agreement__reference=reference).earliest("pk")
    yield f"{reverse('obligation', args=[duty.pk])}?known_on=2020-03-10"
    yield from (reverse(name, args=[duty.pk]) for name in _OF_OBLIGATIONS)
    row = Occurrence.objects.filter(obligation=duty).earliest("pk")
    yield from (reverse("act", args=[row.pk, name]) for name in _OF_OCCURRENCES)
    yield reverse("admin:agreements_agreement_change", args=[duty.agreement_id])
    yield reverse("admin:obligations_obligation_change", args=[duty.pk])
