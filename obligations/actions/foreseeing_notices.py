"""What recording a notice would do: the day on which it counts, and every date that moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agreements.models import Agreement, User
from obligations.actions import notices
from obligations.actions.foreseeing import Foreseen, foresee
from obligations.actions.notices import Done, SaidNotice
from obligations.actions.recompute import Changes
from obligations.models import Notice
from obligations.queries.notices import NoticeLine, notice_line, notice_of


@dataclass(frozen=True, slots=True)
class ForeseenNotice:
    """A notice as it would stand, and what recording it would move.

    `token` stands for both, as Foreseen's does.
    """

    line: NoticeLine
    foreseen: Foreseen

    @property
    def token(self) -> str:
        """What a person hands back who agrees to this preview."""
        return f"{self.line.row.counts_date}-{self.foreseen.token}"


def foresee_notice(
    *, agreement: Agreement, said: SaidNotice, by: User, notice: Notice | None = None
) -> ForeseenNotice:
    """What recording a notice, or correcting `notice`, would do.

    Raises what `send` and `correct` would raise, apart from a missing reason.
    """

    def act() -> Done:
        if notice is None or notice.state == Notice.State.DRAFT:
            return notices.send(agreement=agreement, said=said, by=by, reason="preview")
        return notices.correct(notice=notice, said=said, by=by, reason="preview")

    corrects = notice is not None and notice.state == Notice.State.SENT
    return _foreseen(agreement, by, act, corrects)


def foresee_withdrawing(*, notice: Notice, by: User) -> ForeseenNotice:
    """What taking a notice back would do."""
    return _foreseen(
        notice.agreement,
        by,
        lambda: notices.withdraw(notice=notice, by=by, reason="preview"),
        corrects=True,
    )


def _foreseen(
    agreement: Agreement, by: User, act: Callable[[], Done], corrects: bool
) -> ForeseenNotice:
    lines: list[NoticeLine] = []

    def acted() -> Changes:
        done = act()
        lines.append(notice_line(notice_of(by, done.notice.pk)))
        return done.changes

    foreseen = foresee(agreement, acted, corrects=corrects)
    return ForeseenNotice(lines[0], foreseen)
