"""Governing documents: every version, and beside it who accepted it and who has not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coordinator.views.documents import MissingRow, VersionDetail, VersionRow, governing_versions, version_detail
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.governing_columns import COLUMNS, FILTERS
from ui.widgets.governing_pane import GoverningPane
from ui.widgets.governing_verbs import GoverningVerbs
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips

EMPTY = "The PTA, the memorandum and other texts that people accept before they may hold a license."


class GoverningPanel(QWidget):
    """`grid` of versions, filtered by `chips`; `pane` has the chosen one, `verbs` own the actions, `dialog` is open."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self._is_active = False
        self._wanted: int | None = None
        self.chips = Chips("Versions")
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        self.grid: Grid[VersionRow] = Grid(COLUMNS, desk.look, "Governing documents")
        self.pane = GoverningPane()
        self.verbs = GoverningVerbs(desk, page, self.grid, self._open)
        self.pane.set_actions(self.verbs.record, self.verbs.often)
        self.grid.set_actions([self.verbs.record, *self.verbs.often, *self.verbs.seldom])
        self.grid.set_empty(EMPTY, self.verbs.register)
        self._lay_out()
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.verbs.show_file)
        self._count()
        self._follow()

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 1)
        split.setSizes([700, 320])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chips)
        column.addWidget(split, 1)

    # what is shown

    @property
    def row(self) -> VersionRow | None:
        return self.verbs.row

    @property
    def missing(self) -> tuple[MissingRow, ...]:
        """Who has not accepted the chosen version."""
        return self.verbs.missing

    def reload(self) -> None:
        self.desk.runner.read(governing_versions, self.desk.today()).then(self._show)

    def open(self, target: object) -> None:
        """ "new", the key of a filter such as "missing", or ("version", id)."""
        if target == "new":
            self.verbs.ask_document()
        elif isinstance(target, tuple):
            self._wanted = int(target[1])
            self.chips.choose("all")
            self._find()
        else:
            self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self.verbs.follow(is_active=is_active)

    def search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)

    def _show(self, rows: tuple[VersionRow, ...]) -> None:
        self.grid.set_rows(rows)
        self._count()
        self._find()
        if rows and not self.grid.selected_rows():
            self.grid.select_ids([rows[0].id])
        self._follow()

    def _find(self) -> None:
        """A version that is not here yet is chosen as soon as it is."""
        if any(row.id == self._wanted for row in self.grid.rows_model.all_rows):
            self.grid.select_ids([self._wanted or 0])
            self._wanted = None

    def _count(self) -> None:
        rows = self.grid.rows_model.all_rows
        self.chips.set_chips([(key, text, sum(map(fits, rows))) for key, (text, fits) in FILTERS.items()])

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    def _follow(self) -> None:
        """The pane and the actions follow the version that is chosen."""
        row = self.row
        self.verbs.follow(is_active=self._is_active)
        if row is None:
            self.verbs.missing = ()
            self.pane.show_nothing()
        else:
            self.desk.runner.read(version_detail, row.id).then(self._show_detail)

    def _show_detail(self, detail: VersionDetail) -> None:
        row = self.row
        if row is not None and row.id == detail.version_id:
            self.verbs.missing = detail.missing
            self.pane.show_version(row, detail)

    # dialogs

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        """A version that was made is the chosen one."""
        self._wanted = getattr(self.dialog, "version_id", None) or self._wanted
        self.dialog = None
