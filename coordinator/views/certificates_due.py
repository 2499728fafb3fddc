"""Who gets a certificate when they are issued now, of one training or of all, and why the others do not."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
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
    """Someone with a seat; `why_not` is empty for those who can get a certificate.

    `number` is that of one they have, `revoked` that of one they had: another one is a decision, and not proposed.
    """

    seat_id: int
    name: str
    office: str
    training: str
    why_not: str
    number: str = ""
    revoked: str = ""


@dataclass(frozen=True, slots=True)
class CertificatesDue:
    """Those who get one first, then the others, each by training and name."""

    rows: tuple[DueRow, ...]

    @property
    def due(self) -> tuple[DueRow, ...]:
        """Those who can get one."""
        return tuple(row for row in self.rows if not row.why_not)

    @property
    def proposed(self) -> tuple[DueRow, ...]:
        """Those who never had one."""
        return tuple(row for row in self.due if not row.revoked)


def certificates_due(session: Session, training_id: int) -> CertificatesDue:
    """Everyone with a seat in a training, as issuing would have it. Raises RuleBroken for one that is not on record."""
    if session.get(TrainingSession, training_id) is None:
        raise RuleBroken("This training is no longer there. Refresh the page.")
    return _due(session, _seats().where(Seat.training_id == training_id))


def all_certificates_due(session: Session) -> CertificatesDue:
    """Everyone who was present somewhere and has no certificate of it yet."""
    numbers = exists().where(
        Certificate.training_id == Seat.training_id,
        Certificate.designee_id == Seat.designee_id,
        Certificate.state == CertificateState.ISSUED,
    )
    due = _due(session, _seats().where(Seat.mark == Mark.PRESENT, ~numbers))
    return CertificatesDue(tuple(row for row in due.rows if not row.number))


def _seats() -> Select[Seat]:
    return (
        select(Seat)
        .join(Designee, Designee.id == Seat.designee_id)
        .options(joinedload(Seat.designee).joinedload(Designee.office), joinedload(Seat.training))
        .where(Seat.state != SeatState.RELEASED, Designee.merged_into_id.is_(None))
    )


def _due(session: Session, query: Select[Seat]) -> CertificatesDue:
    seats = session.scalars(query).all()
    trainings = {seat.training_id for seat in seats}
    numbers = _numbers(session, trainings, CertificateState.ISSUED)
    revoked = _numbers(session, trainings, CertificateState.REVOKED)
    ordered = sorted(
        seats, key=lambda seat: (seat.training.starts_at, seat.training_id, seat.designee.name_key, seat.id)
    )
    rows: list[DueRow] = []
    for seat in ordered:
        whose = (seat.training_id, seat.designee_id)
        rows.append(_row(seat, numbers.get(whose, ""), revoked.get(whose, "")))
    return CertificatesDue(tuple(sorted(rows, key=lambda row: bool(row.why_not))))


def _numbers(session: Session, trainings: Collection[int], state: CertificateState) -> dict[tuple[int, int], str]:
    """The newest certificates by training and person; one that stayed with a merged record is the person's."""
    kept = kept_people(Snapshot(session))
    query = select(Certificate.training_id, Certificate.designee_id, Certificate.number).where(
        Certificate.training_id.in_(trainings), Certificate.state == state
    )
    return {
        (row.training_id, kept[row.designee_id]): row.number for row in session.execute(query.order_by(Certificate.id))
    }


def _row(seat: Seat, number: str, revoked: str) -> DueRow:
    person = seat.designee
    return DueRow(
        seat_id=seat.id,
        name=person.display_name,
        office=person.office.code,
        training=seat.training.title,
        why_not=_why_not(seat, number),
        number=number,
        revoked=revoked,
    )


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
