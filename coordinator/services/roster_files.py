"""The roster as a file or on paper: the people who are shown, in their order, with the columns that are shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from coordinator.rules.report_rows import ReportDefinition
from coordinator.rules.vocabulary import ReportSubject
from coordinator.services.progress import Progress, silent
from coordinator.services.report_files import FileForm, asked_words, paper_of_unit, redacted_paper, write_paper
from coordinator.views.redaction import redaction_for
from coordinator.views.reports import found, report_source

TITLE = "Roster"


def roster_file(
    session: Session,
    shown: tuple[Sequence[int], Sequence[str], str],
    today: date,
    form: FileForm,
    progress: Progress = silent,
    *,
    is_redacted: bool = False,
) -> tuple[str, bytes]:
    """Name and bytes. `shown` are the people's ids, the names of fields of a report on people, and the search."""
    ids, columns, query = shown
    progress(0, 2, "Reading")
    source = report_source(session, ReportSubject.PEOPLE, today)
    by_id = {row.id: row for row in source.rows}
    people = replace(source, rows=[by_id[each] for each in ids if each in by_id])
    result = found(people, ReportDefinition(TITLE, ReportSubject.PEOPLE, columns=tuple(columns)))
    progress(1, 2, f"Writing {result.total:,} rows")
    redaction = redaction_for(session, is_redacted)
    personal = {field.name for field in source.fields.values() if field.personal}
    paper = paper_of_unit(session, TITLE, "", asked_words(query, personal, redaction), result, today)
    made = write_paper(redacted_paper(paper, redaction), form)
    progress(2, 2, "Done")
    return made
