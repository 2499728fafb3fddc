"""The same services without a window. Exit code 0, or a sentence on stderr and 1; 2 for a wrong call."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from coordinator.errors import CoordinatorError, RuleBroken

Handler = Callable[[argparse.Namespace], int]


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="coordinator", description="Training and license coordination. Without a command the window opens."
    )
    parser.add_argument("--database", type=Path, metavar="FILE", help="the database to work on")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_demo(commands)
    _add_inspect(commands)
    _add_imports(commands)
    _add_outputs(commands)
    _add_reading(commands)
    return parser


def _command(
    commands: Any, name: str, what: str, handler: Handler, *, as_json: bool = False
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
    # Also after the command, where people type it; SUPPRESS keeps a value given before it.
    command.add_argument(
        "--database", type=Path, metavar="FILE", default=argparse.SUPPRESS, help="the database to work on"
    )
    if as_json:
        command.add_argument("--json", action="store_true", help="print JSON instead of a table")
    command.set_defaults(handler=handler)
    return command


def _add_demo(commands: Any) -> None:
    demo = _command(commands, "demo", "Do the main job on the sample inputs, into a folder.", _demo)
    demo.add_argument("folder", type=Path, metavar="DIR")


def _add_inspect(commands: Any) -> None:
    what = "Say what the program reads in a nomination or attendance file, and how sure it is. Needs no database."
    inspect = _command(commands, "inspect", what, _inspect, as_json=True)
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--held-on", type=_day, metavar="DATE", help="the day of the training, for doubtful dates")


def _add_imports(commands: Any) -> None:
    nominations = _command(
        commands, "import-nominations", "Take a nomination file in.", _import_nominations, as_json=True
    )
    nominations.add_argument("file", type=Path, metavar="FILE")
    nominations.add_argument("--tasking", required=True, metavar="NUMBER")
    nominations.add_argument("--office", metavar="CODE", help="the office that sent it; else found in the file's name")
    attendance = _command(
        commands, "import-attendance", "Take a meeting tool's report in.", _import_attendance, as_json=True
    )
    attendance.add_argument("file", type=Path, metavar="FILE")
    attendance.add_argument("--training", required=True, type=int, metavar="ID")


def _add_outputs(commands: Any) -> None:
    lists = _command(commands, "attendance-list", "Write an attendance list or a sign-in sheet.", _attendance_list)
    lists.add_argument("--training", type=int, metavar="ID", help="of this training; else of all in the period")
    lists.add_argument("--office", default="", metavar="CODE", help="only people of this office")
    lists.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE", help="from this day on")
    lists.add_argument("--until", dest="last", type=date.fromisoformat, metavar="DATE", help="to this day")
    lists.add_argument("--columns", default="", metavar="NAMES", help="such as name,office,mark, in this order")
    lists.add_argument("--redacted", action="store_true", help="names and contact data replaced by their exemption")
    lists.add_argument("--format", choices=("csv", "xlsx", "pdf", "sign-in"), default="pdf")
    lists.add_argument("--out", required=True, type=Path, metavar="FILE")
    certificates = _command(
        commands, "issue-certificates", "Issue the certificates that are due.", _issue_certificates, as_json=True
    )
    certificates.add_argument("--training", required=True, type=int, metavar="ID")
    certificates.add_argument("--out", required=True, type=Path, metavar="DIR")
    licenses = _command(
        commands, "issue-licenses", "Issue licenses to all who are ready.", _issue_licenses, as_json=True
    )
    licenses.add_argument("--tasking", required=True, metavar="NUMBER")
    licenses.add_argument("--out", required=True, type=Path, metavar="DIR")


def _add_reading(commands: Any) -> None:
    compliance = _command(commands, "compliance", "Who holds a license, and on what basis.", _compliance, as_json=True)
    compliance.add_argument("--as-of", type=_day, metavar="DATE", help="as the records stood at the end of that day")
    _command(commands, "verify", "Check the audit trail.", _verify, as_json=True)
    lists = _command(commands, "list", "List what is on record.", _list, as_json=True)
    lists.add_argument("what", choices=("offices", "designees", "trainings", "licenses"))
    example = "office:DEN is:untrained score:>5 -ctr"
    lists.add_argument("--where", metavar="QUERY", help=f"designees only: whom the query means, such as '{example}'")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-11-04") from error


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


def _open(args: argparse.Namespace, *, read_only: bool = False) -> Any:
    from coordinator.services.workspace import Workspace

    if args.database is None:
        raise RuleBroken("Say which database: --database FILE.")
    return Workspace.open(args.database, actor=getpass.getuser(), read_only=read_only)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleBroken(f"{path} cannot be read ({error.strerror or error}).") from error


def _demo(args: argparse.Namespace) -> int:
    from coordinator.services.demo import run_demo

    report = run_demo(args.folder)
    _print_table(("what", "result"), report.table())
    _say(f"Database: {report.database}")
    return 0


def _inspect(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import inspect_file

    found = inspect_file(args.file.name, _read_bytes(args.file), held_on=args.held_on)
    if args.json:
        _print_json(found.plain())
    else:
        for line in found.lines():
            _say(line)
    return 0


def _import_nominations(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import import_nomination_file

    with _open(args) as workspace:
        result = import_nomination_file(workspace, args.tasking, args.office, args.file.name, _read_bytes(args.file))
    _print_result(args, result)
    return 0


def _import_attendance(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import import_attendance_file

    with _open(args) as workspace:
        result = import_attendance_file(workspace, args.training, args.file.name, _read_bytes(args.file))
    _print_result(args, result)
    return 0


def _attendance_list(args: argparse.Namespace) -> int:
    from coordinator.services.attendance_lists import ListFormat, ListRequest, attendance_list, columns_named
    from coordinator.services.papers import write_file
    from coordinator.views.attendance_lists import ListScope

    scope = ListScope(args.training, args.office.upper(), args.first, args.last)
    request = ListRequest(scope, ListFormat(args.format), columns_named(args.columns), args.redacted)
    with _open(args, read_only=True) as workspace:
        data = workspace.read(attendance_list, request, workspace.clock.now())
    _say(f"Written: {write_file(args.out.parent, args.out.name, data)}")
    return 0


def _issue_certificates(args: argparse.Namespace) -> int:
    from coordinator.services.certificates import issue_certificates
    from coordinator.services.papers import papers_numbered

    with _open(args) as workspace:
        batch, _ = workspace.change(issue_certificates, args.training)
        _save_all(args.out, workspace.read(papers_numbered, batch.made))
    _print_result(args, batch)
    return 0


def _issue_licenses(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import tasking_id
    from coordinator.services.licenses import issue_licenses
    from coordinator.services.papers import letters_of_licenses

    with _open(args) as workspace:
        batch, _ = workspace.change(issue_licenses, workspace.read(tasking_id, args.tasking))
        _save_all(args.out, workspace.read(letters_of_licenses, batch.made))
    _print_result(args, batch)
    return 0


def _save_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    from coordinator.services.papers import write_file

    for name, data in files:
        write_file(folder, name, data)


def _compliance(args: argparse.Namespace) -> int:
    from coordinator.views.compliance import compliance

    with _open(args, read_only=True) as workspace:
        rows = workspace.read(compliance, args.as_of, workspace.clock.now())
    if args.json:
        _print_json([_plain(row) | {"is_exception": row.is_exception, "basis": row.basis} for row in rows])
        return 0
    cells = [
        (r.license_number, r.name, r.office, r.state.value, r.issued_on.isoformat(), r.missing or "all gates")
        for r in rows
    ]
    _print_table(("license", "name", "office", "state", "issued", "gates"), cells)
    exceptions = sum(row.is_exception for row in rows)
    _say(f"{len(rows)} licenses held, {exceptions} without every gate.")
    return 0


def _verify(args: argparse.Namespace) -> int:
    with _open(args, read_only=True) as workspace:
        check = workspace.verify()
    if args.json:
        _print_json({"entries": check.entries, "fault": check.fault, "head": str(check.head)})
    elif check.fault is None:
        _say(f"The audit trail is unbroken: {check.entries} entries, head {check.head}.")
    if check.fault:
        raise RuleBroken(check.fault)
    return 0


def _list(args: argparse.Namespace) -> int:
    with _open(args, read_only=True) as workspace:
        rows = _rows_of(workspace, args.what, args.where)
    if args.json:
        _print_json([_plain(row) for row in rows])
    else:
        columns = COLUMNS[args.what]
        _print_table(columns, [[getattr(row, column) for column in columns] for row in rows])
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


def _print_result(args: argparse.Namespace, result: Any) -> None:
    if args.json:
        _print_json(_plain(result))
    else:
        _print_table(
            ("what", "result"), [(name.replace("_", " "), _words(value)) for name, value in _plain(result).items()]
        )


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(each) for name, each in asdict(value).items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple | frozenset) else value


def _print_json(value: Any) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2))


def _print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    for row in [list(columns), *cells]:
        _say("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: Any) -> str:
    plain = _plain(value)
    return "" if plain is None else " ".join(str(plain).split())


def _say(text: str) -> None:
    print(text)  # noqa: T201
