"""Trial licenses: who used which product, when, and where that is known from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.trial_uses import remove_trial_uses
from coordinator.views.trial_uses import TrialUseRow, trial_uses
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.trial_dialog import TrialDialog
from ui.models.rows_model import Column
from ui.widgets.basics import button
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, SearchBox
from ui.wording import NOTHING, count, day

ALL = "all"
WHY = (
    "Who used a trial license goes first in the ranking, and oversight asks who used which service when. "
    "Record it here."
)


def _name(row: TrialUseRow) -> str:
    return row.name


def _office(row: TrialUseRow) -> str:
    return row.office


def _email(row: TrialUseRow) -> str:
    return row.email or NOTHING


def _product(row: TrialUseRow) -> str:
    return row.product


def _from(row: TrialUseRow) -> str:
    return day(row.used_from)


def _from_on(row: TrialUseRow) -> object:
    return row.used_from


def _until(row: TrialUseRow) -> str:
    return day(row.used_until)


def _until_on(row: TrialUseRow) -> object:
    return row.used_until


def _source(row: TrialUseRow) -> str:
    return row.source or NOTHING


COLUMNS: tuple[Column[TrialUseRow], ...] = (
    Column("Person", _name, 200, bold=True),
    Column("Office", _office, 76),
    Column("Product", _product, 220),
    Column("First used", _from, 100, sort=_from_on),
    Column("Last used", _until, 100, sort=_until_on),
    Column("Source", _source, 260),
    Column("E-mail", _email, 220, private=True),
)


class TrialPanel(QWidget):
    """`search` and `chips` filter, `grid` has the uses, `add_button` records more; `dialog` is open."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self._is_active = True
        self._wanted: int | None = None
        self.search = SearchBox("Filter trial licenses")
        self.search.setPlaceholderText("Filter trial licenses")
        self.chips = Chips("Products")
        self.add_button = button("Record trial use…", "primary")
        self.grid: Grid[TrialUseRow] = Grid(COLUMNS, desk.look, "Trial licenses")
        self._add_actions(page)
        self._arrange()
        self._connect()
        self._show(())

    def _add_actions(self, page: QWidget) -> None:
        add = self.desk.actions.add
        self.add_action = add(page, "Page", "Record trial use…", self.record, "", "user-plus")
        self.edit_action = add(page, "Page", "Edit trial use…", self.edit, "", "pencil")
        self.remove_action = add(page, "Page", "Remove trial use", self.remove, "", "trash-2")
        self.person_action = add(page, "Page", "Show on the roster", self.show_person, "", "user")
        self.grid.set_actions([self.edit_action, self.remove_action, self.person_action])
        self.grid.set_empty(WHY, self.add_action)

    def _arrange(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        self.search.setMaximumWidth(320)
        above.addWidget(self.chips, 1, Qt.AlignmentFlag.AlignVCenter)
        above.addWidget(self.search, 1)
        above.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self.grid, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.chips.chosen.connect(self._on_chip)
        self.add_button.clicked.connect(self.record)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.edit)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(trial_uses).then(self._show)

    def open(self, target: object) -> None:
        """The id of a trial use."""
        if isinstance(target, int):
            self._wanted = target
            self._do_wanted()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def _show(self, rows: tuple[TrialUseRow, ...]) -> None:
        products = {row.product_id: row.product for row in rows}
        chips = [(str(each), name, sum(row.product_id == each for row in rows)) for each, name in products.items()]
        # With one product there is nothing to choose.
        self.chips.set_chips([(ALL, "All", len(rows)), *(sorted(chips, key=_title) if len(chips) > 1 else ())])
        self.grid.set_rows(rows)
        self._do_wanted()
        self._follow()

    def _do_wanted(self) -> None:
        if self._wanted is not None and self.grid.rows_model.total:
            self.search.clear()
            self.chips.choose(ALL)
            self.grid.select_ids([self._wanted])
            self._wanted = None

    def _on_search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)
        self._follow()

    def _on_chip(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == ALL else lambda row: str(row.product_id) == key)
        self._follow()

    def _follow(self) -> None:
        rows = self.grid.selected_rows()
        self.add_action.setEnabled(self._is_active)
        self.edit_action.setEnabled(self._is_active and len(rows) == 1)
        self.person_action.setEnabled(self._is_active and len(rows) == 1)
        self.remove_action.setEnabled(self._is_active and bool(rows))
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def record(self) -> None:
        self._open(TrialDialog(self.desk, self))

    def edit(self) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1:
            self._open(TrialDialog(self.desk, self, rows[0]))

    def remove(self) -> None:
        """At once: it can be undone."""
        ids = [row.id for row in self.grid.selected_rows()]
        if ids:
            self.desk.runner.change(remove_trial_uses, ids).then(self._on_removed)

    def _on_removed(self, number: int) -> None:
        self.desk.say(f"Removed {count(number, 'trial use', 'trial uses')}", True)

    def show_person(self) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1:
            self.desk.go("Roster", rows[0].designee_id)


def _title(chip: tuple[str, str, int]) -> str:
    return chip[1].casefold()
