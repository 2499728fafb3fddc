"""The facts that a certificate shows: which, in which order, and under which label."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator.rules.template_placeholders import Placeholder
from coordinator.rules.templates import FACTS as EVERY
from coordinator.rules.templates import FactField
from ui.models.template_words import FACTS
from ui.widgets.basics import button
from ui.widgets.template_part import TemplatePart
from ui.widgets.template_text import TemplateText

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FactLine(QFrame):
    """One fact. `moved` carries -1 or 1; Alt+Up and Alt+Down move it from wherever the keyboard is in it."""

    changed = Signal()
    moved = Signal(int)

    def __init__(self, field: FactField, placeholders: Sequence[Placeholder]) -> None:
        super().__init__()
        self.fact = field.fact
        self.setProperty("kind", "card")
        said = FACTS[field.fact]
        self.box = QCheckBox(said)
        self.box.setAccessibleDescription("Alt+Up and Alt+Down move it")
        self.box.toggled.connect(self._on_shown)
        self.label = TemplateText(f"Label: {said}", placeholders, caption="")
        self.label.changed.connect(self.changed)
        self.up = _arrow("chevron-up", f"Move up: {said}", partial(self.moved.emit, -1))
        self.down = _arrow("chevron-down", f"Move down: {said}", partial(self.moved.emit, 1))
        self._lay_out()
        self.setFocusProxy(self.label)
        for part in self.stops:
            part.installEventFilter(self)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the keyboard stops, in reading order."""
        return self.box, self.up, self.down, self.label.field, self.label.insert

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.box, 1)
        top.addWidget(self.up)
        top.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 10)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.label)

    def show_field(self, field: FactField) -> None:
        self.label.set_text(field.label)
        self.box.setChecked(field.is_shown)
        self._on_shown()

    @property
    def field(self) -> FactField:
        return FactField(self.fact, self.label.text, self.box.isChecked())

    def show_problem(self, sentence: str) -> None:
        self.label.show_problem(sentence)
        self._settle()

    def _on_shown(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """A label of what is not shown is nothing to type, unless it has to be mended."""
        self.label.setVisible(self.box.isChecked() or bool(self.label.problem.sentence.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.moved.emit(step)
                return True
        return super().eventFilter(watched, event)


class FactsEditor(TemplatePart):
    """`lines` from top to bottom are `facts` in their order; those a template does not have stand last, not shown."""

    def __init__(self, placeholders: Sequence[Placeholder]) -> None:
        super().__init__()
        self.lines = [FactLine(field, placeholders) for field in EVERY]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for line in self.lines:
            line.changed.connect(self.changed)
            line.moved.connect(partial(self.shift, line))
            self._column.addWidget(line)
        self._settle()

    @property
    def facts(self) -> tuple[FactField, ...]:
        return tuple(line.field for line in self.lines)

    def set_facts(self, facts: Sequence[FactField]) -> None:
        has = {field.fact for field in facts}
        every = (*facts, *(replace(field, is_shown=False) for field in EVERY if field.fact not in has))
        order = {field.fact: place for place, field in enumerate(every)}
        self.lines.sort(key=lambda line: order[line.fact])
        for line, field in zip(self.lines, every, strict=True):
            line.show_field(field)
        self._settle()

    def shift(self, line: FactLine, by: int) -> None:
        """Up or down among the others; the keyboard stays in it."""
        here = self.lines.index(line)
        if not 0 <= here + by < len(self.lines):
            return
        at = QApplication.focusWidget()
        self.lines.insert(here + by, self.lines.pop(here))
        self._settle()
        if at is not None and line.isAncestorOf(at):
            (at if at.isEnabled() else line.box).setFocus()
        self.changed.emit()

    def _settle(self) -> None:
        """Places, keyboard order and arrows follow the order."""
        self.places = {f"facts.{place}.label": line for place, line in enumerate(self.lines)}
        before: QWidget | None = None
        for place, line in enumerate(self.lines):
            self._column.insertWidget(place, line)
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place + 1 < len(self.lines))
            for part in line.stops:
                if before is not None:
                    self.setTabOrder(before, part)
                before = part


def _arrow(icon: str, what: str, slot: partial[None]) -> QPushButton:
    made = button("", "flat", icon)
    made.setFixedSize(28, 28)
    made.setAutoDefault(False)
    made.setAccessibleName(what)
    made.setToolTip(f"{what.split(':')[0]} (Alt+{'Up' if icon.endswith('up') else 'Down'})")
    made.clicked.connect(slot)
    return made
