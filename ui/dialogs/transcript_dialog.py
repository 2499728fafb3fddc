"""Takes the transcript list of an LMS in: what it says, whom it means, which course, and then as one step."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.services.courses import CompletionsTaken
from coordinator.services.papers import read_file
from coordinator.services.transcripts import (
    TranscriptFile,
    TranscriptPreview,
    preview_transcript,
    read_transcript,
    take_transcript,
)
from coordinator.services.workspace import Workspace
from coordinator.views.courses import CourseRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.found_people import FoundPeople
from ui.widgets.warning_list import WarningList
from ui.wording import count

LEFT_OUT = 0
UNNAMED = "Rows without a course"


class TranscriptDialog(DialogFrame):
    """`people` settles whom each row means, `boxes` which course a name means that is not on record."""

    def __init__(self, desk: Desk, parent: QWidget, path: Path, courses: tuple[CourseRow, ...]) -> None:
        super().__init__(desk, parent, f"Take {path.name} in", "Record")
        self._courses = courses
        self._file: TranscriptFile | None = None
        self._preview: TranscriptPreview | None = None
        self.boxes: dict[str, QComboBox] = {}
        self.said = wrapped(label("Reading…"))
        self.notes = WarningList()
        self.form = Form()
        self.people = FoundPeople(desk.look)
        self.rest = button("Leave the open ones out", "flat")
        self.equal = button("Take equal names", "flat")
        for made, slot in ((self.rest, self.people.leave_open_out), (self.equal, self.people.take_namesakes)):
            made.setAutoDefault(False)
            made.clicked.connect(slot)
        self.people.settled.connect(self._check)
        for part in (self.said, self.notes, self.form):
            self.column.addWidget(part)
        self.column.addWidget(self.people, 1)
        self.buttons.insertWidget(0, self.equal)
        self.buttons.insertWidget(1, self.rest)
        self.finish_layout()
        self.resize(860, 640)
        self.go.setEnabled(False)
        runner = desk.runner
        job = runner.call(read_and_preview, runner.workspace, path, desk.today())
        job.then(self._show).otherwise(self.reject)

    def _show(self, read: tuple[TranscriptFile, TranscriptPreview]) -> None:
        self._file, self._preview = read
        self._ask_courses(read[1])
        self.people.show_found(read[1].found)
        self.notes.say(notes_of(read[1]))
        self.people.grid.setFocus()

    def _ask_courses(self, preview: TranscriptPreview) -> None:
        """One question for each name of a course that is not on record."""
        unknown: dict[str, int] = {}
        for row in preview.found:
            if preview.courses[row.id] is None:
                said = _said(row.listed.code, row.listed.course)
                unknown[said] = unknown.get(said, 0) + 1
        for said, rows in unknown.items():
            box = combo(said)
            box.addItem("Leave these rows out", LEFT_OUT)
            for course in self._courses:
                box.addItem(f"{course.code}  {course.title}", course.id)
            if said == UNNAMED and len(self._courses) == 1:
                box.setCurrentIndex(1)
            box.currentIndexChanged.connect(self._check)
            self.boxes[said] = box
            self.form.row(f"{said} ({count(rows, 'row', 'rows')})", box)
        self.form.setVisible(bool(unknown))

    def _course_of(self, row_id: int) -> int:
        assert self._preview is not None
        known = self._preview.courses[row_id]
        if known is not None:
            return known
        listed = next(row.listed for row in self._preview.found if row.id == row_id)
        return int(self.boxes[_said(listed.code, listed.course)].currentData())

    @property
    def wanted(self) -> dict[int, int]:
        """Row → designee, of the rows whose person and course are known."""
        return {row: person for row, person in self.people.people.items() if self._course_of(row)}

    def _check(self) -> None:
        if self._preview is None:
            return
        wanted, waiting = len(self.wanted), self.people.open_rows
        asked = f" {count(waiting, 'row waits', 'rows wait')} for an answer." if waiting else ""
        self.said.setText(
            f"{count(wanted, 'completion', 'completions')} of {len(self._preview.found):,} to record.{asked}"
        )
        self.rest.setEnabled(waiting > 0)
        self.equal.setEnabled(self.people.namesakes > 0)
        self.equal.setText(f"Take equal names ({self.people.namesakes:,})")
        self.go.setEnabled(wanted > 0 and not waiting)

    def submit(self) -> None:
        assert self._file is not None
        self.start()
        wanted = self.wanted
        courses = {row: self._course_of(row) for row in wanted}
        job = self.desk.runner.change(take_transcript, self._file, wanted, courses)
        job.then(self._on_taken).otherwise(self.refused)

    def _on_taken(self, taken: CompletionsTaken) -> None:
        same = f"; {taken.same:,} were on record" if taken.same else ""
        changed = f", changed {taken.changed:,}" if taken.changed else ""
        self.finish(f"Recorded {count(taken.new, 'completion', 'completions')}{changed}{same}")


def read_and_preview(workspace: Workspace, path: Path, today: date) -> tuple[TranscriptFile, TranscriptPreview]:
    """On the worker."""
    file = read_transcript(*read_file(path), today)
    return file, workspace.read(preview_transcript, file)


def notes_of(preview: TranscriptPreview) -> list[str]:
    """What the list holds beside completions, in sentences."""
    notes = []
    if preview.unfinished:
        notes.append(f"{count(len(preview.unfinished), 'row says', 'rows say')} that the course is not finished.")
    if preview.undated:
        notes.append(f"{count(len(preview.undated), 'row has', 'rows have')} no date, and cannot be recorded.")
    if preview.doubtful_dates:
        shown = ", ".join(preview.doubtful_dates[:3])
        notes.append(f"Dates such as {shown} were read with the month first.")
    notes += preview.problems
    return notes


def _said(code: str, title: str) -> str:
    return " ".join(filter(None, (code, title))) or UNNAMED
