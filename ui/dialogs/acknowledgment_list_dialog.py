"""Takes a list of who acknowledged in: pasted or a file, matched to the roster, asked about, and then as one step."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.acknowledgment_lists import (
    AcknowledgmentList,
    ListPreview,
    ListTaken,
    pasted_list,
    preview_list,
    read_acknowledgment_list,
    take_list,
)
from coordinator.services.papers import read_file
from coordinator.services.workspace import Workspace
from coordinator.views.acknowledgment_grid import AskedVersion
from coordinator.views.documents import VersionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import button, label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.found_people import FoundPeople
from ui.widgets.warning_list import WarningList
from ui.wording import count, word

LISTS = "Lists (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.html)"
EXAMPLE = "Names or e-mail addresses, one a line; a date beside each where it is known."
# On behalf needs a file and a note for each person: that is not what a list is.
METHODS = (AcknowledgmentMethod.SIGNED_FORM, AcknowledgmentMethod.EMAIL, AcknowledgmentMethod.IN_TRAINING)
PASTE, PEOPLE = range(2)


class AcknowledgmentListDialog(DialogFrame):
    """`text` takes what is pasted and `choose` a file; then `people` settles whom each row means."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        versions: Sequence[VersionRow | AskedVersion],
        version_id: int | None,
        path: Path | None = None,
    ) -> None:
        super().__init__(desk, parent, "Take a list of acknowledgments in", "Match")
        self._file: AcknowledgmentList | None = None
        self._preview: ListPreview | None = None
        self.versions = tuple(versions)
        self._make_parts(version_id)
        self._lay_out()
        self.resize(860, 660)
        self._connect()
        self._check()
        if path is not None:
            self.open_list(path)

    def _make_parts(self, version_id: int | None) -> None:
        self.version: QComboBox = combo("Document")
        for row in self.versions:
            self.version.addItem(f"{row.title}, {row.label}", row.id)
        self.version.setCurrentIndex(max(self.version.findData(version_id), 0))
        self.on = date_field(self.desk.today())
        self.method: QComboBox = combo("How")
        for method in METHODS:
            self.method.addItem(word(method))
        self.note = QLineEdit()
        self.note.setMaxLength(500)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setAccessibleName("The list")
        self.text.setTabChangesFocus(True)
        self.choose = button("Open a list…", "", "folder-open")
        self.said = wrapped(label("Paste the list, or open it.", "secondary"))
        self.notes = WarningList()
        self.people = FoundPeople(self.desk.look)
        self.equal, self.rest = button("Take equal names", "flat"), button("Leave the open ones out", "flat")
        for made in (self.choose, self.equal, self.rest):
            made.setAutoDefault(False)
        self.steps = QStackedWidget()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Document", self.version)
        form.row("Without a &date", self.on, "Rows that have a date of their own keep it.")
        form.row("&How", self.method)
        form.row("&Note", self.note)
        paste = QWidget()
        column = QVBoxLayout(paste)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        column.addLayout(row)
        self.steps.addWidget(paste)
        self.steps.addWidget(self.people)
        for part in (form, self.said, self.notes):
            self.column.addWidget(part)
        self.column.addWidget(self.steps, 1)
        self.buttons.insertWidget(0, self.equal)
        self.buttons.insertWidget(1, self.rest)
        self.finish_layout()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.text.textChanged.connect(self._check)
        self.people.settled.connect(self._check)
        self.equal.clicked.connect(self.people.take_namesakes)
        self.rest.clicked.connect(self.people.leave_open_out)
        self.version.currentIndexChanged.connect(self._match_again)

    # reading

    @property
    def chosen_version(self) -> int:
        return int(self.version.currentData() or 0)

    def _choose(self) -> None:
        path = self.desk.messages.open_file(self, "Open a list of acknowledgments", LISTS)
        if path is not None:
            self.open_list(path)

    def open_list(self, path: Path) -> None:
        """Read the file, and match it."""
        self._match(self.desk.runner.workspace, path)

    def _match(self, workspace: Workspace, source: Path | str | AcknowledgmentList) -> None:
        self.start()
        self.said.setText("Matching…")
        job = self.desk.runner.call(read_and_preview, workspace, source, self.chosen_version, self.desk.today())
        job.then(self._show).otherwise(self.refused)

    def _match_again(self) -> None:
        if self._file is not None:
            self._match(self.desk.runner.workspace, self._file)

    def _show(self, read: tuple[AcknowledgmentList, ListPreview]) -> None:
        self._file, self._preview = read
        self.steps.setCurrentIndex(PEOPLE)
        self.notes.say(notes_of(read[1]))
        self.people.show_found(read[1].found)
        self.people.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _check(self) -> None:
        preview = self._preview
        self.go.setText("Match" if preview is None else "Record")
        for made in (self.equal, self.rest):
            made.setVisible(preview is not None)
        if preview is None:
            self.go.setEnabled(bool(self.text.toPlainText().strip() and self.versions))
            return
        wanted, waiting = set(self.people.people.values()), self.people.open_rows
        known = len(wanted & preview.known)
        asked = f" {count(waiting, 'row waits', 'rows wait')} for an answer." if waiting else ""
        same = f" {known:,} of them are on record already." if known else ""
        rows = f"{len(preview.found):,} {'row' if len(preview.found) == 1 else 'rows'}"
        self.said.setText(f"{count(len(wanted), 'person', 'people')} in {rows}.{same}{asked}")
        self.rest.setEnabled(waiting > 0)
        self.equal.setEnabled(self.people.namesakes > 0)
        self.equal.setText(f"Take equal names ({self.people.namesakes:,})")
        self.go.setEnabled(bool(wanted) and not waiting)

    # the work

    def submit(self) -> None:
        runner = self.desk.runner
        if self._file is None:
            self._match(runner.workspace, self.text.toPlainText())
            return
        self.start()
        on, method = pydate(self.on.date()), METHODS[self.method.currentIndex()]
        people, note = dict(self.people.people), self.note.text()
        job = runner.change(take_list, self._file, self.chosen_version, people, on, method, note)
        job.then(self._on_taken).otherwise(self.refused)

    def refused(self) -> None:
        super().refused()
        self.said.setText("Nothing was recorded." if self._file else "Paste the list, or open it.")
        self._check()

    def _on_taken(self, taken: ListTaken) -> None:
        same = f"; {taken.same:,} were on record" if taken.same else ""
        said = f"Recorded {count(taken.new, 'acknowledgment', 'acknowledgments')} of {self.version.currentText()}"
        self.finish(f"{said}{same}", can_undo=taken.new > 0)


def read_and_preview(
    workspace: Workspace, source: Path | str | AcknowledgmentList, version_id: int, today: date
) -> tuple[AcknowledgmentList, ListPreview]:
    """On the worker: from a file, from what was pasted, or of a list that was read before."""
    if isinstance(source, Path):
        file = read_acknowledgment_list(*read_file(source), today)
    else:
        file = pasted_list(source, today) if isinstance(source, str) else source
    return file, workspace.read(preview_list, file, version_id, today)


def notes_of(preview: ListPreview) -> list[str]:
    """What of the list cannot be recorded or was guessed, in sentences; nobody is left out in silence."""
    notes = []
    if preview.misdated:
        names = ", ".join(row.name or row.email for row in preview.misdated[:3])
        more = f" and {len(preview.misdated) - 3:,} more" if len(preview.misdated) > 3 else ""
        rows = count(len(preview.misdated), "row is", "rows are")
        notes.append(f"{rows} left out, dated before the version was in force or in the future: {names}{more}.")
    if preview.doubtful_dates:
        notes.append(f"Dates such as {', '.join(preview.doubtful_dates[:3])} were read with the month first.")
    return [*notes, *preview.problems]
