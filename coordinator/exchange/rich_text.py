"""The text of rich text (RTF), as Outlook keeps a mail's body: compressed, and often an HTML mail in disguise.

[MS-OXRTFCP] is the compression, [MS-OXRTFEX] the HTML that is wrapped in it.
"""

import html
import re
import struct

_MOST_TEXT = 5 * 1024 * 1024
_COMPRESSED, _RAW = 0x75465A4C, 0x414C454D
# What every compressed text begins to copy from, as the specification has it.
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_UNSEEN = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "headerl", "headerr", "footerl",
    "footerr", "object", "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator",
    "xmlnstbl", "mmathPr",
))  # fmt: skip
_LETTER = re.compile(r"&#?\w{1,10};")
_AS_TEXT = {"par": "\n", "line": "\n", "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
            "ldblquote": "“", "rdblquote": "”", "bullet": "•", "row": "\n", "cell": " ", "sect": "\n"}  # fmt: skip


def unpacked(data: bytes) -> bytes:
    """The RTF of a PidTagRtfCompressed property. Raises ValueError for what is none."""
    if len(data) < 16:
        raise ValueError("no compressed text")
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _RAW:
        return data[16 : 16 + min(size, _MOST_TEXT)]
    if kind != _COMPRESSED:
        raise ValueError("unknown compression")
    return _expanded(data[16:], min(size, _MOST_TEXT))


def _expanded(packed: bytes, size: int) -> bytes:
    """Runs of eight: a flag bit says whether a byte stands for itself, or two point into the last 4,096."""
    window = bytearray(_START.ljust(4096, b" "))
    at, write, out = 0, len(_START), bytearray()
    while at < len(packed) and len(out) < size:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not flags >> bit & 1:
                copied, at = packed[at : at + 1], at + 1
            else:
                if at + 1 >= len(packed):
                    return bytes(out[:size])
                pair, at = packed[at] << 8 | packed[at + 1], at + 2
                if pair >> 4 == write:
                    return bytes(out[:size])
                copied = _copied(window, pair >> 4, (pair & 15) + 2, write)
            for byte in copied:
                window[write] = byte
                write = (write + 1) % 4096
            out += copied
    return bytes(out[:size])


def _copied(window: bytearray, start: int, length: int, write: int) -> bytes:
    """What is copied may reach into what it writes."""
    copied = bytearray()
    for step in range(length):
        place = (start + step) % 4096
        ahead = (place - write) % 4096
        copied.append(copied[ahead] if ahead < step else window[place])
    return bytes(copied)


def rich_text(source: bytes) -> str:
    """The words in the RTF; never raises. Of an HTML mail in disguise its text, without the tags."""
    return _Reader(source[:_MOST_TEXT].decode("latin-1")).text()


class _Reader:
    """`_hidden` says of each open group whether it is shown, `_skip` how many characters stand for a \\u."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._codec = "cp1252"
        self._parts: list[str] = []
        self._bytes = bytearray()
        self._hidden, self._may_hide = [False], False
        self._skip, self._after_unicode = 1, 0
        self._only_rtf = False
        self._tag_depth = 0

    def text(self) -> str:
        for match in _TOKEN.finditer(self._source):
            self._take(match)
        self._flush()
        return re.sub(r"[ \t]*\n", "\n", "".join(self._parts)).strip()

    def _take(self, match: re.Match[str]) -> None:
        if match["brace"]:
            self._brace(match["brace"])
        elif match["word"]:
            self._word(match["word"], match["number"])
        elif match["sign"]:
            self._sign(match["sign"])
        elif match["hex"]:
            self._put_byte(int(match["hex"], 16))
        else:
            self._put(match["text"])

    def _brace(self, brace: str) -> None:
        self._after_unicode = 0
        if brace == "{":
            self._hidden.append(self._hidden[-1])
            self._may_hide = True
        elif len(self._hidden) > 1:
            self._hidden.pop()

    def _word(self, word: str, number: str | None) -> None:
        starts_group, self._may_hide = self._may_hide, False
        if word in _UNSEEN and starts_group:
            self._hidden[-1] = True
        elif word == "ansicpg" and number:
            self._codec = codec_of(int(number))
        elif word == "htmltag":
            self._tag_depth = len(self._hidden)
        elif word == "htmlrtf":
            self._only_rtf = number != "0"
        elif word == "uc" and number:
            self._skip = min(max(int(number), 0), 8)
        elif word == "u" and number:
            self._put(chr(int(number) % 0x10000))
            self._after_unicode = self._skip
        elif word in _AS_TEXT:
            # Of an HTML mail the line ends are marked as belonging to the disguise; they are line ends all the same.
            self._put(_AS_TEXT[word], is_of_both=_AS_TEXT[word] == "\n")

    def _sign(self, sign: str) -> None:
        if sign == "*" and self._may_hide:
            self._hidden[-1] = True
        elif sign in "\\{}":
            self._put(sign)
        elif sign == "~":
            self._put(" ")
        self._may_hide = self._may_hide and sign == "*"

    def _put_byte(self, byte: int) -> None:
        if self._after_unicode:
            self._after_unicode -= 1
        elif not self._hidden[-1] and not self._only_rtf:
            self._bytes.append(byte)

    def _put(self, text: str, *, is_of_both: bool = False) -> None:
        self._may_hide = False
        passed = min(self._after_unicode, len(text))
        self._after_unicode -= passed
        if not self._hidden[-1] and (is_of_both or not self._only_rtf):
            self._flush()
            self._parts.append(text[passed:])
        elif len(self._hidden) == self._tag_depth and _LETTER.fullmatch(text):
            self._flush()
            self._parts.append(html.unescape(text))  # a letter that HTML writes as a tag of its own

    def _flush(self) -> None:
        """Bytes of a code page may be halves of one letter, so they are read together."""
        if self._bytes:
            self._parts.append(bytes(self._bytes).decode(self._codec, errors="replace"))
            self._bytes.clear()


def codec_of(code_page: int) -> str:
    """Python's name for a Windows code page; the western one for what is not known."""
    known = {65001: "utf-8", 20127: "ascii", 28591: "latin-1", 1200: "utf-16-le"}
    name = known.get(code_page, f"cp{code_page}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
