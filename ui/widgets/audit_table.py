"""How the audit trail is said: the columns of its entries, and one entry's fields before and after."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from coordinator.rules.vocabulary import EntryKind
from coordinator.views.audit import AuditDetail, AuditRow, FieldChange
from ui.models.rows_model import Column
from ui.widgets.answers_card import strong
from ui.widgets.parts import DetailPane, wrapped
from ui.wording import NOTHING, count, day, moment, word, yes_no

MOST_LINES = 100  # a pane of more is slow to build, and nobody reads on
LONGEST = 240
UNBROKEN = 28
KINDS = {
    EntryKind.CHANGE: ("Change", ("pencil", "neutral")),
    EntryKind.UNDO: ("Undone", ("undo-2", "caution")),
    EntryKind.REDO: ("Redone", ("redo-2", "accent")),
}


def _sequence(row: AuditRow) -> str:
    return f"{row.id:,}"


def _id(row: AuditRow) -> int:
    return row.id


def _label(row: AuditRow) -> str:
    return row.label


def _actor(row: AuditRow) -> str:
    return row.actor


def _kind(row: AuditRow) -> str:
    if row.kind is EntryKind.CHANGE:
        return "Change" if row.is_undoable else "Final"
    return f"{KINDS[row.kind][0]} {row.of_id:,}"


def _tone(row: AuditRow) -> tuple[str, str]:
    return ("stamp", "neutral") if _is_final(row) else KINDS[row.kind][1]


def _rows(row: AuditRow) -> str:
    return f"{row.rows:,}"


def _row_count(row: AuditRow) -> int:
    return row.rows


def _areas(row: AuditRow) -> str:
    return row.areas


def _at(row: AuditRow) -> datetime:
    return row.at


def _when(zone: str, row: AuditRow) -> str:
    """Day and time as the user's locale writes them short, to the minute, in the unit's zone."""
    local = row.at.astimezone(ZoneInfo(zone))
    clock = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    return QLocale().toString(clock, QLocale.FormatType.ShortFormat)


def columns(zone: str) -> tuple[Column[AuditRow], ...]:
    """The columns of the trail; times on the clock of a zone."""
    return (
        Column("No.", _sequence, 64, sort=_id, right=True),
        Column("When", partial(_when, zone), 152, sort=_at),
        Column("What", _label, 280, bold=True),
        Column("By", _actor, 116),
        Column("Kind", _kind, 108, tone=_tone),
        Column("Rows", _rows, 64, sort=_row_count, right=True),
        Column("Touched", _areas, 160),
    )


def _any(_row: AuditRow) -> bool:
    return True


def _is_change(row: AuditRow) -> bool:
    return row.kind is EntryKind.CHANGE and row.is_undoable


def _is_final(row: AuditRow) -> bool:
    return row.kind is EntryKind.CHANGE and not row.is_undoable


def _is_inverse(row: AuditRow) -> bool:
    return row.kind is not EntryKind.CHANGE


FILTERS: dict[str, tuple[str, Callable[[AuditRow], bool]]] = {
    "all": ("All", _any),
    "changes": ("Changes", _is_change),
    "final": ("Final", _is_final),
    "inverse": ("Undone, redone", _is_inverse),
}


def show_changes(pane: DetailPane, row: AuditRow, detail: AuditDetail, zone: str) -> None:
    """Fill the pane: who and when, then each record with its fields."""
    pane.clear()
    pane.heading(row.label, f"Entry {row.id:,} · {row.actor}")
    pane.line(moment(row.at, zone), f"{_kind(row)} · {count(row.rows, 'row', 'rows')} · {row.areas}", _tone(row))
    for record, changes in groupby(detail.changes[:MOST_LINES], key=_record):
        pane.section(record[0])
        pane.add_widget(wrapped(strong(record[1])))
        for change in changes:
            pane.line(f"{change.field}: {_field_words(change, zone)}")
    more = detail.total - min(len(detail.changes), MOST_LINES)
    if more > 0:
        pane.section("More")
        pane.line(f"and {more:,} more {'field' if more == 1 else 'fields'}")


def _record(change: FieldChange) -> tuple[str, str]:
    """What kind of record, and which; the name may need more than a line."""
    what = "New " if change.is_new else "Removed " if change.is_gone else ""
    return f"{what}{change.table}", change.record


def _field_words(change: FieldChange, zone: str) -> str:
    """ "Pending → Selected"; of a new record what it has, of a removed one what it had."""
    if change.is_new:
        return said(change.after, zone)
    if change.is_gone:
        return said(change.before, zone)
    return f"{said(change.before, zone)}  →  {said(change.after, zone)}"


def said(value: Any, zone: str) -> str:
    """A value of any field in words."""
    match value:
        case None:
            return NOTHING
        case bool():
            return yes_no(value)
        case StrEnum():
            return word(value)
        case datetime():
            return moment(value, zone)
        case date():
            return day(value)
        case dict():
            return _shortened(", ".join(f"{name}: {each}" for name, each in value.items()))
        case _:
            return _shortened(str(value))


def _shortened(text: str) -> str:
    """What has no place to break, such as a hash, is cut sooner."""
    most = LONGEST if " " in text else UNBROKEN
    return text if len(text) <= most else f"{text[:most]}…"
