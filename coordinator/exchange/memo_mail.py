"""The text of a mail that carries a memo, with its header lines as a printed mail has them, and the files in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from coordinator.exchange.html_text import html_text
from coordinator.exchange.outlook_message import OutlookMessage, read_outlook_message
from coordinator.exchange.spreadsheets import decode_text
from coordinator.rules.moments import long_moment

_MOST_ATTACHED = 40


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with a mail. A mail within the mail is one too."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailText:
    text: str
    attached: tuple[AttachedFile, ...]


def mail_text(data: bytes) -> MailText:
    """An .eml file; never raises."""
    mail = message_from_bytes(data, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    attached = tuple(_attached(mail))
    head = [(name, _header(mail, name)) for name in ("From", "To", "Cc", "Subject", "Date")]
    return MailText(_printed(head, attached, _body(mail)), attached)


def outlook_text(data: bytes, zone: str) -> MailText:
    """An .msg file; a moment without the sender's own words is told in `zone`. Raises Damaged."""
    return _outlook(read_outlook_message(data), zone)


def _printed(head: Iterable[tuple[str, str]], attached: Iterable[AttachedFile], body: str) -> str:
    lines = [f"{name}: {value}" for name, value in head if value]
    names = [each.name for each in attached if each.name]
    lines += [f"Attachments: {'; '.join(names)}"] if names else []
    return "\n".join(lines) + "\n\n" + body.strip()


# mail of the internet


def _header(mail: EmailMessage, name: str) -> str:
    """On one line, decoded; "" for one so broken that it cannot be read."""
    try:
        return " ".join(str(mail[name] or "").split())
    except (ValueError, IndexError, LookupError, AttributeError, TypeError):
        return ""


def _body(mail: EmailMessage) -> str:
    """The plain text, else that of the HTML."""
    plain = mail.get_body(("plain",))
    if isinstance(plain, EmailMessage) and (text := _content(plain)).strip():
        return text
    markup = mail.get_body(("html",))
    return html_text(_content(markup)) if isinstance(markup, EmailMessage) else ""


def _content(part: EmailMessage) -> str:
    """Text in the encoding that the part names; where that is none, in the one that it looks like."""
    try:
        return str(part.get_content())
    except (LookupError, ValueError):
        payload = part.get_payload(decode=True)
        return decode_text(payload)[0] if isinstance(payload, bytes) else ""


def _attached(mail: EmailMessage) -> Iterator[AttachedFile]:
    for place, part in enumerate(_files(mail)):
        if place == _MOST_ATTACHED:
            return
        name = " ".join((part.get_filename() or "").split())
        if part.get_content_type() == "message/rfc822":
            inner = next((each for each in part.iter_parts() if isinstance(each, EmailMessage)), None)
            if inner is not None:
                yield AttachedFile(name or f"{_header(inner, 'Subject') or 'Mail'}.eml", inner.as_bytes())
            continue
        payload = part.get_payload(decode=True)
        if name:
            yield AttachedFile(name, payload if isinstance(payload, bytes) else b"")


def _files(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Every part with a name and every mail within, however deep in mixed and related parts."""
    waiting: list[EmailMessage] = [mail]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() == "message/rfc822" or (part.get_filename() and part is not mail):
            yield part
        elif part.is_multipart():
            waiting += [each for each in part.iter_parts() if isinstance(each, EmailMessage)]


# mail of Outlook


def _outlook(message: OutlookMessage, zone: str) -> MailText:
    attached = tuple(
        AttachedFile(f"{each.name or 'Mail'}.txt", _outlook(each.message, zone).text.encode("utf-8", "replace"))
        if each.message is not None
        else AttachedFile(each.name, each.data)
        for each in message.attachments
    )
    date = message.date or (long_moment(message.sent_at, zone) if message.sent_at else "")
    head = (
        ("From", message.sender), ("To", message.to), ("Cc", message.cc), ("Subject", message.subject), ("Date", date),
    )  # fmt: skip
    return MailText(_printed(head, attached, message.body), attached)
