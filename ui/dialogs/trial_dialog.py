"""Records that people used a trial license, or changes one such record."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from coordinator.services.trial_uses import TrialFacts, edit_trial_use, record_trial_uses
from coordinator.views.agreements import ProductRow, products
from coordinator.views.trial_uses import TrialUseRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.people_chooser import PeopleChooser
from ui.wording import count


class KnownDay(QWidget):
    """A day, or that it is not known."""

    def __init__(self, name: str, proposed: date, value: date | None) -> None:
        super().__init__()
        self.is_known = QCheckBox("Known")
        self.is_known.setAccessibleName(f"{name}: known")
        self.is_known.setChecked(value is not None)
        self.day = date_field(value or proposed)
        self.day.setAccessibleName(name)
        self.day.setMaximumDate(qdate(proposed))
        self.day.setEnabled(value is not None)
        self.is_known.toggled.connect(self.day.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.is_known)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.is_known)

    @property
    def value(self) -> date | None:
        return pydate(self.day.date()) if self.is_known.isChecked() else None


class TrialDialog(DialogFrame):
    """`people` are chosen (not when one record is changed), `product`, `first`, `last` and `source` are its facts."""

    def __init__(self, desk: Desk, parent: QWidget, row: TrialUseRow | None = None) -> None:
        title = f"Edit the trial use of {row.name}" if row else "Record trial use"
        super().__init__(desk, parent, title, "Save" if row else "Record")
        self._row = row
        self.people = PeopleChooser(desk)
        self.product = combo("Product")
        self.first = KnownDay("First used", desk.today(), row.used_from if row else None)
        self.last = KnownDay("Last used", desk.today(), row.used_until if row else None)
        self.source = QLineEdit(row.source if row else "")
        self.source.setMaxLength(500)
        self.source.setPlaceholderText("Vendor’s list of accounts, survey, e-mail of the office …")
        self.problem = wrapped(label("It was first used after it was last used."))
        set_property(self.problem, "tone", "bad")
        self._lay_out()
        for signal in (
            self.people.changed,
            self.first.is_known.toggled,
            self.last.is_known.toggled,
            self.first.day.dateChanged,
            self.last.day.dateChanged,
        ):
            signal.connect(self._check)
        self._check()
        desk.runner.read(products).then(self._show_products)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Product", self.product)
        form.row("&First used", self.first)
        form.row("&Last used", self.last)
        form.row("&Source", self.source, "Where it is known from. It counts in the ranking of nominations.")
        if self._row is None:
            self.column.addWidget(self.people, 1)
        else:
            self.people.setParent(None)
        self.column.addWidget(form)
        self.column.addWidget(self.problem)
        self.finish_layout()
        if self._row is None:
            self.resize(620, 640)
            self.people.setFocus()
        else:
            self.fit(500)

    def _show_products(self, rows: tuple[ProductRow, ...]) -> None:
        for row in rows:
            self.product.addItem(row.name, row.id)
        if self._row is not None:
            self.product.setCurrentIndex(self.product.findData(self._row.product_id))
        self._check()

    def _check(self) -> None:
        first, last = self.first.value, self.last.value
        in_order = first is None or last is None or first <= last
        self.problem.setVisible(not in_order)
        people = len(self.people.ids)
        if self._row is None:
            self.go.setText(f"Record for {count(people, 'person', 'people')}" if people else "Record")
        self.go.setEnabled(in_order and self.product.currentIndex() >= 0 and (self._row is not None or people > 0))

    def submit(self) -> None:
        if not self.go.isEnabled():
            return
        self.start()
        facts = TrialFacts(self.product.currentData(), self.first.value, self.last.value, self.source.text())
        run = self.desk.runner.change
        if self._row is None:
            run(record_trial_uses, self.people.ids, facts).then(self._on_recorded).otherwise(self.refused)
        else:
            run(edit_trial_use, self._row.id, facts).then(self._on_edited).otherwise(self.refused)

    def _on_recorded(self, new: int) -> None:
        known = len(self.people.ids) - new
        rest = f"; {count(known, 'was', 'were')} on record already" if known else ""
        self.finish(f"Recorded the trial use of {count(new, 'person', 'people')}{rest}")

    def _on_edited(self, _: None) -> None:
        self.finish(f"Saved the trial use of {self._row.name if self._row else ''}")
