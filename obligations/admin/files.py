"""Agreement files in data entry: read, shown as what they would change, then written; and export.

A file is looked at twice: first it is only shown what it would do, then it is
written, and only if it would still do what was shown.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import slugify

from agreements.audit import Unexplained
from agreements.models import Agreement
from obligations.actions.files import Imported, import_file
from obligations.admin.base import user_of
from obligations.admin.errors import sentences
from obligations.agreement_file import AgreementFile, FileProblems, Problem, read, write
from obligations.calendars_in_force import in_force
from obligations.engine.errors import EngineError
from obligations.permissions import NotAllowed
from obligations.queries import entry
from obligations.queries.agreement_file import file_of

MOST_BYTES = 2_000_000


class Unreadable(Exception):
    """A file that cannot be taken: `problems` are sentences, with a line where there is one."""

    def __init__(self, *problems: Problem | str) -> None:
        super().__init__(*problems)
        self.problems = problems


class Said(NamedTuple):
    """A sentence about a line, and the rule with its wrong word pointed at, if it is about one."""

    sentence: str
    pointer: str


@dataclass(frozen=True)
class Line:
    """A line of the file that was sent, and what is wrong with it."""

    number: int
    text: str
    said: tuple[Said, ...]


def urls(site: Any) -> list[Any]:
    """The addresses of import and export."""
    return [
        path("import/", site.admin_view(partial(import_view, site)), name="import_file"),
        path(
            "agreements/agreement/<int:pk>/file/",
            site.admin_view(export_view),
            name="export_file",
        ),
    ]


def export_view(request: HttpRequest, pk: int) -> HttpResponse:
    """An agreement as its file, to keep or to change and import again."""
    agreement = entry.agreements(user_of(request)).filter(pk=pk).first()
    if agreement is None:
        raise Http404("There is no such agreement, or you are not on its team.")
    answer = HttpResponse(write(file_of(agreement)), content_type="application/yaml; charset=utf-8")
    name = slugify(agreement.reference) or "agreement"
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


def import_view(site: Any, request: HttpRequest) -> HttpResponse:
    """Takes a file, shows what it would do, and writes it once that is confirmed."""
    context: dict[str, Any] = {**site.each_context(request), "title": "Import an agreement file"}
    if request.method == "POST":
        try:
            text = _text(request)
            context["text"] = text
            done = _imported(request, _read(text))
        except Unreadable as refused:
            context |= {"lines": _lines(refused, context.get("text", ""))}
            context |= {"problems": [p for p in refused.problems if isinstance(p, str)]}
        else:
            if isinstance(done, Agreement):
                return HttpResponseRedirect(
                    reverse("admin:agreements_agreement_change", args=[done.pk])
                )
            context |= {"done": done, "shown": _mark(done)}
            context["changed_meanwhile"] = "confirm" in request.POST
    return TemplateResponse(request, "admin/entry/import.html", context)


def _text(request: HttpRequest) -> str:
    """The text that was sent: a file, or the text of one that was shown before."""
    upload = request.FILES.get("file")
    if upload is None:
        if text := request.POST.get("text", ""):
            return text.replace("\r\n", "\n")
        raise Unreadable("Choose a file first.")
    if upload.size is None or upload.size > MOST_BYTES:
        raise Unreadable(
            f"“{upload.name}” is too large: {MOST_BYTES // 1_000_000} MB are the most."
        )
    try:
        return upload.read().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"“{upload.name}” is no text in UTF-8, so it is no agreement file."
        ) from error


def _read(text: str) -> AgreementFile:
    try:
        return read(text, in_force().ids)
    except FileProblems as error:
        raise Unreadable(*error.problems) from error


def _imported(request: HttpRequest, file: AgreementFile) -> Imported | Agreement:
    """What the file would do; the agreement, once that is confirmed and done."""
    user, reason = user_of(request), request.POST.get("reason", "").strip()
    try:
        trial = import_file(file=file, by=user, reason=reason, dry_run=True)
        if trial.nothing or request.POST.get("confirm") != _mark(trial):
            return trial
        done = import_file(file=file, by=user, reason=reason)
    except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
        raise Unreadable(*sentences(error)) from error
    verb = "is entered" if done.created else "is changed"
    messages.success(request, f"{done.reference} {verb} as its file says.")
    return Agreement.objects.get(reference__iexact=done.reference)


def _mark(done: Imported) -> str:
    """What an import would do, as a mark: confirmed is only what was shown."""
    told = [
        done.reference,
        str(done.created),
        *map(str, done.differences),
        *done.recorded,
        *done.kept,
        *(f"{move.key} {move.old} {move.new}" for move in done.changes.moves),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _lines(refused: Unreadable, text: str) -> list[Line]:
    written = text.splitlines()
    found: dict[int, list[Said]] = {}
    for problem in refused.problems:
        if isinstance(problem, Problem):
            sentence, _, pointer = problem.message.partition("\n")
            found.setdefault(problem.line, []).append(Said(sentence, pointer))
    return [
        Line(number, written[number - 1] if 0 < number <= len(written) else "", tuple(said))
        for number, said in sorted(found.items())
    ]
