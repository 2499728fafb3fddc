"""What if: other weights, another number of licenses, other seats; kept, compared side by side, and signed off."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from coordinator.rules.scenario import ScenarioFacts
from coordinator.rules.vocabulary import Area
from coordinator.services.ranking_rules import save_as_default, use_default_rules
from coordinator.services.scenarios import adopt_scenario, delete_scenario, rename_scenario, save_scenario
from coordinator.views.scenario_comparison import ComparedRow, Comparison, compare_scenarios
from coordinator.views.scenarios import PRESENT, ScenarioRow, baseline, scenarios
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.sign_off_dialog import SignOffDialog
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.outcome_grids import MOVED_COLUMNS, OUTCOMES, MovedRow, compare_grid, moved_rows
from ui.widgets.parts import Chips
from ui.widgets.what_if_panel import WhatIfPanel, same
from ui.wording import count

TRIED = "As tried here"
PAUSE = 60  # ms after the last change, so that turning a weight up asks once
RANKING, COMPARE = range(2)


class WhatIfDialog(DialogFrame):
    """`panel` is what is tried, `ranking` and `compare` what comes of it, `chosen` and `name` the kept scenarios."""

    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow) -> None:
        super().__init__(desk, parent, f"What if: {tasking.number}", "Sign off…")
        self._tasking_id = tasking.id
        self._present: ScenarioFacts | None = None
        self._kept: tuple[ScenarioRow, ...] = ()
        self._shown: Comparison | None = None
        self.dialog: DialogFrame | None = None
        self.chosen, self.name = QComboBox(), QLineEdit()
        self.keep_button, self.more = button("Keep", "", "save"), QPushButton("More")
        self.panel = WhatIfPanel(desk.look)
        self.tabs, self.views = QTabBar(), QStackedWidget()
        self.chips = Chips("Candidates")
        self.ranking: Grid[MovedRow] = Grid(MOVED_COLUMNS, desk.look, "Ranking")
        self.compare: Grid[ComparedRow] = compare_grid([PRESENT], desk.look)
        self.summary = wrapped(label("", "secondary"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self.go.setEnabled(False)
        self._reload()

    # parts

    def _lay_out(self) -> None:
        self.cancel.setText("Close")
        self.chosen.setAccessibleName("Scenario")
        self.chosen.setMinimumWidth(180)
        self.name.setAccessibleName("Name of the scenario")
        self.name.setPlaceholderText("Name to keep it under")
        self.name.setMaxLength(80)
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget, stretch in ((self.chosen, 0), (self.name, 1), (self.keep_button, 0), (self.more, 0)):
            top.addWidget(widget, stretch)
        body = QHBoxLayout()
        body.setSpacing(16)
        self.panel.setFixedWidth(396)
        body.addWidget(self.panel)
        body.addWidget(self._right(), 1)
        self.column.addLayout(top)
        self.column.addLayout(body, 1)
        self.buttons.insertWidget(0, self.summary, 1)
        self._fill_more()
        self.finish_layout()
        self.resize(1240, 690)

    def _right(self) -> QWidget:
        ranking = QWidget()
        column = QVBoxLayout(ranking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.ranking, 1)
        self.views.addWidget(ranking)
        self.views.addWidget(self.compare)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What comes of it")
        for text in ("Ranking", "Compare"):
            self.tabs.addTab(text)
        right = QWidget()
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.tabs)
        whole.addWidget(self.views, 1)
        return right

    def _fill_more(self) -> None:
        menu = QMenu(self.more)
        self.rename_action = menu.addAction("Rename to this name", self._rename)
        self.delete_action = menu.addAction("Delete this scenario", self._delete)
        menu.addSeparator()
        self.adopt_action = menu.addAction("Use its rules and seats for the tasking", self._adopt)
        menu.addSeparator()
        menu.addAction("Use the default rules for the tasking", self._use_defaults)
        menu.addAction("Make the tasking's rules the defaults", self._make_defaults)
        self.more.setMenu(menu)

    def _connect(self) -> None:
        self.chosen.activated.connect(self._on_chosen)
        self.name.textChanged.connect(self._judge)
        self.keep_button.clicked.connect(self._keep)
        self.panel.changed.connect(self._timer.start)
        self.panel.changed.connect(self._judge)  # at once: what is tried cannot be signed off
        self._timer.timeout.connect(self._evaluate)
        self.tabs.currentChanged.connect(self.views.setCurrentIndex)
        self.chips.chosen.connect(self._filter)
        self.desk.runner.changed.connect(self._on_changed)

    # what is tried

    def _reload(self) -> None:
        self.desk.runner.read(baseline, self._tasking_id, self.desk.today()).then(self._take_present)
        self.desk.runner.read(scenarios, self._tasking_id).then(self._take_kept)

    def _on_changed(self, touched: Area) -> None:
        if touched & (Area.NOMINATIONS | Area.TASKINGS | Area.DESIGNEES | Area.LICENSES):
            self._reload()

    def _take_present(self, facts: ScenarioFacts) -> None:
        is_first = self._present is None
        self._present = facts
        if is_first:
            self.panel.set_facts(facts)

    def _take_kept(self, rows: tuple[ScenarioRow, ...]) -> None:
        wanted = self.chosen.currentData()
        self._kept = rows
        self.chosen.clear()
        self.chosen.addItem(PRESENT, None)
        for row in rows:
            self.chosen.addItem(row.name, row.id)
        self.chosen.setCurrentIndex(max(self.chosen.findData(wanted), 0))
        self._evaluate()

    @property
    def scenario(self) -> ScenarioRow | None:
        """The kept one that is chosen; None for the tasking as it is."""
        wanted = self.chosen.currentData()
        return next((row for row in self._kept if row.id == wanted), None)

    @property
    def _chosen_facts(self) -> ScenarioFacts | None:
        return self.scenario.facts if self.scenario else self._present

    @property
    def is_tried(self) -> bool:
        """Whether what stands in the panel is neither the tasking as it is nor the kept scenario that is chosen."""
        facts = self._chosen_facts
        return facts is not None and not same(facts, self.panel.facts(""))

    def _on_chosen(self) -> None:
        if (facts := self._chosen_facts) is not None:
            self.panel.set_facts(facts)
            self.name.setText(self.scenario.name if self.scenario else "")
            self._evaluate()

    def _evaluate(self) -> None:
        """As it is first, then what is tried, then everything that was kept."""
        if self._present is None:
            return
        current = self.scenario
        name = TRIED if self.is_tried else current.name if current else PRESENT
        others = [row.facts for row in self._kept if current is None or row.id != current.id or self.is_tried]
        chosen: list[ScenarioFacts | int] = [self._present, self.panel.facts(name), *others]
        self.desk.runner.read(compare_scenarios, self._tasking_id, chosen, self.desk.today()).then(self._show)

    # what comes of it

    def _show(self, comparison: Comparison) -> None:
        self._shown = comparison
        present, tried = comparison.results[:2]
        self.panel.show_outcome(tried.offices)
        rows = moved_rows(tried.rows, present.rows)
        self.chips.set_chips([(key, text, sum(map(test, rows))) for key, (text, test) in OUTCOMES.items()])
        self.ranking.set_rows(rows)
        self._show_compared(comparison)
        self.summary.setText(_sentence(comparison))
        self._judge()

    def _show_compared(self, comparison: Comparison) -> None:
        """The columns are the scenarios: a new set of them is a new grid. What is tried counts once it differs."""
        names = [result.facts.name for result in comparison.results]
        places = [0, *(place for place in range(1, len(names)) if place > 1 or names[1] != PRESENT)]
        old, self.compare = self.compare, compare_grid([names[place] for place in places], self.desk.look)
        self.views.insertWidget(COMPARE, self.compare)
        self.views.removeWidget(old)
        old.deleteLater()
        self.views.setCurrentIndex(self.tabs.currentIndex())
        self.compare.set_rows([_only(row, places) for row in comparison.rows])

    def _filter(self, key: str) -> None:
        self.ranking.rows_model.set_predicate(OUTCOMES[key][1])

    def _judge(self) -> None:
        """What can be done now. Only what is kept, or the tasking as it is, can be signed off."""
        kept, name = self.scenario, self.name.text().strip()
        self.keep_button.setEnabled(bool(name) and self._present is not None)
        self.rename_action.setEnabled(kept is not None and bool(name) and name != kept.name)
        self.delete_action.setEnabled(kept is not None)
        self.adopt_action.setEnabled(kept is not None and not self.is_tried)
        ready = self._shown is not None and bool(self._shown.rows) and not self.is_tried
        self.go.setEnabled(ready)
        self.go.setToolTip("" if ready else "Keep what you tried first, under a name.")

    # what is done with it

    def _keep(self) -> None:
        """Under the name of a kept one it takes that one's place."""
        name = " ".join(self.name.text().split())
        known = next((row.id for row in self._kept if row.name == name), None)
        job = self.desk.runner.change(save_scenario, self._tasking_id, self.panel.facts(name), known)
        job.then(self._on_kept)

    def _on_kept(self, scenario_id: int) -> None:
        self.chosen.addItem("", scenario_id)  # until the list was read again
        self.chosen.setCurrentIndex(self.chosen.count() - 1)
        self.desk.say(f"Kept the scenario “{self.name.text().strip()}”", True)
        self._reload()

    def _rename(self) -> None:
        if kept := self.scenario:
            self.desk.runner.change(rename_scenario, kept.id, self.name.text())

    def _delete(self) -> None:
        if kept := self.scenario:
            self.name.clear()
            self.desk.runner.change(delete_scenario, kept.id)

    def _adopt(self) -> None:
        if kept := self.scenario:
            self.desk.runner.change(adopt_scenario, kept.id).then(self._on_adopted)

    def _on_adopted(self, _: None) -> None:
        self.desk.say(f"The tasking uses the rules and seats of “{self.name.text().strip()}”", True)

    def _use_defaults(self) -> None:
        self.desk.runner.change(use_default_rules, self._tasking_id).then(self._on_defaults)

    def _on_defaults(self, _moved: Sequence[object]) -> None:
        self.chosen.setCurrentIndex(0)
        self._present = None  # what is tried starts anew from it
        self.desk.say("The tasking uses the default rules", True)
        self._reload()

    def _make_defaults(self) -> None:
        self.desk.runner.change(save_as_default, self._tasking_id).then(self._on_made_defaults)

    def _on_made_defaults(self, _: None) -> None:
        self.desk.say("The rules of this tasking are the defaults now", True)

    def submit(self) -> None:
        if self._shown is None:
            return
        kept = self.scenario
        self.dialog = SignOffDialog(
            self.desk, self, self._tasking_id, self._shown.results[1], kept.id if kept else None
        )
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.done_with.connect(self._on_signed_off)
        self.dialog.open()

    def _on_signed_off(self, sentence: str, can_undo: bool) -> None:
        self.finish(sentence, can_undo)


def _only(row: ComparedRow, places: Sequence[int]) -> ComparedRow:
    outcomes = tuple(row.outcomes[place] for place in places)
    changes = tuple(row.changes[place] for place in places)
    return replace(row, outcomes=outcomes, changes=changes)


def _sentence(comparison: Comparison) -> str:
    tried = comparison.results[1]
    parts = [f"{tried.selected:,} selected", count(tried.alternates, "alternate", "alternates")]
    parts += [f"{count(tried.unused, 'license', 'licenses')} left over"] if tried.unused else []
    if comparison.gains[1] or comparison.losses[1]:
        parts.append(f"against “{PRESENT.lower()}” {comparison.gains[1]} gain and {comparison.losses[1]} lose")
    return ", ".join(parts)
