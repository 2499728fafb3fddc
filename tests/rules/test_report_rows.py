"""Rows of a report in order, in groups and with totals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.report_rows import (
    Cell,
    ColumnKind,
    PlacedRow,
    ReportColumn,
    ReportGroup,
    ReportResult,
    ReportRow,
    cell_words,
    in_groups,
    in_order,
    totals,
)

COLUMNS = (ReportColumn("name", "Name", ColumnKind.TEXT), ReportColumn("seats", "Seats", ColumnKind.NUMBER, True))


def placed(number: int, sort: Cell, group: str = "", seats: int = 1) -> PlacedRow:
    return PlacedRow(ReportRow(number, (f"row {number}", seats), "Licenses", number), group, sort)


@pytest.mark.parametrize(
    ("cells", "ordered"),
    [
        (["b", "", "Á", "c"], ["Á", "b", "c", ""]),
        ([10, None, 9, -1], [-1, 9, 10, None]),
        ([date(2027, 1, 1), date(2026, 12, 31), None], [date(2026, 12, 31), date(2027, 1, 1), None]),
    ],
)
def test_rows_are_sorted_by_size_and_blanks_come_last_either_way(cells: list[Cell], ordered: list[Cell]) -> None:
    rows = [placed(number, cell) for number, cell in enumerate(cells)]
    assert [row.sort for row in in_order(rows, False)] == ordered
    filled = [cell for cell in ordered if cell not in (None, "")]
    assert [row.sort for row in in_order(rows, True)] == [*reversed(filled), ordered[-1]]


def test_groups_stand_by_their_names_and_that_without_one_last() -> None:
    rows = [placed(1, None, "Seattle"), placed(2, None, ""), placed(3, None, "Denver", 5), placed(4, None, "Denver")]
    groups = in_groups(rows, COLUMNS)
    assert [(group.title, len(group.rows), group.totals) for group in groups] == [
        ("Denver", 2, (None, 6)),
        ("Seattle", 1, (None, 1)),
        ("", 1, (None, 1)),
    ]


@given(st.lists(st.tuples(st.sampled_from(("", "Denver", "Seattle")), st.integers(-9, 9) | st.none())))
def test_no_row_is_lost_in_ordering_and_grouping_and_the_sums_agree(cells: list[tuple[str, int | None]]) -> None:
    rows = [placed(number, sort, group, sort or 0) for number, (group, sort) in enumerate(cells)]
    groups = in_groups(in_order(rows, False), COLUMNS)
    found = [row for group in groups for row in group.rows]
    assert sorted(row.id for row in found) == list(range(len(cells)))
    assert totals(found, COLUMNS) == (None, sum(sort or 0 for _, sort in cells))


def test_a_heading_says_how_many_there_are_and_what_they_add_up_to() -> None:
    group = in_groups([placed(1, None, "Denver", 1200), placed(2, None, "Denver", 34)], COLUMNS)[0]
    result = ReportResult(COLUMNS, (group,), group.totals, 2, "2 licenses.", "Office", "license", "licenses")
    assert result.heading(group) == "Denver  ·  2 licenses  ·  Seats 1,234"
    nameless = ReportGroup("", group.rows[:1], (None, 1200))
    assert result.heading(nameless) == "No office  ·  1 license  ·  Seats 1,200"


@pytest.mark.parametrize(
    ("cell", "words"),
    [(None, ""), (1234, "1,234"), (2.5, "2.5"), (3.0, "3"), (date(2026, 11, 12), "2026-11-12"), ("=1", "=1")],
)
def test_cells_are_said_as_files_have_them(cell: Cell, words: str) -> None:
    assert cell_words(cell) == words
