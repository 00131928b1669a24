"""The mail that tells of a scheduled report, composed just before it goes."""

from __future__ import annotations

from agreements.models import User
from obligations.models import Message, Report
from obligations.outputs import report_files
from obligations.outputs.email import Attached, Mail, report_ready
from obligations.outputs.report_formats import FORMATS
from obligations.queries.report_rows import visible_reports

MOST_BYTES = 5 * 1024 * 1024


def report_mail(message: Message, person: User) -> Mail | None:
    """Of the report that the message is about; None where the person may not see it any more."""
    if not person.is_active:
        return None
    row = visible_reports(person).filter(message=message).select_related("schedule").first()
    if row is None:
        return None
    return report_ready(person, row, _file(row))


def _file(row: Report) -> Attached | None:
    """The report itself, where it is wished for and small; a damaged one is left to its page."""
    wished = row.schedule is not None and row.schedule.attach and row.state == Report.State.DONE
    if not wished or (row.size or 0) > MOST_BYTES:
        return None
    try:
        content = report_files.fetch(row.stored_as, row.sha256)
    except report_files.Damaged:
        return None
    media_type = FORMATS[row.format].content_type.partition(";")[0]
    return Attached(row.file_name, media_type, content)
