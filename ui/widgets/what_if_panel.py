"""The left side of a what-if: how many licenses, which rules, and how many seats each office has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.errors import RuleBroken
from coordinator.rules.ranking import Rule
from coordinator.rules.scenario import Places, ScenarioFacts
from coordinator.rules.vocabulary import RankingCriterion
from coordinator.views.roster_query import check_query
from coordinator.views.scenarios import OfficeOutcome
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.form import Form
from ui.widgets.grid import Grid
from ui.widgets.rules_editor import RulesEditor

MOST_LICENSES = 100_000
RULES, SEATS = range(2)


@dataclass(frozen=True, slots=True)
class SeatsRow:
    """One office: what it has here, and what comes of it."""

    id: int
    office: str
    standing: int
    seats: int
    reserved: int
    selected: int


class WhatIfPanel(QWidget):
    """`capacity`, `rules` and `seats` are its parts; `changed` after every change that can be looked at."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._quotas: dict[int, Places] = {}
        self._is_filling = False
        self.capacity = QSpinBox()
        self.capacity.setRange(1, MOST_LICENSES)
        self.rules = RulesEditor()
        self.seats: Grid[SeatsRow] = Grid(self._columns(), look, "Seats of the offices")
        self.seats.setSelectionMode(Grid.SelectionMode.SingleSelection)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What to change")
        for text in ("Rules", "Seats"):
            self.tabs.addTab(text)
        self.hint = wrapped(label("", "secondary"))
        set_property(self.hint, "tone", "caution")
        self.hint.hide()
        self._lay_out()
        self.capacity.valueChanged.connect(self._tell)
        self.rules.changed.connect(self._tell)

    def _columns(self) -> tuple[Column[SeatsRow], ...]:
        return (
            Column("Office", _office, 68, bold=True),
            Column("Stand", _standing, 62, right=True),
            Column("Seats", _seats, 64, right=True, edit=self._set_seats),
            Column("Reserve", _reserved, 78, right=True, edit=self._set_reserved),
            Column("Selected", _selected, 80, right=True),
        )

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Licenses", self.capacity)
        stack = QStackedWidget()
        stack.addWidget(self.rules)
        stack.addWidget(self.seats)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(form)
        column.addWidget(self.tabs)
        column.addWidget(stack, 1)
        column.addWidget(self.hint)

    # what it says

    def facts(self, name: str) -> ScenarioFacts:
        return ScenarioFacts(name, self.capacity.value(), self.rules.rules, dict(self._quotas))

    def set_facts(self, facts: ScenarioFacts) -> None:
        """Show these; nothing is told."""
        self._is_filling = True
        self.capacity.setValue(facts.capacity)
        self.rules.set_rules(facts.rules)
        self._quotas = dict(facts.quotas)
        self._is_filling = False
        self._judge()

    def show_outcome(self, offices: Sequence[OfficeOutcome]) -> None:
        self.seats.set_rows(
            [SeatsRow(o.office_id, o.office, o.standing, o.seats, o.reserved, o.selected) for o in offices]
        )

    # what is changed

    def _set_seats(self, row: SeatsRow, text: str) -> None:
        """A reserve that no longer fits shrinks with the seats."""
        if (seats := _number(text)) is not None:
            places = self._quotas.get(row.id, Places(0))
            self._quotas[row.id] = Places(seats, min(places.reserved, seats))
            self._tell()

    def _set_reserved(self, row: SeatsRow, text: str) -> None:
        """No more than the office has seats."""
        if (reserved := _number(text)) is not None:
            places = self._quotas.get(row.id, Places(0))
            self._quotas[row.id] = Places(places.seats, min(reserved, places.seats))
            self._tell()

    def _tell(self) -> None:
        if not self._is_filling and self._judge():
            self.changed.emit()

    def _judge(self) -> bool:
        """Whether every query can be read; says what is wrong with one that cannot."""
        sentence = _trouble(self.rules.rules)
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))
        return not sentence


def same(one: ScenarioFacts, other: ScenarioFacts) -> bool:
    """Whether two scenarios do the same, whatever they are called."""
    return _plain(one) == _plain(other)


def _plain(facts: ScenarioFacts) -> tuple[ScenarioFacts, Mapping[int, Places]]:
    """An office without seats and one that is not named are the same."""
    quotas = {office_id: Places(*places) for office_id, places in facts.quotas.items() if tuple(places) != (0, 0)}
    rules = tuple(replace(rule, weight=round(rule.weight, 2)) for rule in facts.rules)
    return replace(facts, name="", note="", rules=rules, quotas={}), quotas


def _trouble(rules: Sequence[Rule]) -> str:
    for rule in rules:
        if rule.criterion is RankingCriterion.QUERY:
            try:
                check_query(rule.query)
            except RuleBroken as refusal:
                return str(refusal)
    return "" if rules else "A ranking needs at least one rule."


def _number(text: str) -> int | None:
    plain = text.strip()
    return min(int(plain), MOST_LICENSES) if plain.isdecimal() else None


def _office(row: SeatsRow) -> str:
    return row.office


def _standing(row: SeatsRow) -> str:
    return str(row.standing)


def _seats(row: SeatsRow) -> str:
    return str(row.seats)


def _reserved(row: SeatsRow) -> str:
    return str(row.reserved)


def _selected(row: SeatsRow) -> str:
    return str(row.selected)
