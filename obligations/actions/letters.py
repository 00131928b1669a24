"""Letters: drafted, changed, and frozen in the very bytes that go out when they are sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import slugify

from agreements.audit import recording
from agreements.models import Agreement, Document, Participation, User
from obligations.actions import documents, notices
from obligations.actions.notices import Done, SaidNotice, as_notified, next_number
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.models import Addressee, KeyDate, Notice, Obligation
from obligations.outputs.letter import Letter, To, letter_pdf
from obligations.outputs.pdf import Pdf
from obligations.outputs.renderer import RenderFailed
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.addresses import Address, AddressBook
from obligations.queries.deeming import NoticeClause
from obligations.queries.letter_texts import DETAILS


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLetter:
    """What a letter is to say, to whom it goes and how, and what it is to bring about."""

    kind: str
    sender: Participation
    to: Sequence[Participation]
    channel: str
    subject: str
    body: str
    signatory: str = ""
    section: str = ""
    obligation: Obligation | None = None
    key_date: KeyDate | None = None


def draft(*, agreement: Agreement, said: SaidLetter, by: User) -> Notice:
    """Keeps a letter that is still to be sent. Raises EngineError or NotAllowed."""
    check_user_can_enter(by, agreement)
    with recording(by=by, action="write a letter", reason=f"letter drafted: {said.subject}"):
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        row = Notice(agreement=agreement, number=next_number(agreement), state=Notice.State.DRAFT)
        return _written(row, said, by)


def revise(*, notice: Notice, said: SaidLetter, by: User) -> Notice:
    """Changes a letter that has not been sent."""
    check_user_can_enter(by, notice.agreement)
    _check_draft(notice)
    with recording(by=by, action="write a letter", reason=f"letter changed: {said.subject}"):
        notice.version += 1
        return _written(notice, said, by)


def discard(*, notice: Notice, by: User, reason: str = "") -> None:
    """Throws a draft away; what it said stays in the history."""
    check_user_can_enter(by, notice.agreement)
    _check_draft(notice)
    why = reason or f"draft thrown away: {notice.subject}"
    with recording(by=by, action="throw a letter away", reason=why):
        notice.delete()


def dispatch(*, notice: Notice, said: SaidNotice, by: User, reason: str = "") -> Done:
    """Records that a drafted letter was sent, and keeps the PDF of it as it went out.

    Raises EngineError, NotAllowed or RenderFailed with a sentence; then the
    draft stays what it was, and no document is kept.
    """
    check_user_can_enter(by, notice.agreement)
    _check_draft(notice)
    if DETAILS in notice.body:
        raise NotNow(f"The letter still says “{DETAILS}” Write that part first.")
    why = reason or f"letter sent by {said.channel}: {said.subject}"
    with recording(by=by, action="send a letter", reason=why):
        changed = _as_sent(notice, said)
        paper = _kept(notice, changed, said.day, by)
        try:
            notice.letter = paper
            return notices.send(
                agreement=notice.agreement, said=said, by=by, reason=reason, draft=notice
            )
        except BaseException:
            default_storage.delete(paper.stored_as)
            raise


def preview(*, notice: Notice) -> Pdf:
    """The letter as it would go out now. Raises EngineError where it cannot be laid out."""
    return _rendered(letter_of(notice))


def letter_of(notice: Notice, day: date | None = None) -> Letter:
    """All that stands on a notice's letter; `day` is its date once it is sent."""
    agreement = notice.agreement
    addressees = list(notice.addressees.select_related("participation__party").order_by("position"))
    book = AddressBook(agreement)
    return Letter(
        sender=To(name=notice.sender.party.name, address=book.notified(notice.sender, day)),
        to=[_to(a) for a in addressees if not a.copy_to],
        copies=_copies(addressees),
        channel=notice.channel,
        day=day,
        reference=agreement.reference,
        agreement=agreement.title,
        agreement_day=agreement.signed_date,
        section=notice.section,
        subject=notice.subject,
        body=notice.body,
        signatory=notice.signatory,
    )


def _to(addressee: Addressee) -> To:
    name = addressee.copy_to or addressee.participation.party.name
    return To(name=name, address=Address.of(addressee))


def _copies(addressees: Sequence[Addressee]) -> list[To]:
    """Each copy recipient once, although several addressees may have the same."""
    found: dict[tuple[str, str], To] = {}
    for addressee in addressees:
        if addressee.copy_to:
            found.setdefault((addressee.copy_to, addressee.address), _to(addressee))
    return list(found.values())


def _check_draft(notice: Notice) -> None:
    if notice.state != Notice.State.DRAFT:
        raise NotNow("This letter has been sent; it stays as it went out.")


def _written(row: Notice, said: SaidLetter, by: User) -> Notice:
    _check_said(row.agreement, said)
    values = {
        "kind": said.kind,
        "subject": said.subject.strip(),
        "sender": said.sender,
        "channel": NoticeClause(row.agreement).channel(said.channel).name,
        "section": said.section,
        "obligation": said.obligation,
        "key_date": said.key_date,
        "body": said.body.strip(),
        "signatory": said.signatory.strip(),
        "recorded_by": by,
        "recorded_at": business_now(),
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    Addressee.objects.filter(notice=row).delete()
    for position, to in enumerate(as_notified(row.agreement, said.to, None)):
        Addressee.objects.create(
            notice=row,
            participation=to.participation,
            copy_to=to.copy_to,
            position=position,
            attention=to.address.attention,
            address=to.address.address,
            fax=to.address.fax,
            email=to.address.email,
        )
    return row


def _check_said(agreement: Agreement, said: SaidLetter) -> None:
    rows = [said.sender, *said.to, said.obligation, said.key_date]
    if any(row is not None and row.agreement_id != agreement.pk for row in rows):
        raise EngineError("A letter speaks of the parties and dates of its own agreement alone.")
    if not said.to:
        raise EngineError("Say to whom the letter goes.")
    if any(party.pk == said.sender.pk for party in said.to):
        raise EngineError(f"{said.sender} cannot give notice to itself.")
    if not said.body.strip():
        raise EngineError("The letter says nothing yet.")


def _as_sent(notice: Notice, said: SaidNotice) -> Letter:
    """The letter with what the person changed when recording it as sent."""
    sent_to = list(said.to) or as_notified(notice.agreement, said.parties, said.day)
    to = [To(name=s.copy_to or s.participation.party.name, address=s.address) for s in sent_to]
    mains = [t for t, s in zip(to, sent_to, strict=True) if not s.copy_to]
    copies = {(t.name, t.address): t for t, s in zip(to, sent_to, strict=True) if s.copy_to}
    return replace(
        letter_of(notice, said.day),
        to=mains,
        copies=list(copies.values()),
        channel=said.channel,
        subject=said.subject,
        section=said.section,
    )


def _kept(notice: Notice, letter: Letter, day: date, by: User) -> Document:
    pdf = _rendered(letter)
    name = f"{day.isoformat()}-notice-{notice.number}-{slugify(letter.subject)[:60]}.pdf"
    return documents.add(
        agreement=notice.agreement,
        upload=ContentFile(pdf.content, name),
        by=by,
        title=f"Notice {notice.number}: {letter.subject}",
        reason=f"the letter as sent, {pdf.pages} pages",
    )


def _rendered(letter: Letter) -> Pdf:
    try:
        return letter_pdf(letter)
    except RenderFailed as error:
        raise EngineError(str(error)) from error
