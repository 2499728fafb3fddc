"""Letters of licenses on their way out: opened one by one, or handed out together."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from coordinator.services.certificates import BatchResult
from coordinator.services.papers import letters_of_licenses, write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace
from coordinator.views.issued_papers import IssuedRow, papers_with_numbers
from coordinator.views.licenses import LicenseRow
from ui.desk import Desk
from ui.dialogs.paper_output_dialog import PaperOutputDialog
from ui.kept_files import put_aside
from ui.widgets.grid import Grid


class LetterVerbs(QObject):
    """Owns its actions; they are about the licenses selected in the grid. `dialog` says where letters go."""

    def __init__(self, desk: Desk, page: QWidget, grid: Grid[LicenseRow]) -> None:
        super().__init__(page)
        self._desk, self._page, self._grid = desk, page, grid
        self.dialog: PaperOutputDialog | None = None
        add = desk.actions.add
        self.open_action = add(page, "Page", "Open letter", self.open_letter, "Ctrl+O", "file-text")
        self.save_action = add(page, "Page", "Hand out letters…", self.hand_out, "Ctrl+Shift+S", "file-down")

    def follow(self, *, is_active: bool) -> None:
        rows = self._grid.selected_rows()
        self.open_action.setEnabled(is_active and len(rows) == 1 and bool(rows[0].letter))
        self.save_action.setEnabled(is_active and any(row.letter for row in rows))

    def open_letter(self) -> None:
        """The newest letter of the selected license."""
        rows = self._grid.selected_rows()
        if len(rows) == 1 and rows[0].letter:
            self._desk.runner.read(letters_of_licenses, (rows[0].number,)).then(self._put_aside)

    def open_file(self, file_id: int) -> None:
        """One letter of the history."""
        runner = self._desk.runner
        runner.call(put_aside, runner.workspace, file_id).then(self.open_outside)

    def _put_aside(self, letters: list[tuple[str, bytes]]) -> None:
        for letter in letters[:1]:
            self._desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *letter).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def hand_out(self) -> None:
        self._ask([row.number for row in self._grid.selected_rows() if row.letter])

    def offer(self, batch: BatchResult, words: str) -> None:
        """After a batch: who was refused and why, then the letters of the others."""
        if batch.refused:
            self._desk.messages.refuse(self._page, "\n".join(batch.refused), f"{words}. This was not done")
        self._ask(batch.made)

    def _ask(self, numbers: Sequence[str]) -> None:
        if numbers:
            self._desk.runner.read(papers_with_numbers, tuple(numbers)).then(self._show)

    def _show(self, rows: tuple[IssuedRow, ...]) -> None:
        """A reservation that was given back has no letter."""
        if rows:
            self.dialog = PaperOutputDialog(self._desk, self._page, rows)
            self.dialog.done_with.connect(self._desk.say)
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.open()


def write_letters(workspace: Workspace, numbers: tuple[str, ...], folder: Path, progress: Progress) -> tuple[int, Path]:
    """On the worker: one letter after the other, so that it can be stopped in between; how many there are, and where.

    A reservation that was given back has none.
    """
    written = 0
    for done, number in enumerate(numbers):
        progress(done, len(numbers), number)
        for name, data in workspace.read(letters_of_licenses, (number,)):
            write_file(folder, name, data)
            written += 1
    return written, folder
