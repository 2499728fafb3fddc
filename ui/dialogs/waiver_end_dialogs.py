"""Ends a waiver before its day, or lets it go on: both stay on record with their reasons."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.waivers import extend_waiver, withdraw_waivers
from coordinator.views.waivers import WaiverRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day

USUAL = timedelta(days=90)


class WithdrawWaiversDialog(DialogFrame):
    """`reason` is why; the gate counts again from today."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[WaiverRow]) -> None:
        what = f"the waiver of {rows[0].name}" if len(rows) == 1 else count(len(rows), "waiver", "waivers")
        super().__init__(desk, parent, f"Withdraw {what}", "Withdraw", "danger")
        self._ids, self._what = [row.id for row in rows], what
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        self.column.addWidget(wrapped(label(_effect(rows))))
        form = Form()
        form.row("&Reason", self.reason, "Stands beside the waiver and in the audit trail.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(withdraw_waivers, self._ids, self.reason.text())
        job.then(self._on_withdrawn).otherwise(self.refused)

    def _on_withdrawn(self, _: int) -> None:
        self.finish(f"Withdrew {self._what}")


def _effect(rows: Sequence[WaiverRow]) -> str:
    gates = ", ".join(dict.fromkeys(f"“{row.gate}”" for row in rows))
    holders = sum(row.license is not None for row in rows)
    said = f"{gates} counts again from today for {rows[0].name if len(rows) == 1 else 'them'}."
    if not holders:
        return said
    who = "A license rests on it: it becomes" if holders == 1 else f"{holders:,} licenses rest on one: they become"
    exception = "an exception" if holders == 1 else "exceptions"
    return f"{said} {who} {exception} unless the gate is met; nothing is suspended by itself."


class ExtendWaiverDialog(DialogFrame):
    """A waiver of its own, beside the one before. `reason`, `approver`, `until`."""

    def __init__(self, desk: Desk, parent: QWidget, row: WaiverRow) -> None:
        super().__init__(desk, parent, f"Extend the waiver of {row.name}", "Extend")
        self._row = row
        self.reason, self.approver = QLineEdit(row.reason), QLineEdit(row.approver)
        self.reason.setMaxLength(500)
        self.reason.setCursorPosition(0)
        self.approver.setMaxLength(200)
        begins = max(row.valid_until, desk.today())
        self.until = date_field(begins + USUAL)
        self.until.setMinimumDate(qdate(row.valid_until + timedelta(days=1)))
        for line in (self.reason, self.approver):
            line.textChanged.connect(self._check)
        form = Form()
        form.row("&Reason", self.reason)
        form.row("&Approved by", self.approver)
        form.row("&Until", self.until)
        sentence = f"“{row.gate}” is waived until {day(row.valid_until)}. The extension is a waiver of its own."
        self.column.addWidget(wrapped(label(sentence, "secondary")))
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip() and self.approver.text().strip()))

    def submit(self) -> None:
        self.start()
        until = pydate(self.until.date())
        job = self.desk.runner.change(extend_waiver, self._row.id, self.reason.text(), self.approver.text(), until)
        job.then(self._on_extended).otherwise(self.refused)

    def _on_extended(self, _: int) -> None:
        self.finish(f"Extended the waiver of {self._row.name} until {day(pydate(self.until.date()))}")
