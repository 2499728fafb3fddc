"""Participants who wait for a decision, of all trainings or of one."""

import re

from sqlalchemy import Select, func, select

from coordinator.model import AttendanceReport, Attendee


def open_attendees(training_id: int | None = None) -> Select[Attendee]:
    """Participants of reports that count, and those written down by hand, who were neither tied nor dismissed."""
    query = (
        select(Attendee)
        .outerjoin(AttendanceReport, AttendanceReport.id == Attendee.report_id)
        .where(
            Attendee.designee_id.is_(None),
            Attendee.is_dismissed.is_(False),
            AttendanceReport.replaced_by_id.is_(None),
        )
        .order_by(Attendee.id)
    )
    if training_id is None:
        return query
    return query.where(func.coalesce(Attendee.training_id, AttendanceReport.training_id) == training_id)


def in_brackets(name: str) -> str | None:
    """The full name in brackets behind the one shown, "Dana Okafor" in "Dee (Dana Okafor)"; None for none."""
    found = re.fullmatch(r"[^()]+\(([^()]+)\)", name.strip())
    text = found[1].strip() if found else ""
    return text if " " in text and not text.isupper() else None
