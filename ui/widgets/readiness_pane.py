"""One person's gates beside the board: the chosen one with its evidence and what can be done, then all others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind
from coordinator.views.documents import VersionRow, VersionState
from coordinator.views.readiness import ReadinessRow
from ui.models.readiness_words import holds_license, mark_of
from ui.widgets.basics import button
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.widgets.gate_lines import proof_of
from ui.wording import day, word

Verb = tuple[str, QAction]
"""What the button says, and what it does."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the one button does: record an acknowledgment of `version` here, or lead to another page."""

    text: str
    version: VersionRow | None = None
    page: str = ""
    target: object = None


def step_of(row: ReadinessRow, gate: GateResult, versions: Sequence[VersionRow]) -> Step | None:
    """What the coordinator can do about this gate of this person; None where nothing is to be done."""
    if not gate.next_action:
        return Step("Issue license…", page="Licenses", target="ready") if row.is_ready else None
    if gate.kind is GateKind.ACKNOWLEDGED:
        version = asked_version(gate, versions)
        if version is None:
            return Step("Open Documents", page="Documents")
        return Step("Record acknowledgment…", version)
    if gate.kind is GateKind.TRAINED:
        return Step("Seat in a training", page="Trainings")
    if gate.kind is GateKind.COURSE_COMPLETED:
        return Step("Import a transcript", page="Documents", target="courses")
    if gate.kind is GateKind.ACTIVE:
        return Step("Return the license", page="Licenses", target=row.license_number) if row.license else None
    if row.tasking_id is None:
        return Step("Nominate under a tasking", page="Taskings")
    text = "Decide the selection" if gate.kind is GateKind.SELECTED else "Open the nomination"
    return Step(text, page="Taskings", target=("tasking", row.tasking_id, "pending"))


def asked_version(gate: GateResult, versions: Sequence[VersionRow]) -> VersionRow | None:
    """The version in force that this gate asks to be acknowledged."""
    in_force = (version for version in versions if version.state is VersionState.IN_FORCE)
    return next((each for each in in_force if gate.next_action == f"Acknowledge {each.title}, {each.label}"), None)


class ReadinessPane(DetailPane):
    """`primary` is the button of the step, `links` lead to the proofs, by the id of the gate."""

    step_wanted = Signal()

    def __init__(self, go: Callable[[str, object], None]) -> None:
        super().__init__("Gates of a person")
        self._go = go
        self.step: Step | None = None
        self.primary: QPushButton | None = None
        self.links: dict[int, QPushButton] = {}

    def show_nobody(self, selected: int = 0) -> None:
        self._start()
        many = f"{selected:,} people selected. What you do now is done for all of them."
        self.placeholder(many if selected > 1 else "Choose a cell to see on what it rests, and what comes next.")

    def show_many(self, selected: int, verbs: Sequence[Verb]) -> None:
        """What can be done for several people at once."""
        self.show_nobody(selected)
        self._add_buttons(verbs)

    def show_cell(
        self, row: ReadinessRow, gate: GateResult, step: Step | None, verbs: Sequence[Verb], when: tuple[date, int]
    ) -> None:
        """`when` is today, and within how many days an end is announced."""
        self._start()
        self.step = step
        self.heading(row.name, _sub(row))
        self.section(gate.title)
        self._add_gate(row, gate, when, is_full=True)
        if step is not None:
            self.primary = button(step.text, "primary")
            self.primary.clicked.connect(self.step_wanted)
            self.add_action(self.primary)
        self._add_buttons(verbs)
        others = [each for each in row.gates if each.gate_id != gate.gate_id]
        if others:
            self.section("Other gates")
        for each in others:
            self._add_gate(row, each, when, is_full=False)

    def _start(self) -> None:
        self.clear()
        self.step, self.primary, self.links = None, None, {}

    def _add_gate(self, row: ReadinessRow, gate: GateResult, when: tuple[date, int], *, is_full: bool) -> None:
        mark = mark_of(gate, holds_license(row), *when)
        evidence, tone = with_local_dates(gate.evidence), (mark.icon, mark.tone)
        if not is_full:
            self.line(gate.title, f"{mark.text}: {evidence}" if mark.more else evidence, tone)
        else:
            self.line(mark.text, evidence, tone)
            if gate.until is not None and gate.holds:
                self.line(f"Holds until {day(gate.until)}", _days_words(gate.until, when[0]))
            if gate.next_action:
                self.line(with_local_dates(gate.next_action), "Next action")
        self._add_link(gate)

    def _add_link(self, gate: GateResult) -> None:
        proof = proof_of(gate)
        if proof is None:
            return
        page, target, words = proof
        link = button(words, "link")
        link.setAccessibleName(f"{words}: {gate.title}")
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(partial(self._follow, page, target))
        self.links[gate.gate_id] = link
        self.add_widget(link)

    def _follow(self, page: str, target: object, _checked: bool = False) -> None:
        self._go(page, target)

    def _add_buttons(self, verbs: Sequence[Verb]) -> None:
        for text, action in verbs:
            if action.isEnabled():
                made = button(text)
                made.setAccessibleName(action.text())
                made.clicked.connect(action.trigger)
                self.add_action(made)


def _sub(row: ReadinessRow) -> str:
    held = f"License {row.license_number}, {word(row.license).lower()}" if row.license else "No license"
    return " · ".join((row.office_name, held))


def _days_words(until: date, today: date) -> str:
    days = (until - today).days
    if days == 0:
        return "Today is the last day"
    return "1 day left" if days == 1 else f"{days:,} days left"
