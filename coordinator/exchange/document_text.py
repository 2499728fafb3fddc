"""The text of a governing document's file, paragraphs with an empty line between them: for comparing two versions."""

from collections.abc import Callable
from pathlib import PurePath

from coordinator.errors import FileRefused
from coordinator.exchange.delimited_text import decode_text
from coordinator.exchange.html_text import html_text
from coordinator.exchange.memo_file import read_memo_text
from coordinator.exchange.package_checks import is_package
from coordinator.exchange.pdf_text import pdf_text
from coordinator.exchange.rich_text import rich_text
from coordinator.exchange.word_document import word_text

_MOST_PAGES = 500
_MOST_BYTES = 30 * 1024 * 1024
_PAGES = frozenset((".htm", ".html", ".xhtml"))


def document_text(name: str, data: bytes) -> str:
    """By what is in the file, not by its name. Raises FileRefused in a sentence for what holds no text, as a scan does.

    Of a PDF the first 500 pages.
    """
    if len(data) > _MOST_BYTES:
        raise FileRefused(f"“{name}” is larger than {_MOST_BYTES // 1024**2} MB: its words are not compared.")
    try:
        text = _reader_of(name, data)(name, data)
    except FileRefused as refusal:
        raise FileRefused(f"The words of “{name}” cannot be read: it is damaged, locked, or no text.") from refusal
    if not text.strip():
        raise FileRefused(f"“{name}” holds no text: it may be a scan. Compare it by eye.")
    return text.encode("utf-8", "replace").decode()


def _reader_of(name: str, data: bytes) -> Callable[[str, bytes], str]:
    start = data[:1024].lstrip(b"\xef\xbb\xbf\t\r\n ")
    if start.startswith(b"%PDF-"):
        return _pdf
    if is_package(data):
        return _word
    if start.startswith(b"{\\rtf"):
        return _rich
    if PurePath(name).suffix.lower() in _PAGES or start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return _page
    return _plain


def _pdf(name: str, data: bytes) -> str:
    return pdf_text(name, data, _MOST_PAGES)


def _word(name: str, data: bytes) -> str:
    return _apart(word_text(name, data))


def _rich(_name: str, data: bytes) -> str:
    return _apart(rich_text(data))


def _page(_name: str, data: bytes) -> str:
    return _apart(html_text(decode_text(data)[0]))


def _plain(name: str, data: bytes) -> str:
    """A text, or a mail."""
    try:
        return read_memo_text(name, data).text
    except FileRefused:
        if not data.strip():
            return ""
        raise


def _apart(text: str) -> str:
    """Where every line is a paragraph."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())
