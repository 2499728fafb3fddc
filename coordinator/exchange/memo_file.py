"""A memo's file, whatever it is: text, mail, Outlook message, PDF or Word document. Only its text is taken."""

from dataclasses import dataclass
from pathlib import PurePath

from coordinator.errors import FileRefused
from coordinator.exchange.compound_file import SIGNATURE, CompoundFile, Damaged
from coordinator.exchange.memo_mail import AttachedFile, MailText, mail_text, outlook_text
from coordinator.exchange.package_checks import is_package
from coordinator.exchange.pdf_text import pdf_text
from coordinator.exchange.spreadsheets import decode_text
from coordinator.exchange.word_document import word_text

__all__ = ["MEMO_KINDS", "AttachedFile", "MemoFile", "may_be_a_memo", "read_memo_text"]

MEMO_KINDS = frozenset({".txt", ".md", ".eml", ".msg", ".pdf", ".docx"})
_MOST_BYTES = 20 * 1024 * 1024
_PASTE = "Copy the text of the memo and paste it instead."


@dataclass(frozen=True, slots=True)
class MemoFile:
    """`text` as it reads; `attached` are the files of a mail that may be memos themselves."""

    name: str
    text: str
    attached: tuple[AttachedFile, ...] = ()


def may_be_a_memo(name: str) -> bool:
    return PurePath(name).suffix.lower() in MEMO_KINDS


def read_memo_text(name: str, data: bytes, zone: str = "UTC") -> MemoFile:
    """By what is in it, not by its name. Raises FileRefused for what has no text.

    `zone` is whose clock the moment of an Outlook message is told by, where the message does not tell it itself.
    """
    if len(data) > _MOST_BYTES:
        raise FileRefused(f"“{name}” is larger than {_MOST_BYTES // 1024**2} MB. {_PASTE}")
    read = _read(name, data, zone)
    if not read.text.strip():
        raise FileRefused(f"“{name}” has no text in it; it may be a scan. Type or paste the memo instead.")
    # Half letters of broken files cannot be kept.
    text = read.text.encode("utf-8", "replace").decode()
    return MemoFile(name, text, tuple(each for each in read.attached if each.data and may_be_a_memo(each.name)))


def _read(name: str, data: bytes, zone: str) -> MailText:
    if data.startswith(SIGNATURE):
        return _of_outlook(name, data, zone)
    if data.startswith(b"%PDF-"):
        return MailText(pdf_text(name, data), ())
    if is_package(data):
        return MailText(word_text(name, data), ())
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(f"“{name}” is not text, mail, PDF or a Word document. {_PASTE}")
    if name.lower().endswith(".eml"):
        return mail_text(data)
    return MailText(decode_text(data)[0], ())


def _of_outlook(name: str, data: bytes, zone: str) -> MailText:
    try:
        return outlook_text(data, zone)
    except Damaged as error:
        raise FileRefused(_why_not(name, data)) from error


def _why_not(name: str, data: bytes) -> str:
    """What the compound file is, if it is no mail."""
    try:
        parts = {path[0] for path in CompoundFile(data).paths}
    except Damaged:
        parts = set()
    if "EncryptedPackage" in parts:
        return f"“{name}” is protected by a password. Open it, copy its text, and paste it instead."
    if "WordDocument" in parts:
        return f"“{name}” is a document of an old Word. Save it as .docx or PDF, or paste its text."
    return f"“{name}” is damaged or no mail of Outlook. {_PASTE}"
