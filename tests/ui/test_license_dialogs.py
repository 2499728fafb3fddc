"""The dry runs and batches of licenses in real dialogs: issue, reserve, renew, transfer, and decide."""

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.agreements import set_allotments
from coordinator.services.designees import mark_departed
from coordinator.services.license_moves import move_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.licenses import licenses
from tests.conftest import StandingClock
from tests.license_unit import POOL, another_pool, issued, office, states
from tests.ui.licenses_desk import (  # noqa: F401
    Answers,
    a_desk,
    a_unit,
    settle,
    shown,
    some_answers,
    top,
    uncheck,
    words,
)
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.issue_licenses_dialog import IssueLicensesDialog
from ui.dialogs.proposals_dialog import ProposalsDialog
from ui.dialogs.renewal_dialog import RenewalDialog
from ui.dialogs.reserve_licenses_dialog import ReserveLicensesDialog
from ui.dialogs.transfer_dialog import TransferDialog
from ui.pages.licenses_page import LicensesPage

ISSUED, RETURNED, SUSPENDED = LicenseState.ISSUED, LicenseState.RETURNED, LicenseState.SUSPENDED
TODAY = date(2026, 11, 12)
NEW_POOL = "70CMSD27P00000002"


def issuing(qtbot: QtBot, page: LicensesPage) -> IssueLicensesDialog:
    page.licenses.verbs.issue_action.trigger()
    settle(qtbot, page.desk)
    assert isinstance(page.dialog, IssueLicensesDialog)
    return page.dialog


def hand_out(qtbot: QtBot, desk: Desk, page: LicensesPage) -> None:
    """The letters that were issued go into a folder, a file for each."""
    output = page.licenses.letters.dialog
    assert output is not None
    output.go.click()
    settle(qtbot, desk)


def groups(dialog: IssueLicensesDialog | RenewalDialog) -> dict[str, list[str]]:
    """What stands in the way, with the lines below it."""
    lines = {}
    for head in top(dialog.people.left_out):
        children = (head.child(place) for place in range(head.childCount()))
        lines[head.text(0)] = [child.text(0) for child in children if child is not None]
    return lines


def served(dialog: IssueLicensesDialog | RenewalDialog) -> list[str]:
    return [item.text(0) for item in top(dialog.people.served)]


def test_the_dry_run_shows_who_is_served_and_by_what_the_others_are_held_back(
    qtbot: QtBot, desk: Desk, workspace: Workspace, unit: None
) -> None:
    issued(workspace, [1])
    workspace.change(mark_departed, [3], TODAY)
    dialog = issuing(qtbot, shown(qtbot, desk))
    first = dialog.people.served.topLevelItem(0)
    assert first is not None
    assert first.text(3) == "Selected, PTA, Memorandum, trained, active"
    assert dialog.sentence.text() == "3 licenses from 70CMSD26P00000001; no seat stays free; 3 letters."
    assert [label.text() for label in dialog.pool.words] == ["1 in use", "3 now", "0 stay free"]
    assert dialog.pool.bar.pieces == (1, 3, 0)
    left = groups(dialog)
    assert list(left) == [
        "The pool has no free seat  (2)",
        "Not yet: Active employee  (1)",
        "Hold a license already  (1)",
    ]
    assert left["Not yet: Active employee  (1)"] == ["Next: Return the license", "Lindqvist, Per"]
    assert "88 min" in dialog.people.evidence.text()
    assert unnamed(dialog) == []
    dialog.reject()


def test_a_seat_that_is_given_up_goes_to_the_next_in_line(
    qtbot: QtBot, desk: Desk, workspace: Workspace, unit: None
) -> None:
    dialog = issuing(qtbot, shown(qtbot, desk))
    before = served(dialog)
    assert (len(before), dialog.go.text()) == (4, "Issue 4 licenses")
    dialog.people.served.setFocus()
    QTest.keyClick(dialog.people.served, Qt.Key.Key_Space)
    settle(qtbot, desk)
    assert len(served(dialog)) == 5
    assert set(before) < set(served(dialog))
    assert dialog.people.served_title.text() == "WILL BE ISSUED  4"
    assert dialog.go.text() == "Issue 4 licenses"
    dialog.check_none.click()
    settle(qtbot, desk)
    dialog.check_none.click()
    settle(qtbot, desk)
    assert dialog.sentence.text() == "Nobody can be issued a license now. On the right is what each of them needs."
    assert not dialog.go.isEnabled()
    dialog.check_all.click()
    settle(qtbot, desk)
    assert dialog.go.isEnabled()
    dialog.reject()


def test_going_over_a_share_is_offered_only_where_one_holds_somebody_back(
    qtbot: QtBot, desk: Desk, workspace: Workspace, unit: None
) -> None:
    page = shown(qtbot, desk)
    dialog = issuing(qtbot, page)
    assert dialog.over_share.isHidden()
    dialog.reject()
    workspace.change(set_allotments, POOL, {office(workspace, "DEN"): 1})
    dialog = issuing(qtbot, page)
    assert dialog.pool.shares == ["DEN 0 → 1 of 1", "Not allotted 0 → 3 of 3"]
    assert dialog.sentence.text().startswith("4 licenses")
    dialog.reject()
    workspace.change(set_allotments, POOL, {office(workspace, "DEN"): 1, office(workspace, "SEA"): 1})
    dialog = issuing(qtbot, page)
    assert dialog.sentence.text() == "2 licenses from 70CMSD26P00000001; 2 seats stay free; 2 letters."
    assert {"The share of DEN is used up  (3)", "The share of SEA is used up  (2)"} <= groups(dialog).keys()
    dialog.over_share.click()
    settle(qtbot, desk)
    assert dialog.sentence.text().startswith("4 licenses")
    whys = [item.text(3) for item in top(dialog.people.served)]
    assert sum(why.startswith("Over the share of") for why in whys) == 2
    dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [ISSUED] * 4


def test_licenses_are_issued_to_those_checked_and_their_letters_saved(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, tmp_path: Path, unit: None
) -> None:
    answers.into = tmp_path / "letters"
    page = shown(qtbot, desk)
    dialog = issuing(qtbot, page)
    for item in top(dialog.people.served)[:4]:
        uncheck(item)
    settle(qtbot, desk)
    assert dialog.sentence.text() == "3 licenses from 70CMSD26P00000001; 1 seat stays free; 3 letters."
    dialog.look.click()
    settle(qtbot, desk)
    assert dialog.preview is not None
    assert dialog.preview.view.pages == 2
    dialog.preview.accept()
    dialog.go.click()
    assert dialog.cancel.text() == "Stop"
    assert not dialog.people.isEnabled()
    settle(qtbot, desk)
    hand_out(qtbot, desk, page)
    assert answers.said == ["Issued 3 licenses", "Saved 3 files in letters"]
    assert len(list(answers.into.glob("*.pdf"))) == 3
    assert page.header.subtitle.text() == "3 active of 3 licenses"


def test_without_an_agreement_in_force_nothing_can_be_issued(
    qtbot: QtBot, desk: Desk, clock: StandingClock, unit: None
) -> None:
    clock.move_to(datetime(2027, 10, 5, 12, 0, tzinfo=UTC))
    page = shown(qtbot, desk)
    dialog = issuing(qtbot, page)
    assert "No agreement for this product is in force today" in dialog.sentence.text()
    assert not dialog.go.isEnabled()
    dialog.reject()
    page.licenses.verbs.reserve()
    settle(qtbot, desk)
    assert isinstance(page.dialog, ReserveLicensesDialog)
    assert page.dialog.what.text() == "No agreement for this product is in force today. Add one first."
    page.dialog.reject()


def test_seats_are_held_for_those_who_are_checked(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None
) -> None:
    issued(workspace, [1])
    workspace.change(set_allotments, POOL, {office(workspace, "SEA"): 1})
    page = shown(qtbot, desk)
    page.licenses.verbs.reserve_action.trigger()
    settle(qtbot, desk)
    dialog = page.dialog
    assert isinstance(dialog, ReserveLicensesDialog)
    assert unnamed(dialog) == []
    assert dialog.ids == []
    assert dialog.items[-1].text(3) == "Already holds an active license"
    of_seattle = [item for item in dialog.items if item.text(1) == "SEA"]
    for item in of_seattle[:2]:
        item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.what.text().endswith("the share of SEA, 1 of the pool, is used up.")
    assert not dialog.go.isEnabled()
    dialog.over_share.click()
    assert dialog.what.text() == "2 seats of 70CMSD26P00000001 reserved; 1 seat stays free. No letter yet."
    dialog.go.click()
    settle(qtbot, desk)
    assert answers.said == ["Reserved 2 seats [Undo]"]
    assert states(workspace) == [ISSUED, LicenseState.RESERVED, LicenseState.RESERVED]


def test_a_license_is_transferred_to_somebody_ready_who_is_found_by_name(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None
) -> None:
    ids = issued(workspace, [1, 5])
    workspace.change(mark_departed, [6], TODAY)
    workspace.change(set_allotments, POOL, {office(workspace, "DEN"): 1, office(workspace, "SEA"): 1})
    page = shown(qtbot, desk)
    page.licenses.grid.select_ids(ids[:1])
    page.licenses.verbs.transfer_action.trigger()
    settle(qtbot, desk)
    dialog = page.dialog
    assert isinstance(dialog, TransferDialog)
    assert unnamed(dialog) == []
    assert {row.person.name for row in dialog.people.rows_model.rows} == {
        "Reyes, Marisol", "Lindqvist, Per", "Brandvold, Tom", "Novak, Petra",
    }  # fmt: skip
    dialog.reason.setText("Moved to other duties")
    QTest.keyClicks(dialog.search, "petra")
    assert dialog.go.text() == "Transfer to Novak, Petra"
    assert dialog.share.text() == "The share of SEA, 1 of the pool, is used up."
    assert not dialog.go.isEnabled()
    dialog.search.setText("reyes")
    assert dialog.over_share.isHidden()
    assert dialog.go.isEnabled()
    dialog.go.click()
    settle(qtbot, desk)
    assert answers.said == ["Transferred CEIU-LIC-2026-0001 to Reyes, Marisol as CEIU-LIC-2026-0003"]
    assert states(workspace) == [RETURNED, ISSUED, ISSUED]


def test_licenses_are_carried_over_to_the_agreement_that_is_picked(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, unit: None
) -> None:
    issued(workspace, [1, 2, 5])
    workspace.change(move_licenses, [2], LicenseMove.SUSPEND, "On leave")
    another_pool(workspace, 2)
    page = shown(qtbot, desk)
    page.licenses.verbs.renew_action.trigger()
    settle(qtbot, desk)
    dialog = page.dialog
    assert isinstance(dialog, RenewalDialog)
    dialog.choice.setCurrentIndex(dialog.choice.findText(NEW_POOL, Qt.MatchFlag.MatchStartsWith))
    settle(qtbot, desk)
    assert unnamed(dialog) == []
    assert served(dialog) == ["Okafor, Dana R", "Haddad, Samir"]
    assert groups(dialog) == {"The license is suspended  (1)": ["Only one that is issued is renewed", "Reyes, Marisol"]}
    assert [label.text() for label in dialog.pool.words] == ["0 in use", "2 now", "0 stay free"]
    assert dialog.sentence.text().startswith(f"2 licenses carried over to {NEW_POOL} until")
    dialog.go.click()
    settle(qtbot, desk)
    assert answers.said == ["Renewed 2 licenses"]
    row = next(row for row in workspace.read(licenses) if row.follows == "CEIU-LIC-2026-0001")
    assert (row.contract_number, row.state) == (NEW_POOL, ISSUED)


def test_what_is_proposed_is_decided_by_one_key_and_carried_out_in_one_step(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, clock: StandingClock, tmp_path: Path, unit: None
) -> None:
    issued(workspace, [1, 2, 5])
    clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
    workspace.change(mark_departed, [1, 2, 5], date(2026, 11, 18))
    answers.into = tmp_path / "letters"
    page = shown(qtbot, desk)
    assert "3 licenses need a decision." in words(page.licenses.decide_banner)
    page.licenses.verbs.decide_action.trigger()
    settle(qtbot, desk)
    dialog = page.dialog
    assert isinstance(dialog, ProposalsDialog)
    assert unnamed(dialog) == []
    assert dialog.heading.text() == "3 licenses need a decision"
    assert dialog.summary.text() == "3 returned. 3 letters. This is one step, and cannot be undone."
    grid = dialog.grid
    grid.select_ids([1])
    QTest.keyClick(grid, Qt.Key.Key_S)
    grid.select_ids([2])
    QTest.keyClick(grid, Qt.Key.Key_E)
    assert dialog.said.text() == "Expire is not possible for Reyes, Marisol"
    QTest.keyClick(grid, Qt.Key.Key_Space)
    moves = {row.id: row.move for row in dialog.rows}
    assert moves == {1: LicenseMove.SUSPEND, 2: None, 3: LicenseMove.RETURN}
    dialog.leave_all.click()
    assert not dialog.go.isEnabled()
    dialog.all_proposed.click()
    grid.select_ids([2])
    dialog.verbs[None].click()
    model = grid.rows_model
    place = model.place_of(1)
    assert place is not None
    model.setData(model.index(place, 5), "revoke")
    model.setData(model.index(place, 6), "")
    assert dialog.summary.text() == "Write down the reason for Okafor, Dana R."
    model.setData(model.index(place, 6), "Left without a word")
    assert dialog.summary.text().startswith("1 returned, 1 revoked; 1 stays as it is. 2 letters.")
    dialog.go.click()
    settle(qtbot, desk)
    assert states(workspace) == [LicenseState.REVOKED, ISSUED, RETURNED]
    hand_out(qtbot, desk, page)
    assert answers.said == ["Carried out 2 moves", "Saved 2 files in letters"]
    assert workspace.history()[0] is None
    assert "1 license needs a decision." in words(page.licenses.decide_banner)
