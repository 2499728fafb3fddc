"""Prints a table of timings, each the best of some rounds, on databases in a temporary folder."""

import json
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import large_unit
from benchmarks.large_unit import BEFORE_THE_REST_CAME, HOLDERS, PEOPLE, TODAY
from benchmarks.timing import best, heading, row, stopped
from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Designee
from coordinator.services.nominations import ReceivedFile, import_nominations
from coordinator.services.taskings import set_quotas
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.compliance import compliance
from coordinator.views.forecast import seat_forecast
from coordinator.views.gates import standings
from coordinator.views.license_proposals import license_proposals
from coordinator.views.readiness import Scope, readiness
from coordinator.views.roster import designee_detail, designees
from tests import builders

Rows = list[tuple[Any, ...]]


def certificates() -> None:
    facts = CertificateFacts(
        "CEIU-FRS-2026-0042", "Dana R. Okafor", "Special Agent, SAC Denver", "Platform Overview and Best Practices",
        "C3-VT-101", TODAY, "1.5", "Virtual, instructor-led", "Cyber Crimes Center", "Child Exploitation Unit",
        "", "Program Manager", "V. Hale", TODAY,
    )  # fmt: skip
    render_certificate(facts)
    row("one certificate, drawn", best(lambda: render_certificate(facts), 30))


def small_unit(folder: Path) -> None:
    with Workspace.create(folder / "small.db", actor="benchmark") as workspace:
        builders.selected(workspace)
        row("one small change, committed and synced", best(lambda: builders.an_agreement(workspace), 1))
        row("compliance of a small unit, now", best(lambda: workspace.read(compliance, None, workspace.clock.now())))


def reading(folder: Path) -> None:
    workspace = large_unit.build(folder / "reading.db")
    raw = sqlite3.connect(workspace.path)
    now = workspace.clock.now()
    people = best(lambda: raw.execute("SELECT * FROM designee").fetchall())
    held = best(lambda: _read(raw, "license", "acknowledgment", "seat", "nomination"))
    holders = range(1, HOLDERS + 1)
    row(f"roster of {PEOPLE:,}: every row with its gates", best(lambda: workspace.read(designees, TODAY)), people)
    row(f"gates of all {PEOPLE:,}", best(lambda: workspace.read(standings, TODAY)), held)
    row(f"gates of {HOLDERS:,} license holders", best(lambda: workspace.read(standings, TODAY, holders)), held)
    row(f"compliance of {HOLDERS:,} licenses, now", best(lambda: workspace.read(compliance, None, now)), held)
    past = best(lambda: workspace.read(compliance, BEFORE_THE_REST_CAME, now))
    row(f"the same as of a day before {PEOPLE - HOLDERS:,} people were added", past, held)
    row(f"readiness board of {HOLDERS:,} selected or licensed", best(lambda: workspace.read(readiness, TODAY)), held)
    everyone = best(lambda: workspace.read(readiness, TODAY, None, Scope.EVERYONE), 2)
    row(f"readiness board of all {PEOPLE:,}", everyone, people)
    row(f"licenses to decide on, of {HOLDERS:,}", best(lambda: workspace.read(license_proposals, TODAY)), held)
    row("forecast of the seats", best(lambda: workspace.read(seat_forecast, TODAY, 1)), held)
    row(f"one person of {PEOPLE:,} in detail", best(lambda: workspace.read(designee_detail, 4242, TODAY), 10))
    raw.close()
    workspace.close()


def _read(raw: sqlite3.Connection, *tables: str) -> None:
    for table in tables:
        raw.execute(f"SELECT * FROM {table}").fetchall()


def writing(folder: Path) -> None:
    inserted: list[float] = []
    committed: list[float] = []
    for number in range(3):
        with Workspace.create(folder / f"writing{number}.db", actor="benchmark") as workspace:
            empty = folder / f"empty{number}.db"
            shutil.copy(workspace.path, empty)
            workspace.change(_insert_people, inserted, committed)
    raw = sqlite3.connect(workspace.path)
    rows = raw.execute("SELECT * FROM designee").fetchall()
    raw.close()
    row(f"insert {PEOPLE:,} people, recorded", min(inserted), best(lambda: _rolled_back(empty, designee=rows)))
    row("commit them with the audit entry", min(committed), best(lambda: zlib.compress(json.dumps(rows).encode(), 1)))


def _insert_people(uow: UnitOfWork, inserted: list[float], committed: list[float]) -> None:
    rows = large_unit.people(0, PEOPLE)
    with stopped(inserted):
        uow.insert_rows(Designee, rows)
    uow.describe("Add people")
    with stopped(committed):
        uow.commit("add_people")


def _rolled_back(path: Path, **tables: Rows) -> None:
    """The rows inserted by the driver alone."""
    raw = _driver(path)
    for table, rows in tables.items():
        raw.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    raw.execute("ROLLBACK")
    raw.close()


def _taken_back(path: Path, packed: bytes, tables: Iterable[str]) -> None:
    """The rows unpacked, read, removed and packed again by the driver and the standard library alone."""
    rows = json.loads(zlib.decompress(packed))
    raw = _driver(path)
    for table in tables:
        raw.execute(f"SELECT * FROM {table}").fetchall()
        raw.execute(f"DELETE FROM {table} WHERE id > 0")
    zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 1)
    raw.execute("ROLLBACK")
    raw.close()


def _packed(path: Path, tables: Iterable[str]) -> bytes:
    raw = _driver(path)
    rows = [raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    raw.close()
    return zlib.compress(json.dumps(rows).encode(), 1)


def _driver(path: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA foreign_keys = 1")
    raw.execute("PRAGMA cache_size = -65536")
    raw.execute("BEGIN IMMEDIATE")
    return raw


def importing(folder: Path) -> None:
    workspace = Workspace.create(folder / "import.db", actor="benchmark")
    tasking_id = builders.a_tasking(workspace)
    data = builders.nomination_csv([f"Person{n:06}, Alex" for n in range(PEOPLE)])
    row(f"read {PEOPLE:,} nominations from CSV", best(lambda: read_nominations(read_workbook("large.csv", data)), 1))
    content = read_nominations(read_workbook("large.csv", data))
    file = ReceivedFile("large.csv", data, datetime(2026, 10, 20, tzinfo=UTC))
    office = workspace.read(builders.office_id, "DEN")
    workspace.change(set_quotas, tasking_id, {office: PEOPLE})
    taken = best(lambda: workspace.change(import_nominations, tasking_id, office, file, content), 1)
    row(f"import {PEOPLE:,} nominations, one transaction with its audit entry", taken)
    row(f"roster of {PEOPLE:,}, all of them nominated", best(lambda: workspace.read(designees, TODAY)))
    copy = folder / "copy.db"
    shutil.copy(workspace.path, copy)
    tables = ("completion", "nomination", "designee")
    packed = _packed(copy, tables)
    floor = best(lambda: _taken_back(copy, packed, tables))
    undone: list[float] = []
    done_again: list[float] = []
    for _ in range(3):
        with stopped(undone):
            workspace.undo()
        with stopped(done_again):
            workspace.redo()
    row("undo that import", min(undone), floor)
    row("redo it", min(done_again))
    row("verify the audit trail", best(workspace.verify))
    row("close with a checked backup", best(workspace.close, 1))
    row("open with every check", best(lambda: Workspace.open(workspace.path, actor="benchmark").close()))


def main() -> None:
    heading()
    with tempfile.TemporaryDirectory() as folder:
        certificates()
        small_unit(Path(folder))
        reading(Path(folder))
        writing(Path(folder))
        importing(Path(folder))


main()
