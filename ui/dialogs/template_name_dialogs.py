"""A name for a template: another one for one that is there, or one for what comes from a file."""

from collections.abc import Collection
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.papers import bytes_of
from coordinator.services.template_files import import_template
from coordinator.services.templates import LONGEST_NAME, choose_template, rename_template
from coordinator.views.templates import TemplateRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.template_words import kind_word
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form


class _NameDialog(DialogFrame):
    """`name` is typed; `notice` says why it cannot be the name."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, about: str) -> None:
        super().__init__(desk, parent, title, verb)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._check)
        self.notice = wrapped(label("", "secondary"))
        form = Form()
        form.row("&Name", self.name)
        self.column.addWidget(wrapped(label(about, "secondary")))
        self.column.addWidget(form)
        self.column.addWidget(self.notice)
        self.finish_layout()

    @property
    def typed(self) -> str:
        return " ".join(self.name.text().split())

    def _check(self) -> None:
        raise NotImplementedError


class RenameTemplateDialog(_NameDialog):
    """`taken` are the names of the others of its kind; `new_name` is set when it has one."""

    def __init__(self, desk: Desk, parent: QWidget, row: TemplateRow, taken: Collection[str]) -> None:
        about = f"{kind_word(row.kind)}. What was issued keeps the name that the template had then."
        super().__init__(desk, parent, f"Rename “{row.name}”", "Rename", about)
        self._row, self._taken = row, {name.casefold() for name in taken}
        self.new_name = ""
        self.name.setText(row.name)
        self.name.selectAll()
        self._check()
        self.fit(460)

    def _check(self) -> None:
        is_taken = self.typed.casefold() in self._taken
        self.notice.setText(f"There is already a template named “{self.typed}”." if is_taken else "")
        self.go.setEnabled(bool(self.typed) and not is_taken and self.typed != self._row.name)

    def submit(self) -> None:
        self.start()
        if self._row.is_chosen:
            # Until one is chosen a shipped one is in use by its name; under another it stays so.
            job = self.desk.runner.change(choose_template, self._row.kind, self._row.name)
            job.then(self._rename).otherwise(self.refused)
        else:
            self._rename()

    def _rename(self, _: None = None) -> None:
        job = self.desk.runner.change(rename_template, self._row.kind, self._row.name, self.typed)
        job.then(self._on_renamed).otherwise(self.refused)

    def _on_renamed(self, _: None) -> None:
        self.new_name = self.typed
        self.finish(f"Renamed the template to “{self.typed}”")


class ImportTemplateDialog(_NameDialog):
    """The template of a file, under the name that it has there or another; `version_id` is set when it is there."""

    def __init__(self, desk: Desk, parent: QWidget, path: Path) -> None:
        super().__init__(desk, parent, "Import a template", "Import", path.name)
        self._path = path
        self.version_id = 0
        self.name.setPlaceholderText("As in the file")
        self.notice.setText("It is added to the list and not used until it is chosen there.")
        self.fit(460)

    def _check(self) -> None:
        """Without a name it keeps its own."""

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(bytes_of, self._path).then(self._import).otherwise(self.refused)

    def _import(self, data: bytes) -> None:
        job = self.desk.runner.change(import_template, self.typed, data)
        job.then(self._on_imported).otherwise(self.refused)

    def _on_imported(self, version_id: int) -> None:
        self.version_id = version_id
        self.finish("Imported the template")
