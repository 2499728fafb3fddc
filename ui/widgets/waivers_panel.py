"""Every waiver: in force, ended and withdrawn, with who, which gate, why, by whom and until when."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.views.waivers import WaiverRow, WaiverState, waivers
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.waiver_end_dialogs import ExtendWaiverDialog, WithdrawWaiversDialog
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, SearchBox
from ui.widgets.split import Split
from ui.widgets.waivers_list import FILTERS, WaiverPane, chips_of, force_words, is_in_force, waiver_columns

WITHDRAWABLE = (WaiverState.IN_FORCE, WaiverState.PLANNED)
EXTENDABLE = (WaiverState.IN_FORCE, WaiverState.ENDED)
NOTHING_WAIVED = "No gate was ever waived. A waiver is given on the board: choose a person and press W."


class WaiversPanel(QWidget):
    """`search`, `chips`, `grid` and `pane` are its parts. `in_force_changed` carries how many are in force."""

    status_changed = Signal(str)
    in_force_changed = Signal(int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page
        self.dialog: DialogFrame | None = None
        self._wanted: int | None = None
        self._is_active = False
        self.search = SearchBox("Filter Waivers")
        self.search.setPlaceholderText("Filter waivers")
        self.chips = Chips("Waivers")
        self.grid: Grid[WaiverRow] = Grid(waiver_columns(), desk.look, "Waivers")
        self.grid.set_empty(NOTHING_WAIVED)
        self.pane = WaiverPane()
        add = desk.actions.add
        self.extend_action = add(page, "Page", "Extend waiver…", self.extend, "", "calendar-plus")
        self.withdraw_action = add(page, "Page", "Withdraw waiver…", self.withdraw, "", "ban")
        self.person_action = add(page, "Page", "Show on the board", self.show_person, "", "table-2")
        self.grid.set_actions(self.actions_of_rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chips)
        column.addWidget(Split(self.grid, self.pane), 1)
        self.chips.set_chips(chips_of(()))
        self._connect()
        self._filter()
        self._follow()

    def _connect(self) -> None:
        self.search.textChanged.connect(self.grid.rows_model.set_filter)
        self.search.returnPressed.connect(self._into_grid)
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.extend)

    @property
    def actions_of_rows(self) -> list[QAction]:
        return [self.extend_action, self.withdraw_action, self.person_action]

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(waivers, self.desk.today()).then(self._show)

    def open(self, target: object) -> None:
        """A waiver's id, or the key of a filter such as "soon"."""
        if isinstance(target, int):
            self._wanted = target
            self._choose_wanted()
        elif target in FILTERS:
            self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        """Its actions can be used while it is shown."""
        self._is_active = is_active
        self._follow()

    def _show(self, rows: tuple[WaiverRow, ...]) -> None:
        self.grid.set_rows(rows)
        self.chips.set_chips(chips_of(rows))
        self.in_force_changed.emit(sum(map(is_in_force, rows)))
        self._choose_wanted()
        self._follow()

    def _choose_wanted(self) -> None:
        """A filter that hides it gives way."""
        wanted = self._wanted
        if wanted is None or all(row.id != wanted for row in self.grid.rows_model.all_rows):
            return
        if self.grid.rows_model.place_of(wanted) is None:
            self.search.clear()
            self.chips.choose("all")
        self.grid.select_ids([wanted])
        self._wanted = None

    def _filter(self) -> None:
        _, test = FILTERS[self.chips.key]
        self.grid.rows_model.set_predicate(test)
        self._follow()

    def _into_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.rows_model.rowCount():
            self.grid.select_ids([self.grid.rows_model.row_at(0).id])

    def _follow(self) -> None:
        """Pane, actions and status bar follow what is selected."""
        rows = self.grid.selected_rows()
        can_withdraw = bool(rows) and all(row.state in WITHDRAWABLE for row in rows)
        self.withdraw_action.setEnabled(self._is_active and can_withdraw)
        is_one = self._is_active and len(rows) == 1
        self.extend_action.setEnabled(is_one and rows[0].state in EXTENDABLE)
        self.person_action.setEnabled(is_one)
        self.status_changed.emit(force_words(self.grid.rows_model.all_rows))
        if len(rows) == 1:
            self.pane.show_waiver(rows[0], self.actions_of_rows)
        else:
            self.pane.show_nothing(len(rows), self.actions_of_rows)

    # what can be done

    def extend(self) -> None:
        rows = self.grid.selected_rows()
        if self.extend_action.isEnabled() and len(rows) == 1:
            self._open(ExtendWaiverDialog(self.desk, self._page, rows[0]))

    def withdraw(self) -> None:
        rows = self.grid.selected_rows()
        if rows:
            self._open(WithdrawWaiversDialog(self.desk, self._page, rows))

    def show_person(self) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1:
            self.desk.go("Readiness", (rows[0].designee_id, rows[0].gate_id))

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None
