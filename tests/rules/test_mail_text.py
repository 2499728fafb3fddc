"""Mail texts with placeholders, the moments they name, and text from outside made plain."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.mail_text import PLACEHOLDERS, SHIPPED, MailText, check_text, merged, unknown_placeholders
from coordinator.rules.moments import long_moment, on_two_clocks
from coordinator.rules.plain_text import one_line, plain_lines

DUE = datetime(2021, 5, 7, 21, 0, tzinfo=UTC)
ALL = dict.fromkeys(PLACEHOLDERS, "a fact")


@pytest.mark.parametrize("text", SHIPPED.values())
def test_the_shipped_texts_can_be_kept_as_they_are(text: MailText) -> None:
    assert check_text(text) == text
    assert unknown_placeholders(text) == ()


def test_a_fact_is_not_read_for_placeholders_again() -> None:
    said = merged(MailText("{office}", "{office} {quota}"), {"office": "{quota}", "quota": "5 people"})
    assert (said.subject, said.body) == ("{quota}", "{quota} 5 people")


def test_braces_that_are_no_placeholder_stay() -> None:
    said = merged(MailText("{ }", "{not this} {} {unknown}"), ALL)
    assert (said.subject, said.body) == ("{ }", "{not this} {} {unknown}")


def test_an_empty_fact_leaves_no_gap() -> None:
    said = merged(MailText("S", "One\n\n{point_of_contact}\n\nTwo\n\n{unit}"), {"point_of_contact": "", "unit": ""})
    assert said.body == "One\n\nTwo"


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_fact_breaks_no_line_of_the_subject(fact: str, body: str) -> None:
    said = merged(MailText("About {office}", body + "{office}"), {**ALL, "office": fact})
    assert len(said.subject.splitlines()) == 1
    assert said.subject == one_line(f"About {fact}")


@given(st.text(max_size=120))
def test_plain_text_stays_as_it_is_when_made_plain_again(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert plain_lines(plain_lines(text)) == plain_lines(text)
    assert one_line(text).isprintable()
    assert all(line.isprintable() for line in plain_lines(text).split("\n"))


@pytest.mark.parametrize(
    ("zone", "other", "said"),
    [
        ("America/New_York", "America/New_York", "Friday, May 7, 2021, 5:00 PM EDT"),
        ("America/Detroit", "America/New_York", "Friday, May 7, 2021, 5:00 PM EDT"),
        ("America/Denver", "America/New_York", "Friday, May 7, 2021, 3:00 PM MDT (5:00 PM EDT)"),
        ("Pacific/Guam", "America/New_York", "Saturday, May 8, 2021, 7:00 AM ChST (Friday, May 7, 2021, 5:00 PM EDT)"),
        ("America/Sao_Paulo", "UTC", "Friday, May 7, 2021, 6:00 PM UTC-03 (9:00 PM UTC)"),
    ],
)
def test_a_moment_is_said_on_both_clocks_where_they_differ(zone: str, other: str, said: str) -> None:
    assert on_two_clocks(DUE, zone, other) == said


def test_noon_and_midnight_are_twelve() -> None:
    assert long_moment(datetime(2026, 1, 5, 0, 5, tzinfo=UTC), "UTC") == "Monday, January 5, 2026, 12:05 AM UTC"
    assert long_moment(datetime(2026, 1, 5, 12, 0, tzinfo=UTC), "UTC") == "Monday, January 5, 2026, 12:00 PM UTC"
