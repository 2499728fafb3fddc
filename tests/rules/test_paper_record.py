"""The record in a QR code: written in one way only, read back strictly, and never longer than a code can hold."""

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules import base45
from coordinator.rules.paper_record import LONGEST, NotARecord, PaperRecord, code_text, payload_of, read_code
from coordinator.rules.vocabulary import TemplateKind

KEY, SIGNATURE = "0123abcd", bytes(range(64))
RECORD = PaperRecord(
    TemplateKind.CERTIFICATE, "CEIU-FRS-2026-0042", "José Ñandú O’Brien", "Platform Overview", date(2026, 11, 5),
    date(2026, 11, 4), date(2027, 11, 4), "1.5", "CEIU-FRS-2026-0007", "1042 9f3c2a1b",
)  # fmt: skip
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TEXTS = st.text(max_size=90)
RECORDS = st.builds(
    PaperRecord, st.sampled_from(TemplateKind), TEXTS, TEXTS, TEXTS, DAYS, st.none() | DAYS, st.none() | DAYS, TEXTS,
    TEXTS, TEXTS,
)  # fmt: skip


@pytest.mark.parametrize(("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")])
def test_base45_is_that_of_the_standard(data: bytes, text: str) -> None:
    assert base45.encoded(data) == text
    assert base45.decoded(text) == data


@given(st.binary(max_size=80))
def test_base45_goes_there_and_back(data: bytes) -> None:
    text = base45.encoded(data)
    assert base45.decoded(text) == data
    assert not text.endswith(" ")  # so that a space at the end of a typed text may be taken away


@pytest.mark.parametrize("text", ["A", "ab", ":::", "GGW", "::", "AAAA"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decoded(text)


@given(RECORDS)
def test_every_record_is_read_back_as_it_is_printed(record: PaperRecord) -> None:
    payload = payload_of(record)
    found = read_code(code_text(KEY, SIGNATURE, payload))
    assert (found.key_id, found.signature, found.payload) == (KEY, SIGNATURE, payload)
    assert payload_of(found.record) == payload
    assert (found.record.kind, found.record.issued_on) == (record.kind, record.issued_on)
    assert max(map(len, (found.record.name, found.record.subject))) <= LONGEST


def test_equal_facts_are_equal_bytes() -> None:
    decomposed = replace(RECORD, name=unicodedata.normalize("NFD", RECORD.name))
    assert payload_of(decomposed) == payload_of(RECORD)
    assert read_code(code_text(KEY, SIGNATURE, payload_of(RECORD))).record == RECORD


def test_a_field_cannot_hold_another() -> None:
    sly = replace(RECORD, name="Eve\x1fAlice\x00\n", subject="\u202e")
    found = read_code(code_text(KEY, SIGNATURE, payload_of(sly))).record
    assert (found.name, found.subject, found.issued_on) == ("EveAlice", "", RECORD.issued_on)


def test_typing_and_mail_are_forgiven() -> None:
    text = code_text(KEY, SIGNATURE, payload_of(RECORD))
    assert read_code(f"  {text.lower()}\r\n").record == RECORD
    assert read_code("\r\n".join(text[at : at + 40] for at in range(0, len(text), 40))).record == RECORD


@pytest.mark.parametrize("damage", ["", "C3V1:", "C3V2:AAA", "https://example.gov", "C3V1:é", "C3V1:" + "0" * 300])
def test_what_is_no_record_is_said_so(damage: str) -> None:
    with pytest.raises(NotARecord):
        read_code(damage)


def test_a_record_in_another_spelling_is_none() -> None:
    payload = payload_of(RECORD).replace(b"20261105", b"20261305")
    with pytest.raises(NotARecord):
        read_code(code_text(KEY, SIGNATURE, payload))
    with pytest.raises(NotARecord):
        read_code(code_text(KEY, SIGNATURE, payload_of(RECORD) + b"\x1fmore"))
