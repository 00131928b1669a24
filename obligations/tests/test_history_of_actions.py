"""Every public action leaves history rows that name its person and its reason."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.files.base import ContentFile

import obligations.actions
from agreements.audit import recording
from agreements.models import Agreement, Defect, Participation, Party, User
from obligations.actions import (
    absences,
    acknowledging,
    adjustments,
    calendar_applying,
    calendars,
    carve_outs,
    consents,
    defects,
    delays,
    documents,
    entering,
    external,
    feeds,
    files,
    happenings,
    holding,
    letters,
    money_entries,
    money_import,
    money_payments,
    money_story,
    money_terms,
    notices,
    occurrences,
    people,
    preferences,
    readings,
    report_schedules,
    reports,
    ruling_out,
    saved_views,
    scenario_applying,
    scenarios,
    schedules,
    story,
    together,
)
from obligations.actions import closing as checklists
from obligations.actions import recompute as recomputing
from obligations.agreement_file import read
from obligations.agreement_file.notices import read_notices
from obligations.agreement_file.schema_money import MoneyEntry
from obligations.clock import business_now
from obligations.engine.money.values import Money
from obligations.models import (
    Absence,
    Adjustment,
    BaseRate,
    CalendarVersion,
    CarveOut,
    CarveOutUse,
    ClosingItem,
    ConsentRequest,
    Hold,
    KeyDate,
    Notice,
    NoticeRule,
    Obligation,
    Occurrence,
    Payment,
    ReportSchedule,
    SavedView,
    Scenario,
    ScenarioStep,
    Schedule,
)
from obligations.queries.register import Filters
from obligations.queries.report import Wanted
from obligations.queries.scenarios import effect_of
from obligations.tests import calendars as calendars_cast
from obligations.tests import consenting
from obligations.tests.conftest import FILES
from obligations.tests.finding import key_date_of, obligation_of, row_of

DAY = date(2020, 3, 9)
WHY = "because the test wants it"
TEXT = (FILES / "closing-2020.yaml").read_text(encoding="utf-8")

# Actions that write no tracked row of their own, each with its reason.
WITHOUT = {
    "carve_outs.foresee_use": "only looks",
    "carve_outs.tell_uses": "tells a story through the actions that are tried here",
    "clock.forward": "moves the demonstration's clock; what the night works out is the system's",
    "file_notices.record_notices": "writes inside an import",
    "foreseeing_notices.foresee_notice": "takes back whatever it writes",
    "foreseeing_notices.foresee_withdrawing": "takes back whatever it writes",
    "foreseeing.foresee_recording": "takes back whatever it writes",
    "people.send_invitation": "sends a mail",
    "entering.take_charge": "writes inside another action",
    "entering.write_obligation": "writes inside another action",
    "file_consents.write_consents": "writes inside another action",
    "ledger_entries.lift": "writes inside another action",
    "ledger_entries.settle_entry": "works dates out inside another action",
    "calendar_applying.foresee": "takes back whatever it writes",
    "defects.stamp": "sets who decided on a row that another action saves",
    "defects.write_defects": "writes inside an import",
    "schedules.follow": "works dates out inside another action",
    "scenario_files.import_scenario": "puts on paper through the actions that are tried here",
    "story_consents.tell_consents": "tells a story through the actions that are tried here",
    "money_entries.settle_sales": "works dates out inside another action",
    "money_payments.foresee_payment": "only looks",
    "telling.tell_of": "writes inside whatever moves the dates",
    "ticking.tick": "is rung by a machine, which is no person",
}


@dataclass
class World:
    """What the actions act upon: an agreement, its owner, an administrator."""

    agreement: Agreement
    owner: User
    colleague: User
    administrator: User

    def row(self, ref: str = "report", turn: str = "") -> Occurrence:
        return row_of(self.agreement, ref, turn)

    def upload(self) -> ContentFile:
        return ContentFile(b"Sent.", "letter.txt")


@pytest.fixture
def world(closing, owner, colleague, administrator, own_files) -> World:
    return World(closing, owner, colleague, administrator)


# Each prepares, and gives the act itself with the person who does it.
Act = tuple[User, Callable[[], Any]]
ACTS: dict[str, Callable[[World], Act]] = {}


def act(name: str) -> Callable[[Callable[[World], Act]], Callable[[World], Act]]:
    def keep(prepare: Callable[[World], Act]) -> Callable[[World], Act]:
        ACTS[name] = prepare
        return prepare

    return keep


def by_owner(name: str, do: Callable[[World], Any]) -> None:
    ACTS[name] = lambda world: (world.owner, lambda: do(world))


by_owner(
    "occurrences.complete",
    lambda w: occurrences.complete(occurrence=w.row(), on=DAY, by=w.owner, note=WHY),
)
by_owner(
    "occurrences.waive", lambda w: occurrences.waive(occurrence=w.row(), by=w.owner, reason=WHY)
)
by_owner(
    "occurrences.dispute",
    lambda w: occurrences.dispute(occurrence=w.row(), by=w.owner, reason=WHY),
)
by_owner(
    "occurrences.set_aside",
    lambda w: occurrences.set_aside(occurrence=w.row(), by=w.owner, reason=WHY),
)
by_owner(
    "occurrences.extend",
    lambda w: occurrences.extend(
        occurrence=w.row(), to=date(2020, 7, 31), by=w.owner, reason=WHY, agreed_with="Dogwood"
    ),
)
by_owner(
    "readings.choose_reading",
    lambda w: readings.choose_reading(
        occurrence=w.row("file"), choice={"closed_day": "next"}, by=w.owner, reason=WHY
    ),
)


@act("readings.leave_reading")
def _(world: World) -> Act:
    row = world.row("file")
    readings.choose_reading(
        occurrence=row, choice={"closed_day": "next"}, by=world.owner, reason=WHY
    )
    return world.owner, lambda: readings.leave_reading(occurrence=row, by=world.owner, reason=WHY)


by_owner(
    "acknowledging.acknowledge",
    lambda w: acknowledging.acknowledge(occurrence=w.row(), by=w.owner, note=WHY),
)
by_owner(
    "acknowledging.snooze",
    lambda w: acknowledging.snooze(occurrence=w.row(), until=date(2020, 3, 16), by=w.owner),
)


@act("acknowledging.take_back")
def _take_back(w: World) -> Act:
    acknowledging.acknowledge(occurrence=w.row(), by=w.owner)
    return w.owner, lambda: acknowledging.take_back(occurrence=w.row(), by=w.owner, reason=WHY)


def _away(w: World) -> Absence:
    until = date(2020, 3, 20)
    return absences.enter_absence(
        person=w.owner, deputy=w.colleague, first=DAY, last=until, by=w.owner, note=WHY
    )


by_owner("absences.enter_absence", _away)


@act("absences.end_absence")
def _back(w: World) -> Act:
    row = _away(w)
    return w.owner, lambda: absences.end_absence(absence=row, by=w.owner)


by_owner(
    "occurrences.assign",
    lambda w: occurrences.assign(occurrence=w.row(), to=w.colleague, by=w.owner, reason=WHY),
)
by_owner(
    "occurrences.assign_obligation",
    lambda w: occurrences.assign_obligation(
        obligation=obligation_of(w.agreement, "report"), to=w.colleague, deputy=None, by=w.owner
    ),
)
by_owner(
    "occurrences.assign_agreement",
    lambda w: occurrences.assign_agreement(
        agreement=w.agreement, to=w.colleague, deputy=None, by=w.owner
    ),
)
by_owner(
    "occurrences.confirm",
    lambda w: occurrences.confirm(obligation=obligation_of(w.agreement, "report"), by=w.owner),
)
by_owner(
    "occurrences.comment",
    lambda w: occurrences.comment(
        obligation=obligation_of(w.agreement, "report"), text="Ask them.", by=w.owner
    ),
)
by_owner(
    "documents.add",
    lambda w: documents.add(agreement=w.agreement, upload=w.upload(), by=w.owner, reason=WHY),
)
by_owner(
    "happenings.record",
    lambda w: happenings.record(
        key_date=key_date_of(w.agreement, "Closing Date"),
        said=happenings.Said(day=date(2020, 2, 3), corrects=1),
        by=w.owner,
        reason=WHY,
    ),
)
by_owner(
    "files.import_file",
    lambda w: files.import_file(
        file=read(TEXT.replace("on 2020-06-30", "on 2020-07-31")), by=w.owner
    ),
)
by_owner(
    "entering.save",
    lambda w: entering.save(row=KeyDate(agreement=w.agreement, name="New"), by=w.owner),
)
by_owner(
    "entering.remove",
    lambda w: entering.remove(
        row=NoticeRule.objects.get(agreement=w.agreement), by=w.owner, reason=WHY
    ),
)
by_owner(
    "entering.save_obligation",
    lambda w: entering.save_obligation(
        row=Obligation(agreement=w.agreement, ref="n", section="9", kind="filing", title="New"),
        says=entering.TermsText(rule="on 2020-05-05"),
        obligors=[],
        obligees=[],
        by=w.owner,
    ),
)
by_owner(
    "entering.retire",
    lambda w: entering.retire(
        obligation=obligation_of(w.agreement, "report"), by=w.owner, reason=WHY
    ),
)
by_owner(
    "story.tell",
    lambda w: story.tell(
        agreement=w.agreement,
        story=yaml.safe_load("exceptions: [{ref: report, done: 2020-03-09, note: sent}]"),
        by=w.owner,
    ),
)
by_owner(
    "reports.request",
    lambda w: reports.request(wanted=Wanted(as_at=DAY, agreement=w.agreement.pk), by=w.owner),
)
for _name in ("change_role", "deactivate"):
    _more = {"role": "reader"} if _name == "change_role" else {}
    ACTS[f"people.{_name}"] = lambda w, name=_name, more=_more: (
        w.administrator,
        lambda: getattr(people, name)(person=w.colleague, by=w.administrator, reason=WHY, **more),
    )


@act("people.invite")
def _invite(w: World) -> Act:
    return w.administrator, lambda: people.invite(
        email="new@example.com", full_name="New Person", role="editor", by=w.administrator
    )


@act("people.reactivate")
def _reactivate(w: World) -> Act:
    people.deactivate(person=w.colleague, by=w.administrator, reason=WHY)
    w.colleague.refresh_from_db()
    return w.administrator, lambda: people.reactivate(
        person=w.colleague, by=w.administrator, reason=WHY
    )


@act("occurrences.reopen")
def _reopen(w: World) -> Act:
    occurrences.complete(occurrence=w.row(), on=DAY, by=w.colleague)
    return w.owner, lambda: occurrences.reopen(occurrence=w.row(), by=w.owner, reason=WHY)


@act("documents.kept")
def _kept(w: World) -> Act:
    def keep() -> None:
        with documents.kept(agreement=w.agreement, upload=w.upload(), by=w.owner):
            pass

    return w.owner, keep


@act("documents.attach")
def _attach(w: World) -> Act:
    paper = documents.add(agreement=w.agreement, upload=w.upload(), by=w.colleague)
    return w.owner, lambda: documents.attach(occurrence=w.row(), document=paper, by=w.owner)


@act("entering.settle")
def _settle(w: World) -> Act:
    _unsettle(w)
    return w.owner, lambda: entering.settle(agreement=w.agreement, by=w.owner, because=WHY)


@act("recompute.recompute")
def _recompute(w: World) -> Act:
    _unsettle(w)
    return w.owner, lambda: recomputing.recompute(
        w.agreement, by=w.owner, because=WHY, now=business_now()
    )


def _unsettle(w: World) -> None:
    """Records a happening without working out what it moves."""
    happenings.record(
        key_date=key_date_of(w.agreement, "Comment Letter"),
        said=happenings.Said(day=DAY),
        by=w.colleague,
        settle=False,
    )


@act("together.together")
def _together(w: World) -> Act:
    def enter() -> None:
        with together.together(agreement=w.agreement, by=w.owner, because=WHY) as several:
            several.save(Party(name="Fir Bank"))

    return w.owner, enter


SURE = money_entries.Known(note=WHY)
TEN = Money(Decimal("10.00"), "EUR")


by_owner(
    "money_terms.save_terms",
    lambda w: money_terms.save_terms(
        obligation=w.row().obligation,
        says=MoneyEntry(method="fixed", currency="EUR", amount="10"),
        by=w.owner,
        reason=WHY,
    ),
)
by_owner(
    "money_entries.record_figure",
    lambda w: money_entries.record_figure(
        agreement=w.agreement, name="Price", price=TEN, known=SURE, by=w.owner, reason=WHY
    ),
)
by_owner(
    "money_entries.record_sales",
    lambda w: money_entries.record_sales(
        agreement=w.agreement,
        quarter="2020-Q1",
        country="Norway",
        net_sales=TEN,
        known=SURE,
        by=w.owner,
        reason=WHY,
    ),
)
by_owner(
    "money_entries.record_market",
    lambda w: money_entries.record_market(
        agreement=w.agreement,
        country="Norway",
        status="generic",
        start=DAY,
        known=SURE,
        by=w.owner,
        reason=WHY,
    ),
)
by_owner(
    "money_import.import_sales",
    lambda w: money_import.import_sales(
        agreement=w.agreement,
        content=b"quarter,country,currency,net sales\n2020-Q1,Norway,EUR,10",
        by=w.owner,
        reason=WHY,
    ),
)


def _base_rate(w: World) -> BaseRate:
    return money_entries.record_base_rate(
        name="Bank rate",
        start=DAY,
        percent=Decimal(4),
        source="its page",
        by=w.administrator,
        reason=WHY,
    )


@act("money_entries.record_base_rate")
def _enter_rate(w: World) -> Act:
    return w.administrator, lambda: _base_rate(w)


@act("money_entries.take_back")
def _take_back(w: World) -> Act:
    row = _base_rate(w)
    return w.administrator, lambda: money_entries.take_back(row=row, by=w.administrator, reason=WHY)


def _paid(w: World) -> Payment:
    payer, payee = Participation.objects.filter(agreement=w.agreement).order_by("pk")[:2]
    said = money_payments.PaidSaid(payer=payer, payee=payee, amount=TEN, day=DAY)
    return money_payments.record_payment(agreement=w.agreement, said=said, by=w.owner, reason=WHY)


by_owner("money_payments.record_payment", _paid)


@act("money_payments.take_payment_back")
def _take_payment_back(w: World) -> Act:
    row = _paid(w)
    return w.owner, lambda: money_payments.take_payment_back(payment=row, by=w.owner, reason=WHY)


@act("money_story.tell_money")
def _tell_money(w: World) -> Act:
    figure = {"name": "Price", "price": 10, "currency": "EUR", "note": WHY}
    return w.owner, lambda: money_story.tell_money(
        agreement=w.agreement, story={"figures": [figure]}, by=w.owner, keeper=w.administrator
    )


@act("reports.cancel")
def _cancel(w: World) -> Act:
    wanted = Wanted(as_at=DAY, agreement=w.agreement.pk)
    report = reports.request(wanted=wanted, by=w.owner)
    return w.owner, lambda: reports.cancel(report=report, by=w.owner)


@act("reports.ask_tagged")
def _ask_tagged(w: World) -> Act:
    wanted = Wanted(as_at=DAY, agreement=w.agreement.pk)
    report = reports.request(wanted=wanted, by=w.owner)
    report.made_as = "plain"
    return w.owner, lambda: reports.ask_tagged(report=report, by=w.owner)


@act("reports.retry")
def _retry(w: World) -> Act:
    wanted = Wanted(as_at=DAY, agreement=w.agreement.pk)
    report = reports.request(wanted=wanted, by=w.owner)
    reports.cancel(report=report, by=w.owner)
    return w.owner, lambda: reports.retry(report=report, by=w.owner)


def _schedule(w: World) -> ReportSchedule:
    """A report that the owner has sent to themselves every Monday."""
    return report_schedules.set_up(
        name="Monday",
        wanted=Wanted(as_at=DAY, agreement=w.agreement.pk),
        rhythm=report_schedules.Rhythm(hour=8, zone="UTC", weekday=0),
        people=[w.owner],
        attach=False,
        by=w.owner,
    )


by_owner("report_schedules.set_up", _schedule)
for _name, _change in {
    "change": lambda w, made: report_schedules.change(
        schedule=made,
        name="Later",
        wanted=Wanted(DAY, kind="overdue"),
        rhythm=report_schedules.Rhythm(hour=9, zone="UTC", weekday=0),
        people=[w.owner],
        attach=True,
        by=w.owner,
        reason=WHY,
    ),
    "set_active": lambda w, made: report_schedules.set_active(
        schedule=made, active=False, by=w.owner
    ),
    "give_up": lambda w, made: report_schedules.give_up(schedule=made, by=w.owner),
    "leave": lambda w, made: report_schedules.leave(schedule=made, by=w.owner),
}.items():

    @act(f"report_schedules.{_name}")
    def _change_schedule(w: World, change: Any = _change) -> Act:
        made = _schedule(w)
        return w.owner, lambda: change(w, made)


# Consents and the ledger


def _asked(w: World) -> ConsentRequest:
    """A request for the consent of the Company and both Holders; the Company has answered."""
    sides = {p.party.name: p.party for p in w.agreement.participations.select_related("party")}
    for name in ("Dogwood Fund", "Elm Partners"):
        consenting.hold(w.agreement, sides[name], "100", w.owner)
    request = consenting.ask(consenting.two_thirds(w.agreement, w.owner), w.owner)
    consenting.answer(request, "Cedar Labs Ltd", w.owner)
    return request


def _delay(w: World, **more: Any) -> delays.Delay:
    said = {"first": date(2020, 3, 2), "last": date(2020, 3, 4), "caused_by": "The regulator"}
    return delays.Delay(key_date=key_date_of(w.agreement, "Excused Delay"), **{**said, **more})


def _entered(w: World, **more: Any) -> Adjustment:
    delays.enter_delay(delay=_delay(w, **more), by=w.owner, reason=WHY)
    return Adjustment.objects.get()


@act("consents.ask")
def _ask(w: World) -> Act:
    rule = consenting.two_thirds(w.agreement, w.owner)
    return w.owner, lambda: consenting.ask(rule, w.owner)


@act("consents.answer")
def _answer(w: World) -> Act:
    request = _asked(w)
    return w.owner, lambda: consenting.answer(request, "Dogwood Fund", w.owner)


@act("consents.move_deadline")
def _move_deadline(w: World) -> Act:
    request, to = _asked(w), date(2020, 4, 1)
    return w.owner, lambda: consents.move_deadline(request=request, to=to, by=w.owner, reason=WHY)


@act("consents.close")
def _close(w: World) -> Act:
    request = _asked(w)
    return w.owner, lambda: consents.close(request=request, by=w.owner, reason=WHY)


@act("consents.reopen_consent")
def _reopen_consent(w: World) -> Act:
    request = consents.close(request=_asked(w), by=w.owner, reason=WHY)
    return w.owner, lambda: consents.reopen_consent(request=request, by=w.owner, reason=WHY)


@act("consents.withdraw_consent")
def _withdraw_consent(w: World) -> Act:
    request = _asked(w)
    return w.owner, lambda: consents.withdraw_consent(request=request, by=w.owner, reason=WHY)


by_owner(
    "delays.enter_delay",
    lambda w: delays.enter_delay(delay=_delay(w), by=w.owner, reason=WHY),
)
by_owner(
    "adjustments.extend_key_date",
    lambda w: adjustments.extend_key_date(
        extension=adjustments.NewDate(
            key_date=key_date_of(w.agreement, "Filing Date"),
            to=date(2020, 3, 20),
            agreed_with="Dogwood",
        ),
        by=w.owner,
        reason=WHY,
    ),
)


@act("adjustments.permit")
def _permit(w: World) -> Act:
    forbidden = Obligation.objects.filter(agreement=w.agreement)[0]
    forbidden.kind = "restriction"
    allowed = adjustments.Act(obligation=forbidden)
    return w.owner, lambda: adjustments.permit(act=allowed, by=w.owner, reason=WHY)


@act("delays.allow_claim")
def _allow_claim(w: World) -> Act:
    row = _entered(w, is_claim=True)
    return w.owner, lambda: delays.allow_claim(adjustment=row, by=w.owner, reason=WHY)


@act("adjustments.take_back")
def _take_back(w: World) -> Act:
    row = _entered(w)
    return w.owner, lambda: adjustments.take_back(adjustment=row, by=w.owner, reason=WHY)


# Notices and letters


def _said_notice(w: World, **more: Any) -> notices.SaidNotice:
    sides = list(w.agreement.participations.order_by("position"))
    said = {"kind": "other", "subject": "Copies", "sender": sides[0], "parties": sides[1:2]}
    return notices.SaidNotice(**{**said, "channel": "courier", "day": DAY, **more})


def _sent(w: World) -> Notice:
    said = _said_notice(w, key_date=key_date_of(w.agreement, "Comment Letter"))
    return notices.send(agreement=w.agreement, said=said, by=w.colleague).notice


def _drafted(w: World) -> Notice:
    return letters.draft(agreement=w.agreement, said=_letter(w), by=w.colleague)


def _letter(w: World) -> letters.SaidLetter:
    said = _said_notice(w)
    return letters.SaidLetter(
        kind="other",
        sender=said.sender,
        to=said.parties,
        channel="courier",
        subject="Copies",
        body="Here they are.",
    )


by_owner(
    "notices.send",
    lambda w: notices.send(agreement=w.agreement, said=_said_notice(w), by=w.owner),
)
by_owner(
    "letters.draft",
    lambda w: letters.draft(agreement=w.agreement, said=_letter(w), by=w.owner),
)


@act("notices.correct")
def _correct_notice(w: World) -> Act:
    row, said = _sent(w), _said_notice(w, day=date(2020, 3, 6))
    return w.owner, lambda: notices.correct(notice=row, said=said, by=w.owner, reason=WHY)


@act("notices.withdraw")
def _withdraw_notice(w: World) -> Act:
    row = _sent(w)
    return w.owner, lambda: notices.withdraw(notice=row, by=w.owner, reason=WHY)


@act("letters.revise")
def _revise(w: World) -> Act:
    row = _drafted(w)
    return w.owner, lambda: letters.revise(notice=row, said=_letter(w), by=w.owner)


@act("letters.discard")
def _discard(w: World) -> Act:
    row = _drafted(w)
    return w.owner, lambda: letters.discard(notice=row, by=w.owner)


@act("letters.dispatch")
def _dispatch(w: World) -> Act:
    row = _drafted(w)
    return w.owner, lambda: letters.dispatch(notice=row, said=_said_notice(w), by=w.owner)


@act("story.tell_notices")
def _tell_notices(w: World) -> Act:
    entry = """notices:
  - {from: Company, to: Holder, channel: courier, date: 2020-03-09, subject: Copies}
"""
    file = read(TEXT)
    told = replace(file, notices=read_notices(entry, file))
    return w.owner, lambda: story.tell_notices(agreement=w.agreement, file=told, by=w.owner)


# Scenarios


def a_scenario(w: World) -> Scenario:
    made = scenarios.make_scenario(name="Slips", by=w.owner)
    scenarios.add_step(scenario=made, step=a_step(w), by=w.owner)
    return made


def a_step(w: World) -> scenarios.OnPaper:
    key_date = key_date_of(w.agreement, "Comment Letter")
    return scenarios.OnPaper(kind="happening", key_date=key_date, day=DAY)


by_owner("scenarios.make_scenario", lambda w: scenarios.make_scenario(name="Slips", by=w.owner))
for _name, _do in {
    "change_scenario": lambda w, made: scenarios.change_scenario(
        scenario=made, name="Slips far", about="", sharing="shared", by=w.owner
    ),
    "copy_scenario": lambda w, made: scenarios.copy_scenario(
        scenario=made, name="Another", by=w.owner
    ),
    "remove_scenario": lambda w, made: scenarios.remove_scenario(scenario=made, by=w.owner),
    "add_step": lambda w, made: scenarios.add_step(scenario=made, step=a_step(w), by=w.owner),
    "remove_step": lambda w, made: scenarios.remove_step(step=made.steps.get(), by=w.owner),
    "renew_step": lambda w, made: scenarios.renew_step(step=overtaken(made), by=w.owner),
}.items():

    @act(f"scenarios.{_name}")
    def on_paper(w: World, do: Callable[..., Any] = _do) -> Act:
        made = a_scenario(w)
        return w.owner, lambda: do(w, made)


def overtaken(made: Scenario) -> ScenarioStep:
    """A step that stands for a version which is none any more."""
    step = made.steps.get()
    step.seen = 7
    with recording(by=made.made_by, action="test", reason=WHY):
        step.save()
    return step


@act("scenario_applying.apply_scenario")
def apply_a_scenario(w: World) -> Act:
    made = a_scenario(w)
    token = effect_of(made, w.owner, business_now()).token
    return w.owner, lambda: scenario_applying.apply_scenario(
        scenario=made, by=w.owner, reason=WHY, token=token
    )


STORM = calendars_cast.closed(date(2020, 3, 16))


def a_draft(w: World) -> CalendarVersion:
    return calendars_cast.drafted(w.administrator, "england", STORM)


for _name, _do in {
    "calendars.begin_own": lambda w: calendars.begin_own(
        name="ours", said=calendars_cast.FIRM, by=w.administrator, reason=WHY
    ),
    "calendars.begin_change": lambda w: calendars.begin_change(
        name="england", by=w.administrator, reason=WHY
    ),
}.items():
    ACTS[_name] = lambda w, do=_do: (w.administrator, lambda: do(w))


@act("holding.release")
def release_held_mail(w: World) -> Act:
    with recording(by=w.administrator, action="test", reason="behind the journal"):
        Hold.objects.create(held_at=business_now(), behind=9, known=4)
    return w.administrator, lambda: holding.release(by=w.administrator, reason=WHY)


for _name, _do in {
    "put_days": lambda w, draft: calendars.put_days(
        draft=draft,
        days=[calendars_cast.closed(date(2020, 3, 17))],
        by=w.administrator,
        reason=WHY,
    ),
    "take_out": lambda w, draft: calendars.take_out(draft=draft, day=STORM.day, by=w.administrator),
    "change_frame": lambda w, draft: calendars.change_frame(
        draft=draft, said=calendars.Said(title="Banks"), by=w.administrator, reason=WHY
    ),
    "discard": lambda w, draft: calendars.discard(draft=draft, by=w.administrator, reason=WHY),
}.items():

    @act(f"calendars.{_name}")
    def on_a_draft(w: World, do: Callable[..., Any] = _do) -> Act:
        draft = a_draft(w)
        return w.administrator, lambda: do(w, draft)


@act("calendars.begin_return")
def return_to_a_version(w: World) -> Act:
    calendars_cast.applied(a_draft(w), w.administrator)
    return w.administrator, lambda: calendars.begin_return(
        name="england", number=0, by=w.administrator, reason=WHY
    )


@act("calendars.bring_up_to_date")
def bring_a_draft_up_to_date(w: World) -> Act:
    draft = a_draft(w)
    other = calendars_cast.closed(date(2020, 3, 18))
    calendars_cast.applied(
        calendars_cast.drafted(w.administrator, "england", other), w.administrator
    )
    return w.administrator, lambda: calendars.bring_up_to_date(draft=draft, by=w.administrator)


@act("calendar_applying.apply")
def apply_a_calendar(w: World) -> Act:
    draft = a_draft(w)
    token = calendar_applying.foresee(draft=draft, by=w.administrator).token
    return w.administrator, lambda: calendar_applying.apply(
        draft=draft, by=w.administrator, reason=WHY, token=token
    )


def a_table(w: World) -> Schedule:
    """A schedule of one row in two texts."""
    schedule = Schedule(
        agreement=w.agreement,
        name="Marks",
        columns=[{"name": "Mark", "kind": "text"}, {"name": "Until", "kind": "date"}],
        identified_by=["Mark"],
    )
    rows = (("ACME", "2050-03-03"),)
    texts = [
        schedules.TextSays(name="First", counts=True, rows=rows),
        schedules.TextSays(name="Second", rows=rows),
    ]
    schedules.save_schedule(row=schedule, texts=texts, by=w.owner, reason="Schedule A")
    return schedule


def a_set(w: World) -> KeyDate:
    found = KeyDate(agreement=w.agreement, name="Ends of Marks", kind=KeyDate.Kind.SET)
    entering.save(row=found, by=w.owner)
    return found


SELECTION = {"date_column": "Until", "later_column": "", "where": []}

for _name, _do in {
    "save_schedule": lambda w, table: schedules.save_schedule(
        row=table, texts=[schedules.TextSays(name="Third")], by=w.owner, reason=WHY
    ),
    "add_row": lambda w, table: schedules.add_row(
        text=table.texts.get(counts=True), cells={"Mark": "NOVA"}, by=w.owner, reason=WHY
    ),
    "change_row": lambda w, table: schedules.change_row(
        row=table.texts.get(counts=True).rows.get(), cells={"Mark": "B"}, by=w.owner, reason=WHY
    ),
    "remove_row": lambda w, table: schedules.remove_row(
        row=table.texts.get(counts=True).rows.get(), by=w.owner, reason=WHY
    ),
    "count_text": lambda w, table: schedules.count_text(
        text=table.texts.get(counts=False), by=w.owner, reason=WHY
    ),
    "take_from_table": lambda w, table: schedules.take_from_table(
        key_date=a_set(w), schedule=table, selection=SELECTION, by=w.owner, reason=WHY
    ),
}.items():

    @act(f"schedules.{_name}")
    def on_a_table(w: World, do: Callable[..., Any] = _do) -> Act:
        table = a_table(w)
        return w.owner, lambda: do(w, table)


def _used(w: World) -> CarveOutUse:
    obligation = obligation_of(w.agreement, "lock-up")
    one = CarveOut(obligation=obligation, title="So many", cap_quantity=9, cap_unit="shares")
    entering.save(row=one, by=w.owner, reason=WHY)
    side = obligation.sides.filter(side="obligor").first()
    assert side is not None
    return CarveOutUse(carve_out=one, party=side.participation.party)


def _use(w: World, row: CarveOutUse) -> CarveOutUse:
    said = carve_outs.UseSaid(party=row.party, day=date(2020, 3, 6), quantity=Decimal(2))
    return carve_outs.record_use(carve_out=row.carve_out, said=said, by=w.owner, reason=WHY)


@act("carve_outs.record_use")
def _record_use(w: World) -> Act:
    row = _used(w)
    return w.owner, lambda: _use(w, row)


@act("carve_outs.take_use_back")
def _take_use_back(w: World) -> Act:
    row = _use(w, _used(w))
    return w.owner, lambda: carve_outs.take_use_back(use=row, by=w.owner, reason=WHY)


def a_defect(w: World, decision: str = "") -> Defect:
    with recording(by=w.owner, action="test", reason="found on reading"):
        return Defect.objects.create(
            agreement=w.agreement,
            section="1",
            kind="blank",
            title="No day is given",
            text="The day is left blank.",
            decision=decision,
        )


@act("defects.decide")
def decide_a_defect(w: World) -> Act:
    row = a_defect(w)
    return w.owner, lambda: defects.decide(
        defect=row, decision="The month's last day", by=w.owner, reason=WHY
    )


@act("defects.reopen_defect")
def reopen_a_defect(w: World) -> Act:
    row = a_defect(w)
    defects.decide(defect=row, decision="The last day", by=w.owner, reason="by letter")
    return w.owner, lambda: defects.reopen_defect(defect=row, by=w.owner, reason=WHY)


def a_view(w: World) -> SavedView:
    return saved_views.save_view(
        name="Late", filters=Filters(status="overdue"), sharing="private", by=w.owner
    )


by_owner("saved_views.save_view", a_view)
for _name, _do in {
    "change_view": lambda w, made: saved_views.change_view(
        view=made, name="Later", sharing="shared", by=w.owner
    ),
    "remove_view": lambda w, made: saved_views.remove_view(view=made, by=w.owner),
    "open_with": lambda w, made: saved_views.open_with(view=made, by=w.owner),
}.items():

    @act(f"saved_views.{_name}")
    def _(world: World, do: Any = _do) -> Act:
        made = a_view(world)
        return world.owner, lambda: do(world, made)


by_owner("feeds.make_feed", lambda w: feeds.make_feed(about="mine", by=w.owner))


@act("feeds.stop_feed")
def stop_a_feed(w: World) -> Act:
    made, _ = feeds.make_feed(about="mine", by=w.owner)
    return w.owner, lambda: feeds.stop_feed(feed=made, by=w.owner)


by_owner(
    "ruling_out.rule_out",
    lambda w: ruling_out.rule_out(
        key_date=key_date_of(w.agreement, "Cure Notice"), by=w.owner, reason=WHY
    ),
)


@act("ruling_out.rule_in")
def rule_in_again(w: World) -> Act:
    row = key_date_of(w.agreement, "Cure Notice")
    ruling_out.rule_out(key_date=row, by=w.owner, reason="called off")
    return w.owner, lambda: ruling_out.rule_in(key_date=row, by=w.owner, reason=WHY)


by_owner(
    "preferences.set_preferences",
    lambda w: preferences.set_preferences(
        person=w.owner, wishes=preferences.Wishes(leads=[20, 3]), by=w.owner
    ),
)
by_owner(
    "preferences.follow",
    lambda w: preferences.follow(obligation=w.row().obligation, by=w.owner, leads=[5]),
)


@act("preferences.unfollow")
def unfollow(w: World) -> Act:
    duty = w.row().obligation
    preferences.follow(obligation=duty, by=w.owner)
    return w.owner, lambda: preferences.unfollow(obligation=duty, by=w.owner)


def a_reachable_party(w: World) -> dict[str, Any]:
    party = Participation.objects.filter(agreement=w.agreement).earliest("pk")
    with recording(by=w.owner, action="test", reason="an address"):
        Participation.objects.filter(pk=party.pk).update(email="notices@cedar.example")
    return {"obligation": w.row().obligation, "participation": party, "leads": [7]}


@act("external.remind_outside")
def remind_a_party(w: World) -> Act:
    said = a_reachable_party(w)
    return w.owner, lambda: external.remind_outside(**said, by=w.owner, reason=WHY)


@act("external.stop_outside")
def remind_a_party_no_more(w: World) -> Act:
    row = external.remind_outside(**a_reachable_party(w), by=w.owner, reason=WHY)
    return w.owner, lambda: external.stop_outside(row=row, by=w.owner, reason=WHY)


def on_a_checklist(w: World) -> Occurrence:
    row = w.row()
    place = KeyDate.objects.filter(agreement=w.agreement, kind=KeyDate.Kind.EVENT).first()
    with recording(by=w.owner, action="test", reason="put on the list"):
        ClosingItem.objects.create(obligation=row.obligation, closing=place)
    return row


@act("closing.mark")
def mark_an_item(w: World) -> Act:
    row = on_a_checklist(w)
    marked = checklists.Marked(note="By courier")
    return w.owner, lambda: checklists.mark(occurrence=row, marked=marked, by=w.owner, reason=WHY)


@act("closing.tick")
def tick_an_item(w: World) -> Act:
    row = on_a_checklist(w)
    return w.owner, lambda: checklists.tick(occurrences_=[row], on=DAY, by=w.owner, note=WHY)


def public_actions() -> set[str]:
    """Every function of obligations/actions that is given the person who does it."""
    found = set()
    for module in pkgutil.iter_modules(obligations.actions.__path__):
        for name, one in vars(
            importlib.import_module(f"obligations.actions.{module.name}")
        ).items():
            mine = inspect.isfunction(one) and one.__module__.endswith(f".{module.name}")
            if mine and not name.startswith("_") and "by" in inspect.signature(one).parameters:
                found.add(f"{module.name}.{name}")
    return found


def history() -> dict[str, dict[int, dict[str, Any]]]:
    """The contexts of all history rows, by table and row."""
    tables = [m for m in apps.get_models() if m._meta.db_table.endswith("history")]
    return {
        table.__name__: dict(table.objects.values_list("pgh_id", "pgh_context")) for table in tables
    }


def test_every_action_is_tried() -> None:
    assert public_actions() == ACTS.keys() | WITHOUT.keys()


@pytest.mark.parametrize("name", sorted(ACTS))
def test_it_leaves_history_with_its_person_and_its_reason(world: World, name: str) -> None:
    person, do = ACTS[name](world)
    before = history()
    do()
    new = [
        context
        for table, rows in history().items()
        for id_, context in rows.items()
        if id_ not in before[table]
    ]
    assert new, f"{name} left no history"
    assert {context["person"] for context in new} == {person.pk}
    assert all(context["reason"].strip() and context["action"].strip() for context in new)
