"""Drafts for the user's own mail program: .eml files that open ready to be sent, and mailto: links.

Nothing is sent. `X-Unsent: 1` has Outlook open the file as a message being written; the sender and the moment are left
to it. The same draft gives the same bytes. What a header or a name says is data: it cannot begin a header of its own.
A calendar entry goes with the text as its other form, so that programs show buttons to accept, and as a file besides.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from coordinator.errors import RuleBroken
from coordinator.rules.contacts import split_emails
from coordinator.rules.plain_text import one_line, plain_lines

EML = "message/rfc822"
# Beyond it mail programs and the shell of Windows cut a link short.
LONGEST_LINK = 2_000

_POLICY = SMTP.clone(max_line_length=76, cte_type="7bit")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
# “Doe, Jane <jane@example.gov>”: the name goes, the address stays.
_NAMED = re.compile(r"(^|[;,>])[^;<>@]*<([^<>]*)>")
_ANY = "application/octet-stream"
_CALENDAR = "text/calendar"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9 ._()-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A calendar entry in the mail; `method` is the word that its METHOD says, such as REQUEST."""

    name: str
    method: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MailDraft:
    """`to` and `cc` may hold several addresses, as "a@x; Doe, J <b@y>"; `to` may be empty."""

    to: str
    cc: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    calendar: CalendarPart | None = None


def write_eml(draft: MailDraft) -> bytes:
    """The draft as an .eml file: CRLF, text in UTF-8, attachments in base64 with ASCII names.

    Raises RuleBroken in a sentence for an address that is none.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    for header, text in (("To", draft.to), ("Cc", draft.cc)):
        if addresses := checked_addresses(text):
            message[header] = [_address(each) for each in addresses]
    message["Subject"] = one_line(draft.subject)
    message.set_content(plain_lines(draft.body) + "\n", cte="quoted-printable")
    if draft.calendar:
        _add_calendar(message, draft, draft.calendar)
    for attachment in draft.attachments:
        _attach(message, attachment)
    if message.is_multipart():
        message.set_boundary(_boundary(draft))
    return message.as_bytes()


def mailto(draft: MailDraft) -> str:
    """A mailto: link for mail programs that open no .eml as a draft. It carries no attachment.

    A text that is too long for a link is left out; it is to be copied instead.
    """
    parts = {"subject": one_line(draft.subject), "body": plain_lines(draft.body).replace("\n", "\r\n")}
    if cc := checked_addresses(draft.cc):
        parts = {"cc": ",".join(cc), **parts}
    whole = _link(draft, parts)
    return whole if len(whole) <= LONGEST_LINK else _link(draft, {**parts, "body": ""})


def _link(draft: MailDraft, parts: dict[str, str]) -> str:
    to = ",".join(quote(each, safe="@") for each in checked_addresses(draft.to))
    asked = "&".join(f"{name}={quote(text, safe='@,')}" for name, text in parts.items() if text)
    return f"mailto:{to}?{asked}" if asked else f"mailto:{to}"


def checked_addresses(text: str) -> tuple[str, ...]:
    """Every address in the text, once each. Raises RuleBroken when it holds anything but addresses and names."""
    found = split_emails(text)
    pieces = [piece for piece in re.split(r"[\s,;]+", _NAMED.sub(r"\1 \2", text)) if piece]
    for piece in pieces or [text] * bool(text.strip()):
        if not split_emails(piece):
            raise RuleBroken(f"“{one_line(piece)[:80]}” is not an e-mail address. Write it like jane.doe@example.gov.")
    if not all(map(str.isascii, found)):
        odd = next(address for address in found if not address.isascii())
        raise RuleBroken(f"“{odd}” has letters that mail programs cannot send to. Check the address.")
    return found


def attachment_name(name: str) -> str:
    """The name in ASCII, without a path: "0447-21 Nominations DEN.xlsx"."""
    last = re.split(r"[\\/]", name)[-1]
    plain = "".join(char for char in unicodedata.normalize("NFKD", last) if not unicodedata.combining(char))
    return _NOT_IN_A_NAME.sub("_", plain).strip(" ._")[-60:] or "attachment"


def _address(text: str) -> Address:
    user, _, domain = text.rpartition("@")
    return Address(username=user, domain=domain)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    media_type = attachment.media_type if _MEDIA_TYPE.fullmatch(attachment.media_type) else _ANY
    main, _, sub = media_type.partition("/")
    if main in ("text", "message", "multipart"):
        # Kept byte for byte: a text or a message would be written anew.
        main, sub = _ANY.split("/")
    message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=attachment_name(attachment.name))


def _add_calendar(message: EmailMessage, draft: MailDraft, entry: CalendarPart) -> None:
    """The entry twice: as the other form of the text, which brings the buttons, and as a file to be opened by hand.

    RFC 6047, 2.4: the media type repeats the method.
    """
    main, _, sub = _CALENDAR.partition("/")
    # As bytes, for a text would lose its line ends.
    parameters = {"method": entry.method, "charset": "UTF-8"}
    message.add_alternative(entry.data, maintype=main, subtype=sub, params=parameters)
    message.set_boundary(_boundary(draft, b"alternative"))
    message.add_attachment(entry.data, maintype="application", subtype="ics", filename=attachment_name(entry.name))


def _boundary(draft: MailDraft, inside: bytes = b"") -> str:
    """A line that no part contains: made from all of them, so that the same draft gives the same bytes.

    `inside` says of which part within the mail it is the boundary.
    """
    entry = (draft.calendar.data, inside) if draft.calendar else ()
    parts: Sequence[bytes] = (
        *(text.encode(errors="replace") for text in (draft.to, draft.cc, draft.subject, draft.body)),
        *(part for each in draft.attachments for part in (each.name.encode(errors="replace"), each.data)),
        *entry,
    )
    digest = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts))
    return f"=_{digest.hexdigest()[:40]}"
