"""A governing law is cited for a closed day only where it speaks of that day."""

from datetime import date

import pytest

from obligations.engine.evaluate import evaluate
from obligations.engine.laws import next_day_basis, two_days_caution
from obligations.engine.names import Names
from obligations.engine.parser import parse
from obligations.engine.values import Conventions, World

NEW_YORK = "the State of New York"
CALIFORNIA = "California"
ENGLAND = "English law"


@pytest.mark.parametrize(
    ("law", "day", "reason", "cited"),
    [
        (NEW_YORK, "2000-05-27", "Saturday", "Gen. Constr. Law s. 25"),
        (NEW_YORK, "2000-05-29", "Memorial Day", "Gen. Constr. Law s. 25"),
        (NEW_YORK, "2000-11-07", "General election day", "Gen. Constr. Law s. 25"),
        (NEW_YORK, "2000-04-21", "Good Friday", None),
        (NEW_YORK, "2004-06-11", "Day of mourning: Ronald Reagan", None),
        (NEW_YORK, "1999-12-24", "Christmas Day (observed)", None),
        (CALIFORNIA, "2000-05-28", "Sunday", "Civ. Code s. 11"),
        (CALIFORNIA, "2000-05-29", "Memorial Day", "Civ. Code s. 11"),
        (CALIFORNIA, "2001-02-12", "Lincoln Day", "Civ. Code s. 11"),
        (CALIFORNIA, "2000-05-27", "Saturday", None),
        (CALIFORNIA, "2000-09-08", "Admission Day (observed)", None),
        (CALIFORNIA, "1999-12-24", "Christmas Day (observed)", None),
        (CALIFORNIA, "1999-12-27", "Boxing Day", None),
        (ENGLAND, "2000-05-29", "Memorial Day", "Act 1971 s. 1(4)"),
        (ENGLAND, "1999-12-27", "Christmas Day (substitute day)", "Act 1971 s. 1(4)"),
        (ENGLAND, "2000-07-04", "Independence Day", None),
        (ENGLAND, "2000-05-28", "Sunday", None),
        (ENGLAND, "2000-04-21", "Good Friday", None),
        (ENGLAND, "2001-12-25", "Christmas Day", None),
        ("Florida", "2000-05-29", "Memorial Day", None),
        ("", "2000-05-29", "Memorial Day", None),
        (NEW_YORK, "1990-05-26", "Saturday", "Gen. Constr. Law s. 25"),
        (NEW_YORK, "2040-05-28", "Memorial Day", None),
        (CALIFORNIA, "2040-05-27", "Sunday", "Civ. Code s. 11"),
        (ENGLAND, "2040-05-27", "Sunday", None),
    ],
)
def test_what_is_cited(law, day, reason, cited):
    basis = next_day_basis(law, date.fromisoformat(day), reason)
    if cited:
        assert cited in basis
    else:
        assert basis.endswith(f"taken to have meant one ({reason})")


@pytest.mark.parametrize(
    ("law", "between", "said"),
    [
        (NEW_YORK, "2000-06-03", True),
        (NEW_YORK, "2000-05-29", True),
        (NEW_YORK, "2000-05-30", False),
        (NEW_YORK, "2000-04-21", False),
        (CALIFORNIA, "2000-06-03", False),
    ],
)
def test_a_period_of_two_days(law, between, said):
    assert bool(two_days_caution(law, date.fromisoformat(between))) is said


@pytest.mark.parametrize(
    "rule",
    ["3 days after 2000-06-02", "2 days after 2000-06-05", "1 month and 2 days after 2000-05-02"],
)
def test_other_periods_have_no_such_caution(rule):
    world = World({}, Conventions(law=NEW_YORK), date(2001, 12, 31))
    found = evaluate(parse(rule, Names.open()), world)
    assert not any("two days" in caution for caution in found.cautions)
