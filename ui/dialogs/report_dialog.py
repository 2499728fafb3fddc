"""What an attendance report says, before it is taken, and what it leaves open."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.services.attendance import ReportResult, import_attendance
from coordinator.services.reports_in import Participant, ReportContent, ReportFile, read_report_file
from coordinator.views.attendance_review import EarlierReport
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.report_columns_dialog import ReportColumnsDialog
from ui.models.report_reading import clock, fields_of, stay_words
from ui.models.rows_model import Column
from ui.widgets.attendee_words import attendee_name, doubts, product_words
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.grid import Grid
from ui.widgets.report_questions import ReportQuestions
from ui.wording import NOTHING, count


@dataclass(frozen=True, slots=True)
class PreviewRow:
    id: int
    person: Participant


def _name(row: PreviewRow) -> str:
    return attendee_name(row.person.name)


def _email(row: PreviewRow) -> str:
    return row.person.email or row.person.upn or NOTHING


def _minutes(row: PreviewRow) -> str:
    return NOTHING if row.person.minutes is None else str(row.person.minutes)


def _minutes_key(row: PreviewRow) -> int | None:
    return row.person.minutes


def _stay(row: PreviewRow) -> str:
    return stay_words(row.person) or NOTHING


def _doubts(row: PreviewRow) -> str:
    return ", ".join(doubts(row.person.flags)) or NOTHING


COLUMNS: tuple[Column[PreviewRow], ...] = (
    Column(title="Name", value=_name, width=190, bold=True),
    Column(title="E-mail", value=_email, width=210),
    Column(title="Minutes", value=_minutes, width=80, sort=_minutes_key, right=True),
    Column(title="From, to", value=_stay, width=190),
    Column(title="Note", value=_doubts, width=150),
)


@dataclass(frozen=True, slots=True)
class ReportAtHand:
    """A file, how it was read, what it may replace; `place` is its place among several dropped ones, "" for one alone.

    `zone` is the one that was said of the file before.
    """

    path: Path
    file: ReportFile
    earlier: Sequence[EarlierReport] = ()
    zone: str = ""
    place: str = ""


class ReportDialog(DialogFrame):
    """`summary` and `problems` say what was read, `questions` what the file leaves open; `taken` is what came of it."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow, report: ReportAtHand) -> None:
        place = f", {report.place}" if report.place else ""
        super().__init__(desk, parent, f"Attendance report for {training.title}{place}", "Import")
        self._training, self._report = training, report
        self.file = report.file
        self.taken: ReportResult | None = None
        self.asked: ReportColumnsDialog | None = None
        self.summary = wrapped(label(""))
        self.problems = wrapped(label(""))
        set_property(self.problems, "tone", "caution")
        self.questions = ReportQuestions(self.file, report.earlier, self._zones())
        self._place = QVBoxLayout()
        self.people: Grid[PreviewRow] = Grid(COLUMNS, desk.look, "People in the report")
        self.columns = button("&Columns…")
        self.columns.setAutoDefault(False)
        self._lay_out()
        self._show()
        self.people.setFocus()

    def _lay_out(self) -> None:
        self.column.addWidget(self.summary)
        self.column.addWidget(self.problems)
        self.column.addLayout(self._place)
        self.column.addWidget(self.people, 1)
        self.people.set_empty("Nobody was read. Name the columns by hand.")
        self.people.opened.connect(self.submit)
        self.columns.clicked.connect(self.ask_columns)
        self.buttons.insertWidget(0, self.columns)
        self.finish_layout()
        self.resize(900, 600)

    @property
    def zone(self) -> str:
        """The zone that was said of the times, or would be."""
        return self.questions.time_zone or self._report.zone

    def _zones(self) -> tuple[str, str]:
        return self._training.time_zone, self._report.zone or self._training.time_zone

    # what is shown

    def take(self, file: ReportFile) -> None:
        """The same file, read otherwise."""
        part = self.questions.part.place if self.questions.part else -1
        self.file, before = file, self.questions
        zones = (self._training.time_zone, self.zone)
        self.questions = ReportQuestions(file, self._report.earlier, zones, before.date_order)
        before.deleteLater()
        if self.questions.part and part >= 0:
            self.questions.part.choose(part)
        self._show()

    def _show(self) -> None:
        content = self.file.content
        people = count(len(content.participants), "person", "people")
        self.summary.setText(" · ".join((self.file.name, _tool(content), people, *_span(content))))
        self.problems.setText("\n".join(content.problems))
        self.problems.setVisible(bool(content.problems))
        self._place.addWidget(self.questions)
        self.questions.setVisible(self.questions.is_needed)
        self.questions.order_chosen.connect(self._read_again)
        self.people.set_rows([PreviewRow(n, each) for n, each in enumerate(content.participants)])
        self.columns.setVisible(self.file.table is not None)
        self.go.setText(f"Import {people}")
        self._offer()

    def _offer(self) -> None:
        is_answered = self.questions.order is None or self.questions.date_order is not None
        self.go.setEnabled(is_answered and bool(self.file.content.participants))

    # what the file leaves open

    def _read_again(self) -> None:
        """The order of the dates was said: there are times now, not minutes alone."""
        self.go.setEnabled(False)
        held_on, order = self._training.local_start.date(), self.questions.date_order
        job = self.desk.runner.call(
            read_report_file, self._report.path, held_on, layout=fields_of(self.file), date_order=order
        )
        job.then(self.take).otherwise(self._offer)

    def ask_columns(self) -> None:
        if self.file.table is not None:
            report = (self._report.path, self._training.local_start.date())
            order = self.questions.date_order
            self.asked = ReportColumnsDialog(self.desk, self, report, self.file.table, fields_of(self.file), order)
            self.asked.accepted.connect(self._on_columns)
            self.asked.finished.connect(self.asked.deleteLater)
            self.asked.open()

    def _on_columns(self) -> None:
        assert self.asked is not None
        if self.asked.file is not None:
            self.take(self.asked.file)

    # the work

    def submit(self) -> None:
        if not self.go.isEnabled():
            return
        self.start()
        job = self.desk.runner.change(
            import_attendance,
            self._training.id,
            (self.file.name, self.file.data),
            self.file.content,
            self.questions.time_zone,
            replaces=self.questions.replaces,
            layout=self.file.layout or None,
            headers_key=self.file.table.headers_key if self.file.table else "",
        )
        job.then(self._on_taken).otherwise(self.refused)

    def _on_taken(self, result: ReportResult) -> None:
        self.taken = result
        self.finish(taken_words(result), not result.already_taken)


def _tool(content: ReportContent) -> str:
    if content.product == "unknown":
        return "Report of an unknown tool"
    return f"{product_words(content.product)} report ({content.generation.replace('_', ' ')})"


def _span(content: ReportContent) -> list[str]:
    """From the first to the last moment that the file tells, on its own clock."""
    moments = [moment for person in content.participants for stay in person.intervals for moment in stay]
    start = content.started or min(moments, default=None)
    end = content.ended or max(moments, default=None)
    if start is None or end is None:
        return []
    return [f"{start.date():%b} {start.day}, {clock(start.hour, start.minute)} to {clock(end.hour, end.minute)}"]


def taken_words(result: ReportResult) -> str:
    if result.was_replaced:
        return "This report was imported before, and corrected since; nothing changed"
    if result.already_taken:
        return "This report was imported before; nothing changed"
    told = (
        (result.walk_ins, count(result.walk_ins, "walk-in", "walk-ins")),
        (result.doubtful, f"{result.doubtful} doubtful"),
        (result.lost, f"{result.lost} no longer in it"),
        (result.kept, f"{result.kept} kept for their certificate"),
    )
    parts = [f"Imported {count(result.people, 'person', 'people')}", f"{result.matched} matched"]
    return ", ".join([*parts, *(words for number, words in told if number)])
