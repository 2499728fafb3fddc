"""Governing documents with their versions, and who acknowledged what."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import (
    Acknowledgment,
    Designee,
    DocumentVersion,
    GoverningDocument,
    Nomination,
    Tasking,
)
from coordinator.rules.vocabulary import (
    AcknowledgmentMethod,
    DocumentKind,
    NominationState,
)


class VersionState(StrEnum):
    IN_FORCE = "in_force"
    COMING = "coming"
    REPLACED = "replaced"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document. `acknowledged` counts those of the `expected`, the people who are selected.

    `product` is empty where the document is for every product; `earlier_id` is the version before. `ends_in` and
    `review_in` are days from today, of versions in force alone; a review that is overdue is negative.
    """

    id: int
    document_id: int
    kind: DocumentKind
    title: str
    label: str
    state: VersionState
    effective_on: date
    expires_on: date | None
    grace_days: int
    grace_until: date | None
    acknowledged: int
    expected: int
    file_id: int | None
    file_name: str
    sha256: str
    review_on: date | None = None
    acknowledged_by_any: bool = False
    product_id: int | None = None
    product: str = ""
    is_required: bool = True
    earlier_id: int | None = None
    ends_in: int | None = None
    review_in: int | None = None

    @property
    def missing(self) -> int:
        return self.expected - self.acknowledged


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Someone selected who has not accepted a version; `earlier_on` is when an earlier one was."""

    id: int
    name: str
    office: str
    email: str
    earlier_on: date | None


@dataclass(frozen=True, slots=True)
class AcknowledgedRow:
    id: int
    name: str
    office: str
    on: date
    method: AcknowledgmentMethod
    recorded_by: str
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class VersionDetail:
    version_id: int
    missing: tuple[MissingRow, ...]
    acknowledged: tuple[AcknowledgedRow, ...]


def governing_versions(session: Session, today: date) -> tuple[VersionRow, ...]:
    """Every version of every governing document; by title, the newest version first."""
    expected, accepted = _expected(session), _accepted(session)
    rows: list[VersionRow] = []
    for document in session.scalars(_with_versions()).unique():
        versions = sorted(document.versions, key=lambda v: (v.effective_on, v.id))
        started = [version.id for version in versions if version.effective_on <= today]
        current = started[-1] if started else None
        for place, version in reversed(list(enumerate(versions))):
            state = _state(version, current, today)
            earlier = versions[place - 1].id if place else None
            people = (accepted[version.id], expected[document.product_id])
            rows.append(_row(document, version, (state, today), earlier, people))
    return tuple(rows)


def _with_versions() -> Select[GoverningDocument]:
    versions = joinedload(GoverningDocument.versions).joinedload(DocumentVersion.file)
    return (
        select(GoverningDocument)
        .options(versions, joinedload(GoverningDocument.product))
        .order_by(GoverningDocument.title)
    )


def _expected(session: Session) -> defaultdict[int | None, set[int]]:
    """Who has to accept, by product (None: of any): everyone selected for it who has not left."""
    query = (
        select(Tasking.product_id, Nomination.designee_id)
        .join(Tasking, Tasking.id == Nomination.tasking_id)
        .join(Designee, Designee.id == Nomination.designee_id)
        .where(
            Nomination.state == NominationState.SELECTED,
            Designee.merged_into_id.is_(None),
            Designee.departed_on.is_(None),
        )
    )
    found: defaultdict[int | None, set[int]] = defaultdict(set)
    for product_id, person in session.execute(query):
        found[product_id].add(person)
        found[None].add(person)
    return found


def _accepted(session: Session) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for version_id, designee_id in session.execute(select(Acknowledgment.version_id, Acknowledgment.designee_id)):
        found[version_id].add(designee_id)
    return found


def _state(version: DocumentVersion, current: int | None, today: date) -> VersionState:
    if version.effective_on > today:
        return VersionState.COMING
    if version.id != current:
        return VersionState.REPLACED
    is_over = version.expires_on is not None and version.expires_on <= today
    return VersionState.EXPIRED if is_over else VersionState.IN_FORCE


def _row(
    document: GoverningDocument,
    version: DocumentVersion,
    standing: tuple[VersionState, date],
    earlier_id: int | None,
    people: tuple[set[int], set[int]],
) -> VersionRow:
    (state, today), (accepted, expected) = standing, people
    is_in_force = state is VersionState.IN_FORCE
    return VersionRow(
        id=version.id,
        document_id=document.id,
        kind=document.kind,
        title=document.title,
        label=version.label,
        state=state,
        effective_on=version.effective_on,
        expires_on=version.expires_on,
        grace_days=version.grace_days,
        grace_until=version.effective_on + timedelta(days=version.grace_days) if earlier_id else None,
        acknowledged=len(accepted & expected),
        expected=len(expected),
        file_id=version.file_id,
        file_name=version.file.name if version.file else "",
        sha256=version.sha256 or "",
        review_on=version.review_on,
        acknowledged_by_any=bool(accepted),
        product_id=document.product_id,
        product=document.product.name if document.product else "",
        is_required=document.is_required,
        earlier_id=earlier_id,
        ends_in=(version.expires_on - today).days if is_in_force and version.expires_on else None,
        review_in=(version.review_on - today).days if is_in_force and version.review_on else None,
    )


def version_detail(session: Session, version_id: int) -> VersionDetail:
    """Who has accepted this version and who has not, each by name."""
    version = session.get(DocumentVersion, version_id)
    if version is None:
        return VersionDetail(version_id, (), ())
    accepted = {row.id: row for row in _acknowledged(session, version_id)}
    wanted = _expected(session)[version.document.product_id] - accepted.keys()
    earlier = _earlier(session, version)
    query = select(Designee).options(joinedload(Designee.office))
    missing = [_missing(person, earlier) for person in session.scalars(query) if person.id in wanted]
    return VersionDetail(
        version_id,
        tuple(sorted(missing, key=lambda row: (row.name.casefold(), row.id))),
        tuple(sorted(accepted.values(), key=lambda row: (row.name.casefold(), row.id))),
    )


def _acknowledged(session: Session, version_id: int) -> list[AcknowledgedRow]:
    person = joinedload(Acknowledgment.designee).joinedload(Designee.office)
    query = select(Acknowledgment).options(person).where(Acknowledgment.version_id == version_id)
    return [
        AcknowledgedRow(
            row.designee_id,
            row.designee.display_name,
            row.designee.office.code,
            row.acknowledged_on,
            row.method,
            row.recorded_by,
            row.evidence_file_id is not None,
        )
        for row in session.scalars(query)
    ]


def _earlier(session: Session, version: DocumentVersion) -> dict[int, date]:
    """When each person last accepted another version of the same document."""
    query = (
        select(Acknowledgment.designee_id, Acknowledgment.acknowledged_on)
        .join(DocumentVersion, DocumentVersion.id == Acknowledgment.version_id)
        .where(DocumentVersion.document_id == version.document_id, DocumentVersion.id != version.id)
        .order_by(Acknowledgment.acknowledged_on)
    )
    return dict(session.execute(query).all())


def _missing(person: Designee, earlier: dict[int, date]) -> MissingRow:
    return MissingRow(person.id, person.display_name, person.office.code, person.email, earlier.get(person.id))
