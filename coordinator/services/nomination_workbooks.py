"""The nomination workbook of an office, made from its tasking."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.nomination_workbook import WorkbookFacts, write_nomination_workbook
from coordinator.model import Office, Quota, Tasking
from coordinator.views.settings import unit_settings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def nomination_workbook(session: Session, tasking_id: int, office_id: int) -> tuple[str, bytes]:
    """File name and bytes of the workbook that the office fills in. Raises RuleBroken when either is gone."""
    tasking, office = session.get(Tasking, tasking_id), session.get(Office, office_id)
    if tasking is None or office is None:
        raise RuleBroken("This tasking or office is no longer there. Refresh the page.")
    settings = unit_settings(session)
    query = select(Quota.seats).where(Quota.tasking_id == tasking_id, Quota.office_id == office_id)
    facts = WorkbookFacts(
        unit=" · ".join(filter(None, (settings.unit_name, settings.unit_section))),
        tasking=tasking.number,
        subject=tasking.subject,
        office_code=office.code,
        office_name=office.name,
        office_zone=office.time_zone,
        quota=session.scalar(query) or 0,
        due_at=tasking.due_at,
        due_zone=tasking.due_zone,
        point_of_contact=tasking.point_of_contact or settings.unit_point_of_contact,
        point_of_contact_email=tasking.point_of_contact_email,
    )
    return f"{tasking.number} Nominations {office.code}.xlsx", write_nomination_workbook(facts)
