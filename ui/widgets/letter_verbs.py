"""Letters of licenses on their way out: opened one by one, or saved into a folder."""

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
from coordinator.views.licenses import LicenseRow
from ui.desk import Desk
from ui.kept_files import put_aside
from ui.widgets.grid import Grid
from ui.wording import count

LETTERS = ("letter", "letters")


class LetterVerbs(QObject):
    """Owns its actions; they are about the licenses selected in the grid."""

    def __init__(self, desk: Desk, page: QWidget, grid: Grid[LicenseRow]) -> None:
        super().__init__(page)
        self._desk, self._page, self._grid = desk, page, grid
        add = desk.actions.add
        self.open_action = add(page, "Page", "Open letter", self.open_letter, "Ctrl+O", "file-text")
        self.save_action = add(page, "Page", "Save letters…", self.save_letters, "Ctrl+Shift+S", "file-down")

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
        self._desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *letters[0]).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def save_letters(self) -> None:
        self._save(tuple(row.number for row in self._grid.selected_rows() if row.letter))

    def offer(self, batch: BatchResult, words: str) -> None:
        """After a batch: who was refused and why, then the letters of the others."""
        messages = self._desk.messages
        if batch.refused:
            messages.refuse(self._page, "\n".join(batch.refused), f"{words}. This was not done")
        sentence = "Save their letters as PDF files into a folder now? They can be saved at any time."
        if batch.made and messages.confirm(self._page, words, sentence, "Save into a folder"):
            self._save(batch.made)

    def _save(self, numbers: Sequence[str]) -> None:
        folder = self._desk.messages.folder(self._page, "Save letters into") if numbers else None
        if folder is not None:
            runner = self._desk.runner
            job = runner.call(write_letters, runner.workspace, tuple(numbers), folder, runner.progress)
            job.then(self._on_saved)

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        self._desk.say(f"Saved {count(saved[0], *LETTERS)} in {saved[1].name}", False)


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
