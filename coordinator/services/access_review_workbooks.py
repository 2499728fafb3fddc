"""The workbooks of an access review, one for each office: made from what was frozen, and written into a folder."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.errors import RuleBroken
from coordinator.exchange.access_review_workbook import ReviewWorkbook, WorkbookLine, write_review_workbook
from coordinator.model import AccessReview, AccessReviewLine, License, Office
from coordinator.services.papers import write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_lines import day_of, has_moved_on
from coordinator.views.settings import unit_settings


def review_workbook(session: Session, review_id: int, office_id: int) -> tuple[str, bytes]:
    """File name and bytes of the workbook of one office, with the answers that it gave so far.

    A license that moved on since needs no answer and is left out. Raises RuleBroken when the office has none.
    """
    review, office = session.get(AccessReview, review_id), session.get(Office, office_id)
    query = (
        select(AccessReviewLine)
        .options(joinedload(AccessReviewLine.license).joinedload(License.designee))
        .where(AccessReviewLine.review_id == review_id, AccessReviewLine.office_id == office_id)
    )
    lines = [line for line in session.scalars(query) if not has_moved_on(line)]
    if review is None or office is None or not lines:
        raise RuleBroken("This office has no license under this review any more. Refresh the page.")
    settings = unit_settings(session)
    facts = ReviewWorkbook(
        unit=" · ".join(filter(None, (settings.unit_name, settings.unit_section))),
        title=review.title,
        product=review.product.name,
        office_code=office.code,
        office_name=office.name,
        frozen_on=review.frozen_on,
        due_on=review.due_on,
        point_of_contact=settings.unit_point_of_contact,
        lines=sorted(map(_line, lines), key=lambda line: (line.name.casefold(), line.number)),
    )
    return facts.name, write_review_workbook(facts)


def _line(line: AccessReviewLine) -> WorkbookLine:
    frozen = line.snapshot
    return WorkbookLine(
        number=frozen["number"],
        name=frozen["name"],
        position=frozen["position"],
        state=frozen["state"].capitalize(),
        issued_on=day_of(frozen["issued_on"]),
        valid_until=day_of(frozen["valid_until"]),
        trained_on=day_of(frozen["trained_on"]),
        answer=line.answer,
        comment=line.comment,
    )


def write_workbooks(
    workspace: Workspace, review_id: int, office_ids: Sequence[int], folder: Path, progress: Progress
) -> tuple[int, Path]:
    """Write the workbook of each office into the folder, one after the other, so that it can be stopped in between;
    returns how many there are, and where."""
    for done, office_id in enumerate(office_ids):
        name, data = workspace.read(review_workbook, review_id, office_id)
        progress(done, len(office_ids), name)
        write_file(folder, name, data)
    return len(office_ids), folder
