"""The right side of the Taskings page: board, nominations, problems and memo of one tasking."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.views.taskings import BoardRow, NominationRow, ProblemRow, TaskingDetail, TaskingRow
from ui.desk import Desk
from ui.style import Look
from ui.widgets.answers_card import strong
from ui.widgets.basics import label, wrapped
from ui.widgets.drafts_panel import DraftsPanel
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, DetailPane
from ui.widgets.tasking_tables import (
    BOARD_COLUMNS,
    BOARD_FILTERS,
    NOMINATION_COLUMNS,
    NOMINATION_FILTERS,
    PROBLEM_COLUMNS,
    counted,
    mark_words,
)
from ui.wording import count, day, moment, tone, word, yes_no

BOARD, NOMINATIONS, PROBLEMS, MAILS, MEMO = range(5)
# What a place that others send to is: the tab, and the chip on it.
PLACES = {
    "late": (BOARD, "awaited"),
    "awaited": (BOARD, "awaited"),
    "pending": (NOMINATIONS, "pending"),
    "problems": (PROBLEMS, ""),
    "mails": (MAILS, ""),
}
TABS = ("Board", "Nominations", "Problems", "Mails", "Memo")


class BoardView(QWidget):
    """A row for every office: what it answered."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.chips = Chips("Offices")
        self.grid: Grid[BoardRow] = Grid(BOARD_COLUMNS, look, "Board of offices")
        self.chips.chosen.connect(self._filter)
        _stack(self, self.chips, self.grid)

    def set_rows(self, rows: Sequence[BoardRow]) -> None:
        self.chips.set_chips(counted(BOARD_FILTERS, rows))
        self.grid.set_rows(rows)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(BOARD_FILTERS[key][1])


class NominationsView(QWidget):
    """Everyone nominated, in rank order, and beside them why."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.chips = Chips("Nominations")
        self.grid: Grid[NominationRow] = Grid(NOMINATION_COLUMNS, look, "Nominations")
        self.detail = DetailPane("Nomination")
        self.detail.setFixedWidth(280)
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self.show_detail)
        across = QWidget()
        row = QHBoxLayout(across)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.grid, 1)
        row.addWidget(self.detail)
        _stack(self, self.chips, across)
        self.detail.hide()

    def set_rows(self, rows: Sequence[NominationRow]) -> None:
        self.chips.set_chips(counted(NOMINATION_FILTERS, rows))
        self.grid.set_rows(rows)
        self.show_detail()

    def show_detail(self) -> None:
        """The one that is selected; hidden for none or several."""
        rows = self.grid.selected_rows()
        self.detail.setVisible(len(rows) == 1)
        if len(rows) == 1:
            self._fill(rows[0])

    def _fill(self, row: NominationRow) -> None:
        pane = self.detail
        pane.clear()
        pane.heading(row.name, f"{word(row.position)} · {row.office}")
        pane.section("State")
        pane.line(word(row.state), row.decision_reason, tone(row.state))
        if row.is_late or row.is_over_quota:
            pane.line(mark_words(row), "", ("triangle-alert", "caution"))
        pane.section("Why this rank")
        pane.line(f"Rank {row.rank}" if row.rank is not None else "Not ranked yet", row.explanation)
        if row.manual_score is not None or row.manual_note:
            pane.line(f"Own score {row.manual_score or 0:g}", row.manual_note)
        pane.section("As nominated")
        pane.line("Used trial license", yes_no(row.trial_use))
        pane.line("Completed course", day(row.course_completed_on) if row.course_completed_on
                  else yes_no(row.course_completed))  # fmt: skip
        pane.line("E-mail", row.email or "–")
        if row.remarks:
            pane.line("Remarks", row.remarks)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(NOMINATION_FILTERS[key][1])


class TaskingView(QWidget):
    """One tasking: its facts in two lines, then the tabs."""

    tab_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look = desk.look
        self.title = wrapped(strong(""))
        self.facts = wrapped(label("", "secondary"))
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Views of the tasking")
        for text in TABS:
            self.tabs.addTab(text)
        self.board = BoardView(look)
        self.nominations = NominationsView(look)
        self.problems: Grid[ProblemRow] = Grid(PROBLEM_COLUMNS, look, "Rows with problems")
        self.problems.set_empty("Every row of every file was read without a question.")
        self.mails = DraftsPanel(desk)
        self.mails.counted.connect(self._count_mails)
        self.memo = QPlainTextEdit()
        self.memo.setReadOnly(True)
        self.memo.setAccessibleName("Text of the memo")
        self.memo.setPlaceholderText("This tasking was created without a memo.")
        self.views = QStackedWidget()
        for view in (self.board, self.nominations, self.problems, self.mails, self.memo):
            self.views.addWidget(view)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self.tabs.currentChanged.connect(self.tab_changed)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.tabs)
        column.addSpacing(4)
        column.addWidget(self.views, 1)

    def _count_mails(self, waiting: int) -> None:
        self.tabs.setTabText(MAILS, f"Mails  {waiting:,}" if waiting else "Mails")

    def show_tasking(self, row: TaskingRow) -> None:
        self.mails.show_tasking(row.id)
        self.title.setText(f"{row.number} · {row.subject}")
        facts = (
            f"Due {moment(row.due_at, row.due_zone)}",
            f"{row.offices_answered} of {count(row.offices, 'office', 'offices')} answered",
            f"{row.nominated:,} nominated, {row.selected:,} selected",
            row.product,
        )
        self.facts.setText(" · ".join(filter(None, facts)))

    def show_detail(self, detail: TaskingDetail | None) -> None:
        self.memo.setPlainText(detail.text if detail else "")

    def set_problems(self, rows: Sequence[ProblemRow]) -> None:
        self.problems.set_rows(rows)
        waiting = sum(row.settled_on is None for row in rows)
        self.tabs.setTabText(PROBLEMS, f"Problems  {waiting:,}" if waiting else "Problems")

    def set_nominations(self, rows: Sequence[NominationRow]) -> None:
        self.nominations.set_rows(rows)
        self.tabs.setTabText(NOMINATIONS, f"Nominations  {len(rows):,}" if rows else "Nominations")

    def go_to(self, place: str) -> None:
        """Show what others sent to; any other word changes nothing."""
        if place in PLACES:
            tab, chip = PLACES[place]
            self.tabs.setCurrentIndex(tab)
            self.board.chips.choose(chip if tab == BOARD else "")
            self.nominations.chips.choose(chip if tab == NOMINATIONS else "")

    def search(self, text: str) -> None:
        """The page's filter goes through every grid."""
        for grid in (self.board.grid, self.nominations.grid, self.problems):
            grid.rows_model.set_filter(text)


def _stack(view: QWidget, *widgets: QWidget | QLabel) -> None:
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, place)
