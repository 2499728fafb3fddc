from datetime import date
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.attendance_reports import Field, read_report, report_table
from coordinator.exchange.spreadsheets import Cell, Sheet, Workbook, read_workbook

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["5/4/21, 9:00 AM", "4/5/2021 10:00", "9:30 PM", "May 5, 2021 9:00 CDT", "13/4/21 8:00"]),
    st.sampled_from(["2021-05-05T09:00-04:00", "2021-05-06T09:00:00Z", "31/12/2099 23:59", "12/31/2099 23:59"]),
    st.sampled_from(
        [
            "Jo",
            "jo@example.gov",
            "Joined",
            "Left",
            "Yes",
            "No",
            "(b)(6)",
            "1h 5m",
            "2. Participants",
            "9999999999 h",
            "--",
        ]
    ),
)
COLUMNS = """Name|Email|Join Time|Leave Time|Duration|User Action|Timestamp|Participant ID (UPN)|First Join|Attended
Name (Original Name)|In Waiting Room|date-created|date-end|participant-name|sco-id|Meeting Start Time|Meeting End Time
Meeting Date|UtcEventTimestamp|Connection Type|Meeting ID|First Name|Time joined|Time exited|Meeting Duration"""
HEADERS = st.lists(st.sampled_from(COLUMNS.replace("\n", "|").split("|")), min_size=2, max_size=8)
PEOPLE = st.lists(st.lists(CELLS, min_size=3, max_size=8), min_size=1, max_size=6)
BLOCKS = st.tuples(HEADERS, PEOPLE).map(lambda block: (("Name", "Join Time", *block[0]), *map(tuple, block[1])))


CORPUS = [
    path.read_bytes()
    for path in sorted((Path(__file__).parent / "attendance_corpus").iterdir())
    if path.suffix != ".json"
]


def refused(data: bytes) -> str | None:
    try:
        read_report(read_workbook("random.csv", data))
    except FileRefused as refusal:
        return str(refusal)
    return None


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: ("Name,Join Time\n" + text).encode("utf-8", "replace"))
)
def test_random_bytes_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    assert (refused(data) or "Read.").endswith(".")


NAMELESS = (("Name", "Join Time", "User Action", "Timestamp"), (None, "0", 0, None))


@settings(max_examples=200, deadline=None)
@example(blocks=[NAMELESS], held_on=None)
@given(st.lists(BLOCKS, min_size=1, max_size=3), st.none() | st.just(date(2021, 4, 5)))
def test_any_cells_below_a_header_are_read_and_no_time_is_made_up(
    blocks: list[tuple[tuple[Cell, ...], ...]], held_on: date | None
) -> None:
    first = (("Name", "Join Time"), ("Jo", "9:00 PM"))
    rows = first + tuple(row for block in blocks for row in block)
    workbook = Workbook("any.xlsx", "xlsx", None, None, (Sheet("1", False, rows),), "0", ())
    report = read_report(workbook, held_on=held_on)
    for who in report.participants:
        assert all(join <= leave for join, leave in who.intervals)
        assert who.minutes is None or who.minutes >= 0
        assert who.name or who.email or who.upn


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CORPUS), st.integers(0, 4000), st.integers(0, 4000), st.binary(max_size=6), st.booleans())
def test_a_cut_or_damaged_report_is_read_or_refused_in_a_sentence(
    data: bytes, first: int, last: int, put: bytes, swaps: bool
) -> None:
    at, end = sorted((first % len(data), last % len(data)))
    middle = data[at:end][::-1] if swaps else put
    assert (refused(data[:at] + middle + data[end:]) or "Read.").endswith(".")
    assert (refused(data[:at]) or "Read.").endswith(".")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6), st.lists(st.none() | st.sampled_from(Field), max_size=6))
def test_any_layout_of_any_cells_is_read_or_refused_in_a_sentence(
    rows: list[list[Cell]], layout: list[Field | None]
) -> None:
    workbook = Workbook("any.xlsx", "xlsx", None, None, (Sheet("1", False, tuple(map(tuple, rows))),), "0", ())
    table = report_table(workbook)
    assert table is None or len(table.columns) == max(len(row) for row in rows if len(row) == len(table.columns))
    assert (_refusal_of(workbook, layout) or "Read.").endswith(".")


def _refusal_of(workbook: Workbook, layout: list[Field | None]) -> str | None:
    try:
        read_report(workbook, layout=layout)
    except FileRefused as refusal:
        return str(refusal)
    return None
