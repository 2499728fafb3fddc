"""The Licenses page with a real database: what waits, one license in full, moves, letters, and its tabs."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.designees import mark_departed
from coordinator.services.license_moves import move_licenses
from coordinator.services.license_successors import transfer_license
from coordinator.services.workspace import Workspace
from tests.conftest import StandingClock
from tests.license_unit import TASKING, issued, states
from tests.ui.licenses_desk import Answers, a_desk, a_unit, settle, shown, some_answers, words  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.agreement_dialog import AgreementDialog
from ui.dialogs.issue_licenses_dialog import IssueLicensesDialog
from ui.dialogs.license_move_dialog import LicenseMoveDialog
from ui.dialogs.memo_fields import qdate
from ui.dialogs.proposals_dialog import ProposalsDialog
from ui.dialogs.renewal_dialog import RenewalDialog
from ui.pages.licenses_page import LicensesPage
from ui.widgets.letter_verbs import LetterVerbs

SUSPEND, RETURN, REVOKE = LicenseMove.SUSPEND, LicenseMove.RETURN, LicenseMove.REVOKE


def moving(page: LicensesPage, move: LicenseMove) -> LicenseMoveDialog:
    page.licenses.verbs.moves[move].trigger()
    assert isinstance(page.dialog, LicenseMoveDialog)
    return page.dialog


def possible(page: LicensesPage) -> set[LicenseMove]:
    return {move for move, action in page.licenses.verbs.moves.items() if action.isEnabled()}


def test_without_an_agreement_the_page_asks_for_one(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    page = shown(qtbot, desk)
    assert any("Add the agreement first" in text for text in words(page.licenses.grid))
    assert page.renew_button.isHidden()
    page.agreement_button.click()
    dialog = page.dialog
    assert isinstance(dialog, AgreementDialog)
    dialog.contract.setText("70CMSD26P00000001")
    dialog.ends.setDate(qdate(date(2027, 9, 30)))
    dialog.go.click()
    settle(qtbot, desk)
    assert answers.said == ["Added agreement 70CMSD26P00000001 [Undo]"]
    assert page.agreement_button.isHidden()
    assert not page.renew_button.isHidden()


def test_every_target_leads_to_its_tab_and_only_the_actions_of_that_tab_are_on(
    qtbot: QtBot, desk: Desk, answers: Answers, unit: None
) -> None:
    page = LicensesPage(desk)
    qtbot.addWidget(page)
    counts: list[str] = []
    page.count_changed.connect(counts.append)
    page.open("ready")
    page.show()
    settle(qtbot, desk)
    assert counts == ["7"]
    assert "7 people are ready for a license. 4 seats are free." in words(page.licenses.ready_banner)
    for target, dialog in (("ready", IssueLicensesDialog), ("proposals", ProposalsDialog), ("renewals", RenewalDialog)):
        page.open(target)
        settle(qtbot, desk)
        assert isinstance(page.dialog, dialog)
        assert unnamed(page.dialog) == []
        page.dialog.reject()
    page.open(("agreement", 1, ""))
    settle(qtbot, desk)
    assert page.tabs.stack.currentWidget() is page.agreements
    assert page.agreements.row is not None
    assert not page.licenses.verbs.issue_action.isEnabled()
    assert page.agreements.add_action.isEnabled()
    assert page.issue_button.isHidden()
    page.open("trial")
    assert page.tabs.stack.currentWidget() is page.trials
    assert page.search is page.trials.search
    page.open("reserved")
    assert page.tabs.stack.currentWidget() is page.licenses
    assert page.licenses.chips.key == "reserved"
    assert page.licenses.verbs.issue_action.isEnabled()
    assert unnamed(page) == unnamed(page.licenses.decide_banner)  # hidden, with nothing to say
    page.open("exceptions")
    assert answers.gone == [("Reports", "exceptions")]


def test_a_license_shows_gates_with_their_proof_and_every_move_with_its_letter(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = issued(workspace, [1])
    workspace.change(transfer_license, old, 2, "Moved to other duties")
    opened: list[Path] = []
    monkeypatch.setattr(LetterVerbs, "open_outside", lambda _verbs, path: opened.append(path))
    page = shown(qtbot, desk)
    page.open(old)
    settle(qtbot, desk)
    pane = page.licenses.pane
    assert "GATES TODAY" not in words(pane)  # it is closed
    assert pane.buttons.keys() == {"Open letter", "Evidence file…"}
    pane.links["Followed by license CEIU-LIC-2026-0002"].click()
    settle(qtbot, desk)
    said = words(pane)
    assert "Follows CEIU-LIC-2026-0001" in said
    assert "Issued: transferred from CEIU-LIC-2026-0001: Moved to other duties" in said
    assert list(pane.buttons) == ["Suspend…", "Return…", "Revoke…", "Transfer…", "Open letter", "Evidence file…"]
    for proof in ("Open the tasking: Nominated and selected", "Open the training: Virtual training attended"):
        pane.links[proof].click()
    pane.links["Show the holder on the roster"].click()
    assert answers.gone == [("Taskings", TASKING), ("Trainings", 1), ("Roster", 2)]
    next(link for name, link in pane.links.items() if name.startswith("Open letter of")).click()
    settle(qtbot, desk)
    page.licenses.letters.open_action.trigger()
    settle(qtbot, desk)
    assert [path.read_bytes()[:4] for path in opened] == [b"%PDF"] * 2
    assert unnamed(page) == unnamed(page.licenses.decide_banner)  # hidden, with nothing to say


def test_licenses_are_suspended_and_reinstated_with_a_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None
) -> None:
    issued(workspace, [1, 2])
    page = shown(qtbot, desk)
    page.licenses.grid.selectAll()
    assert list(page.licenses.pane.buttons) == [
        "Suspend…", "Return…", "Revoke…", "Renew licenses…", "Hand out letters…",
    ]  # fmt: skip
    dialog = moving(page, SUSPEND)
    settle(qtbot, desk)
    assert any("2 letters of suspension are issued. This cannot be undone." in text for text in words(dialog))
    assert "Lindqvist, Per (DEN)" not in " ".join(words(dialog))
    assert unnamed(dialog) == []
    assert not dialog.go.isEnabled()
    dialog.sentences[0].click()
    assert dialog.reason.text() == "On extended leave"
    dialog.reason.clear()
    QTest.keyClicks(dialog.reason, "On leave")
    dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.SUSPENDED] * 2
    assert answers.said == ["Suspended 2 licenses"]
    page.licenses.chips.choose("suspended")
    assert page.licenses.grid.rows_model.rowCount() == 2
    page.licenses.grid.selectAll()
    dialog = moving(page, LicenseMove.REINSTATE)
    dialog.reason.setText("Back from leave")
    dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.ISSUED] * 2


def test_a_return_is_dated_back_and_the_gate_that_is_missed_is_its_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock, unit: None
) -> None:
    ids = issued(workspace, [1, 2])
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    workspace.change(mark_departed, [1], date(2026, 11, 18))
    page = shown(qtbot, desk)
    page.open(ids[0])
    settle(qtbot, desk)
    dialog = moving(page, RETURN)
    settle(qtbot, desk)
    assert dialog.reason.text() == "Active employee: Departed 2026-11-18"
    assert dialog.on.minimumDate() == qdate(date(2026, 11, 12))
    assert dialog.on.maximumDate() == qdate(date(2026, 11, 20))
    dialog.on.setDate(qdate(date(2026, 11, 17)))
    dialog.go.click()
    settle(qtbot, desk)
    row = page.licenses.grid.selected_rows()[0]
    assert (row.state, row.ended_on) == (LicenseState.RETURNED, date(2026, 11, 17))


def test_what_is_illegal_for_one_of_the_selected_is_off(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock, unit: None
) -> None:
    ids = issued(workspace, [1, 2])
    workspace.change(move_licenses, ids[:1], SUSPEND, "On leave")
    page = shown(qtbot, desk)
    assert possible(page) == set()
    page.licenses.grid.selectAll()
    assert possible(page) == {RETURN, REVOKE}
    clock.move_to(datetime(2027, 10, 5, 12, tzinfo=UTC))
    page.refresh()
    settle(qtbot, desk)
    assert possible(page) == {RETURN, REVOKE, LicenseMove.EXPIRE}
    workspace.change(move_licenses, ids[:1], RETURN, "Left")
    page.refresh()
    settle(qtbot, desk)
    page.licenses.grid.select_ids(ids[:1])
    assert possible(page) == set()
    assert not page.licenses.verbs.transfer_action.isEnabled()


def test_a_refused_move_keeps_the_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None
) -> None:
    ids = issued(workspace, [1])
    workspace.change(move_licenses, ids, SUSPEND, "On leave")
    workspace.change(mark_departed, [1], date(2026, 11, 12))
    page = shown(qtbot, desk)
    page.open(ids[0])
    settle(qtbot, desk)
    page.licenses.pane.buttons["Reinstate…"].click()
    dialog = page.dialog
    assert isinstance(dialog, LicenseMoveDialog)
    dialog.reason.setText("Back")
    dialog.go.click()
    settle(qtbot, desk)
    assert "cannot be reinstated yet" in answers.refused[0]
    assert dialog.reason.text() == "Back"
    dialog.reject()


def test_letters_are_saved_and_licenses_that_end_soon_are_one_chip(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, clock: StandingClock, tmp_path: Path, unit: None
) -> None:
    issued(workspace, [1, 2])
    clock.move_to(datetime(2027, 9, 1, 12, 0, tzinfo=UTC))
    answers.into = tmp_path / "letters"
    page = shown(qtbot, desk)
    page.open("ending")
    assert page.licenses.grid.rows_model.rowCount() == 2
    page.licenses.grid.selectAll()
    page.licenses.letters.save_action.trigger()
    settle(qtbot, desk)
    output = page.licenses.letters.dialog
    assert output is not None
    output.go.click()
    settle(qtbot, desk)
    assert len(list(answers.into.glob("*.pdf"))) == 2
    assert answers.said == ["Saved 2 files in letters"]
    page.licenses.search.setText("Reyes")
    page.licenses.search.returnPressed.emit()
    assert [row.name for row in page.licenses.grid.selected_rows()] == ["Reyes, Marisol"]
    assert isinstance(page.search, QWidget)
