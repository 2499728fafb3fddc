"""Memos that come in from outside: read from a file, and made a tasking with the documents that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from coordinator.exchange.memo import MemoProposal, Proposed, read_memo
from coordinator.exchange.memo_documents import NamedDocument
from coordinator.exchange.memo_file import MEMO_KINDS, AttachedFile, may_be_a_memo, read_memo_text
from coordinator.model import DocumentVersion, GoverningDocument
from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.governing_documents import VersionFacts, add_version, register_document
from coordinator.services.papers import bytes_of
from coordinator.services.taskings import TaskingFacts, create_tasking
from coordinator.store.unit_of_work import UnitOfWork

__all__ = [
    "MEMO_KINDS", "AttachedFile", "DocumentToRegister", "MemoProposal", "MemoRead", "NamedDocument", "Proposed",
    "create_tasking_from_memo", "looks_like_a_memo", "read_attached_memo", "read_memo", "read_memo_file",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemoRead:
    """A memo as it came, and what its text proposes. `attached` are files of a mail that may be the memo themselves."""

    name: str
    data: bytes
    proposal: MemoProposal
    attached: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentToRegister:
    """A governing document that a memo names, as the user agreed to have it registered."""

    kind: DocumentKind
    title: str
    label: str
    effective_on: date


def looks_like_a_memo(path: Path) -> bool:
    return may_be_a_memo(path.name)


def read_memo_file(path: Path, zone: str = "UTC") -> MemoRead:
    """The proposal of a text, mail, Outlook message, PDF or Word document. Raises FileRefused for what has no text."""
    return _read(path.name, bytes_of(path), zone)


def read_attached_memo(attached: AttachedFile, zone: str = "UTC") -> MemoRead:
    """The proposal of a file that came with a mail. Raises FileRefused for what has no text."""
    return _read(attached.name, attached.data, zone)


def _read(name: str, data: bytes, zone: str) -> MemoRead:
    read = read_memo_text(name, data, zone)
    return MemoRead(name, data, read_memo(read.text), read.attached)


def create_tasking_from_memo(
    uow: UnitOfWork,
    facts: TaskingFacts,
    memo: tuple[str, bytes] | None = None,
    documents: Sequence[DocumentToRegister] = (),
) -> int:
    """The tasking and the governing documents it rests on, as one step; returns the tasking's id."""
    tasking_id = create_tasking(uow, facts, memo)
    for document in documents:
        _register(uow, document)
    uow.describe(f"Create tasking {facts.number.strip()}")
    return tasking_id


def _register(uow: UnitOfWork, document: DocumentToRegister) -> None:
    """A document that is on record gets the version, unless that one is there too."""
    known = uow.first(select(GoverningDocument).where(GoverningDocument.title == document.title.strip()))
    version = VersionFacts(document.label, document.effective_on)
    if known is None:
        register_document(uow, document.kind, document.title, version)
        return
    labels = uow.session.scalars(select(DocumentVersion.label).where(DocumentVersion.document_id == known.id))
    if document.label.strip() not in set(labels):
        add_version(uow, known.id, version)
