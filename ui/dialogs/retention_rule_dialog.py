"""One retention rule: what the records are called, what they are, on whose authority they go, after how many years."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from coordinator.rules.vocabulary import RetentionKind
from coordinator.services.retention import (
    LONGEST_TEXT,
    MOST_YEARS,
    RetentionFacts,
    add_retention_rule,
    edit_retention_rule,
)
from coordinator.views.retention import RetentionRuleRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.combo import name_combo
from ui.widgets.form import Form

COVERED = {
    RetentionKind.TRAININGS: ("Trainings: rosters and attendance", "The years count from the day it was held."),
    RetentionKind.NOMINATIONS: ("Nominations", "The years count from the last decision of the tasking."),
    RetentionKind.LICENSES: ("Licenses that have ended", "The years count from the day the license ended."),
    RetentionKind.PEOPLE: ("People", "The years count from the departure or the last record, whichever is later."),
}
USUAL_YEARS = 3


class RetentionRuleDialog(DialogFrame):
    """`title`, `covers`, `authority`, `years` and `is_on` make up the rule."""

    def __init__(self, desk: Desk, parent: QWidget, row: RetentionRuleRow | None = None) -> None:
        super().__init__(desk, parent, "Retention rule", "Save" if row else "Add")
        self._row = row
        self.title = QLineEdit(row.title if row else "")
        self.title.setMaxLength(LONGEST_TEXT)
        self.title.setPlaceholderText("Such as: Rosters and attendance")
        self.covers = QComboBox()
        name_combo(self.covers, "Covers")
        for kind, (words, _) in COVERED.items():
            self.covers.addItem(words, kind)
        self.authority = QLineEdit(row.authority if row else "")
        self.authority.setMaxLength(LONGEST_TEXT)
        self.authority.setPlaceholderText("Such as: NARA GRS 2.6 item 010")
        self.years = QSpinBox()
        self.years.setRange(1, MOST_YEARS)
        self.years.setValue(row.years if row else USUAL_YEARS)
        self.is_on = QCheckBox("Switched on")
        self.is_on.setChecked(row is None or row.is_on)
        self.counted = wrapped(label("", "secondary"))
        if row is not None:
            self.covers.setCurrentIndex(self.covers.findData(row.covers))
        self._lay_out()
        self.covers.currentIndexChanged.connect(self._follow)
        for line in (self.title, self.authority):
            line.textChanged.connect(self._follow)
        self._follow()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Title", self.title)
        form.row("&Covers", self.covers)
        form.row("", self.counted)
        form.row("&Authority", self.authority, "Without one, records are not to be disposed of.")
        form.row("&Years", self.years)
        form.row("", self.is_on)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)

    @property
    def facts(self) -> RetentionFacts:
        return RetentionFacts(
            self.title.text(),
            RetentionKind(self.covers.currentData()),
            self.authority.text(),
            self.years.value(),
            self.is_on.isChecked(),
        )

    def _follow(self) -> None:
        self.counted.setText(COVERED[RetentionKind(self.covers.currentData())][1])
        self.go.setEnabled(bool(self.title.text().strip() and self.authority.text().strip()))

    def submit(self) -> None:
        self.start()
        runner = self.desk.runner
        if self._row is None:
            runner.change(add_retention_rule, self.facts).then(self._on_added).otherwise(self.refused)
        else:
            job = runner.change(edit_retention_rule, self._row.id, self.facts)
            job.then(self._on_changed).otherwise(self.refused)

    def _on_added(self, _: int) -> None:
        self.finish(f"Added the retention rule “{self.title.text().strip()}”")

    def _on_changed(self, _: None) -> None:
        self.finish(f"Changed the retention rule “{self.title.text().strip()}”")
