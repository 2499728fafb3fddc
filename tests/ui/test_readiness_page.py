"""The Readiness page on a real database: marks, filters, what is missing in an office, evidence, verbs, waivers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind, GateState
from coordinator.services.gates import switch_gate
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.gate_definitions import gate_definitions
from coordinator.views.readiness import Scope, readiness
from coordinator.views.waivers import WaiverState, waivers
from tests import readiness_unit
from tests.readiness_unit import BRANDVOLD, HADDAD, LINDQVIST, OKAFOR, REYES, TODAY, TRAINING, gate_id
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.gate_dialog import GateDialog, GateEffectDialog
from ui.dialogs.waiver_dialog import WaivePeopleDialog
from ui.dialogs.waiver_end_dialogs import ExtendWaiverDialog, WithdrawWaiversDialog
from ui.messages import Messages
from ui.models.readiness_words import mark_of
from ui.pages.readiness_page import ReadinessPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.gates_editor import GatesEditor
from ui.wording import day


@dataclass
class Heard:
    """What was said, refused and counted, and where it led."""

    said: list[str] = field(default_factory=list)
    gone: list[tuple[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture(scope="module")
def unit_database(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    path = tmp_path_factory.mktemp("readiness") / "unit.db"
    readiness_unit.build(path, empty_database).close()
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, unit_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(unit_database)
    return path


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, look: Look, heard: Heard) -> Iterator[Desk]:
    runner = Runner(workspace)
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(heard.refused.append)
    made = Desk(runner, Messages(), look, Actions(look), heard.go, heard.say, "America/New_York")
    yield made
    settle(qtbot, made)
    runner.close()
    assert crashes == []


def settle(qtbot: QtBot, desk: Desk) -> None:
    idle = lambda: not desk.runner.is_busy  # noqa: E731
    for _ in range(2):
        qtbot.waitUntil(idle)
        qtbot.wait(1)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, heard: Heard) -> ReadinessPage:
    made = ReadinessPage(desk)
    made.status_changed.connect(heard.told.append)
    made.count_changed.connect(heard.told.append)
    qtbot.addWidget(made)
    made.resize(1072, 690)
    made.show()
    settle(qtbot, desk)
    return made


def names(page: ReadinessPage) -> list[str]:
    return [row.name.split(",")[0] for row in page.board.grid.rows_model.rows]


def cell(page: ReadinessPage, person: int, head: str) -> str:
    model = page.board.grid.rows_model
    titles = [column.title.split("\n")[0] for column in model.columns]
    place = model.place_of(person)
    assert place is not None
    return str(model.index(place, titles.index(head)).data())


def go_to(qtbot: QtBot, page: ReadinessPage, person: int, kind: GateKind) -> None:
    gate = next(gate for gate in page.board.board.gates if gate.kind is kind)
    page.open((person, gate.id))
    settle(qtbot, page.desk)


def test_the_board_marks_every_gate_and_its_heads_count(page: ReadinessPage, heard: Heard) -> None:
    assert cell(page, OKAFOR, "Virtual training") == "Passed"
    assert cell(page, LINDQVIST, "Virtual training") == f"Waived until {day(date(2026, 12, 1))}"
    assert cell(page, HADDAD, "PTA") == "Missing"
    assert (cell(page, OKAFOR, "Next action"), cell(page, REYES, "License")) == ("Issue the license", "Issued")
    heads = [column.title for column in page.board.grid.rows_model.columns]
    assert "PTA\n3 / 5" in heads
    assert page.header.subtitle.text() == "5 people: 3 meet every gate, 2 do not"
    assert "2" in heard.told
    assert page.tabs.bar.tabText(1) == "Waivers in force  1"
    assert unnamed(page) == []


def test_what_is_missing_in_an_office_is_one_click(qtbot: QtBot, page: ReadinessPage, heard: Heard) -> None:
    page.board.filters.scope.setCurrentIndex(page.board.filters.scope.findData(Scope.NOMINATED))
    settle(qtbot, page.desk)
    offices = page.board.offices
    assert [offices.item(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(offices.count())] == [
        "All offices: 7 people, 4 missing: 2 Selected, 4 PTA, 4 Memorandum, 3 Virtual training",
        "ATL, SAC Atlanta: 2 people, 2 missing: 2 Selected, 2 PTA, 2 Memorandum, 2 Virtual training",
        "DEN, SAC Denver: 5 people, 2 missing: 2 PTA, 2 Memorandum, 1 Virtual training",
    ]
    offices.setCurrentRow(2)
    assert page.board.search.text() == "office:DEN"
    assert len(names(page)) == 5
    assert heard.told[-1] == "Denver: 5 people, 2 missing: 2 PTA, 2 Memorandum, 1 Virtual training"
    page.open(("office", "ATL"))
    assert (names(page), offices.office) == (["Castellanos", "Whitfield"], "ATL")
    offices.setCurrentRow(0)
    assert len(names(page)) == 7
    # Those who are only nominated do not count among those not ready.
    assert [text for text in heard.told if text.isdigit()][-1] == "2"


def test_chips_and_search_ask_together_and_rows_are_copied_with_plain_heads(page: ReadinessPage) -> None:
    page.open("exceptions")
    assert names(page) == ["Brandvold"]
    page.board.grid.selectAll()
    page.board.grid.copy()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:4] == ["Name", "Office", "Selected", "PTA"]
    assert line.split("\t")[3] == "Missing"
    page.board.filters.chips.choose("missing")
    page.board.search.setText("missing:training")
    assert names(page) == ["Haddad"]
    heads = [column.title for column in page.board.grid.rows_model.columns]
    assert "PTA\n0 / 1" in heads


def test_the_evidence_of_a_cell_leads_to_its_source_and_its_button_takes_the_next_step(
    qtbot: QtBot, page: ReadinessPage, heard: Heard
) -> None:
    go_to(qtbot, page, LINDQVIST, GateKind.TRAINED)
    pane, (row, gate) = page.board.pane, page.board.cell or pytest.fail("no cell")
    assert (row.id, gate.state) == (LINDQVIST, GateState.WAIVED)
    pane.links[gate.gate_id].click()
    (page_name, target) = heard.gone[-1]
    assert page_name == "Readiness"
    page.open(target)
    settle(qtbot, page.desk)
    assert [row.designee_id for row in page.waivers.grid.selected_rows()] == [LINDQVIST]
    page.waivers.person_action.trigger()
    assert heard.gone[-1:] == [("Readiness", (LINDQVIST, gate.gate_id))]
    go_to(qtbot, page, HADDAD, GateKind.TRAINED)
    assert pane.primary is not None
    pane.primary.click()
    assert heard.gone[-1:] == [("Trainings", None)]
    go_to(qtbot, page, OKAFOR, GateKind.TRAINED)
    assert pane.primary is not None
    pane.primary.click()
    assert heard.gone[-1:] == [("Licenses", "ready")]
    go_to(qtbot, page, HADDAD, GateKind.ACKNOWLEDGED)
    assert page.board.pane.primary is not None
    page.board.pane.primary.click()
    dialog = page.board.dialog
    assert isinstance(dialog, AcknowledgmentsDialog)
    assert dialog.ids == [HADDAD]
    dialog.submit()
    settle(qtbot, page.desk)
    assert heard.said[-1].startswith("Recorded 1 acknowledgment of Privacy Threshold Analysis")
    assert cell(page, HADDAD, "PTA") == "Passed"


def test_a_gate_is_waived_for_one_by_w_and_for_those_of_several_who_lack_it(
    qtbot: QtBot, page: ReadinessPage, workspace: Workspace, heard: Heard
) -> None:
    go_to(qtbot, page, HADDAD, GateKind.TRAINED)
    grid = page.board.grid
    QTest.keyClick(grid, Qt.Key.Key_W)
    dialog = page.board.dialog
    assert isinstance(dialog, WaivePeopleDialog)
    assert (dialog.gate.currentText(), dialog.effect.text()) == (TRAINING, "Not attended")
    assert not dialog.go.isEnabled()
    dialog.reason.setText("On leave")
    dialog.approver.setText("R. Chief")
    dialog.submit()
    settle(qtbot, page.desk)
    later = day(date(2027, 2, 10))
    assert heard.said[-1] == f"Waived “{TRAINING}” for Haddad, Samir until {later} [Undo]"
    assert cell(page, HADDAD, "Virtual training") == f"Waived until {later}"
    assert page.tabs.bar.tabText(1) == "Waivers in force  2"
    QTest.keyClick(grid, Qt.Key.Key_H)
    assert page.board.search.text() == "h"
    page.open("all")
    page.board.grid.selectAll()
    page.board.verbs.waive_action.trigger()
    several = page.board.dialog
    assert isinstance(several, WaivePeopleDialog)
    several.gate.setCurrentIndex(several.gate.findText("Memorandum acknowledged"))
    assert several.effect.text() == (
        "2 people do not meet it and get a waiver each. 3 of those chosen meet it and get none."
    )
    several.reason.setText("Form lost")
    several.approver.setText("R. Chief")
    several.submit()
    settle(qtbot, page.desk)
    assert {row.designee_id for row in workspace.read(waivers, TODAY) if row.reason == "Form lost"} == {4, 5}


def test_a_waiver_is_extended_and_withdrawn_from_the_list(
    qtbot: QtBot, page: ReadinessPage, workspace: Workspace, heard: Heard
) -> None:
    page.open(("waivers", "soon"))
    settle(qtbot, page.desk)
    panel = page.waivers
    (row,) = panel.grid.rows_model.rows
    panel.grid.select_ids([row.id])
    assert heard.told[-1] == "1 waiver in force, 1 of them ends within 30 days"
    panel.extend_action.trigger()
    assert isinstance(panel.dialog, ExtendWaiverDialog)
    assert (panel.dialog.reason.text(), panel.dialog.go.isEnabled()) == ("On leave", True)
    panel.dialog.submit()
    settle(qtbot, page.desk)
    assert panel.grid.rows_model.rows == ()
    panel.chips.choose("in_force")
    panel.grid.selectAll()
    panel.withdraw_action.trigger()
    assert isinstance(panel.dialog, WithdrawWaiversDialog)
    panel.dialog.reason.setText("Back from leave")
    panel.dialog.submit()
    settle(qtbot, page.desk)
    assert heard.said[-1] == "Withdrew the waiver of Lindqvist, Per [Undo]"
    assert {each.state for each in workspace.read(waivers, TODAY)} == {WaiverState.WITHDRAWN}
    assert page.tabs.bar.tabText(1) == "Waivers in force  0"
    assert unnamed(page) == []


def test_a_new_column_keeps_the_filter_and_whoever_is_not_on_the_board_is_looked_for_among_everyone(
    qtbot: QtBot, page: ReadinessPage, workspace: Workspace
) -> None:
    page.board.search.setText("brandvold")
    gate = workspace.read(gate_id, GateKind.SUPERVISOR_APPROVED)
    page.desk.runner.change(switch_gate, gate, True)
    settle(qtbot, page.desk)
    assert names(page) == ["Brandvold"]
    assert cell(page, BRANDVOLD, "Supervisor's approval") == "Missing"
    page.open(6)
    settle(qtbot, page.desk)
    assert page.board.filters.asked == (None, Scope.EVERYONE)
    assert [row.id for row in page.board.chosen] == [6]
    page.open(999)
    settle(qtbot, page.desk)
    assert [row.id for row in page.board.chosen] == [6]


@pytest.mark.parametrize(
    ("state", "until", "ask", "is_holder", "said", "tone"),
    [
        (GateState.PASSED, None, "", True, "Passed", "good"),
        (GateState.PASSED, date(2026, 12, 1), "", True, "Passed until", "caution"),
        (GateState.PASSED, date(2027, 12, 1), "", True, "Passed", "good"),
        (GateState.PASSED, date(2027, 12, 1), "Acknowledge", True, "In grace until", "caution"),
        (GateState.FAILED, None, "Attend", False, "Missing", "caution"),
        (GateState.FAILED, None, "Attend", True, "Missing", "bad"),
        (GateState.STALE, date(2026, 10, 9), "Attend", True, "Stale since", "bad"),
        (GateState.WAIVED, date(2026, 12, 1), "", False, "Waived until", "accent"),
    ],
)
def test_a_mark_is_a_word_an_icon_and_a_day(
    state: GateState, until: date | None, ask: str, is_holder: bool, said: str, tone: str
) -> None:
    mark = mark_of(GateResult(1, "Gate", state, "", ask, until=until), is_holder, TODAY, 30)
    assert (mark.text, mark.tone) == (f"{said} {day(until)}" if mark.more else said, tone)


# the editor of gates


@pytest.fixture
def editor(qtbot: QtBot, desk: Desk) -> GatesEditor:
    made = GatesEditor(desk)
    qtbot.addWidget(made)
    desk.runner.changed.connect(made.reload)
    made.show()
    made.reload()
    settle(qtbot, desk)
    return made


def line_of(editor: GatesEditor, title: str) -> int:
    return [line.row.title for line in editor.lines].index(title)


def test_a_gate_says_whom_it_would_stop_before_it_is_switched_on(
    qtbot: QtBot, editor: GatesEditor, workspace: Workspace, heard: Heard
) -> None:
    at = line_of(editor, "Supervisor's approval")
    assert editor.lines[at].note.text() == "2 of 2 holders would not meet it"
    editor.lines[at].box.click()
    assert isinstance(editor.dialog, GateEffectDialog)
    editor.dialog.reject()
    assert not editor.lines[at].box.isChecked()
    editor.lines[at].box.click()
    assert isinstance(editor.dialog, GateEffectDialog)
    editor.dialog.submit()
    settle(qtbot, editor.desk)
    assert heard.said == ["Switched on the gate “Supervisor's approval” [Undo]"]
    assert sum(not row.is_met for row in workspace.read(readiness, TODAY).rows) == 5
    lms = line_of(editor, "LMS course completed")
    editor.lines[lms].box.click()  # nobody is stopped: no question
    settle(qtbot, editor.desk)
    assert editor.lines[lms].row.is_on
    assert unnamed(editor) == []


def test_gates_are_added_moved_renamed_removed_and_restored(
    qtbot: QtBot, editor: GatesEditor, workspace: Workspace, heard: Heard
) -> None:
    before = [line.row.title for line in editor.lines]
    editor.add.click()
    assert isinstance(editor.dialog, GateDialog)
    editor.dialog.title.setText("Rules of behavior acknowledged")
    editor.dialog.submit()
    settle(qtbot, editor.desk)
    QTest.keyClick(editor.lines[-1], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, editor.desk)
    editor.lines[-2].edit.click()
    assert isinstance(editor.dialog, GateDialog)
    editor.dialog.title.setText("PTA acknowledged")
    editor.dialog.submit()
    settle(qtbot, editor.desk)
    assert heard.refused == ["There is a gate “PTA acknowledged” already. Give this one another title."]
    editor.dialog.title.setText("Rules acknowledged")
    editor.dialog.submit()
    settle(qtbot, editor.desk)
    assert [line.row.title for line in editor.lines] == [*before[:-1], "Rules acknowledged", before[-1]]
    waived = editor.lines[line_of(editor, TRAINING)]
    assert (waived.note.text(), waived.remove.isEnabled()) == ("All 2 holders meet it · 1 waiver", False)
    editor.lines[line_of(editor, "Active employee")].remove.click()
    settle(qtbot, editor.desk)
    editor.restore.click()
    assert isinstance(editor.dialog, GateEffectDialog)
    editor.dialog.submit()
    settle(qtbot, editor.desk)
    assert [row.title for row in workspace.read(gate_definitions, TODAY).rows] == [*before, "Rules acknowledged"]
    assert [line.row.title for line in editor.lines] == [*before, "Rules acknowledged"]


def test_the_dialog_of_a_gate_with_waivers_changes_its_title_alone(
    qtbot: QtBot, editor: GatesEditor, workspace: Workspace
) -> None:
    workspace.change(waive_gates, [HADDAD], workspace.read(gate_id, GateKind.ACKNOWLEDGED), "Why", "Who", TODAY)
    editor.reload()
    settle(qtbot, editor.desk)
    editor.lines[line_of(editor, "PTA acknowledged")].edit.click()
    assert isinstance(editor.dialog, GateDialog)
    assert not editor.dialog.document.isEnabled()
    assert unnamed(editor.dialog) == []
    editor.dialog.reject()
