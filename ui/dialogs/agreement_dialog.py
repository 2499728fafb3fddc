"""Adds a purchased pool, or changes how many seats it has."""

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from coordinator.services.agreements import AgreementFacts, add_agreement, change_seats
from coordinator.views.licenses import AgreementRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.form import Form
from ui.wording import count

MOST = 999_999
A_YEAR = timedelta(days=365)


class AgreementDialog(DialogFrame):
    """`contract`, `seats`, `starts`, `ends`, `alert` and `renews` are its fields."""

    def __init__(self, desk: Desk, parent: QWidget, known: tuple[AgreementRow, ...] = ()) -> None:
        super().__init__(desk, parent, "Add agreement", "Add agreement")
        self.contract, self.renews = QLineEdit(), QComboBox()
        self.contract.setMaxLength(100)
        self.seats, self.alert = QSpinBox(), QSpinBox()
        self.seats.setRange(1, MOST)
        self.seats.setValue(25)
        self.alert.setRange(0, 365)
        self.alert.setValue(60)
        self.alert.setSuffix(" days")
        self.starts = date_field(desk.today())
        self.ends = date_field(desk.today() + A_YEAR - timedelta(days=1))
        self.renews.addItem("None", None)
        for row in known:
            self.renews.addItem(row.contract_number, row.id)
        self.problem = wrapped(label("An agreement cannot end before it starts."))
        set_property(self.problem, "tone", "bad")
        self._lay_out(bool(known))
        for signal in (self.contract.textChanged, self.starts.dateChanged, self.ends.dateChanged):
            signal.connect(self._check)
        self._check()

    def _lay_out(self, can_renew: bool) -> None:
        form = Form()
        form.row("&Contract number", self.contract)
        form.row("&Seats", self.seats, "So many licenses can be active at once. The pool cannot be overdrawn.")
        form.row("S&tarts", self.starts)
        form.row("&Ends", self.ends)
        form.row("&Warn before", self.alert, "From then on the start page says that it ends.")
        if can_renew:
            form.row("&Renews", self.renews)
        self.column.addWidget(form)
        self.column.addWidget(self.problem)
        self.finish_layout()
        self.fit(500)

    def _check(self) -> None:
        in_order = self.starts.date() <= self.ends.date()
        self.problem.setVisible(not in_order)
        self.go.setEnabled(in_order and bool(self.contract.text().strip()))

    def submit(self) -> None:
        self.start()
        facts = AgreementFacts(
            contract_number=self.contract.text(),
            seats=self.seats.value(),
            starts_on=pydate(self.starts.date()),
            ends_on=pydate(self.ends.date()),
            alert_days=self.alert.value(),
            renews_id=self.renews.currentData(),
        )
        self.desk.runner.change(add_agreement, facts).then(self._on_added).otherwise(self.refused)

    def _on_added(self, _: int) -> None:
        self.finish(f"Added agreement {self.contract.text().strip()}")


class SeatsDialog(DialogFrame):
    """`seats` is the new size of the pool; never less than what is used."""

    def __init__(self, desk: Desk, parent: QWidget, row: AgreementRow) -> None:
        super().__init__(desk, parent, f"Seats of {row.contract_number}", "Set seats")
        self._row = row
        self.seats = QSpinBox()
        self.seats.setRange(row.active, MOST)
        self.seats.setValue(row.seats)
        self.seats.selectAll()
        form = Form()
        used = count(row.active, "license is", "licenses are")
        form.row("&Seats", self.seats, f"{used} active, so it cannot have fewer.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(440)

    def submit(self) -> None:
        if self.seats.value() == self._row.seats:
            self.reject()
            return
        self.start()
        job = self.desk.runner.change(change_seats, self._row.id, self.seats.value())
        job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, _: None) -> None:
        self.finish(f"Set {self._row.contract_number} to {count(self.seats.value(), 'seat', 'seats')}")
