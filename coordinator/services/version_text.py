"""The words of a version of a governing document, and what they say differently from those of another."""

from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.document_text import document_text
from coordinator.model import DocumentVersion
from coordinator.rules.text_difference import Passage, difference
from coordinator.services.papers import stored_file


def version_text(session: Session, version_id: int) -> str:
    """The text of the kept file, paragraphs with an empty line between them.

    Raises FileRefused when no file is kept or it holds no text (a scan), RuleBroken when there is no such version.
    """
    version = session.get(DocumentVersion, version_id)
    if version is None:
        raise RuleBroken("This version is not on record. Refresh the page.")
    if version.file_id is None:
        raise FileRefused(f"No file is kept of {version.document.title}, {version.label}: there is nothing to compare.")
    return document_text(*stored_file(session, version.file_id))


def version_difference(session: Session, old_id: int, new_id: int) -> tuple[Passage, ...]:
    """What the new version says differently. Raises FileRefused as `version_text` does, naming the file."""
    return difference(version_text(session, old_id), version_text(session, new_id))
