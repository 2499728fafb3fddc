"""A dialog in which one thing after the other is done: it stays open, says what was done, and takes it back."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from coordinator.rules.vocabulary import Area
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button
from ui.widgets.notices import Toast


class StayOpenDialog(DialogFrame):
    """`toast` says what was done or refused. Subclasses read anew in `load`, which follows every change."""

    def __init__(self, desk: Desk, parent: QWidget, title: str) -> None:
        super().__init__(desk, parent, title, "Close")
        self.cancel.hide()
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.toast = Toast(self)
        self.toast.undo_wanted.connect(self.take_back)
        desk.runner.refused.connect(self.toast.show_text)
        desk.runner.changed.connect(self._on_changed)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.take_back)

    def load(self) -> None:
        raise NotImplementedError

    def verb(self, text: str, slot: Callable[[], object], icon: str = "") -> QPushButton:
        """A button that does something and leaves the dialog open."""
        made = button(text, "", icon)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        return made

    def say(self, sentence: str) -> None:
        self.toast.show_text(sentence, undoable=True)

    def take_back(self) -> None:
        self.desk.runner.undo().then(self._on_taken_back)

    def _on_taken_back(self, what: str) -> None:
        self.toast.show_text(f"Undone: {what}")

    def _on_changed(self, _areas: Area) -> None:
        self.load()

    def submit(self) -> None:
        self.accept()
