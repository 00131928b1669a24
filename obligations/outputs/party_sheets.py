"""A party as sheets of a workbook: what is owed by and to it, its roles, holdings and notices."""

from __future__ import annotations

from datetime import date

from obligations.outputs.register_sheet import register_sheet
from obligations.outputs.spreadsheet import HEAD, cells
from obligations.outputs.workbook import Column, Sheet
from obligations.queries.party import PartyPage

PARTY_HEAD = ("Side", *HEAD)


def party_rows(page: PartyPage, today: date) -> list[list[str]]:
    """The lines of all parts as one table, each with the side that it stands on."""
    return [[part.title, *cells(line, today)] for part in page.parts for line in part.lines]


def party_sheets(page: PartyPage, today: date, note: str) -> list[Sheet]:
    """A sheet for each part that has lines, then roles, holdings and notices."""
    sheets = [
        _named(register_sheet(part.lines, today, note), part.title)
        for part in page.parts
        if part.lines
    ]
    return [*sheets, _roles(page, note), _holdings(page, note), _notices(page, note)]


def _named(sheet: Sheet, title: str) -> Sheet:
    return Sheet(title, sheet.columns, sheet.rows, sheet.note)


def _roles(page: PartyPage, note: str) -> Sheet:
    heads = ("Agreement", "Title", "Role", "We act for it", "Attention", "Address", "Fax", "E-mail")
    columns = [Column(head, 36 if head in ("Title", "Address") else 18, True) for head in heads]
    rows = [
        (r.agreement.reference, r.agreement.title, r.role, r.is_ours, r.attention, r.address, r.fax)
        + (r.email,)
        for r in page.roles
    ]
    return Sheet("Roles", columns, rows, note)


def _holdings(page: PartyPage, note: str) -> Sheet:
    heads = ("Agreement", "Security", "Quantity", "From", "Source")
    rows = [
        (h.agreement.reference, h.security, h.quantity, h.from_date, h.source)
        for h in page.holdings
    ]
    return Sheet("Holdings", [Column(head, 24) for head in heads], rows, note)


def _notices(page: PartyPage, note: str) -> Sheet:
    heads = ("Agreement", "Number", "Kind", "Subject", "From", "Sent", "Counts as given")
    rows = [
        (n.agreement.reference, n.number, n.get_kind_display(), n.subject, str(n.sender))
        + (n.sent_date, n.counts_date)
        for n in page.notices
    ]
    return Sheet("Notices", [Column(head, 22) for head in heads], rows, note)
