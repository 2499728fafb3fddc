"""What can be done with templates: edit, use, copy, rename, archive, restore, hand on as a file and take one in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.services.papers import safe_name, write_file
from coordinator.services.template_files import ENDING, exported_template
from coordinator.services.templates import (
    archive_template,
    choose_template,
    restore_shipped,
    save_template,
    unarchive_template,
)
from coordinator.views.templates import TemplateContent, TemplateRow, template_content
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.template_dialog import TemplateDialog
from ui.dialogs.template_name_dialogs import ImportTemplateDialog, RenameTemplateDialog
from ui.models.template_words import TemplateLine, kind_word
from ui.runner import Job
from ui.widgets.grid import Grid

PATTERN = f"Templates (*{ENDING})"
ANY_FILE = f"{PATTERN};;All files (*)"


class TemplatesVerbs(QObject):
    """Owns its actions; all but `take_in` are about the template chosen in the grid.

    `content` is the version of it that is looked at. `wanted` says which template is to be chosen: ("named", (kind,
    name)) or ("version", id).
    """

    wanted = Signal(object)

    def __init__(
        self, desk: Desk, page: QWidget, grid: Grid[TemplateLine], show: Callable[[DialogFrame], None]
    ) -> None:
        super().__init__(page)
        self._desk, self._page, self._grid, self._show = desk, page, grid, show
        self.content: TemplateContent | None = None
        self._target = Path()
        add = self._add
        self.edit = add("Edit template…", self.ask_edit, "", "pencil")
        self.use = add("Use for new documents", self.choose, "", "circle-check")
        self.copy = add("New template from this…", self.ask_copy, "", "copy")
        self.rename = add("Rename template…", self.ask_rename, "", "file-text")
        self.restore = add("Restore this version as a new one", self.restore_version, "", "history")
        self.shipped = add("Restore template as shipped", self.restore_shipped, "", "rotate-ccw")
        self.export = add("Export template…", self.ask_export, "", "file-down")
        self.take_in = add("Import template…", self.ask_import, "", "file-up")
        self.archive = add("Archive template", self.put_away, "", "archive")
        self.unarchive = add("Take template from the archive", self.take_out, "", "undo-2")

    def _add(self, text: str, slot: Callable[[], None], shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    @property
    def often(self) -> tuple[tuple[str, QAction], ...]:
        """Each with the shorter word on its button."""
        return (("Edit…", self.edit), ("Use", self.use), ("New from this…", self.copy))

    @property
    def versions(self) -> tuple[QAction, ...]:
        return (self.restore, self.shipped)

    @property
    def others(self) -> tuple[QAction, ...]:
        return (self.rename, self.export, self.archive, self.unarchive)

    @property
    def row(self) -> TemplateRow | None:
        lines = self._grid.selected_rows()
        return lines[0].row if len(lines) == 1 else None

    def follow(self, *, is_active: bool, is_newest: bool) -> None:
        """Only what fits the chosen template, and the version of it that is looked at, can be done."""
        row = self.row if is_active else None
        is_kept = row is not None and row.archived_on is None
        is_free = is_kept and not (row and row.is_chosen)
        has_content = row is not None and self.content is not None
        for action, can in (
            (self.edit, is_kept),
            (self.use, is_free and has_content),
            (self.copy, has_content),
            (self.rename, row is not None),
            (self.restore, is_kept and has_content and not is_newest),
            (self.shipped, is_kept and bool(row and row.id)),
            (self.export, has_content),
            (self.archive, is_free),
            (self.unarchive, row is not None and not is_kept),
            (self.take_in, is_active),
        ):
            action.setEnabled(can)

    def _names(self, row: TemplateRow) -> list[str]:
        """Of all templates of its kind."""
        return [line.row.name for line in self._grid.rows_model.all_rows if line.row.kind is row.kind]

    # editing

    def ask_edit(self) -> None:
        """Its newest version, whichever is looked at."""
        if (row := self.row) is not None and self.edit.isEnabled():
            self._desk.runner.read(template_content, row.kind, row.name).then(self._edit)

    def _edit(self, content: TemplateContent) -> None:
        self._open_editor(TemplateDialog(self._desk, self._page, content))

    def ask_copy(self) -> None:
        """A new one that begins as what is looked at."""
        if (row := self.row) is not None and self.content is not None:
            taken = self._names(row)
            self._open_editor(TemplateDialog(self._desk, self._page, self.content, is_new=True, taken=taken))

    def _open_editor(self, dialog: TemplateDialog) -> None:
        dialog.finished.connect(partial(self._on_edited, dialog))
        self._show(dialog)

    def _on_edited(self, dialog: TemplateDialog, _result: int) -> None:
        if dialog.saved_name:
            self.wanted.emit(("named", (dialog.kind, dialog.saved_name)))

    def ask_rename(self) -> None:
        if (row := self.row) is not None:
            dialog = RenameTemplateDialog(self._desk, self._page, row, set(self._names(row)) - {row.name})
            dialog.finished.connect(partial(self._on_renamed, dialog, row))
            self._show(dialog)

    def _on_renamed(self, dialog: RenameTemplateDialog, row: TemplateRow, _result: int) -> None:
        if dialog.new_name:
            self.wanted.emit(("named", (row.kind, dialog.new_name)))

    # standing

    def choose(self) -> None:
        """A shipped one is stored first, as a change of its own: undo takes the choice back, not what is chosen."""
        row, content = self.row, self.content
        if row is not None and row.id:
            self._choose(row)
        elif row is not None and content is not None:
            self._store(content).then(partial(self._choose, row))

    def _choose(self, row: TemplateRow, _version_id: int = 0) -> None:
        said = f"Chose the template “{row.name}” for new documents"
        self._desk.runner.change(choose_template, row.kind, row.name).then(partial(self._say, said))

    def _store(self, content: TemplateContent) -> Job[int]:
        """As the newest version of its template."""
        return self._desk.runner.change(save_template, content.kind, content.name, content.template, content.images)

    def put_away(self) -> None:
        if (row := self.row) is not None:
            said = f"Archived the template “{row.name}”"
            self._desk.runner.change(archive_template, row.kind, row.name).then(partial(self._say, said))

    def take_out(self) -> None:
        if (row := self.row) is not None:
            said = f"Took the template “{row.name}” from the archive"
            self._desk.runner.change(unarchive_template, row.kind, row.name).then(partial(self._say, said))

    def _say(self, sentence: str, _: object) -> None:
        self._desk.say(sentence, True)

    # versions

    def restore_version(self) -> None:
        """What an older version says becomes the newest; those between stay."""
        if (content := self.content) is not None:
            said = f"Restored version {content.number} of “{content.name}” as its newest"
            self._store(content).then(partial(self._say, said))

    def restore_shipped(self) -> None:
        if (row := self.row) is not None:
            newest = row.versions[0].id if row.versions else 0
            job = self._desk.runner.change(restore_shipped, row.kind, row.name)
            job.then(partial(self._on_shipped, row.name, newest))

    def _on_shipped(self, name: str, before: int, version_id: int) -> None:
        if version_id == before:
            self._desk.say(f"“{name}” says what is shipped already", False)
        else:
            self._desk.say(f"Restored “{name}” as it is shipped", True)

    # files

    def ask_export(self) -> None:
        """The version that is looked at."""
        content = self.content
        if content is None:
            return
        name = safe_name(f"{kind_word(content.kind)} {content.name}{ENDING}")
        path = self._desk.messages.save_file(self._page, "Export the template", name, PATTERN)
        if path is not None:
            self._target = path
            self._desk.runner.call(exported_template, content).then(self._write)

    def _write(self, data: bytes) -> None:
        self._desk.runner.call(write_file, self._target.parent, self._target.name, data).then(self._on_written)

    def _on_written(self, path: Path) -> None:
        self._desk.say(f"Exported the template to {path.name}", False)

    def ask_import(self) -> None:
        path = self._desk.messages.open_file(self._page, "Import a template", ANY_FILE)
        if path is not None:
            dialog = ImportTemplateDialog(self._desk, self._page, path)
            dialog.finished.connect(partial(self._on_imported, dialog))
            self._show(dialog)

    def _on_imported(self, dialog: ImportTemplateDialog, _result: int) -> None:
        if dialog.version_id:
            self.wanted.emit(("version", dialog.version_id))
