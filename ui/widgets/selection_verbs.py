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
from coordinator.services.papers import stored_file, write_file
from coordinator.services.redacted_records import redacted_selection_record
from coordinator.services.selection import rank_nominations
from coordinator.views.issued_papers import IssuedRow, papers_with_numbers
from coordinator.views.selections import SelectionRow, selections
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.paper_output_dialog import PaperOutputDialog
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
        self.redacted = self._add("Open the selection record redacted", self.open_redacted, "", "eye-off")
        self.actions = [self.rank, self.what_if, self.promote, self.letters, self.record, self.redacted]

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
        self.redacted.setEnabled(bool(self._decisions))

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
            dialog.issued.connect(self._hand_out)
            self._show(dialog)

    def _hand_out(self, batch: BatchResult) -> None:
        """Who was refused and why, then where the letters of the others go."""
        if batch.refused:
            self._desk.messages.refuse(self._page, "\n".join(batch.refused), "Some letters were not issued")
        if batch.made:
            self._desk.runner.read(papers_with_numbers, batch.made).then(self._show_output)

    def _show_output(self, rows: tuple[IssuedRow, ...]) -> None:
        self._show(PaperOutputDialog(self._desk, self._page, rows))

    def open_record(self) -> None:
        """Of the newest decision that has one."""
        file_id = next((each.record_file_id for each in self._decisions if each.record_file_id is not None), None)
        if file_id is not None:
            self._desk.runner.read(stored_file, file_id).then(self._put_aside)

    def open_redacted(self) -> None:
        """Of the newest decision; drawn by the rules of now, and kept nowhere."""
        if self._decisions:
            self._desk.runner.read(redacted_selection_record, self._decisions[0].id).then(self._put_aside)

    def _put_aside(self, file: tuple[str, bytes]) -> None:
        self._desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *file).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
