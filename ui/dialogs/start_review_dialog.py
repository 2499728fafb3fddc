"""Starts an access review: of which product, under what title, and by when the offices answer."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from coordinator.rules.deadlines import is_working_day, non_working_reason
from coordinator.services.access_reviews import ReviewStart, start_review
from coordinator.views.access_review_due import ProductToReview, products_to_review
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, long_day, pydate, qdate
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import count, day

ANSWER_DAYS = 21
WHAT = (
    "Everyone who holds a license today is frozen as they stand: the license, the office, the gates. That list never "
    "changes; starting can be undone."
)
NOBODY = "Nobody holds a license today. There is nothing to review."


class StartReviewDialog(DialogFrame):
    """`product`, `title`, `due_on` and `note` are its fields; `said` is what will be frozen, `warning` what speaks
    against it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Start an access review", "Start review")
        self._products: tuple[ProductToReview, ...] = ()
        self.product = combo("Product")
        self.title = QLineEdit()
        self.title.setMaxLength(80)
        self.due_on = date_field(proposed_due(desk.today()))
        self.due_on.setMinimumDate(qdate(desk.today()))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(56)
        self.said, self.warning = wrapped(label("Looking…")), wrapped(label(""))
        self._lay_out()
        self.product.currentIndexChanged.connect(self._on_product)
        self.title.textChanged.connect(self._check)
        self.due_on.dateChanged.connect(self._check)
        self._check()
        desk.runner.read(products_to_review).then(self._take)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Product", self.product)
        form.row("&Title", self.title, "It stands on the workbooks and in the mails.")
        form.row("&Answers due", self.due_on, "Later answers are taken too, and marked as late.")
        form.row("&Note", self.note)
        for text in (self.said, self.warning):
            text.setMinimumHeight(2 * text.fontMetrics().lineSpacing() + 2)
        set_property(self.warning, "tone", "caution")
        self.column.addWidget(wrapped(label(WHAT, "secondary")))
        self.column.addWidget(form)
        self.column.addWidget(self.said)
        self.column.addWidget(self.warning)
        self.finish_layout()
        self.fit(560)
        self.title.setFocus()

    def _take(self, rows: tuple[ProductToReview, ...]) -> None:
        self._products = rows
        for row in rows:
            self.product.addItem(row.name, row.id)
        self._on_product()

    @property
    def _row(self) -> ProductToReview | None:
        return next((row for row in self._products if row.id == self.product.currentData()), None)

    def _on_product(self) -> None:
        if self._row is not None:
            year = self.desk.today().year
            more = f", {self._row.name}" if len(self._products) > 1 else ""
            self.title.setText(f"Access review {year}{more}"[:80])
            self.title.selectAll()
        self._check()

    def _check(self) -> None:
        row, due = self._row, pydate(self.due_on.date())
        if row is None:
            self.said.setText(NOBODY)
        else:
            held = f"{count(row.licenses, 'license', 'licenses')} of {count(row.offices, 'office', 'offices')}"
            last = f"The last review began on {day(row.last_began)}." if row.last_began else "It was never reviewed."
            self.said.setText(f"{held} will be frozen today. {last}")
        reason = non_working_reason(due)
        off = f"{long_day(due)} is {reason}: nobody may be at work to answer." if reason else ""
        is_taken = (
            f"“{row.open_review}” of this product is still open. Close it first." if row and row.open_review else ""
        )
        self.warning.setText(is_taken or off)
        self.go.setEnabled(row is not None and not is_taken and bool(self.title.text().strip()))

    def submit(self) -> None:
        if self._row is None:
            return
        self.start()
        start = ReviewStart(self._row.id, self.title.text(), pydate(self.due_on.date()), self.note.toPlainText())
        self.desk.runner.change(start_review, start).then(self._on_started).otherwise(self.refused)

    def _on_started(self, _review_id: int) -> None:
        self.finish(f"Started “{self.title.text().strip()}”")


def proposed_due(today: date) -> date:
    """Three weeks from now, moved on to a working day."""
    due = today + timedelta(days=ANSWER_DAYS)
    while not is_working_day(due):
        due += timedelta(days=1)
    return due
