"""Corrects what is on record of a governing document, and compares a text that is about to become a version of it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.document_text import document_text
from coordinator.exchange.media_types import media_type_of
from coordinator.model import Acknowledgment, DocumentVersion, GoverningDocument
from coordinator.rules.text_difference import Passage, difference
from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.governing_documents import VersionFacts
from coordinator.services.papers import read_file
from coordinator.services.version_text import version_difference, version_text
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """`product_id` None: required for every product. One that is not required no gate asks for."""

    kind: DocumentKind
    title: str
    product_id: int | None = None
    is_required: bool = True


def edit_document(uow: UnitOfWork, document_id: int, facts: DocumentFacts) -> None:
    """Raises RuleBroken for a title that is empty, or another document's."""
    title = facts.title.strip()
    if not title:
        raise RuleBroken("A governing document needs a title.")
    other = select(GoverningDocument).where(GoverningDocument.title == title, GoverningDocument.id != document_id)
    if uow.first(other) is not None:
        raise RuleBroken(f"There is a governing document called {title} already.")
    document = uow.get(GoverningDocument, document_id)
    document.kind, document.title = facts.kind, title
    document.product_id, document.is_required = facts.product_id, facts.is_required
    uow.describe(f"Edit {title}")


def correct_version(
    uow: UnitOfWork, version_id: int, facts: VersionFacts, file: tuple[str, bytes] | None = None
) -> None:
    """Set label, days and grace right, and keep the file that was missing.

    Once somebody acknowledged it, a version stays what they acknowledged: only its review and expiry can be set.
    """
    version = uow.get(DocumentVersion, version_id)
    label = facts.label.strip()
    if not label:
        raise RuleBroken("A version needs a label, such as “version 1” or its date.")
    fixed = (label, facts.effective_on, facts.grace_days) != (version.label, version.effective_on, version.grace_days)
    if (fixed or file) and uow.first(select(Acknowledgment).where(Acknowledgment.version_id == version_id)):
        raise RuleBroken(
            f"{version.document.title}, {version.label}, was acknowledged as it is. Add a new version; its review and "
            "expiry can still be set."
        )
    if file and version.file_id is not None:
        raise RuleBroken("The file of a version is kept as it came. Add a new version for another text.")
    version.label, version.effective_on, version.grace_days = label, facts.effective_on, facts.grace_days
    version.expires_on, version.review_on = facts.expires_on, facts.review_on
    if file:
        kept = uow.keep_file(file[0], media_type_of(file[0]), file[1])
        version.file_id, version.sha256 = kept.id, kept.sha256
    uow.flush()
    uow.describe(f"Correct {version.label} of {version.document.title}")


def recorded_difference(session: Session, old_id: int, new_id: int) -> tuple[Passage, ...] | None:
    """What one version says differently from another; None where one has no text that can be read, such as a scan."""
    try:
        return version_difference(session, old_id, new_id)
    except FileRefused:
        return None


def proposed_difference(workspace: Workspace, version_id: int, path: Path) -> tuple[Passage, ...] | None:
    """On the worker: what a file says differently from a version; None where one has no text that can be read."""
    name, data = read_file(path)
    try:
        return difference(workspace.read(version_text, version_id), document_text(name, data))
    except FileRefused:
        return None


def kept_text(name: str, data: bytes) -> str | None:
    """The text of a document; None where it has none that can be read."""
    try:
        return document_text(name, data)
    except FileRefused:
        return None
