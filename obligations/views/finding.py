"""Finds what an address names, for its reader; what is not theirs to see is not found."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404

from agreements.models import Agreement, Defect, User
from obligations.models import (
    Adjustment,
    ConsentRequest,
    KeyDate,
    Notice,
    Obligation,
    Occurrence,
)
from obligations.queries.agreement import agreement_named
from obligations.queries.consents import request_of
from obligations.queries.defects import defect_of
from obligations.queries.key_dates import key_date_of
from obligations.queries.ledger import adjustment_of
from obligations.queries.notices import notice_of
from obligations.queries.obligation import obligation_of, occurrence_of


def find_agreement(user: User, reference: str) -> Agreement:
    """The agreement of a reference, or a page that says that there is none."""
    try:
        return agreement_named(user, reference)
    except Agreement.DoesNotExist:
        not_there("agreement")


def find_key_date(user: User, pk: int) -> KeyDate:
    """A key date with its agreement, or a page that says that there is none."""
    try:
        return key_date_of(user, pk)
    except KeyDate.DoesNotExist:
        not_there("key date")


def find_obligation(user: User, pk: int) -> Obligation:
    """An obligation with its agreement, or a page that says that there is none."""
    try:
        return obligation_of(user, pk)
    except Obligation.DoesNotExist:
        not_there("obligation")


def find_notice(user: User, pk: int) -> Notice:
    """A notice with its agreement, or a page that says that there is none."""
    try:
        return notice_of(user, pk)
    except Notice.DoesNotExist:
        not_there("notice")


def find_occurrence(user: User, pk: int) -> Occurrence:
    """An occurrence with its obligation, or a page that says that there is none."""
    try:
        return occurrence_of(user, pk)
    except Occurrence.DoesNotExist:
        not_there("occurrence")


def find_consent(user: User, pk: int) -> ConsentRequest:
    """A consent request with its agreement, or a page that says that there is none."""
    try:
        return request_of(user, pk)
    except ConsentRequest.DoesNotExist:
        not_there("request for consent")


def find_adjustment(user: User, pk: int) -> Adjustment:
    """An entry of a ledger with its agreement, or a page that says that there is none."""
    try:
        return adjustment_of(user, pk)
    except Adjustment.DoesNotExist:
        not_there("adjustment")


def find_defect(user: User, pk: int) -> Defect:
    """A defect of a text with its agreement, or a page that says that there is none."""
    try:
        return defect_of(user, pk)
    except Defect.DoesNotExist:
        not_there("defect")


def not_there(what: str) -> NoReturn:
    """Answers with 404: whether it does not exist or is walled off is not told."""
    raise Http404(f"There is no such {what}, or you are not on its team.")
