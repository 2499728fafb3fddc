"""The saved reports, shipped and own, and what one of them says today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Office, Report
from coordinator.rules.report_rows import (
    PlacedRow,
    ReportColumn,
    ReportDefinition,
    ReportGroup,
    ReportResult,
    ReportRow,
    in_groups,
    in_order,
    totals,
)
from coordinator.rules.vocabulary import ReportSubject
from coordinator.views.report_fields import Frame, ReportField, Subject, query_of
from coordinator.views.report_subjects import SHIPPED, SUBJECTS
from coordinator.views.row_query import RowQuery
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class SavedReport:
    """One report of the list. `key` is that of a shipped one; `row_id` is set for own ones and for changed ones."""

    key: str
    row_id: int | None
    definition: ReportDefinition

    @property
    def ref(self) -> int | str:
        """The key of a shipped report, the id of an own one."""
        return self.key or self.row_id or 0

    @property
    def is_own(self) -> bool:
        return not self.key

    @property
    def is_changed(self) -> bool:
        """Shipped, and not as it came."""
        return bool(self.key) and self.row_id is not None


@dataclass(frozen=True, slots=True)
class ReportSource:
    """Every row of a subject as it is today, ready to be asked again and again without the database."""

    subject: ReportSubject
    rows: Sequence[Any]
    fields: dict[str, ReportField[Any]]
    query: RowQuery[Any]

    @property
    def kind(self) -> Subject[Any]:
        return SUBJECTS[self.subject]


def reports(session: Session) -> tuple[SavedReport, ...]:
    """The shipped ones in their order, each as it came or as it was changed; then the unit's own in theirs."""
    rows = session.scalars(select(Report).order_by(Report.position, Report.id)).all()
    changed = {row.key: row for row in rows if row.key}
    shipped = (
        SavedReport(key, row.id, definition_of(row))
        if (row := changed.get(key))
        else SavedReport(key, None, as_shipped)
        for key, as_shipped in SHIPPED.items()
    )
    own = (SavedReport("", row.id, definition_of(row)) for row in rows if row.key not in SHIPPED)
    return (*shipped, *own)


def definition_of(row: Report) -> ReportDefinition:
    return ReportDefinition(
        name=row.name,
        subject=row.subject,
        query=row.query,
        columns=tuple(map(str, row.columns)),
        group_by=row.group_by,
        sort_by=row.sort_by,
        is_descending=row.is_descending,
        note=row.note,
    )


def run_report(session: Session, report: ReportDefinition, today: date) -> ReportResult:
    """What the report says today."""
    return found(report_source(session, report.subject, today), report)


def report_source(session: Session, subject: ReportSubject, today: date) -> ReportSource:
    """Read everything that a report on this subject can be about."""
    offices: dict[str, str] = dict(session.execute(select(Office.code, Office.name)).all())
    frame, kind = Frame(today, unit_settings(session), offices), SUBJECTS[subject]
    fields = kind.fields(frame)
    rows = kind.rows(session, frame)
    return ReportSource(subject, rows, {field.name: field for field in fields}, query_of(fields, kind.flags(frame)))


def found(source: ReportSource, report: ReportDefinition) -> ReportResult:
    """The rows that the query means, in groups and in order. Names of fields that there are not are left out."""
    fields = [source.fields[name] for name in report.columns if name in source.fields]
    columns = tuple(
        ReportColumn(field.name, field.title, field.kind, field.is_summed, field.personal) for field in fields
    )
    placed = [_placed(source, report, fields, row) for row in source.query.matching(source.rows, report.query)]
    ordered = in_order(placed, report.is_descending) if report.sort_by in source.fields else placed
    groups = in_groups(ordered, columns)
    by = source.fields.get(report.group_by)
    every = [each.row for each in ordered]
    return ReportResult(
        columns=columns,
        groups=groups,
        totals=totals(every, columns),
        total=len(every),
        words=_words(source, len(every), groups, by.title.lower() if by else ""),
        by=by.title if by else "",
        one=source.kind.one,
        many=source.kind.many,
    )


def _placed(source: ReportSource, report: ReportDefinition, fields: Sequence[ReportField[Any]], row: Any) -> PlacedRow:
    page, target = source.kind.target(row)
    made = ReportRow(row.id, tuple(field.value(row) for field in fields), page, target)
    group, sort = source.fields.get(report.group_by), source.fields.get(report.sort_by)
    return PlacedRow(made, group.heading(row) if group else "", sort.value(row) if sort else None)


def _words(source: ReportSource, total: int, groups: Sequence[ReportGroup], by: str) -> str:
    """ "12 of 24 licenses in 5 groups by office."."""
    kind, every = source.kind, len(source.rows)
    if not every:
        return f"There is no {kind.one} yet."
    what, number = kind.one if every == 1 else kind.many, f"{total:,}" if total else "None"
    said = f"{number} {what}" if total == every else f"{number} of {every:,} {what}"
    grouped = f" in {len(groups):,} groups by {by}" if by and len(groups) > 1 else ""
    return f"{said}{grouped}."
