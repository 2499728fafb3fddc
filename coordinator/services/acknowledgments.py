"""Verbs on acknowledgments: many at once, of those who were present, with evidence, and taken back.

Each is a row of its own for one person and one version. What is on record already is never overwritten.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.media_types import media_type_of
from coordinator.model import (
    Acknowledgment,
    Designee,
    DocumentVersion,
    License,
    LicenseEvent,
    Seat,
    StoredFile,
    TrainingSession,
)
from coordinator.rules.vocabulary import AcknowledgmentMethod, LicenseState, Mark
from coordinator.services.governing_documents import Evidence, record_acknowledgments
from coordinator.store.history import Snapshot
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.records import kept_people

NO_REASON = "Say why the acknowledgment was not given."


@dataclass(frozen=True, slots=True)
class Accepted:
    """This person accepted this version."""

    designee_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class AcknowledgmentFacts:
    """When, how, and on what evidence; the same for everyone of a batch."""

    on: date
    method: AcknowledgmentMethod
    note: str = ""
    evidence: Evidence | None = None


def acknowledge(uow: UnitOfWork, accepted: Sequence[Accepted], facts: AcknowledgmentFacts) -> int:
    """Record all of these as one step; returns how many are new.

    Raises RuleBroken as `record_acknowledgments` does; then none is recorded.
    """
    people: dict[int, list[int]] = defaultdict(list)
    for each in accepted:
        people[each.version_id].append(each.designee_id)
    if not people:
        raise RuleBroken("Choose the people first.")
    new = sum(
        record_acknowledgments(uow, ids, version, facts.on, facts.method, facts.note, facts.evidence)
        for version, ids in people.items()
    )
    if len(people) > 1:
        uow.describe(f"Record {_counted(new)} of {len(people)} documents")
    return new


def acknowledge_present(uow: UnitOfWork, training_id: int, version_ids: Sequence[int]) -> int:
    """Everyone marked present at the training accepted these versions there; returns how many are new.

    The day is that of the training on its own clock. Raises RuleBroken when nobody is marked present, or a version was
    not in force on that day.
    """
    training = uow.get(TrainingSession, training_id)
    present = _present(uow, training_id)
    if not present:
        raise RuleBroken(f"Nobody is marked present at {training.title}. Mark the attendance first.")
    if not version_ids:
        raise RuleBroken("Choose what was acknowledged.")
    on = training.starts_at.astimezone(ZoneInfo(training.time_zone)).date()
    accepted = [Accepted(person, version) for version in dict.fromkeys(version_ids) for person in present]
    facts = AcknowledgmentFacts(on, AcknowledgmentMethod.IN_TRAINING, f"at {training.title}")
    new = acknowledge(uow, accepted, facts)
    uow.describe(f"Record {_counted(new)} by those present at {training.title}")
    return new


def _present(uow: UnitOfWork, training_id: int) -> list[int]:
    """Each person once; a seat that stayed with a merged record is the person's who was kept."""
    query = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.mark == Mark.PRESENT)
    kept = kept_people(Snapshot(uow.session))
    return list(dict.fromkeys(kept[each] for each in uow.session.scalars(query.order_by(Seat.id))))


def attach_evidence(uow: UnitOfWork, acknowledgment_ids: Sequence[int], file: Evidence) -> int:
    """Keep this file, such as a signed form, as the evidence of each of these; returns how many.

    Raises RuleBroken where another file is the evidence already: it stays.
    """
    rows = [uow.get(Acknowledgment, each) for each in dict.fromkeys(acknowledgment_ids)]
    if not rows:
        raise RuleBroken("Choose acknowledgments that are on record first.")
    kept = uow.keep_file(file[0], media_type_of(file[0]), file[1])
    for row in rows:
        if row.evidence_file_id not in (None, kept.id):
            earlier = uow.get(StoredFile, row.evidence_file_id)
            raise RuleBroken(f"{_said(row)} has its evidence, {earlier.name}. It is kept as it came.")
        row.evidence_file_id = kept.id
    who = rows[0].designee.display_name if len(rows) == 1 else f"{len(rows)} people"
    uow.describe(f"Attach {kept.name} to the acknowledgment of {who}")
    return len(rows)


def remove_acknowledgments(uow: UnitOfWork, acknowledgment_ids: Sequence[int], reason: str) -> int:
    """Take back what was recorded by mistake, with the reason; the audit trail keeps both. Returns how many.

    Raises RuleBroken when a license was issued on one of them; then none is taken back.
    """
    if not reason.strip():
        raise RuleBroken(NO_REASON)
    rows = [uow.get(Acknowledgment, each) for each in dict.fromkeys(acknowledgment_ids)]
    if not rows:
        raise RuleBroken("Choose acknowledgments that are on record first.")
    for row in rows:
        if number := _license_resting_on(uow, row):
            raise RuleBroken(
                f"License {number} was issued on it: {_said(row)} stays on record. Suspend or revoke the license."
            )
    what = _said(rows[0]) if len(rows) == 1 else _counted(len(rows))
    for row in rows:
        uow.delete(row)
    uow.describe(f"Take back {what}: {reason.strip()[:200]}")
    return len(rows)


def remove_acknowledgment(uow: UnitOfWork, acknowledgment_id: int, reason: str) -> None:
    """Take back one that was recorded by mistake, as `remove_acknowledgments` does."""
    remove_acknowledgments(uow, [acknowledgment_id], reason)


def _license_resting_on(uow: UnitOfWork, row: Acknowledgment) -> str:
    """The number of a license that was issued, renewed or reinstated while this was on record and counted."""
    issued = (
        select(LicenseEvent)
        .join(License, License.id == LicenseEvent.license_id)
        .where(
            License.designee_id == row.designee_id,
            LicenseEvent.to_state == LicenseState.ISSUED,
            LicenseEvent.happened_on >= row.acknowledged_on,
        )
        .order_by(LicenseEvent.id)
    )
    if row.version.document.product_id is not None:
        issued = issued.where(License.product_id == row.version.document.product_id)
    resting = (event for event in uow.all(issued) if _was_on_record(uow, row, event))
    return next((event.license.number for event in resting), "")


def _was_on_record(uow: UnitOfWork, row: Acknowledgment, event: LicenseEvent) -> bool:
    """What was written down after the license was issued, though dated before it, nothing was issued on."""
    if row.version.effective_on > event.happened_on:
        return False
    then = Snapshot(uow.session, event.at).rows(Acknowledgment, designee_id=(row.designee_id,))
    return any(each[0] == row.id for each in then)


def _said(row: Acknowledgment) -> str:
    version: DocumentVersion = row.version
    person: Designee = row.designee
    return f"the acknowledgment of {version.document.title}, {version.label}, by {person.display_name}"


def _counted(number: int) -> str:
    return f"{number} acknowledgment" if number == 1 else f"{number} acknowledgments"
