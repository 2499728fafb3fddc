"""Taskings: who was asked, what came back, who is nominated, and the decision."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter

from coordinator.rules.vocabulary import Area, DraftKind, ResponseState, TaskingState
from coordinator.services.memo_intake import looks_like_a_memo
from coordinator.views.taskings import (
    BoardRow,
    NominationRow,
    ProblemRow,
    TaskingDetail,
    TaskingRow,
    board,
    import_problems,
    nominations,
    tasking_detail,
    taskings,
)
from ui.desk import Desk
from ui.dialogs.drafts_dialog import DraftsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.tasking_dialog import TaskingDialog
from ui.widgets.grid import Grid
from ui.widgets.nomination_verbs import NominationVerbs
from ui.widgets.page import Page
from ui.widgets.parts import Header, button
from ui.widgets.problem_verbs import ProblemVerbs
from ui.widgets.selection_verbs import SelectionVerbs
from ui.widgets.tasking_tables import TASKING_COLUMNS
from ui.widgets.tasking_verbs import TaskingVerbs
from ui.widgets.tasking_views import NOMINATIONS, TaskingView
from ui.wording import count

FILES = "Nomination files (*.xlsx *.xls *.ods *.csv *.tsv *.txt);;All files (*)"


class TaskingsPage(Page):
    """`list` holds the taskings, `view` the chosen one; `dialog` is the one that is open, if any."""

    name = "Taskings"
    icon_name = "inbox"
    areas = (
        Area.TASKINGS | Area.NOMINATIONS | Area.OFFICES | Area.DESIGNEES | Area.LICENSES | Area.LETTERS | Area.DRAFTS
    )  # fmt: skip
    help = (
        "A tasking asks every office to name people by a date. Create it from its memo, set the quotas, and drop the "
        "files that come back on this page. The board shows each office’s answer; a double click on an office shows "
        "its people. Nominations are ranked by the rules, and the decision is frozen with its explanations. Late and "
        "over-quota names are kept and marked. Seats that an office gives back are offered to others by rank."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._wanted: int | None = None
        self._place = ""
        self.header = Header("Taskings")
        self.list: Grid[TaskingRow] = Grid(TASKING_COLUMNS, desk.look, "Taskings")
        self.list.setSelectionMode(Grid.SelectionMode.SingleSelection)
        self.view = TaskingView(desk)
        self._make_actions()
        self._lay_out()
        self._connect()

    # parts

    def _make_actions(self) -> None:
        add = self.desk.actions.add
        self.new_action = add(self, "Page", "New tasking", self.new_tasking, "Ctrl+N", "plus")
        self.import_action = add(self, "Page", "Import nominations…", self.choose_files, "Ctrl+I", "upload")
        self.mails_action = add(self, "Page", "Draft mails to offices…", self.draft_mails, "Ctrl+Shift+M", "mail")
        chosen, show, view = self._chosen_tasking, self._open, self.view
        self.verbs = TaskingVerbs(self, self.desk, chosen, show, view.board.grid)
        self.selection = SelectionVerbs(self, self.desk, chosen, show)
        self.judging = NominationVerbs(self, self.desk, chosen, show, view.nominations, self.verbs)
        self.problems = ProblemVerbs(self, self.desk, show, view.problems.grid)
        self.decide_action = self.judging.decide

    def _lay_out(self) -> None:
        self.more = QPushButton("More")
        menu = QMenu(self.more)
        verbs = self.verbs
        for actions in (
            [self.mails_action, *verbs.of_offices],
            [*self.selection.actions, self.decide_action],
            self.judging.of_people,
            self.problems.actions,
            [verbs.change, verbs.close, verbs.reopen],
        ):
            menu.addActions(actions)
            menu.addSeparator()
        self.more.setMenu(menu)
        self.import_button = button("Import…", "", "upload")
        self.import_button.clicked.connect(self.choose_files)
        self.new_button = button("New tasking", "primary", "plus")
        self.new_button.clicked.connect(self.new_tasking)
        for each in (self.more, self.import_button, self.new_button):
            self.header.add_button(each)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(16)
        self.splitter.setChildrenCollapsible(False)
        self.list.setMinimumWidth(190)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.view)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([216, 800])
        self.body.addWidget(self.header)
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.list.set_empty("A tasking asks the offices to name people by a date.", self.new_action)
        self.view.nominations.grid.set_empty("No office has named anybody yet.", self.import_action)
        self.view.board.grid.set_actions([self.mails_action, *self.verbs.of_offices, self.import_action])
        self.view.nominations.grid.set_actions(self.judging.of_people)
        self.view.problems.set_actions(self.problems.actions)
        self.list.set_actions([self.verbs.change, self.verbs.close, self.verbs.reopen])
        self.list.opened.connect(self.verbs.ask_change)
        self.list.selected.connect(self._load)
        self.view.nominations.grid.selected.connect(self._judge)
        self.view.tab_changed.connect(self._judge)
        self.selection.ranked.connect(self._show_nominations)
        self.view.mails.draft_wanted.connect(self.draft_mails)
        self.header.search.textChanged.connect(self.view.search)

    # what is shown

    @property
    def tasking(self) -> TaskingRow | None:
        """The one that is chosen."""
        return next(iter(self.list.selected_rows()), None)

    def _chosen_tasking(self) -> TaskingRow | None:
        return self.tasking

    def reload(self) -> None:
        self.desk.runner.read(taskings).then(self._on_taskings)

    def _on_taskings(self, rows: tuple[TaskingRow, ...]) -> None:
        self.list.set_rows(rows)
        live = sum(row.state is TaskingState.OPEN for row in rows)
        self.count_changed.emit(str(live) if live else "")
        self.header.subtitle.setText(f"{live:,} open, {len(rows):,} in all" if rows else "")
        self.view.setVisible(bool(rows))
        wanted = self._wanted if self._wanted in {row.id for row in rows} else None
        self._wanted = None
        if wanted is not None or (self.tasking is None and rows):
            self.list.select_ids([wanted if wanted is not None else rows[0].id])
        self._load()

    def _load(self) -> None:
        row = self.tasking
        self._judge()
        if row is None:
            return
        self.view.show_tasking(row)
        self.selection.load()
        read = self.desk.runner.read
        read(board, row.id, self.desk.now()).then(self._on_board)
        read(nominations, row.id).then(self._on_nominations)
        read(import_problems, row.id).then(self._on_problems)
        read(tasking_detail, row.id).then(self._on_detail)

    def _on_board(self, rows: tuple[BoardRow, ...]) -> None:
        self.verbs.offices = rows
        self.view.set_board(rows)

    def _on_nominations(self, rows: tuple[NominationRow, ...]) -> None:
        self.view.set_nominations(rows)
        self._judge()

    def _on_problems(self, rows: tuple[ProblemRow, ...]) -> None:
        self.view.set_problems(rows)
        self.problems.follow()

    def _on_detail(self, detail: TaskingDetail | None) -> None:
        """The last of the four: now a view that was asked for can be shown."""
        self.view.show_detail(detail)
        if self._wanted is not None:
            return
        place, self._place = self._place, ""
        self.view.go_to(place)

    def _judge(self) -> None:
        """What can be done now."""
        row = self.tasking
        is_live = row is not None and row.state is not TaskingState.CLOSED
        for action in (self.import_action, self.mails_action):
            action.setEnabled(is_live)
        for verbs in (self.verbs, self.selection, self.judging):
            verbs.follow()
        self.import_button.setEnabled(is_live)
        self.more.setEnabled(row is not None)
        total = self.view.nominations.grid.rows_model.total
        self.status_changed.emit(
            f"{len(self.judging.selected)} of {count(total, 'nomination', 'nominations')} selected"
        )

    # coming here

    def open(self, target: object) -> None:
        """A tasking's id, ("tasking", id, "late" | "awaited" | "pending" | "problems" | "mails"), or "new"."""
        if target == "new":
            self.new_tasking()
        elif isinstance(target, int):
            self._show(target, "")
        elif isinstance(target, tuple) and len(target) == 3 and isinstance(target[1], int):
            self._show(target[1], str(target[2]))

    def _show(self, tasking_id: int, place: str) -> None:
        self._wanted, self._place = tasking_id, place
        self.refresh()

    def drop(self, paths: Sequence[Path]) -> bool:
        """Tables are nominations, texts are memos."""
        if not paths:
            return False
        if looks_like_a_memo(paths[0]):
            self.new_tasking()
            assert isinstance(self.dialog, TaskingDialog)
            self.dialog.take_file(str(paths[0]))
            return True
        return self.import_files(paths)

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def new_tasking(self) -> None:
        dialog = TaskingDialog(self.desk, self)
        dialog.done_with.connect(self._on_created)
        self._open(dialog)

    def _on_created(self) -> None:
        if isinstance(self.dialog, TaskingDialog) and self.dialog.tasking_id is not None:
            self._show(self.dialog.tasking_id, "")

    def choose_files(self) -> None:
        paths = self.desk.messages.open_files(self, "Import nominations", FILES)
        if paths:
            self.import_files(paths)

    def import_files(self, paths: Sequence[Path]) -> bool:
        """Look at these files before they are taken; False when there is no tasking to take them under."""
        row = self.tasking
        if row is None or row.state is TaskingState.CLOSED:
            self.desk.messages.refuse(self, "Nominations belong to an open tasking. Create one first, or choose it.")
            return False
        self._open(ImportDialog(self.desk, self, self.list.rows_model.rows, row.id, paths))
        return True

    def _show_nominations(self) -> None:
        self.view.tabs.setCurrentIndex(NOMINATIONS)

    def draft_mails(self) -> None:
        """To the offices chosen on the board, else to those whom the kind concerns."""
        if row := self.tasking:
            offices = [each.id for each in self.view.board.grid.selected_rows()]
            asked = any(each.state is not ResponseState.AWAITED for each in self.verbs.offices)
            kind = DraftKind.REMINDER if asked else DraftKind.SOLICITATION
            self._open(DraftsDialog(self.desk, self, row.id, kind, offices or None))
