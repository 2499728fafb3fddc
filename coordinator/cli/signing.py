"""The command that signs issued papers. The passphrase or PIN is asked, or is the first line that comes in; never an
argument, which other programs could see.
"""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, open_workspace, save_all
from coordinator.cli.output import print_result
from coordinator.errors import RuleBroken
from coordinator.rules.signing import Card, CardContent, KeyFile, Signer


def add_commands(commands: Any) -> None:
    what = "Sign issued certificates and letters. The passphrase or PIN is asked, or is the first line that comes in."
    sign = command(commands, "sign-document", what, _sign_document, as_json=True)
    sign.add_argument("numbers", nargs="+", metavar="NUMBER", help="of a certificate or letter")
    way = sign.add_mutually_exclusive_group(required=True)
    way.add_argument("--key", type=Path, metavar="FILE", help="sign with this certificate file (.p12, .pfx)")
    way.add_argument("--card", type=Path, metavar="LIBRARY", help="sign with the card that this PKCS#11 library reads")
    sign.add_argument("--token", default="", metavar="LABEL", help="the card, where there are several")
    sign.add_argument("--out", required=True, type=Path, metavar="DIR", help="where the signed copies go")


def _sign_document(args: argparse.Namespace) -> int:
    from coordinator.services.papers import stored_file
    from coordinator.services.signatures import sign_documents
    from coordinator.views.signatures import papers_numbered, signed_files

    with open_workspace(args) as workspace:
        papers = workspace.read(papers_numbered, args.numbers)
        batch = sign_documents(workspace, papers, _signer(args))
        made = workspace.read(signed_files, batch.made)
        save_all(args.out, [workspace.read(stored_file, file_id) for file_id in made])
    print_result(args, batch)
    return 1 if batch.refused else 0


def _signer(args: argparse.Namespace) -> Signer:
    if args.key is not None:
        return KeyFile(args.key, _secret(f"Passphrase of {args.key.name}: "))
    content = _card(args)
    return Card(args.card, content.token, _secret(f"PIN of the card “{content.token.label}”: "))


def _card(args: argparse.Namespace) -> CardContent:
    from coordinator.services.signatures import certificates_on_cards

    found = certificates_on_cards(args.card)
    if found.problem:
        raise RuleBroken(found.problem)
    fitting = [each for each in found.cards if args.token in ("", each.token.label)]
    if len(fitting) != 1:
        labels = ", ".join(each.token.label for each in found.cards)
        raise RuleBroken(f"Say which card it is with --token. In the readers are: {labels}.")
    return fitting[0]


def _secret(prompt: str) -> str:
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
