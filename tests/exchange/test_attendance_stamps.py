from datetime import UTC, datetime, time, timedelta

import pytest

from coordinator.exchange.attendance_reports.durations import duration_of
from coordinator.exchange.attendance_reports.stamps import dating_of
from coordinator.exchange.spreadsheets import Cell

NBSP, NNBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def test_one_day_above_twelve_decides_for_the_whole_file() -> None:
    assert dating_of(["2/1/25, 1:00:00 pm", "13/1/25, 09:00:00"], [], None).order == "dmy"
    assert dating_of(["2/1/25 1:00", "1/13/25 9:00", "13/1/25 9:00"], [], None).order == "ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        f"5/13/2021, 1:00:05{NNBSP}PM",
        "5/13/21 13:00:05",
        "13/05/21, 13:00:05",
        "13/05/2021 à 13:00:05",
        "13.05.21 13:00:05",
        "2021/5/13 13:00:05",
        "05/13/2021 01:00:05 PM",
        "May 13, 2021 13:00:05",
        "2021-05-13T13:00:05",
        '="2021-05-13 13:00:05"',
    ],
)
def test_every_way_of_writing_a_moment_is_read(text: str) -> None:
    assert dating_of([text], [text], None).moment(text) == datetime.fromisoformat("2021-05-13 13:00:05")


def test_american_zone_abbreviations_and_offsets_are_known() -> None:
    for text in ("May 13, 2021 08:00 AM CDT", "2021-05-13T09:00:00.000-04:00", "2021-05-13T13:00Z"):
        assert dating_of([text], [text], None).moment(text) == datetime(2021, 5, 13, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("1h 54m", 6840),
        ("6m 15s", 375),
        ("22s", 22),
        (f"2{NBSP}h 44{NBSP}m", 9840),
        ("2 godz. 19 min 19 s", 8359),
        ("1 Std. 2 Min. 3 Sek.", 3723),
        ("44 mins", 2640),
        ("1 hr 2 min", 3720),
        ("0:44:10", 2650),
        ("1h 7s", 3607),
        ("12,5", 750),
        (12.5, 750),
        (65, 3900),
        (timedelta(hours=1), 3600),
        (time(1, 2, 3), 3723),
        ("", None),
        ("--", None),
        ("3 parsecs", None),
        (None, None),
        (-1, None),
        (float("nan"), None),
        ("1" * 99, None),
        (True, None),
    ],
)
def test_every_way_of_writing_a_duration_is_read(cell: Cell, seconds: int | None) -> None:
    assert duration_of(cell) == (None if seconds is None else timedelta(seconds=seconds))
