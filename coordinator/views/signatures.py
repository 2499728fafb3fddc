"""Which issued papers can be signed, and the signatures that are on record.

A paper's id is that of `views.issued_papers.IssuedRow`: of a certificate as it is, of a letter negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Letter, Signature
from coordinator.rules.vocabulary import CertificateState, LetterKind


@dataclass(frozen=True, slots=True)
class PaperToSign:
    """A paper as it was issued; `why_not` is empty where it can be signed."""

    id: int
    number: str
    letter: LetterKind | None
    name: str
    file_id: int
    why_not: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """The signed copy of a paper, which is kept beside the paper as it was issued."""

    paper_id: int
    file_id: int
    signer: str
    issuer: str
    fingerprint: str
    signed_at: datetime


def papers_to_sign(session: Session, papers: Sequence[int]) -> tuple[PaperToSign, ...]:
    """Return the papers in the order given; those that are gone are left out."""
    signed = {row.paper_id for row in signatures(session)}
    certificates = select(Certificate).where(Certificate.id.in_([each for each in papers if each > 0]))
    letters = select(Letter).where(Letter.id.in_([-each for each in papers if each < 0]))
    found: dict[int, PaperToSign] = {}
    for certificate in session.scalars(certificates.options(joinedload(Certificate.designee))):
        found[certificate.id] = _paper(certificate, certificate.id, None, certificate.id in signed)
    for letter in session.scalars(letters.options(joinedload(Letter.designee))):
        found[-letter.id] = _paper(letter, -letter.id, letter.kind, -letter.id in signed)
    return tuple(found[each] for each in papers if each in found)


def _paper(paper: Certificate | Letter, paper_id: int, letter: LetterKind | None, is_signed: bool) -> PaperToSign:
    return PaperToSign(
        id=paper_id,
        number=paper.number,
        letter=letter,
        name=paper.designee.display_name,
        file_id=paper.file_id,
        why_not=why_not(paper.state, is_signed),
    )


def why_not(state: CertificateState, is_signed: bool) -> str:
    """Return why a paper is not signed, in a sentence; empty when it can be."""
    if is_signed:
        return "It is signed already."
    if state is CertificateState.REVOKED:
        return "It was revoked."
    return "It was replaced by a newer one." if state is CertificateState.SUPERSEDED else ""


def papers_numbered(session: Session, numbers: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of these certificates and letters, in order. Raises RuleBroken for a number that is not known."""
    certificates = session.execute(select(Certificate.number, Certificate.id).where(Certificate.number.in_(numbers)))
    letters = session.execute(select(Letter.number, -Letter.id).where(Letter.number.in_(numbers)))
    known = dict([*letters.all(), *certificates.all()])
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise RuleBroken(f"No certificate or letter has the number {unknown[0]}.")
    return tuple(known[number] for number in numbers)


def signed_files(session: Session, numbers: Sequence[str]) -> tuple[int, ...]:
    """Return the files of the signed copies of these papers, in order; of those that are not signed there is none."""
    file_of = {row.paper_id: row.file_id for row in signatures(session)}
    return tuple(file_of[each] for each in papers_numbered(session, numbers) if each in file_of)


def signatures(session: Session) -> tuple[SignatureRow, ...]:
    """Return every signature on record, the oldest first."""
    return tuple(_row(each) for each in session.scalars(select(Signature).order_by(Signature.id)))


def _row(signature: Signature) -> SignatureRow:
    return SignatureRow(
        paper_id=signature.certificate_id or -(signature.letter_id or 0),
        file_id=signature.file_id,
        signer=signature.signer,
        issuer=signature.issuer,
        fingerprint=signature.fingerprint,
        signed_at=signature.signed_at,
    )
