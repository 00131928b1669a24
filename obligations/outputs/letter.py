"""A notice as a letter: its values to HTML, and the HTML to a tagged PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from obligations.outputs.pdf import STYLE, Pdf, dressed
from obligations.outputs.renderer import Job, RenderFailed, render
from obligations.outputs.rendering import Limits
from obligations.outputs.unprintable import listed
from obligations.queries.addresses import Address, field_for

# A letter is short; what needs more than this has something wrong with it.
LIMITS = Limits(processor=60, wall=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class To:
    """Somebody whom a letter goes to: the name and where."""

    name: str
    address: Address

    @property
    def lines(self) -> list[str]:
        """The address block below the name."""
        return [line.strip() for line in self.address.address.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that stands on a letter. `day` is None while it is a draft."""

    sender: To
    to: Sequence[To]
    copies: Sequence[To]
    channel: str
    day: date | None
    reference: str
    agreement: str
    agreement_day: date | None
    section: str
    subject: str
    body: str
    signatory: str

    @property
    def paragraphs(self) -> list[list[str]]:
        """The body: paragraphs of lines."""
        parts = self.body.replace("\r\n", "\n").split("\n\n")
        return [
            [line.strip() for line in part.strip().split("\n")] for part in parts if part.strip()
        ]

    @property
    def way(self) -> str:
        """How it goes, as a letter says it."""
        kind, name = field_for(self.channel), self.channel.casefold()
        if kind == "fax":
            return "By facsimile"
        if "hand" in name or "person" in name:
            return "By hand"
        return f"By {self.channel}"

    @property
    def is_fax(self) -> bool:
        """Whether the numbers belong beside the addresses."""
        return field_for(self.channel) == "fax"

    @property
    def signs(self) -> tuple[str, str]:
        """The name and the title of who signs, from “Name, title”."""
        name, _, title = self.signatory.partition(",")
        return name.strip(), title.strip()


def letter_html(letter: Letter) -> str:
    """The letter as one HTML document. Every value of it is escaped."""
    return render_to_string("letters/letter.html", {"letter": letter, "style": STYLE})


def letter_pdf(letter: Letter) -> Pdf:
    """The letter as a PDF/UA-1 file; the same letter gives the same bytes.

    Raises RenderFailed with a sentence.
    """
    text = letter_html(letter)
    identifier = hashlib.sha256(text.encode()).hexdigest()[:32]
    done = render(Job(text, dressed("letters/letter.css"), identifier, LIMITS))
    if done.unprintable:
        raise RenderFailed(
            "The letter would have empty boxes in it: the server has no font for"
            f" {listed(done.unprintable)}. Write it without them, or ask an administrator to"
            " install a font that has them."
        )
    digest = hashlib.sha256(done.content).hexdigest()
    return Pdf(done.content, digest, done.pages, done.seconds, done.peak_mb)
