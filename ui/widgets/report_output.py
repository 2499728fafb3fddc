"""A report on its way out of the window: into a file, or onto paper with a preview."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coordinator.services.papers import write_file
from coordinator.services.report_files import FileForm
from coordinator.services.workspace import Workspace
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.print_dialog import PrintDialog

PATTERNS = {
    FileForm.XLSX: "Excel workbooks (*.xlsx)",
    FileForm.CSV: "CSV files (*.csv)",
    FileForm.PDF: "PDF files (*.pdf)",
}
# Name and bytes of the paper in a form; `progress` is the last argument.
Paper = Callable[..., tuple[str, bytes]]


class ReportOutput(QObject):
    """Three actions that save and one that prints what `asked` gives: a paper of a view, and its arguments.

    `name` is suggested for the file; `open_dialog` shows a dialog of the page.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        what: str,
        asked: Callable[[], tuple[Paper, tuple[object, ...], str]],
        open_dialog: Callable[[DialogFrame], None],
    ) -> None:
        super().__init__(page)
        self._desk, self._page, self._asked, self._open = desk, page, asked, open_dialog
        add = desk.actions.add
        self.save_actions = {
            form: add(
                page, "Page", f"Export {what} to {form.value.upper()}…", partial(self.save, form), "", "file-down"
            )
            for form in FileForm
        }
        self.print_action = add(page, "Page", f"Print {what}…", self.show_preview, "Ctrl+P", "printer")

    def set_enabled(self, is_enabled: bool) -> None:
        for action in (*self.save_actions.values(), self.print_action):
            action.setEnabled(is_enabled)

    def save(self, form: FileForm, _checked: bool = False) -> None:
        paper, arguments, name = self._asked()
        suggested = f"{name} {self._desk.today().isoformat()}.{form.value}"
        path = self._desk.messages.save_file(self._page, "Export", suggested, PATTERNS[form])
        if path is not None:
            runner = self._desk.runner
            job = runner.call(
                _write, runner.workspace, paper, (*arguments, self._desk.today(), form, runner.progress), path
            )
            job.then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    def show_preview(self) -> None:
        paper, arguments, _ = self._asked()
        runner = self._desk.runner
        runner.read(paper, *arguments, self._desk.today(), FileForm.PDF, runner.progress).then(self._on_drawn)

    def _on_drawn(self, paper: tuple[str, bytes]) -> None:
        self._open(PrintDialog(self._desk, self._page, paper))


def _write(workspace: Workspace, paper: Paper, arguments: tuple[object, ...], path: Path) -> Path:
    """On the worker: the paper under the name that was chosen for it."""
    _, data = workspace.read(paper, *arguments)
    return write_file(path.parent, path.name, data)
