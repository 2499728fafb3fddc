"""What a report shows: its columns and their order, what it is grouped and sorted by; and the name it is kept under."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from coordinator.rules.report_rows import ReportDefinition
from coordinator.rules.vocabulary import ReportSubject
from coordinator.services.reports import LONGEST_NAME, save_report
from coordinator.views.report_subjects import SUBJECTS, known_fields
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.runner import Job
from ui.widgets.basics import label
from ui.widgets.combo import combo, name_combo
from ui.widgets.form import Form
from ui.widgets.ordered_choices import OrderedChoices

STARTING_COLUMNS = 6
_HEIGHT = 250


class ReportEditorDialog(DialogFrame):
    """`columns`, `group_by`, `sort_by` and `descending` make up `definition`; `edited` carries it, nothing is kept."""

    edited = Signal(object)

    def __init__(
        self, desk: Desk, parent: QWidget, report: ReportDefinition, title: str = "", verb: str = "Apply"
    ) -> None:
        super().__init__(desk, parent, title or f"Columns of “{report.name}”", verb)
        self._report = report
        self.columns = OrderedChoices("Columns")
        self.columns.setFixedHeight(_HEIGHT)
        self.group_by, self.sort_by = combo("Group by"), combo("Sort by")
        self.descending = QCheckBox("The largest, latest or last first")
        self.above = Form()
        self.columns.changed.connect(self._check)
        self._lay_out()
        self.take(report)

    def _lay_out(self) -> None:
        self.column.addWidget(self.above)
        self.column.addWidget(label("COLUMNS, FROM LEFT TO RIGHT", "section"))
        self.column.addWidget(self.columns)
        form = Form()
        form.row("&Group by", self.group_by, "Each group is counted, and what adds up is summed.")
        form.row("&Sort by", self.sort_by)
        form.row("", self.descending)
        self.column.addWidget(form)

    def take(self, report: ReportDefinition) -> None:
        """Show what a report has now."""
        self._report = report
        titles = [(field.name, field.title) for field in known_fields(report.subject).values()]
        self.columns.show_choices(titles, report.columns)
        for box, chosen in ((self.group_by, report.group_by), (self.sort_by, report.sort_by)):
            box.clear()
            box.addItem("Nothing", "")
            for name, title in titles:
                box.addItem(title, name)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.descending.setChecked(report.is_descending)
        self._check()

    def finish_layout(self) -> None:
        super().finish_layout()
        self.fit(480)

    @property
    def definition(self) -> ReportDefinition:
        return replace(
            self._report,
            columns=tuple(self.columns.keys),
            group_by=str(self.group_by.currentData() or ""),
            sort_by=str(self.sort_by.currentData() or ""),
            is_descending=self.descending.isChecked(),
        )

    def _check(self) -> None:
        self.go.setEnabled(bool(self.columns.keys))

    def submit(self) -> None:
        self.edited.emit(self.definition)
        self.accept()


class NewReportDialog(ReportEditorDialog):
    """`subject` is what the report is about and `name` what it is called; `report_id` is set when it was saved."""

    def __init__(self, desk: Desk, parent: QWidget, subject: ReportSubject = ReportSubject.LICENSES) -> None:
        self.name, self.subject = QLineEdit(), QComboBox()
        self.report_id: int | None = None
        super().__init__(desk, parent, _blank(subject), "New report", "Save")
        name_combo(self.subject, "About")
        for each, kind in SUBJECTS.items():
            self.subject.addItem(kind.title, each)
        self.subject.setCurrentIndex(list(SUBJECTS).index(subject))
        self.subject.currentIndexChanged.connect(self._on_subject)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.textChanged.connect(self._check)
        self.above.row("&Name", self.name)
        self.above.row("&About", self.subject)
        self.finish_layout()
        self.name.setFocus()

    def _on_subject(self) -> None:
        self.take(_blank(ReportSubject(self.subject.currentData())))

    def _check(self) -> None:
        self.go.setEnabled(bool(self.columns.keys and self.name.text().strip()))

    def submit(self) -> None:
        self.start()
        made = replace(self.definition, name=self.name.text())
        self.desk.runner.change(save_report, made).then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, report_id: int) -> None:
        self.report_id = report_id
        self.finish(f"Saved the report “{self.name.text().strip()}”")


def _blank(subject: ReportSubject) -> ReportDefinition:
    """A report on everything, with the first columns."""
    return ReportDefinition("", subject, "", tuple(known_fields(subject))[:STARTING_COLUMNS])


class ReportNameDialog(DialogFrame):
    """`name` is typed, and `work` is asked with it; `report_id` is what that returned."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        words: tuple[str, str, str],
        name: str,
        work: Callable[[str], Job[int] | Job[None]],
    ) -> None:
        title, verb, self._done = words
        super().__init__(desk, parent, title, verb)
        self._work = work
        self.report_id: int | None = None
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.selectAll()
        self.name.textChanged.connect(self._check)
        form = Form()
        form.row("&Name", self.name)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(440)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip()))

    def submit(self) -> None:
        self.start()
        self._work(self.name.text()).then(self._on_done).otherwise(self.refused)

    def _on_done(self, report_id: int | None) -> None:
        self.report_id = report_id
        self.finish(f"{self._done} “{' '.join(self.name.text().split())}”")
