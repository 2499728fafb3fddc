"""Who has accepted which required document: a row for each person, a column for each version in force."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import (
    Acknowledgment,
    Designee,
    DocumentVersion,
    GoverningDocument,
    License,
    Nomination,
    StoredFile,
    Tasking,
)
from coordinator.rules.gates import Facts, GateResult, GateRule, Version, current_versions, evaluate
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, GateKind, GateState, NominationState
from coordinator.store.history import Snapshot
from coordinator.views.records import kept_people, required_versions


class CellState(StrEnum):
    """How one person stands to one version, the most urgent first. `NOT_ASKED`: it is for another product."""

    STALE = "stale"
    MISSING = "missing"
    IN_GRACE = "in_grace"
    ACCEPTED = "accepted"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class AcceptanceCell:
    """`on` is the day of acceptance, and of an earlier version where this one was not; `until` how long that holds."""

    state: CellState
    on: date | None = None
    until: date | None = None
    acknowledgment_id: int | None = None
    method: AcknowledgmentMethod | None = None
    has_evidence: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether there is something to record."""
        return self.state in (CellState.STALE, CellState.MISSING, CellState.IN_GRACE)


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """A version in force of a document that is required."""

    id: int
    document_id: int
    kind: DocumentKind
    title: str
    label: str
    effective_on: date
    grace_until: date | None


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """A person who is selected or holds a license, with a cell for each version in the order of the columns."""

    id: int
    name: str
    office: str
    office_name: str
    email: str
    license: str
    cells: tuple[AcceptanceCell, ...]

    @property
    def lacking(self) -> int:
        return sum(cell.is_asked for cell in self.cells)


@dataclass(frozen=True, slots=True)
class AcceptanceGrid:
    versions: tuple[AskedVersion, ...]
    people: tuple[AcceptanceRow, ...]


@dataclass(frozen=True, slots=True)
class AcknowledgmentDetail:
    """One acknowledgment in full. `file_id` is of its evidence."""

    id: int
    designee_id: int
    name: str
    document: str
    label: str
    on: date
    method: AcknowledgmentMethod
    recorded_by: str
    note: str
    file_id: int | None
    file_name: str
    sha256: str


def acceptance_grid(session: Session, today: date) -> AcceptanceGrid:
    """By name; of every product. What an acknowledgment of an earlier version is worth, the rule of the gates says."""
    snapshot = Snapshot(session)
    versions = required_versions(snapshot)
    products = dict(session.execute(select(GoverningDocument.id, GoverningDocument.product_id)).all())
    asked = _asked(versions, today)
    accepted = _accepted(session, kept_people(snapshot))
    concerned, licenses = _selected(session), _licenses(session)
    for person, held in licenses.items():
        concerned[person] |= held.keys()
    of_document = {each.document_id: _of(versions, each.document_id) for each in asked}
    query = select(Designee).options(joinedload(Designee.office)).where(Designee.departed_on.is_(None))
    rows = [
        AcceptanceRow(
            id=person.id,
            name=person.display_name,
            office=person.office.code,
            office_name=person.office.name,
            email=person.email,
            license=next(iter(licenses.get(person.id, {}).values()), ""),
            cells=tuple(
                _cell(each, of_document[each.document_id], accepted.get(person.id, {}), today)
                if products[each.document_id] is None or products[each.document_id] in concerned[person.id]
                else AcceptanceCell(CellState.NOT_ASKED)
                for each in asked
            ),
        )
        for person in session.scalars(query.where(Designee.merged_into_id.is_(None)))
        if person.id in concerned
    ]
    return AcceptanceGrid(asked, tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id))))


def _asked(versions: tuple[Version, ...], today: date) -> tuple[AskedVersion, ...]:
    in_force = [version for kind in DocumentKind for version in current_versions(versions, kind, today)]
    return tuple(
        AskedVersion(
            id=each.id,
            document_id=each.document_id,
            kind=each.kind,
            title=each.title,
            label=each.label,
            effective_on=each.effective_on,
            grace_until=each.grace_until if _has_earlier(each, versions) else None,
        )
        for each in in_force
        if each.expires_on is None or each.expires_on > today
    )


def _has_earlier(version: Version, versions: Iterable[Version]) -> bool:
    place = (version.effective_on, version.id)
    return any(o.document_id == version.document_id and (o.effective_on, o.id) < place for o in versions)


def _of(versions: Iterable[Version], document_id: int) -> tuple[Version, ...]:
    return tuple(each for each in versions if each.document_id == document_id)


def _selected(session: Session) -> defaultdict[int, set[int]]:
    """For which products each person is selected."""
    query = (
        select(Nomination.designee_id, Tasking.product_id)
        .join(Tasking, Tasking.id == Nomination.tasking_id)
        .where(Nomination.state == NominationState.SELECTED)
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, product in session.execute(query):
        found[person].add(product)
    return found


def _licenses(session: Session) -> defaultdict[int, dict[int, str]]:
    """The number of each active license, by person and product."""
    query = select(License.designee_id, License.product_id, License.number).where(License.state.in_(ACTIVE))
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for person, product, number in session.execute(query.order_by(License.id)):
        found[person][product] = number
    return found


Acceptances = Mapping[int, tuple[int, date, AcknowledgmentMethod, bool]]
"""Id, day, how and whether there is evidence, by version."""


def _accepted(session: Session, kept: Mapping[int, int]) -> dict[int, Acceptances]:
    """Those of merged records are the person's who was kept; of two of one version the first day counts."""
    columns = (Acknowledgment.designee_id, Acknowledgment.version_id, Acknowledgment.id)
    rest = (Acknowledgment.acknowledged_on, Acknowledgment.method, Acknowledgment.evidence_file_id)
    found: defaultdict[int, dict[int, tuple[int, date, AcknowledgmentMethod, bool]]] = defaultdict(dict)
    for person, version, row_id, day, method, file_id in session.execute(select(*columns, *rest)):
        known = found[kept[person]].get(version)
        if known is None or day < known[1]:
            found[kept[person]][version] = (row_id, day, method, file_id is not None)
    return dict(found)


def _cell(asked: AskedVersion, versions: tuple[Version, ...], accepted: Acceptances, today: date) -> AcceptanceCell:
    if asked.id in accepted:
        row_id, day, method, has_evidence = accepted[asked.id]
        return AcceptanceCell(CellState.ACCEPTED, day, None, row_id, method, has_evidence)
    earlier = [accepted[each.id][1] for each in versions if each.id in accepted]
    if not earlier:
        return AcceptanceCell(CellState.MISSING)
    found = _judged(asked, versions, {version: day for version, (_, day, _, _) in accepted.items()}, today)
    if found.state is GateState.FAILED:
        return AcceptanceCell(CellState.MISSING)
    state = CellState.IN_GRACE if found.state is GateState.PASSED else CellState.STALE
    return AcceptanceCell(state, max(earlier), found.until)


def _judged(
    asked: AskedVersion, versions: tuple[Version, ...], accepted: Mapping[int, date], today: date
) -> GateResult:
    """What the gate of this one document would say."""
    gate = GateRule(0, GateKind.ACKNOWLEDGED, asked.title, asked.kind)
    return evaluate([gate], versions, Facts(acknowledged=accepted), today)[0]


def acknowledgment_details(session: Session, ids: Sequence[int]) -> tuple[AcknowledgmentDetail, ...]:
    """These acknowledgments in full, in the given order; what is gone is left out."""
    query = (
        select(Acknowledgment, StoredFile.name, StoredFile.sha256)
        .outerjoin(StoredFile, StoredFile.id == Acknowledgment.evidence_file_id)
        .options(
            joinedload(Acknowledgment.designee), joinedload(Acknowledgment.version).joinedload(DocumentVersion.document)
        )
        .where(Acknowledgment.id.in_(ids))
    )
    found = {row.id: _detail(row, name or "", sha256 or "") for row, name, sha256 in session.execute(query)}
    return tuple(found[each] for each in ids if each in found)


def _detail(row: Acknowledgment, file_name: str, sha256: str) -> AcknowledgmentDetail:
    return AcknowledgmentDetail(
        id=row.id,
        designee_id=row.designee_id,
        name=row.designee.display_name,
        document=row.version.document.title,
        label=row.version.label,
        on=row.acknowledged_on,
        method=row.method,
        recorded_by=row.recorded_by,
        note=row.note,
        file_id=row.evidence_file_id,
        file_name=file_name,
        sha256=sha256,
    )
