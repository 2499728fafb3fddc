"""The Roster with a real database behind it: who is shown, what the pane says, and what can be done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import AcknowledgmentMethod, GateState, Position
from coordinator.services.certificates import issue_certificates
from coordinator.services.designees import mark_departed
from coordinator.services.saved_views import save_view
from coordinator.services.workspace import Workspace
from coordinator.views.roster import DesigneeDetail, designee_detail, designees
from coordinator.views.saved_views import saved_views
from tests import builders
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.acknowledge_dialog import METHODS, AcknowledgeDialog
from ui.dialogs.departed_dialog import DepartedDialog
from ui.dialogs.designee_dialog import DesigneeDialog
from ui.dialogs.duplicates_dialog import DuplicatesDialog
from ui.dialogs.memo_fields import qdate
from ui.dialogs.view_dialog import RenameViewDialog, SaveViewDialog
from ui.dialogs.waiver_dialog import WaiverDialog
from ui.messages import Messages
from ui.pages.roster_page import RosterPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.designee_pane import with_local_dates, zone_words

TODAY = date(2026, 11, 12)
SEATTLE = ("Nakamura-Bell, Aiko", "O’Dowd, Séan P.", "Petrosyan, Ani (CTR)")


@dataclass
class Heard:
    """What the page said and where it led."""

    said: list[str] = field(default_factory=list)
    gone: list[tuple[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


class Answers(Messages):
    """Nothing on this page asks by a box."""


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, heard: Heard) -> Iterator[Desk]:
    runner, look = Runner(workspace), Look()
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(heard.refused.append)
    made = Desk(runner, Answers(), look, Actions(look), heard.go, heard.say, "America/New_York")
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


def shown(qtbot: QtBot, desk: Desk) -> RosterPage:
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.resize(1232, 812)
    page.show()
    settle(qtbot, desk)
    return page


def two_offices(workspace: Workspace) -> int:
    """Denver is ready for licenses; Seattle was nominated later and waits for everything."""
    tasking_id = builders.ready(workspace)
    builders.nominated(workspace, tasking_id, "SEA", SEATTLE)
    return tasking_id


def names(page: RosterPage) -> list[str]:
    return [row.name for row in page.grid.rows_model.rows]


def choose(qtbot: QtBot, page: RosterPage, *wanted: str) -> None:
    ids = [row.id for row in page.grid.rows_model.rows if row.name.split(",")[0] in wanted]
    page.grid.select_ids(ids)
    settle(qtbot, page.desk)


def cell(page: RosterPage, row: int, title: str) -> str:
    titles = [column.title for column in page.grid.rows_model.columns]
    return str(page.grid.rows_model.index(row, titles.index(title)).data())


def detail_of(workspace: Workspace, name: str) -> DesigneeDetail:
    row = next(row for row in workspace.read(designees, TODAY) if row.name.startswith(name))
    found = workspace.read(designee_detail, row.id, TODAY)
    assert found is not None
    return found


def texts(widget: QWidget) -> list[str]:
    return [str(child.property("text")) for child in widget.findChildren(QWidget) if child.property("text")]


# what is shown


def test_an_empty_roster_says_where_people_come_from(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert any("Nobody is on the roster yet" in text for text in texts(page.grid))
    assert page.header.subtitle.text() == ""


def test_everyone_is_listed_with_rank_gates_seat_and_license(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    assert page.header.subtitle.text() == "8 people, 2 offices"
    assert names(page)[0] == "Brandvold, Tom"
    row = [cell(page, 0, title) for title in ("Office", "Position", "Rank", "Gates", "Seat", "License")]
    assert row == ["DEN", "Special Agent", "4 of 5", "5 / 5", "Training 1", "Ready"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("okafor", ["Okafor, Dana R"]),
        ("OFFICE:sea", ["Nakamura-Bell, Aiko", "O’Dowd, Séan P", "Petrosyan, Ani"]),
        ("office:seattle -ctr", ["Nakamura-Bell, Aiko", "O’Dowd, Séan P"]),
        ("is:contractor", ["Petrosyan, Ani"]),
        ("is:ready tom", ["Brandvold, Tom"]),
        ("odowd sean", ["O’Dowd, Séan P"]),
        ("is:untr -is:contr -name:aiko", ["O’Dowd, Séan P"]),
        ('office:"SAC Sea" is:pending position:agent -name:dowd -aiko', ["Petrosyan, Ani"]),
        ("is:nonsense", []),
    ],
)
def test_the_search_narrows_while_typing(
    qtbot: QtBot, desk: Desk, workspace: Workspace, typed: str, found: list[str]
) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    QTest.keyClicks(page.search, typed)
    assert names(page) == found


def test_chips_count_everyone_and_choose(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    assert [text for text in texts(page.filters.chips) if text.startswith(("All", "Ready", "Late"))] == [
        "All  8",
        "Ready  5",
        "Late  0",
    ]
    page.open("ready")
    assert len(names(page)) == 5
    page.open("office:SEA")
    assert len(names(page)) == 3
    assert page.filters.chips.key == "all"


def test_people_waiting_for_training_are_those_selected_who_did_not_attend(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    builders.acknowledged(workspace, people)
    builders.attended(workspace, people[:2])
    page = shown(qtbot, desk)
    page.open("training")
    assert len(names(page)) == 3
    assert cell(page, 0, "License") == "Waiting for training"


def saved(qtbot: QtBot, page: RosterPage, name: str, query: str) -> None:
    """Type a search and keep it, as a user would."""
    page.search.setText(query)
    page.view_verbs.save_action.trigger()
    assert isinstance(page.dialog, SaveViewDialog)
    page.dialog.name.setText(name)
    page.dialog.go.click()
    settle(qtbot, page.desk)
    settle(qtbot, page.desk)


def chip_texts(page: RosterPage) -> list[str]:
    return [text for text in texts(page.filters.chips) if text]


def test_a_search_is_kept_as_a_chip_that_counts(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    assert not page.view_verbs.save_action.isEnabled()
    assert page.view_verbs.save_button.isHidden()
    saved(qtbot, page, "Seattle", "office:SEA -ctr")
    assert heard.said == ["Saved the view “Seattle” [Undo]"]
    assert chip_texts(page)[-1] == "Seattle  2"
    assert page.filters.view is not None
    assert page.search.text() == ""
    assert names(page) == ["Nakamura-Bell, Aiko", "O’Dowd, Séan P"]
    desk.runner.change(mark_departed, [page.grid.rows_model.rows[0].id], TODAY)
    saved(qtbot, page, "Gone", "is:departed")
    assert chip_texts(page)[-2:] == ["Seattle  2", "Gone  1"]


def test_a_chip_and_the_search_are_kept_together(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    page.open("ready")
    saved(qtbot, page, "Ready O", "or name:o or name:tom")
    assert [view.query for view in workspace.read(saved_views, "Roster")] == ["is:ready name:o or name:tom"]
    assert names(page) == ["Brandvold, Tom", "Okafor, Dana R", "Reyes, Marisol"]


def test_a_saved_view_is_edited_renamed_moved_and_deleted(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    for name, query in (("A", "office:DEN"), ("B", "office:SEA")):
        page.open("all")
        saved(qtbot, page, name, query)
    verbs = page.view_verbs
    assert [action.isEnabled() for action in (verbs.left_action, verbs.right_action)] == [True, False]
    verbs.left_action.trigger()
    settle(qtbot, desk)
    assert chip_texts(page)[-2:] == ["B  3", "A  5"]
    verbs.edit_action.trigger()
    assert page.search.text() == "office:SEA"
    page.search.setText("office:SEA -ctr")
    verbs.save_action.trigger()
    assert isinstance(page.dialog, SaveViewDialog)
    assert page.dialog.name.text() == "B"
    assert page.dialog.notice.text() == "“B” will show this search instead of its own."
    page.dialog.go.click()
    settle(qtbot, desk)
    assert chip_texts(page)[-2:] == ["B  2", "A  5"]
    verbs.rename_action.trigger()
    assert isinstance(page.dialog, RenameViewDialog)
    page.dialog.name.setText("a")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert heard.refused == ["There is a view “a” already. Choose another name."]
    page.dialog.name.setText("West")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert chip_texts(page)[-2:] == ["West  2", "A  5"]
    verbs.delete_action.trigger()
    settle(qtbot, desk)
    assert chip_texts(page)[-1] == "A  5"
    assert len(names(page)) == 8
    assert heard.said[-2:] == ["Renamed the view to “West” [Undo]", "Deleted the view “West” [Undo]"]


def test_the_menu_of_a_chip_shows_its_view(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    saved(qtbot, page, "Seattle", "office:SEA")
    page.open("all")
    chips = page.filters.chips.findChildren(QPushButton)
    chips[-1].customContextMenuRequested.emit(QPoint(2, 2))
    assert len(names(page)) == 3
    menu = page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Rename view…",
        "Edit the view’s search",
        "Move view left",
        "Move view right",
        "Delete view",
    ]
    menu.close()
    chips[0].customContextMenuRequested.emit(QPoint(2, 2))
    assert len(names(page)) == 8
    assert page.filters.view is None


def test_a_search_with_a_mistake_is_refused_and_stays(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    saved(qtbot, page, "Wrong", "offce:DEN")
    assert heard.refused == ["There is no field “offce”. Did you mean office?"]
    assert page.dialog is not None
    assert page.dialog.go.isEnabled()
    page.dialog.reject()


def test_a_mistake_is_pointed_out_below_the_chips(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert page.filters.hint.isHidden()
    QTest.keyClicks(page.search, "is:raedy")
    qtbot.waitUntil(page.filters.hint.isVisible)
    assert page.filters.hint.text() == "“is:” does not know “raedy”. Did you mean ready?"
    page.search.clear()
    assert page.filters.hint.isHidden()


def test_a_view_is_opened_from_elsewhere_before_it_is_there(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    view_id, _ = workspace.change(save_view, "Roster", "Seattle", "office:SEA")
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.open(f"view:{view_id}")
    page.show()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert len(names(page)) == 3


def test_who_was_asked_for_is_shown_even_when_a_filter_hides_them(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    two_offices(workspace)
    wanted = detail_of(workspace, "Petrosyan").id
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.open("ready")
    page.open(wanted)
    page.show()
    settle(qtbot, desk)
    assert [row.id for row in page.grid.selected_rows()] == [wanted]
    assert page.pane.detail is not None
    assert page.pane.detail.name == "Petrosyan, Ani"


def test_the_status_bar_counts_the_selection(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    said: list[str] = []
    page.status_changed.connect(said.append)
    choose(qtbot, page, "Okafor", "Reyes")
    assert said[-1] == "2 of 8 selected"
    assert "2 people selected. What you do now is done for all of them." in texts(page.pane)


# the pane


def test_the_pane_shows_gates_with_evidence_rank_seats_and_history(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    said = texts(page.pane)
    assert "Special Agent · SAC Denver · Mountain Time" in said
    for expected in ("GATES", "PTA acknowledged", "WHY THIS RANK", "Training 1", "Present, 88 min", "HISTORY"):
        assert expected in said


def test_a_ready_person_leads_to_issuing(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    assert page.pane.primary is not None
    assert page.pane.primary.text() == "Issue license…"
    page.pane.primary.click()
    assert heard.gone == [("Licenses", "ready")]


def test_the_next_step_records_the_missing_acknowledgment(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    builders.acknowledged(workspace, people[1:])
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    assert page.pane.primary is not None
    assert page.pane.primary.text() == "Record PTA acknowledgment"
    page.pane.primary.click()
    assert isinstance(page.dialog, AcknowledgeDialog)
    assert page.dialog.version.currentText() == "Privacy Threshold Analysis, version 1"
    page.dialog.go.click()
    settle(qtbot, desk)
    assert heard.said == ["Recorded that Okafor, Dana R acknowledged Privacy Threshold Analysis, version 1 [Undo]"]
    assert page.pane.primary is not None
    assert page.pane.primary.text() == "Record memorandum acknowledgment"


def test_a_paper_is_opened_from_the_pane(
    qtbot: QtBot, desk: Desk, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    opened: list[Path] = []
    monkeypatch.setattr(RosterPage, "open_outside", lambda _page, path: opened.append(path))
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    QTest.mouseDClick(page.pane.papers[0], Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert opened[0].read_bytes().startswith(b"%PDF")


def test_a_gate_is_waived_from_the_pane(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    page.waive_action.trigger()
    assert isinstance(page.dialog, WaiverDialog)
    page.dialog.reason.setText("Attended the earlier course")
    page.dialog.approver.setText("V. Hale")
    page.dialog.go.click()
    settle(qtbot, desk)
    states = {gate.title: gate.state for gate in detail_of(workspace, "Okafor").gates}
    assert states["Virtual training attended"] is GateState.WAIVED


# what can be done


def test_a_person_is_added_and_shown(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    page = shown(qtbot, desk)
    page.add_button.click()
    dialog = page.dialog
    assert isinstance(dialog, DesigneeDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.name, "OKAFOR, DANA R")
    dialog.office.setCurrentIndex(dialog.office.findText("DEN", Qt.MatchFlag.MatchStartsWith))
    dialog.position.setCurrentText("Analyst")
    dialog.email.setText("Dana@Example.gov")
    dialog.phone.setText("303 555 0101")
    dialog.go.click()
    settle(qtbot, desk)
    assert heard.said == ["Added Okafor, Dana R [Undo]"]
    assert names(page) == ["Okafor, Dana R"]
    assert [row.name for row in page.grid.selected_rows()] == ["Okafor, Dana R"]
    detail = detail_of(workspace, "Okafor")
    assert (detail.position, detail.email, detail.phone) == (Position.ANALYST, "dana@example.gov", "(303) 555-0101")


def test_a_namesake_is_pointed_out(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    page.add_person()
    assert isinstance(page.dialog, DesigneeDialog)
    page.dialog.name.setText("Dana Okafor")
    page.dialog.name.editingFinished.emit()
    settle(qtbot, desk)
    assert page.dialog.twin.text().startswith("On the roster already: Okafor, Dana R (DEN)")
    page.dialog.reject()


def test_what_was_typed_stays_when_it_is_refused(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    page.edit_person()
    assert isinstance(page.dialog, DesigneeDialog)
    page.dialog.email.setText("reyes1@example.gov")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert heard.refused == ["reyes1@example.gov is on record for Reyes, Marisol. An address belongs to one person."]
    assert page.dialog.isVisible()
    assert page.dialog.go.isEnabled()
    page.dialog.email.setText("dana@example.gov")
    page.dialog.go.click()
    settle(qtbot, desk)
    assert heard.said == ["Changed Okafor, Dana R [Undo]"]


def test_enter_pressed_before_the_details_are_there_edits_the_right_person(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    page.grid.select_ids([row.id for row in page.grid.rows_model.rows if row.name.startswith("Reyes")])
    page.grid.opened.emit()
    assert page.dialog is None
    settle(qtbot, desk)
    assert isinstance(page.dialog, DesigneeDialog)
    assert page.dialog.name.text() == "Reyes, Marisol"
    page.dialog.reject()


def test_a_phone_is_typed_in_place(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    page.contacts_action.trigger()
    choose(qtbot, page, "Okafor")
    phone = [column.title for column in page.grid.rows_model.columns].index("Phone")
    page.grid.setCurrentIndex(page.grid.rows_model.index(page.grid.currentIndex().row(), phone))
    page.edit_action.trigger()
    editor = page.grid.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText("303-555-0199")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert detail_of(workspace, "Okafor").phone == "(303) 555-0199"
    assert heard.said == ["Changed 1 cell [Undo]"]


def test_contact_columns_are_hidden_until_they_are_asked_for(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    page.grid.selectAll()
    page.cells.copy.trigger()
    assert "@" not in QGuiApplication.clipboard().text()
    page.contacts_action.trigger()
    page.cells.copy.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Name", "Office", "Position"]
    assert "okafor0@example.gov" in QGuiApplication.clipboard().text()
    page.people.mails.trigger()
    assert QGuiApplication.clipboard().text().count(";") == 4


def test_an_acknowledgment_is_recorded_for_the_selection(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    two_offices(workspace)
    page = shown(qtbot, desk)
    page.grid.selectAll()
    page.record_action.trigger()
    dialog = page.dialog
    assert isinstance(dialog, AcknowledgeDialog)
    dialog.on.setDate(qdate(date(2026, 11, 2)))
    dialog.method.setCurrentIndex(METHODS.index(AcknowledgmentMethod.EMAIL))
    dialog.version.setCurrentText("Memorandum, version 1")
    dialog.go.click()
    settle(qtbot, desk)
    assert heard.said == ["Recorded 3 acknowledgments of Memorandum, version 1 [Undo]"]


def test_people_are_marked_as_departed_and_back(qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor", "Reyes")
    page.people.depart.trigger()
    assert isinstance(page.dialog, DepartedDialog)
    settle(qtbot, desk)
    page.dialog.go.click()
    settle(qtbot, desk)
    QTest.keyClicks(page.search, "is:departed")
    assert names(page) == ["Okafor, Dana R", "Reyes, Marisol"]
    assert cell(page, 0, "License") == "Departed"
    choose(qtbot, page, "Okafor", "Reyes")
    page.people.back.trigger()
    settle(qtbot, desk)
    assert names(page) == []
    assert heard.said[-1] == "Marked 2 people as back [Undo]"


def test_the_page_follows_what_is_changed_elsewhere(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    choose(qtbot, page, "Okafor")
    desk.runner.change(mark_departed, [page.grid.selected_rows()[0].id], TODAY)
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert page.grid.selected_rows()[0].departed_on == TODAY


def test_evidence_has_local_dates_and_zones_have_names() -> None:
    assert "2026-10-28" not in with_local_dates("acknowledged 2026-10-28; tasking 0447-21")
    assert with_local_dates("tasking 2026-13-99") == "tasking 2026-13-99"
    assert zone_words("America/Phoenix") == "Mountain Standard Time"
    assert zone_words("Nowhere/Else") == "Nowhere/Else"


def test_a_block_is_pasted_and_taken_back_in_one_step(
    qtbot: QtBot, desk: Desk, workspace: Workspace, heard: Heard
) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    page.contacts_action.trigger()
    page.grid.select_ids([row.id for row in page.grid.rows_model.rows][:2])
    titles = [column.title for column in page.grid.rows_model.columns]
    QTest.mouseClick(
        page.grid.viewport(), Qt.MouseButton.LeftButton,
        pos=page.grid.visualRect(page.grid.rows_model.index(0, titles.index("Phone"))).center(),
    )  # fmt: skip
    QGuiApplication.clipboard().setText("303-555-0111\n303-555-0112\n")
    QTest.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert heard.said == ["Changed 2 cells [Undo]"]
    assert [row.phone for row in page.grid.rows_model.rows][:2] == ["(303) 555-0111", "(303) 555-0112"]
    desk.runner.undo()
    settle(qtbot, desk)
    settle(qtbot, desk)
    assert not any("0111" in row.phone for row in page.grid.rows_model.rows)


def test_a_refused_cell_leaves_everything_as_it_was(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    first = page.grid.rows_model.rows[0]
    with qtbot.waitSignal(desk.runner.refused) as refused:
        page.grid.edited.emit(((first.id, "note", "new"), (first.id, "email", "no address")))
    settle(qtbot, desk)
    assert first.name in str(refused.args)
    assert page.grid.rows_model.rows[0].note == ""


def test_the_pair_selected_opens_on_the_merge(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    assert not page.people.merge.isEnabled()
    choose(qtbot, page, "Okafor", "Reyes")
    page.people.merge.trigger()
    settle(qtbot, desk)
    assert isinstance(page.dialog, DuplicatesDialog)
    assert page.dialog.is_of_two
    page.dialog.reject()
