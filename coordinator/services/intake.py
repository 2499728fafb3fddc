"""What comes in from outside: memos and nomination files read from disk, offices guessed, a batch taken as one step."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
from sqlalchemy import select

from coordinator.errors import FileRefused, RuleBroken
from coordinator.exchange.memo import MemoProposal, Proposed, read_memo
from coordinator.exchange.memo_documents import NamedDocument
from coordinator.exchange.nominations import NominationFile, looks_like_nominations, read_nominations
from coordinator.exchange.spreadsheets import decode_text, read_workbook
from coordinator.model import DocumentVersion, GoverningDocument
from coordinator.rules.names import fold
from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.governing_documents import VersionFacts, add_version, register_document
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.selection import withdraw_nomination
from coordinator.services.taskings import TaskingFacts, create_tasking
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.offices import OfficeRow

__all__ = [
    "DocumentToRegister", "MemoProposal", "MemoRead", "NamedDocument", "NominationFile", "NominationsRead",
    "OfficeFile", "Proposed", "create_tasking_from_memo", "guess_office", "looks_like_a_memo",
    "read_memo", "read_memo_file", "read_nomination_files", "take_nominations", "withdraw_nominations",
]  # fmt: skip

MEMO_KINDS = frozenset({".txt", ".md", ".eml", ".pdf"})
MOST_MEMO_BYTES = 20 * 1024 * 1024
MOST_PAGES = 40
_WORDS = re.compile(r"[^\W_]+")


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


@dataclass(frozen=True, slots=True)
class NominationsRead:
    """One file of a batch: what was read and whose it seems to be, or in a sentence why it was refused.

    `likeness` says from 0 to 1 how surely it is a list of nominees; `why` where the office was told.
    """

    name: str
    data: bytes
    content: NominationFile | None = None
    refusal: str = ""
    office_id: int | None = None
    why: str = ""
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """One file of a batch with the office the user settled on."""

    office_id: int
    file: ReceivedFile
    content: NominationFile


def looks_like_a_memo(path: Path) -> bool:
    return path.suffix.lower() in MEMO_KINDS


def read_memo_file(path: Path) -> MemoRead:
    """The proposal of a text, mail or PDF file. Raises FileRefused for what has no text."""
    data = _bytes_of(path)
    if len(data) > MOST_MEMO_BYTES:
        raise FileRefused(f"“{path.name}” is larger than {MOST_MEMO_BYTES // 1024**2} MB. Paste its text instead.")
    text = _text_of(path.name, data)
    if not text.strip():
        raise FileRefused(f"“{path.name}” has no text in it; it may be a scan. Type or paste the memo instead.")
    return MemoRead(path.name, data, read_memo(text))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "the system refused"
        raise FileRefused(f"“{path.name}” cannot be read: {why}. Close it elsewhere and try again.") from error


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


def read_nomination_files(paths: Sequence[Path], offices: Sequence[OfficeRow]) -> tuple[NominationsRead, ...]:
    """Each file of a batch; one that cannot be read says why and does not stop the others."""
    return tuple(_read_nominations(path, offices) for path in paths)


def _read_nominations(path: Path, offices: Sequence[OfficeRow]) -> NominationsRead:
    try:
        data = _bytes_of(path)
        workbook = read_workbook(path.name, data)
        content = read_nominations(workbook)
    except FileRefused as refusal:
        return NominationsRead(path.name, b"", refusal=str(refusal))
    office_id, why = guess_office(content, path.name, offices)
    return NominationsRead(
        path.name, data, content, office_id=office_id, why=why, likeness=looks_like_nominations(workbook)
    )


def guess_office(content: NominationFile, file_name: str, offices: Sequence[OfficeRow]) -> tuple[int | None, str]:
    """Whose file it is, and where that was told; None when nothing tells, or two offices are meant."""
    said = Counter(entry.office_text for entry in content.entries if entry.office_text)
    most = said.most_common(1)[0][0] if said else ""
    places = (
        (content.office_hint, "from its title row"),
        (Path(file_name).stem, "from the file name"),
        (most, "from its column of offices"),
    )
    live = [office for office in offices if office.valid_until is None]
    for text, why in places:
        found = _office_in(text, live)
        if found is not None:
            return found, why
    return None, ""


def _office_in(text: str, offices: Sequence[OfficeRow]) -> int | None:
    """By name, then by a code in capitals, then by any code: “san” is also the beginning of a name."""
    plain = f" {_plain(text)} "
    codes = set(re.findall(r"(?<![A-Za-z])[A-Z]{2,5}(?![A-Za-z])", text))
    for wanted in (
        [office for office in offices if _is_named(plain, office)],
        [office for office in offices if office.code in codes],
        [office for office in offices if f" {office.code.lower()} " in plain],
    ):
        if len(wanted) == 1:
            return wanted[0].id
    return None


def _is_named(plain: str, office: OfficeRow) -> bool:
    name = re.sub(r"\(.*?\)|\bSAC\b", " ", office.name)
    words = _plain(name)
    return bool(words) and f" {words} " in plain


def _plain(text: str) -> str:
    """Words only, so that “sac_denver-list” and “SAC Denver” compare."""
    return " ".join(_WORDS.findall(fold(text)))


def take_nominations(uow: UnitOfWork, tasking_id: int, batch: Sequence[OfficeFile]) -> tuple[ImportResult, ...]:
    """A batch of files as one step: all of them or none."""
    results = tuple(import_nominations(uow, tasking_id, each.office_id, each.file, each.content) for each in batch)
    if sum(not result.already_taken for result in results) > 1:
        uow.describe(f"Import nominations of {len({result.office for result in results})} offices")
    return results


def withdraw_nominations(uow: UnitOfWork, nomination_ids: Sequence[int], reason: str) -> int:
    """Withdraw several for one reason; those who stood beyond the quota may move up. Returns how many."""
    if not nomination_ids:
        raise RuleBroken("Nobody is chosen. Select the nominations to withdraw.")
    for nomination_id in nomination_ids:
        withdraw_nomination(uow, nomination_id, reason)
    if len(nomination_ids) > 1:
        uow.describe(f"Withdraw {len(nomination_ids)} nominations")
    return len(nomination_ids)
