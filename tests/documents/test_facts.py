import json
from datetime import date
from decimal import Decimal

import pytest

from coordinator.documents.attendance_list import AttendanceListFacts, render_attendance_list
from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.documents.facts import facts_from_json, facts_to_json, said_hours, spelled
from coordinator.documents.letters import LetterFacts, render_letter
from tests.documents.test_attendance_list import FACTS as LIST
from tests.documents.test_certificate import DANA, LONG
from tests.documents.test_letters import ISSUANCE


def test_a_certificate_drawn_from_its_stored_facts_has_the_same_bytes() -> None:
    for facts in (DANA, LONG):
        again = facts_from_json(CertificateFacts, facts_to_json(facts))
        assert again == facts
        assert render_certificate(again) == render_certificate(facts)


def test_a_letter_drawn_from_its_stored_facts_has_the_same_bytes() -> None:
    again = facts_from_json(LetterFacts, facts_to_json(ISSUANCE))
    assert again == ISSUANCE
    assert render_letter(again) == render_letter(ISSUANCE)


def test_an_attendance_list_comes_back_from_its_stored_facts() -> None:
    again = facts_from_json(AttendanceListFacts, facts_to_json(LIST))
    assert again.rows == LIST.rows
    assert again.printed_at == LIST.printed_at
    assert render_attendance_list(again).startswith(b"%PDF")


def test_stored_facts_are_canonical_json_with_iso_dates() -> None:
    text = facts_to_json(DANA)
    plain = json.loads(text)
    assert list(plain) == sorted(plain)
    assert plain["held_on"] == "2021-05-12"
    assert plain["duty_hours"] == "1.50"
    assert plain["supersedes"] is None


def test_facts_of_an_older_version_may_have_keys_that_are_no_longer_known() -> None:
    text = json.dumps({**json.loads(facts_to_json(DANA)), "seal": "none"})
    assert facts_from_json(CertificateFacts, text) == DANA


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (Decimal("1.50"), "1.5 duty hours"),
        (Decimal("1"), "1 duty hour"),
        ("8.0", "8 duty hours"),
        (Decimal("10"), "10 duty hours"),
        (Decimal("1E+1"), "10 duty hours"),
        ("two", "two duty hours"),
    ],
)
def test_duty_hours_are_said_without_idle_zeros(hours: Decimal | str, said: str) -> None:
    assert said_hours(hours) == said


def test_a_spelled_date_does_not_break_at_the_end_of_a_line() -> None:
    assert spelled(date(2021, 5, 12)).split(" ") == ["May\u00a012,\u00a02021"]
