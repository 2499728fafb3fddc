"""Suspends, reinstates, returns, revokes or expires licenses, for a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.rules.licensing import LETTER_OF, MOVES, LicenseMove
from coordinator.services.licenses import move_licenses
from coordinator.views.licenses import LicenseRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
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
AFTERWARDS = {
    LicenseMove.SUSPEND: "The seat of the pool stays taken. Reinstating is possible when every gate holds.",
    LicenseMove.REINSTATE: "Only for holders who meet every gate today.",
    LicenseMove.RETURN: "The seat of the pool is free again. A closed license is never revived; a new one is issued.",
    LicenseMove.REVOKE: "The seat of the pool is free again. A closed license is never revived; a new one is issued.",
    LicenseMove.EXPIRE: "The seat of the pool is free again. A closed license is never revived; a new one is issued.",
}
LICENSES = ("license", "licenses")


class LicenseMoveDialog(DialogFrame):
    """`reason` is what stands with each license and in its letter."""

    def __init__(self, desk: Desk, parent: QWidget, move: LicenseMove, rows: Sequence[LicenseRow]) -> None:
        who = f"the license of {rows[0].name}" if len(rows) == 1 else count(len(rows), *LICENSES)
        kind = "danger" if move is LicenseMove.REVOKE else "primary"
        verb = VERBS[move]
        super().__init__(desk, parent, f"{verb} {who}", verb, kind)
        self._move, self._rows = move, list(rows)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        self.column.addWidget(wrapped(label(self._sentence())))
        form = Form()
        form.row("&Reason", self.reason, "Stands with the license, in its letter and in the audit trail.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)
        self._check()

    def _sentence(self) -> str:
        letter = LETTER_OF.get(self._move)
        said = f" A letter of {word(letter).lower()} is issued for each." if letter else ""
        undone = " This cannot be undone." if letter or self._closes else ""
        return f"{AFTERWARDS[self._move]}{said}{undone}"

    @property
    def _closes(self) -> bool:
        return self._move in (LicenseMove.RETURN, LicenseMove.REVOKE, LicenseMove.EXPIRE)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        ids = [row.id for row in self._rows]
        job = self.desk.runner.change(move_licenses, ids, self._move, self.reason.text())
        job.then(self._on_moved).otherwise(self.refused)

    def _on_moved(self, how_many: int) -> None:
        self.finish(f"{PAST[self._move]} {count(how_many, *LICENSES)}", can_undo=False)


def legal_for(move: LicenseMove, rows: Sequence[LicenseRow]) -> bool:
    """Whether the move is legal for every one of these."""
    return bool(rows) and all(row.state in MOVES[move][0] for row in rows)
