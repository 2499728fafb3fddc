"""The right side of the Taskings page: board, nominations, problems and memo of one tasking."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.views.taskings import BoardRow, NominationRow, ProblemRow, TaskingDetail, TaskingRow
from ui.desk import Desk
from ui.widgets.answers_card import strong
from ui.widgets.basics import button, label, wrapped
from ui.widgets.board_table import BOARD_FILTERS, board_columns, progress_words
from ui.widgets.drafts_panel import DraftsPanel
from ui.widgets.grid import Grid
from ui.widgets.nominations_view import NominationsView
from ui.widgets.parts import Chips
from ui.widgets.tasking_tables import PROBLEM_COLUMNS, PROBLEM_FILTERS, counted
from ui.wording import moment

BOARD, NOMINATIONS, PROBLEMS, MAILS, MEMO = range(5)
TABS = ("Board", "Nominations", "Problems", "Mails", "Memo")
# What a place that others send to is: the tab, and the chip on it.
PLACES = {
    "late": (BOARD, "late"),
    "awaited": (BOARD, "awaited"),
    "pending": (NOMINATIONS, "pending"),
    "alternates": (NOMINATIONS, "alternate"),
    "problems": (PROBLEMS, "open"),
    "mails": (MAILS, "to send"),
}


class BoardView(QWidget):
    """A row for every office: what it answered. `opened` carries the office whose people are asked for."""

    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.chips = Chips("Offices")
        self.grid: Grid[BoardRow] = Grid(board_columns(desk.zone), desk.look, "Board of offices")
        self.chips.chosen.connect(self._filter)
        self.grid.opened.connect(self._on_opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addWidget(self.grid, 1)

    def set_rows(self, rows: Sequence[BoardRow]) -> None:
        self.chips.set_chips(counted(BOARD_FILTERS, rows))
        self.grid.set_rows(rows)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(BOARD_FILTERS[key][1])

    def _on_opened(self) -> None:
        if row := self.grid.current_row():
            self.opened.emit(row.id)


class ProblemsView(QWidget):
    """Rows of the files that could not be taken as they stood."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.chips = Chips("Rows with problems")
        self.grid: Grid[ProblemRow] = Grid(PROBLEM_COLUMNS, desk.look, "Rows with problems")
        self.grid.set_empty("Every row of every file was read without a question.")
        self.chips.chosen.connect(self._filter)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        self._top.addWidget(self.chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._top)
        column.addWidget(self.grid, 1)
        self._filter("open")

    def set_actions(self, actions: list[QAction]) -> None:
        """What can be done with the selected rows: buttons above them, and their context menu."""
        self.grid.set_actions(actions)
        for action in actions:
            made = button(action.text())
            made.clicked.connect(action.trigger)
            action.enabledChanged.connect(made.setEnabled)
            made.setEnabled(action.isEnabled())
            self._top.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)

    def set_rows(self, rows: Sequence[ProblemRow]) -> None:
        self.chips.set_chips(counted(PROBLEM_FILTERS, rows))
        self.grid.set_rows(rows)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(PROBLEM_FILTERS[key][1])


class TaskingView(QWidget):
    """One tasking: its facts, how far the answers are, then the tabs."""

    tab_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._tasking: TaskingRow | None = None
        self.title = wrapped(strong(""))
        self.facts = wrapped(label("", "secondary"))
        self.progress = wrapped(label(""))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Views of the tasking")
        self.board = BoardView(desk)
        self.nominations = NominationsView(desk.look, desk.zone)
        self.problems = ProblemsView(desk)
        self.mails = DraftsPanel(desk)
        self.mails.counted.connect(self._count_mails)
        self.memo = QPlainTextEdit()
        self.memo.setReadOnly(True)
        self.memo.setAccessibleName("Text of the memo")
        self.memo.setPlaceholderText("This tasking was created without a memo.")
        self.views = QStackedWidget()
        for text in TABS:
            self.tabs.addTab(text)
        for view in (self.board, self.nominations, self.problems, self.mails, self.memo):
            self.views.addWidget(view)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self.tabs.currentChanged.connect(self.tab_changed)
        self.board.opened.connect(self.show_office)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.progress)
        column.addWidget(self.tabs)
        column.addSpacing(4)
        column.addWidget(self.views, 1)

    def _count_mails(self, waiting: int) -> None:
        self.tabs.setTabText(MAILS, f"Mails  {waiting:,}" if waiting else "Mails")

    def show_tasking(self, row: TaskingRow) -> None:
        self.mails.show_tasking(row.id)
        self._tasking = row
        self.title.setText(row.subject if row.subject.startswith(row.number) else f"{row.number} · {row.subject}")
        selected = f"{row.selected:,} selected" if row.selected else ""
        facts = (f"Due {moment(row.due_at, row.due_zone)}", f"{row.nominated:,} nominated", selected, row.product)
        self.facts.setText(" · ".join(filter(None, facts)))

    def show_detail(self, detail: TaskingDetail | None) -> None:
        self.memo.setPlainText(detail.text if detail else "")

    def set_board(self, rows: Sequence[BoardRow]) -> None:
        self.board.set_rows(rows)
        if self._tasking is not None:
            self.progress.setText(progress_words(rows, self._tasking.due_at, self._desk.now()))

    def set_problems(self, rows: Sequence[ProblemRow]) -> None:
        self.problems.set_rows(rows)
        waiting = sum(row.settled_on is None for row in rows)
        self.tabs.setTabText(PROBLEMS, f"Problems  {waiting:,}" if waiting else "Problems")

    def set_nominations(self, rows: Sequence[NominationRow]) -> None:
        self.nominations.set_rows(rows)
        self.tabs.setTabText(NOMINATIONS, f"Nominations  {len(rows):,}" if rows else "Nominations")

    def show_office(self, office_id: int) -> None:
        """The people whom this office named."""
        self.tabs.setCurrentIndex(NOMINATIONS)
        self.nominations.show_office(office_id)

    def go_to(self, place: str) -> None:
        """Show what others sent to; any other word changes nothing."""
        if place in PLACES:
            tab, chip = PLACES[place]
            self.tabs.setCurrentIndex(tab)
            (self.board, self.nominations, self.problems, self.mails)[tab].chips.choose(chip)

    def search(self, text: str) -> None:
        """The page's filter goes through every grid."""
        for grid in (self.board.grid, self.nominations.grid, self.problems.grid):
            grid.rows_model.set_filter(text)
