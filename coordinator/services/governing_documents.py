"""Verbs on governing documents and acknowledgments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.exchange.media_types import media_type_of
from coordinator.model import Acknowledgment, Designee, DocumentVersion, GoverningDocument
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind
from coordinator.store.unit_of_work import UnitOfWork

Evidence = tuple[str, bytes]
"""Name and bytes of the file that proves something, such as a signed form."""


@dataclass(frozen=True, slots=True)
class VersionFacts:
    label: str
    effective_on: date
    expires_on: date | None = None
    review_on: date | None = None
    grace_days: int = 30


def register_document(
    uow: UnitOfWork,
    kind: DocumentKind,
    title: str,
    version: VersionFacts,
    file: tuple[str, bytes] | None = None,
    product_id: int | None = None,
    is_required: bool = True,
) -> int:
    """A governing document with its first version; returns the version's id. Without a product it is for every one."""
    if not title.strip():
        raise RuleBroken("A governing document needs a title.")
    document = uow.add(
        GoverningDocument(kind=kind, title=title.strip(), product_id=product_id, is_required=is_required)
    )
    row = _add_version(uow, document, version, file)
    uow.describe(f"Register {document.title}")
    return row.id


def add_version(uow: UnitOfWork, document_id: int, version: VersionFacts, file: tuple[str, bytes] | None = None) -> int:
    """A new version: acknowledgments of the one before are stale after its grace days."""
    document = uow.get(GoverningDocument, document_id)
    row = _add_version(uow, document, version, file)
    uow.describe(f"Add {row.label} of {document.title}")
    return row.id


def _add_version(
    uow: UnitOfWork, document: GoverningDocument, facts: VersionFacts, file: tuple[str, bytes] | None
) -> DocumentVersion:
    if not facts.label.strip():
        raise RuleBroken("A version needs a label, such as “version 1” or its date.")
    kept = uow.keep_file(file[0], media_type_of(file[0]), file[1]) if file else None
    return uow.add(
        DocumentVersion(
            document_id=document.id,
            label=facts.label.strip(),
            effective_on=facts.effective_on,
            expires_on=facts.expires_on,
            review_on=facts.review_on,
            grace_days=facts.grace_days,
            file_id=kept.id if kept else None,
            sha256=kept.sha256 if kept else None,
        )
    )


def record_acknowledgments(
    uow: UnitOfWork,
    designee_ids: Sequence[int],
    version_id: int,
    on: date,
    method: AcknowledgmentMethod,
    note: str = "",
    evidence: Evidence | None = None,
) -> int:
    """Record that these people accepted this version on this day; returns how many are new.

    What is on record already stays as it is. Raises RuleBroken for a day in the future or before the version, and for
    one on behalf without a note and a file that proves it.
    """
    version = uow.get(DocumentVersion, version_id)
    check_acknowledgment(uow, version, on)
    if method is AcknowledgmentMethod.ON_BEHALF and not (note.strip() and evidence):
        raise RuleBroken("On behalf of somebody: attach the file that proves it, and note who asked for it and why.")
    query = select(Acknowledgment.designee_id).where(Acknowledgment.version_id == version_id)
    known = set(uow.session.scalars(query))
    new = [each for each in dict.fromkeys(designee_ids) if each not in known]
    kept = uow.keep_file(evidence[0], media_type_of(evidence[0]), evidence[1]) if evidence and new else None
    rows = [
        {
            "designee_id": each,
            "version_id": version_id,
            "acknowledged_on": on,
            "method": method,
            "recorded_by": uow.actor,
            "evidence_file_id": kept.id if kept else None,
            "note": note.strip(),
        }
        for each in new
    ]
    uow.insert_rows(Acknowledgment, rows)
    uow.describe(f"Record {_who(uow, new)} acknowledged {version.document.title}, {version.label}")
    return len(new)


def check_acknowledgment(uow: UnitOfWork, version: DocumentVersion, on: date) -> None:
    """Raises RuleBroken for a day on which nobody can have accepted this version."""
    if on > uow.today:
        raise RuleBroken("An acknowledgment cannot be dated in the future.")
    if on < version.effective_on:
        raise RuleBroken(f"{version.document.title}, {version.label}, was not in force yet on {on.isoformat()}.")


def _who(uow: UnitOfWork, designee_ids: Sequence[int]) -> str:
    if len(designee_ids) == 1:
        return f"that {uow.get(Designee, designee_ids[0]).display_name}"
    return f"that {len(designee_ids)} people"
