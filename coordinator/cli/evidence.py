"""The command that writes an evidence file, and checks an archive of one."""

import argparse
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, day, open_workspace, read_bytes
from coordinator.cli.output import say
from coordinator.errors import RuleBroken


def add_commands(commands: Any) -> None:
    what = (
        "Write everything on record about a person or a training, or check an archive of it. A check needs no database."
    )
    evidence = command(commands, "evidence", what, _evidence)
    subject = "such as 'Okafor, Dana R', an e-mail, 'Training 1', person:12 or training:3"
    evidence.add_argument("subject", nargs="?", metavar="PERSON-OR-TRAINING", help=subject)
    evidence.add_argument("--out", type=Path, metavar="FILE", help="a .pdf, or a .zip with every original")
    evidence.add_argument("--redacted", action="store_true", help="the file withholds what the rules say")
    evidence.add_argument("--as-of", type=day, metavar="DATE", help="as the records stood at the end of that day")
    evidence.add_argument("--check", type=Path, metavar="ZIP", help="check this archive instead")


def _evidence(args: argparse.Namespace) -> int:
    if args.check:
        return _check(args.check)
    if not args.subject or args.out is None:
        raise RuleBroken("Say of whom and where to: evidence PERSON-OR-TRAINING --out FILE. Or --check ZIP.")
    from coordinator.services.evidence import EvidenceForm, EvidenceRequest, subject_named
    from coordinator.services.evidence_archive import evidence_output
    from coordinator.services.papers import write_file

    ending = args.out.suffix.lower().removeprefix(".")
    if ending not in list(EvidenceForm):
        raise RuleBroken(f"{args.out.name} should end in .pdf or .zip, to say what is wanted.")
    with open_workspace(args, read_only=True) as workspace:
        request = EvidenceRequest(workspace.read(subject_named, args.subject), args.redacted, args.as_of)
        made = workspace.read(evidence_output, request, EvidenceForm(ending), workspace.clock.now())
    say(f"Written: {write_file(args.out.parent, args.out.name, made.data)}")
    if made.withheld:
        say(made.withheld)
    return 0


def _check(path: Path) -> int:
    from coordinator.services.evidence_check import check_archive

    found = check_archive(read_bytes(path))
    say(f"Evidence of {found.subject}, printed {found.printed}, audit trail {found.audit_head}.")
    say(f"SHA-256 of the manifest: {found.seal}")
    if found.faults:
        raise RuleBroken("\n".join(found.faults))
    all_of_them = (
        "The one file in it is as it was" if found.files == 1 else f"All {found.files:,} files are as they were"
    )
    say(f"{all_of_them} put in.")
    if found.withheld:
        say(f"{found.withheld:,} originals were withheld; their hashes are in the manifest.")
    return 0
