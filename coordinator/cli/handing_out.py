"""Commands that issue papers and write files."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from coordinator.cli.command import command, open_workspace, save_all
from coordinator.cli.output import print_result, say
from coordinator.errors import RuleBroken


def add_commands(commands: Any) -> None:
    lists = command(commands, "attendance-list", "Write an attendance list or a sign-in sheet.", _attendance_list)
    lists.add_argument("--training", type=int, metavar="ID", help="of this training; else of all in the period")
    lists.add_argument("--office", default="", metavar="CODE", help="only people of this office")
    lists.add_argument("--from", dest="first", type=date.fromisoformat, metavar="DATE", help="from this day on")
    lists.add_argument("--until", dest="last", type=date.fromisoformat, metavar="DATE", help="to this day")
    lists.add_argument("--columns", default="", metavar="NAMES", help="such as name,office,mark, in this order")
    lists.add_argument("--redacted", action="store_true", help="names and contact data replaced by their exemption")
    lists.add_argument("--format", choices=("csv", "xlsx", "pdf", "sign-in"), default="pdf")
    lists.add_argument("--out", required=True, type=Path, metavar="FILE")
    certificates = command(
        commands, "issue-certificates", "Issue the certificates that are due.", _issue_certificates, as_json=True
    )
    certificates.add_argument("--training", required=True, type=int, metavar="ID")
    certificates.add_argument("--out", required=True, type=Path, metavar="DIR")
    licenses = command(
        commands, "issue-licenses", "Issue licenses to all who are ready.", _issue_licenses, as_json=True
    )
    licenses.add_argument("--tasking", required=True, metavar="NUMBER")
    licenses.add_argument("--out", required=True, type=Path, metavar="DIR")

    report = command(commands, "report", "Write a saved report.", _report)
    report.add_argument("name", help="its name as on the Reports page, such as “Licenses by office”")
    report.add_argument("--redacted", action="store_true", help="personal data replaced by its exemption")
    report.add_argument("--out", required=True, type=Path, metavar="FILE", help="ends with .xlsx, .csv or .pdf")


def _attendance_list(args: argparse.Namespace) -> int:
    from coordinator.services.attendance_lists import ListFormat, ListRequest, attendance_list, columns_named
    from coordinator.services.papers import write_file
    from coordinator.views.attendance_lists import ListScope

    scope = ListScope(args.training, args.office.upper(), args.first, args.last)
    request = ListRequest(scope, ListFormat(args.format), columns_named(args.columns), args.redacted)
    with open_workspace(args, read_only=True) as workspace:
        data = workspace.read(attendance_list, request, workspace.clock.now())
    say(f"Written: {write_file(args.out.parent, args.out.name, data)}")
    return 0


def _report(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import unit_today
    from coordinator.services.papers import write_file
    from coordinator.services.report_files import FileForm, report_file
    from coordinator.views.reports import reports

    known = {form.value for form in FileForm}
    form = args.out.suffix.lower().removeprefix(".")
    if form not in known:
        raise RuleBroken(f"{args.out.name} should end in .xlsx, .csv or .pdf, to say what is wanted.")
    with open_workspace(args, read_only=True) as workspace:
        saved = {each.definition.name.casefold(): each.definition for each in workspace.read(reports)}
        report = saved.get(args.name.casefold())
        if report is None:
            names = "; ".join(each.name for each in saved.values())
            raise RuleBroken(f"There is no report “{args.name}”. There are: {names}.")
        today = unit_today(workspace)
        _, data = workspace.read(report_file, report, today, FileForm(form), is_redacted=args.redacted)
    say(f"Written: {write_file(args.out.parent, args.out.name, data)}")
    return 0


def _issue_certificates(args: argparse.Namespace) -> int:
    from coordinator.services.certificates import issue_certificates
    from coordinator.services.papers import papers_numbered

    with open_workspace(args) as workspace:
        batch, _ = workspace.change(issue_certificates, args.training)
        save_all(args.out, workspace.read(papers_numbered, batch.made))
    print_result(args, batch)
    return 0


def _issue_licenses(args: argparse.Namespace) -> int:
    from coordinator.services.inspection import tasking_id
    from coordinator.services.licenses import issue_licenses
    from coordinator.services.papers import letters_of_licenses

    with open_workspace(args) as workspace:
        batch, _ = workspace.change(issue_licenses, workspace.read(tasking_id, args.tasking))
        save_all(args.out, workspace.read(letters_of_licenses, batch.made))
    print_result(args, batch)
    return 0
