"""Suspends, reinstates, returns, revokes or expires licenses, for a reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import LicenseMove, letter_of, why_not
from coordinator.services.license_moves import LicenseOrder, carry_out_moves, move_licenses
from coordinator.services.workspace import Workspace
from coordinator.views.gates import standings
from coordinator.views.licenses import LicenseRow
from ui.desk import Desk
from ui.dialogs.batch_dialog import LICENSES, BatchDialog
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.basics import button, label, wrapped
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.form import Form
from ui.wording import count, word

VERBS = {
    LicenseMove.SUSPEND: "Suspend",
    LicenseMove.REINSTATE: "Reinstate",
    LicenseMove.RETURN: "Return",
    LicenseMove.REVOKE: "Revoke",
    LicenseMove.EXPIRE: "Expire",
}
ICONS = {
    LicenseMove.SUSPEND: "circle-pause",
    LicenseMove.REINSTATE: "play",
    LicenseMove.RETURN: "rotate-ccw",
    LicenseMove.REVOKE: "ban",
    LicenseMove.EXPIRE: "hourglass",
}
PAST = {
    LicenseMove.SUSPEND: "Suspended",
    LicenseMove.REINSTATE: "Reinstated",
    LicenseMove.RETURN: "Returned",
    LicenseMove.REVOKE: "Revoked",
    LicenseMove.EXPIRE: "Expired",
}
_CLOSES = "The seat of the pool is free again. A closed license is never revived; a new one is issued."
AFTERWARDS = {
    LicenseMove.SUSPEND: "The seat of the pool stays taken. Reinstating is possible when every gate holds.",
    LicenseMove.REINSTATE: "Only for holders who meet every gate today.",
    LicenseMove.RETURN: _CLOSES,
    LicenseMove.REVOKE: _CLOSES,
    LicenseMove.EXPIRE: f"Only for licenses whose last day is past. {_CLOSES}",
}
READY_MADE = {
    LicenseMove.SUSPEND: ("On extended leave", "Use under review"),
    LicenseMove.REINSTATE: ("Every gate is met again", "Back from leave"),
    LicenseMove.RETURN: ("No longer needed for the duties", "Moved to another unit", "Left the agency"),
    LicenseMove.REVOKE: ("Rules of behavior were not followed", "Not used for the purpose it was issued for"),
    LicenseMove.EXPIRE: ("The last day is past",),
}
OFFER_GATES = (LicenseMove.SUSPEND, LicenseMove.RETURN, LicenseMove.REVOKE)
MOST = 4
MOST_NAMES = 6


class LicenseMoveDialog(BatchDialog):
    """`reason` stands with each license and in its letter; `sentences` are ready-made ones. `on` is of a return.

    Several are moved one after the other, which can be stopped; a return of an earlier day is all or nothing.
    """

    def __init__(self, desk: Desk, parent: QWidget, move: LicenseMove, rows: Sequence[LicenseRow]) -> None:
        who = f"the license of {rows[0].name}" if len(rows) == 1 else count(len(rows), *LICENSES)
        kind = "danger" if move is LicenseMove.REVOKE else "primary"
        verb = VERBS[move]
        super().__init__(desk, parent, f"{verb} {who}", verb, kind)
        self._move, self._rows = move, list(rows)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        self.on = date_field(desk.today())
        self.sentences: list[QPushButton] = []
        self._ready_made = QVBoxLayout()
        self._lay_out()
        self._offer(READY_MADE[move])
        self.fit(540)
        self._check()
        if move in OFFER_GATES:
            desk.runner.call(missed_gates, desk.runner.workspace, desk.today(), self._rows).then(self._offer_gates)

    def _lay_out(self) -> None:
        self.column.addWidget(wrapped(label(f"{AFTERWARDS[self._move]} {letters_words(self._move, self._rows)}")))
        if len(self._rows) > 1:
            self.column.addWidget(wrapped(label(names_words(self._rows), "secondary")))
        form = Form()
        if self._move is LicenseMove.RETURN:
            self.on.setMaximumDate(qdate(self.desk.today()))
            self.on.setMinimumDate(qdate(max((row.since for row in self._rows if row.since), default=date.min)))
            form.row("Returned &on", self.on)
        form.row("&Reason", self.reason, "Stands with the license, in its letter and in the audit trail.")
        self.column.addWidget(form)
        self._ready_made.setContentsMargins(136, 0, 0, 0)
        self._ready_made.setSpacing(0)
        self.column.addLayout(self._ready_made)
        self.finish_layout()
        self.reason.setFocus()

    def _offer_gates(self, missed: tuple[str, ...]) -> None:
        """What the holders miss goes first: it is why this is done, more often than not."""
        if not missed:
            return
        self._offer((*missed, *READY_MADE[self._move])[:MOST])
        if len(missed) == len(self._rows) == 1 and not self.reason.text():
            self.reason.setText(missed[0])
            self.reason.setSelection(len(missed[0]), -len(missed[0]))  # from its end, so that its beginning is seen
        self.column.activate()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))

    def _offer(self, sentences: Sequence[str]) -> None:
        for before in self.sentences:
            self._ready_made.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.sentences = []
        for sentence in sentences:
            said = with_local_dates(sentence)
            made = button(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, 340), "link")
            made.setAccessibleName(f"Reason: {said}")
            made.setToolTip(said if made.text() != said else "")
            made.setAutoDefault(False)
            made.setCursor(Qt.CursorShape.PointingHandCursor)
            made.clicked.connect(partial(self._take, sentence))
            self._ready_made.addWidget(made)
            made.ensurePolished()
            made.show()  # counts in the height from now on
            self.sentences.append(made)

    def _take(self, sentence: str) -> None:
        self.reason.setText(sentence)
        self.reason.setFocus()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        runner, ids, reason = self.desk.runner, [row.id for row in self._rows], self.reason.text()
        on = pydate(self.on.date()) if self._move is LicenseMove.RETURN else self.desk.today()
        if len(ids) > 1 and on == self.desk.today():
            orders = [LicenseOrder(each, self._move, reason) for each in ids]
            step = f"{VERBS[self._move]} {count(len(ids), *LICENSES)}"
            self.run(runner.change(carry_out_moves, orders, step, runner.progress), len(ids), PAST[self._move])
            return
        self.start()
        runner.change(move_licenses, ids, self._move, reason, on).then(self._on_moved).otherwise(self.refused)

    def set_busy(self, is_busy: bool) -> None:
        for part in (self.reason, self.on, *self.sentences):
            part.setEnabled(not is_busy)

    def _on_moved(self, how_many: int) -> None:
        self.finish(f"{PAST[self._move]} {count(how_many, *LICENSES)}", can_undo=False)


def legal_for(move: LicenseMove, rows: Sequence[LicenseRow], today: date) -> bool:
    """Whether the move is legal for every one of these; whether gates allow it is seen when it is made."""
    return bool(rows) and not any(why_not(row.state, move, row.valid_until, today) for row in rows)


def names_words(rows: Sequence[LicenseRow]) -> str:
    """ "Okafor, Dana R (DEN); Reyes, Marisol (DEN) and 3 more"."""
    named = "; ".join(f"{row.name} ({row.office})" for row in rows[:MOST_NAMES])
    return f"{named} and {len(rows) - MOST_NAMES:,} more" if len(rows) > MOST_NAMES else named


def letters_words(move: LicenseMove, rows: Sequence[LicenseRow]) -> str:
    """ "3 letters of suspension are issued. This cannot be undone."."""
    kinds = [letter_of(row.state, move) for row in rows]
    letters = Counter(kind for kind in kinds if kind is not None)
    said = [
        f"{count(n, 'letter', 'letters')} of {word(kind).lower()} {'is' if n == 1 else 'are'} issued."
        for kind, n in letters.items()
    ]
    if bare := len(rows) - letters.total():
        said.append(f"{count(bare, 'reservation is', 'reservations are')} given back without a letter.")
    return " ".join([*said, "This cannot be undone."])


def missed_gates(workspace: Workspace, today: date, rows: Sequence[LicenseRow]) -> tuple[str, ...]:
    """On the worker: which gates the holders miss, as reasons; of one holder with the evidence."""
    missed: list[GateResult] = []
    for product_id in {row.product_id for row in rows}:
        holders = {row.designee_id for row in rows if row.product_id == product_id}
        found = workspace.read(standings, today, holders, None, product_id)
        missed += [gate for each in found.values() for gate in each.gates if not gate.holds]
    if len(rows) == 1:
        return tuple(f"{gate.title}: {gate.evidence}" for gate in missed)
    return tuple(f"{title}: not met any more" for title, _ in Counter(gate.title for gate in missed).most_common())
