"""What the attendance of a training rests on: the files as they were taken, and who decided whom each name means."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from coordinator.services.attendance import reopen_attendee
from coordinator.services.papers import stored_file, write_file
from coordinator.views.attendance_review import EvidenceRow, EvidenceRows, TakenReport, attendance_evidence
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.attendee_words import attendee_name, product_words
from ui.widgets.basics import button, label
from ui.widgets.grid import Grid
from ui.widgets.notices import Toast
from ui.wording import NOTHING, count, moment

SHORT = 12  # characters of a hash; the whole one is copied
DISMISSED = "Not on the roster"
WAITS = "Waits for a decision"


class AttendanceEvidenceDialog(DialogFrame):
    """`reports` are the files, `people` the participants of the chosen ones; `again` takes a decision back."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Evidence of the attendance of {training.title}", "Close")
        self._training = training
        self._files: dict[int, str] = {}
        self._replaced: frozenset[int | None] = frozenset()
        self._target = Path()
        self._said = ""
        self.reports: Grid[TakenReport] = Grid(self._report_columns(), desk.look, "Reports taken")
        self.people: Grid[EvidenceRow] = Grid(self._people_columns(), desk.look, "Participants")
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.summary = label("", "secondary")
        self.save = button("&Save the file…")
        self.copy_hash = button("&Copy SHA-256")
        self.again = button("&Take this decision back")
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self._offer()
        self.load()

    def _report_columns(self) -> tuple[Column[TakenReport], ...]:
        return (
            Column("File", _file, 210, bold=True),
            Column("Tool", _tool, 180),
            Column("Read", self._read_at, 245, sort=_read_key),
            Column("SHA-256", _hash, 120),
            Column("State", self._state, 180, tone=_state_tone),
        )

    def _people_columns(self) -> tuple[Column[EvidenceRow], ...]:
        return (
            Column("In the report", _name, 165, bold=True),
            Column("E-mail", _email, 185),
            Column("Minutes", _minutes, 80, sort=_minutes_key, right=True),
            Column("Is", _designee, 150),
            Column("Matched", self._how, 185, tone=self._how_tone),
            Column("Decided", self._decided, 240),
        )

    def _lay_out(self) -> None:
        self.cancel.hide()
        self.go.setDefault(False)
        for each in (self.save, self.copy_hash, self.again):
            each.setAutoDefault(False)
        self.reports.set_empty("No report was imported. Marks were set by hand.")
        self.people.set_empty("Nobody was read in it.")
        self.reports.setFixedHeight(190)
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        verbs.addWidget(self.summary)
        verbs.addStretch(1)
        verbs.addWidget(self.copy_hash)
        verbs.addWidget(self.save)
        self.column.addWidget(self.reports)
        self.column.addLayout(verbs)
        self.column.addWidget(self.people, 1)
        self.buttons.insertWidget(0, self.again)
        self.finish_layout()
        self.resize(1180, 620)

    def _connect(self) -> None:
        self.reports.selected.connect(self._on_report)
        self.people.selected.connect(self._offer)
        self.save.clicked.connect(self.ask_target)
        self.copy_hash.clicked.connect(self.do_copy_hash)
        self.again.clicked.connect(self.take_back)
        self.toast.undo_wanted.connect(self._undo)

    def load(self) -> None:
        self.desk.runner.read(attendance_evidence, self._training.id).then(self._show)

    def _show(self, evidence: EvidenceRows) -> None:
        self._files = {row.id: row.file for row in evidence.reports}
        self._replaced = frozenset(row.id for row in evidence.reports if row.replaced_by is not None)
        self.reports.set_rows(evidence.reports)
        self.people.set_rows(evidence.participants)
        files, people = len(evidence.reports), len(evidence.participants)
        self.summary.setText(f"{count(files, 'file', 'files')}, {count(people, 'participant', 'participants')}")
        self._on_report()

    def _on_report(self) -> None:
        """The participants of the chosen files; of all that count while none is chosen."""
        self.people.rows_model.set_predicate(self._is_shown)
        self._offer()

    def _is_shown(self, row: EvidenceRow) -> bool:
        chosen = [report.id for report in self.reports.selected_rows()]
        return row.report in chosen if chosen else row.report not in self._replaced

    def _offer(self) -> None:
        reports, people = self.reports.selected_rows(), self.people.selected_rows()
        for each in (self.save, self.copy_hash):
            each.setEnabled(len(reports) == 1)
        decided = bool(people) and people[0].matched_by != WAITS
        self.again.setEnabled(decided and people[0].report not in self._replaced)

    # the file

    def ask_target(self) -> None:
        """The file as it was taken, byte for byte."""
        row = self.reports.selected_rows()[0]
        suffix = Path(row.file).suffix
        path = self.desk.messages.save_file(self, "Save the report", row.file, f"As it was taken (*{suffix})")
        if path is not None:
            self._target = path
            self.desk.runner.read(stored_file, row.file_id).then(self._write)

    def _write(self, file: tuple[str, bytes]) -> None:
        self.desk.runner.call(write_file, self._target.parent, self._target.name, file[1]).then(self._on_written)

    def _on_written(self, path: Path) -> None:
        self.toast.show_text(f"Saved {path.name}")

    def do_copy_hash(self) -> None:
        QGuiApplication.clipboard().setText(self.reports.selected_rows()[0].sha256)
        self.toast.show_text("Copied the SHA-256")

    # the decision

    def take_back(self) -> None:
        row = self.people.selected_rows()[0]
        self._said = f"{attendee_name(row.name)} waits for a decision again"
        self.again.setEnabled(False)
        self.desk.runner.change(reopen_attendee, row.id).then(self._on_taken_back).otherwise(self._offer)

    def _on_taken_back(self, _nothing: None) -> None:
        self.toast.show_text(self._said, undoable=True)
        self.load()

    def _undo(self) -> None:
        self.desk.runner.undo().then(self._on_undone)

    def _on_undone(self, what: str) -> None:
        self.toast.show_text(f"Undone: {what}")
        self.load()

    def submit(self) -> None:
        self.accept()

    # words

    def _how(self, row: EvidenceRow) -> str:
        """Who of a replaced file was never decided about waits for nothing any more."""
        is_past = row.matched_by == WAITS and row.report in self._replaced
        return "Replaced before a decision" if is_past else row.matched_by

    def _how_tone(self, row: EvidenceRow) -> tuple[str, str]:
        if row.designee:
            return "circle-check", "good"
        if row.report in self._replaced:
            return "history", "neutral"
        return ("circle-slash", "neutral") if row.matched_by == DISMISSED else ("circle-help", "caution")

    def _read_at(self, row: TakenReport) -> str:
        return moment(row.read_at, self.desk.zone)

    def _state(self, row: TakenReport) -> str:
        if row.replaced_by is None:
            return "Counts"
        return f"Replaced by {self._files.get(row.replaced_by, 'another file')}"

    def _decided(self, row: EvidenceRow) -> str:
        if row.decided_at is None:
            return "By the program" if row.designee else NOTHING
        return ", ".join(filter(None, (row.decided_by, moment(row.decided_at, self.desk.zone))))


def _file(row: TakenReport) -> str:
    return row.file


def _tool(row: TakenReport) -> str:
    return " · ".join(filter(None, (product_words(row.product), row.generation.replace("_", " "))))


def _read_key(row: TakenReport) -> str:
    return row.read_at.isoformat()


def _hash(row: TakenReport) -> str:
    return row.sha256[:SHORT]


def _state_tone(row: TakenReport) -> tuple[str, str]:
    return ("circle-check", "good") if row.replaced_by is None else ("history", "neutral")


def _name(row: EvidenceRow) -> str:
    return attendee_name(row.name)


def _email(row: EvidenceRow) -> str:
    return row.email or NOTHING


def _minutes(row: EvidenceRow) -> str:
    return NOTHING if row.minutes is None else str(row.minutes)


def _minutes_key(row: EvidenceRow) -> int | None:
    return row.minutes


def _designee(row: EvidenceRow) -> str:
    return row.designee or NOTHING
