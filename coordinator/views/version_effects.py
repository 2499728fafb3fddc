"""What a version of a governing document means for people: who accepts again, whose license rests on it, until when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import (
    Acknowledgment,
    Designee,
    DocumentVersion,
    GoverningDocument,
    License,
    Nomination,
    Tasking,
)
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import NominationState


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """Someone who has to accept the version; `earlier_on` is when another one was, `license` the number of theirs."""

    id: int
    name: str
    office: str
    email: str
    earlier_on: date | None
    license: str


@dataclass(frozen=True, slots=True)
class VersionEffect:
    """`waiting` have not accepted the version, those with a license first. Until `grace_until` an earlier one holds."""

    effective_on: date
    grace_until: date
    waiting: tuple[AffectedRow, ...]
    done: int

    @property
    def again(self) -> tuple[AffectedRow, ...]:
        return tuple(row for row in self.waiting if row.earlier_on is not None)

    @property
    def licensed(self) -> tuple[AffectedRow, ...]:
        return tuple(row for row in self.waiting if row.license)


def version_effect(
    session: Session, document_id: int, effective_on: date, grace_days: int, version_id: int | None = None
) -> VersionEffect:
    """Of everyone selected or licensed; without `version_id` of a version that is not on record yet."""
    document = session.get_one(GoverningDocument, document_id)
    licenses = _licenses(session, document.product_id)
    concerned = _selected(session, document.product_id) | licenses.keys()
    accepted = _accepted(session, document_id)
    done = {person for person in concerned if version_id in accepted[person]}
    query = select(Designee).options(joinedload(Designee.office)).where(Designee.departed_on.is_(None))
    waiting = [
        _row(person, accepted[person.id], licenses.get(person.id, ""))
        for person in session.scalars(query.where(Designee.merged_into_id.is_(None)))
        if person.id in concerned - done
    ]
    return VersionEffect(
        effective_on=effective_on,
        grace_until=effective_on + timedelta(days=grace_days),
        waiting=tuple(sorted(waiting, key=lambda row: (not row.license, row.name.casefold(), row.id))),
        done=len(done),
    )


def _selected(session: Session, product_id: int | None) -> set[int]:
    query = select(Nomination.designee_id).join(Tasking).where(Nomination.state == NominationState.SELECTED)
    if product_id is not None:
        query = query.where(Tasking.product_id == product_id)
    return set(session.scalars(query))


def _licenses(session: Session, product_id: int | None) -> dict[int, str]:
    query = select(License.designee_id, License.number).where(License.state.in_(ACTIVE)).order_by(License.id)
    if product_id is not None:
        query = query.where(License.product_id == product_id)
    return dict(session.execute(query).all())


def _accepted(session: Session, document_id: int) -> defaultdict[int, dict[int, date]]:
    """Version and day of each acceptance of the document, by person."""
    query = (
        select(Acknowledgment.designee_id, Acknowledgment.version_id, Acknowledgment.acknowledged_on)
        .join(DocumentVersion, DocumentVersion.id == Acknowledgment.version_id)
        .where(DocumentVersion.document_id == document_id)
    )
    found: defaultdict[int, dict[int, date]] = defaultdict(dict)
    for person, version, day in session.execute(query):
        found[person][version] = day
    return found


def _row(person: Designee, accepted: dict[int, date], number: str) -> AffectedRow:
    earlier = max(accepted.values(), default=None)
    return AffectedRow(person.id, person.display_name, person.office.code, person.email, earlier, number)
