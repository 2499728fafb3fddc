"""The parts of a page behind tabs: only the one that is shown asks the database and has its actions switched on."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget


class Panel(Protocol):
    """A part of a page. `open` shows a record in it; `set_active` switches its actions on or off."""

    @property
    def status_changed(self) -> SignalInstance: ...
    def reload(self) -> None: ...
    def open(self, target: object) -> None: ...
    def set_active(self, is_active: bool) -> None: ...


class PanelTabs(QWidget):
    """`bar` has the tabs, `stack` the panels in the same order. A panel reloads when it is shown and was not fresh."""

    shown = Signal(int)
    status_changed = Signal(str)

    def __init__(self, name: str, panels: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.bar, self.stack = QTabBar(), QStackedWidget()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(name)
        self._said = [""] * len(panels)
        self._stale: set[int] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        for place, (title, panel) in enumerate(panels):
            self.bar.addTab(title)
            self.stack.addWidget(panel)
            panel_of(panel).status_changed.connect(lambda text, at=place: self._say(at, text))
        self.bar.currentChanged.connect(self._on_tab)
        self._switch(0)

    @property
    def current(self) -> Panel:
        return panel_of(self.stack.currentWidget())

    def show_panel(self, panel: QWidget) -> None:
        self.bar.setCurrentIndex(self.stack.indexOf(panel))

    def refresh(self) -> None:
        """Every panel is out of date; the one that is shown asks at once, the others when they are shown."""
        self._stale = set(range(self.stack.count()))
        self._freshen(self.bar.currentIndex())

    def _on_tab(self, place: int) -> None:
        self._switch(place)
        self._freshen(place)
        self.status_changed.emit(self._said[place])
        self.shown.emit(place)

    def _freshen(self, place: int) -> None:
        if place in self._stale:
            self._stale.remove(place)
            self.current.reload()

    def _switch(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        for each in range(self.stack.count()):
            panel_of(self.stack.widget(each)).set_active(each == place)

    def _say(self, place: int, text: str) -> None:
        self._said[place] = text
        if place == self.bar.currentIndex():
            self.status_changed.emit(text)


def panel_of(widget: QWidget | None) -> Panel:
    panel: Panel = widget  # type: ignore[assignment]  # the stack hands out plain widgets
    return panel
