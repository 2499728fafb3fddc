"""What an attendance report says, before it is taken."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.reports_in import Participant, ReportFile
from coordinator.views.trainings import TrainingRow
from ui.dialogs.training_dialog import US_ZONES
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.doubtful_review import FLAGS
from ui.widgets.grid import Grid
from ui.widgets.parts import Form, button, label, set_property, wrapped
from ui.wording import NOTHING, count

PRODUCTS = {
    "adobe_connect": "Adobe Connect report",
    "google_meet": "Google Meet report",
    "gotomeeting": "GoTo Meeting report",
    "gotowebinar": "GoTo Webinar report",
    "teams": "Microsoft Teams report",
    "webex": "Webex report",
    "zoom": "Zoom report",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    id: int
    person: Participant


def _name(row: PreviewRow) -> str:
    return row.person.name or "Without a name"


def _email(row: PreviewRow) -> str:
    return row.person.email or row.person.upn or NOTHING


def _minutes(row: PreviewRow) -> str:
    return NOTHING if row.person.minutes is None else str(row.person.minutes)


def _minutes_key(row: PreviewRow) -> int | None:
    return row.person.minutes


def _doubts(row: PreviewRow) -> str:
    return ", ".join(FLAGS[flag] for flag in row.person.flags if flag in FLAGS)


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(title="Name", value=_name, width=200, bold=True),
    Column(title="E-mail", value=_email, width=210),
    Column(title="Minutes", value=_minutes, width=84, sort=_minutes_key, right=True),
    Column(title="Note", value=_doubts, width=180),
)


class ReportDialog(QDialog):
    """`summary` and `problems` say what was read; `zone` counts only where the file does not tell."""

    def __init__(self, parent: QWidget, look: Look, training: TrainingRow, file: ReportFile) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Attendance report for {training.title}")
        self.resize(860, 540)
        self.file = file
        self.training_id = training.id
        people = len(file.content.participants)
        what = PRODUCTS.get(file.content.product, "report of an unknown tool")
        self.summary = label(f"{file.name}: {what}, {count(people, 'person', 'people')}", "name")
        self.problems = wrapped(label("\n".join(file.content.problems)))
        set_property(self.problems, "tone", "caution")
        self.problems.setVisible(bool(file.content.problems))
        self.zone = QComboBox()
        self.zone.addItems(list(dict.fromkeys((training.time_zone, *US_ZONES))))
        self.people: Grid[PreviewRow] = Grid(COLUMNS, look, "People in the report")
        self.people.set_rows([PreviewRow(n, each) for n, each in enumerate(file.content.participants)])
        self.ok_button = button(f"Import {count(people, 'person', 'people')}", "primary")
        self._arrange()

    @property
    def time_zone(self) -> str:
        """The zone of the file's times; empty when the file itself tells."""
        return self.zone.currentText() if self._asks_zone else ""

    @property
    def _asks_zone(self) -> bool:
        """Only where there are times, and nobody says of which zone."""
        has_times = any(person.intervals for person in self.file.content.participants)
        return has_times and not self.file.content.time_zone_known

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(wrapped(self.summary))
        column.addWidget(self.problems)
        if self._asks_zone:
            form = Form()
            form.row("Times are in", self.zone, "The file does not say in which time zone its times are.")
            column.addWidget(form)
        column.addWidget(self.people, 1)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.ok_button)
        column.addLayout(row)
