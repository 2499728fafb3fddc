"""Drafts as .eml files, parsed back as a mail program does."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.exchange.mail_drafts import (
    LONGEST_LINK,
    Attachment,
    MailDraft,
    attachment_name,
    checked_addresses,
    mailto,
    write_eml,
)
from coordinator.rules.plain_text import one_line, plain_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOOK = Attachment("0447-21 Nominations DEN.xlsx", XLSX, bytes(range(256)) * 40)
DRAFT = MailDraft(
    "den.poc@example.gov",
    "victoria.hale@example.gov",
    "Nominations: 0447-21",
    "Dear colleagues,\n\nthank you.",
    (BOOK,),
)
HEADERS = {"X-Unsent", "To", "Cc", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


def parsed(draft: MailDraft) -> EmailMessage:
    message = message_from_bytes(write_eml(draft), policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_draft_opens_as_a_message_being_written() -> None:
    message = parsed(DRAFT)
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["Cc"]) == ("den.poc@example.gov", "victoria.hale@example.gov")
    assert message["Subject"] == "Nominations: 0447-21"
    assert body_of(message) == "Dear colleagues,\n\nthank you.\n"
    assert not {"From", "Date", "Message-ID"} & set(message.keys())


def test_the_attachment_comes_back_byte_for_byte() -> None:
    [attachment] = parsed(DRAFT).iter_attachments()
    assert attachment.get_filename() == BOOK.name
    assert attachment.get_content_type() == XLSX
    assert attachment.get_content_disposition() == "attachment"
    assert attachment["Content-Transfer-Encoding"] == "base64"
    assert attachment.get_content() == BOOK.data


@pytest.mark.parametrize("media_type", ["text/plain", "message/rfc822", "application/pdf", "no type at all", ""])
def test_an_attachment_of_any_kind_keeps_its_bytes(media_type: str) -> None:
    data = b"From me\nline\r\nend\x00\xff"
    [attachment] = parsed(MailDraft("", "", "", "", (Attachment("a.bin", media_type, data),))).iter_attachments()
    assert attachment.get_content() == data


def test_every_line_ends_with_crlf_and_is_short() -> None:
    data = write_eml(MailDraft("a@example.gov", "", "word " * 60, "ümlaut " * 400, (BOOK,)))
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 80  # the media type of a workbook is one word
    assert data.isascii()


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert write_eml(DRAFT) == write_eml(DRAFT)


def test_without_an_address_the_draft_has_no_to() -> None:
    assert "To" not in parsed(MailDraft("", "", "Subject", "Text"))


@pytest.mark.parametrize(
    "subject", ["x\r\nBcc: spy@example.gov", "x\nX-Unsent: 0", "x\u2028Bcc: spy@example.gov", "x\x0bBcc: a@b.gov"]
)
def test_a_line_break_in_a_subject_begins_no_header(subject: str) -> None:
    message = parsed(MailDraft("a@example.gov", "", subject, "text"))
    assert set(message.keys()) <= HEADERS
    assert message["Subject"] == one_line(subject)
    assert message["X-Unsent"] == "1"


@pytest.mark.parametrize(
    "address",
    ["dana", "dana@", "a@example.gov\r\nBcc: spy", "a@example.gov, nobody", "a b@", "<>", "séan@example.gov"],
)
def test_what_is_no_address_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(RuleBroken, match=r"Write it like|Check the address"):
        write_eml(MailDraft(address, "", "Subject", "Text"))


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@example.gov", ("a@example.gov",)),
        ("A@Example.gov; b@example.gov,c@example.gov", ("a@example.gov", "b@example.gov", "c@example.gov")),
        ("Doe, Jane <jane@example.gov>; Sam <sam@example.gov>", ("jane@example.gov", "sam@example.gov")),
        ("mailto:a@example.gov", ("a@example.gov",)),
        ("a@example.gov a@example.gov", ("a@example.gov",)),
        ("", ()),
    ],
)
def test_addresses_are_read_as_people_write_them(text: str, addresses: tuple[str, ...]) -> None:
    assert checked_addresses(text) == addresses


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("0447-21 Nominations DEN.xlsx", "0447-21 Nominations DEN.xlsx"),
        ("Gonçalves – Brief.pdf", "Goncalves _ Brief.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a"\r\nBcc: b.pdf', "a_Bcc_ b.pdf"),
        ("日本", "attachment"),
    ],
)
def test_a_name_of_an_attachment_is_plain_ascii(name: str, safe: str) -> None:
    assert attachment_name(name) == safe


texts = st.text(st.characters(codec="utf-8"), max_size=200) | st.text(
    alphabet="\r\n\t :=?_-.,;<>@aé日\u2028", max_size=200
)


@given(texts, texts, texts, st.binary(max_size=60))
def test_no_text_breaks_the_message(subject: str, body: str, name: str, data: bytes) -> None:
    message = parsed(MailDraft("a@example.gov", "", subject, body, (Attachment(name, XLSX, data),)))
    assert set(message.keys()) <= HEADERS
    assert str(message["Subject"]) == one_line(subject)
    assert body_of(message) == plain_lines(body) + "\n"
    [attachment] = message.iter_attachments()
    assert attachment.get_filename() == attachment_name(name)
    assert attachment.get_content() == data


@given(texts)
def test_no_text_as_an_address_reaches_a_header_unchecked(text: str) -> None:
    draft = MailDraft(text, "", "Subject", "Text")
    try:
        message = parsed(draft)
    except RuleBroken:
        return
    assert set(message.keys()) <= HEADERS
    addresses = message["To"].addresses if "To" in message else ()
    assert tuple(each.addr_spec for each in addresses) == checked_addresses(text)


def test_a_mailto_link_says_the_same_without_the_attachment() -> None:
    link = mailto(MailDraft("a@example.gov, b@example.gov", "c@example.gov", "Q & A = 100 %", "One\nTwo & three"))
    parts = urlsplit(link)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "a@example.gov,b@example.gov")
    assert asked == {"cc": ["c@example.gov"], "subject": ["Q & A = 100 %"], "body": ["One\r\nTwo & three"]}


def test_a_text_too_long_for_a_link_is_left_out() -> None:
    link = mailto(MailDraft("a@example.gov", "", "Short", "long " * 1000))
    assert len(link) <= LONGEST_LINK
    assert parse_qs(urlsplit(link).query) == {"subject": ["Short"]}
