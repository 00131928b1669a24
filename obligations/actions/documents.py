"""Putting documents in: checked, hashed, stored under a name of their own, never changed."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from pathlib import PurePath

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions.file_types import NotThatFile, type_of
from obligations.clock import business_now
from obligations.models import Evidence, Occurrence
from obligations.permissions import check_user_can_enter

LARGEST = 25 * 1024 * 1024
_LONGEST_NAME = 200


def add(
    *, agreement: Agreement, upload: File[bytes], by: User, title: str = "", reason: str = ""
) -> Document:
    """Puts a document in with an agreement.

    Without a title it is called as its file. Raises NotThatFile for a file that
    is empty, too large, of no accepted kind or not what its name says; then
    nothing is stored.
    """
    check_user_can_enter(by, agreement)
    name = _plain_name(upload.name or "")
    _check_size(name, upload.size)
    kind = type_of(name, upload)
    with recording(by=by, action="put a document in", reason=reason or f"“{name}” put in"):
        row = Document(
            agreement=agreement,
            title=(title.strip() or PurePath(name).stem)[:_LONGEST_NAME],
            file_name=name,
            content_type=kind.media_type,
            size=upload.size,
            sha256=_hash(upload),
            uploaded_by=by,
            uploaded_at=business_now(),
        )
        row.stored_as = _store(upload)
        try:
            row.full_clean()
            row.save()
        except BaseException:
            default_storage.delete(row.stored_as)
            raise
    return row


@contextlib.contextmanager
def kept(
    *, agreement: Agreement, upload: File[bytes] | None, by: User, title: str = "", reason: str = ""
) -> Iterator[Document | None]:
    """Puts a document in for what is done with it inside; when that fails it is not kept.

    None where nothing was uploaded.
    """
    with transaction.atomic():
        if upload is None:
            yield None
            return
        document = add(agreement=agreement, upload=upload, by=by, title=title, reason=reason)
        try:
            yield document
        except BaseException:
            default_storage.delete(document.stored_as)
            raise


def attach(*, occurrence: Occurrence, document: Document, by: User, reason: str = "") -> Evidence:
    """Adds a document of the same agreement to the evidence of an occurrence, done or not."""
    check_user_can_enter(by, occurrence.agreement)
    if document.agreement_id != occurrence.agreement_id:
        raise NotThatFile("This document belongs to another agreement; put it in here as well.")
    with recording(by=by, action="add evidence", reason=reason or f"“{document}” shows it"):
        evidence, _ = Evidence.objects.get_or_create(occurrence=occurrence, document=document)
    return evidence


def _plain_name(name: str) -> str:
    """The last part of a file's name, without what could end a line or hide an ending."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    stem, suffix = PurePath(shown).stem, PurePath(shown).suffix
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{suffix}"


def _check_size(name: str, size: int) -> None:
    if size == 0:
        raise NotThatFile(f"“{name}” is empty. Choose the file once more.")
    if size > LARGEST:
        raise NotThatFile(
            f"“{name}” has {size / 1024 / 1024:.1f} MB; {LARGEST // 1024 // 1024} MB are the most."
            " Save it smaller, or in parts."
        )


def _hash(upload: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _store(upload: File[bytes]) -> str:
    """The random name under which the file now lies: no name that a person chose meets the disk."""
    upload.seek(0)
    token = secrets.token_hex(20)
    return default_storage.save(f"{token[:2]}/{token}", upload)
