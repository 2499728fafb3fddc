"""Commands that read files, and take them in."""

import argparse
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, day, open_workspace, read_bytes
from coordinator.cli.output import print_json, print_result, print_table, say


def add_commands(commands: Any) -> None:
    _add_demo(commands)
    _add_inspect(commands)
    _add_imports(commands)


def _add_demo(commands: Any) -> None:
    demo = command(commands, "demo", "Do the main job on the sample inputs, into a folder.", _demo)
    demo.add_argument("folder", type=Path, metavar="DIR")


def _add_inspect(commands: Any) -> None:
    what = "Say what the program reads in a nomination or attendance file, and how sure it is. Needs no database."
    inspect = command(commands, "inspect", what, _inspect, as_json=True)
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--held-on", type=day, metavar="DATE", help="the day of the training, for doubtful dates")


def _add_imports(commands: Any) -> None:
    nominations = command(
        commands, "import-nominations", "Take a nomination file in.", _import_nominations, as_json=True
    )
    nominations.add_argument("file", type=Path, metavar="FILE")
    nominations.add_argument("--tasking", required=True, metavar="NUMBER")
    nominations.add_argument("--office", metavar="CODE", help="the office that sent it; else found in the file's name")
    attendance = command(
        commands, "import-attendance", "Take a meeting tool's report in.", _import_attendance, as_json=True
    )
    attendance.add_argument("file", type=Path, metavar="FILE")
    attendance.add_argument("--training", required=True, type=int, metavar="ID")


def _demo(args: argparse.Namespace) -> int:
    from coordinator.services.demo import run_demo

    report = run_demo(args.folder)
    print_table(("what", "result"), report.table())
    say(f"Database: {report.database}")
    return 0


def _inspect(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import inspect_file

    found = inspect_file(args.file.name, read_bytes(args.file), held_on=args.held_on)
    if args.json:
        print_json(found.plain())
    else:
        for line in found.lines():
            say(line)
    return 0


def _import_nominations(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import import_nomination_file

    with open_workspace(args) as workspace:
        result = import_nomination_file(workspace, args.tasking, args.office, args.file.name, read_bytes(args.file))
    print_result(args, result)
    return 0


def _import_attendance(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import import_attendance_file

    with open_workspace(args) as workspace:
        result = import_attendance_file(workspace, args.training, args.file.name, read_bytes(args.file))
    print_result(args, result)
    return 0
