"""A report on its way out of the window: into a file, or onto paper with a preview; redacted where it is asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from coordinator.services.papers import write_file
from coordinator.services.report_files import FileForm
from coordinator.services.workspace import Workspace
from coordinator.views.redaction import redacted_title
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.print_dialog import PrintDialog

PATTERNS = {
    FileForm.XLSX: "Excel workbooks (*.xlsx)",
    FileForm.CSV: "CSV files (*.csv)",
    FileForm.PDF: "PDF files (*.pdf)",
}
REDACTED = (
    "Personal data is replaced by its FOIA exemption; it is not in the file at all. Settings say what is withheld."
)
# Name and bytes of the paper in a form; `progress` is the last argument, beside `is_redacted`.
Paper = Callable[..., tuple[str, bytes]]


class ReportOutput(QObject):
    """Three actions that save and one that prints what `asked` gives: a paper of a view, and its arguments.

    `name` is suggested for the file; `open_dialog` shows a dialog of the page. While `redacted_action`, or its box
    `redacted`, is checked all of them leave out what the rules withhold.
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
        self.redacted = redacted_box()
        self._form = FileForm.XLSX
        add = desk.actions.add
        self.save_actions = {
            form: add(
                page, "Page", f"Export {what} to {form.value.upper()}…", partial(self.save, form), "", "file-down"
            )
            for form in FileForm
        }
        self.print_action = add(page, "Page", f"Print {what}…", self.show_preview, "Ctrl+P", "printer")
        self.redacted_action = add(
            page, "Page", f"Redact the {what} in files and prints", self._follow_action, "", "eye-off"
        )
        self.redacted_action.setCheckable(True)
        self.redacted.clicked.connect(self.redacted_action.setChecked)

    def set_enabled(self, is_enabled: bool) -> None:
        for action in (*self.save_actions.values(), self.print_action, self.redacted_action):
            action.setEnabled(is_enabled)
        self.redacted.setEnabled(is_enabled)

    def _follow_action(self) -> None:
        self.redacted.setChecked(self.redacted_action.isChecked())

    def save(self, form: FileForm, _checked: bool = False) -> None:
        _, _, name = self._asked()
        self._form = form
        if self.redacted_action.isChecked():
            self._desk.runner.read(redacted_title, name).then(self._ask_redacted)
        else:
            self._ask(name, is_redacted=False)

    def _ask_redacted(self, title: str) -> None:
        self._ask(f"{title} redacted", is_redacted=True)

    def _ask(self, name: str, *, is_redacted: bool) -> None:
        """Where to; then it is written there."""
        form = self._form
        suggested = f"{name} {self._desk.today().isoformat()}.{form.value}"
        path = self._desk.messages.save_file(self._page, "Export", suggested, PATTERNS[form])
        if path is not None:
            paper, arguments, _ = self._asked()
            runner = self._desk.runner
            asked = (*arguments, self._desk.today(), form, runner.progress)
            runner.call(_write, runner.workspace, paper, asked, path, is_redacted).then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    def show_preview(self) -> None:
        paper, arguments, _ = self._asked()
        runner, is_redacted = self._desk.runner, self.redacted_action.isChecked()
        asked = (*arguments, self._desk.today(), FileForm.PDF, runner.progress)
        runner.read(paper, *asked, is_redacted=is_redacted).then(self._on_drawn)

    def _on_drawn(self, paper: tuple[str, bytes]) -> None:
        self._open(PrintDialog(self._desk, self._page, paper))


def redacted_box() -> QCheckBox:
    """Beside what saves and prints."""
    made = QCheckBox("&Redacted")
    made.setToolTip(REDACTED)
    made.setAccessibleDescription(REDACTED)
    return made


def _write(workspace: Workspace, paper: Paper, asked: tuple[object, ...], path: Path, is_redacted: bool) -> Path:
    """On the worker: the paper under the name that was chosen for it."""
    _, data = workspace.read(paper, *asked, is_redacted=is_redacted)
    return write_file(path.parent, path.name, data)
