"""The text of a Word document (.docx): a ZIP with XML in it (ECMA-376).

Only the main part is read, with a hard limit on what it may unpack to, and a document type is refused: nothing in
such a file needs entities, and they are how a small one grows without end.
"""

import io
import zipfile
import zlib
from xml.parsers import expat

from coordinator.errors import FileRefused

_MOST_BYTES = 30 * 1024 * 1024
_MAIN = "word/document.xml"
_RELATIONS = "_rels/.rels"
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_UNSEEN = frozenset(("Fallback", "instrText", "delText"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Swollen(Exception):
    """It would unpack to more than any memo holds, or brings a document type."""


def word_text(name: str, data: bytes) -> str:
    """Paragraphs as lines. Raises FileRefused in a sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = _main_part(package)
            if main is None:
                raise FileRefused(f"“{name}” is no Word document. Copy the text of the memo and paste it instead.")
            reader = _Reader()
            _parse(_member(package, main), reader)
            return "".join(reader.parts).strip()
    except _Swollen as error:
        raise FileRefused(
            f"“{name}” is not built like a document of Word. It was not opened; paste its text."
        ) from error
    except (*_BROKEN, expat.ExpatError) as error:
        raise FileRefused(f"“{name}” is damaged. Open it in Word, copy its text, and paste it instead.") from error


def _main_part(package: zipfile.ZipFile) -> str | None:
    """What the package says its document is; Word itself does not always call it the same."""
    names = set(package.namelist())
    if _RELATIONS in names:
        relations = _Relations()
        _parse(_member(package, _RELATIONS), relations)
        if relations.main in names and relations.main.startswith("word/"):
            return relations.main
    return _MAIN if _MAIN in names else None


def _member(package: zipfile.ZipFile, name: str) -> bytes:
    """Unpacked with a hard counter, since the size that the archive declares can lie."""
    with package.open(name) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise _Swollen
    return content


class _Handler:
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag without its prefix."""

    def end(self, tag: str) -> None: ...

    def text(self, text: str) -> None: ...


def _parse(content: bytes, handler: _Handler) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: handler.start(tag.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda tag: handler.end(tag.rpartition(":")[2])
    parser.CharacterDataHandler = handler.text
    parser.Parse(content, True)


def _refuse(*_: object) -> None:
    raise _Swollen


class _Relations(_Handler):
    def __init__(self) -> None:
        self.main = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", "").lstrip("/")


class _Reader(_Handler):
    """Text runs of the document; what was deleted, and what only older programs show, is left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._unseen = 0
        self._in_run = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._unseen += tag in _UNSEEN
        if tag == "t":
            self._in_run = True
        elif tag in _SIGNS and not self._unseen and "val" not in _local(attributes):
            self.parts.append(_SIGNS[tag])

    def end(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag == "t":
            self._in_run = False
        elif not self._unseen:
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        """The cells of a row of a table stand in one line."""
        if tag == "p":
            self.parts.append("\n")
        elif tag in ("tc", "tr"):
            before, after = ("\n", "\t") if tag == "tc" else ("\t", "\n")
            if self.parts and self.parts[-1] == before:
                self.parts.pop()
            self.parts.append(after)

    def text(self, text: str) -> None:
        if self._in_run and not self._unseen:
            self.parts.append(text)


def _local(attributes: dict[str, str]) -> set[str]:
    """Names without their prefix. A tab with a value is a tab stop of a style and no text."""
    return {name.rpartition(":")[2] for name in attributes}
