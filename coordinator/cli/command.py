"""What every command has: its database, files that it reads and writes, days."""

import argparse
import getpass
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from coordinator.errors import RuleBroken

Handler = Callable[[argparse.Namespace], int]


def command(commands: Any, name: str, what: str, handler: Handler, *, as_json: bool = False) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    # Also after the command, where people type it; SUPPRESS keeps a value given before it.
    command.add_argument(
        "--database", type=Path, metavar="FILE", default=argparse.SUPPRESS, help="the database to work on"
    )
    if as_json:
        command.add_argument("--json", action="store_true", help="print JSON instead of a table")
    command.set_defaults(handler=handler)
    return command


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-11-04") from error


def open_workspace(args: argparse.Namespace, *, read_only: bool = False) -> Any:
    from coordinator.services.workspace import Workspace

    if args.database is None:
        raise RuleBroken("Say which database: --database FILE.")
    return Workspace.open(args.database, actor=getpass.getuser(), read_only=read_only)


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken(f"{path} cannot be read ({error.strerror or error}).") from error


def save_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    from coordinator.services.papers import write_file

    for name, data in files:
        write_file(folder, name, data)
