"""Who counts as present, while a training is planned: as in the unit, from a share of it, or from so many minutes."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSpinBox

from coordinator.views.settings import UnitSettings
from ui.widgets.combo import combo
from ui.widgets.form import indent
from ui.wording import count

UNIT, PERCENT, MINUTES = range(3)
Rule = tuple[int | None, int | None, int | None]


class AttendanceRuleFields(QObject):
    """`way` is the choice; `percent` or `minutes`, of which one is shown, and `partial` are usable with their own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.way = combo("Who counts as present")
        self.way.addItems(["As in the whole unit", "From a share of the training", "From so many minutes"])
        self.percent = number_field("Percent of the training", 1, 100, 80, "%")
        self.minutes = number_field("Minutes for present", 1, 1440, 72, " min")
        self.partial = number_field("Minutes for partial", 1, 1440, 1, " min")
        self.minutes.hide()
        self._is_own = False
        self._enable(False)
        self.way.currentIndexChanged.connect(self._follow)

    def show_unit(self, unit: UnitSettings) -> None:
        """What the unit's rule says, and what a rule of the training's own starts from."""
        partial = count(unit.attendance_partial_minutes, "minute", "minutes")
        self.way.setItemText(UNIT, f"As in the unit: {unit.attendance_present_percent}%, partial from {partial}")
        if not self._is_own:
            self.percent.setValue(unit.attendance_present_percent)
            self.partial.setValue(unit.attendance_partial_minutes)

    def show_rule(self, rule: Rule) -> None:
        """Percent, minutes and partial minutes, as a training keeps them: None is the unit's."""
        percent, minutes, partial = rule
        self._is_own = rule != (None, None, None)
        for field, value in ((self.percent, percent), (self.minutes, minutes), (self.partial, partial)):
            if value is not None:
                field.setValue(value)
        self.way.setCurrentIndex(UNIT if not self._is_own else PERCENT if minutes is None else MINUTES)

    def rule(self) -> Rule:
        way = self.way.currentIndex()
        if way == UNIT:
            return None, None, None
        if way == PERCENT:
            return self.percent.value(), None, self.partial.value()
        return None, self.minutes.value(), self.partial.value()

    def _follow(self) -> None:
        way = self.way.currentIndex()
        self._is_own = self._is_own or way != UNIT
        self.minutes.setVisible(way == MINUTES)
        self.percent.setVisible(way != MINUTES)
        self._enable(way != UNIT)

    def _enable(self, is_own: bool) -> None:
        for field in (self.percent, self.partial):
            field.setEnabled(is_own)


def number_field(name: str, least: int, most: int, value: int, suffix: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    indent(box)
    return box
