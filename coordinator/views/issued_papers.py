"""The register of everything issued: certificates and letters with their states, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from coordinator.errors import RuleBroken
from coordinator.model import (
    Certificate,
    Designee,
    Letter,
    License,
    OutgoingDraft,
    Signature,
    Tasking,
    Template,
    TemplateVersion,
)
from coordinator.rules.vocabulary import CertificateState, DraftKind, DraftState, LetterKind
from coordinator.views.settings import unit_settings

_UNSIGNED: tuple[int | None, str] = (None, "")


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A certificate or letter as it was issued. Letters have negative ids, so that an id means one paper.

    `about` is the training, the license or the tasking; `note` why it was revoked, or the number that took its place.
    `supersedes` is the number whose place it took. `signed_file_id` is the signed copy, where there is one, and
    `signed_sha256` the hash of it.
    """

    id: int
    number: str
    letter: LetterKind | None
    designee_id: int
    name: str
    office: str
    issued_on: date
    state: CertificateState
    revoked_on: date | None
    about: str
    note: str
    file_id: int
    sha256: str
    supersedes: str = ""
    template: str = ""
    training_id: int | None = None
    signed_file_id: int | None = None
    signed_sha256: str = ""

    @property
    def is_certificate(self) -> bool:
        return self.letter is None

    @property
    def is_valid(self) -> bool:
        return self.state is CertificateState.ISSUED

    @property
    def outgoing_file_id(self) -> int:
        """The signed copy where there is one, else the paper as it was issued: what leaves the program."""
        return self.signed_file_id or self.file_id


class PaperEventKind(StrEnum):
    ISSUED = "issued"
    SUPERSEDES = "supersedes"
    SIGNED = "signed"
    DRAFTED = "drafted"
    SENT = "sent"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class PaperEvent:
    """What happened to a paper on a day in the unit's zone; `what` is a number, a name, an address or a reason."""

    kind: PaperEventKind
    on: date
    what: str = ""


@dataclass(frozen=True, slots=True)
class PaperHistory:
    """What became of a paper, from its issue on."""

    paper_id: int
    events: tuple[PaperEvent, ...]


def issued_papers(session: Session) -> tuple[IssuedRow, ...]:
    """Every certificate and letter, the newest first."""
    return _in_order(_certificates(session, select(Certificate)) + _letters(session, select(Letter)))


def papers_by_id(session: Session, paper_ids: Sequence[int]) -> tuple[IssuedRow, ...]:
    """These papers in the order given. Raises RuleBroken when one is not on record."""
    certificates = select(Certificate).where(Certificate.id.in_([each for each in paper_ids if each > 0]))
    letters = select(Letter).where(Letter.id.in_([-each for each in paper_ids if each < 0]))
    rows = {row.id: row for row in _certificates(session, certificates) + _letters(session, letters)}
    if missing := [each for each in paper_ids if each not in rows]:
        raise RuleBroken(f"{len(missing):,} of these papers are not on record. Refresh the page.")
    return tuple(rows[each] for each in dict.fromkeys(paper_ids))


def papers_with_numbers(session: Session, numbers: Sequence[str]) -> tuple[IssuedRow, ...]:
    """The papers with these numbers, in the order given; those of licenses are their letters."""
    certificates = select(Certificate).where(Certificate.number.in_(numbers))
    licensed = select(License.id).where(License.number.in_(numbers))
    letters = select(Letter).where(Letter.number.in_(numbers) | Letter.license_id.in_(licensed))
    found = _certificates(session, certificates) + sorted(_letters(session, letters), key=lambda row: -row.id)
    of = {row.number: row for row in found} | {row.about: row for row in found if row.letter and row.is_valid}
    return tuple(of[number] for number in dict.fromkeys(numbers) if number in of)


def papers_of_training(session: Session, training_id: int) -> tuple[IssuedRow, ...]:
    """The valid certificates of a training, by name."""
    query = select(Certificate).where(
        Certificate.training_id == training_id, Certificate.state == CertificateState.ISSUED
    )
    return tuple(sorted(_certificates(session, query), key=lambda row: (row.name.casefold(), row.number)))


def paper_history(session: Session, paper_id: int) -> PaperHistory:
    """Day by day; empty for a paper that is not on record."""
    paper = session.get(Certificate, paper_id) if paper_id > 0 else session.get(Letter, -paper_id)
    if paper is None:
        return PaperHistory(paper_id, ())
    events = [PaperEvent(PaperEventKind.ISSUED, paper.issued_on)]
    kind, columns = type(paper), (type(paper).number, type(paper).issued_on)
    if before := session.execute(select(*columns).where(kind.id == paper.supersedes_id)).first():
        events.append(PaperEvent(PaperEventKind.SUPERSEDES, paper.issued_on, before.number))
    events += _signatures(session, paper) + _mails(session, paper)
    if after := session.execute(select(*columns).where(kind.supersedes_id == paper.id)).first():
        events.append(PaperEvent(PaperEventKind.SUPERSEDED, after.issued_on, after.number))
    if paper.revoked_on:
        events.append(PaperEvent(PaperEventKind.REVOKED, paper.revoked_on, paper.revoke_reason))
    return PaperHistory(paper_id, tuple(sorted(events, key=lambda event: event.on)))


def _signatures(session: Session, paper: Certificate | Letter) -> list[PaperEvent]:
    column = Signature.certificate_id if isinstance(paper, Certificate) else Signature.letter_id
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    return [
        PaperEvent(PaperEventKind.SIGNED, row.signed_at.astimezone(zone).date(), row.signer)
        for row in session.scalars(select(Signature).where(column == paper.id))
    ]


def _mails(session: Session, paper: Certificate | Letter) -> list[PaperEvent]:
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    events: list[PaperEvent] = []
    for draft in session.scalars(_mails_with(session, paper)):
        events.append(PaperEvent(PaperEventKind.DRAFTED, draft.made_at.astimezone(zone).date(), draft.recipient))
        if draft.sent_at is not None:
            events.append(PaperEvent(PaperEventKind.SENT, draft.sent_at.astimezone(zone).date(), draft.recipient))
    return events


def _mails_with(session: Session, paper: Certificate | Letter) -> Select[OutgoingDraft]:
    """The mails that carry a paper, or its signed copy, and were not discarded."""
    column = Signature.certificate_id if isinstance(paper, Certificate) else Signature.letter_id
    files = [paper.file_id, *session.scalars(select(Signature.file_id).where(column == paper.id))]
    return (
        select(OutgoingDraft)
        .where(
            OutgoingDraft.file_id.in_(files),
            OutgoingDraft.kind.in_((DraftKind.CERTIFICATE, DraftKind.LETTER)),
            OutgoingDraft.state != DraftState.DISCARDED,
        )
        .order_by(OutgoingDraft.id)
    )


def _in_order(rows: Sequence[IssuedRow]) -> tuple[IssuedRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.issued_on, row.number), reverse=True))


def _certificates(session: Session, query: Select[Certificate]) -> list[IssuedRow]:
    person = joinedload(Certificate.designee).joinedload(Designee.office)
    found = session.scalars(query.options(person, joinedload(Certificate.training))).all()
    numbers, successors = _chain(session, Certificate)
    signed = _signed_copies(session, Signature.certificate_id)
    templates = _templates(session)
    return [
        IssuedRow(
            id=row.id,
            number=row.number,
            letter=None,
            designee_id=row.designee_id,
            name=row.designee.display_name,
            office=row.designee.office.code,
            issued_on=row.issued_on,
            state=row.state,
            revoked_on=row.revoked_on,
            about=row.training.title,
            note=row.revoke_reason or successors.get(row.id, ""),
            file_id=row.file_id,
            sha256=row.sha256,
            supersedes=numbers.get(row.supersedes_id or 0, ""),
            template=templates.get(row.template_version_id or 0, row.template),
            training_id=row.training_id,
            signed_file_id=signed.get(row.id, _UNSIGNED)[0],
            signed_sha256=signed.get(row.id, _UNSIGNED)[1],
        )
        for row in found
    ]


def _letters(session: Session, query: Select[Letter]) -> list[IssuedRow]:
    person = joinedload(Letter.designee).joinedload(Designee.office)
    found = session.scalars(query.options(person)).all()
    licenses = dict(session.execute(select(License.id, License.number)).all())
    taskings = dict(session.execute(select(Tasking.id, Tasking.number)).all())
    numbers, successors = _chain(session, Letter)
    signed = _signed_copies(session, Signature.letter_id)
    templates = _templates(session)
    return [
        IssuedRow(
            id=-row.id,
            number=row.number,
            letter=row.kind,
            designee_id=row.designee_id,
            name=row.designee.display_name,
            office=row.designee.office.code,
            issued_on=row.issued_on,
            state=row.state,
            revoked_on=row.revoked_on,
            about=licenses.get(row.license_id or 0) or _tasking(taskings.get(row.tasking_id or 0)),
            note=row.revoke_reason or successors.get(row.id, ""),
            file_id=row.file_id,
            sha256=row.sha256,
            supersedes=numbers.get(row.supersedes_id or 0, ""),
            template=templates.get(row.template_version_id or 0, row.template),
            signed_file_id=signed.get(row.id, _UNSIGNED)[0],
            signed_sha256=signed.get(row.id, _UNSIGNED)[1],
        )
        for row in found
    ]


def _signed_copies(
    session: Session, paper: InstrumentedAttribute[int | None]
) -> dict[int | None, tuple[int | None, str]]:
    """File and SHA-256 of the signed copies, by the id of the paper."""
    query = select(paper, Signature.file_id, Signature.sha256)
    return {paper_id: (file_id, sha256) for paper_id, file_id, sha256 in session.execute(query)}


def _tasking(number: str | None) -> str:
    return f"Tasking {number}" if number else ""


def _chain(session: Session, kind: type[Certificate] | type[Letter]) -> tuple[dict[int, str], dict[int, str]]:
    """The numbers of papers that were superseded, and the number that took the place of each, both by id."""
    columns = select(kind.id, kind.number, kind.supersedes_id)
    successors = {
        row.supersedes_id: row.number for row in session.execute(columns.where(kind.supersedes_id.is_not(None)))
    }
    before = session.execute(columns.where(kind.id.in_(list(successors))))
    return {row.id: row.number for row in before}, successors


def _templates(session: Session) -> dict[int, str]:
    """ "Classic, version 3", by the id of the version."""
    query = select(TemplateVersion.id, Template.name, TemplateVersion.number).join(
        Template, Template.id == TemplateVersion.template_id
    )
    return {row.id: f"{row.name}, version {row.number}" for row in session.execute(query)}
