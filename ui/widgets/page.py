"""What every page is: a widget that reloads itself when something it shows was changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Area
from ui.desk import Desk


class Page(QWidget):
    """Subclasses name themselves, say which areas they show, and fill in `reload`.

    `body` is the page's column, 24 px from the edges. `views_counted` carries (key, title, count) of its saved views.
    A page that is hidden while something changes reloads when it is shown again.
    """

    name: ClassVar[str]
    icon_name: ClassVar[str]
    areas: ClassVar[Area]
    help: ClassVar[str] = ""

    status_changed = Signal(str)
    count_changed = Signal(str)
    views_counted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 16)
        self.body.setSpacing(12)
        self._is_stale = True
        desk.runner.changed.connect(self._on_changed)
        desk.look.changed.connect(self.restyle)

    def reload(self) -> None:
        """Ask the views anew."""
        raise NotImplementedError

    def open(self, target: object) -> None:
        """Show this record; what `target` is, is between the page and who sends there."""

    def drop(self, paths: Sequence[Path]) -> bool:
        """Take files that were dropped on the window; False when this page has no use for them."""
        return False

    def restyle(self) -> None:
        """Take the colors of the new theme where they do not come from the style sheet."""

    def refresh(self) -> None:
        self._is_stale = False
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.type() == QEvent.Type.Show and self._is_stale:
            self.refresh()

    def _on_changed(self, touched: Area) -> None:
        if touched & self.areas:
            self._is_stale = True
            if self.isVisible():
                self.refresh()
