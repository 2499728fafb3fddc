"""Microsoft Teams: the event log of 2020, the summary of 2021, the sections since 2022, live events."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from coordinator.exchange.attendance_reports.events import visits_of_log
from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.headers import MERGED_JOINS
from coordinator.exchange.attendance_reports.people import key_of
from coordinator.exchange.attendance_reports.report import Reading, Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.table import Table
from coordinator.exchange.attendance_reports.tables import Document
from coordinator.exchange.attendance_reports.visits import Rows, visits_of

_TITLES = frozenset(
    {
        "meeting summary", "résumé de la réunion", "podsumowanie spotkania", "besprechungszusammenfassung",
        "zusammenfassung der besprechung", "resumen de la reunión", "resumo da reunião", "riepilogo riunione",
        "riepilogo della riunione", "vergaderingsoverzicht", "samenvatting van vergadering", "会議の概要", "会议摘要",
    }
)  # fmt: skip
_SECTION = re.compile(r"\s*([1-9])\.\s*\S")
# The columns of a join, in this order since 2021 in every language.
_JOIN_COLUMNS = (Field.JOIN, Field.LEAVE, Field.DURATION, Field.EMAIL, Field.ROLE)


def recognises(document: Document) -> bool:
    """An event log, a UPN column, sections with numbers, the columns of a join, or a title that Teams writes."""
    first_cells = document.first_cells()
    return (
        any(_is_log(table) or table.has(Field.UPN) or _has_join_columns(table) for table in document.tables)
        or bool(document.labels() & MERGED_JOINS or first_cells & _TITLES)
        or {"1", "2"} <= {match[1] for cell in first_cells if (match := _SECTION.match(cell))}
    )


def _is_log(table: Table) -> bool:
    return table.has(Field.ACTION, Field.STAMP)


def _has_join_columns(table: Table) -> bool:
    return tuple(table.columns.get(field) for field in _JOIN_COLUMNS) == (1, 2, 3, 4, 5)


def read(document: Document, dating: Dating, held_on: date | None) -> Reading:
    """The visits of whichever generation the file is."""
    logs = [table for table in document.tables if _is_log(table)]
    if logs:
        return _read_logs(logs, dating)
    if any(map(_section, document.tables)) or document.labels() & MERGED_JOINS:
        rows = _read_sections(document.tables, dating)
        return Reading("teams", "2022 sections", tuple(rows.visits), tuple(rows.problems))
    rows = visits_of(document.tables, dating)
    return Reading("teams", "2021 summary", tuple(rows.visits), tuple(rows.problems))


def _section(table: Table) -> int | None:
    """The number before the section's title: 2 is one row a person, 3 is one row a join, in every language."""
    match = _SECTION.match(table.section)
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
        found, problems = visits_of_log(table, dating, is_utc=is_utc)
        rows.visits += found
        rows.problems += problems
    generation = "live event log" if is_utc else "2020 log"
    return Reading("teams", generation, tuple(rows.visits), tuple(rows.problems))
