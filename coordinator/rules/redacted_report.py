"""A report of which the texts that are withheld are gone, cell by cell."""

from collections.abc import Sequence
from dataclasses import replace

from coordinator.rules.redaction import Redaction
from coordinator.rules.report_rows import Cell, ColumnKind, ReportColumn, ReportGroup, ReportResult, ReportRow


def redacted_report(report: ReportResult, redaction: Redaction) -> ReportResult:
    """The same rows in the same order. Numbers, days and words of a fixed set are shown; a heading counts once."""
    if not redaction.is_on:
        return report
    return replace(report, groups=tuple(_group(each, report.columns, redaction) for each in report.groups))


def _group(group: ReportGroup, columns: Sequence[ReportColumn], redaction: Redaction) -> ReportGroup:
    rows = tuple(_row(row, columns, redaction) for row in group.rows)
    return replace(group, title=redaction.words(group.title), rows=rows)


def _row(row: ReportRow, columns: Sequence[ReportColumn], redaction: Redaction) -> ReportRow:
    cells = tuple(_cell(cell, column, redaction) for cell, column in zip(row.cells, columns, strict=True))
    return replace(row, cells=cells)


def _cell(cell: Cell, column: ReportColumn, redaction: Redaction) -> Cell:
    if not isinstance(cell, str) or column.kind is not ColumnKind.TEXT:
        return cell
    return redaction.words(cell) if column.personal is None else redaction.of(column.personal, cell)
