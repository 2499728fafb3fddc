"""The roster on its way out: the people and columns that are shown, exported or printed, redacted where asked for."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coordinator.services.roster_files import TITLE, roster_file
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button
from ui.widgets.report_output import Paper, ReportOutput
from ui.widgets.roster_grid import RosterGrid

# What a column of the grid is called among the fields of a report.
_FIELDS = {
    "Name": "name", "Office": "office", "Position": "position", "Rank": "rank", "Score": "score", "Gates": "gates",
    "Seat": "training", "License": "license", "Field office": "office", "E-mail": "email", "Phone": "phone",
    "Mobile": "mobile", "Duty station": "station", "Supervisor": "supervisor",
    "Supervisor e-mail": "supervisor_email", "Note": "note", "Tasking": "tasking",
}  # fmt: skip


class RosterOutput(ReportOutput):
    """`button` drops the menu with all of it down; `query` says what was searched for."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        grid: RosterGrid,
        query: Callable[[], str],
        open_dialog: Callable[[DialogFrame], None],
    ) -> None:
        super().__init__(desk, page, "roster", self._paper, open_dialog)
        self._grid, self._query = grid, query
        self.button = self._menu_button()

    def follow(self) -> None:
        self.set_enabled(bool(self._grid.rows_model.rowCount()))
        self.button.setEnabled(self.print_action.isEnabled())

    def _menu_button(self) -> QPushButton:
        made = button("Export")
        made.setAccessibleDescription("The people and columns that are shown")
        menu = QMenu(made)
        menu.addActions([self.print_action, *self.save_actions.values()])
        menu.addSeparator()
        menu.addAction(self.redacted_action)
        made.setMenu(menu)
        return made

    def _paper(self) -> tuple[Paper, tuple[object, ...], str]:
        ids = tuple(row.id for row in self._grid.rows_model.rows)
        titles = (self._grid.rows_model.columns[place].title for place in self._grid.arrangement.shown())
        columns = tuple(dict.fromkeys(_FIELDS[title] for title in titles))
        return roster_file, ((ids, columns, self._query()),), TITLE
