"""Adds a course, or edits one: its code, title, kind, and until when a completion counts."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from coordinator.rules.vocabulary import CourseKind
from coordinator.services.courses import CourseFacts, add_course, edit_course
from coordinator.views.courses import CourseRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import word

A_YEAR = 365
MOST = 3650


class CourseDialog(DialogFrame):
    """`kind`, `code`, `title`, `hours`, `delivery`, `lapses` and `days` are its fields."""

    def __init__(self, desk: Desk, parent: QWidget, row: CourseRow | None = None) -> None:
        super().__init__(desk, parent, f"Edit {row.code}" if row else "Add course", "Save" if row else "Add course")
        self._row = row
        self.kind = combo("Kind")
        for kind in CourseKind:
            self.kind.addItem(word(kind), kind)
        self.code, self.title, self.hours, self.delivery = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.code.setMaxLength(40)
        for line in (self.title, self.hours, self.delivery):
            line.setMaxLength(200)
        self.lapses = QCheckBox("A completion lapses")
        self.days = QSpinBox()
        self.days.setRange(1, MOST)
        self.days.setValue(A_YEAR)
        self.days.setSuffix(" days")
        self._lay_out()
        self._fill()
        self.lapses.toggled.connect(self.days.setEnabled)
        for text in (self.code, self.title):
            text.textChanged.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Kind", self.kind, "The unit’s own courses have trainings here; those of the LMS come in as lists.")
        form.row("&Code", self.code)
        form.row("&Title", self.title)
        form.row("D&uty hours", self.hours)
        form.row("&Delivery", self.delivery)
        form.row("&Validity", self.lapses)
        form.row("&It counts for", self.days, "From the day of completion. Gates go stale afterwards.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)

    def _fill(self) -> None:
        row = self._row
        self.days.setEnabled(False)
        if row is None:
            self.kind.setCurrentIndex(self.kind.findData(CourseKind.LMS))
            return
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        self.code.setText(row.code)
        self.title.setText(row.title)
        self.title.setCursorPosition(0)
        self.hours.setText(row.duty_hours)
        self.delivery.setText(row.delivery)
        self.lapses.setChecked(row.valid_days is not None)
        self.days.setEnabled(row.valid_days is not None)
        self.days.setValue(row.valid_days or A_YEAR)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.code.text().strip() and self.title.text().strip()))

    @property
    def facts(self) -> CourseFacts:
        return CourseFacts(
            kind=CourseKind(self.kind.currentData()),
            code=self.code.text(),
            title=self.title.text(),
            duty_hours=self.hours.text().strip(),
            delivery=self.delivery.text().strip(),
            valid_days=self.days.value() if self.lapses.isChecked() else None,
        )

    def submit(self) -> None:
        self.start()
        runner = self.desk.runner
        if self._row is None:
            runner.change(add_course, self.facts).then(self._on_added).otherwise(self.refused)
        else:
            runner.change(edit_course, self._row.id, self.facts).then(self._on_saved).otherwise(self.refused)

    def _on_added(self, _: int) -> None:
        self.finish(f"Added course {self.code.text().strip()}")

    def _on_saved(self, _: None) -> None:
        self.finish(f"Saved course {self.code.text().strip()}")
