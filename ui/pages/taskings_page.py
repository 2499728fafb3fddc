"""Taskings: who was asked, what came back, who is nominated, and the decision."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter

from coordinator.rules.vocabulary import Area, DraftKind, NominationState, ResponseState, TaskingState
from coordinator.services.memo_intake import looks_like_a_memo
from coordinator.services.taskings import close_tasking
from coordinator.views.licenses import AgreementRow, agreements
from coordinator.views.taskings import (
    BoardRow,
    NominationRow,
    TaskingDetail,
    TaskingRow,
    board,
    import_problems,
    nominations,
    tasking_detail,
    taskings,
)
from ui.desk import Desk
from ui.dialogs.decision_dialogs import (
    DecideDialog,
    DeclineDialog,
    OverrideDialog,
    WithdrawDialog,
    capacity_of,
)
from ui.dialogs.drafts_dialog import DraftsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.quotas_dialog import QuotasDialog
from ui.dialogs.tasking_dialog import TaskingDialog
from ui.widgets.grid import Grid
from ui.widgets.page import Page
from ui.widgets.parts import Header, button
from ui.widgets.selection_verbs import SelectionVerbs
from ui.widgets.tasking_tables import TASKING_COLUMNS
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
        "files that come back on this page. The board shows each office’s answer; nominations are ranked by the "
        "rules, and the decision is frozen with its explanations. Late and over-quota names are kept and marked."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._wanted: int | None = None
        self._place = ""
        self._board: tuple[BoardRow, ...] = ()
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
        self.quotas_action = add(self, "Page", "Set quotas…", self.set_quotas, "", "list-checks")
        self.decline_action = add(self, "Page", "Record decline…", self.record_decline, "", "ban")
        self.mails_action = add(self, "Page", "Draft mails to offices…", self.draft_mails, "Ctrl+Shift+M", "mail")
        self.selection = SelectionVerbs(self, self.desk, self._chosen_tasking, self._open)
        self.decide_action = add(self, "Page", "Decide selection…", self.decide, "", "stamp")
        self.override_action = add(self, "Page", "Decide by hand…", self.override, "", "hand")
        self.withdraw_action = add(self, "Page", "Withdraw…", self.withdraw, "", "user-x")
        self.close_action = add(self, "Page", "Close tasking", self.close_tasking, "", "check")
        self.live_actions = (
            self.import_action, self.quotas_action, self.decline_action, self.mails_action, self.close_action,
        )  # fmt: skip

    def _lay_out(self) -> None:
        self.more = QPushButton("More")
        menu = QMenu(self.more)
        menu.addActions([self.mails_action, self.quotas_action, self.decline_action])
        menu.addSeparator()
        menu.addActions([*self.selection.actions, self.decide_action])
        menu.addSeparator()
        menu.addActions([self.override_action, self.withdraw_action])
        menu.addSeparator()
        menu.addAction(self.close_action)
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
        self.view.board.grid.set_actions(
            [self.mails_action, self.decline_action, self.quotas_action, self.import_action]
        )
        self.view.nominations.grid.set_actions([self.override_action, self.withdraw_action])
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
        read(board, row.id).then(self._on_board)
        read(nominations, row.id).then(self._on_nominations)
        read(import_problems, row.id).then(self.view.set_problems)
        read(tasking_detail, row.id).then(self._on_detail)

    def _on_board(self, rows: tuple[BoardRow, ...]) -> None:
        self._board = rows
        self.view.board.set_rows(rows)

    def _on_nominations(self, rows: tuple[NominationRow, ...]) -> None:
        self.view.set_nominations(rows)
        self._judge()

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
        for action in (
            self.import_action,
            self.quotas_action,
            self.decline_action,
            self.close_action,
            self.mails_action,
        ):
            action.setEnabled(is_live)
        self.decide_action.setEnabled(is_live and row is not None and row.nominated > 0)
        self.selection.follow()
        chosen = self._chosen()
        self.override_action.setEnabled(bool(chosen))
        self.withdraw_action.setEnabled(any(each.state is not NominationState.WITHDRAWN for each in chosen))
        self.import_button.setEnabled(is_live)
        self.more.setEnabled(row is not None)
        total = self.view.nominations.grid.rows_model.total
        self.status_changed.emit(f"{len(chosen)} of {count(total, 'nomination', 'nominations')} selected")

    def _chosen(self) -> list[NominationRow]:
        return self.view.nominations.grid.selected_rows()

    # coming here

    def open(self, target: object) -> None:
        """A tasking's id, ("tasking", id, "late" | "awaited" | "pending" | "problems"), or "new"."""
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

    def set_quotas(self) -> None:
        if row := self.tasking:
            self._open(QuotasDialog(self.desk, self, row.id, row.number, self._board))

    def record_decline(self) -> None:
        if row := self.tasking:
            office = self.view.board.grid.current_row()
            self._open(DeclineDialog(self.desk, self, row, self._board, office.id if office else None))

    def _show_nominations(self) -> None:
        self.view.tabs.setCurrentIndex(NOMINATIONS)

    def draft_mails(self) -> None:
        """To the offices chosen on the board, else to those whom the kind concerns."""
        if row := self.tasking:
            offices = [each.id for each in self.view.board.grid.selected_rows()]
            asked = any(each.state is not ResponseState.AWAITED for each in self._board)
            kind = DraftKind.REMINDER if asked else DraftKind.SOLICITATION
            self._open(DraftsDialog(self.desk, self, row.id, kind, offices or None))

    def decide(self) -> None:
        self.desk.runner.read(agreements).then(self._ask_capacity)

    def _ask_capacity(self, pools: tuple[AgreementRow, ...]) -> None:
        row = self.tasking
        if row is None:
            return
        capacity, where_from = capacity_of(pools, self._board, row.product, self.desk.today())
        self._open(DecideDialog(self.desk, self, row, capacity, where_from))

    def override(self) -> None:
        if rows := self._chosen():
            self._open(OverrideDialog(self.desk, self, rows))

    def withdraw(self) -> None:
        rows = [row for row in self._chosen() if row.state is not NominationState.WITHDRAWN]
        if rows and self.tasking:
            self._open(WithdrawDialog(self.desk, self, rows))

    def close_tasking(self) -> None:
        if row := self.tasking:
            self.desk.runner.change(close_tasking, row.id).then(self._on_tasking_closed)

    def _on_tasking_closed(self, _: None) -> None:
        self.desk.say("Closed the tasking", True)
