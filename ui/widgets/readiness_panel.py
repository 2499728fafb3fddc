"""The board with its filters, and beside it what is missing by office or the gates of the person chosen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.gates import GateResult
from coordinator.views.documents import VersionRow, governing_versions
from coordinator.views.readiness import Readiness, ReadinessRow, Scope, readiness
from coordinator.views.readiness_counts import OfficeGap, gap_of
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.readiness_words import board_words, place_name, totals_words
from ui.widgets.office_gaps import OfficeGaps
from ui.widgets.readiness_filters import ReadinessFilters
from ui.widgets.readiness_grid import ReadinessGrid
from ui.widgets.readiness_pane import ReadinessPane
from ui.widgets.readiness_verbs import ReadinessVerbs
from ui.widgets.split import Split
from ui.widgets.view_switch import ViewSwitch

OFFICES, PERSON = "offices", "person"
NOBODY = "Nobody is selected yet. People come onto the board when they are selected under a tasking."


class ReadinessPanel(QWidget):
    """`filters`, `grid`, `offices` and `pane` are its parts; `dialog` is the one that is open.

    `totals_changed` carries a sentence and how many are not ready.
    """

    status_changed = Signal(str)
    totals_changed = Signal(str, int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self.board = Readiness((), (), (), 0)
        self._wanted: tuple[int, int | None] | None = None
        self._is_active = True
        self._gap = gap_of((), ())
        self.filters = ReadinessFilters(desk)
        self.search = self.filters.search
        self.offices = OfficeGaps()
        self.pane = ReadinessPane(desk.go)
        self.switch = ViewSwitch("Beside the board", ((OFFICES, "Offices"), (PERSON, "Evidence")))
        self.verbs = ReadinessVerbs(page, desk, self, self.open_dialog)
        self._to_taskings = QAction("Open Taskings", self)
        self._to_taskings.triggered.connect(partial(desk.go, "Taskings", None))
        self.grid = self._made_grid()
        self._arrange()
        self._connect()
        self._follow()

    def _made_grid(self) -> ReadinessGrid:
        grid = ReadinessGrid(self.desk.look, self.board.gates, self.desk.today(), self.board.expiring_days)
        grid.set_actions(list(self.verbs.actions))
        grid.set_empty(NOBODY, self._to_taskings)
        grid.followed.connect(self._follow)
        grid.selected.connect(self._follow)
        grid.opened.connect(self.show_evidence)
        grid.waive_wanted.connect(self.verbs.waive)
        grid.typed_on.connect(self._search_on)
        return grid

    def _arrange(self) -> None:
        self.beside = QStackedWidget()
        self.beside.addWidget(self.offices)
        self.beside.addWidget(self.pane)
        side = QWidget()
        down = QVBoxLayout(side)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self.switch)
        down.addWidget(self.beside, 1)
        side.setMinimumWidth(280)
        self.split = Split(self.grid, side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.filters)
        column.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.search.returnPressed.connect(self._into_grid)
        self.filters.changed.connect(self._filter)
        self.filters.reload_wanted.connect(self.reload)
        self.filters.counted.connect(self._show_gaps)
        self.offices.chosen.connect(self.filters.choose_office)
        self.switch.chosen.connect(self._on_switch)
        self.pane.step_wanted.connect(self.verbs.take_step)

    # what is shown

    def reload(self) -> None:
        runner, today = self.desk.runner, self.desk.today()
        product_id, scope = self.filters.asked
        runner.read(governing_versions, today).then(self._take_versions)
        runner.read(readiness, today, product_id, scope).then(self._show)

    def open(self, target: object) -> None:
        """A designee's id, (designee, gate), ("office", code), the key of a chip, or a text for the search."""
        match target:
            case int():
                self._choose((target, None))
            case (int() as designee_id, int() as gate_id):
                self._choose((designee_id, gate_id))
            case ("office", str() as code):
                self.filters.open("all")
                self.filters.choose_office(code)
                self.switch.choose(OFFICES)
            case str():
                self.filters.open(target)

    def set_active(self, is_active: bool) -> None:
        """Its actions can be used while it is shown."""
        self._is_active = is_active
        self.verbs.follow(is_active)

    def _take_versions(self, rows: tuple[VersionRow, ...]) -> None:
        self.verbs.versions = rows
        self._follow()

    def _show(self, board: Readiness) -> None:
        is_other = [gate.id for gate in board.gates] != [gate.id for gate in self.board.gates]
        is_other |= board.gates != self.board.gates or board.expiring_days != self.board.expiring_days
        self.board = board
        if is_other:
            self._replace_grid()
        self.filters.set_board(board)
        self.grid.rows_model.set_predicate(self.filters.condition)
        self.grid.set_rows(board.rows)
        self._count()
        self._tell_totals()
        self._choose(self._wanted)
        self._follow()

    def _replace_grid(self) -> None:
        """Gates were switched, renamed or moved: a column for each as it is now."""
        before, self.grid = self.grid, self._made_grid()
        if before.layouts is not None:
            self.grid.keep_layout(before.layouts)
        had_focus = before.hasFocus()
        sizes = self.split.sizes()
        self.split.replaceWidget(0, self.grid)
        self.split.setSizes(sizes)
        self.grid.show()
        before.hide()
        before.deleteLater()
        if had_focus:
            self.grid.setFocus()

    def _tell_totals(self) -> None:
        """How many are not ready is counted of those selected or holding a license, whoever else is shown."""
        not_ready = sum(row.is_concerned and not row.is_met for row in self.board.rows)
        self.totals_changed.emit(totals_words(self.board.rows), not_ready)

    def _show_gaps(self, everyone: OfficeGap, gaps: tuple[OfficeGap, ...]) -> None:
        self.offices.set_gaps(everyone, gaps)
        self.offices.choose(self.filters.office)

    def _choose(self, wanted: tuple[int, int | None] | None) -> None:
        """Show whom `open` asked for, once the rows are there; filters that hide the person give way."""
        self._wanted = wanted
        if wanted is None or not self.board.rows:
            return
        if all(row.id != wanted[0] for row in self.board.rows):
            self.filters.scope.setCurrentIndex(self.filters.scope.findData(Scope.EVERYONE))
            return
        if self.grid.rows_model.place_of(wanted[0]) is None:
            self.filters.open("all")
        self._wanted = None
        self.grid.show_person(*wanted)
        self.show_evidence()

    def _filter(self) -> None:
        self.grid.rows_model.set_predicate(self.filters.condition)
        self.offices.choose(self.filters.office)
        self._count()
        self._follow()

    def _count(self) -> None:
        """What is missing among those shown, for the status bar."""
        self._gap = gap_of(self.grid.rows_model.rows, self.board.gates)

    def _search_on(self, text: str) -> None:
        """A letter typed on the board goes into the search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(f"{self.search.text()} {text}".lstrip())

    def _into_grid(self) -> None:
        """From the search straight to the first person found."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.rows_model.rowCount():
            self.grid.show_person(self.grid.rows_model.row_at(0).id)

    # who is chosen

    @property
    def chosen(self) -> Sequence[ReadinessRow]:
        return self.grid.selected_rows()

    @property
    def cell(self) -> tuple[ReadinessRow, GateResult] | None:
        return self.grid.cell

    def show_evidence(self) -> None:
        """Of the cell that the keyboard is on."""
        self.switch.choose(PERSON)
        self._follow()

    def _on_switch(self, key: str) -> None:
        self.beside.setCurrentIndex(1 if key == PERSON else 0)
        self._follow()

    def _follow(self) -> None:
        """Pane, actions and status bar follow the chosen people and the cell."""
        people, cell = self.chosen, self.cell
        self.verbs.follow(self._is_active)
        self.status_changed.emit(board_words(self._gap, self._where(), len(people)))
        if self.switch.key != PERSON:
            return
        if len(people) > 1:
            self.pane.show_many(len(people), self.verbs.of_many)
        elif cell is None:
            self.pane.show_nobody()
        else:
            when = (self.desk.today(), self.board.expiring_days)
            self.pane.show_cell(*cell, self.verbs.step, self.verbs.of_cell, when)

    def _where(self) -> str:
        """The one office that the board is about, in words."""
        office = self.filters.office
        found = (row.office_name for row in self.board.rows if row.office == office)
        return place_name(next(found, "")) if office else ""

    # dialogs

    def open_dialog(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None
