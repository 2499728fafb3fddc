"""The command that writes evidence files and checks archives, on a real database."""

import argparse
from pathlib import Path

import pytest

from coordinator.cli import evidence
from coordinator.errors import RuleBroken
from tests import evidence_unit as unit


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(unit.database_of_evidence(empty_database))
    return path


def run(database: Path | None, *typed: str) -> int:
    parser = argparse.ArgumentParser()
    parser.set_defaults(database=database)
    evidence.add_commands(parser.add_subparsers())
    args = parser.parse_args(["evidence", *typed])
    return int(args.handler(args))


def test_an_archive_is_written_and_checked_and_a_changed_one_is_found(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = database.parent / "okafor.zip"
    assert run(database, "okafor, dana r", "--out", str(out)) == 0
    assert run(None, "--check", str(out)) == 0
    said = capsys.readouterr().out
    assert f"Written: {out}" in said
    assert "Evidence of Okafor, Dana R, printed" in said
    assert "files are as they were put in" in said
    out.write_bytes(out.read_bytes().replace(unit.FORM, unit.FORM.replace(b"signed", b"forged")))
    with pytest.raises(RuleBroken, match=r"File 4 .* was changed"):
        run(None, "--check", str(out))


def test_a_redacted_pdf_says_how_much_was_withheld(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = database.parent / "training.pdf"
    assert run(database, "training:1", "--redacted", "--as-of", "2026-11-05", "--out", str(out)) == 0
    assert "Redacted: " in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("person:1",), "Say of whom and where to"),
        (("person:1", "--out", "a.txt"), "should end in .pdf or .zip"),
        (("person:99", "--out", "a.pdf"), "was not on record"),
    ],
)
def test_a_call_that_says_too_little_is_refused(database: Path, typed: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        run(database, *typed)
