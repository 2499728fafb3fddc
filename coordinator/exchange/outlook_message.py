"""A mail as Outlook saves it (.msg): the few properties that a memo needs ([MS-OXMSG], [MS-OXPROPS])."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy

from coordinator.exchange.compound_file import CompoundFile, Damaged
from coordinator.exchange.html_text import html_text
from coordinator.exchange.rich_text import codec_of, rich_text, unpacked

_SUBJECT, _BODY, _HTML, _RICH = "0037", "1000", "1013", "1009"
_SENDER, _SENDER_EMAIL, _SENDER_SMTP, _FOR_SENDER = "0C1A", "0C1F", "5D01", "0042"
_TO, _CC, _HEADERS = "0E04", "0E03", "007D"
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_TEXT_PAGE, _HTML_PAGE = 0x3FFD, 0x3FDE
_LONG_NAME, _SHORT_NAME, _BYTES, _SHOWN_NAME = "3707", "3704", "3701", "3001"
_EMBEDDED = "__substg1.0_3701000D"
_MOST_ATTACHED = 40
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OutlookAttachment:
    """A file of the mail. A mail within the mail has no bytes of its own; it is `message` instead."""

    name: str
    data: bytes
    message: "OutlookMessage | None" = None


@dataclass(frozen=True, slots=True)
class OutlookMessage:
    """`date` is as the sender's headers write it where they came along; `sent_at` is the moment."""

    subject: str
    sender: str
    to: str
    cc: str
    date: str
    sent_at: datetime | None
    body: str
    attachments: tuple[OutlookAttachment, ...]


def read_outlook_message(data: bytes) -> OutlookMessage:
    """Raises Damaged for what is no message, or a broken one."""
    file = CompoundFile(data)
    if not any(path[0] == "__properties_version1.0" for path in file.paths):
        raise Damaged("no message")
    return _Storage(file, (), 32).message()


class _Storage:
    """The message itself, one in it, or an attachment: a folder of properties. `head` is where the fixed ones start."""

    def __init__(self, file: CompoundFile, path: tuple[str, ...], head: int) -> None:
        self._file, self._path = file, path
        self._fixed = _fixed_properties(file.read(*path, "__properties_version1.0") or b"", head)
        self._codec = codec_of(self._number(_TEXT_PAGE) or 1252)

    def message(self, depth: int = 0) -> OutlookMessage:
        headers = message_from_string(self._text(_HEADERS), policy=policy.default)
        return OutlookMessage(
            subject=self._text(_SUBJECT),
            sender=self._sender(),
            to=self._text(_TO),
            cc=self._text(_CC),
            date=" ".join(str(headers["Date"] or "").split()),
            sent_at=self._moment(_SUBMITTED) or self._moment(_DELIVERED),
            body=self._body(),
            attachments=tuple(self._attachments(depth)),
        )

    def _sender(self) -> str:
        name = self._text(_FOR_SENDER) or self._text(_SENDER)
        addresses = (self._text(_SENDER_SMTP), self._text(_SENDER_EMAIL))
        address = next((each for each in addresses if "@" in each), "")
        return f"{name} <{address}>" if name and address and name != address else name or address

    def _body(self) -> str:
        """Plain where there is any, else from the HTML, else from the rich text."""
        if plain := self._text(_BODY).strip():
            return plain
        if html := self._html().strip():
            return html_text(html)
        packed = self._stream(_RICH, "0102")
        if packed is None:
            return ""
        try:
            return rich_text(unpacked(packed))
        except ValueError as error:
            raise Damaged("the body cannot be unpacked") from error

    def _html(self) -> str:
        raw = self._stream(_HTML, "0102")
        if raw is None:
            return self._text(_HTML)
        return raw.decode(codec_of(self._number(_HTML_PAGE) or 65001), errors="replace")

    def _attachments(self, depth: int) -> list[OutlookAttachment]:
        above = len(self._path)
        folders = {path[above] for path in self._file.paths if path[:above] == self._path and len(path) > above + 1}
        names = sorted(name for name in folders if name.startswith("__attach_version1.0_"))
        inside = [_Storage(self._file, (*self._path, name), 8) for name in names[:_MOST_ATTACHED]]
        return [each._attachment(depth) for each in inside]

    def _attachment(self, depth: int) -> OutlookAttachment:
        names = (self._text(_LONG_NAME), self._text(_SHORT_NAME), self._text(_SHOWN_NAME))
        name = next(filter(None, names), "")
        inner = (*self._path, _EMBEDDED)
        if depth < 3 and any(path[: len(inner)] == inner for path in self._file.paths):
            message = _Storage(self._file, inner, 24).message(depth + 1)
            return OutlookAttachment(name or message.subject, b"", message)
        return OutlookAttachment(name, self._stream(_BYTES, "0102") or b"")

    # properties

    def _stream(self, tag: str, kind: str) -> bytes | None:
        return self._file.read(*self._path, f"__substg1.0_{tag}{kind}")

    def _text(self, tag: str) -> str:
        """A property as text: Unicode, else in the code page of the message."""
        wide = self._stream(tag, "001F")
        if wide is not None:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self._stream(tag, "001E")
        return narrow.decode(self._codec, errors="replace").rstrip("\0") if narrow is not None else ""

    def _number(self, tag: int) -> int | None:
        raw = self._fixed.get((tag, 0x0003))
        return struct.unpack_from("<I", raw)[0] if raw else None

    def _moment(self, tag: int) -> datetime | None:
        """A FILETIME: tenths of microseconds since 1601."""
        raw = self._fixed.get((tag, 0x0040))
        ticks = struct.unpack("<Q", raw)[0] if raw else 0
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None


def _fixed_properties(stream: bytes, head: int) -> dict[tuple[int, int], bytes]:
    """Values of fixed length by id and kind; sixteen bytes each."""
    entries = (stream[at : at + 16] for at in range(head, len(stream) - 15, 16))
    return {(entry[3] << 8 | entry[2], entry[1] << 8 | entry[0]): entry[8:16] for entry in entries}
