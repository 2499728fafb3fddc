"""Fields that commit by themselves: when editing ends, and only when something else stands there than before."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QTimeEdit

from ui.widgets.combo import name_combo
from ui.widgets.zone_box import ZoneBox


class TextSetting(QLineEdit):
    """`committed(name, value)`; `show_value` is what is on record, which a text in work is not replaced by."""

    committed = Signal(str, object)

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self._name, self._known = name, ""
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._commit)

    def show_value(self, value: object) -> None:
        if self.text() == self._known or not self.hasFocus():
            self.setText(str(value))
            self.setCursorPosition(0)  # a long text is read from its start
        self._known = str(value)

    def restore(self) -> None:
        """Back to what is on record, after a refusal."""
        self.setText(self._known)

    def _commit(self) -> None:
        if self.text() != self._known:
            self.committed.emit(self._name, self.text().strip())


class NumberSetting(QSpinBox):
    committed = Signal(str, object)

    def __init__(self, name: str, least: int, most: int, suffix: str = "") -> None:
        super().__init__()
        self._name, self._known = name, least
        self.setRange(least, most)
        self.setSuffix(suffix)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self._commit)

    def show_value(self, value: object) -> None:
        assert isinstance(value, int)
        if self.value() == self._known or not self.hasFocus():
            self.setValue(value)
        self._known = value

    def restore(self) -> None:
        self.setValue(self._known)

    def _commit(self) -> None:
        if self.value() != self._known:
            self.committed.emit(self._name, self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not change what the pointer comes over."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TimeSetting(QTimeEdit):
    """A time of day, on record as 17:00."""

    committed = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._known = name, QTime()
        self.setDisplayFormat("h:mm AP")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self._commit)

    def show_value(self, value: object) -> None:
        known = QTime.fromString(str(value), "HH:mm")
        if self.time() == self._known or not self.hasFocus():
            self.setTime(known)
        self._known = known

    def restore(self) -> None:
        self.setTime(self._known)

    def _commit(self) -> None:
        if self.time() != self._known:
            self.committed.emit(self._name, self.time().toString("HH:mm"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ZoneSetting(ZoneBox):
    changed = Signal(str, object)

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__(spoken)
        self._name, self._known = name, ""
        self.committed.connect(self._commit)

    def show_value(self, value: object) -> None:
        self._known = str(value)
        self.set_zone(self._known)

    def restore(self) -> None:
        self.set_zone(self._known)

    def _commit(self) -> None:
        if self.zone and self.zone != self._known:
            self.changed.emit(self._name, self.zone)


class ChoiceSetting(QComboBox):
    """One of a few; `choices` are what is on record with its words."""

    committed = Signal(str, object)

    def __init__(self, name: str, spoken: str, choices: Mapping[Any, str]) -> None:
        super().__init__()
        self._name, self._known = name, ""
        name_combo(self, spoken)
        for value, words in choices.items():
            self.addItem(words, str(value))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._commit)

    def show_value(self, value: object) -> None:
        self._known = str(value)
        self.restore()

    def restore(self) -> None:
        self.setCurrentIndex(self.findData(self._known))

    def _commit(self) -> None:
        if self.currentData() != self._known:
            self.committed.emit(self._name, str(self.currentData()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


Setting = TextSetting | NumberSetting | TimeSetting | ZoneSetting | ChoiceSetting
