"""Who gets a certificate of a training when they are issued now, and why the others do not."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.documents.typography import ensure_drawable
from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Designee, Seat, TrainingSession
from coordinator.rules.vocabulary import CertificateState, Mark, SeatState
from coordinator.store.history import Snapshot
from coordinator.views.records import kept_people

_MARKS = {
    Mark.PARTIAL: "Attended in part",
    Mark.ABSENT: "Was absent",
    Mark.EXCUSED: "Was excused",
}


@dataclass(frozen=True, slots=True)
class DueRow:
    """Someone with a seat; `why_not` is empty for those who get a certificate, `number` is that of one they have."""

    seat_id: int
    name: str
    office: str
    why_not: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class CertificatesDue:
    """Those who get one first, then the others, each by name."""

    training_id: int
    title: str
    rows: tuple[DueRow, ...]

    @property
    def due(self) -> tuple[DueRow, ...]:
        return tuple(row for row in self.rows if not row.why_not)


def certificates_due(session: Session, training_id: int) -> CertificatesDue:
    """As issuing them would have it. Raises RuleBroken for a training that is not on record."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        raise RuleBroken("This training is no longer there. Refresh the page.")
    numbers = _numbers(session, training_id)
    query = (
        select(Seat)
        .join(Designee, Designee.id == Seat.designee_id)
        .options(joinedload(Seat.designee).joinedload(Designee.office))
        .where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED, Designee.merged_into_id.is_(None))
    )
    seats = sorted(session.scalars(query), key=lambda seat: (seat.designee.name_key, seat.id))
    rows = [_row(seat, numbers) for seat in seats]
    return CertificatesDue(training_id, training.title, tuple(sorted(rows, key=lambda row: bool(row.why_not))))


def _numbers(session: Session, training_id: int) -> dict[int, str]:
    """The valid certificates by person; one that stayed with a merged record is the person's."""
    kept = kept_people(Snapshot(session))
    query = select(Certificate.designee_id, Certificate.number).where(
        Certificate.training_id == training_id, Certificate.state == CertificateState.ISSUED
    )
    return {kept[row.designee_id]: row.number for row in session.execute(query)}


def _row(seat: Seat, numbers: Mapping[int, str]) -> DueRow:
    person, number = seat.designee, numbers.get(seat.designee_id, "")
    return DueRow(seat.id, person.display_name, person.office.code, _why_not(seat, number), number)


def _why_not(seat: Seat, number: str) -> str:
    if number:
        return f"Has {number}"
    if seat.mark is not Mark.PRESENT:
        return _MARKS[seat.mark] if seat.mark else "Attendance is not marked yet"
    try:
        ensure_drawable(seat.designee.name.printed, "name")
    except RuleBroken as refusal:
        return str(refusal)
    return ""
