"""Times that the clocks skip or repeat, and the moment that is meant."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coordinator.rules.clock_changes import clock_change


def wall(text: str, zone: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (
            wall("2027-03-14T02:30", "America/New_York"),
            "The clocks go forward over 2:30 AM; it does not exist on that day. 3:30 AM EDT (UTC-04) is meant.",
        ),
        (
            wall("2026-11-01T01:30", "America/New_York"),
            "The clocks go back over 1:30 AM; it comes twice. The first one is meant, EDT (UTC-04).",
        ),
        (
            wall("2026-11-01T01:30", "America/New_York", fold=1),
            "The clocks go back over 1:30 AM; it comes twice. The second one is meant, EST (UTC-05).",
        ),
        (
            wall("2027-04-04T01:45", "Australia/Lord_Howe"),
            "The clocks go back over 1:45 AM; it comes twice. The first one is meant, UTC+11.",
        ),
        (
            wall("2027-04-04T01:45", "Australia/Lord_Howe", fold=1),
            "The clocks go back over 1:45 AM; it comes twice. The second one is meant, UTC+10:30.",
        ),
        (wall("2026-11-01T02:00", "America/New_York"), None),
        (wall("2027-03-14T02:30", "America/Phoenix"), None),
    ],
)
def test_a_doubtful_time_is_said_with_the_offset_that_is_meant(at: datetime, sentence: str | None) -> None:
    assert clock_change(at) == sentence


@pytest.mark.parametrize("zone", ["America/New_York", "America/Denver", "America/Anchorage", "Pacific/Guam"])
def test_a_time_is_doubtful_exactly_when_it_is_not_the_only_one(zone: str) -> None:
    """Counted the other way round, on both days of change of ten years: how many moments show this time on the wall."""
    for year in range(2021, 2031):
        for sunday in (_sunday(year, 3, 8), _sunday(year, 11, 1)):
            moments = [sunday.replace(tzinfo=UTC) + timedelta(minutes=30 * n) for n in range(-24, 36)]
            shown = Counter(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in moments)
            for at in (sunday + timedelta(minutes=30 * n) for n in range(8)):
                assert (clock_change(at.replace(tzinfo=ZoneInfo(zone))) is None) == (shown[at] == 1), at


def _sunday(year: int, month: int, day: int) -> datetime:
    """The first Sunday from that day on, at midnight on the wall."""
    from_day = datetime(year, month, day, tzinfo=UTC).replace(tzinfo=None)
    return from_day + timedelta(days=6 - from_day.weekday())
