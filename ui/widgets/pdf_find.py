"""Words looked for in a PDF: how many places there are, and from one to the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator.services.pdf_pages import Passage, passages
from ui.desk import Desk
from ui.widgets.basics import button, label, set_property
from ui.widgets.parts import SearchBox

PAUSE = 150  # milliseconds after the last key


class FindBar(QWidget):
    """`box` takes the words; `went` carries all passages and the one to look at, None where there is none."""

    went = Signal(object, object)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data = b""
        self._at = 0
        self._page = 0
        self._is_asking = False
        self.found: tuple[Passage, ...] = ()
        self.box = SearchBox("Find in this file")
        self.box.setPlaceholderText("Find in this file")
        self.box.setFixedWidth(300)
        self.count = label("", "secondary")
        self.back = small_tool("chevron-up", "Previous place (Shift+F3)", self.go_back)
        self.forth = small_tool("chevron-down", "Next place (F3)", self.go_on)
        self.close_button = small_tool("x", "Close the search", self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.box, self.back, self.forth, self.count):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._look)
        self.box.textChanged.connect(self._on_typed)
        self._tell()

    def take(self, data: bytes) -> None:
        """Look in this file from now on."""
        self._data = data
        self._show(())
        if self.isVisible():
            self._look()

    def open_bar(self, page: int) -> None:
        """Look from this page on."""
        self._page = page
        self.show()
        self.box.setFocus()
        self.box.selectAll()
        self._look()

    def close_bar(self) -> None:
        self.hide()
        self._show(())
        self.closed.emit()

    def go_on(self) -> None:
        self._go(1)

    def go_back(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        if self.found:
            self._at = (self._at + step) % len(self.found)
            self._tell()

    def _on_typed(self) -> None:
        self._timer.start()

    def _look(self) -> None:
        """One question at a time: a long file takes a second, and the pages in view wait for the same worker."""
        self._timer.stop()
        if self._data and not self._is_asking:
            self._is_asking = True
            job = self._desk.runner.call(_looked, self._data, self.box.text())
            job.then(self._take).otherwise(self._ask_no_more)

    def _take(self, answer: tuple[bytes, str, tuple[Passage, ...]]) -> None:
        data, words, found = answer
        self._is_asking = False
        if not self.isVisible():
            return
        if data is self._data and words == self.box.text():
            self._show(found)
        elif not self._timer.isActive():
            self._look()

    def _ask_no_more(self) -> None:
        self._is_asking = False

    def _show(self, found: tuple[Passage, ...]) -> None:
        self.found = found
        self._at = next((place for place, each in enumerate(found) if each.page >= self._page), 0)
        self._tell()

    def _tell(self) -> None:
        is_asked = bool(self.box.text().strip())
        self.count.setText(
            f"{self._at + 1:,} of {len(self.found):,}" if self.found else "Not found" if is_asked else ""
        )
        set_property(self.count, "tone", "caution" if is_asked and not self.found else "")
        for each in (self.back, self.forth):
            each.setEnabled(bool(self.found))
        self.went.emit(self.found, self.found[self._at] if self.found else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self._go(-1 if is_back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)


def small_tool(icon: str, name: str, slot: Callable[[], object] | None = None) -> QPushButton:
    """A flat button that takes Enter only while it has the focus; its name is also its tip."""
    made = button("", "flat", icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setAutoDefault(False)
    if slot is not None:
        made.clicked.connect(slot)
    return made


def _looked(data: bytes, words: str) -> tuple[bytes, str, tuple[Passage, ...]]:
    """On the worker: where the words stand, with what was asked."""
    return data, words, passages(data, words)
