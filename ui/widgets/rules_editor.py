"""The ranking rules as a list to play with: on or off, weight, order, and queries of one's own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator.rules.criteria import CRITERIA, title_of
from coordinator.rules.ranking import Rule
from coordinator.rules.vocabulary import RankingCriterion
from ui.widgets.basics import button
from ui.widgets.form import indent

MOST = 1000.0
_NEW_WEIGHT = 1.0


class Weight(QDoubleSpinBox):
    """Points, without zeros that say nothing. The wheel turns it only once it has the keyboard."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"


class RuleRow(QFrame):
    """One rule: a box, its weight, and where it stands. Alt+Up and Alt+Down move it."""

    changed = Signal()
    moved = Signal(int)
    removed = Signal()

    def __init__(self, rule: Rule, *, is_live: bool) -> None:
        super().__init__()
        self._rule = rule
        self.setProperty("kind", "card")
        name = title_of(rule)
        self.is_on = QCheckBox(name)
        self.is_on.setChecked(rule.is_on)
        self.is_on.setToolTip(CRITERIA[rule.criterion].how)
        self.weight = Weight()
        self.weight.setRange(-MOST, MOST)
        self.weight.setSingleStep(0.5)
        self.weight.setDecimals(2)
        self.weight.setValue(rule.weight)
        self.weight.setFixedWidth(80)
        self.weight.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.weight.setAccessibleName(f"Weight of {name}")
        indent(self.weight)
        self._told = rule.weight
        self.title, self.query = QLineEdit(rule.title), QLineEdit(rule.query)
        self._lay_out(name)
        self.is_on.toggled.connect(self._tell)
        (self.weight.valueChanged if is_live else self.weight.editingFinished).connect(self._tell_weight)
        self.title.editingFinished.connect(self._tell)
        self.query.editingFinished.connect(self._tell)

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.is_on, 1)
        top.addWidget(self.weight)
        for icon_name, what, slot in (
            ("chevron-up", "Move up", self.move_up),
            ("chevron-down", "Move down", self.move_down),
            ("x", "Remove", self.remove),
        ):
            top.addWidget(_small(icon_name, f"{what}: {name}", slot))
        column.addLayout(top)
        if self._rule.criterion is RankingCriterion.QUERY:
            self._add_query(column)

    def _add_query(self, column: QVBoxLayout) -> None:
        self.title.setPlaceholderText("Name, such as “analysts”")
        self.title.setAccessibleName("Name of the rule")
        self.query.setPlaceholderText("Query, such as position:analyst")
        self.query.setAccessibleName("Query")
        for box in (self.title, self.query):
            column.addWidget(box)

    def move_up(self) -> None:
        self.moved.emit(-1)

    def move_down(self) -> None:
        self.moved.emit(1)

    def remove(self) -> None:
        self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: self.move_up, Qt.Key.Key_Down: self.move_down}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            step()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.changed.emit()

    def _tell_weight(self) -> None:
        """Leaving the field without a change is no change."""
        if self.weight.value() != self._told:
            self._told = self.weight.value()
            self.changed.emit()

    @property
    def rule(self) -> Rule:
        return replace(
            self._rule,
            weight=self.weight.value(),
            is_on=self.is_on.isChecked(),
            title=self.title.text().strip(),
            query=self.query.text().strip(),
        )


class RulesEditor(QWidget):
    """`rows` are the rules in their order; `changed` after every change, a query only once it is written.

    `is_live` tells each step of a weight, else only the one that was settled on. Without `scrolls` the list is as high
    as its rules.
    """

    changed = Signal()

    def __init__(self, *, is_live: bool = True, scrolls: bool = True) -> None:
        super().__init__()
        self.rows: list[RuleRow] = []
        self._is_live = is_live
        self.add_button = QPushButton("Add rule")
        self.add_button.setMenu(QMenu(self.add_button))
        content = QWidget()
        content.setProperty("kind", "plain")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 4, 0)
        self._list.setSpacing(8)
        self._list.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_scrolling(content) if scrolls else content, 1)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """A query that is not written yet is no rule."""
        made = (row.rule for row in self.rows)
        return tuple(rule for rule in made if rule.criterion is not RankingCriterion.QUERY or rule.query)

    def set_rules(self, rules: Sequence[Rule]) -> None:
        """Show these; nothing is told. What stands there already is left alone, so that the keyboard stays too."""
        if self.rows and tuple(row.rule for row in self.rows) == tuple(rules):
            return
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for rule in rules:
            self._add_row(rule)
        self._fill_menu()

    def _add_row(self, rule: Rule) -> RuleRow:
        row = RuleRow(rule, is_live=self._is_live)
        row.changed.connect(self.changed)
        row.moved.connect(partial(self._move, row))
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._list.insertWidget(len(self.rows) - 1, row)
        return row

    def _move(self, row: RuleRow, by: int) -> None:
        place = self.rows.index(row)
        target = place + by
        if 0 <= target < len(self.rows):
            self.rows.insert(target, self.rows.pop(place))
            self._list.insertWidget(target, row)
            self.changed.emit()

    def _remove(self, row: RuleRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._fill_menu()
        self.changed.emit()

    def _fill_menu(self) -> None:
        """What is not in the list yet; queries may be several."""
        menu = self.add_button.menu()
        menu.clear()
        used = {row.rule.criterion for row in self.rows} - {RankingCriterion.QUERY}
        for criterion, words in CRITERIA.items():
            if criterion not in used:
                menu.addAction(words.title).triggered.connect(partial(self._add, criterion))

    def _add(self, criterion: RankingCriterion) -> None:
        row = self._add_row(Rule(criterion, _NEW_WEIGHT))
        self._fill_menu()
        if criterion is RankingCriterion.QUERY:
            row.query.setFocus()
        else:
            self.changed.emit()


def _scrolling(content: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setAccessibleName("Ranking rules")
    scroll.setWidget(content)
    return scroll


def _small(icon_name: str, what: str, slot: Callable[[], None]) -> QPushButton:
    made = button("", "flat", icon_name)
    made.setFixedSize(26, 28)
    made.setAccessibleName(what)
    made.setToolTip(what.split(":")[0])
    made.clicked.connect(slot)
    return made
