"""Signing on the command line, where the passphrase comes in by itself and never as an argument."""

import io
from pathlib import Path

import pytest

import main
from coordinator.exchange.pdf_signature_check import check_signatures
from tests import signing_keys as keys
from tests.issued_papers import issued_papers_in


def test_papers_are_signed_and_their_copies_written(
    tmp_path: Path, empty_database: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database, out = tmp_path / "unit.db", tmp_path / "out"
    database.write_bytes(issued_papers_in(empty_database))
    key = keys.write_key_file(tmp_path / "office.p12", "P-256")
    numbers = ["CEIU-FRS-2026-0001", "CEIU-LTR-2026-0001"]

    def sign(secret: str, *more: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{secret}\n"))
        wanted = ["sign-document", *more, "--key", str(key), "--out", str(out), "--database", str(database)]
        return main.main(wanted)

    assert sign("not this", *numbers) == 1
    assert "does not open “office.p12”" in capsys.readouterr().err
    assert sign(keys.PASSPHRASE, "CEIU-FRS-2026-0999") == 1
    assert "has the number CEIU-FRS-2026-0999" in capsys.readouterr().err
    assert not out.exists()

    assert sign(keys.PASSPHRASE, *numbers) == 0
    assert numbers[0] in capsys.readouterr().out
    assert sorted(path.name for path in out.iterdir()) == [f"{number}-signed.pdf" for number in numbers]
    for path in out.iterdir():
        (check,) = check_signatures(path.read_bytes(), [keys.der(keys.office())])
        assert check.is_genuine
        assert check.is_trusted

    assert sign(keys.PASSPHRASE, numbers[0]) == 1
    assert "signed already" in capsys.readouterr().out
