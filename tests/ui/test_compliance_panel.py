"""Compliance in the window: any day, exceptions first, the proof of each gate one click away, papers saved."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.redaction import PersonalField
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.redaction_rules import set_redaction_rule
from coordinator.services.workspace import Workspace
from tests import builders
from tests.conftest import StandingClock
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.pages.reports_page import ReportsPage
from ui.runner import Runner
from ui.style import Look


class Saving(Messages):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self._folder / suggested

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self._folder


@pytest.fixture
def went() -> list[tuple[str, object]]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, runner: Runner, look: Look, actions: Actions, workspace: Workspace, clock: StandingClock,
    tmp_path: Path, went: list[tuple[str, object]],
) -> ReportsPage:  # fmt: skip
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    workspace.change(issue_licenses, builders.ready(workspace))
    workspace.change(move_licenses, [1], LicenseMove.SUSPEND, "Inquiry")

    def go(name: str, target: object) -> None:
        went.append((name, target))

    desk = Desk(runner, Saving(tmp_path / "saved"), look, actions, go, lambda *_: None, "America/New_York")
    made = ReportsPage(desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.compliance.grid.rows_model.total == 5)
    return made


def test_any_day_is_answered_and_today_goes_on(qtbot: QtBot, page: ReportsPage, clock: StandingClock) -> None:
    panel = page.compliance
    assert "5 licenses were active" in panel.verdict.text()
    assert "every holder met every gate" in panel.verdict.text()
    panel.open(date(2026, 11, 11))
    qtbot.waitUntil(lambda: panel.grid.rows_model.total == 0)
    assert panel.verdict.text().startswith("No license was active")
    assert not panel.report_action.isEnabled()
    page.open("suspended")
    qtbot.waitUntil(lambda: len(panel.grid.rows_model.rows) == 1)
    clock.move_to(datetime(2026, 11, 14, 15, tzinfo=UTC))
    panel.reload()
    assert panel.day == date(2026, 11, 14)
    panel.open(date(2026, 11, 13))
    clock.move_to(datetime(2026, 11, 15, 15, tzinfo=UTC))
    panel.reload()
    assert panel.day == date(2026, 11, 13)


def test_the_proof_of_a_gate_is_a_click_away(page: ReportsPage, went: list[tuple[str, object]]) -> None:
    panel = page.compliance
    panel.grid.select_ids([2])
    links = {link.accessibleName(): link for link in panel.pane.links}
    links["Open the training: Virtual training attended"].click()
    links["Open the document: PTA acknowledged"].click()
    panel.person_action.trigger()
    assert went == [
        ("Trainings", 1),
        ("Documents", ("version", 1)),
        ("Roster", panel.grid.selected_rows()[0].designee_id),
    ]


def test_the_report_the_workbook_and_the_evidence_are_saved(
    qtbot: QtBot, page: ReportsPage, workspace: Workspace, tmp_path: Path
) -> None:
    panel, folder = page.compliance, tmp_path / "saved"
    workspace.change(set_redaction_rule, PersonalField.LICENSE, "(b)(6)", True)
    panel.report_action.trigger()
    panel.workbook_action.trigger()
    panel.grid.select_ids([2, 3])
    panel.evidence_action.trigger()
    panel.redacted.click()
    panel.report_action.trigger()
    panel.evidence_action.trigger()
    qtbot.waitUntil(lambda: folder.is_dir() and len(list(folder.glob("[!.]*.*"))) == 7, timeout=10_000)
    names = {path.name for path in folder.iterdir()}
    assert sorted(Path(name).suffix for name in names) == [*[".pdf"] * 6, ".xlsx"]
    # Two whose numbers are withheld do not write over each other.
    assert {f"{name} 2026-11-12{end}" for name, end in (
        ("Compliance redacted", ".pdf"), ("Withheld redacted", ".pdf"), ("Withheld redacted", " (2).pdf"),
    )} < names  # fmt: skip
