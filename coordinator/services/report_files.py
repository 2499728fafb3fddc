"""A report as a file: a workbook to go on working with, a CSV for other programs, a PDF to print and file.

A redacted one holds the exemption where a text was, and says at its foot how many were withheld.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from coordinator.documents.facts import spelled
from coordinator.documents.report_print import PrintedColumn, PrintedGroup, ReportFacts, render_report
from coordinator.exchange import attendance_list
from coordinator.exchange.report_workbook import write_report_workbook
from coordinator.rules.query import parse
from coordinator.rules.redacted_report import redacted_report
from coordinator.rules.redaction import PersonalField, Redaction, file_title
from coordinator.rules.report_rows import (
    Cell,
    ColumnKind,
    ReportColumn,
    ReportDefinition,
    ReportGroup,
    ReportResult,
    cell_words,
)
from coordinator.services.progress import Progress, silent
from coordinator.store.trail import head
from coordinator.views.redaction import redaction_for
from coordinator.views.report_subjects import known_fields
from coordinator.views.reports import run_report
from coordinator.views.retention import disposal_report, due_for_disposal
from coordinator.views.settings import unit_settings

_NARROWEST, _WIDEST = 6, 34  # characters
_MEASURED = 500  # rows from which the widths are taken


class FileForm(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """A report with what stands around its table. `asked` says below it what was asked for.

    `withheld` is the count of what was withheld in words; "" for a file that is not redacted.
    """

    title: str
    note: str
    asked: str
    result: ReportResult
    today: date
    masthead: tuple[str, ...] = ()
    withheld: str = ""
    audit_head: str = ""
    size: str = "letter"


def report_file(
    session: Session,
    report: ReportDefinition,
    today: date,
    form: FileForm,
    progress: Progress = silent,
    *,
    is_redacted: bool = False,
) -> tuple[str, bytes]:
    """Name and bytes of what the report says today. A redacted one is not grouped by what is withheld."""
    progress(0, 2, "Reading")
    redaction, fields = redaction_for(session, is_redacted), known_fields(report.subject)
    by = fields.get(report.group_by)
    if by and by.personal and redaction.withholds(by.personal):
        report = replace(report, group_by="")
    result = run_report(session, report, today)
    progress(1, 2, f"Writing {result.total:,} rows")
    personal = {field.name for field in fields.values() if field.personal}
    asked = asked_words(report.query, personal, redaction)
    paper = paper_of_unit(session, report.name, report.note, asked, result, today)
    made = write_paper(redacted_paper(paper, redaction), form)
    progress(2, 2, "Done")
    return made


def disposal_file(
    session: Session, today: date, form: FileForm, progress: Progress = silent, *, is_redacted: bool = False
) -> tuple[str, bytes]:
    """Name and bytes of the list of what is due for disposal, with what is held back below it."""
    progress(0, 2, "Reading")
    redaction = redaction_for(session, is_redacted)
    result = disposal_report(due_for_disposal(session, today))
    progress(1, 2, f"Writing {result.total:,} rows")
    note = "Records as old as the retention rules say. The program deletes none of them."
    asked = "Every record under a rule that is switched on"
    paper = paper_of_unit(session, "Due for disposal", note, asked, result, today)
    made = write_paper(redacted_paper(paper, redaction), form)
    progress(2, 2, "Done")
    return made


def paper_of_unit(session: Session, title: str, note: str, asked: str, result: ReportResult, today: date) -> Paper:
    """The report under the name of the unit, on the paper it uses, with the audit trail as it stands."""
    settings = unit_settings(session)
    return Paper(
        title, note, asked, result, today,
        masthead=tuple(filter(None, (settings.unit_name, settings.unit_section))),
        audit_head=str(head(session)),
        size=settings.unit_paper,
    )  # fmt: skip


def asked_words(query: str, personal: Collection[str], redaction: Redaction) -> str:
    """What was searched for; one that looks into words at large, or into `personal` fields, is a note that may name."""
    if not query:
        return "Search: everything"
    names = any(not term.field or term.field in personal for term in parse(query).terms)
    return f"Search: {redaction.of(PersonalField.NOTE, query) if names else redaction.words(query)}"


def redacted_paper(paper: Paper, redaction: Redaction) -> Paper:
    """The paper without what is withheld, and with the count of it; as it is where nothing is to be."""
    title, note = redaction.words(paper.title), redaction.words(paper.note)
    result = redacted_report(paper.result, redaction)
    return replace(paper, title=title, note=note, result=result, withheld=redaction.sentence)


def file_name(paper: Paper, form: FileForm) -> str:
    """Whether it is redacted stands in it."""
    return f"{file_title(paper.title)}{' redacted' if paper.withheld else ''} {paper.today.isoformat()}.{form.value}"


def write_paper(paper: Paper, form: FileForm) -> tuple[str, bytes]:
    """Name and bytes of the file; the name has no characters that a file may not have only after `safe_name`."""
    name = file_name(paper, form)
    if form is FileForm.PDF:
        return name, render_report(printed(paper), paper.size)
    if form is FileForm.CSV:
        return name, _csv(paper)
    about = f"{paper.result.words} {paper.asked}. {_as_of(paper.today)}"
    notes = tuple(filter(None, (paper.note, about, paper.withheld)))
    return name, write_report_workbook(paper.title, notes, paper.result)


def _csv(paper: Paper) -> bytes:
    """The rows alone, the group of each in the first column; below them what was withheld."""
    result = paper.result
    first = [result.by] if result.by else []
    rows = [
        [*([group.title] if result.by else []), *map(_plain, row.cells)]
        for group in result.groups
        for row in group.rows
    ]
    said: list[list[str | int]] = [[paper.withheld]] if paper.withheld else []
    return attendance_list.write_csv([*first, *(column.title for column in result.columns)], [*rows, *said])


def _plain(cell: Cell) -> str | int:
    return cell if isinstance(cell, int) else str(cell) if isinstance(cell, float) else cell_words(cell)


def printed(paper: Paper) -> ReportFacts:
    """The report in words, as it is set on paper."""
    result = paper.result
    groups = [PrintedGroup(result.heading(group), _texts(group)) for group in result.groups]
    if result.is_summed:
        groups.append(PrintedGroup("Total", (tuple(map(cell_words, result.totals)),)))
    return ReportFacts(
        title=paper.title,
        subtitle=" ".join(filter(None, (paper.note, result.words))),
        columns=tuple(_printed_column(result, place, column) for place, column in enumerate(result.columns)),
        groups=tuple(groups),
        footnote=f"{paper.asked}. {_as_of(paper.today)}",
        dated=paper.today,
        masthead=paper.masthead,
        withheld=paper.withheld,
        audit_head=paper.audit_head,
    )


def _texts(group: ReportGroup) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(cell_words, row.cells)) for row in group.rows)


def _printed_column(result: ReportResult, place: int, column: ReportColumn) -> PrintedColumn:
    cells = [cell_words(row.cells[place]) for group in result.groups for row in group.rows[:_MEASURED]]
    longest = max(map(len, (column.title, *cells)))
    # Three more for the room at both sides of a cell.
    width = min(max(longest, _NARROWEST), _WIDEST) + 3
    return PrintedColumn(column.title, column.kind is ColumnKind.NUMBER, float(width))


def _as_of(today: date) -> str:
    return f"From the records of {spelled(today)}."
