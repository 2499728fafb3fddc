"""Acknowledgments of the versions in force: a grid to record them in, the chosen one's evidence, and the mails."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator.views.acknowledgment_grid import (
    AcceptanceGrid,
    AcceptanceRow,
    AcknowledgmentDetail,
    acceptance_grid,
    acknowledgment_details,
)
from coordinator.views.acknowledgment_mails import acknowledgment_drafts
from ui.desk import Desk
from ui.models.acceptance_words import FILTERS
from ui.widgets.acceptance_bar import MAILS, PEOPLE, AcceptanceBar
from ui.widgets.acceptance_board import AcceptanceBoard
from ui.widgets.acceptance_pane import AcceptancePane
from ui.widgets.acceptance_verbs import AcceptanceVerbs
from ui.widgets.drafts_panel import DraftsPanel
from ui.widgets.parts import Chips
from ui.widgets.split import Split


class AcknowledgmentsPanel(QWidget):
    """`board` has the people, filtered by `chips`; `bar` says what Space records; `mails` are those that ask."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._text = ""
        self._is_active = False
        self._wanted: tuple[int, int | None] | None = None
        self.bar = AcceptanceBar(desk)
        self.chips = Chips("Filters of the people")
        self.board = AcceptanceBoard(desk.look)
        self.mails = DraftsPanel(desk)
        self.verbs = AcceptanceVerbs(desk, page, self.bar, self._current_board)
        self.pane = AcceptancePane(self.verbs.record, self.verbs.of_cells)
        self.split = Split(self.board, self.pane)
        self._lay_out()
        self._connect_board()
        self.chips.chosen.connect(self._on_chip)
        self.bar.views.chosen.connect(self._on_view)
        self.mails.draft_wanted.connect(self.verbs.ask_mails)
        self._follow()

    def _lay_out(self) -> None:
        people = QWidget()
        inside = QVBoxLayout(people)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.chips)
        inside.addWidget(self.split, 1)
        self.views = QStackedWidget()
        self.views.addWidget(people)
        self.views.addWidget(self.mails)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.views, 1)

    def _connect_board(self) -> None:
        board = self.board
        board.set_actions([self.verbs.record, *self.verbs.of_cells])
        board.selected.connect(self._follow)
        board.followed.connect(self._follow)
        board.opened.connect(self.verbs.show_evidence)
        board.record_wanted.connect(self.verbs.do_record)
        board.remove_wanted.connect(self.verbs.ask_remove)

    def _current_board(self) -> AcceptanceBoard:
        return self.board

    # what is shown

    def reload(self) -> None:
        self.bar.keep_today()
        self.desk.runner.read(acceptance_grid, self.desk.today()).then(self._show)
        self.desk.runner.read(acknowledgment_drafts).then(self.mails.set_rows)

    def open(self, target: object) -> None:
        """A filter such as "missing", "mails", or ("person", id) with or without the id of a version."""
        if target == MAILS:
            self.bar.views.choose(MAILS)
            return
        self.bar.views.choose(PEOPLE)
        if isinstance(target, tuple):
            self._wanted = (int(target[1]), int(target[2]) if len(target) > 2 else None)
            self._do_wanted()
        elif target in FILTERS:
            self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def search(self, text: str) -> None:
        self._text = text
        self.board.rows_model.set_filter(text)

    def _show(self, grid: AcceptanceGrid) -> None:
        if grid.versions != self.board.versions:
            self._take_board(AcceptanceBoard(self.desk.look, grid.versions))
        self.board.set_rows(grid.people)
        self.chips.set_chips([(key, text, sum(map(fits, grid.people))) for key, (text, fits) in FILTERS.items()])
        self._do_wanted()
        self._follow()

    def _take_board(self, board: AcceptanceBoard) -> None:
        """Other versions have other columns; filters and kept layouts stay."""
        before, self.board = self.board, board
        if before.layouts is not None:
            board.keep_layout(before.layouts)
        had_focus, sizes = before.hasFocus(), self.split.sizes()
        self.split.replaceWidget(0, board)
        self.split.setSizes(sizes)
        board.show()
        before.hide()
        before.deleteLater()
        if had_focus:
            board.setFocus()
        board.rows_model.set_filter(self._text)
        self._on_chip(self.chips.key or "all")
        self._connect_board()

    def _do_wanted(self) -> None:
        if self._wanted is not None and self.board.rows_model.total:
            self.chips.choose("all")
            self.board.show_person(*self._wanted)
            self._wanted = None

    def _on_chip(self, key: str) -> None:
        self.board.rows_model.set_predicate(None if key == "all" else FILTERS[key][1])
        self._follow()

    def _on_view(self, key: str) -> None:
        self.views.setCurrentIndex(int(key == MAILS))
        self._follow()

    def _follow(self) -> None:
        """The pane and the actions follow the cells that are chosen."""
        rows = self.board.selected_rows()
        self.verbs.follow(is_active=self._is_active and self.bar.views.key == PEOPLE)
        self.status_changed.emit(f"{len(rows):,} of {self.board.rows_model.total:,} selected")
        if not rows:
            self.pane.show_nobody()
        elif len(rows) > 1:
            lacking = sum(cell.is_asked for _, _, cell in self.board.chosen_cells())
            self.pane.show_many(len(rows), lacking, self.board.version)
        else:
            self.desk.runner.read(acknowledgment_details, _ids(rows[0])).then(self._show_person)

    def _show_person(self, details: tuple[AcknowledgmentDetail, ...]) -> None:
        rows = self.board.selected_rows()
        if len(rows) == 1 and [each.id for each in details] == _ids(rows[0]):
            cells = list(zip(self.board.versions, rows[0].cells, strict=True))
            self.pane.show_person(rows[0], cells, self.board.version, details)


def _ids(row: AcceptanceRow) -> list[int]:
    return [cell.acknowledgment_id for cell in row.cells if cell.acknowledgment_id]
