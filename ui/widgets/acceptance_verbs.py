"""What can be done with the chosen acknowledgments: record, prove, ask for, take back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.acknowledgment_forms import write_forms
from coordinator.services.acknowledgments import Accepted, AcknowledgmentFacts, acknowledge, attach_evidence
from coordinator.services.papers import read_file
from coordinator.views.acknowledgment_grid import (
    AcceptanceCell,
    AcceptanceRow,
    AcknowledgmentDetail,
    AskedVersion,
    acknowledgment_details,
)
from ui.desk import Desk
from ui.dialogs.acknowledge_cells_dialog import AcknowledgeCellsDialog
from ui.dialogs.acknowledgment_list_dialog import AcknowledgmentListDialog
from ui.dialogs.acknowledgment_mails_dialog import AcknowledgmentMailsDialog
from ui.dialogs.file_viewer_dialog import FileViewerDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import pydate
from ui.dialogs.remove_acknowledgments_dialog import RemoveAcknowledgmentsDialog
from ui.dialogs.version_dialog import PATTERN
from ui.widgets.acceptance_bar import AcceptanceBar
from ui.widgets.acceptance_board import AcceptanceBoard
from ui.wording import count

ACKNOWLEDGMENTS = ("acknowledgment", "acknowledgments")
ON_RECORD = "There is nothing to record here: it is acknowledged, or not asked."


class AcceptanceVerbs(QObject):
    """Actions of the page about the board that `board` gives; `dialog` is the one that is open."""

    def __init__(self, desk: Desk, page: QWidget, bar: AcceptanceBar, board: Callable[[], AcceptanceBoard]) -> None:
        super().__init__(page)
        self._desk, self._page, self._bar, self._board = desk, page, bar, board
        self.dialog: DialogFrame | None = None
        self._attaching: list[int] = []
        self.record = self._add("Record acknowledgment (Space)", self.do_record, "clipboard-check")
        self.prove = self._add("Record with evidence or on behalf…", self.ask_evidence, "file-check")
        self.take_list = self._add("Take a list in…", self.ask_list, "list-checks")
        self.ask = self._add("Ask by mail…", self.ask_mails, "mail")
        self.forms = self._add("Save forms to sign…", self.save_forms, "signature")
        self.show_file = self._add("Show evidence", self.show_evidence, "eye")
        self.attach = self._add("Attach evidence…", self.attach_file, "paperclip")
        self.remove = self._add("Take back…", self.ask_remove, "undo-2")
        self.person = self._add("Show on the roster", self.show_person, "user")
        bar.add_buttons([self.take_list, self.ask])

    def _add(self, text: str, slot: Callable[[], None], icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, "", icon)

    @property
    def of_cells(self) -> tuple[QAction, ...]:
        """Beside the one that records: what can be done with the chosen cells."""
        return self.prove, self.show_file, self.attach, self.forms, self.remove, self.person

    def follow(self, *, is_active: bool) -> None:
        cells, rows = self._board().chosen_cells(), self._board().selected_rows()
        asked, accepted = any(c.is_asked for _, _, c in cells), [c for _, _, c in cells if c.acknowledgment_id]
        has_versions = bool(self._board().versions)
        for action, can in (
            (self.record, asked),
            (self.prove, asked),
            (self.take_list, has_versions),
            (self.ask, has_versions),
            (self.forms, asked and self._board().version is not None),
            (self.show_file, any(c.has_evidence for c in accepted)),
            (self.attach, any(not c.has_evidence for c in accepted)),
            (self.remove, bool(accepted)),
            (self.person, len(rows) == 1),
        ):
            action.setEnabled(is_active and can)

    # recording

    def _asked(self) -> list[tuple[AcceptanceRow, AskedVersion, AcceptanceCell]]:
        return [each for each in self._board().chosen_cells() if each[2].is_asked]

    def do_record(self) -> None:
        """With the day and the method of the bar; on behalf asks for the evidence first."""
        asked = self._asked()
        if not asked:
            self._desk.say(ON_RECORD, False)
        elif self._bar.chosen is AcknowledgmentMethod.ON_BEHALF:
            self.ask_evidence()
        else:
            facts = AcknowledgmentFacts(pydate(self._bar.on.date()), self._bar.chosen)
            self._desk.runner.change(acknowledge, _accepted(asked), facts).then(self._on_recorded)
            if len(self._board().selected_rows()) == 1:
                self._board().go_down()

    def _on_recorded(self, new: int) -> None:
        self._desk.say(f"Recorded {count(new, *ACKNOWLEDGMENTS)}", new > 0)

    def ask_evidence(self) -> None:
        asked = self._asked()
        if asked:
            start = (pydate(self._bar.on.date()), self._bar.chosen)
            what = f"{_what(asked)}. Who has acknowledged it already is left as it is."
            self._open(AcknowledgeCellsDialog(self._desk, self._page, _accepted(asked), what, start))

    def ask_list(self) -> None:
        version, versions = self._version(), self._board().versions
        if version is not None:
            self._open(AcknowledgmentListDialog(self._desk, self._page, versions, version.id))

    # asking

    def _version(self) -> AskedVersion | None:
        """That of the column, else the one that most people lack."""
        board = self._board()
        lacking = {v: sum(board.cell_of(row, v).is_asked for row in board.rows_model.all_rows) for v in board.versions}
        return board.version or max(lacking, key=lambda each: lacking[each], default=None)

    def ask_mails(self) -> None:
        """Those selected when there are several, else all who are due."""
        version, rows = self._version(), self._board().selected_rows()
        if version is not None:
            several = [row.id for row in rows if self._board().cell_of(row, version).is_asked]
            ids = several if len(rows) > 1 else None
            self._open(AcknowledgmentMailsDialog(self._desk, self._page, version, ids))

    def save_forms(self) -> None:
        version = self._board().version
        people = tuple(row.id for row, _, _ in self._asked())
        folder = self._desk.messages.folder(self._page, "Save the forms to") if version and people else None
        if version is not None and folder is not None:
            runner = self._desk.runner
            job = runner.call(write_forms, runner.workspace, version.id, people, folder, runner.progress)
            job.then(self._on_forms)

    def _on_forms(self, result: tuple[int, Path]) -> None:
        self._desk.say(f"Saved {count(result[0], 'form', 'forms')} to {result[1].name}", False)

    # evidence

    def _ids(self, *, without_evidence: bool = False) -> list[int]:
        cells = [cell for _, _, cell in self._board().chosen_cells()]
        return [
            cell.acknowledgment_id
            for cell in cells
            if cell.acknowledgment_id and not (without_evidence and cell.has_evidence)
        ]

    def show_evidence(self) -> None:
        """The file that proves the chosen acknowledgment, inside the program."""
        if self.show_file.isEnabled():
            self._desk.runner.read(acknowledgment_details, self._ids()).then(self._show_evidence)

    def _show_evidence(self, details: tuple[AcknowledgmentDetail, ...]) -> None:
        for each in details:
            if each.file_id is not None:
                title = f"{each.name}: {each.document}, {each.label}"
                self._open(FileViewerDialog(self._desk, self._page, title, each.file_id, each.sha256))
                return

    def attach_file(self) -> None:
        """A scan for all chosen acknowledgments that have none."""
        path = self._desk.messages.open_file(self._page, "Attach the evidence", PATTERN)
        if path is not None:
            self._attaching = self._ids(without_evidence=True)
            self._desk.runner.call(read_file, path).then(self._attach)

    def _attach(self, file: tuple[str, bytes]) -> None:
        self._desk.runner.change(attach_evidence, self._attaching, file).then(self._on_attached)

    def _on_attached(self, number: int) -> None:
        self._desk.say(f"Attached the evidence of {count(number, *ACKNOWLEDGMENTS)}", True)

    def ask_remove(self) -> None:
        cells = [each for each in self._board().chosen_cells() if each[2].acknowledgment_id]
        if cells:
            self._open(RemoveAcknowledgmentsDialog(self._desk, self._page, self._ids(), _what(cells)))

    def show_person(self) -> None:
        [row] = self._board().selected_rows()
        self._desk.go("Roster", row.id)

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _accepted(cells: list[tuple[AcceptanceRow, AskedVersion, AcceptanceCell]]) -> list[Accepted]:
    return [Accepted(row.id, version.id) for row, version, _ in cells]


def _what(cells: list[tuple[AcceptanceRow, AskedVersion, AcceptanceCell]]) -> str:
    """ "Okafor, Dana R: Memorandum, version 1", or how many people and documents."""
    people = {row.id: row.name for row, _, _ in cells}
    versions = {version.id: f"{version.title}, {version.label}" for _, version, _ in cells}
    who = next(iter(people.values())) if len(people) == 1 else f"{len(people):,} people"
    return f"{who}: {'; '.join(versions.values())}"
