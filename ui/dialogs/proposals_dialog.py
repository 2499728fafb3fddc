"""Licenses that need a decision: each with the move that is proposed. Nothing is done until it is carried out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator.rules.licensing import LicenseMove, letter_of
from coordinator.services.license_moves import LicenseOrder, carry_out_moves
from coordinator.views.license_proposals import ProposalRow, license_proposals
from ui.desk import Desk
from ui.dialogs.batch_dialog import LICENSES, BatchDialog
from ui.dialogs.license_move_dialog import PAST, VERBS
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.decisions_grid import KEYS, LEAVE, DecisionRow, DecisionsGrid, as_proposed
from ui.widgets.designee_pane import with_local_dates
from ui.wording import count

NONE = "Every license is held by somebody who meets every gate, and none is past its last day."
HOW = (
    "A letter on the row decides: S, R, K, E or L. The space bar goes between what is proposed and leaving it. F2 "
    "edits the decision or the reason, which stands in the letter."
)
MOVES = ("move", "moves")


class ProposalsDialog(BatchDialog):
    """`grid` has a row for each license, `verbs` decide for the selected ones, `summary` is what will be done."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Licenses that need a decision", "Carry out")
        self.grid = DecisionsGrid(desk.look, self._on_move_typed, self._on_reason_typed)
        self.grid.set_empty("Looking…")
        self.verbs = {move: self._verb(key, move) for key, move in KEYS.items()}
        self.all_proposed = button("All as proposed", "flat")
        self.leave_all = button("Leave all", "flat")
        self.reason, self.summary = wrapped(label("", "secondary")), wrapped(label(""))
        self._lay_out()
        self.grid.decided.connect(self.decide)
        self.grid.toggled.connect(self.toggle)
        self.grid.selected.connect(self._tell)
        self.all_proposed.clicked.connect(partial(self._decide_all, None))
        self.leave_all.clicked.connect(partial(self._decide_all, LEAVE))
        self.go.setEnabled(False)
        self.load()

    def _verb(self, key: int, move: LicenseMove | None) -> QPushButton:
        name = VERBS[move] if move else "Leave"
        made = button(f"{name}  {Qt.Key(key).name.removeprefix('Key_')}")
        made.setAccessibleName(f"{name} the selected licenses")
        made.setAutoDefault(False)
        made.clicked.connect(partial(self.decide, move))
        return made

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        for made in self.verbs.values():
            above.addWidget(made)
        above.addStretch(1)
        for made in (self.all_proposed, self.leave_all):
            made.setAutoDefault(False)
            above.addWidget(made)
        self.reason.setMinimumHeight(2 * self.reason.fontMetrics().lineSpacing() + 2)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(wrapped(label(HOW, "secondary")))
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.summary)
        self.finish_layout()
        self.resize(1120, 620)
        self.grid.setFocus()

    # what is decided

    def load(self) -> None:
        self.desk.runner.read(license_proposals, self.desk.today()).then(self._take)

    def _take(self, rows: tuple[ProposalRow, ...]) -> None:
        self.heading.setText(
            f"{count(len(rows), 'license needs', 'licenses need')} a decision"
            if rows
            else "No license needs a decision"
        )
        self.grid.set_empty(NONE)
        self._show([as_proposed(row) for row in rows])
        if rows:
            self.grid.select_ids([rows[0].license_id])

    @property
    def rows(self) -> tuple[DecisionRow, ...]:
        return self.grid.rows_model.all_rows

    def decide(self, move: LicenseMove | None) -> None:
        """For the selected rows; one for which it is not legal stays as it was, and is named."""
        chosen = {row.id for row in self.grid.selected_rows()}
        refused = [row.proposal.name for row in self.rows if row.id in chosen and not row.can(move)]
        self._change(lambda row: row.decided(move) if row.id in chosen else row)
        if refused and move is not None:
            self.said.setText(f"{VERBS[move]} is not possible for {refused[0]}")

    def toggle(self) -> None:
        """Leave the selected rows, or if all of them are left, go back to what is proposed."""
        chosen = self.grid.selected_rows()
        ids, is_left = {row.id for row in chosen}, all(row.move is None for row in chosen)
        self._change(lambda row: row.decided(row.proposal.move if is_left else None) if row.id in ids else row)

    def _decide_all(self, how: str | None, _: bool = False) -> None:
        self._change(lambda row: row.decided(None if how == LEAVE else row.proposal.move))

    def _on_move_typed(self, row: DecisionRow, text: str) -> None:
        """What is none of the choices changes nothing."""
        moves: dict[str, LicenseMove | None] = {LEAVE: None, **{move.value: move for move in LicenseMove}}
        if text in moves:
            self._change(lambda each: each.decided(moves[text]) if each.id == row.id else each)

    def _on_reason_typed(self, row: DecisionRow, text: str) -> None:
        reason = " ".join(text.split())[:500]
        self._change(lambda each: replace(each, reason=reason) if each.id == row.id else each)

    def _change(self, change: Callable[[DecisionRow], DecisionRow]) -> None:
        self.said.setText("")
        self._show([change(row) for row in self.rows])

    def _show(self, rows: list[DecisionRow]) -> None:
        self.grid.set_rows(rows)
        self._tell()

    def _tell(self) -> None:
        rows = self.grid.selected_rows()
        for move, verb in self.verbs.items():
            verb.setEnabled(any(row.can(move) for row in rows) and not self.is_running)
        self.reason.setText(f"{rows[0].proposal.name}:  {with_local_dates(rows[0].reason)}" if len(rows) == 1 else "")
        orders, unsaid = self.orders, [row for row in self.rows if row.move and not row.reason]
        self.summary.setText(
            f"Write down the reason for {unsaid[0].proposal.name}." if unsaid else summary_of(self.rows)
        )
        set_property(self.summary, "tone", "bad" if unsaid else "")
        self.go.setText(f"Carry out {count(len(orders), *MOVES)}" if orders else "Carry out")
        self.go.setEnabled(bool(orders) and not unsaid and not self.is_running)

    @property
    def orders(self) -> list[LicenseOrder]:
        return [LicenseOrder(row.id, row.move, row.reason) for row in self.rows if row.move is not None]

    # the work

    def submit(self) -> None:
        runner, orders = self.desk.runner, self.orders
        step = f"Decide {count(len(orders), *LICENSES)}"
        self.run(runner.change(carry_out_moves, orders, step, runner.progress), len(orders), "Carried out", MOVES)

    def set_busy(self, is_busy: bool) -> None:
        for part in (self.grid, self.all_proposed, self.leave_all, *self.verbs.values()):
            part.setEnabled(not is_busy)

    def refused(self) -> None:
        super().refused()
        self.load()


def summary_of(rows: tuple[DecisionRow, ...]) -> str:
    """ "Suspended 3 licenses, returned 1; 2 stay as they are. 4 letters. This cannot be undone."."""
    moves = Counter(row.move for row in rows if row.move is not None)
    left = len(rows) - moves.total()
    if not moves:
        return (
            f"{count(left, *LICENSES)} {'stays' if left == 1 else 'stay'} as before; nothing is done." if rows else ""
        )
    parts = [f"{moves[move]:,} {past.lower()}" for move, past in PAST.items() if moves[move]]
    stays = f"; {left:,} {'stays as it is' if left == 1 else 'stay as they are'}" if left else ""
    letters = sum(row.move is not None and letter_of(row.proposal.state, row.move) is not None for row in rows)
    said = f"{', '.join(parts)}{stays}. {count(letters, 'letter', 'letters')}. This is one step, and cannot be undone."
    return said[:1].upper() + said[1:]
