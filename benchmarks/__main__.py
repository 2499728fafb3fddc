"""Prints a table of timings, each the median of several rounds, on a database in a temporary folder."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.services.nominations import ReceivedFile, import_nominations
from coordinator.services.taskings import set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.compliance import compliance
from coordinator.views.roster import designees
from tests import builders

PEOPLE = 100_000
TODAY = date(2026, 11, 12)


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds, median of the rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def row(what: str, seconds: float) -> None:
    figure = f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
    print(f"| {what} | {figure} |")


def certificates() -> None:
    facts = CertificateFacts(
        "CEIU-FRS-2026-0042", "Dana R. Okafor", "Special Agent, SAC Denver", "Platform Overview and Best Practices",
        "C3-VT-101", TODAY, "1.5", "Virtual, instructor-led", "Cyber Crimes Center", "Child Exploitation Unit",
        "", "Program Manager", "V. Hale", TODAY,
    )  # fmt: skip
    render_certificate(facts)
    row("one certificate, drawn", timed(lambda: render_certificate(facts), 30))


def large_roster(folder: Path) -> None:
    workspace = Workspace.create(folder / "large.db", actor="benchmark")
    tasking_id = builders.a_tasking(workspace)
    names = [f"Person{n:06}, Alex" for n in range(PEOPLE)]
    data = builders.nomination_csv(names)
    start = time.perf_counter()
    content = read_nominations(read_workbook("large.csv", data))
    row(f"read {PEOPLE:,} nominations from CSV", time.perf_counter() - start)
    file = ReceivedFile("large.csv", data, datetime(2026, 10, 20, tzinfo=UTC))
    office = workspace.read(builders.office_id, "DEN")
    workspace.change(set_quotas, tasking_id, {office: PEOPLE})
    start = time.perf_counter()
    workspace.change(import_nominations, tasking_id, office, file, content)
    row(f"import {PEOPLE:,} nominations, one transaction with its audit entry", time.perf_counter() - start)
    row(f"roster of {PEOPLE:,} people with gates", timed(lambda: workspace.read(designees, TODAY)))
    start = time.perf_counter()
    workspace.undo()
    row(f"undo that import of {PEOPLE:,} people and nominations", time.perf_counter() - start)
    row("verify the audit trail", timed(workspace.verify))
    start = time.perf_counter()
    workspace.close()
    row("close with a checked backup", time.perf_counter() - start)
    row("open with every check", timed(lambda: Workspace.open(workspace.path, actor="benchmark").close()))


def unit(folder: Path) -> None:
    workspace = Workspace.create(folder / "unit.db", actor="benchmark")
    builders.selected(workspace)
    row("one small change, committed and synced", timed(lambda: builders.an_agreement(workspace), 1))
    row("compliance of a unit, now", timed(lambda: workspace.read(compliance, None, workspace.clock.now()), 10))
    workspace.close()


def main() -> None:
    print("| what | time |\n|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        certificates()
        unit(Path(folder))
        large_roster(Path(folder))


main()
