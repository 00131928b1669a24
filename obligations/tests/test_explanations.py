"""A computation says the same on the page, in the PDF, as plain text and as data."""

import html
import io
import re
from datetime import UTC, date, datetime

import pypdf
import pytest
from django.urls import reverse

from obligations.actions.happenings import Said, record
from obligations.actions.readings import choose_reading
from obligations.engine.explain import as_text
from obligations.engine.run import show
from obligations.engine.values import Step
from obligations.outputs.pdf import compliance_pdf
from obligations.queries.report import Wanted, compliance
from obligations.tests.finding import key_date_of, row_of

ASKED_AT = datetime(2020, 3, 10, 9, 30, tzinfo=UTC)


def plain(text):
    """A text without marks, breaks and the case of first letters."""
    words = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return re.sub(r"\s+", "", words).casefold()


def said_in(steps):
    """All that steps say: words, results, days left out, sources, authorities."""
    for step in steps:
        yield from (step["text"], step["result"], step["authority"])
        yield from (used for used in step["used"] if used != "worked out above")
        for day, name in step["skipped"]:
            yield from (show(date.fromisoformat(day)), name)


@pytest.fixture
def delayed(closing, owner):
    """The effectiveness, postponed by a delay of 4 to 8 March 2020."""
    said = Said(
        day=date(2020, 3, 4), until=date(2020, 3, 8), certainty="actual", note="The SEC's letter."
    )
    record(key_date=key_date_of(closing, "Excused Delay"), said=said, by=owner, reason="it came")
    row = row_of(closing, "effective")
    choose_reading(
        occurrence=row, choice=row.readings[-1]["choice"], by=owner, reason="counsel's advice"
    )
    row.refresh_from_db()
    return row


def test_every_step_says_what_it_used_and_rests_on(delayed):
    texts = [step["text"] for step in delayed.steps]
    used = [one for step in delayed.steps for one in step["used"]]
    assert any(text.startswith("read as chosen") for text in texts)
    assert any("5 distinct days of [Excused Delay]" in text for text in texts)
    assert any("counsel's advice" in one for one in used)
    assert any("recorded by Olivia Hart" in one and "The SEC's letter." in one for one in used)
    assert any(step["authority"] == "Section 1" for step in delayed.steps)


def test_the_page_says_all_of_it(delayed, as_owner):
    page = plain(as_owner.get(reverse("obligation", args=[delayed.obligation_id])).text)
    assert [words for words in said_in(delayed.steps) if plain(words) not in page] == []


def test_the_pdf_says_all_of_it(delayed, owner, tuesday):
    report = compliance(owner, Wanted(tuesday, agreement=delayed.agreement_id), ASKED_AT)
    pages = pypdf.PdfReader(io.BytesIO(compliance_pdf(report).content)).pages
    found = plain(" ".join(page.extract_text() for page in pages))
    assert [words for words in said_in(delayed.steps) if plain(words) not in found] == []


def test_the_plain_text_says_all_of_it(delayed):
    steps = [
        Step(
            **{
                **step,
                "used": tuple(step["used"]),
                "skipped": tuple((date.fromisoformat(day), name) for day, name in step["skipped"]),
            }
        )
        for step in delayed.steps
    ]
    assert [step.as_dict() for step in steps] == delayed.steps
    text = plain("\n".join(as_text(steps)))
    assert [words for words in said_in(delayed.steps) if plain(words) not in text] == []


def test_a_defined_date_is_worked_out_inside_the_step_that_reads_it(delayed, as_owner):
    page = as_owner.get(reverse("obligation", args=[delayed.obligation_id])).text
    inner = page.partition("[Effectiveness Date]</span>")[2]
    assert '<ol class="steps">' in inner and "[Excused Delay]" in inner
    assert "worked out above" not in page.lower()
