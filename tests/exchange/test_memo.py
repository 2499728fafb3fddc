"""The memo of the case, and memos worded and pasted otherwise."""

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.exchange.memo import MemoProposal, Proposed, read_memo
from coordinator.rules.vocabulary import DocumentKind

MEMO = (Path(__file__).parent / "samples" / "source-memo.txt").read_text(encoding="utf-8")
DOCUMENTS = {(document.value.kind, document.value.dated) for document in read_memo(MEMO).documents if document.value}


def due_of(sentence: str) -> MemoProposal:
    return read_memo(f"Subject: 0312-26 - Licenses\n\nSend the names to C3 {sentence}")


def test_the_header_of_the_source_memo_is_read() -> None:
    memo = read_memo(MEMO)
    assert memo.number.value == "0447-21"
    assert "Clearview AI License Distribution" in (memo.subject.value or "")
    assert memo.routing == ("BCAST", "P2")
    assert memo.sender.value == "HSI OPS TASKING"
    assert memo.issued_on.value == date(2021, 4, 29)


def test_the_source_memo_is_due_at_the_close_of_business_of_a_friday() -> None:
    memo = read_memo(MEMO)
    assert memo.due_on.value == date(2021, 5, 7)
    assert memo.due_is_cob
    assert memo.due_time.value is None


def test_both_attachments_are_found_though_their_names_hold_commas() -> None:
    names = read_memo(MEMO).attachments
    assert len(names) == 2
    assert names[0] == "PTA, ICE - ClearView, 202001005, PRIV Final.pdf"


def test_the_two_governing_documents_are_named_with_their_dates() -> None:
    assert {(DocumentKind.PTA, None), (DocumentKind.MEMORANDUM, date(2021, 1, 15))} == DOCUMENTS
    memorandum = read_memo(MEMO).documents[1].value
    assert memorandum is not None
    assert memorandum.title == ("Memorandum on the Use of and Access to Third-Party Facial Recognition Systems")


def test_a_withheld_point_of_contact_is_proposed_as_withheld_and_never_as_a_name() -> None:
    memo = read_memo(MEMO)
    assert memo.point_of_contact == Proposed(None, memo.point_of_contact.source, withheld=True)
    assert memo.point_of_contact_email.value is None
    assert memo.point_of_contact_email.withheld
    assert "provide names and contact information" in memo.point_of_contact_email.source


@pytest.mark.parametrize("mark", ["(b)(6)", "Kb)(6)", "(b)(?)(C)", "(b)(6); (b)(7)(C)"])
def test_a_withheld_address_is_told_from_a_real_one_however_it_was_scanned(mark: str) -> None:
    memo = read_memo(f"Send the names to Special Agent Dana Okafor at {mark}@example.gov, by COB May 7, 2021.")
    assert memo.point_of_contact.value == "Dana Okafor"
    assert memo.point_of_contact_email.withheld
    assert memo.point_of_contact_email.value is None


def test_product_and_course_are_read() -> None:
    memo = read_memo(MEMO)
    assert memo.product.value == "Clearview AI"
    assert memo.course.value == "ICE Use of Facial Recognition Services"


def test_the_proposal_keeps_the_text() -> None:
    assert read_memo(MEMO).text.startswith("From: HSI OPS TASKING")


@pytest.mark.parametrize(
    ("sentence", "day", "at", "is_cob"),
    [
        ("by COB Friday, May 7, 2021.", date(2021, 5, 7), None, True),
        ("by close of business on 7 May 2021.", date(2021, 5, 7), None, True),
        ("by 3:00 PM on May 7, 2021.", date(2021, 5, 7), time(15), False),
        ("no later than 05/07/2021.", date(2021, 5, 7), None, False),
        ("NLT 2021-05-07.", date(2021, 5, 7), None, False),
        ("by 3 p.m. on Sept. 7, 2021.", date(2021, 9, 7), time(15), False),
    ],
)
def test_the_due_date_is_found_in_other_words(sentence: str, day: date, at: time | None, is_cob: bool) -> None:
    memo = due_of(sentence)
    assert (memo.due_on.value, memo.due_time.value, memo.due_is_cob) == (day, at, is_cob)


def test_a_date_before_the_one_asked_for_is_not_the_due_date() -> None:
    memo = read_memo("Date: April 29, 2021\n\nThe trial ends before May 3, 2021. Send the names by May 9, 2021.")
    assert memo.due_on.value == date(2021, 5, 9)


def test_a_telephone_number_is_no_tasking_number() -> None:
    assert read_memo("Subject: Questions? Call 555-0104\n\nSend names.").number.value is None


def test_a_hostile_text_does_not_take_long() -> None:
    assert read_memo("to Special Agent " * 20_000).point_of_contact.value is None


def test_a_memo_without_a_number_has_none() -> None:
    assert read_memo("Subject: Licenses\n\nSend names by May 7, 2021.").number.value is None


def test_line_ends_of_windows_and_wrapped_lines_change_nothing() -> None:
    wrapped = MEMO.replace("by **COB Friday,", "by **COB\nFriday,").replace("\n", "\r\n")
    memo, plain = read_memo(wrapped), read_memo(MEMO)
    assert memo.due_on.value == plain.due_on.value
    assert memo.number == plain.number
    assert memo.attachments == plain.attachments


def test_typographic_quotes_around_the_course_are_read() -> None:
    memo = read_memo(MEMO.replace('"ICE Use', "“ICE Use").replace('Services"', "Services”"))
    assert memo.course.value == "ICE Use of Facial Recognition Services"


def test_without_header_lines_the_body_is_still_read() -> None:
    body = MEMO[MEMO.index("At the request") :]
    memo = read_memo(body)
    assert memo.issued_on.value is None
    assert memo.sender.value is None
    assert memo.due_on.value == date(2021, 5, 7)
    assert memo.product.value == "Clearview AI"


@pytest.mark.parametrize("text", ["", " \r\n", "\0\0", "Subject:", "Date: 99/99/2021", "by February 30, 2021."])
def test_what_is_no_memo_gives_empty_proposals(text: str) -> None:
    memo = read_memo(text)
    assert memo.number.value is None
    assert memo.issued_on.value is None
    assert memo.due_on.value is None
    assert memo.documents == ()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_may_be_pasted(text: str) -> None:
    read_memo(text)
    read_memo(MEMO[:600] + text + MEMO[600:])


def test_a_pta_without_a_day_in_the_text_has_the_day_of_its_file() -> None:
    memo = read_memo(
        "Subject: 0312-26\nAttachments: PTA, C3 - FRS, 20260803, PRIV Final.pdf\n\n"
        "Every designee follows the FRS Privacy Threshold Analysis (PTA).\n"
    )
    assert [each.value.dated for each in memo.documents if each.value] == [date(2026, 8, 3)]
