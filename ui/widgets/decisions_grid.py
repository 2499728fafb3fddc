"""The licenses that need a decision: what is proposed for each, and what is decided, by one key."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from coordinator.rules.licensing import LicenseMove, is_legal
from coordinator.views.license_proposals import ProposalRow
from ui.dialogs.license_move_dialog import ICONS, VERBS
from ui.models.columns import Choices, Kind
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.grid import Grid
from ui.wording import day, tone, word

LEAVE = "leave"
LEFT = "Leave as it is"
KEYS: dict[int, LicenseMove | None] = {
    Qt.Key.Key_S: LicenseMove.SUSPEND,
    Qt.Key.Key_R: LicenseMove.RETURN,
    Qt.Key.Key_K: LicenseMove.REVOKE,
    Qt.Key.Key_E: LicenseMove.EXPIRE,
    Qt.Key.Key_L: None,
}
TONES = {
    LicenseMove.SUSPEND: "caution",
    LicenseMove.RETURN: "neutral",
    LicenseMove.REVOKE: "bad",
    LicenseMove.EXPIRE: "bad",
}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A proposal and what was decided: None leaves the license as it is."""

    proposal: ProposalRow
    move: LicenseMove | None
    reason: str

    @property
    def id(self) -> int:
        return self.proposal.license_id

    def can(self, move: LicenseMove | None) -> bool:
        """A license expires only when its last day is past, and then that is what is proposed."""
        if move is None:
            return True
        is_expiring = move is LicenseMove.EXPIRE
        return is_legal(self.proposal.state, move) and (not is_expiring or self.proposal.move is LicenseMove.EXPIRE)

    def decided(self, move: LicenseMove | None) -> "DecisionRow":
        return replace(self, move=move) if self.can(move) else self


def as_proposed(proposal: ProposalRow) -> DecisionRow:
    return DecisionRow(proposal, proposal.move, proposal.reason)


def _name(row: DecisionRow) -> str:
    return row.proposal.name


def _office(row: DecisionRow) -> str:
    return row.proposal.office


def _number(row: DecisionRow) -> str:
    return row.proposal.number


def _state(row: DecisionRow) -> str:
    return word(row.proposal.state)


def _state_tone(row: DecisionRow) -> tuple[str, str]:
    return tone(row.proposal.state)


def _since(row: DecisionRow) -> str:
    return day(row.proposal.since)


def _since_on(row: DecisionRow) -> object:
    return row.proposal.since


def _decision(row: DecisionRow) -> str:
    return VERBS[row.move] if row.move else LEFT


def _decision_text(row: DecisionRow) -> str:
    return row.move.value if row.move else LEAVE


def _decision_tone(row: DecisionRow) -> tuple[str, str]:
    return (ICONS[row.move], TONES.get(row.move, "neutral")) if row.move else ("circle-minus", "neutral")


def _reason(row: DecisionRow) -> str:
    return with_local_dates(row.reason)


def _reason_text(row: DecisionRow) -> str:
    return row.reason


def _choices() -> Choices:
    return (*((move.value, VERBS[move]) for move in KEYS.values() if move), (LEAVE, LEFT))


class DecisionsGrid(Grid[DecisionRow]):
    """S, R, K, E and L decide for the selected rows, the space bar between what is proposed and leaving them."""

    decided = Signal(object)
    toggled = Signal()

    def __init__(
        self, look: Look, on_move: Callable[[DecisionRow, str], None], on_reason: Callable[[DecisionRow, str], None]
    ) -> None:
        super().__init__(
            (
                Column("Name", _name, 168, bold=True),
                Column("Office", _office, 62),
                Column("License", _number, 164),
                Column("State", _state, 110, tone=_state_tone),
                Column("Since", _since, 94, sort=_since_on),
                Column(
                    "Decision", _decision, 134, tone=_decision_tone, edit=on_move, kind=Kind.CHOICE,
                    typed=_decision_text, choices=_choices,
                ),
                Column("Reason", _reason, 330, edit=on_reason, typed=_reason_text),
            ),
            look,
            "Licenses that need a decision",
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.key() in KEYS:
            self.decided.emit(KEYS[event.key()])
        elif is_plain and event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)
