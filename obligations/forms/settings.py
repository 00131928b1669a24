"""What a person sets for themselves: reminders, the daily mail, what they follow."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

from obligations.actions.ladders import LONGEST
from obligations.actions.preferences import FURTHEST, LONGEST_NAG, Wishes
from obligations.forms.fields import words
from obligations.forms.leads import PlainLeadsField
from obligations.forms.obligation import ObligationForm
from obligations.models import ExternalRecipient, Obligation, Preferences

USUAL, NEVER, EVERY = "usual", "never", "every"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ZoneNameField(forms.CharField):
    """The name of a time zone, as Europe/London; however it is capitalised."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value).strip().replace(" ", "_")
        names = {name.casefold(): name for name in available_timezones()}
        if text.casefold() not in names:
            raise ValidationError(
                f"“{text}” is no time zone. Write it by its place, as Europe/London or"
                " America/New_York."
            )
        return names[text.casefold()]


class SettingsForm(forms.Form):
    """All that a person may set about their own mails, in one form with three parts."""

    leads = PlainLeadsField(
        longest=FURTHEST,
        label="Days before a date",
        help_text="As 30, 14, 7, 1. Empty: the usual ones. “none”: on the day alone.",
    )
    on_the_day = forms.BooleanField(label="On the day itself too", required=False)
    nag = forms.ChoiceField(
        label="While something is overdue",
        choices=(
            (USUAL, "As usual"),
            (EVERY, "Every so many days, as said below"),
            (NEVER, "Not again"),
        ),
        widget=forms.RadioSelect,
        help_text="Where an obligation names a policy, that decides.",
    )
    nag_every = forms.IntegerField(
        label="Days between reminders of what is overdue",
        required=False,
        min_value=1,
        max_value=LONGEST_NAG,
        error_messages={
            "invalid": "Write a number of days, as 3.",
            "min_value": "One day is the least.",
            "max_value": f"{LONGEST_NAG} days is the most.",
        },
    )
    digest_hour = forms.TypedChoiceField(
        label="Hour of the daily mail",
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text="On Mondays to Fridays, where you are. Nothing comes on a day without reminders.",
        error_messages={"invalid_choice": "Choose one of the hours from 00:00 to 23:00."},
    )
    zone = ZoneNameField(
        label="Time zone",
        max_length=64,
        widget=forms.TextInput({"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
    )
    own_moves = forms.BooleanField(
        label="Tell me also of dates that I have moved myself", required=False
    )
    nothing_due_weekday = forms.TypedChoiceField(
        label="Once a week, say that nothing is due",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Not wished"), *((str(n), f"On {day}s") for n, day in enumerate(WEEKDAYS))],
        help_text="Comes when you are reminded of nothing on that day, with what is next.",
        error_messages={"invalid_choice": "Choose a day of the week."},
    )

    MAILS = ("leads", "on_the_day", "nag", "nag_every")
    DAILY = ("digest_hour", "zone")
    OTHER = ("own_moves", "nothing_due_weekday")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        chosen, every = found.get("nag"), found.get("nag_every")
        if chosen == EVERY and every is None and "nag_every" not in self.errors:
            self.add_error("nag_every", "Say after how many days, as 3.")
        if found.get("leads") == [] and not found.get("on_the_day"):
            self.add_error(
                "leads", "That would be no reminder at all. Give days, or tick the day itself."
            )
        return found

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Some of the fields, in their order."""
        return [self[name] for name in names]

    @property
    def mails(self) -> list[forms.BoundField]:
        return self.part(self.MAILS)

    @property
    def daily(self) -> list[forms.BoundField]:
        return self.part(self.DAILY)

    @property
    def other(self) -> list[forms.BoundField]:
        return self.part(self.OTHER)

    @property
    def wishes(self) -> Wishes:
        """What was set, for the action; of a form that is valid."""
        said = self.cleaned_data
        nag = {USUAL: None, NEVER: 0, EVERY: said["nag_every"]}[said["nag"]]
        names = ("leads", "on_the_day", "digest_hour", "zone", "own_moves", "nothing_due_weekday")
        return Wishes(nag_every=nag, **{name: said[name] for name in names})


def initial_of(row: Preferences, zone: str) -> dict[str, Any]:
    """What the form shows of a person's preferences and zone."""
    nag = USUAL if row.nag_every is None else NEVER if row.nag_every == 0 else EVERY
    weekday = row.nothing_due_weekday
    return {
        "leads": row.leads,
        "on_the_day": row.on_the_day,
        "nag": nag,
        "nag_every": row.nag_every or None,
        "digest_hour": row.digest_hour,
        "zone": zone,
        "own_moves": row.own_moves,
        "nothing_due_weekday": "" if weekday is None else str(weekday),
    }


class FollowForm(ObligationForm):
    """When a person wants to be reminded of one obligation."""

    leads = PlainLeadsField(
        longest=LONGEST,
        label="Days before a date",
        help_text="As 90, 30, 7. Empty: as usual. “none”: on the day alone.",
    )
    on_the_day = forms.BooleanField(label="On the day itself too", required=False)


class OutsideForm(ObligationForm):
    """Who outside is to be reminded of an obligation, and when."""

    who = forms.ChoiceField(
        label="Who is reminded",
        help_text="The mail goes to the address for notices that the agreement has for them.",
    )
    leads = PlainLeadsField(
        longest=LONGEST,
        label="Days before the date",
        required=True,
        help_text="As 30, 7. “none”: on the day alone.",
        error_messages={"required": "Give the days before, as 30, 7."},
    )
    on_the_day = forms.BooleanField(label="On the day itself too", required=False, initial=True)
    reason = words(
        2, label="Why", error_messages={"required": "Say in a few words why; it is kept."}
    )

    def __init__(self, *args: Any, obligation: Obligation, **options: Any) -> None:
        super().__init__(*args, obligation=obligation, **options)
        parties = obligation.agreement.participations.select_related("party").order_by(
            "position", "pk"
        )
        self.parties = {str(party.pk): party for party in parties}
        choice = self.fields["who"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            *ExternalRecipient.Side.choices,
            *(
                (pk, f"{party}, {party.email or 'without an address yet'}")
                for pk, party in self.parties.items()
            ),
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What was said, for the action; of a form that is valid."""
        found = dict(self.cleaned_data)
        party = self.parties.get(who := found.pop("who"))
        return {**found, "side": "" if party else who, "participation": party}


class StopOutsideForm(ObligationForm):
    """Why a party outside is reminded no more."""

    reason = words(
        2, label="Why", error_messages={"required": "Say in a few words why; it is kept."}
    )
