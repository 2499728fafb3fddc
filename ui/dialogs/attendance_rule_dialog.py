"""From how many minutes somebody counts as present or partial in one training, with what comes of it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSpinBox, QWidget

from coordinator.errors import RuleBroken
from coordinator.rules.attendance import AttendanceRule, mark_for
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import RuleChange, set_attendance_rule
from coordinator.views.settings import UnitSettings
from coordinator.views.trainings import SeatRow, TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import Icon, label, set_property, wrapped
from ui.widgets.form import indent
from ui.wording import count

UNIT, PERCENT, MINUTES = range(3)
COUNTED = (Mark.PRESENT, Mark.PARTIAL, Mark.ABSENT)


class AttendanceRuleDialog(DialogFrame):
    """`ways` are the three ways to decide; `percent`, `minutes` and `partial` are spin boxes, `outcome` a sentence."""

    def __init__(
        self, desk: Desk, parent: QWidget, training: TrainingRow, seats: Sequence[SeatRow], unit: UnitSettings
    ) -> None:
        super().__init__(desk, parent, f"Who counts as present in {training.title}", "Use this rule")
        self._training, self._seats, self._unit = training, tuple(seats), unit
        self.ways = QButtonGroup(self)
        self.percent = _spin("Percent of the training", 1, 100, "%")
        self.minutes = _spin("Minutes for present", 1, training.duration_minutes, " min")
        self.partial = _spin("Minutes for partial", 1, training.duration_minutes, " min")
        self.icon, self.outcome = Icon("info", "neutral"), wrapped(label(""))
        self._fill()
        self._lay_out()
        self.ways.idToggled.connect(self._on_way)
        for box in (self.percent, self.minutes, self.partial):
            box.valueChanged.connect(self._tell)
        self._on_way()
        self.ways.button(self.ways.checkedId()).setFocus()

    def _fill(self) -> None:
        """As the training has it, and as the unit has it where the training has nothing of its own."""
        row, unit = self._training, self._unit
        partial = count(unit.attendance_partial_minutes, "minute", "minutes")
        texts = (
            f"As in the whole unit: {unit.attendance_present_percent}%, partial from {partial}",
            "Present from a &share of the training",
            "Present from so &many minutes",
        )
        for way, text in enumerate(texts):
            self.ways.addButton(QRadioButton(text), way)
        own = (row.present_percent, row.present_minutes, row.partial_minutes)
        way = UNIT if own == (None, None, None) else PERCENT if row.present_minutes is None else MINUTES
        self.ways.button(way).setChecked(True)
        self.percent.setValue(row.present_percent or unit.attendance_present_percent)
        share = row.duration_minutes * unit.attendance_present_percent // 100
        self.minutes.setValue(row.present_minutes or max(share, 1))
        self.partial.setValue(row.partial_minutes or unit.attendance_partial_minutes)

    def _lay_out(self) -> None:
        self.partial_caption = label("Partial from")
        self.partial_caption.setBuddy(self.partial)
        lines: tuple[tuple[QWidget, ...], ...] = (
            (self.ways.button(UNIT),),
            (self.ways.button(PERCENT), self.percent),
            (self.ways.button(MINUTES), self.minutes),
            (self.partial_caption, self.partial),
        )
        for line in lines:
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(line[0], 1)
            for each in line[1:]:
                row.addWidget(each)
            self.column.addLayout(row)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.icon)
        said.addWidget(self.outcome, 1)
        self.column.addSpacing(4)
        self.column.addLayout(said)
        why = "Marks that came from a report are earned anew. Marks set by hand stay, and excused stays excused."
        self.column.addWidget(wrapped(label(why, "secondary")))
        self.finish_layout()
        self.fit(520)

    def _on_way(self) -> None:
        way = self.ways.checkedId()
        self.percent.setEnabled(way == PERCENT)
        self.minutes.setEnabled(way == MINUTES)
        for each in (self.partial, self.partial_caption):
            each.setEnabled(way != UNIT)
        self._tell()

    def _own(self) -> tuple[int | None, int | None, int | None]:
        """Percent, minutes and partial minutes, as the training keeps them."""
        way = self.ways.checkedId()
        if way == UNIT:
            return None, None, None
        if way == PERCENT:
            return self.percent.value(), None, self.partial.value()
        return None, self.minutes.value(), self.partial.value()

    def _rule(self) -> AttendanceRule:
        percent, minutes, partial = self._own()
        unit = self._unit
        return AttendanceRule(
            percent or unit.attendance_present_percent, partial or unit.attendance_partial_minutes, minutes
        )

    def _tell(self) -> None:
        """How the minutes that are on record would count."""
        try:
            sentence, can_be = self._counted(self._rule()), True
        except RuleBroken as broken:
            sentence, can_be = str(broken), False
        self.outcome.setText(sentence)
        set_property(self.outcome, "tone", "" if can_be else "caution")
        self.icon.show_icon(*(("info", "neutral") if can_be else ("triangle-alert", "caution")))
        self.go.setEnabled(can_be)

    def _counted(self, rule: AttendanceRule) -> str:
        known = [row.minutes for row in self._seats if row.minutes is not None and row.mark is not Mark.EXCUSED]
        if not known:
            return "No minutes are on record yet."
        marks = Counter(mark_for(each, self._training.duration_minutes, rule) for each in known)
        told = ", ".join(f"{marks[mark]} {mark.value}" for mark in COUNTED)
        return f"Of {count(len(known), 'person', 'people')} with minutes: {told}"

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(set_attendance_rule, self._training.id, *self._own())
        job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, change: RuleChange) -> None:
        marks = f"; {count(change.changed, 'mark', 'marks')} changed" if change.changed else ""
        kept = f", {change.kept} kept for their certificate" if change.kept else ""
        self.finish(f"Set the rule of {self._training.title}{marks}{kept}")


def _spin(name: str, least: int, most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSuffix(unit)
    box.setAccessibleName(name)
    box.setFixedWidth(150)
    indent(box)
    return box
