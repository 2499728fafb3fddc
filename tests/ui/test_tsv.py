"""Blocks of cells as Excel and LibreOffice put them on the clipboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.models.tsv import clean, read_tsv, write_tsv


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("one", [["one"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\rb\r", [["a"], ["b"]]),
        ('"two\r\nlines"\tx\r\n', [["two lines", "x"]]),
        ('"a\ttab"\t"a ""quote"""\n', [["a tab", 'a "quote"']]),
        ('5" pipe\t"hello" he said\n', [['5" pipe', '"hello" he said']]),
        ('"never closed\tx\n', [['"never closed', "x"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\t\n", [["", ""]]),
        ('""\n', [[""]]),
        ("  spaced  out \n", [["spaced out"]]),
        ("'=SUM(A1)\t'-cmd\t'tis\n", [["=SUM(A1)", "-cmd", "'tis"]]),
    ],
)
def test_a_block_is_read_cell_by_cell(text: str, cells: list[list[str]]) -> None:
    assert read_tsv(text) == cells


_TEXT = st.text(alphabet="ab =+-@'\"1\t\r\n(", max_size=12)


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=4), max_size=4))
def test_nothing_that_is_written_is_a_formula_or_breaks_the_block(lines: list[list[str]]) -> None:
    written = write_tsv(lines)
    rows = [row.split("\t") for row in written.split("\n")[:-1]]
    assert [len(row) for row in rows] == [len(line) for line in lines]
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row)


_PLAIN = st.text(alphabet="ab =+-@1(.", max_size=10).map(lambda text: " ".join(text.split()))


@given(st.lists(st.lists(_PLAIN, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_copied_comes_back_when_it_is_pasted(lines: list[list[str]]) -> None:
    assert read_tsv(write_tsv(lines)) == lines


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(cell == " ".join(cell.split()) or cell[:1] in "=+-@" for line in read_tsv(text) for cell in line)


def test_a_phone_number_is_no_formula() -> None:
    assert clean("+1 303 555-0100") == "+1 303 555-0100"
    assert clean("-2+3+cmd|' /C calc'!A0").startswith("'")
