"""The Taskings page with a real database and real files behind it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import StoredFile
from coordinator.rules.vocabulary import DraftKind, NominationState, ResponseState, TaskingState
from coordinator.services.drafts import draft_mails, mark_sent
from coordinator.services.selection import rank_nominations
from coordinator.services.taskings import decline, set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import BoardRow, board, import_problems, nominations, tasking_detail, taskings
from tests import builders
from tests.conftest import StandingClock
from tests.exchange import memo_files
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.decision_dialogs import DecideDialog, DeclineDialog, OverrideDialog, SettleDialog, WithdrawDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.quotas_dialog import QuotasDialog, read_quotas
from ui.dialogs.reallot_dialog import ReallotDialog
from ui.dialogs.tasking_dialog import ChangeTaskingDialog, TaskingDialog
from ui.messages import Messages
from ui.pages.taskings_page import TaskingsPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.tasking_tables import POINTS
from ui.widgets.tasking_views import NOMINATIONS, PROBLEMS
from ui.wording import day

MEMO = """From: HSI OPS TASKING
To: (b)(6); (b)(7)(C) #HSI SAC OFFICES
Subject: 0447-21 - License Distribution/P2
Date: Thursday, April 29, 2021 4:45:42 PM

Each SAC office is asked to designate agents to be issued Example Search software licenses. The designees will adhere
to the January 15, 2021 Memorandum on the Use of Example Services. Provide names to Special Agent (b)(6); (b)(7)(C) at
(b)(6); (b)(7)(C)@example.gov, by COB Friday, May 7, 2021.
"""


class Answers(Messages):
    """Answers in the place of the user."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.refusals: list[str] = []

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        return self.paths

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        self.refusals.append(sentence)


@dataclass
class Said:
    sentences: list[str] = field(default_factory=list)

    def go(self, page: str, target: object) -> None: ...

    def say(self, sentence: str, can_undo: bool) -> None:
        self.sentences.append(sentence + (" [Undo]" if can_undo else ""))


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, said: Said, answers: Answers) -> Iterator[Desk]:
    runner, look = Runner(workspace), Look()
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    yield Desk(runner, answers, look, Actions(look), said.go, said.say, "America/New_York")
    qtbot.waitUntil(lambda: not runner.is_busy)
    runner.close()
    assert crashes == []


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Until nothing is under way."""
    idle: Callable[[], bool] = lambda: not desk.runner.is_busy  # noqa: E731
    qtbot.waitUntil(idle)
    qtbot.wait(1)
    qtbot.waitUntil(idle)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TaskingsPage:
    made = TaskingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1080, 720)
    return made


def shown(qtbot: QtBot, page: TaskingsPage) -> TaskingsPage:
    page.show()
    settle(qtbot, page.desk)
    return page


def nominated(workspace: Workspace, names: Sequence[str] = builders.PEOPLE) -> int:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, names=names)
    return tasking_id


def office_id(workspace: Workspace, code: str) -> int:
    return workspace.read(builders.office_id, code)


def states(workspace: Workspace, tasking_id: int) -> list[NominationState]:
    return [row.state for row in workspace.read(nominations, tasking_id)]


def select_first(qtbot: QtBot, page: TaskingsPage, how_many: int = 1) -> None:
    grid = page.view.nominations.grid
    page.view.tabs.setCurrentIndex(NOMINATIONS)
    grid.select_ids([row.id for row in grid.rows_model.rows[:how_many]])
    grid.selected.emit()


def test_without_a_tasking_the_page_says_what_it_is_for_and_offers_the_first_one(
    qtbot: QtBot, page: TaskingsPage
) -> None:
    shown(qtbot, page)
    assert page.list.rows_model.total == 0
    assert not page.import_action.isEnabled()
    page.new_action.trigger()
    assert isinstance(page.dialog, TaskingDialog)


def test_the_board_says_how_many_came_and_whether_in_time(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    nominated(workspace)
    shown(qtbot, page)
    row = next(row for row in page.view.board.grid.rows_model.rows if row.office_code == "DEN")
    cells = {column.title: column.value(row) for column in page.view.board.grid.rows_model.columns}
    assert cells["Answer"] == "5 of 5, on time"
    assert cells["Received"] == "Tue, Oct 20, 2026, 11:00 AM EDT (9:00 AM MDT)"
    assert cells["From"] == "den@example.gov"
    assert page.view.progress.text() == "1 of 30 answered, 29 late, 5 of 150 places filled; was due 19 days ago"


def test_a_memo_proposes_the_fields_and_leaves_what_was_withheld_to_the_user(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    shown(qtbot, page)
    page.new_tasking()
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    dialog.memo.setPlainText(MEMO)
    qtbot.waitUntil(lambda: dialog.number.text == "0447-21")
    settle(qtbot, page.desk)
    assert dialog.due_on.day == date(2021, 5, 7)
    assert "COB Friday, May 7, 2021" in dialog.due_on.source.text()
    assert dialog.contact.text == ""
    assert "Withheld in the memo" in dialog.contact.source.text()
    assert dialog.due_time.clock.hour == 17
    assert [offer.version.text() for offer in dialog.offers] == ["January 15, 2021"]
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    row = workspace.read(taskings)[0]
    assert (row.number, row.due_at) == ("0447-21", datetime(2021, 5, 7, 21, 0, tzinfo=UTC))
    assert page.tasking is not None
    assert page.tasking.id == row.id
    assert said.sentences == ["Created tasking 0447-21 [Undo]"]


def test_what_the_user_typed_is_not_overwritten_by_the_memo(qtbot: QtBot, page: TaskingsPage) -> None:
    shown(qtbot, page)
    page.new_tasking()
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    dialog.number.field.setFocus()
    qtbot.keyClicks(dialog.number.field, "0999-26")  # type: ignore[no-untyped-call]
    dialog.memo.setPlainText(MEMO)
    qtbot.waitUntil(lambda: bool(dialog.subject.text))
    assert dialog.number.text == "0999-26"


def test_a_due_date_on_a_holiday_is_warned_about_and_not_moved(qtbot: QtBot, page: TaskingsPage) -> None:
    shown(qtbot, page)
    page.new_tasking()
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    dialog.due_on.start_with(date(2026, 11, 26))
    assert "Thanksgiving Day (federal holiday)" in dialog.warning.text()
    assert dialog.due_on.day == date(2026, 11, 26)


def test_a_tasking_without_a_number_is_refused_and_the_dialog_keeps_what_was_typed(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    shown(qtbot, page)
    page.new_tasking()
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    dialog.subject.field.setText("Licenses")  # type: ignore[union-attr]
    with qtbot.waitSignal(page.desk.runner.refused):
        dialog.go.click()
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    assert dialog.subject.text == "Licenses"
    assert workspace.read(taskings) == ()


def dropped(qtbot: QtBot, page: TaskingsPage, *paths: Path) -> ImportDialog:
    assert page.drop(paths)
    settle(qtbot, page.desk)
    assert isinstance(page.dialog, ImportDialog)
    return page.dialog


def test_dropped_files_find_their_office_and_are_taken_as_one_step(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said, tmp_path: Path, clock: StandingClock
) -> None:
    clock.move_to(datetime(2026, 10, 20, 15, 0, tzinfo=UTC))
    tasking_id = builders.a_tasking(workspace)
    shown(qtbot, page)
    denver, seattle = tmp_path / "DEN.csv", tmp_path / "nominations seattle.csv"
    denver.write_bytes(builders.nomination_csv())
    seattle.write_bytes(builders.nomination_csv(["Moss, Ana", "Nim, Bo"]))
    dialog = dropped(qtbot, page, denver, seattle)
    assert [card.office.currentText()[:3] for card in dialog.cards] == ["DEN", "SEA"]
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert len(workspace.read(nominations, tasking_id)) == 7
    assert said.sentences == ["Imported 7 nominations of 2 offices [Undo]"]
    with qtbot.waitSignal(page.desk.runner.changed):
        page.desk.runner.undo()
    assert workspace.read(nominations, tasking_id) == ()


def test_the_same_file_a_second_time_says_that_nothing_changed(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said, tmp_path: Path
) -> None:
    nominated(workspace)
    shown(qtbot, page)
    path = tmp_path / "DEN.csv"
    path.write_bytes(builders.nomination_csv())
    dropped(qtbot, page, path).go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    assert said.sentences == ["Nothing changed: the file was imported before"]


def test_a_file_whose_office_nothing_tells_waits_for_the_user(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    builders.a_tasking(workspace)
    shown(qtbot, page)
    path = tmp_path / "list.csv"
    path.write_bytes(builders.nomination_csv())
    dialog = dropped(qtbot, page, path)
    assert not dialog.go.isEnabled()
    dialog.cards[0].office.setCurrentIndex(3)
    qtbot.waitUntil(dialog.go.isEnabled)


def test_a_file_that_cannot_be_read_says_why_and_does_not_stop_the_others(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    builders.a_tasking(workspace)
    shown(qtbot, page)
    bad, good = tmp_path / "empty.csv", tmp_path / "DEN.csv"
    bad.write_bytes(b"")
    good.write_bytes(builders.nomination_csv())
    dialog = dropped(qtbot, page, bad, good)
    assert "is empty" in dialog.cards[0].read.refusal
    assert dialog.go.isEnabled()


def test_files_without_a_tasking_are_refused_with_a_sentence(
    qtbot: QtBot, page: TaskingsPage, answers: Answers, tmp_path: Path
) -> None:
    shown(qtbot, page)
    assert not page.drop([tmp_path / "DEN.csv"])
    assert answers.refusals == ["Nominations belong to an open tasking. Create one first, or choose it."]


def test_a_dropped_text_file_is_a_memo(qtbot: QtBot, page: TaskingsPage, tmp_path: Path) -> None:
    shown(qtbot, page)
    path = tmp_path / "memo.txt"
    path.write_text(MEMO, encoding="utf-8")
    assert page.drop([path])
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    qtbot.waitUntil(lambda: dialog.number.text == "0447-21")


def test_rows_with_problems_are_kept_with_their_cells(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    builders.a_tasking(workspace)
    shown(qtbot, page)
    path = tmp_path / "DEN.csv"
    path.write_text("Name,E-mail\n(b)(6),x@example.gov\nMoss Ana,ana@example.gov\n", encoding="utf-8")
    dropped(qtbot, page, path).go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert page.view.problems.grid.rows_model.total == 1
    assert "(b)(6) | x@example.gov" in page.view.problems.grid.rows_model.rows[0].cells
    assert page.view.tabs.tabText(PROBLEMS) == "Problems  1"


def test_quotas_are_set_for_all_and_pasted_by_code(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = nominated(workspace)
    shown(qtbot, page)
    page.verbs.quotas.trigger()
    dialog = page.dialog
    assert isinstance(dialog, QuotasDialog)
    dialog.all_seats.setValue(2)
    dialog.set_all.click()
    QGuiApplication.clipboard().setText("DEN\t3\nSEA\t7\n")
    dialog.paste.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    quotas = {row.office_code: (row.quota, row.over_quota) for row in workspace.read(board, tasking_id)}
    assert (quotas["DEN"], quotas["SEA"], quotas["ATL"]) == ((3, 2), (7, 0), (2, 0))
    assert said.sentences == ["Set the quota of 30 offices of 0312-26 [Undo]"]


def test_a_pasted_column_is_numbers_or_codes_and_numbers() -> None:
    read, others = read_quotas("Quota\n5\nden 3\nSEA\t 12\n7\tATL\nSAC Denver\t5\t2\n1 2 3\n")
    assert read == [("", 5, None), ("DEN", 3, None), ("SEA", 12, None), ("ATL", 7, None), ("SAC DENVER", 5, 2)]
    assert others == ["Quota", "1 2 3"]


def test_ranking_shows_why_and_the_chips_count(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    nominated(workspace)
    shown(qtbot, page)
    page.selection.rank.trigger()
    qtbot.waitUntil(lambda: page.view.tabs.currentIndex() == NOMINATIONS)
    settle(qtbot, page.desk)
    first = page.view.nominations.grid.rows_model.rows[0]
    assert first.rank == 1
    assert first.explanation
    page.view.nominations.chips.choose("selected")
    assert page.view.nominations.grid.rows_model.rows == ()


def test_deciding_asks_for_the_free_seats_of_the_agreement_and_freezes(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = nominated(workspace)
    builders.an_agreement(workspace, 3)
    shown(qtbot, page)
    page.decide_action.trigger()
    qtbot.waitUntil(lambda: page.dialog is not None)
    dialog = page.dialog
    assert isinstance(dialog, DecideDialog)
    assert dialog.capacity.value() == 3
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    assert states(workspace, tasking_id).count(NominationState.SELECTED) == 3
    assert workspace.read(taskings)[0].state is TaskingState.DECIDED
    assert said.sentences == ["Selected 3 people under 0312-26"]


def test_a_decision_by_hand_needs_a_reason(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    tasking_id = nominated(workspace)
    workspace.change(rank_nominations, tasking_id)
    shown(qtbot, page)
    select_first(qtbot, page)
    page.judging.override.trigger()
    dialog = page.dialog
    assert isinstance(dialog, OverrideDialog)
    assert not dialog.go.isEnabled()
    dialog.reason.setText("Only analyst of the office")
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert states(workspace, tasking_id)[0] is NominationState.SELECTED
    assert page.view.nominations.detail.isVisible()


def test_several_are_withdrawn_for_one_reason(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = nominated(workspace)
    shown(qtbot, page)
    select_first(qtbot, page, 2)
    page.judging.withdraw.trigger()
    dialog = page.dialog
    assert isinstance(dialog, WithdrawDialog)
    dialog.reason.setText("Moved to another unit")
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    assert states(workspace, tasking_id).count(NominationState.WITHDRAWN) == 2
    assert said.sentences == ["Withdrew 2 people [Undo]"]


def test_an_office_that_declines_is_recorded_with_its_day(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = builders.a_tasking(workspace)
    shown(qtbot, page)
    page.verbs.decline.trigger()
    dialog = page.dialog
    assert isinstance(dialog, DeclineDialog)
    dialog.office.setCurrentIndex(dialog.office.findText("HNL · SAC Honolulu"))
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    row = next(row for row in workspace.read(board, tasking_id) if row.office_code == "HNL")
    assert (row.state, row.received_at) == (ResponseState.DECLINED, datetime(2026, 11, 12, 15, 0, tzinfo=UTC))
    assert said.sentences == ["Recorded that SAC Honolulu declined [Undo]"]


def test_coming_from_the_start_page_shows_the_offices_that_are_late(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    tasking_id = nominated(workspace)
    builders.a_tasking(workspace, "0400-26")
    page.open(("tasking", tasking_id, "late"))
    shown(qtbot, page)
    assert page.tasking is not None
    assert page.tasking.id == tasking_id
    assert page.view.board.grid.rows_model.rowCount() == 29
    page.open(("tasking", tasking_id, "pending"))
    settle(qtbot, page.desk)
    assert page.view.tabs.currentIndex() == NOMINATIONS


def test_the_memo_is_kept_with_the_tasking(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    tasking_id = nominated(workspace)
    shown(qtbot, page)
    detail = workspace.read(tasking_detail, tasking_id)
    assert detail is not None
    assert page.view.memo.toPlainText() == detail.text


def office_of(page: TaskingsPage, code: str) -> BoardRow:
    return next(row for row in page.verbs.offices if row.office_code == code)


def cells_of(page: TaskingsPage, code: str) -> dict[str, str]:
    """What the board shows of an office, by the titles of its columns."""
    return {column.title: column.value(office_of(page, code)) for column in page.view.board.grid.rows_model.columns}


def test_the_chips_of_the_board_count_what_is_late_short_over_and_declined(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    tasking_id = nominated(workspace)
    builders.nominated(workspace, tasking_id, "SEA", ["Moss, Ana"])
    workspace.change(set_quotas, tasking_id, {office_id(workspace, "DEN"): 3, office_id(workspace, "BOS"): 0})
    workspace.change(decline, tasking_id, office_id(workspace, "ATL"), datetime(2026, 10, 20, tzinfo=UTC))
    shown(qtbot, page)
    chips = page.view.board.chips
    shows: dict[str, int] = {}
    for key in ("all", "awaited", "late", "short", "over", "declined", "problems"):
        chips.choose(key)
        shows[key] = page.view.board.grid.rows_model.rowCount()
    assert shows == {"all": 30, "awaited": 26, "late": 26, "short": 1, "over": 1, "declined": 1, "problems": 0}
    assert cells_of(page, "DEN")["Places"] == "2 over quota"
    assert cells_of(page, "SEA")["Places"] == "4 short"
    assert cells_of(page, "BOS")["Answer"] == "No quota"
    assert cells_of(page, "LAX")["Answer"] == "Awaited, 19 days late"


def test_the_board_says_when_an_office_was_asked_and_reminded(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    tasking_id, seattle = nominated(workspace), office_id(workspace, "SEA")
    for kind, sent in ((DraftKind.SOLICITATION, date(2026, 10, 6)), (DraftKind.REMINDER, date(2026, 10, 20))):
        at = datetime(sent.year, sent.month, sent.day, 15, tzinfo=UTC)
        workspace.change(mark_sent, workspace.change(draft_mails, tasking_id, kind, [seattle])[0], at)
    shown(qtbot, page)
    assert cells_of(page, "SEA")["Last mail"] == f"Asked {day(date(2026, 10, 6))}, reminded {day(date(2026, 10, 20))}"
    assert cells_of(page, "DEN")["Last mail"] == "–"


def test_an_office_on_the_board_leads_to_its_people(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    tasking_id = nominated(workspace)
    builders.nominated(workspace, tasking_id, "SEA", ["Moss, Ana", "Nim, Bo"])
    shown(qtbot, page)
    board_grid = page.view.board.grid
    board_grid.select_ids([office_id(workspace, "SEA")])
    board_grid.setFocus()
    QTest.keyClick(board_grid, Qt.Key.Key_Return)
    people = page.view.nominations
    assert page.view.tabs.currentIndex() == NOMINATIONS
    assert [row.name for row in people.grid.rows_model.rows] == ["Moss, Ana", "Nim, Bo"]
    assert people.office.currentText() == "SEA"
    people.office.setCurrentIndex(0)
    assert people.grid.rows_model.rowCount() == 7


def test_points_are_a_bar_with_their_words_in_the_tip_and_for_the_screen_reader(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    tasking_id = nominated(workspace)
    workspace.change(rank_nominations, tasking_id)
    shown(qtbot, page)
    view = page.view.nominations
    row = view.grid.rows_model.rows[0]
    words = view.grid.rows_model.index(0, POINTS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(f"Points: {row.score:g}: used trial license +4, course completed")
    legend = view.bars.legend(row.reasons)
    assert legend.count("■") == len(row.reasons) > 1
    assert len({view.bars.color(text, points).name() for text, points in row.reasons}) == len(row.reasons)
    assert view.bars.color("nominated late", -2).name() == page.desk.look.theme.bad.lower()
    assert "<" not in view.bars.legend([("a <b> c", 1.0)]).replace("<span", "").replace("</span>", "")


def test_a_bar_is_drawn_where_there_are_points(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    tasking_id = nominated(workspace)
    workspace.change(rank_nominations, tasking_id)
    shown(qtbot, page)
    page.view.tabs.setCurrentIndex(NOMINATIONS)
    grid = page.view.nominations.grid
    area = grid.visualRect(grid.rows_model.index(0, POINTS))
    picture = grid.viewport().grab(area).toImage()
    text, points = grid.rows_model.rows[0].reasons[0]
    color = page.view.nominations.bars.color(text, points)
    scale = picture.devicePixelRatio()
    assert picture.pixelColor(round(20 * scale), round((area.height() / 2) * scale)).name() == color.name()


def test_the_own_score_and_note_are_kept_beside_the_rank(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = nominated(workspace)
    workspace.change(rank_nominations, tasking_id)
    before = workspace.read(nominations, tasking_id)[0]
    shown(qtbot, page)
    select_first(qtbot, page)
    editor = page.view.nominations.own_score
    assert editor is not None
    assert not editor.save.isEnabled()
    editor.score.setText("2.5")
    editor.note.setText("Trains the others")
    QTest.keyClick(editor.note, Qt.Key.Key_Return)
    settle(qtbot, page.desk)
    after = workspace.read(nominations, tasking_id)[0]
    assert (after.manual_score, after.manual_note, after.rank) == (2.5, "Trains the others", before.rank)
    assert said.sentences == ["Noted the own score [Undo]"]
    now = page.view.nominations.own_score
    assert now is not None
    assert now.score.text() == "2.5"
    now.score.clear()
    now.save.click()
    settle(qtbot, page.desk)
    assert workspace.read(nominations, tasking_id)[0].manual_score is None


def test_what_is_typed_beside_a_nomination_survives_the_change_of_another(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    nominated(workspace)
    shown(qtbot, page)
    select_first(qtbot, page)
    editor = page.view.nominations.own_score
    assert editor is not None
    editor.note.setText("Half a sen")
    page.refresh()
    settle(qtbot, page.desk)
    assert page.view.nominations.own_score is editor
    assert editor.note.text() == "Half a sen"


def test_problems_are_marked_as_settled_and_opened_again(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    tasking_id = builders.a_tasking(workspace)
    shown(qtbot, page)
    path = tmp_path / "DEN.csv"
    path.write_text("Name,E-mail\n(b)(6),x@example.gov\nMoss Ana,ana@example.gov\n", encoding="utf-8")
    dropped(qtbot, page, path).go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    view = page.view.problems
    view.grid.selectAll()
    page.problems.settle.trigger()
    dialog = page.dialog
    assert isinstance(dialog, SettleDialog)
    assert not dialog.go.isEnabled()
    dialog.reason.setText("The office was asked")
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert view.grid.rows_model.rowCount() == 0
    assert page.view.tabs.tabText(PROBLEMS) == "Problems"
    view.chips.choose("settled")
    assert workspace.read(import_problems, tasking_id)[0].settled_how == "The office was asked"
    view.grid.selectAll()
    page.problems.reopen.trigger()
    settle(qtbot, page.desk)
    assert page.view.tabs.tabText(PROBLEMS) == "Problems  1"


def test_a_tasking_is_changed_and_closed_and_reopened(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    nominated(workspace)
    shown(qtbot, page)
    page.verbs.change.trigger()
    qtbot.waitUntil(lambda: page.dialog is not None)
    dialog = page.dialog
    assert isinstance(dialog, ChangeTaskingDialog)
    assert dialog.fields.zone.text == "America/New_York"
    assert dialog.due_time.clock == time(17)
    dialog.due_on.field.setDate(QDate(2026, 10, 17))  # type: ignore[union-attr]
    assert "a Saturday" in dialog.warning.text()
    dialog.contact.field.setText("A. Moss")  # type: ignore[union-attr]
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert said.sentences == ["Changed tasking 0312-26; 5 marks of lateness followed [Undo]"]
    assert cells_of(page, "DEN")["Answer"] == "5 of 5, 2 days late"
    page.verbs.close.trigger()
    settle(qtbot, page.desk)
    assert not page.verbs.change.isEnabled()
    page.verbs.reopen.trigger()
    settle(qtbot, page.desk)
    assert workspace.read(taskings)[0].state is TaskingState.OPEN


def test_a_total_is_spread_and_a_reserve_stays_within_its_quota(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    tasking_id = nominated(workspace)
    builders.an_agreement(workspace, 40)
    shown(qtbot, page)
    page.verbs.quotas.trigger()
    settle(qtbot, page.desk)
    dialog = page.dialog
    assert isinstance(dialog, QuotasDialog)
    dialog.in_all.setValue(62)
    dialog.spread.click()
    assert dialog.total.text() == "62 places in all; 5 named. The pool has 40 free seats, 22 fewer."
    QGuiApplication.clipboard().setText("Office\tQuota\nDEN\t4\t9\nMars\t3\n8\tSAC Seattle\n")
    dialog.paste.click()
    assert dialog.left_out.text() == "Left out, for no office is meant: “Office\tQuota”, “MARS”."
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    quotas = {row.office_code: (row.quota, row.reserved) for row in workspace.read(board, tasking_id)}
    assert (quotas["DEN"], quotas["SEA"], quotas["ATL"], quotas["WAS"]) == ((4, 4), (8, 0), (3, 0), (2, 0))


def test_seats_given_back_are_taken_up_by_whom_they_serve(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, said: Said
) -> None:
    tasking_id = nominated(workspace)
    builders.nominated(workspace, tasking_id, "SEA", ["Moss, Ana"])
    workspace.change(set_quotas, tasking_id, {office_id(workspace, "DEN"): 3})
    shown(qtbot, page)
    page.verbs.reallot.trigger()
    settle(qtbot, page.desk)
    dialog = page.dialog
    assert isinstance(dialog, ReallotDialog)
    assert "SEA 4 (4 short)" in dialog.suggestion.text()
    assert not dialog.go.isEnabled()
    dialog.give_suggested.click()
    settle(qtbot, page.desk)
    assert dialog.what.text() == "Given back: SEA 4. 4 are free."
    assert [(item.text(1), item.text(3)) for item in dialog.items] == [("DEN", "not ranked, beyond the 3 of DEN")] * 2
    assert "2 seats would stay free" in dialog.offer.text()
    dialog.items[0].setCheckState(0, Qt.CheckState.Unchecked)
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    settle(qtbot, page.desk)
    assert cells_of(page, "DEN")["Quota"] == "4, took up 1"
    assert cells_of(page, "SEA")["Quota"] == "1, gave back 4"
    assert said.sentences == [
        "1 office gave back 4 seats [Undo]",
        "Let others take up 1 seat under 0312-26 [Undo]",
    ]


def test_one_office_gives_back_a_few_with_a_note(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    nominated(workspace)
    shown(qtbot, page)
    page.verbs.reallot.trigger()
    settle(qtbot, page.desk)
    dialog = page.dialog
    assert isinstance(dialog, ReallotDialog)
    dialog.office.setCurrentIndex(dialog.office.findData(office_id(workspace, "HNL")))
    dialog.seats.setValue(2)
    dialog.note.setText("By phone")
    dialog.give.click()
    settle(qtbot, page.desk)
    assert (cells_of(page, "HNL")["Quota"], cells_of(page, "HNL")["Note"]) == ("3, gave back 2", "By phone")


def test_a_mail_offers_the_memo_that_is_attached_to_it_and_is_kept_whole(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    shown(qtbot, page)
    path = tmp_path / "fwd.eml"
    path.write_bytes(memo_files.as_mail("Subject: FW: see attached\n\nHi.", files={"m.docx": memo_files.as_word(MEMO)}))
    assert page.drop([path])
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    qtbot.waitUntil(lambda: dialog.part.count() == 2)
    settle(qtbot, page.desk)
    assert dialog.part.isVisible()
    assert dialog.number.text == ""
    dialog.part.setCurrentIndex(1)
    settle(qtbot, page.desk)
    assert (dialog.number.text, dialog.fields.routing.text) == ("0447-21", "P2")
    assert "Subject: 0447-21" in dialog.fields.routing.source.text()
    assert "“by COB Friday, May 7, 2021”" in dialog.due_time.source.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: page.dialog is None)
    assert workspace.read(memo_name) == "fwd.eml"


def memo_name(session: Session) -> str:
    return session.scalars(select(StoredFile.name)).one()


@pytest.mark.parametrize("kind", ["quotas", "reallot", "change"])
def test_everything_in_the_dialogs_of_the_page_has_a_name(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, kind: str
) -> None:
    nominated(workspace)
    shown(qtbot, page)
    getattr(page.verbs, kind).trigger()
    qtbot.waitUntil(lambda: page.dialog is not None)
    settle(qtbot, page.desk)
    assert page.dialog is not None
    assert unnamed(page.dialog) == []


def test_everything_on_the_page_has_a_name(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> None:
    nominated(workspace)
    shown(qtbot, page)
    select_first(qtbot, page)
    assert unnamed(page) == []
