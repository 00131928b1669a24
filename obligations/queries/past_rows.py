"""The rows of a table as they stood on another day, as SQL that bears the table's name.

Who may see what is asked now: the wall of an agreement holds before its past, and before
the past of all that hangs on it, as it holds before its present.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from agreements.models import Agreement

AGREEMENTS = Agreement._meta.db_table
# Who may see what, and the names of people, are those of today; what is no fact of an agreement
# is left alone.
OF_TODAY = frozenset(
    (
        "agreements_teammember",
        "agreements_user",
        "obligations_absence",
        "obligations_defaultview",
        "obligations_feed",
        "obligations_hold",
        "obligations_lettertemplate",
        "obligations_preferences",
        "obligations_reminderpolicy",
        "obligations_report",
        "obligations_reportrecipient",
        "obligations_reportschedule",
        "obligations_savedview",
        "obligations_scenario",
        "obligations_scenariostep",
    )
)
# An agreement keeps its address, and is seen by whom it is seen today.
_NOW = {(AGREEMENTS, "reference"), (AGREEMENTS, "visibility")}
# What the history leaves out is read from the row of now, but for what would tell of now.
_EMPTY = {
    ("obligations_occurrence", "steps"): "'[]'::jsonb",
    ("obligations_occurrence", "sequence"): "0",
    ("obligations_occurrence", "changed_at"): "NULL::timestamptz",
}
# Which version of the terms counts makes no history row of the obligation; the terms do.
_IN_PLACE = {
    ("obligations_obligation", "terms_id"): (
        'SELECT terms.id FROM "obligations_termshistory" terms'
        " WHERE terms.obligation_id = version.id AND {recorded} <= {day}"
        " ORDER BY terms.number DESC LIMIT 1"
    ),
}
# What was done or decided after the day on which things are judged.
_DONE_LATER = "version.phase = 'done' AND version.done_date > {day}"
_DECIDED_LATER = (
    "version.phase IN ('waived', 'disputed', 'not applicable') AND version.decided_date > {day}"
)
_UNDECIDED = (
    "CASE WHEN version.state = 'void' THEN 'not applicable'"
    " WHEN version.state = 'pending' AND version.sort_date = DATE '9999-12-31' THEN 'awaiting'"
    " ELSE 'live' END"
)
_LIFTED_LATER = "(version.lifted_at AT TIME ZONE {zone})::date > {day}"
_MADE_LATER = "(version.made_at AT TIME ZONE {zone})::date > {day}"
_VERSIONS = 'FROM "obligations_noticehistory" h WHERE h.pgh_obj_id = version.id'
_WITHDRAWN = f"SELECT {_VERSIONS} AND h.state = 'withdrawn' AND {{recorded}} <= {{day}}"
# Taking a notice back parts it from what it brought about.
_LAST_LINEAGE = (
    f"(SELECT h.lineage {_VERSIONS} AND h.state = 'sent' ORDER BY h.pgh_id DESC LIMIT 1)"
)
# table -> condition for rows that look otherwise as at a day, and how their columns look then
_JUDGED: dict[str, list[tuple[str, dict[str, str]]]] = {
    "obligations_occurrence": [
        (
            f"({_DONE_LATER}) OR ({_DECIDED_LATER})",
            {
                "phase": _UNDECIDED,
                "done_date": "NULL",
                "done_by_id": "NULL",
                "done_at": "NULL",
                "done_late": "false",
                "outcome": "''",
                "decided_date": "NULL",
            },
        ),
        ("version.latest_fact_date > {day}", {"certainty": "'planned'"}),
    ],
    "obligations_happening": [("version.happened_date > {day}", {"certainty": "'planned'"})],
    "obligations_notice": [
        (
            f"version.state = 'withdrawn' AND NOT EXISTS ({_WITHDRAWN})",
            {"state": "'sent'", "lineage": _LAST_LINEAGE},
        ),
        ("version.received_date > {day}", {"received_date": "NULL"}),
        # It counted by being received, and nobody could know that yet.
        (
            "version.received_date > {day} AND version.counts_date >= version.received_date",
            {"counts_date": "NULL", "counts_because": "''", "lineage": "NULL"},
        ),
    ],
    "obligations_adjustment": [
        (_LIFTED_LATER, {"lifted_at": "NULL", "lifted_by_id": "NULL", "lifted_because": "''"})
    ],
}
# table -> condition for rows that are not there yet as at a day
_NOT_YET = {
    "obligations_adjustment": (
        f"version.kind IN ('waiver', 'dispute', 'not applicable') AND {_MADE_LATER}"
    ),
    "obligations_acknowledgement": "version.made_date > {day}",
    "obligations_snooze": "version.made_date > {day}",
    "obligations_notice": "version.state <> 'draft' AND version.sent_date > {day}",
}


@cache
def past_tables(*, as_known: bool) -> frozenset[str]:
    """The tables whose rows are others then: all with a history, or those that are judged."""
    return frozenset(_known()) if as_known else frozenset((*_JUDGED, *_NOT_YET))


def walled_tables() -> set[str]:
    """The tables whose rows are an agreement's, whose wall stands before their past too."""
    return {table for table, model in _known().items() if _walls(model)}


@lru_cache(maxsize=4000)
def rows_then(table: str, known_on: date | None, judged: date) -> str:
    """“"table" AS (SELECT …)”: the table's rows as known on a day, judged as at one."""
    model = _known()[table]
    columns = ", ".join(
        f'{_seen(table, column, known_on, judged)} AS "{column}"'
        for column in (field.column for field in model._meta.concrete_fields)
    )
    found = f"SELECT {columns} FROM {_versions(table, known_on)} version"
    conditions = []
    if known_on is not None:
        conditions.append("version.pgh_label <> 'delete'")
        conditions += _walls(model)
    if table in _NOT_YET:
        conditions.append(f"({_filled(_NOT_YET[table], judged)}) IS NOT TRUE")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    # As at a day, a table is read by its indexes wherever it is named; a past is put together once.
    how = "NOT MATERIALIZED " if known_on is None else ""
    return f'"{table}" AS {how}({found}{where})'


def _versions(table: str, known_on: date | None) -> str:
    if known_on is None:
        return f'"{table}"'
    return (
        f'(SELECT DISTINCT ON (h.pgh_obj_id) h.* FROM "{table}history" h'
        f" WHERE {recorded_day('h')} <= {_literal(known_on)} ORDER BY h.pgh_obj_id, h.pgh_id DESC)"
    )


def _seen(table: str, column: str, known_on: date | None, judged: date) -> str:
    """What stands in a column then."""
    found = f'version."{column}"' if known_on is None else _kept(table, column, known_on)
    for condition, changed in _JUDGED.get(table, ()):
        if column in changed:
            when = _filled(condition, judged)
            found = f"CASE WHEN {when} THEN {changed[column]} ELSE {found} END"
    return found


def _kept(table: str, column: str, known_on: date) -> str:
    """What the history has of a column."""
    if column == "id":
        # The same number, and the one by which the history of a row is found.
        return "version.pgh_obj_id"
    if (table, column) in _EMPTY:
        return _EMPTY[table, column]
    if (table, column) in _IN_PLACE:
        text = _IN_PLACE[table, column]
        return f"({text.format(recorded=recorded_day('terms'), day=_literal(known_on))})"
    if (table, column) in _NOW or column not in _columns_of_history(table):
        return f'(SELECT now."{column}" FROM "{table}" now WHERE now.id = version.pgh_obj_id)'
    return f'version."{column}"'


def _walls(model: type[Model]) -> list[str]:
    """The condition that a row's agreement may be seen now; none for what is no agreement's."""
    if model is Agreement:
        return [f'EXISTS (SELECT FROM "{AGREEMENTS}" seen WHERE seen.id = version.pgh_obj_id)']
    if (way := _way(model)) is None:
        return []
    # The walls stand on the tables, not on their histories.
    last, joined = "version", []
    for number, (column, parent) in enumerate(way[:-1]):
        joined.append((f'"{parent}history" h{number}', f"h{number}.pgh_obj_id = {last}.{column}"))
        last = f"h{number}"
    joined.append((f'"{AGREEMENTS}" seen', f"seen.id = {last}.{way[-1][0]}"))
    sources, conditions = zip(*joined, strict=True)
    return [f"EXISTS (SELECT FROM {', '.join(sources)} WHERE {' AND '.join(conditions)})"]


@cache
def _way(model: type[Model], *beyond: type[Model]) -> tuple[tuple[str, str], ...] | None:
    """The shortest way to a row's agreement: columns with the table to which each leads."""
    ways = []
    for field in model._meta.concrete_fields:
        parent = field.related_model
        if parent is Agreement:
            return ((field.column, AGREEMENTS),)
        if field.null or parent is None or isinstance(parent, str) or parent in (model, *beyond):
            continue
        table = parent._meta.db_table
        if table in _known() and (rest := _way(parent, model, *beyond)):
            ways.append(((field.column, table), *rest))
    return min(ways, key=len, default=None)


@cache
def _known() -> dict[str, type[Model]]:
    """The models whose tables have a past, by the name of the table."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if model._meta.db_table not in OF_TODAY and _history_of(model) is not None
    }


def _history_of(model: type[Model]) -> type[Model] | None:
    """The model of a tracked model's history rows."""
    return apps.all_models[model._meta.app_label].get(f"{model._meta.model_name}history")


@cache
def _columns_of_history(table: str) -> frozenset[str]:
    history = _history_of(_known()[table])
    assert history is not None
    return frozenset(field.column for field in history._meta.concrete_fields)


def _filled(text: str, day: date) -> str:
    return text.format(day=_literal(day), zone=_zone(), recorded=recorded_day("h"))


def recorded_day(row: str) -> str:
    """The business day of a history row: the one that was set, else the day of its own time."""
    return (
        f"COALESCE(({row}.pgh_context->>'day')::date,"
        f" ({row}.pgh_created_at AT TIME ZONE {_zone()})::date)"
    )


def _zone() -> str:
    return "'{}'".format(settings.LONGSTOP_ZONE.replace("'", "''"))


def _literal(day: date) -> str:
    return f"DATE '{day.isoformat()}'"
