"""The Roster: everyone, how far they are, and what comes next for each."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from coordinator.rules.vocabulary import Area
from coordinator.services.papers import stored_file, write_file
from coordinator.views.documents import VersionRow, governing_versions
from coordinator.views.offices import OfficeRow, offices
from coordinator.views.roster import DesigneeDetail, DesigneeRow, designee_detail, designees
from coordinator.views.saved_views import SavedViewRow, saved_views
from ui.desk import Desk
from ui.dialogs.acknowledge_dialog import AcknowledgeDialog
from ui.dialogs.designee_dialog import DesigneeDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.waiver_dialog import WaiverDialog
from ui.widgets.cell_verbs import CellVerbs
from ui.widgets.designee_pane import DesigneePane
from ui.widgets.page import Page
from ui.widgets.parts import Header, button
from ui.widgets.people_verbs import PeopleVerbs
from ui.widgets.roster_filters import SAVED, RosterFilters
from ui.widgets.roster_grid import RosterGrid
from ui.widgets.roster_output import RosterOutput
from ui.widgets.split import Split
from ui.widgets.view_verbs import ViewVerbs
from ui.wording import count


class RosterPage(Page):
    """`search`, `filters`, `grid` and `pane` are its parts; `dialog` is the one that is open."""

    name = "Roster"
    icon_name = "users"
    areas = (
        Area.DESIGNEES | Area.OFFICES | Area.NOMINATIONS | Area.TASKINGS | Area.DOCUMENTS | Area.TRAININGS | Area.SEATS
        | Area.CERTIFICATES | Area.LICENSES | Area.LETTERS | Area.SETTINGS
    )  # fmt: skip
    help = (
        "Everyone who was nominated or added. The dots are the gates between a person and a license; the pane at the "
        "right says what each rests on, and its button is the next step. The search takes words, “words in a row”, and "
        "fields such as office:DEN, is:untrained, ack:stale, score:>50, rank:1..10 or note:none; a comma or “or” asks "
        "for either, a minus for what you do not want to see. It offers what can be typed: Down chooses, Tab "
        "takes. Save view keeps a search among the chips; its menu renames, moves and deletes it. Select several "
        "people to record an acknowledgment for all of them. F2 edits a cell; Ctrl+C, Ctrl+V and Ctrl+D copy, paste "
        "and fill down the cells that are chosen, as one step. Columns chooses what is shown; contact columns come "
        "from the menu, and stay hidden otherwise, for shared screens. Export saves or prints the people and columns "
        "that are shown, redacted if you like. Evidence file gathers everything on record about one person."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._rows: tuple[DesigneeRow, ...] = ()
        self._offices: tuple[OfficeRow, ...] = ()
        self._versions: tuple[VersionRow, ...] = ()
        self._wanted: int | None = None
        self._edits_when_shown = False
        self.filters = RosterFilters(desk)
        self.search = self.filters.search
        self.header = Header("Roster", self.search)
        self.grid = RosterGrid(desk.look)
        self.pane = DesigneePane(desk.zone)
        self._add_actions()
        self._arrange()
        self._connect()
        self.view_verbs = ViewVerbs(self, desk, self.filters, self._open)
        self._follow()

    def _add_actions(self) -> None:
        add = self.desk.actions.add
        self.add_action = add(self, "Page", "Add person…", self.add_person, "Ctrl+N", "user-plus")
        self.edit_action = add(self, "Page", "Edit", self.edit, "F2", "pencil")
        self.record_action = add(self, "Page", "Record acknowledgment…", self.record, "Ctrl+Shift+A", "clipboard-check")
        self.waive_action = add(self, "Page", "Waive a gate…", self.waive, "", "hand")
        self.contacts_action = add(self, "Page", "Show contact columns", self.toggle_contacts, "", "id-card")
        self.contacts_action.setCheckable(True)
        self.people = PeopleVerbs(self, self.desk, self.grid, self._open)
        self.cells = CellVerbs(self, self.desk, self.grid, self._open, self.reload)
        self.output = RosterOutput(self.desk, self, self.grid, self._query, self._open)
        self.grid.set_actions(
            [self.edit_action, self.record_action, self.waive_action, self.cells.bulk, *self.people.actions,
             self.contacts_action]
        )  # fmt: skip

    def _arrange(self) -> None:
        self.import_button = button("Import…")
        self.add_button = button("Add person", "primary")
        self.header.add_button(self.output.button)
        self.header.add_button(self.import_button)
        self.header.add_button(self.add_button)
        nobody = "Nobody is on the roster yet. People come with the nominations that you import, or one by one."
        self.grid.set_empty(nobody, self.add_action)
        self.split = Split(self.grid, self.pane)
        self.body.addWidget(self.header)
        self.filters.add_button(self.cells.columns)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._go_to_import)
        self.add_button.clicked.connect(self.add_person)
        self.search.returnPressed.connect(self._into_grid)
        self.filters.changed.connect(self._filter)
        self.filters.counted.connect(self._tell_views)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.edit_person)
        self.grid.contacts_shown.connect(self.contacts_action.setChecked)
        self.pane.step_wanted.connect(self.take_step)
        self.pane.edit_wanted.connect(self.edit_person)
        self.pane.waiver_wanted.connect(self.waive)
        self.pane.paper_wanted.connect(self.open_paper)

    # what is shown

    def reload(self) -> None:
        runner, today = self.desk.runner, self.desk.today()
        runner.read(offices).then(self._take_offices)
        runner.read(governing_versions, today).then(self._take_versions)
        runner.read(saved_views, self.name).then(self._take_views)
        runner.read(designees, today).then(self._show)

    def _tell_views(self, views: Sequence[tuple[str, str, int]]) -> None:
        """Those that were saved stand in the rail."""
        self.views_counted.emit([view for view in views if view[0].startswith(SAVED)])

    def open(self, target: object) -> None:
        """A designee's id, "new", the key of a view, or a text for the search such as "is:untrained"."""
        if isinstance(target, int):
            self._wanted = target
            self._choose_wanted()
        elif target == "new":
            self.add_person()
        elif isinstance(target, str):
            self.filters.open(target)

    def _take_offices(self, rows: tuple[OfficeRow, ...]) -> None:
        self._offices = rows
        self.grid.set_offices(rows, self.desk.today())

    def _take_versions(self, rows: tuple[VersionRow, ...]) -> None:
        self._versions = rows

    def _take_views(self, rows: tuple[SavedViewRow, ...]) -> None:
        self.filters.set_views(rows)

    def _show(self, rows: tuple[DesigneeRow, ...]) -> None:
        self._rows = rows
        places = count(len({row.office for row in rows}), "office", "offices")
        self.header.subtitle.setText(f"{count(len(rows), 'person', 'people')}, {places}" if rows else "")
        self.grid.set_rows(rows)
        self.filters.set_rows(rows)
        self._choose_wanted()
        self._follow()

    def _choose_wanted(self) -> None:
        """Show whom `open` asked for, once the rows are there; a filter that hides the person gives way."""
        if self._wanted is None or all(row.id != self._wanted for row in self._rows):
            return
        if self.grid.rows_model.place_of(self._wanted) is None:
            self.filters.show_everyone()
        self.grid.select_ids([self._wanted])
        self._wanted = None
        self._follow()

    def _filter(self) -> None:
        self.grid.rows_model.set_predicate(self.filters.condition)
        self._follow()

    def _query(self) -> str:
        return self.filters.query

    def _into_grid(self) -> None:
        """From the search straight to the first person found."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.rows_model.rowCount():
            self.grid.select_ids([self.grid.rows_model.row_at(0).id])

    def _follow(self) -> None:
        """Pane, actions and status bar follow what is selected."""
        rows = self.grid.selected_rows()
        self.people.follow()
        self.cells.follow()
        self.output.follow()
        self.record_action.setEnabled(bool(rows))
        self.edit_action.setEnabled(len(rows) == 1)
        self.waive_action.setEnabled(len(rows) == 1 and bool(rows[0].missing))
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")
        if len(rows) == 1:
            self.desk.runner.read(designee_detail, rows[0].id, self.desk.today()).then(self._show_detail)
        else:
            self.pane.show_nobody(len(rows))

    def _show_detail(self, detail: DesigneeDetail | None) -> None:
        rows = self.grid.selected_rows()
        if detail is not None and len(rows) == 1 and rows[0].id == detail.id:
            self.pane.show_person(detail)
            if self._edits_when_shown:
                self.edit_person()

    @property
    def detail(self) -> DesigneeDetail | None:
        """Of the one person selected; None until it has been read."""
        rows, shown = self.grid.selected_rows(), self.pane.detail
        return shown if shown is not None and len(rows) == 1 and rows[0].id == shown.id else None

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        if isinstance(self.dialog, DesigneeDialog) and self.dialog.designee_id is not None:
            self._wanted = self.dialog.designee_id
            self._choose_wanted()
        self.dialog = None

    def _go_to_import(self) -> None:
        self.desk.go("Taskings", None)

    def add_person(self) -> None:
        self._open(DesigneeDialog(self.desk, self, self._offices, self._rows))

    def edit(self) -> None:
        """In place where the cell can be typed in, else in the dialog."""
        if not self.grid.edit_cell():
            self.edit_person()

    def edit_person(self) -> None:
        """A person whose details are still being read is edited as soon as they are there."""
        self._edits_when_shown = self.detail is None and len(self.grid.selected_rows()) == 1
        if self.detail is not None:
            self._open(DesigneeDialog(self.desk, self, self._offices, self._rows, self.detail))

    def record(self) -> None:
        if rows := self.grid.selected_rows():
            missing = self.detail.to_acknowledge if self.detail else ()
            self._record(rows, missing[0].id if missing else None)

    def _record(self, rows: Sequence[DesigneeRow], version_id: int | None) -> None:
        self._open(AcknowledgeDialog(self.desk, self, rows, self._versions, version_id))

    def take_step(self) -> None:
        """What the button of the pane says."""
        step = self.pane.step
        if step is None or self.detail is None:
            return
        if step.version is not None:
            self._record(self.grid.selected_rows(), step.version.id)
        else:
            self.desk.go(step.page, step.target)

    def waive(self) -> None:
        if (detail := self.detail) is not None:
            self._open(WaiverDialog(self.desk, self, detail.id, detail.name, detail.gates))

    def toggle_contacts(self) -> None:
        self.grid.show_contacts(self.contacts_action.isChecked())

    # papers

    def open_paper(self, file_id: int) -> None:
        self.desk.runner.read(stored_file, file_id).then(self._put_aside)

    def _put_aside(self, file: tuple[str, bytes]) -> None:
        self.desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *file).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
