"""The end of an agreement is announced at each lead time once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.agreement_alerts import (
    Alert,
    checked_leads,
    current_alert,
    leads_text,
    next_alert_on,
    read_leads,
)

STARTS, ENDS = date(2026, 10, 1), date(2027, 9, 30)
LEADS = (90, 60, 30)


def before(days: int) -> date:
    return ENDS - timedelta(days=days)


@pytest.mark.parametrize(
    ("today", "seen_on", "alert"),
    [
        (before(91), None, None),
        (before(90), None, Alert(90, 90, False)),
        (before(61), before(90), Alert(90, 61, True)),
        (before(60), before(61), Alert(60, 60, False)),
        (before(58), before(60), Alert(60, 58, True)),
        (before(58), before(62), Alert(60, 58, False)),
        (before(0), before(29), Alert(30, 0, True)),
        (ENDS + timedelta(days=1), None, None),
        (STARTS - timedelta(days=1), None, None),
    ],
)
def test_an_alert_comes_back_at_the_next_lead_time(today: date, seen_on: date | None, alert: Alert | None) -> None:
    assert current_alert(STARTS, ENDS, LEADS, seen_on, today) == alert


@given(st.sets(st.integers(0, 400), min_size=1, max_size=6), st.integers(0, 364))
def test_what_was_seen_stays_away_until_the_next_alert(leads: set[int], day: int) -> None:
    today = STARTS + timedelta(days=day)
    alert = current_alert(STARTS, ENDS, leads, today, today)
    following = next_alert_on(ENDS, leads, today)
    assert alert is None or (alert.is_seen and alert.lead in leads)
    if following is None:
        assert today > ENDS or not [lead for lead in leads if lead < (ENDS - today).days]
        return
    eve = current_alert(STARTS, ENDS, leads, today, following - timedelta(days=1))
    then = current_alert(STARTS, ENDS, leads, today, following)
    assert eve is None or eve.is_seen
    assert then is not None
    assert not then.is_seen


def test_a_list_of_lead_times_is_read_in_any_order() -> None:
    assert read_leads(" 30; 90,60 60") == (90, 60, 30)
    assert leads_text(read_leads("30 90")) == "90, 30"
    assert checked_leads([0]) == (0,)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "at least one"), ("ninety", "“ninety” is not"), ("-5", "not a number"), ("2000", "between 0 and 1,095"),
     ("٣", "not a number"), (", ".join(map(str, range(20))), "at most 12")],
)  # fmt: skip
def test_a_wrong_list_of_lead_times_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        read_leads(text)
