"""The gates of a person in a pane: each with its state and evidence, and its proof one click away."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from coordinator.rules.gates import GateResult
from ui.widgets.basics import button
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.wording import day, tone, word

PLACES = {
    "tasking": ("Taskings", "Open the tasking"),
    "training": ("Trainings", "Open the training"),
    "version": ("Documents", "Open the document"),
    "course": ("Documents", "Open the course"),
    "waiver": ("Readiness", "Open the waiver"),
}
"""Per kind of proof: the page that shows it, and what the way there is called."""

Go = Callable[[str, object], None]


def proof_of(gate: GateResult) -> tuple[str, object, str] | None:
    """Page, target and words of the way to what proves this gate; None where nothing does."""
    if gate.source is None or gate.source[0] not in PLACES:
        return None
    page, words = PLACES[gate.source[0]]
    is_by_id = gate.source[0] in ("tasking", "training")
    return page, gate.source[1] if is_by_id else gate.source, words


def add_gates(pane: DetailPane, gates: Sequence[GateResult], go: Go) -> list[QPushButton]:
    """Every gate as a line, with a link to its proof; returns the links."""
    links = []
    for gate in gates:
        pane.line(gate.title, gate_words(gate), tone(gate.state))
        proof = proof_of(gate)
        if proof is not None:
            page, target, words = proof
            link = button(words, "link")
            link.setAccessibleName(f"{words}: {gate.title}")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(partial(go, page, target))
            pane.add_widget(link)
            links.append(link)
    return links


def gate_words(gate: GateResult) -> str:
    """The evidence, until when it holds, and what to do."""
    said = with_local_dates(gate.evidence)
    until = day(gate.until) if gate.until and gate.holds else ""
    parts = [said, f"Holds until {until}" if until and until not in said else ""]
    if gate.next_action:
        parts.append(f"Next: {with_local_dates(gate.next_action)}")
    return ". ".join(part.rstrip(".") for part in parts if part)


def gate_mark(gate: GateResult) -> str:
    """The state in one word: "In grace" for what holds only for a while yet."""
    return "In grace" if gate.is_in_grace else word(gate.state)
