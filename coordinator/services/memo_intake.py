"""Memos that come in from outside: read from a file, and made a tasking with the documents that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
from sqlalchemy import select

from coordinator.errors import FileRefused
from coordinator.exchange.memo import MemoProposal, Proposed, read_memo
from coordinator.exchange.memo_documents import NamedDocument
from coordinator.exchange.spreadsheets import decode_text
from coordinator.model import DocumentVersion, GoverningDocument
from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.governing_documents import VersionFacts, add_version, register_document
from coordinator.services.papers import bytes_of
from coordinator.services.taskings import TaskingFacts, create_tasking
from coordinator.store.unit_of_work import UnitOfWork

__all__ = [
    "DocumentToRegister", "MemoProposal", "MemoRead", "NamedDocument", "Proposed", "create_tasking_from_memo",
    "looks_like_a_memo", "read_memo", "read_memo_file",
]  # fmt: skip

MEMO_KINDS = frozenset({".txt", ".md", ".eml", ".pdf"})
MOST_MEMO_BYTES = 20 * 1024 * 1024
MOST_PAGES = 40


@dataclass(frozen=True, slots=True)
class MemoRead:
    """A memo as it came, and what its text proposes."""

    name: str
    data: bytes
    proposal: MemoProposal


@dataclass(frozen=True, slots=True)
class DocumentToRegister:
    """A governing document that a memo names, as the user agreed to have it registered."""

    kind: DocumentKind
    title: str
    label: str
    effective_on: date


def looks_like_a_memo(path: Path) -> bool:
    return path.suffix.lower() in MEMO_KINDS


def read_memo_file(path: Path) -> MemoRead:
    """The proposal of a text, mail or PDF file. Raises FileRefused for what has no text."""
    data = bytes_of(path)
    if len(data) > MOST_MEMO_BYTES:
        raise FileRefused(f"“{path.name}” is larger than {MOST_MEMO_BYTES // 1024**2} MB. Paste its text instead.")
    text = _text_of(path.name, data)
    if not text.strip():
        raise FileRefused(f"“{path.name}” has no text in it; it may be a scan. Type or paste the memo instead.")
    return MemoRead(path.name, data, read_memo(text))


def _text_of(name: str, data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return _text_of_pdf(name, data)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(f"“{name}” is not text, mail or PDF. Copy the text of the memo and paste it instead.")
    if name.lower().endswith(".eml"):
        return _text_of_mail(data)
    return decode_text(data)[0]


def _text_of_pdf(name: str, data: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(f"“{name}” is damaged or locked. Open it, copy its text, and paste it instead.") from error
    try:
        pages = [document[number] for number in range(min(len(document), MOST_PAGES))]
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    finally:
        document.close()


def _text_of_mail(data: bytes) -> str:
    """The header lines as a printed mail has them, then the plain text."""
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    names = [part.get_filename() or "" for part in mail.iter_attachments()]
    lines = [f"{name}: {mail[name]}" for name in ("From", "To", "Subject", "Date") if mail[name]]
    lines += [f"Attachments: {'; '.join(filter(None, names))}"] if any(names) else []
    body = mail.get_body(("plain",))
    return "\n".join(lines) + "\n\n" + (str(body.get_content()) if body else "")


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
