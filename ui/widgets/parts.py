"""The parts of a page: its header row and the filter chips; and, under one name, everything pages are made of."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.widgets.basics import Button, Card, Elided, Icon, button, label, set_property, wrapped
from ui.widgets.detail import DetailPane
from ui.widgets.empty import Empty
from ui.widgets.flow import Flow, FlowLayout
from ui.widgets.form import Form
from ui.widgets.notices import Banner, Toast

__all__ = [
    "Banner",
    "Button",
    "Card",
    "Chips",
    "DetailPane",
    "Empty",
    "Flow",
    "FlowLayout",
    "Form",
    "Header",
    "Icon",
    "SearchBox",
    "Toast",
    "button",
    "label",
    "set_property",
    "wrapped",
]


class SearchBox(QLineEdit):
    """A line edit with a magnifying glass; Escape empties it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._glass = QAction(self)
        self._drawn = ""
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(name)
        self._recolor()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._recolor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _recolor(self) -> None:
        """Qt's own sign for clearing is too heavy and stays black in the dark."""
        color = style.current().secondary
        if color == self._drawn:
            return
        self._drawn = color
        self._glass.setIcon(style.icon("search", color))
        for sign in self.findChildren(QAction, "_q_qlineeditclearaction"):
            sign.setIcon(style.icon("x", color))


class Header(QWidget):
    """The first row of a page: its title, a subtitle, a search box (the page's, if it has one), and buttons."""

    def __init__(self, title: str, search: SearchBox | None = None) -> None:
        super().__init__()
        self.title = label(title, "title")
        self.subtitle = Elided("", "secondary")
        self.search = search or SearchBox(f"Filter {title}")
        self.search.setPlaceholderText(self.search.placeholderText() or "Filter")
        self.search.setMaximumWidth(320)
        self.search.setMinimumWidth(160)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.title)
        self._row.addLayout(self._lowered())
        self._row.addStretch(1)
        self._row.addWidget(self.search, 2)

    def add_button(self, button: QWidget) -> None:
        """At the right end of the row; the primary one is added last."""
        self._row.addWidget(button)

    def _lowered(self) -> QVBoxLayout:
        """The subtitle stands on the title's base line."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addSpacing(7)
        column.addWidget(self.subtitle)
        return column


class Chips(QWidget):
    """Filters of which one is on, each with its count.

    `menu_wanted` carries the key of the chip that was clicked with the right button, or whose menu key was pressed,
    and the place on the screen.
    """

    chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, name: str = "Filters") -> None:
        super().__init__()
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self._flow = Flow()
        self._name = name
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)

    @property
    def key(self) -> str:
        """The chip that is on; empty before there are any."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def set_chips(self, chips: Sequence[tuple[str, str, int]]) -> None:
        """(key, text, count). The one that is on stays on; the first one when it is gone."""
        if [key for key, _, _ in chips] != list(self._chips):
            self._rebuild([key for key, _, _ in chips])
        self._label(chips)

    def _label(self, chips: Sequence[tuple[str, str, int]]) -> None:
        for key, text, count in chips:
            self._chips[key].setText(f"{text}  {count:,}".replace("&", "&&"))
            self._chips[key].setAccessibleName(f"{text}, {count:,}")
        self._flow.flow.invalidate()

    def choose(self, key: str) -> None:
        """Turn a chip on, as a click would."""
        if key in self._chips:
            self._chips[key].setChecked(True)

    def explain(self, key: str, text: str) -> None:
        """What is said when the pointer rests on a chip."""
        if key in self._chips:
            self._chips[key].setToolTip(text)

    def _rebuild(self, keys: list[str]) -> None:
        blocker = QSignalBlocker(self._group)
        was_on = self.key
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._flow.flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {key: self._made() for key in keys}
        if self._chips:
            self._chips.get(was_on, next(iter(self._chips.values()))).setChecked(True)
        blocker.unblock()
        if was_on and self.key != was_on:
            self.chosen.emit(self.key)

    def _made(self) -> QPushButton:
        chip = button("", "chip")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setFont(style.figures(chip.font()))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(self._on_menu_wanted)
        self._group.addButton(chip)
        self._flow.add(chip)
        chip.show()
        return chip

    def _on_toggled(self, chip: QAbstractButton, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self._key_of(chip))

    def _on_menu_wanted(self, place: QPoint) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.menu_wanted.emit(self._key_of(chip), chip.mapToGlobal(place))

    def _key_of(self, chip: QAbstractButton) -> str:
        return next(key for key, known in self._chips.items() if known is chip)
