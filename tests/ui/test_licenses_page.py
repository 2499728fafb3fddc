"""The Licenses page with a real database: pools, the dry run, issuing, moves, and compliance on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.designees import mark_departed
from coordinator.services.licenses import issue_licenses, move_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.licenses import agreements, licenses
from tests import builders
from tests.conftest import StandingClock
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.agreement_dialog import AgreementDialog, SeatsDialog
from ui.dialogs.compliance_dialog import ComplianceDialog
from ui.dialogs.issue_licenses_dialog import NAME, STANDS, IssueLicensesDialog
from ui.dialogs.license_move_dialog import LicenseMoveDialog
from ui.dialogs.memo_fields import qdate
from ui.messages import Messages
from ui.pages.licenses_page import LicensesPage
from ui.runner import Runner
from ui.style import Look


@dataclass
class Heard:
    said: list[str] = field(default_factory=list)
    gone: list[tuple[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


class Answers(Messages):
    """Says yes, and where to."""

    def __init__(self) -> None:
        self.into: Path | None = None
        self.asked: list[str] = []

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return self.into is not None

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.into


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, heard: Heard, answers: Answers) -> Iterator[Desk]:
    runner, look = Runner(workspace), Look()
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(heard.refused.append)
    made = Desk(runner, answers, look, Actions(look), heard.go, heard.say, "America/New_York")
    yield made
    settle(qtbot, made)
    runner.close()
    assert crashes == []


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Until nothing is under way."""
    idle: Callable[[], bool] = lambda: not desk.runner.is_busy  # noqa: E731
    qtbot.waitUntil(idle)
    qtbot.wait(1)
    qtbot.waitUntil(idle)


def shown(qtbot: QtBot, desk: Desk) -> LicensesPage:
    page = LicensesPage(desk)
    qtbot.addWidget(page)
    page.resize(1232, 812)
    page.show()
    settle(qtbot, desk)
    return page


def issued(workspace: Workspace, how_many: int = 2) -> list[int]:
    """Licenses issued to the first of five who are ready."""
    tasking_id = builders.ready(workspace)
    people = workspace.read(builders.designee_ids)[:how_many]
    workspace.change(issue_licenses, tasking_id, people)
    return [row.id for row in workspace.read(licenses)]


def issuing(qtbot: QtBot, page: LicensesPage) -> IssueLicensesDialog:
    page.issue_action.trigger()
    settle(qtbot, page.desk)
    assert isinstance(page.dialog, IssueLicensesDialog)
    return page.dialog


def standing(dialog: IssueLicensesDialog) -> list[tuple[str, str]]:
    items = [dialog.people.topLevelItem(place) for place in range(dialog.people.topLevelItemCount())]
    return [(item.text(NAME), item.text(STANDS)) for item in items if item is not None]


def states(workspace: Workspace) -> list[LicenseState]:
    return [row.state for row in workspace.read(licenses)]


def texts(widget: QWidget) -> list[str]:
    return [str(child.property("text")) for child in widget.findChildren(QWidget) if child.property("text")]


# pools


def test_without_an_agreement_the_page_asks_for_one(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    page = shown(qtbot, desk)
    assert any("Add the agreement first" in text for text in texts(page.grid))
    page.agreement_button.click()
    dialog = page.dialog
    assert isinstance(dialog, AgreementDialog)
    assert not dialog.go.isEnabled()
    dialog.contract.setText("70CMSD26P00000001")
    dialog.seats.setValue(25)
    dialog.ends.setDate(qdate(date(2026, 1, 1)))
    assert not dialog.go.isEnabled()
    dialog.ends.setDate(qdate(date(2027, 9, 30)))
    dialog.go.click()
    settle(qtbot, desk)
    assert heard.said == ["Added agreement 70CMSD26P00000001 [Undo]"]
    card = next(iter(page.cards.cards.values()))
    assert card.used.text() == "0 of 25 used, 25 free"


def test_the_pool_is_resized_but_never_below_what_is_used(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    issued(workspace, 2)
    page = shown(qtbot, desk)
    card = next(iter(page.cards.cards.values()))
    assert card.used.text() == "2 of 10 used, 8 free"
    card.seats.click()
    assert isinstance(page.dialog, SeatsDialog)
    page.dialog.seats.setValue(1)
    assert page.dialog.seats.value() == 2
    page.dialog.go.click()
    settle(qtbot, desk)
    assert workspace.read(agreements)[0].seats == 2
    assert heard.said == ["Set 70CMSD26P00000001 to 2 seats [Undo]"]


# issuing


def test_the_dry_run_says_who_is_ready_and_who_is_not(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    builders.acknowledged(workspace)
    builders.attended(workspace, people[:4])
    builders.an_agreement(workspace, 3)
    dialog = issuing(qtbot, shown(qtbot, desk))
    assert dialog.summary.text().startswith("4 people are ready. 3 seats are free under 70CMSD26P00000001")
    stands = [text for _, text in standing(dialog)]
    assert stands == ["Ready"] * 3 + ["Ready, but the pool has no free seat left", "Attend the virtual training"]
    assert len(dialog.ids) == 3
    assert dialog.go.text() == "Issue 3 licenses"
    dialog.reject()


def test_more_than_the_pool_has_cannot_be_issued(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace, seats_bought=2)
    dialog = issuing(qtbot, shown(qtbot, desk))
    last = dialog.people.topLevelItem(4)
    assert last is not None
    last.setCheckState(NAME, Qt.CheckState.Checked)
    assert not dialog.go.isEnabled()
    assert dialog.chosen.text() == "3 checked, but only 2 seats are free"
    dialog.check_all.click()
    assert dialog.go.isEnabled()
    dialog.reject()


def test_licenses_are_issued_to_those_checked_and_their_letters_saved(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard, answers: Answers, tmp_path: Path
) -> None:
    builders.ready(workspace)
    answers.into = tmp_path / "letters"
    page = shown(qtbot, desk)
    dialog = issuing(qtbot, page)
    first = dialog.people.topLevelItem(0)
    assert first is not None
    first.setCheckState(NAME, Qt.CheckState.Unchecked)
    dialog.go.click()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.ISSUED] * 4
    assert answers.asked == ["Issued 4 licenses"]
    assert heard.said == ["Issued 4 licenses", "Saved 4 letters in letters"]
    assert len(list(answers.into.glob("*.pdf"))) == 4
    assert page.header.subtitle.text() == "4 active of 4 licenses"


def test_ready_people_are_announced_and_counted(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = LicensesPage(desk)
    qtbot.addWidget(page)
    counts: list[str] = []
    page.count_changed.connect(counts.append)
    page.open("ready")
    page.show()
    settle(qtbot, desk)
    assert counts == ["5"]
    assert "5 people are ready for a license. 10 seats are free." in texts(page.banner)
    assert isinstance(page.dialog, IssueLicensesDialog)
    page.dialog.reject()


def test_without_an_agreement_in_force_nothing_can_be_issued(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock
) -> None:
    builders.ready(workspace)
    clock.move_to(datetime(2027, 10, 5, 12, 0, tzinfo=UTC))
    dialog = issuing(qtbot, shown(qtbot, desk))
    assert "no agreement for this product is in force today" in dialog.summary.text()
    assert not dialog.go.isEnabled()
    dialog.reject()


# one license or several


def test_a_license_shows_its_basis_and_its_events(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    ids = issued(workspace)
    page = shown(qtbot, desk)
    page.open(ids[0])
    settle(qtbot, desk)
    said = texts(page.pane)
    assert "ISSUED ON THE BASIS OF" in said
    assert "Issued: all gates passed" in said
    assert list(page.pane.buttons) == ["Suspend…", "Return…", "Revoke…", "Expire…", "Open letter"]


def test_licenses_are_suspended_and_reinstated_with_a_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    issued(workspace)
    page = shown(qtbot, desk)
    page.grid.selectAll()
    page.moves[LicenseMove.SUSPEND].trigger()
    dialog = page.dialog
    assert isinstance(dialog, LicenseMoveDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.reason, "On leave")
    dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.SUSPENDED] * 2
    assert heard.said == ["Suspended 2 licenses"]
    page.chips.choose("suspended")
    assert page.grid.rows_model.rowCount() == 2
    page.grid.selectAll()
    page.moves[LicenseMove.REINSTATE].trigger()
    assert isinstance(page.dialog, LicenseMoveDialog)
    page.dialog.reason.setText("Back from leave")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.ISSUED] * 2


def test_what_is_illegal_for_one_of_the_selected_is_off(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    ids = issued(workspace)
    workspace.change(move_licenses, ids[:1], LicenseMove.SUSPEND, "On leave")
    page = shown(qtbot, desk)
    assert not any(action.isEnabled() for action in page.moves.values())
    page.grid.selectAll()
    enabled = {move for move, action in page.moves.items() if action.isEnabled()}
    assert enabled == {LicenseMove.RETURN, LicenseMove.REVOKE, LicenseMove.EXPIRE}
    workspace.change(move_licenses, ids[:1], LicenseMove.RETURN, "Left")
    page.refresh()
    settle(qtbot, desk)
    page.grid.select_ids(ids[:1])
    assert not any(action.isEnabled() for action in page.moves.values())


def test_a_refused_move_keeps_the_reason(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    ids = issued(workspace)
    workspace.change(move_licenses, ids[:1], LicenseMove.SUSPEND, "On leave")
    holder = next(row.designee_id for row in workspace.read(licenses) if row.id == ids[0])
    workspace.change(mark_departed, [holder], date(2026, 11, 10))
    page = shown(qtbot, desk)
    page.open(ids[0])
    settle(qtbot, desk)
    page.pane.buttons["Reinstate…"].click()
    assert isinstance(page.dialog, LicenseMoveDialog)
    page.dialog.reason.setText("Back")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert "cannot be reinstated yet" in heard.refused[0]
    assert page.dialog.reason.text() == "Back"
    page.dialog.reject()


def test_letters_are_opened_and_saved(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = issued(workspace)
    opened: list[Path] = []
    monkeypatch.setattr(LicensesPage, "open_outside", lambda _page, path: opened.append(path))
    page = shown(qtbot, desk)
    page.open(ids[0])
    page.open_action.trigger()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert opened[0].read_bytes().startswith(b"%PDF")
    answers.into = tmp_path
    page.grid.selectAll()
    page.save_action.trigger()
    settle(qtbot, desk)
    assert len(list(tmp_path.glob("*.pdf"))) == 2


def test_the_holder_is_shown_on_the_roster(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    ids = issued(workspace)
    page = shown(qtbot, desk)
    page.open(ids[0])
    settle(qtbot, desk)
    page.pane.holder_wanted.emit(page.grid.selected_rows()[0].designee_id)
    assert heard.gone == [("Roster", page.grid.selected_rows()[0].designee_id)]


def test_licenses_that_end_soon_are_one_chip(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock
) -> None:
    issued(workspace)
    clock.move_to(datetime(2027, 9, 1, 12, 0, tzinfo=UTC))
    page = shown(qtbot, desk)
    page.open("ending")
    assert page.grid.rows_model.rowCount() == 2
    card = next(iter(page.cards.cards.values()))
    assert card.ends.property("tone") == "caution"
    page.open(("agreement", card.row.id, ""))
    page.open("returned")
    assert page.grid.rows_model.rowCount() == 0


# compliance


def test_compliance_is_shown_for_any_day(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock, heard: Heard
) -> None:
    ids = issued(workspace)
    holder = next(row.designee_id for row in workspace.read(licenses) if row.id == ids[0])
    clock.move_to(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    workspace.change(mark_departed, [holder], date(2026, 11, 18))
    page = shown(qtbot, desk)
    page.open("exceptions")
    settle(qtbot, desk)
    dialog = page.dialog
    assert isinstance(dialog, ComplianceDialog)
    assert dialog.verdict.text() == "1 of 2 holders missed a gate."
    assert dialog.grid.rows_model.row_at(0).missing == "Active employee"
    dialog.as_of.setDate(qdate(date(2026, 11, 13)))
    settle(qtbot, desk)
    assert dialog.verdict.text() == "2 active licenses; every holder met every gate."
    dialog.as_of.setDate(qdate(date(2026, 11, 1)))
    settle(qtbot, desk)
    assert dialog.verdict.text() == "No license was active."
    assert not dialog.go.isEnabled()
    dialog.reject()
