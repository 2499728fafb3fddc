"""What is done with cells of the roster: typed in, pasted, filled down, or one field set for everyone selected."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from coordinator.services.designees import edit_cells
from ui.desk import Desk
from ui.dialogs.bulk_edit_dialog import BulkEditDialog
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button
from ui.widgets.roster_grid import RosterGrid
from ui.wording import count

LARGE = 5000
Typed = tuple[int, str, str]


class CellVerbs(QObject):
    """Owns its actions; the page opens the dialog and reloads when a cell was refused. `columns` is a button."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        grid: RosterGrid,
        show: Callable[[DialogFrame], None],
        reload: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._grid = page, desk, grid
        self._show, self._reload = show, reload
        self._cells = 0
        # The grid has the keys of a spreadsheet itself; these are for whoever does not know them yet.
        self.copy = self._add("Copy", grid.copy, "copy")
        self.paste = self._add("Paste cells (Ctrl+V)", grid.paste, "clipboard-paste")
        self.fill_down = self._add("Fill down (Ctrl+D)", grid.fill_down, "arrow-down")
        self.bulk = self._add("Change a field for all selected…", self.ask_bulk, "list-checks", "Ctrl+Shift+E")
        self.actions = [self.paste, self.fill_down, self.bulk]
        self.columns: QPushButton = button("Columns", "chip", "columns-3")
        self.columns.setMenu(grid.columns_menu())
        grid.edited.connect(self._on_edited)
        grid.said.connect(self._on_said)
        grid.rows_model.came.connect(self._prepare)

    def _add(self, text: str, slot: Any, icon: str, shortcut: str = "") -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        chosen = bool(self._grid.selected_rows())
        for action in (self.copy, self.bulk):
            action.setEnabled(chosen)

    def _prepare(self) -> None:
        """A large roster is made ready for sorting while nobody waits for it."""
        model = self._grid.rows_model
        if model.total > LARGE:
            self._desk.runner.call(model.sort_keys.prepare, model.all_rows)

    def ask_bulk(self) -> None:
        if rows := self._grid.selected_rows():
            self._show(BulkEditDialog(self._desk, self._page, rows, self._grid.bulk_columns()))

    def _on_edited(self, cells: tuple[Typed, ...]) -> None:
        self._cells = len(cells)
        self._desk.runner.change(edit_cells, cells).then(self._on_saved).otherwise(self._reload)

    def _on_saved(self, _cells: int) -> None:
        self._desk.say(f"Changed {count(self._cells, 'cell', 'cells')}", True)

    def _on_said(self, sentence: str) -> None:
        self._desk.say(sentence, False)
