"""What a proposed seating is to heed: duty hours, the spread of offices, and those who have a seat already."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from coordinator.rules.seat_plan import HoursRule, Reseat, SeatWishes, Spread
from ui.widgets.basics import label
from ui.widgets.combo import combo

HOURS = {HoursRule.LAST_RESORT: "Outside only as a last resort", HoursRule.NEVER: "Never outside"}
SPREADS = {Spread.OFF: "Off", Spread.SOME: "Some", Spread.STRONG: "Strong"}
RESEATS = {
    Reseat.KEEP: "Keep their seats",
    Reseat.WHERE_IT_HELPS: "Move where it helps",
    Reseat.EVERYONE: "Reseat everyone",
}
_Choice = TypeVar("_Choice", bound=StrEnum)


class SeatWishesBar(QWidget):
    """`hours`, `spread` and `reseat` are its boxes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        usual = SeatWishes()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hours = self._add("Duty &hours", HOURS, usual.hours)
        self.spread = self._add("&Spread of an office", SPREADS, usual.spread)
        self.reseat = self._add("&Those who have a seat", RESEATS, usual.reseat)
        self._row.addStretch(1)

    def _add(self, name: str, words: Mapping[_Choice, str], usual: _Choice) -> QComboBox:
        box = combo(name.replace("&", ""))
        for value, text in words.items():
            box.addItem(text, value.value)
        box.setCurrentIndex(box.findData(usual.value))
        box.currentIndexChanged.connect(self.changed)
        title = label(name, "secondary")
        title.setBuddy(box)
        self._row.addWidget(title)
        self._row.addWidget(box)
        self._row.addSpacing(12)
        return box

    def wishes(
        self, training_ids: frozenset[int] | None, pins: Mapping[int, int], bars: frozenset[tuple[int, int]]
    ) -> SeatWishes:
        """As the boxes stand, for these trainings and with these pins and bars."""
        return SeatWishes(
            training_ids,
            HoursRule(self.hours.currentData()),
            Spread(self.spread.currentData()),
            Reseat(self.reseat.currentData()),
            dict(pins),
            bars,
        )
