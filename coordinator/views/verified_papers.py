"""Issued papers as whoever verifies a document asks for them: by number, or by the SHA-256 of a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coordinator.model import Certificate, Designee, Letter, Signature
from coordinator.rules.verification import PaperOnRecord
from coordinator.rules.vocabulary import TemplateKind
from coordinator.views.people import NAME, display_name


@dataclass(frozen=True, slots=True)
class KnownFile:
    """Whose file has a hash: the paper, and whether it is its signed copy."""

    paper: PaperOnRecord
    is_signed_copy: bool


def paper_numbered(session: Session, number: str) -> PaperOnRecord | None:
    """The certificate or letter with the number, as it stands now."""
    for entity in (Certificate, Letter):
        if found := _paper(session, entity, entity.number == number):
            return found
    return None


def known_file(session: Session, sha256: str) -> KnownFile | None:
    """The paper whose bytes, as issued or as signed, have this SHA-256."""
    for entity, own in ((Certificate, Signature.certificate_id), (Letter, Signature.letter_id)):
        if issued := _paper(session, entity, entity.sha256 == sha256):
            return KnownFile(issued, is_signed_copy=False)
        signed = select(own).where(Signature.sha256 == sha256, own.is_not(None))
        if copy := _paper(session, entity, entity.id.in_(signed)):
            return KnownFile(copy, is_signed_copy=True)
    return None


def _paper(session: Session, entity: type[Certificate] | type[Letter], where: Any) -> PaperOnRecord | None:
    later = aliased(entity)
    query = (
        select(entity, later.number, later.issued_on, *(getattr(Designee, part) for part in NAME))
        .join(Designee, Designee.id == entity.designee_id)
        .outerjoin(later, later.supersedes_id == entity.id)
        .where(where)
        .order_by(entity.id)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    paper, successor, replaced_on = found[:3]
    since: date | None = paper.revoked_on or replaced_on
    return PaperOnRecord(
        number=paper.number,
        kind=TemplateKind(paper.kind.value) if isinstance(paper, Letter) else TemplateKind.CERTIFICATE,
        name=display_name(found._mapping),
        issued_on=paper.issued_on,
        state=paper.state,
        since=since,
        reason=paper.revoke_reason,
        successor=successor or "",
        record=paper.record,
        file_id=paper.file_id,
        sha256=paper.sha256,
    )
