"""Reports of every product, generation, language and encoding, beside what a careful person reads in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator import errors
from coordinator.exchange.attendance_reports import read_report
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.inspection import inspect_file

CORPUS = Path(__file__).parent / "attendance_corpus"
EXPECTED = sorted(CORPUS.glob("*.json"))
KEYS = ("kind", "product", "generation", "started", "ended", "time_zone_known", "people", "problems")


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_report_of_the_corpus_reads_as_it_was_written_down_by_hand(path: Path) -> None:
    expected: dict[str, Any] = json.loads(path.read_text("utf-8"))
    data = (CORPUS / path.stem).read_bytes()
    held_on = date.fromisoformat(expected.pop("held_on")) if "held_on" in expected else None
    if "refused" in expected:
        with pytest.raises(getattr(errors, expected["refused"]), match=r"\.$") as refusal:
            read_report(read_workbook(path.stem, data))
        assert refusal.typename == expected["refused"]
        return
    plain = inspect_file(path.stem, data, held_on=held_on).plain()
    assert {key: plain[key] for key in KEYS} == expected
    assert inspect_file(path.stem, data, held_on=held_on).plain() == plain


def test_every_file_of_the_corpus_has_its_expectation() -> None:
    files = {path.name for path in CORPUS.iterdir()} - {path.name for path in EXPECTED}
    assert files == {path.stem for path in EXPECTED}
    assert len(files) > 60
