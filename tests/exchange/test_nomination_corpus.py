"""Files in every odd form that an office has sent, or might: what is in them is read, and nothing else."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.exchange.nominations import Choices, NominationFile, mend, read_nominations
from coordinator.exchange.rejected_rows import rejected_csv, rejected_xlsx
from coordinator.exchange.spreadsheets import read_workbook
from tests.exchange.odd_files import ODD_FILES, TEXT_FILES, OddFile


def read(odd: OddFile) -> NominationFile:
    return read_nominations(read_workbook(odd.name, odd.data))


def test_the_corpus_is_large() -> None:
    assert len({odd.data for odd in ODD_FILES}) == len(ODD_FILES)
    assert len(ODD_FILES) >= 50


@pytest.mark.parametrize("odd", ODD_FILES, ids=lambda odd: odd.what)
def test_an_odd_file_is_read_for_what_is_in_it(odd: OddFile) -> None:
    file = read(odd)
    assert tuple((entry.name.display, entry.email) for entry in file.entries) == odd.people
    assert tuple(problem.kind.value for problem in file.problems) == odd.problems


@pytest.mark.parametrize("odd", ODD_FILES, ids=lambda odd: odd.what)
def test_reading_an_odd_file_again_gives_the_same(odd: OddFile) -> None:
    file = read(odd)
    assert file == read(odd)
    assert mend(file, {}).entries == file.entries


@settings(max_examples=150)
@given(st.sampled_from(TEXT_FILES), st.integers(0, 400), st.binary(max_size=6))
def test_a_damaged_file_is_read_or_refused(odd: OddFile, at: int, damage: bytes) -> None:
    data = odd.data[:at] + damage + odd.data[at + len(damage) :]
    with contextlib.suppress(FileRefused):
        _go_through(data)


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(FileRefused):
        _go_through(data)


def _go_through(data: bytes) -> None:
    file = read_nominations(read_workbook("list.csv", data), Choices())
    rows = [*(entry.key for entry in file.entries), *(problem.key for problem in file.problems)]
    assert all(1 <= row <= len(file.source.sheets[0].rows) for _, row in rows)
    assert rejected_csv(file)
    assert rejected_xlsx(file)
