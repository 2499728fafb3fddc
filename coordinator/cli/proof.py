"""Commands that write what is given out to those who check documents."""

import argparse
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, open_workspace
from coordinator.cli.output import say


def add_commands(commands: Any) -> None:
    given_out = (
        ("revocation-list", "Write the signed list of the papers that count no longer.", _revocation_list),
        ("checking-page", "Write the page that checks codes in any browser, without network.", _checking_page),
        ("public-keys", "Write the public keys that documents are checked with.", _public_keys),
    )
    for name, what, handler in given_out:
        command(commands, name, what, handler).add_argument("--out", required=True, type=Path, metavar="FILE")


def _revocation_list(args: argparse.Namespace) -> int:
    from coordinator.services.revocations import make_revocation_list

    # Signing may make the first key, which is a change.
    with open_workspace(args) as workspace:
        data, _ = workspace.change(make_revocation_list)
    return _written(args.out, data)


def _checking_page(args: argparse.Namespace) -> int:
    from coordinator.services.checking_page import checking_page

    with open_workspace(args, read_only=True) as workspace:
        data = workspace.read(checking_page, workspace.clock.now())
    return _written(args.out, data)


def _public_keys(args: argparse.Namespace) -> int:
    from coordinator.services.checking_page import keys_file

    with open_workspace(args, read_only=True) as workspace:
        data = workspace.read(keys_file)
    return _written(args.out, data)


def _written(out: Path, data: bytes) -> int:
    from coordinator.services.papers import write_file

    say(f"Written: {write_file(out.parent, out.name, data)}")
    return 0
