"""Commands that only read what is on record."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, day, open_workspace
from coordinator.cli.output import plain, print_json, print_table, say
from coordinator.errors import RuleBroken


def add_commands(commands: Any) -> None:
    compliance = command(commands, "compliance", "Who holds a license, and on what basis.", _compliance, as_json=True)
    compliance.add_argument("--as-of", type=day, metavar="DATE", help="as the records stood at the end of that day")
    compliance.add_argument("--out", type=Path, metavar="FILE", help="write the report: a .pdf, or an .xlsx")
    compliance.add_argument("--redacted", action="store_true", help="the file withholds what the rules say")
    what = "Write on what basis a license was held, with every gate and its proof, as a PDF."
    evidence = command(commands, "license-evidence", what, _license_evidence)
    evidence.add_argument("number", metavar="NUMBER", help="of the license")
    evidence.add_argument("--as-of", type=day, metavar="DATE", help="as the records stood at the end of that day")
    evidence.add_argument("--redacted", action="store_true", help="the file withholds what the rules say")
    evidence.add_argument("--out", required=True, type=Path, metavar="FILE")
    command(commands, "verify", "Check the audit trail.", _verify, as_json=True)
    lists = command(commands, "list", "List what is on record.", _list, as_json=True)
    lists.add_argument("what", choices=("offices", "designees", "trainings", "licenses"))
    example = "office:DEN is:untrained score:>5 -ctr"
    lists.add_argument("--where", metavar="QUERY", help=f"designees only: whom the query means, such as '{example}'")


def _compliance(args: argparse.Namespace) -> int:
    from coordinator.views.compliance import compliance

    with open_workspace(args, read_only=True) as workspace:
        rows = workspace.read(compliance, args.as_of, workspace.clock.now())
        if args.out:
            _write_compliance(workspace, args)
    if args.json:
        print_json([plain(row) | {"is_exception": row.is_exception, "basis": row.basis} for row in rows])
        return 0
    cells = [
        (r.license_number, r.name, r.office, r.state.value, r.issued_on.isoformat(), r.missing or "all gates")
        for r in rows
    ]
    print_table(("license", "name", "office", "state", "issued", "gates"), cells)
    exceptions = sum(row.is_exception for row in rows)
    say(f"{len(rows)} licenses held, {exceptions} without every gate.")
    return 0


def _write_compliance(workspace: Any, args: argparse.Namespace) -> None:
    from coordinator.services.compliance_papers import compliance_report, compliance_workbook
    from coordinator.services.inspection import unit_today
    from coordinator.services.papers import write_file

    papers = {".pdf": compliance_report, ".xlsx": compliance_workbook}
    paper = papers.get(args.out.suffix.lower())
    if paper is None:
        raise RuleBroken(f"{args.out.name} should end in .pdf or .xlsx, to say what is wanted.")
    now = workspace.clock.now()
    _, data = workspace.read(paper, args.as_of or unit_today(workspace), now, is_redacted=args.redacted)
    write_file(args.out.parent, args.out.name, data)


def _license_evidence(args: argparse.Namespace) -> int:
    from coordinator.services.license_evidence import license_evidence
    from coordinator.services.papers import write_file
    from coordinator.views.licenses import licenses

    with open_workspace(args, read_only=True) as workspace:
        found = next((row.id for row in workspace.read(licenses) if row.number == args.number.upper()), None)
        if found is None:
            raise RuleBroken(f"No license has the number {args.number}.")
        now = workspace.clock.now()
        _, data = workspace.read(license_evidence, found, args.as_of, now, is_redacted=args.redacted)
    say(f"Written: {write_file(args.out.parent, args.out.name, data)}")
    return 0


def _verify(args: argparse.Namespace) -> int:
    with open_workspace(args, read_only=True) as workspace:
        check = workspace.verify()
    if args.json:
        print_json({"entries": check.entries, "fault": check.fault, "head": str(check.head)})
    elif check.fault is None:
        say(f"The audit trail is unbroken: {check.entries} entries, head {check.head}.")
    if check.fault:
        raise RuleBroken(check.fault)
    return 0


def _list(args: argparse.Namespace) -> int:
    with open_workspace(args, read_only=True) as workspace:
        rows = _rows_of(workspace, args.what, args.where)
    if args.json:
        print_json([plain(row) for row in rows])
    else:
        columns = COLUMNS[args.what]
        print_table(columns, [[getattr(row, column) for column in columns] for row in rows])
    return 0


COLUMNS: dict[str, tuple[str, ...]] = {
    "offices": ("code", "name", "time_zone", "people"),
    "designees": ("id", "name", "office", "position", "nomination", "rank", "next_action", "license"),
    "trainings": ("id", "title", "local_start", "state", "taken", "capacity", "waiting", "present", "certificates"),
    "licenses": ("number", "name", "office", "state", "issued_on", "valid_until", "letter"),
}


def _rows_of(workspace: Any, what: str, where: str | None) -> Sequence[Any]:
    from coordinator.services.inspection import unit_today
    from coordinator.views.licenses import licenses
    from coordinator.views.offices import offices
    from coordinator.views.trainings import trainings

    if what == "designees":
        return _designees(workspace, unit_today(workspace), where)
    if where is not None:
        raise RuleBroken("--where goes with designees: list designees --where QUERY.")
    views: dict[str, Any] = {"offices": offices, "trainings": trainings, "licenses": licenses}
    return list(workspace.read(views[what]))


def _designees(workspace: Any, today: date, where: str | None) -> Sequence[Any]:
    from coordinator.views.roster import designees
    from coordinator.views.roster_query import check_query, matching

    if where is None:
        return list(workspace.read(designees, today))
    check_query(where)
    return matching(workspace.read(designees, today), where, today)
