"""A memo is read the same whatever file it comes in; what is no memo, or hostile, is refused in a sentence."""

import struct
from contextlib import suppress
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.compound_file import CompoundFile, Damaged
from coordinator.exchange.html_text import html_text
from coordinator.exchange.memo import read_memo
from coordinator.exchange.memo_file import MemoFile, read_memo_text
from coordinator.exchange.outlook_message import read_outlook_message
from coordinator.exchange.rich_text import rich_text, unpacked
from tests.exchange import memo_files as made

SAMPLES = Path(__file__).parent / "samples"
MEMO = (SAMPLES / "source-memo.txt").read_text(encoding="utf-8")
_, BODY = made.head_and_body(MEMO)

RICH = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard " + b"\\par ".join(
    line.replace("–", "\\'96").encode("ascii") for line in BODY.split("\n")
) + b"}"  # fmt: skip
FILES = {
    "memo.txt": MEMO.encode(),
    "utf-16.txt": MEMO.encode("utf-16"),
    "plain.eml": made.as_mail(MEMO),
    "html only.eml": made.as_mail(MEMO, html=True),
    "plain.msg": made.as_outlook(MEMO),
    "html.msg": made.as_outlook(MEMO, {made.HTML: made.as_html(BODY).encode()}),
    "rich.msg": made.as_outlook(MEMO, {made.RICH: made.packed(RICH)}),
    "memo.docx": made.as_word(MEMO),
    "named otherwise.docx": made.as_word(MEMO, "word/document2.xml"),
    "memo.pdf": made.as_pdf(MEMO),
    "a mail without its ending.dat": made.as_outlook(MEMO),
}


@pytest.mark.parametrize("name", FILES)
def test_the_source_memo_proposes_the_same_in_every_format(name: str) -> None:
    memo = read_memo(read_memo_text(name, FILES[name], "America/New_York").text)
    assert memo.number.value == "0447-21"
    assert memo.routing == ("BCAST", "P2")
    assert memo.issued_on.value == date(2021, 4, 29)
    assert (memo.due_on.value, memo.due_is_cob) == (date(2021, 5, 7), True)
    assert memo.deadline.value == "by COB Friday, May 7, 2021"
    assert (memo.point_of_contact.value, memo.point_of_contact.withheld) == (None, True)
    assert (memo.point_of_contact_email.value, memo.point_of_contact_email.withheld) == (None, True)
    assert memo.product.value == "Clearview AI"
    assert [each.value.dated for each in memo.documents if each.value] == [None, date(2021, 1, 15)]


@pytest.mark.parametrize("name", FILES)
def test_every_proposal_stands_in_the_line_it_names(name: str) -> None:
    memo = read_memo(read_memo_text(name, FILES[name], "America/New_York").text)
    plain = " ".join(memo.text.replace("**", "").split())
    sources = (memo.number, memo.subject, memo.issued_on, memo.due_on, memo.point_of_contact, memo.product)
    for source in (*(each.source for each in sources), memo.routing_source):
        assert source
        assert " ".join(source.split()) in plain


# mail


def mail_of(*parts: tuple[str, bytes], text: str = "See attached.") -> bytes:
    return made.as_mail(f"Subject: Fwd: tasking\n\n{text}", files=dict(parts))


def read(name: str, data: bytes) -> MemoFile:
    return read_memo_text(name, data, "America/New_York")


def test_a_memo_attached_to_a_mail_is_offered_and_other_files_are_only_listed() -> None:
    mail = read("m.eml", mail_of(("memo.pdf", made.as_pdf(MEMO)), ("list.xlsx", b"PK"), ("memo.docx", b"")))
    assert [each.name for each in mail.attached] == ["memo.pdf"]
    assert "Attachments: memo.pdf; list.xlsx; memo.docx" in mail.text
    assert read_memo(read(mail.attached[0].name, mail.attached[0].data).text).number.value == "0447-21"


def test_a_mail_within_a_mail_is_offered_by_its_subject() -> None:
    inner = EmailMessage()
    inner["Subject"] = "0447-21 - Licenses"
    inner.set_content("Send names by May 7, 2021.")
    outer = EmailMessage()
    outer["Subject"] = "FW"
    outer.set_content("Please see below.")
    outer.add_attachment(inner)
    [offered] = read("m.eml", outer.as_bytes()).attached
    assert offered.name == "0447-21 - Licenses.eml"
    assert read_memo(read(offered.name, offered.data).text).due_on.value == date(2021, 5, 7)


def test_encoded_and_folded_headers_are_read_as_they_are_meant() -> None:
    data = (
        b"Subject: =?utf-8?Q?0447-21_=E2=80=93_Licenses?=\r\n =?utf-8?Q?_for_offices?=\r\n"
        b"Date: Thu, 29 Apr 2021\r\n 16:45:42 -0400\r\n\r\nSend names by May 7, 2021."
    )
    memo = read_memo(read("m.eml", data).text)
    assert memo.subject.value == "0447-21 – Licenses for offices"
    assert memo.issued_on.value == date(2021, 4, 29)


def test_a_body_in_an_unknown_encoding_is_read_as_far_as_it_goes() -> None:
    data = b"Subject: x\nContent-Type: text/plain; charset=martian\n\nSend caf\xe9 names by May 7, 2021."
    assert "café names" in read("m.eml", data).text


def test_html_loses_what_is_not_shown_and_keeps_its_lines() -> None:
    source = (
        "<head><title>t</title></head><body><script>x</script>From:&nbsp;A<br>To: B &amp; C<p>Hi<b>!</b></p></body>"
    )
    assert html_text(source) == "From: A\nTo: B & C\nHi!"


# Outlook


def test_an_outlook_message_tells_its_moment_in_the_zone_of_the_unit() -> None:
    late = datetime(2021, 4, 30, 2, 30, tzinfo=UTC)
    data = made.as_outlook(MEMO, sent=late)
    assert read_memo(read_memo_text("m.msg", data, "America/New_York").text).issued_on.value == date(2021, 4, 29)
    assert read_memo(read_memo_text("m.msg", data, "UTC").text).issued_on.value == date(2021, 4, 30)


def test_the_headers_that_came_along_decide_the_date() -> None:
    body = {made.BODY: made.wide(BODY), made.HEADERS: made.wide("Date: Wed, 28 Apr 2021 23:10:00 -0400\r\n")}
    assert read_memo(read("m.msg", made.as_outlook(MEMO, body)).text).issued_on.value == date(2021, 4, 28)


def test_the_files_of_an_outlook_message_are_offered() -> None:
    files = {"memo.docx": made.as_word(MEMO), "large.pdf": made.as_pdf(MEMO) * 3, "picture.png": b"x" * 5000}
    message = read_outlook_message(made.as_outlook(MEMO, files=files))
    assert {each.name: each.data for each in message.attachments} == files
    offered = read("m.msg", made.as_outlook(MEMO, files=files)).attached
    assert [each.name for each in offered] == ["memo.docx", "large.pdf"]


def test_a_mail_within_an_outlook_message_is_offered_as_its_text() -> None:
    inner: made.Tree = {
        **made.properties({made.SUBJECT: made.wide("0447-21"), made.BODY: made.wide("By May 7, 2021.")})
    }
    outer: made.Tree = {
        **made.properties({made.SUBJECT: made.wide("FW"), made.BODY: made.wide("See below.")}),
        "__properties_version1.0": bytes(32),
        "__attach_version1.0_#00000000": {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3701000D": {**inner, "__properties_version1.0": bytes(24)},
        },
    }
    [offered] = read("m.msg", made.compound(outer)).attached
    assert offered.name == "0447-21.txt"
    assert offered.data.decode().startswith("Subject: 0447-21\n\nBy May 7")


def test_text_in_an_old_code_page_is_read_by_it() -> None:
    page = struct.pack("<HHIQ", 3, 0x3FFD, 6, 1251)
    tree = {
        **made.properties({"0037001E": "Задание".encode("cp1251"), "1000001E": b"Names by May 7, 2021."}),
        "__properties_version1.0": bytes(32) + page,
    }
    assert read_outlook_message(made.compound(tree)).subject == "Задание"


def test_a_container_that_another_program_wrote_is_read() -> None:
    file = CompoundFile((SAMPLES / "nominations-s3-old-excel.xls").read_bytes())
    assert file.paths == (("Workbook",),)
    assert (file.read("Workbook") or b"")[:2] == b"\x09\x08"


def test_the_compressed_text_of_the_specification_unpacks_to_what_it_says() -> None:
    example = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    assert unpacked(bytes.fromhex(example)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1 A\par B\tab C}", "A\nB\tC"),
        (rb"{\rtf1{\*\generator Word;}{\fonttbl{\f0 Arial;}}A}", "A"),
        (rb"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (rb"{\rtf1\uc1 caf\u233?}", "café"),
        (
            rb"{\rtf1\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 A {\*\htmltag84 &quot;}\htmlrtf x\htmlrtf0 B}",
            'A "B',
        ),
        (rb"no rich text", "no rich text"),
        (rb"}}}{\rtf1 \\ \{x\}", "\\ {x}"),
    ],
)
def test_rich_text_is_its_words(source: bytes, text: str) -> None:
    assert rich_text(source) == text


# refusals


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("m.docx", made.as_word(MEMO, before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "not built like a document of Word"),
        ("m.docx", made.zipped({"word/document.xml": b"<a>" + b" " * (31 * 1024 * 1024)}), "not built like"),
        ("m.docx", made.zipped({"xl/workbook.xml": "x"}), "no Word document"),
        ("m.docx", made.as_word(MEMO)[:-40], "is damaged"),
        ("m.docx", made.zipped({"word/document.xml": "<w:p>"}), "is damaged"),
        ("m.docx", made.as_word(""), "has no text"),
        ("m.doc", made.compound({"WordDocument": b"x" * 100}), "a document of an old Word"),
        ("m.docx", made.compound({"EncryptedPackage": b"x" * 100}), "protected by a password"),
        ("m.msg", made.compound({"Other": b"x" * 100}), "no mail of Outlook"),
        ("m.msg", made.as_outlook(MEMO)[:1500], "damaged or no mail"),
        ("m.pdf", b"%PDF-1.7 cut off", "damaged or locked"),
        ("m.bin", b"\x01\0\0\x02", "not text, mail, PDF or a Word document"),
        ("m.txt", b" \n", "has no text"),
        ("m.txt", b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
)
def test_what_is_no_memo_is_refused_in_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        read_memo_text(name, data)


def test_a_chain_that_runs_in_circles_ends() -> None:
    data = bytearray(made.as_outlook(MEMO, {made.BODY: made.wide("x" * 9000)}))
    table = len(data) - 512
    for place in range(0, 400, 4):
        struct.pack_into("<I", data, table + place, 0)
    with pytest.raises(Damaged):
        read_outlook_message(bytes(data))


@settings(max_examples=120)
@given(st.integers(0, 2**32 - 1), st.binary(min_size=1, max_size=12), st.sampled_from(["msg", "docx", "eml"]))
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(place: int, noise: bytes, kind: str) -> None:
    whole = {"msg": FILES["rich.msg"], "docx": FILES["memo.docx"], "eml": FILES["plain.eml"]}[kind]
    at = place % len(whole)
    with suppress(FileRefused):
        assert read_memo_text(f"m.{kind}", whole[:at] + noise + whole[at + len(noise) :]).text.strip()
