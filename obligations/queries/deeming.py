"""The notice rules of an agreement at work: deemed receipt forwards, the last sending backwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from agreements.models import Agreement
from obligations.calendars_in_force import in_force
from obligations.engine import syntax as s
from obligations.engine.clock import instant, read_zone, zone_info
from obligations.engine.deeming import Deeming, deem
from obligations.engine.errors import EngineError
from obligations.engine.names import fold
from obligations.engine.notices import SendBy, send_by
from obligations.engine.parser import parse
from obligations.engine.run import show, show_instant
from obligations.engine.values import Moment, World
from obligations.facts import conventions_of, names_of_agreement
from obligations.models import NoticeRule


@dataclass(frozen=True, slots=True)
class Sending:
    """A moment of sending: the day, the wall time where it is known, and its zone.

    `zone` is the name of a place, or what read_zone reads; `at` is None where
    only the day is known.
    """

    day: date
    at: time | None = None
    zone: str = ""

    def moment(self, home: str) -> Moment:
        """As the engine takes it; without a zone of its own, in the agreement's.

        Raises EngineError for a wall time that does not exist or comes twice.
        """
        if self.at is None:
            return Moment(self.day)
        zone = read_zone(self.zone or home).literal()
        return Moment(self.day, instant(self.day, self.at, zone))


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to send a notice: the agreement's row for it and its rules, parsed."""

    row: NoticeRule
    rules: tuple[s.Rule, ...]

    @property
    def name(self) -> str:
        """What the agreement's notice rules call it."""
        return self.row.channel


@dataclass(frozen=True, slots=True)
class LastSending:
    """The latest sending by a channel for a notice to count by a day.

    `sentence` says it for a person. `at` is the last minute, in the
    agreement's zone; None where the channel cannot be worked back, because
    receipt decides.
    """

    channel: Channel
    at: datetime | None
    sentence: str
    found: SendBy | None


class NoticeClause:
    """The notice rules of one agreement, ready to be asked any number of times: three queries."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.conventions = conventions_of(agreement)
        calendars = in_force()
        self.world = World({}, self.conventions, calendar_of=calendars.of)
        self.zone = self.conventions.zone or "UTC"
        names = names_of_agreement(agreement)
        self.channels = [
            Channel(row, tuple(parse(text, names, calendars.ids) for text in row.rules))
            for row in NoticeRule.objects.filter(agreement=agreement).order_by("position", "id")
        ]

    def channel(self, name: str) -> Channel:
        """The channel of a name, however capitalised. Raises EngineError naming the known ones."""
        for channel in self.channels:
            if fold(channel.name) == fold(name):
                return channel
        if not self.channels:
            raise EngineError(
                f"{self.agreement.reference} has no notice rules yet: enter how notices are sent."
            )
        known = ", ".join(channel.name for channel in self.channels)
        raise EngineError(
            f"{self.agreement.reference} has no notice rule for “{name}”; its channels are {known}."
        )

    def deem(self, channel: Channel, sending: Sending, received: date | None = None) -> Deeming:
        """When a notice counts as received. Raises EngineError with a sentence."""
        moment = sending.moment(self.zone)
        if received is not None and received < moment.day and not _is_beyond(moment, received):
            raise EngineError(
                f"It cannot have arrived on {show(received)}, before it was sent on"
                f" {show(moment.day)}."
            )
        return deem(channel.rules, moment, self.world, received)

    def last_sendings(self, by: date) -> list[LastSending]:
        """For each channel, by when to send so that a notice counts by a day."""
        return [self.last_sending(channel, by) for channel in self.channels]

    def last_sending(self, channel: Channel, by: date) -> LastSending:
        """For one channel, by when to send so that a notice counts by a day."""
        try:
            found = send_by(channel.rules, by, self.world)
        except EngineError as error:
            return LastSending(channel, None, str(error), None)
        if found is None:
            return LastSending(
                channel, None, f"Receipt decides: it has to arrive by {show(by)}.", None
            )
        zone = zone_info(self.zone)
        at = found.at or datetime.combine(found.day, time(23, 59), zone)
        at = at.astimezone(zone)
        counts = show(found.deemed.day) if found.deemed.day else ""
        until = show_instant(at) if found.at else f"the end of {show(found.day)}"
        sentence = f"Send it by {until}; it then counts as received on {counts}."
        return LastSending(channel, at, sentence, found)


def _is_beyond(moment: Moment, received: date) -> bool:
    """Whether it can have arrived on an earlier date, west of the date line or of midnight."""
    if moment.at is None:
        return False
    return received >= moment.at.astimezone(UTC).date() or (moment.day - received).days <= 1


def read_sending(text: str, zone: str = "") -> Sending:
    """A moment of sending from 2000-09-01, 2000-09-01T14:30 or 2000-09-01T14:30-07:00.

    Raises EngineError for anything else.
    """
    try:
        if len(text) == len("2000-09-01"):
            return Sending(date.fromisoformat(text), None, zone)
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise EngineError(
            f"“{text}” is no moment of sending; write it as 2000-09-01T14:30."
        ) from error
    if at.tzinfo is None:
        return Sending(at.date(), at.time(), zone)
    if zone:
        at = at.astimezone(read_zone(zone).literal())
        return Sending(at.date(), at.time(), zone)
    local = at.astimezone(UTC)
    return Sending(local.date(), local.time(), "UTC")
