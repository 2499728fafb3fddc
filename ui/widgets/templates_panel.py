"""Templates of certificates and letters: the list of them, and beside it what the chosen one makes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import TemplateKind
from coordinator.views.templates import TemplateContent, TemplateRow, template_content, template_rows
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.template_words import COLUMNS, FILTERS, TemplateLine
from ui.widgets.basics import button
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips
from ui.widgets.template_pane import TemplatePane
from ui.widgets.templates_verbs import TemplatesVerbs


class TemplatesPanel(QWidget):
    """`grid` of templates, filtered by `chips`; `pane` has the chosen one, `verbs` own the actions."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self._is_active = False
        self._wanted: tuple[str, object] | None = None
        self._ids: dict[tuple[TemplateKind, str], int] = {}
        self.chips = Chips("Templates")
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        self.grid: Grid[TemplateLine] = Grid(COLUMNS, desk.look, "Templates")
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.pane = TemplatePane(desk)
        self.verbs = TemplatesVerbs(desk, page, self.grid, self._open)
        self.import_button = button("Import…", "", "file-up")
        self._lay_out()
        self._connect()
        self._count()
        self._filter(self.chips.key)
        self._follow()

    def _lay_out(self) -> None:
        verbs = self.verbs
        self.pane.set_actions(verbs.often, verbs.restore, verbs.versions, verbs.others)
        self.grid.set_actions([*(action for _, action in verbs.often), *verbs.versions, *verbs.others])
        self.import_button.setAccessibleName(verbs.take_in.text())
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.chips, 1)
        head.addWidget(self.import_button, 0, Qt.AlignmentFlag.AlignTop)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 1)
        split.setSizes([628, 396])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(split, 1)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.verbs.ask_edit)
        self.pane.version_wanted.connect(self._look)
        self.verbs.wanted.connect(self.open)
        self.import_button.clicked.connect(self.verbs.take_in.trigger)
        self.verbs.take_in.enabledChanged.connect(self.import_button.setEnabled)

    # what is shown

    @property
    def row(self) -> TemplateRow | None:
        return self.verbs.row

    @property
    def _line(self) -> TemplateLine | None:
        return next(iter(self.grid.selected_rows()), None)

    def reload(self) -> None:
        self.desk.runner.read(template_rows).then(self._show)

    def open(self, target: object) -> None:
        """The key of a filter such as "letters", or which one to choose.

        That is ("template", id), ("version", id), or ("named", (kind, name)); one that is not here yet is chosen as
        soon as it is.
        """
        if isinstance(target, tuple):
            self._wanted = target
            self._find()
        else:
            self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._enable()

    def search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)

    def _show(self, rows: tuple[TemplateRow, ...]) -> None:
        """A line keeps its id when a shipped template is stored, so that it stays chosen."""
        lines = [TemplateLine(self._ids.setdefault((row.kind, row.name), len(self._ids) + 1), row) for row in rows]
        self.grid.set_rows(lines)
        self._count()
        self._find()
        shown = self.grid.rows_model.rows
        if shown and not self.grid.selected_rows():
            self.grid.select_ids([shown[0].id])
        self._follow()

    def _find(self) -> None:
        wanted = self._wanted
        found = next((line for line in self.grid.rows_model.all_rows if wanted and _is(wanted, line.row)), None)
        if found is None:
            return
        self._wanted = None
        if not FILTERS[self.chips.key][1](found):
            self.chips.choose("archived" if found.row.archived_on else "all")
        self.grid.select_ids([found.id])

    def _count(self) -> None:
        lines = self.grid.rows_model.all_rows
        self.chips.set_chips([(key, text, sum(map(fits, lines))) for key, (text, fits) in FILTERS.items()])

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    def _follow(self) -> None:
        """The pane and the actions follow the template that is chosen."""
        self.pane.show_template(self._line)
        self._look()

    def _look(self) -> None:
        """At the version that is chosen in the pane; until it is here nothing can be done with it."""
        row, self.verbs.content = self.row, None
        self._enable()
        if row is not None:
            self.desk.runner.read(template_content, row.kind, row.name, self.pane.version_id).then(self._show_content)

    def _show_content(self, content: TemplateContent) -> None:
        row = self.row
        if row is not None and (row.kind, row.name) == (content.kind, content.name):
            self.verbs.content = content
            self.pane.show_content(content)
            self._enable()

    def _enable(self) -> None:
        self.verbs.follow(is_active=self._is_active, is_newest=self.pane.is_newest)
        if self._is_active:
            chosen, total = len(self.grid.selected_rows()), self.grid.rows_model.total
            self.status_changed.emit(f"{chosen:,} of {total:,} selected")

    # dialogs

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _is(target: tuple[str, object], row: TemplateRow) -> bool:
    """Whether it is the one that is meant."""
    what, which = target
    if what == "version":
        return any(version.id == which for version in row.versions)
    return (row.kind, row.name) == which if what == "named" else bool(row.id) and row.id == which
