"""What importing a nomination file would do, row by row, before it is done: the import then does exactly this."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.nominations import NominationFile, ProblemKind
from coordinator.model import Office, Tasking
from coordinator.services.import_decisions import Decisions
from coordinator.services.import_planner import Planner
from coordinator.services.planned_rows import Candidate, ImportPlan, OfficeCounts, PlannedRow, RowState

__all__ = ["Candidate", "ImportPlan", "OfficeCounts", "PlannedRow", "RowState", "plan_import"]


def plan_import(
    session: Session,
    tasking_id: int,
    office_id: int,
    content: NominationFile,
    decisions: Decisions | None = None,
    received_at: datetime | None = None,
) -> ImportPlan:
    """For each entry: new, changed, same or doubtful, against the records as they are now.

    `received_at` decides who is late and in which order quotas are used up; without it the file is on time and last.
    Raises RuleBroken when there is no such tasking or office.
    """
    tasking, office = session.get(Tasking, tasking_id), session.get(Office, office_id)
    if tasking is None or office is None:
        raise RuleBroken("This tasking or office is no longer there. Refresh the page.")
    planner = Planner(session, tasking, office, content, decisions or Decisions())
    rows = planner.rows()
    over = planner.records.over_quota([(row.office_id, row.entry.is_alternate, row.adds) for row in rows], received_at)
    rows = [replace(row, is_over_quota=True) if is_over else row for row, is_over in zip(rows, over, strict=True)]
    problems = (*content.problems, *planner.problems)
    return ImportPlan(
        rows=tuple(rows),
        problems=problems,
        offices=planner.counts(rows),
        withheld=sum(problem.kind is ProblemKind.WITHHELD for problem in problems),
        is_late=received_at is not None and received_at > tasking.due_at,
        notes=content.notes,
    )
