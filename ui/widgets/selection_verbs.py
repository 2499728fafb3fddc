"""From ranks to a decision and what follows from it: what-if, sign-off, letters, alternates, the record."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import TaskingState
from coordinator.services.certificates import BatchResult
from coordinator.services.papers import papers_numbered, stored_file, write_file
from coordinator.services.selection import rank_nominations
from coordinator.views.selections import SelectionRow, selections
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.promotions_dialog import PromotionsDialog
from ui.dialogs.selection_letters_dialog import SelectionLettersDialog
from ui.dialogs.what_if_dialog import WhatIfDialog
from ui.wording import count


class SelectionVerbs(QObject):
    """Owns its actions. The page says which tasking is chosen and opens the dialogs; `ranked`: there are ranks now."""

    ranked = Signal()

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        chosen: Callable[[], TaskingRow | None],
        show: Callable[[DialogFrame], None],
    ) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._chosen, self._show = chosen, show
        self._decisions: tuple[SelectionRow, ...] = ()
        self.rank = self._add("Rank nominations", self.do_rank, "", "list-ordered")
        self.what_if = self._add("What if and sign-off…", self.ask_what_if, "Ctrl+Shift+W", "sliders-horizontal")
        self.promote = self._add("Move alternates up…", self.ask_promotions, "Ctrl+U", "arrow-up")
        self.letters = self._add("Issue letters of selection…", self.ask_letters, "", "mail")
        self.record = self._add("Open the selection record", self.open_record, "", "file-check")
        self.actions = [self.rank, self.what_if, self.promote, self.letters, self.record]

    def _add(self, text: str, slot: Any, shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._page, "Page", text, slot, shortcut, icon)

    # what can be done

    def load(self) -> None:
        """Ask what was decided under the tasking that is chosen."""
        if (row := self._chosen()) is not None:
            self._desk.runner.read(selections, row.id).then(self._take_decisions)

    def _take_decisions(self, rows: tuple[SelectionRow, ...]) -> None:
        self._decisions = rows
        self.follow()

    def follow(self) -> None:
        row = self._chosen()
        is_live = row is not None and row.state is not TaskingState.CLOSED
        for action in (self.rank, self.what_if):
            action.setEnabled(is_live and row is not None and row.nominated > 0)
        for action in (self.promote, self.letters):
            action.setEnabled(is_live and bool(self._decisions))
        self.record.setEnabled(any(each.record_file_id is not None for each in self._decisions))

    # the verbs

    def do_rank(self) -> None:
        if row := self._chosen():
            self._desk.runner.change(rank_nominations, row.id).then(self._on_ranked)

    def _on_ranked(self, ranked: int) -> None:
        self.ranked.emit()
        self._desk.say(f"Ranked {count(ranked, 'nomination', 'nominations')}", True)

    def ask_what_if(self) -> None:
        if row := self._chosen():
            self._show(WhatIfDialog(self._desk, self._page, row))

    def ask_promotions(self) -> None:
        if row := self._chosen():
            self._show(PromotionsDialog(self._desk, self._page, row))

    def ask_letters(self) -> None:
        if row := self._chosen():
            dialog = SelectionLettersDialog(self._desk, self._page, row)
            dialog.issued.connect(self._save_letters)
            self._show(dialog)

    def _save_letters(self, batch: BatchResult) -> None:
        """What was issued is on record; a folder chosen now gets the files too."""
        folder = self._desk.messages.folder(self._page, "Save the letters to")
        if folder is not None:
            self._desk.runner.read(papers_numbered, batch.made).then(_Saving(self, folder).save)

    def saved(self, files: int) -> None:
        self._desk.say(f"Saved {count(files, 'letter', 'letters')}", False)

    def write(self, folder: Path, files: list[tuple[str, bytes]]) -> None:
        self._desk.runner.call(_write_all, folder, files).then(self.saved)

    def open_record(self) -> None:
        """Of the newest decision that has one."""
        file_id = next((each.record_file_id for each in self._decisions if each.record_file_id is not None), None)
        if file_id is not None:
            self._desk.runner.read(stored_file, file_id).then(self._put_aside)

    def _put_aside(self, file: tuple[str, bytes]) -> None:
        self._desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *file).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class _Saving(QObject):
    """Remembers the folder until the files were read."""

    def __init__(self, verbs: SelectionVerbs, folder: Path) -> None:
        super().__init__(verbs)
        self._verbs, self._folder = verbs, folder

    def save(self, files: list[tuple[str, bytes]]) -> None:
        self._verbs.write(self._folder, files)
        self.deleteLater()


def _write_all(folder: Path, files: list[tuple[str, bytes]]) -> int:
    for name, data in files:
        write_file(folder, name, data)
    return len(files)
