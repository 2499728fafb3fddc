"""Judgments that need no file: a number used again, pages that belong to nothing, lists that nobody could have made."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.errors import FileRefused
from coordinator.rules.revocation_list import read_list
from coordinator.rules.verification import PaperOnRecord, Verdict, by_the_record, judge_code, judge_others
from coordinator.rules.vocabulary import CertificateState, TemplateKind
from coordinator.store.keys import is_signed
from tests.rules.test_judging_script import GENUINE, KEYS, LISTS, RECORD, code_of

ON_RECORD = PaperOnRecord(
    number=RECORD.number, kind=TemplateKind.CERTIFICATE, name=RECORD.name, issued_on=date(2026, 11, 5),
    state=CertificateState.ISSUED, since=None, reason="", successor="", record=GENUINE, file_id=1, sha256="",
)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "verdict"),
    [
        (GENUINE, Verdict.GENUINE),
        ("", Verdict.ALTERED),  # a paper of an earlier release has the number, and never had a code
        (code_of(replace(RECORD, name="Another")), Verdict.ALTERED),
    ],
)
def test_a_code_is_that_of_the_paper_on_record_or_worth_nothing(record: str, verdict: Verdict) -> None:
    standing = by_the_record(lambda number: replace(ON_RECORD, record=record))
    assert judge_code(GENUINE, KEYS, is_signed, standing).verdict is verdict


@pytest.mark.parametrize(
    ("pages", "said"),
    [((3,), "page 3: it belongs"), ((1, 2, 3), "pages 1 to 3: they belong"), ((1, 3, 4, 9), "pages 1, 3 to 4, 9:")],
)
def test_pages_are_named_in_runs(pages: tuple[int, ...], said: str) -> None:
    judged = judge_others(pages)
    assert judged.verdict is Verdict.NO_CODE
    assert f"No code vouches for {said}" in judged.sentences[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [("2026-11-12T09:30:00+00:00", "0001-01-01T00:00:00+23:59"), ('"sequence":901', '"sequence":Infinity')],
)
def test_a_day_or_a_number_that_cannot_be_is_refused(before: str, after: str) -> None:
    assert before in LISTS["today"]
    with pytest.raises(FileRefused, match="no revocation list"):
        read_list(LISTS["today"].replace(before, after).encode())
