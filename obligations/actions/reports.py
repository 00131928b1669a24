"""Reports: asked for, made, called off, asked for again. The row is the record; the queue rings.

A worker claims a report by one conditional update, and each of its beats is conditional on the
beat before. So of two workers one makes it, and a worker that was overtaken, because it slept or
because somebody called the report off, notices within a second and stops. What a dead worker left
is taken up again by the sweep (`pick_up`), which every turn of the clockwork calls.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django_q.models import OrmQ
from django_q.tasks import async_task

from agreements import chain
from agreements.audit import recording
from agreements.models import User
from agreements.sealing import seal
from agreements.walls import seeing_as
from obligations.actions.beating import beat
from obligations.actions.report_turns import check_not_too_many, under_way
from obligations.clock import business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.models import Report
from obligations.outputs import report_files
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import Kind, Wished, read_as_known
from obligations.outputs.renderer import RenderFailed
from obligations.outputs.report_formats import FORMATS, Made
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.report_rows import visible_reports
from obligations.queries.report_scope import Wanted, covered

log = logging.getLogger(__name__)

CLUSTER = "reports"
MAKE = "obligations.tasks.make_report"
MOST_TRIES = 3
# Longer than any part of the making that cannot beat: reading a large portfolio.
LEASE = timedelta(minutes=3)
# What waits for longer than this has lost its bell.
PATIENCE = timedelta(seconds=30)
BEAT = timedelta(seconds=1)
# Where others write for longer, the report prints the head of a moment before.
PATIENCE_OF_SEAL = 3.0

_State = Report.State


class Overtaken(Exception):
    """Somebody called the report off, or another worker has it by now."""


# What people do


def request(*, wanted: Wanted, by: User) -> Report:
    """Asks for a report and returns at once; the one that is under way already, if it is the same.

    Raises NotAllowed or EngineError with a sentence; then nothing is written.
    """
    covers = _checked(wanted, by)
    asked = columns_of(wanted) | {"requested_by": by}
    with recording(by=by, action="ask for a report", reason=in_words(wanted)):
        waiting = under_way(by)
        same = waiting.filter(**asked).first()
        if same is not None:
            return same
        check_not_too_many(waiting)
        return put_in_queue(covers=covers, **asked)


def put_in_queue(**columns: Any) -> Report:
    """Writes a report's row and rings for it; the caller records why."""
    report = Report.objects.create(
        requested_at=machine_now(), stage="Waiting for its turn", **columns
    )
    _ring(report.pk)
    return report


def in_words(wanted: Wanted) -> str:
    """The days that a report is asked for, as its history tells them."""
    known = f", as known on {show(wanted.known_on)}" if wanted.known_on else ""
    return f"as at {show(wanted.as_at)}{known}"


def columns_of(wanted: Wanted) -> dict[str, Any]:
    """What is asked for, as the columns of a report's row."""
    return {
        "kind": wanted.kind,
        "format": wanted.format,
        "scope": wanted.scope,
        "agreement_id": wanted.agreement,
        "closing_id": wanted.closing,
        "party_id": wanted.party,
        "as_at_date": wanted.as_at,
        "known_on_date": wanted.known_on,
        "since_date": wanted.since,
        "horizon_days": wanted.horizon,
        "variant": wanted.variant,
    }


def _checked(wanted: Wanted, by: User) -> list[int]:
    """The agreements that the report will have in it. Raises where there can be no report."""
    today = business_today()
    for day in (wanted.as_at, wanted.known_on):
        if day is not None and day > today:
            raise EngineError(
                f"{show(day)} is still to come. A report says how things stood: choose today,"
                f" {show(today)}, or a day before it."
            )
    if wanted.since is not None and wanted.since > wanted.as_at:
        raise EngineError(
            f"The first day, {show(wanted.since)}, is after the last, {show(wanted.as_at)}."
        )
    return check_scope(wanted, by)


def check_scope(wanted: Wanted, user: User) -> list[int]:
    """The agreements of a report that a person may see. Raises where there is none."""
    if wanted.scope not in KINDS[wanted.kind].scopes:
        raise EngineError("This kind of report is of one agreement: choose which.")
    covers = list(covered(user, wanted).values_list("pk", flat=True))
    if not covers and wanted.scope == "agreement":
        raise NotAllowed("There is no such agreement, or you are not on its team.")
    if not covers and wanted.scope == "party":
        raise NotAllowed("Nothing is owed by or to this party in any agreement that you may see.")
    if not covers:
        raise NotAllowed("There is no agreement that you may see, so there is nothing to report.")
    return covers


def cancel(*, report: Report, by: User) -> None:
    """Calls a report off; a worker that is at it stops within a second."""
    _check_theirs(report, by)
    with recording(by=by, action="call a report off", reason="called off"):
        waiting = Report.objects.filter(pk=report.pk, state__in=(_State.QUEUED, _State.RUNNING))
        if not waiting.update(state=_State.CANCELLED, stage="", finished_at=machine_now()):
            raise NotNow("This report is not being made any more: there is nothing to call off.")


def retry(*, report: Report, by: User) -> None:
    """Asks again for a report that failed or was called off."""
    _check_theirs(report, by)
    with recording(by=by, action="ask for a report again", reason="asked for again"):
        check_not_too_many(under_way(by))
        ended = Report.objects.filter(pk=report.pk, state__in=(_State.FAILED, _State.CANCELLED))
        changed = ended.update(
            state=_State.QUEUED,
            tries=0,
            error="",
            progress=0,
            beat_at=None,
            finished_at=None,
            stage="Waiting for its turn",
        )
        if not changed:
            raise NotNow("This report has neither failed nor been called off.")
        _ring(report.pk)


def ask_tagged(*, report: Report, by: User) -> Report:
    """Asks for a long report once more, with tags: made in one go, which takes longer."""
    _check_theirs(report, by)
    if report.made_as != Report.MadeAs.PLAIN:
        raise NotNow("Only a long report that was made without tags can be asked for with them.")
    again = Report.objects.get(pk=report.pk)
    again.pk, again.variant = None, Report.Variant.TAGGED
    again.requested_by, again.requested_at = by, machine_now()
    again.state, again.stage, again.made_as = _State.QUEUED, "Waiting for its turn", ""
    again.pages = again.size = again.finished_at = again.beat_at = None
    again.stored_as = again.sha256 = again.data_sha256 = again.audit_head = ""
    again.progress = again.tries = 0
    # The schedule has had its turn, and its mail went out.
    again.schedule = again.turn_at = again.message = None
    with recording(by=by, action="ask for a report", reason="with tags for screen readers"):
        check_not_too_many(under_way(by))
        again.save(force_insert=True)
        _ring(again.pk)
    return again


def _check_theirs(report: Report, by: User) -> None:
    if not visible_reports(by).filter(pk=report.pk).exists():
        raise NotAllowed("There is no such report, or it is somebody else's.")


def _ring(report_id: int) -> None:
    """Rings for a report once its row is there to be found. A bell that fails is rung again."""
    transaction.on_commit(lambda: async_task(MAKE, report_id, cluster=CLUSTER), robust=True)


# What a worker does


@dataclass
class Hold:
    """A worker's hold on a report: good for as long as its last beat is the row's."""

    report_id: int
    tries: int
    beat_at: datetime

    def beat(self, stage: str, percent: int) -> None:
        """Shows how far it is, at most once a second. Raises Overtaken where the hold is gone."""
        now = machine_now()
        if now - self.beat_at < BEAT:
            return
        mine = Report.objects.filter(pk=self.report_id, state=_State.RUNNING, beat_at=self.beat_at)
        if not mine.update(stage=stage[:80], progress=percent, beat_at=now):
            raise Overtaken
        self.beat_at = now
        beat("reports")  # one that is at work answers no other call

    def release(self, reason: str, **values: object) -> None:
        """Writes how it ended and lets go. Raises Overtaken where the hold is gone."""
        with recording(by=User.objects.system(), action="make a report", reason=reason):
            mine = Report.objects.filter(
                pk=self.report_id, state=_State.RUNNING, beat_at=self.beat_at
            )
            if not mine.update(**values):
                raise Overtaken


def run(*, report_id: int) -> str:
    """Makes a report if it waits to be made; says in a word what became of it."""
    hold = _claim(report_id)
    if hold is None:
        return "nothing to make"
    try:
        return _made(hold)
    except Overtaken:
        return "called off"
    except (NotAllowed, EngineError) as error:
        return _given_up(hold, str(error))
    except RenderFailed as error:
        log.warning("report %s: %s", report_id, error)
        return _put_back(hold, str(error)) if error.again else _given_up(hold, str(error))
    except Exception as error:  # whatever is wrong with one report, the next one is made
        log.exception("report %s cannot be made", report_id)
        return _put_back(hold, f"It could not be put together ({type(error).__name__}).")


def _claim(report_id: int) -> Hold | None:
    """Takes a report up; None where it is not free: done, called off, or another worker's."""
    now = machine_now()
    free = Q(state=_State.QUEUED) | Q(state=_State.RUNNING, beat_at__lt=now - LEASE)
    with recording(by=User.objects.system(), action="make a report", reason="taken up"):
        rows = Report.objects.filter(free, pk=report_id, tries__lt=MOST_TRIES)
        claimed = rows.update(
            state=_State.RUNNING,
            tries=F("tries") + 1,
            beat_at=now,
            progress=1,
            stage="Reading the agreements",
            error="",
        )
        if not claimed:
            return None
        tries = Report.objects.values_list("tries", flat=True).get(pk=report_id)
    return Hold(report_id, tries, now)


def _made(hold: Hold) -> str:
    report_files.clear(hold.report_id)
    row = Report.objects.select_related("requested_by", "closing").get(pk=hold.report_id)
    # What the report says is sealed first, so that the head that it prints vouches for it.
    seal(patience=PATIENCE_OF_SEAL)
    head = chain.head()
    kind = KINDS[row.kind]
    data = _data(row, kind)
    wished = Wished(
        title=row.get_kind_display(),
        head=head.hash if head else "",
        made_as=_made_as(row),
        may_split=row.variant == row.Variant.STANDARD,
    )
    made = FORMATS[row.format].make(kind, data, wished, hold.beat)
    name = report_files.store(hold.report_id, made.content, row.format)
    try:
        covers = kind.covers(data)
        hold.release("finished", **_finished(made), stored_as=name, covers=covers)
    except Overtaken:
        report_files.remove(name)
        raise
    return f"{made.pages or 'no'} pages in {made.seconds:.1f} s, {made.peak_mb} MB"


def _made_as(row: Report) -> str:
    """As what a PDF is made: as it was asked for."""
    return Report.MadeAs.ARCHIVE if row.variant == row.Variant.ARCHIVE else Report.MadeAs.TAGGED


def _data(report: Report, kind: Kind) -> Any:
    """What the report says, as the person who asked may see it now."""
    person = report.requested_by
    if not person.is_active:
        raise NotAllowed("The person who asked for it can no longer sign in.")
    wanted = wanted_of(report)
    with seeing_as(person):
        if not covered(person, wanted).exists():
            raise NotAllowed("The person who asked for it may no longer see what it is about.")
        return read_as_known(kind, person, wanted, report.requested_at)


def wanted_of(report: Report) -> Wanted:
    """What a report's row asks for."""
    return Wanted(
        report.as_at_date,
        agreement=report.agreement_id,
        party=report.party_id,
        kind=report.kind,
        closing=report.closing_id,
        known_on=report.known_on_date,
        since=report.since_date,
        horizon=report.horizon_days,
        format=report.format,
        variant=report.variant,
    )


def _finished(made: Made) -> dict[str, object]:
    return {
        "state": _State.DONE,
        "stage": "",
        "progress": 100,
        "pages": made.pages,
        "size": len(made.content),
        "sha256": made.sha256,
        "made_as": made.made_as,
        "data_sha256": made.record.sha256,
        "audit_head": made.record.head,
        "finished_at": machine_now(),
        "error": "",
    }


def _put_back(hold: Hold, sentence: str) -> str:
    """Leaves a report for another try; after the last it has failed."""
    if hold.tries >= MOST_TRIES:
        return _given_up(hold, f"{sentence} It was tried {hold.tries} times.")
    try:
        hold.release(sentence, state=_State.QUEUED, stage="Waiting for another try", error=sentence)
    except Overtaken:
        return "called off"
    _ring(hold.report_id)
    return f"put back: {sentence}"


def _given_up(hold: Hold, sentence: str) -> str:
    try:
        hold.release(sentence, **_failed(sentence))
    except Overtaken:
        return "called off"
    return f"failed: {sentence}"


def _failed(sentence: str) -> dict[str, object]:
    return {"state": _State.FAILED, "stage": "", "error": sentence, "finished_at": machine_now()}


# The sweep


def pick_up(*, now: datetime) -> int:
    """Rings for reports that lost their bell or their worker; how many. Gives up the hopeless."""
    dead = Report.objects.filter(state=_State.RUNNING, beat_at__lt=now - LEASE)
    for pk in dead.filter(tries__gte=MOST_TRIES).values_list("pk", flat=True):
        _bury(pk, now)
    lost = Report.objects.filter(state=_State.QUEUED, requested_at__lt=now - PATIENCE)
    waiting = list((dead | lost).order_by("id").values_list("pk", flat=True))
    # A bell that nobody has heard yet will do: the others are rung when it has been.
    if not waiting or OrmQ.objects.filter(key=CLUSTER, lock__lte=now).exists():
        return 0
    for pk in waiting:
        _ring(pk)
    return len(waiting)


def _bury(report_id: int, now: datetime) -> None:
    sentence = f"Making it broke off {MOST_TRIES} times without a word. Tell an administrator."
    with recording(by=User.objects.system(), action="make a report", reason=sentence):
        dead = Report.objects.filter(pk=report_id, state=_State.RUNNING, beat_at__lt=now - LEASE)
        if dead.update(**_failed(sentence)):
            report_files.clear(report_id)
