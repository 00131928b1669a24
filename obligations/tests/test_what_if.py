"""What-if: what a scenario moves is what applying it moves, and until then nothing is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from agreements.walls import seeing_as
from obligations.actions.happenings import Said, record
from obligations.actions.ruling_out import rule_in, rule_out
from obligations.actions.scenario_applying import Changed, apply_scenario, obstacles
from obligations.actions.scenarios import (
    OnPaper,
    add_step,
    change_scenario,
    copy_scenario,
    make_scenario,
    remove_scenario,
    remove_step,
    renew_step,
)
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Happening, KeyDate, Occurrence, Scenario, ScenarioStep
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.scenarios import (
    Effect,
    beside,
    effect_of,
    step_lines,
    steps_of,
    visible_scenarios,
)
from obligations.tests.calendars import closed, drafted

Stored = dict[str, tuple[Any, ...]]


def key_date(agreement: Agreement, name: str) -> KeyDate:
    return KeyDate.objects.get(agreement=agreement, name=name)


def first(agreement: Agreement, ref: str) -> Occurrence:
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=ref)
    return rows.order_by("sort_date", "id")[0]


def stored(agreement: Agreement) -> Stored:
    rows = Occurrence.objects.filter(agreement=agreement).exclude(phase="withdrawn")
    return {key: tuple(rest) for key, *rest in rows.values_list("key", "sort_date", "phase")}


@pytest.fixture
def scenario(owner: User, closing: Agreement) -> Scenario:
    return make_scenario(name="Closing slips", by=owner)


@pytest.fixture
def put(scenario: Scenario, closing: Agreement, owner: User) -> Callable[..., ScenarioStep]:
    """Puts a change on the scenario's paper: what is said of a key date, or an extension."""

    def on_paper(name: str, day: date | None = None, **said: Any) -> ScenarioStep:
        kind = said.pop("kind", "happening" if day else "never")
        step = OnPaper(kind=kind, key_date=key_date(closing, name), day=day, **said)
        return add_step(scenario=scenario, step=step, by=owner)

    return on_paper


def moved(effect: Effect) -> dict[str, tuple[date | None, date | None]]:
    return {line.key: (line.old, line.new) for line in effect.moved}


# What moves: (what is on paper, the dates that move)

SLIPS = date(2020, 2, 14)
CLOSING_MOVED = {
    "CLO-2020:[Filing Date]:0": (date(2020, 3, 1), date(2020, 3, 15)),
    "CLO-2020:[Effectiveness Date]:0": (date(2020, 5, 30), date(2020, 6, 13)),
    "CLO-2020:file": (date(2020, 3, 1), date(2020, 3, 15)),
    "CLO-2020:effective": (date(2020, 5, 29), date(2020, 6, 12)),
}


def test_a_closing_that_slips_moves_what_hangs_on_it(scenario, put, owner):
    put("Closing Date", SLIPS)
    found = moved(effect_of(scenario, owner, business_now()))
    assert CLOSING_MOVED.items() <= found.items()
    assert {key.split(":")[1] for key in found} == {
        *("[Filing Date]", "[Effectiveness Date]", "file", "effective"),
        *("lock-up", "damages"),
    }


def test_each_date_says_what_it_hangs_on(scenario, put, owner):
    put("Closing Date", SLIPS)
    by_key = {line.key: line for line in effect_of(scenario, owner, business_now()).moved}
    assert by_key["CLO-2020:file"].because == ("Closing Date", "Filing Date")
    assert by_key["CLO-2020:file"].days == 14
    assert (by_key["CLO-2020:file"].old_status, by_key["CLO-2020:file"].new_status) == (
        *("overdue",),
        "due soon",
    )


def test_nothing_is_written(scenario, put, closing, owner):
    put("Closing Date", SLIPS)
    before = stored(closing), Happening.objects.count()
    effect_of(scenario, owner, business_now())
    assert (stored(closing), Happening.objects.count()) == before


@pytest.mark.parametrize(
    "steps",
    [
        [("Closing Date", SLIPS, {})],
        [("Closing Date", date(2020, 4, 30), {})],
        [("Closing Date", None, {"kind": "taken back", "lineage": 1})],
        [("Comment Letter", date(2020, 3, 2), {}), ("Comment Letter", date(2020, 3, 20), {})],
        [("Excused Delay", date(2020, 2, 10), {"until": date(2020, 2, 19)})],
        [("Excused Delay", date(2020, 2, 10), {})],
        [("Copy Request", date(2020, 3, 9), {"is_assumed": True})],
        [
            ("Closing Date", date(2020, 1, 20), {}),
            ("Excused Delay", date(2020, 3, 1), {"until": date(2020, 3, 5)}),
            ("Cure Notice", date(2020, 3, 12), {}),
        ],
    ],
    ids=lambda steps: ", ".join(f"{name} {day}" for name, day, _ in steps),
)
def test_applying_moves_what_was_seen(scenario, put, closing, owner, steps):
    for name, day, said in steps:
        put(name, day, **said)
    effect = effect_of(scenario, owner, business_now())
    before = stored(closing)
    apply_scenario(scenario=scenario, by=owner, reason="It came so.", token=effect.token)
    after = stored(closing)
    for line in effect.moved:
        if line.obligation_id is not None:
            where = after.get(line.key)
            assert (where[0] if where and where[0].year < 9999 else None) == line.new, line.key
    told = {line.key for line in effect.moved}
    # A row that only waits for its first date is no date that moves.
    waits = {key for key, (day, _) in after.items() if key not in before and day.year == 9999}
    assert {key for key in after if before.get(key) != after[key]} - waits <= told
    scenario.refresh_from_db()
    assert scenario.applied_by == owner


def test_an_extension_on_paper_is_agreed_when_it_is_applied(scenario, closing, owner):
    filing = first(closing, "file")
    step = OnPaper(kind="extension", occurrence=filing, day=date(2020, 4, 1))
    made = add_step(scenario=scenario, step=step, by=owner)
    effect = effect_of(scenario, owner, business_now())
    assert moved(effect)["CLO-2020:file"] == (date(2020, 3, 1), date(2020, 4, 1))
    # What was missed is not missed any more: the damages for it fall away.
    assert moved(effect)["CLO-2020:damages"] == (date(2020, 3, 12), None)
    assert obstacles(scenario, owner) == [
        "File the shelf: An extension is agreed with somebody: say with whom on the step."
    ]
    remove_step(step=made, by=owner)
    again = OnPaper(
        kind="extension", occurrence=filing, day=date(2020, 4, 1), agreed_with="Dogwood Fund"
    )
    add_step(scenario=scenario, step=again, by=owner)
    effect = effect_of(scenario, owner, business_now())
    apply_scenario(scenario=scenario, by=owner, reason="Agreed.", token=effect.token)
    filing.refresh_from_db()
    assert filing.extended_date == date(2020, 4, 1)
    after = stored(closing)
    for line in effect.moved:
        where = after.get(line.key)
        assert (where[0] if where and where[0].year < 9999 else None) == line.new, line.key


def test_what_will_not_happen_falls_away(scenario, put, closing, owner):
    """On paper; it is applied once nothing stands recorded of it, and can be taken back."""
    put("Closing Date")
    found = {line.key: line for line in effect_of(scenario, owner, business_now()).moved}
    assert found["CLO-2020:file"].new is None
    assert found["CLO-2020:file"].new_status == "not applicable"
    (why,) = obstacles(scenario, owner)
    assert why.startswith("Closing Date: [Closing Date] is recorded for Fri 31 Jan 2020")
    said = Said(day=date(2020, 1, 31), corrects=1, withdraw=True)
    record(key_date=key_date(closing, "Closing Date"), said=said, by=owner, reason="Called off.")
    effect = effect_of(scenario, owner, business_now())
    apply_scenario(scenario=scenario, by=owner, reason="The sale is off.", token=effect.token)
    assert first(closing, "file").phase == "not applicable"
    closing_date = key_date(closing, "Closing Date")
    assert closing_date.will_not_happen == "The sale is off."
    again = Said(day=date(2020, 3, 9))
    with pytest.raises(NotNow, match="stands recorded as what will not happen"):
        record(key_date=closing_date, said=again, by=owner)
    with pytest.raises(NotNow, match="ruled out already"):
        rule_out(key_date=closing_date, by=owner, reason="Again.")
    rule_in(key_date=closing_date, by=owner, reason="They signed after all.")
    assert first(closing, "file").phase == "awaiting"


def test_a_day_to_come_is_recorded_as_planned(scenario, put, closing, owner):
    put("Cure Notice", date(2020, 6, 1))
    token = effect_of(scenario, owner, business_now()).token
    apply_scenario(scenario=scenario, by=owner, reason="It is agreed.", token=token)
    made = Happening.objects.get(key_date__name="Cure Notice")
    assert made.certainty == "planned"
    assert first(closing, "cure").certainty == "planned"


# Calendars

STORM = date(2020, 3, 16)


@pytest.fixture
def storm(counting, administrator) -> Scenario:
    """A scenario of the administrator's in which Monday 16 March is closed in England."""
    made = make_scenario(name="Storm", by=administrator)
    draft = drafted(administrator, "england", closed(STORM))
    add_step(scenario=made, step=OnPaper(kind="calendar", draft=draft), by=administrator)
    return made


def test_a_draft_of_a_calendar_moves_dates_on_paper(storm, counting, administrator):
    found = moved(effect_of(storm, administrator, business_now()))
    assert found["CNT-2020:pay"] == (date(2020, 3, 17), date(2020, 3, 18))
    assert found["CNT-2020:[Cut-off]:0"] == (date(2020, 3, 17), date(2020, 3, 18))
    assert "CNT-2020:wire" not in found
    assert first(counting, "pay").due_date == date(2020, 3, 17)


def test_a_calendar_and_a_happening_go_together(storm, counting, administrator):
    """Invoiced a day later, with the Monday closed."""
    day = OnPaper(
        kind="happening", key_date=key_date(counting, "Invoice"), day=date(2020, 3, 9), lineage=1
    )
    add_step(scenario=storm, step=day, by=administrator)
    effect = effect_of(storm, administrator, business_now())
    apply_scenario(scenario=storm, by=administrator, reason="Announced.", token=effect.token)
    after = stored(counting)
    for line in effect.moved:
        if line.obligation_id is not None:
            assert after[line.key][0] == line.new, line.key
    left = effect_of(storm, administrator, business_now())
    assert not left.moved


def test_only_an_administrator_puts_a_calendar_in_force(storm, counting, owner):
    change_scenario(scenario=storm, name="Storm", about="", sharing="shared", by=storm.made_by)
    (why,) = obstacles(storm, owner)
    assert why == "Calendar england: This is for administrators."


def test_a_draft_shows_nothing_of_agreements_behind_a_wall(storm, counting, outsider):
    change_scenario(scenario=storm, name="Storm", about="", sharing="shared", by=storm.made_by)
    assert visible_scenarios(outsider).exists()
    assert effect_of(storm, outsider, business_now()).is_nothing


# Two beside each other


def test_two_scenarios_stand_beside_today(scenario, put, closing, owner):
    put("Closing Date", SLIPS)
    other = make_scenario(name="Closing slips far", by=owner)
    day = OnPaper(
        kind="happening", key_date=key_date(closing, "Closing Date"), day=date(2020, 3, 6)
    )
    add_step(scenario=other, step=day, by=owner)
    now = business_now()
    ((reference, rows),) = beside(effect_of(scenario, owner, now), effect_of(other, owner, now))
    filing = next(row for row in rows if row.line.key == "CLO-2020:file")
    assert reference == "CLO-2020"
    assert filing.line.old == date(2020, 3, 1)
    assert filing.first.new == date(2020, 3, 15)
    assert filing.second.new == date(2020, 4, 5)
    assert filing.days == 21


# Since somebody looked


def test_a_step_that_somebody_overtook_is_not_applied(scenario, put, closing, owner, colleague):
    step = put("Closing Date", SLIPS)
    token = effect_of(scenario, owner, business_now()).token
    said = Said(day=date(2020, 2, 3), corrects=1)
    record(key_date=step.key_date, said=said, by=colleague, reason="The bank says so.")
    (line,) = step_lines(steps_of(scenario))
    assert line.problem == f"{colleague} has changed it to Mon 3 Feb 2020 since."
    with pytest.raises(NotNow, match="since"):
        apply_scenario(scenario=scenario, by=owner, reason="It came so.", token=token)
    renew_step(step=step, by=owner)
    assert [one.problem for one in step_lines(steps_of(scenario))] == [""]
    with pytest.raises(Changed):
        apply_scenario(scenario=scenario, by=owner, reason="It came so.", token=token)


def test_an_event_recorded_meanwhile_is_told(scenario, put, closing, owner, colleague):
    step = put("Cure Notice", date(2020, 3, 20))
    record(key_date=step.key_date, said=Said(day=date(2020, 3, 9)), by=colleague)
    (line,) = step_lines(steps_of(scenario))
    assert line.problem == f"{colleague} has recorded it for Mon 9 Mar 2020 since."
    renew_step(step=step, by=owner)
    effect = effect_of(scenario, owner, business_now())
    assert moved(effect)["CLO-2020:cure"] == (date(2020, 4, 23), date(2020, 5, 4))


def test_nothing_is_half_applied(scenario, put, closing, owner):
    put("Closing Date", SLIPS)
    # Agreed on paper first, and overtaken by the closing that slips further than that.
    step = OnPaper(
        kind="extension",
        occurrence=first(closing, "file"),
        day=date(2020, 3, 12),
        agreed_with="Dogwood",
    )
    add_step(scenario=scenario, step=step, by=owner)
    token, before = effect_of(scenario, owner, business_now()).token, stored(closing)
    with pytest.raises(EngineError, match="not later than"):
        apply_scenario(scenario=scenario, by=owner, reason="It came so.", token=token)
    assert stored(closing) == before
    assert Happening.objects.filter(key_date__name="Closing Date").count() == 1


def test_an_applied_scenario_stays_as_it_is(scenario, put, owner):
    step = put("Cure Notice", date(2020, 3, 20))
    token = effect_of(scenario, owner, business_now()).token
    apply_scenario(scenario=scenario, by=owner, reason="It came so.", token=token)
    scenario.refresh_from_db()
    with pytest.raises(NotNow, match="was applied"):
        remove_step(step=step, by=owner)
    with pytest.raises(NotNow, match="applied already"):
        apply_scenario(scenario=scenario, by=owner, reason="Again.", token=token)


# Who


def test_a_wall_hides_a_shared_scenario(scenario, put, owner, colleague, outsider):
    put("Closing Date", SLIPS)
    assert not visible_scenarios(colleague).exists()
    change_scenario(scenario=scenario, name="Slips", about="", sharing="shared", by=owner)
    for person, sees in ((owner, True), (colleague, True), (outsider, False)):
        assert visible_scenarios(person).exists() is sees
        with seeing_as(person):
            assert Scenario.objects.exists() is sees
            assert ScenarioStep.objects.exists() is sees


def test_its_maker_loses_it_with_the_agreement(scenario, put, owner, closing, system):
    put("Closing Date", SLIPS)
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.filter(agreement=closing, user=owner).delete()
    assert not visible_scenarios(owner).exists()
    with seeing_as(owner):
        assert not ScenarioStep.objects.exists()


def test_only_its_maker_changes_it_and_others_copy_it(scenario, put, owner, colleague):
    step = put("Closing Date", SLIPS)
    change_scenario(scenario=scenario, name="Slips", about="", sharing="shared", by=owner)
    with pytest.raises(NotAllowed, match="Make a copy"):
        remove_step(step=step, by=colleague)
    with pytest.raises(NotAllowed):
        remove_scenario(scenario=scenario, by=colleague)
    mine = copy_scenario(scenario=scenario, name="Mine", by=colleague)
    assert moved(effect_of(mine, colleague, business_now())) == moved(
        effect_of(scenario, owner, business_now())
    )


def test_who_may_not_extend_is_told(scenario, put, closing, owner, colleague):
    change_scenario(scenario=scenario, name="Slips", about="", sharing="shared", by=owner)
    step = OnPaper(
        kind="extension",
        occurrence=first(closing, "file"),
        day=date(2020, 4, 1),
        agreed_with="Dogwood",
    )
    add_step(scenario=scenario, step=step, by=owner)
    assert obstacles(scenario, owner) == []
    (why,) = obstacles(scenario, colleague)
    assert why == ("File the shelf: This decision is for counsel. Ask one of the agreement's team.")


def test_what_is_behind_a_wall_is_not_put_on_paper(closing, owner, outsider):
    mine = make_scenario(name="Mine", by=outsider)
    step = OnPaper(kind="happening", key_date=key_date(closing, "Closing Date"), day=SLIPS)
    with pytest.raises(NotAllowed):
        add_step(scenario=mine, step=step, by=outsider)


# Bad input


@pytest.mark.parametrize(
    ("name", "day", "said", "sentence"),
    [
        ("Filing Date", SLIPS, {}, "is worked out by its rule"),
        ("Closing Date", SLIPS, {"until": SLIPS}, "is a single day"),
        ("Excused Delay", SLIPS, {"until": date(2020, 1, 1)}, "is before the first"),
        ("Comment Letter", SLIPS, {"lineage": 9}, "has no such happening any more"),
        ("Comment Letter", None, {"kind": "taken back"}, "Choose which happening"),
        ("Excused Delay", None, {"kind": "never"}, "only an event can fail to happen"),
        ("Closing Date", None, {"kind": "happening"}, "Give the day"),
    ],
)
def test_what_cannot_be_is_refused(put, scenario, name, day, said, sentence):
    with pytest.raises(EngineError, match=sentence):
        put(name, day, **said)
    assert not scenario.steps.exists()


def test_an_event_has_one_date_on_paper(put):
    put("Closing Date", SLIPS)
    with pytest.raises(NotNow, match="take that out first"):
        put("Closing Date", date(2020, 2, 20))


def test_a_day_beyond_the_calendars_says_so_on_each_date(counting, owner):
    scenario = make_scenario(name="Far", by=owner)
    step = OnPaper(kind="happening", key_date=key_date(counting, "Invoice"), day=date(2180, 1, 1))
    add_step(scenario=scenario, step=step, by=owner)
    found = {line.key: line for line in effect_of(scenario, owner, business_now()).moved}
    assert found["CNT-2020:pay"].new is None
    assert found["CNT-2020:pay"].caution


def test_names_are_given_once(scenario, owner, colleague):
    make_scenario(name="Closing slips", by=colleague)
    with pytest.raises(Exception, match="You have a scenario of this name already"):
        make_scenario(name=" Closing  slips ", by=owner)
    with pytest.raises(EngineError, match="Give the scenario a name"):
        make_scenario(name="  ", by=owner)
