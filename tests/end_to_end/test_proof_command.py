"""The commands that write what is given out to those who check documents, on a real database."""

import argparse
from pathlib import Path

import pytest

from coordinator.cli import proof
from coordinator.errors import RuleBroken
from coordinator.rules.key_list import read_keys
from coordinator.rules.revocation_list import read_list, signed_bytes
from coordinator.store.keys import is_signed


def run(database: Path, *typed: object) -> int:
    parser = argparse.ArgumentParser()
    parser.set_defaults(database=database)
    proof.add_commands(parser.add_subparsers())
    args = parser.parse_args([str(each) for each in typed])
    return int(args.handler(args))


def test_what_is_given_out_belongs_together(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = database.parent / "given out"
    with pytest.raises(RuleBroken, match="No document with a code was issued yet"):
        run(database, "checking-page", "--out", folder / "check.html")
    files = {"revocation-list": "list.jsonl", "checking-page": "check.html", "public-keys": "keys.json"}
    for name, file in files.items():
        assert run(database, name, "--out", folder / file) == 0
        assert capsys.readouterr().out == f"Written: {folder / file}\n"
    assert sorted(path.name for path in folder.iterdir()) == sorted(files.values())
    made = read_list((folder / "list.jsonl").read_bytes())
    (key,) = read_keys((folder / "keys.json").read_bytes()).keys
    assert made.key_id == key.id
    assert is_signed(key.public_key, made.signature, signed_bytes(made.key_id, made.content))
    assert key.public_key in (folder / "check.html").read_text(encoding="utf-8")
