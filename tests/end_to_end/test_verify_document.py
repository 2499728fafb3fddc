"""The command that says whether a document is genuine, with the database and with public files alone."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import main
from coordinator.rules.key_list import keys_content
from coordinator.services.certificates import revoke_certificate
from coordinator.services.papers import papers_numbered
from coordinator.services.revocations import make_revocation_list
from coordinator.services.workspace import Workspace
from coordinator.views.signing_keys import known_keys
from tests.issued_papers import issued_papers_in
from tests.services.test_verification import FIRST, SECOND, code_of


@pytest.fixture
def folder(tmp_path: Path, empty_database: bytes) -> Path:
    """A database, two certificates of which one was revoked, keys, and a list of revocations."""
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    with Workspace.open(path, actor="J. Coordinator") as workspace:
        workspace.change(revoke_certificate, 2, "Issued to the wrong person.")
        for name, data in workspace.read(papers_numbered, (FIRST, SECOND)):
            (tmp_path / name).write_bytes(data)
        (tmp_path / "keys.json").write_bytes(keys_content(workspace.read(known_keys)))
        (tmp_path / "list.jsonl").write_bytes(workspace.change(make_revocation_list)[0])
        (tmp_path / "code.txt").write_text(code_of(workspace, FIRST))
        workspace._changed = False
    return tmp_path


def test_it_ends_with_0_only_for_what_is_genuine_and_in_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ("--database", str(folder / "unit.db"))
    assert main.main(["verify-document", str(folder / f"{FIRST}.pdf"), *database]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Genuine: {FIRST}.pdf\n")
    assert f"  Number      {FIRST}\n" in said
    assert main.main(["verify-document", str(folder / f"{SECOND}.pdf"), *database, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "revoked"
    assert main.main(["verify-document", str(folder / "keys.json"), *database]) == 1
    assert capsys.readouterr().out.startswith("No code: keys.json\n")


def test_it_needs_no_database_where_there_are_keys(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    away = ("--keys", str(folder / "keys.json"))
    code = (folder / "code.txt").read_bytes()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(code + b"\n")))
    assert main.main(["verify-document", "-", *away]) == 0
    assert "only the revocation list says" in capsys.readouterr().out
    revoked = str(folder / f"{SECOND}.pdf")
    assert main.main(["verify-document", revoked, *away]) == 0
    listed = ("--revocations", str(folder / "list.jsonl"))
    assert main.main(["verify-document", revoked, *away, *listed]) == 1
    assert f"{SECOND} was revoked on" in capsys.readouterr().out
    assert main.main(["verify-document", revoked, *listed]) == 1
    assert "give --keys, too" in capsys.readouterr().err
    assert main.main(["verify-document", revoked]) == 1
    assert "Say which database" in capsys.readouterr().err
