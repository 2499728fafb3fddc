"""The same services without a window. Exit code 0, or a sentence on stderr and 1; 2 for a wrong call."""

import argparse
import sys
from pathlib import Path

from coordinator.cli import evidence, handing_out, proof, reading, signing, taking_in, verifying
from coordinator.cli.command import Handler
from coordinator.errors import CoordinatorError


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="coordinator", description="Training and license coordination. Without a command the window opens."
    )
    parser.add_argument("--database", type=Path, metavar="FILE", help="the database to work on")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for part in (taking_in, handing_out, signing, evidence, proof, verifying, reading):
        part.add_commands(commands)
    return parser


def run(args: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    try:
        handler: Handler = args.handler
        return handler(args)
    except CoordinatorError as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        sys.stderr.close()
        return 0
