"""A field for an IANA time zone: those of the United States first, then every other one; typing finds it."""

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

AMERICAN = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Thomas", "Pacific/Guam",
    "Pacific/Saipan", "Pacific/Pago_Pago",
)  # fmt: skip
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")


@cache
def zones() -> tuple[str, ...]:
    """The names of all zones, in the order of the list."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(_NOT_PLACES))
    return (*AMERICAN, *sorted(set(places) - set(AMERICAN)), "UTC")


class ZoneBox(QComboBox):
    """`committed` comes when a zone was chosen or typed."""

    committed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(list(zones()))
        self.insertSeparator(len(AMERICAN))
        finder = QCompleter(list(zones()), self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        for popup in (self.view(), finder.popup()):
            assert popup is not None
            popup.setAccessibleName(name)
        self.setCompleter(finder)
        line = self.lineEdit()
        assert line is not None
        line.setAccessibleName(name)
        line.editingFinished.connect(self.committed)
        self.activated.connect(self._on_activated)

    @property
    def zone(self) -> str:
        return self.currentText().strip()

    def set_zone(self, name: str) -> None:
        self.setCurrentText(name)

    def _on_activated(self, _place: int) -> None:
        self.committed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling a page must not change a field that the pointer comes over."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
