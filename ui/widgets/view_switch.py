"""Two or more ways to look at the same thing, of which one is on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui.widgets.basics import button


class ViewSwitch(QWidget):
    """`chosen` carries the key of the way that was chosen."""

    chosen = Signal(str)

    def __init__(self, name: str, ways: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key, text in ways:
            made = button(text, "chip")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.toggled.connect(partial(self._on_toggled, key))
            self._group.addButton(made)
            self._buttons[key] = made
            row.addWidget(made)
        next(iter(self._buttons.values())).setChecked(True)

    @property
    def key(self) -> str:
        return next(key for key, made in self._buttons.items() if made.isChecked())

    def choose(self, key: str) -> None:
        """Turn it on, as a click would."""
        self._buttons[key].setChecked(True)

    def _on_toggled(self, key: str, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(key)
