"""Makes two records of one person one, and loses nothing: everything moves to the person kept where it can.

What was issued stays as issued on the other record, which from then on stands for the person kept. Where both have the
same thing (a nomination under one tasking, a seat in one training, an acknowledgment of one version), the stronger
becomes the person's and the other stays on the other record.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select

from coordinator.errors import RuleBroken
from coordinator.model import (
    Acknowledgment,
    Attendee,
    Base,
    Completion,
    Designee,
    FormerEmail,
    FormerName,
    License,
    MeetingAlias,
    Nomination,
    OutgoingDraft,
    Seat,
    TrialUse,
    Unavailability,
    Waiver,
)
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import Mark, NominationState, Position, SeatState
from coordinator.services.seats import move_state
from coordinator.services.wait_list import reorder_wait_list
from coordinator.store.unit_of_work import UnitOfWork

# What may be taken from the other record, and the columns that belong to it.
FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("raw_name", "first_name", "middle_name", "last_name", "suffix", "name_key"),
    "email": ("email", "email_key"),
    "phone": ("phone",),
    "mobile": ("mobile",),
    "position": ("position", "position_text"),
    "office": ("office_id",),
    "duty_station": ("duty_station",),
    "time_zone": ("time_zone",),
    "supervisor_name": ("supervisor_name",),
    "supervisor_email": ("supervisor_email",),
    "departed_on": ("departed_on",),
}
OwnedT = TypeVar(
    "OwnedT", Acknowledgment, Attendee, Completion, FormerEmail, FormerName, License, MeetingAlias, Nomination,
    OutgoingDraft, Seat, TrialUse, Unavailability, Waiver,
)  # fmt: skip
_NOMINATION_ORDER = (
    NominationState.WITHDRAWN, NominationState.NOT_SELECTED, NominationState.PENDING, NominationState.ALTERNATE,
    NominationState.SELECTED,
)  # fmt: skip
_STANDING = (NominationState.PENDING, NominationState.ALTERNATE, NominationState.SELECTED)
_SEAT_ORDER = (
    SeatState.RELEASED, SeatState.WAIT_LISTED, SeatState.OFFERED, SeatState.RESERVED, SeatState.CONFIRMED,
)  # fmt: skip
_MARK_ORDER = (None, Mark.ABSENT, Mark.EXCUSED, Mark.PARTIAL, Mark.PRESENT)
_MARKED = ("mark", "minutes", "mark_note", "marked_at", "report_id")


def merge_designees(uow: UnitOfWork, keep_id: int, other_id: int, taken_from_other: Collection[str]) -> None:
    """One person of two records; of the fields named, the value of the other record is taken.

    Both notes and every telephone number are kept. Raises RuleBroken for a record that was merged before, and where
    both hold an active license of one product.
    """
    keep, other = _two_records(uow, keep_id, other_id)
    unknown = set(taken_from_other) - FIELDS.keys()
    if unknown:
        raise RuleBroken(f"“{min(unknown)}” cannot be taken from another record.")
    _refuse_two_licenses(uow, keep, other)
    label = f"Merge {other.display_name} into {keep.display_name}"
    numbers = [number for person in (keep, other) for number in (person.phone, person.mobile) if number]
    other.merged_into_id = keep.id
    # Only now may the person kept have the address of the other.
    uow.flush()
    _keep_what_it_was_called(uow, keep, other, taken_from_other)
    for field in taken_from_other:
        _copy(keep, other, FIELDS[field])
    _join(keep, other, numbers)
    uow.flush()
    _settle_nominations(uow, keep, other)
    _settle_acknowledgments(uow, keep, other)
    _settle_seats(uow, keep, other)
    # What gave way is written before anything takes its place.
    uow.flush()
    _move_everything(uow, keep, other)
    uow.flush()
    uow.describe(label)


def _two_records(uow: UnitOfWork, keep_id: int, other_id: int) -> tuple[Designee, Designee]:
    if keep_id == other_id:
        raise RuleBroken("This is one record. Choose two.")
    keep, other = uow.get(Designee, keep_id), uow.get(Designee, other_id)
    for person in (keep, other):
        if person.merged_into_id is not None:
            raise RuleBroken(f"{person.display_name} was merged into another record already. Refresh the page.")
    return keep, other


def _refuse_two_licenses(uow: UnitOfWork, keep: Designee, other: Designee) -> None:
    active = select(License).where(License.designee_id.in_([keep.id, other.id]), License.state.in_(ACTIVE))
    by_product: dict[int, License] = {}
    for license_ in uow.all(active.order_by(License.id)):
        first = by_product.setdefault(license_.product_id, license_)
        if first is not license_:
            raise RuleBroken(
                f"Both hold an active license of {license_.product.name}: {first.number} and {license_.number}. "
                "Return one first."
            )


# the fields


def _keep_what_it_was_called(uow: UnitOfWork, keep: Designee, other: Designee, taken: Collection[str]) -> None:
    """The name and address that are not the person's from now on find the person still."""
    gone = keep if "name" in taken else other
    if gone.display_name != (other if gone is keep else keep).display_name:
        uow.add(FormerName(designee_id=keep.id, raw_name=gone.raw_name, name_key=gone.name_key, used_until=uow.today))
    gone = keep if "email" in taken else other
    known = select(FormerEmail.id).where(FormerEmail.designee_id == keep.id, FormerEmail.email_key == gone.email_key)
    if gone.email_key is not None and uow.session.scalar(known) is None:
        uow.add(FormerEmail(designee_id=keep.id, email=gone.email, email_key=gone.email_key, used_until=uow.today))


def _copy(keep: Base, other: Base, columns: Sequence[str]) -> None:
    for column in columns:
        if getattr(keep, column) != getattr(other, column):
            setattr(keep, column, getattr(other, column))


def _join(keep: Designee, other: Designee, numbers: Sequence[str]) -> None:
    """What is true of one record is true of the person; a telephone number for which there is no field is noted."""
    lines = [line for line in (other.note, *map("Also reached at {}".format, numbers)) if line]
    has = [keep.note, *map("Also reached at {}".format, (keep.phone, keep.mobile))]
    new = [line for line in dict.fromkeys(lines) if line not in has and line not in keep.note]
    if new:
        keep.note = "\n".join([*filter(None, [keep.note]), *new])
    keep.retention_hold = keep.retention_hold or other.retention_hold
    keep.hold_reason = keep.hold_reason or other.hold_reason
    keep.is_contractor = keep.is_contractor or other.is_contractor or keep.position is Position.CONTRACTOR


# where both have one


def _settle_nominations(uow: UnitOfWork, keep: Designee, other: Designee) -> None:
    columns = [c.key for c in Nomination.__table__.columns if c.key not in ("id", "tasking_id", "designee_id")]
    for kept, rest in _both(uow, Nomination, keep, other, lambda row: row.tasking_id):
        if _nomination_strength(rest) > _nomination_strength(kept):
            _exchange(kept, rest, columns)
        if rest.state in _STANDING:
            was = rest.state.value.replace("_", " ")
            rest.state, rest.decided_on = NominationState.WITHDRAWN, uow.today
            rest.decision_reason = f"Merged with the nomination of {keep.display_name}; was {was}"


def _nomination_strength(row: Nomination) -> tuple[int, float]:
    """The further decided; of equal ones the earlier."""
    return _NOMINATION_ORDER.index(row.state), -row.nominated_at.timestamp()


def _settle_acknowledgments(uow: UnitOfWork, keep: Designee, other: Designee) -> None:
    """The earlier one says since when."""
    columns = ("acknowledged_on", "method", "recorded_by", "evidence_file_id", "note")
    for kept, rest in _both(uow, Acknowledgment, keep, other, lambda row: row.version_id):
        if rest.acknowledged_on < kept.acknowledged_on:
            _exchange(kept, rest, columns)


def _settle_seats(uow: UnitOfWork, keep: Designee, other: Designee) -> None:
    """The weaker of two seats is given up; where both have an attendance mark, both seats stay."""
    live = Seat.state != SeatState.RELEASED
    for kept, rest in _both(uow, Seat, keep, other, lambda row: row.training_id, live):
        weaker = min(kept, rest, key=_seat_strength)
        if weaker.mark is None:
            move_state(uow, weaker, SeatState.RELEASED, f"merged with the seat of {keep.display_name}")
            reorder_wait_list(uow, weaker.training_id)
        elif weaker is kept:
            _exchange(kept, rest, _MARKED)


def _seat_strength(row: Seat) -> tuple[int, int, int, int]:
    return _MARK_ORDER.index(row.mark), row.minutes or 0, _SEAT_ORDER.index(row.state), -row.id


def _both(
    uow: UnitOfWork,
    entity: type[OwnedT],
    keep: Designee,
    other: Designee,
    of: Callable[[OwnedT], Any],
    *where: ColumnElement[bool],
) -> list[tuple[OwnedT, OwnedT]]:
    """Pairs of the one kept and the other's, of the same thing."""
    mine = {of(row): row for row in _of(uow, entity, keep, *where)}
    return [(mine[of(row)], row) for row in _of(uow, entity, other, *where) if of(row) in mine]


def _of(uow: UnitOfWork, entity: type[OwnedT], person: Designee, *where: ColumnElement[bool]) -> Sequence[OwnedT]:
    return uow.all(select(entity).where(entity.designee_id == person.id, *where).order_by(entity.id))


def _exchange(one: Base, other: Base, columns: Sequence[str]) -> None:
    """The records keep their ids and owners, for no two of one owner may be of the same thing even for a moment."""
    for column in columns:
        mine, theirs = getattr(one, column), getattr(other, column)
        if mine != theirs:
            setattr(one, column, theirs)
            setattr(other, column, mine)


# what moves


def _move_everything(uow: UnitOfWork, keep: Designee, other: Designee) -> None:
    _move(uow, FormerEmail, keep, other, lambda row: row.email_key)
    _move(uow, FormerName, keep, other)
    _move(uow, MeetingAlias, keep, other)
    _move(uow, Nomination, keep, other, lambda row: row.tasking_id)
    _move(uow, Acknowledgment, keep, other, lambda row: row.version_id)
    _move(uow, Completion, keep, other, lambda row: (row.course_id, row.completed_on))
    _move(uow, TrialUse, keep, other)
    _move(uow, Waiver, keep, other)
    _move(uow, Seat, keep, other, lambda row: None if row.state is SeatState.RELEASED else row.training_id)
    _move(uow, License, keep, other)
    _move(uow, Attendee, keep, other)
    _move(uow, Unavailability, keep, other)
    _move(uow, OutgoingDraft, keep, other)


def _move(
    uow: UnitOfWork,
    entity: type[OwnedT],
    keep: Designee,
    other: Designee,
    once: Callable[[OwnedT], Any] = lambda _row: None,
) -> None:
    """Give the rows to the person kept, but for those of which the person has one: `once` says of what; None is any."""
    taken = {once(row) for row in _of(uow, entity, keep)} - {None}
    for row in _of(uow, entity, other):
        if once(row) not in taken:
            row.designee_id = keep.id
