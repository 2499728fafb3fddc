"""The command that says whether a document is genuine, with the database or with what a unit hands out to everybody."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, open_workspace, read_bytes
from coordinator.cli.output import plain, print_json, say
from coordinator.errors import RuleBroken


def add_commands(commands: Any) -> None:
    what = "Say whether a document is genuine. Ends with 0 for what is genuine and in force, else with 1."
    verify = command(commands, "verify-document", what, _verify_document, as_json=True)
    verify.add_argument("file", metavar="FILE", help="a PDF, a scan, a photograph or the text of a code; - reads it")
    verify.add_argument("--keys", type=Path, metavar="FILE", help="public keys of the unit, instead of a database")
    verify.add_argument("--revocations", type=Path, metavar="FILE", help="with --keys: the list of revocations")


def _verify_document(args: argparse.Namespace) -> int:
    from coordinator.rules.verification import Verdict

    if args.revocations and not args.keys:
        raise RuleBroken("A list of revocations is for checking without the database: give --keys, too.")
    name, data = _taken(args.file)
    found = _away(args, name, data) if args.keys else _by_the_database(args, name, data)
    if args.json:
        print_json(plain(found))
    else:
        _print(found)
    return 0 if found.verdict is Verdict.GENUINE else 1


def _taken(file: str) -> tuple[str, bytes]:
    from coordinator.exchange.scanned_code import MOST_BYTES

    return (
        ("Input", sys.stdin.buffer.read(MOST_BYTES + 1)) if file == "-" else (Path(file).name, read_bytes(Path(file)))
    )


def _by_the_database(args: argparse.Namespace, name: str, data: bytes) -> Any:
    from coordinator.services.verification import verify_file

    with open_workspace(args, read_only=True) as workspace:
        return workspace.read(verify_file, name, data)


def _away(args: argparse.Namespace, name: str, data: bytes) -> Any:
    from coordinator.rules.key_list import read_keys
    from coordinator.services.verification import believed_list, verify_file_away

    keys = read_keys(read_bytes(args.keys))
    gone = believed_list(read_bytes(args.revocations), keys) if args.revocations else None
    return verify_file_away(name, data, keys, gone, datetime.now(UTC))


def _print(found: Any) -> None:
    say(f"{found.verdict.capitalize()}: {found.source}")
    for note in found.notes:
        say(note)
    for check in found.papers:
        judged = check.judgment
        if len(found.papers) > 1:
            say(f"\nPage {check.page}, {judged.verdict}")
        for sentence in judged.sentences:
            say(sentence)
        for label, value in judged.facts:
            say(f"  {label:<12}{value}")
    for signature in found.signatures:
        say(signature.sentence)
