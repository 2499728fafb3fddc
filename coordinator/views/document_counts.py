"""How much there is on the Documents page."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Certificate, DocumentVersion, Letter


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """Versions of governing documents, and papers (certificates and letters) that were issued."""

    versions: int
    papers: int


def document_counts(session: Session) -> DocumentCounts:
    """Everything that is on record, whatever its state."""
    versions, certificates, letters = (
        session.scalar(select(func.count()).select_from(entity)) or 0
        for entity in (DocumentVersion, Certificate, Letter)
    )
    return DocumentCounts(versions, certificates + letters)
