"""Microsoft Teams: the event log of 2020, the summary of 2021, the sections since 2022, live events."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from coordinator.exchange.attendance_reports.headers import JOINED, JOINED_BEFORE, LEFT, MERGED_JOINS, Field, normal
from coordinator.exchange.attendance_reports.people import key_of
from coordinator.exchange.attendance_reports.report import Reading, Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.tables import Document, Row, Table
from coordinator.exchange.attendance_reports.visits import Rows, visit_of, visits_of

_TITLES = frozenset(
    {"meeting summary", "résumé de la réunion", "1. summary", "1. podsumowanie", "2. participants", "2. uczestnicy"}
)
_LABELS = MERGED_JOINS | {"nom complet", "participant id (upn)", "identyfikator uczestnika (upn)"}


def recognises(document: Document) -> bool:
    """An event log, a UPN column, or one of the titles that Teams writes."""
    is_log = any(table.has(Field.ACTION, Field.STAMP) for table in document.tables)
    return is_log or bool(document.labels() & _LABELS) or bool(document.first_cells() & _TITLES)


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits of whichever generation the file is."""
    logs = [table for table in document.tables if table.has(Field.ACTION, Field.STAMP)]
    if logs:
        return _read_logs(logs, dating)
    if any(map(_section, document.tables)) or document.labels() & MERGED_JOINS:
        rows = _read_sections(document.tables, dating)
        return Reading("teams", "2022 sections", tuple(rows.visits), tuple(rows.problems))
    rows = visits_of(document.tables, dating)
    return Reading("teams", "2021 summary", tuple(rows.visits), tuple(rows.problems))


def _section(table: Table) -> int | None:
    """The number before the section's title: 2 is one row a person, 3 is one row a join, in every language."""
    match = re.match(r"\s*([1-9])\.", table.section)
    return int(match[1]) if match else None


def _is_merged(table: Table) -> bool:
    return _section(table) == 2 or bool(MERGED_JOINS.intersection(table.labels))


def _read_sections(tables: Iterable[Table], dating: Dating) -> Rows:
    """Times from section 3, identity from section 2; never both added together."""
    timed = [table for table in tables if table.has(Field.JOIN)]
    merged = visits_of([table for table in timed if _is_merged(table)], dating)
    joins = visits_of([table for table in timed if not _is_merged(table)], dating)
    persons = [replace(visit, merged=True) for visit in merged.visits]
    named = [_identified(visit, persons) for visit in joins.visits]
    seen = {key_of(visit) for visit in named}
    only_merged = [visit for visit in persons if key_of(visit) not in seen]
    return Rows(named + only_merged, list(dict.fromkeys(merged.problems + joins.problems)))


def _identified(visit: Visit, persons: Iterable[Visit]) -> Visit:
    """The visit with what section 2 knows about the person: by e-mail, else by a name that only one has."""
    twins = [person for person in persons if person.email and person.email == visit.email]
    if not twins and not visit.email:
        twins = [person for person in persons if person.name == visit.name]
    if len(twins) != 1:
        return visit
    person = twins[0]
    return replace(
        visit, email=visit.email or person.email, upn=visit.upn or person.upn, role=visit.role or person.role
    )


def _read_logs(tables: Sequence[Table], dating: Dating) -> Reading:
    rows = Rows()
    # Live events write their stamps in UTC and say so in the header only.
    is_utc = any("utceventtimestamp" in table.labels for table in tables)
    for table in tables:
        events: dict[tuple[str, str], list[tuple[datetime, bool, Visit]]] = {}
        for row in table.rows:
            if event := _event(table, row, dating, is_utc, rows.problems):
                events.setdefault(key_of(event[2]), []).append(event)
        for of_one in events.values():
            rows.visits += _paired(of_one)
    generation = "live event log" if is_utc else "2020 log"
    return Reading("teams", generation, tuple(rows.visits), tuple(rows.problems))


def _event(
    table: Table, row: Row, dating: Dating, is_utc: bool, problems: list[str]
) -> tuple[datetime, bool, Visit] | None:
    """When, whether it is a leave, and who; None with a sentence for a line that says neither."""
    moment, action = dating.moment(table.cell(row, Field.STAMP)), normal(table.text(row, Field.ACTION))
    if moment is None or action not in JOINED | JOINED_BEFORE | LEFT:
        problems.append(f"The line of “{table.text(row, Field.NAME)}” with “{action}” could not be read.")
        return None
    return moment.replace(tzinfo=UTC) if is_utc else moment, action in LEFT, visit_of(table, row, dating)


def _paired(events: Iterable[tuple[datetime, bool, Visit]]) -> list[Visit]:
    """Joins and leaves of one person into visits. Files run up or down, so they are put in order first.

    A leave ends the latest open join: if an earlier one was never ended, no time is made up for it.
    """
    done: list[Visit] = []
    open_ones: list[Visit] = []
    for moment, is_leave, visit in sorted(events, key=lambda event: event[:2]):
        if not is_leave:
            open_ones.append(replace(visit, join=moment))
        elif open_ones:
            done.append(replace(open_ones.pop(), leave=moment))
        else:
            done.append(replace(visit, leave=moment))
    return done + open_ones
