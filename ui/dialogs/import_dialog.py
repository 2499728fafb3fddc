"""Import of nomination files: look at each file of the batch, correct the office, then one button for all."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import TaskingState
from coordinator.services.intake import NominationsRead, OfficeFile, read_nomination_files, take_nominations
from coordinator.services.nominations import ImportResult, ReceivedFile
from coordinator.views.offices import OfficeRow, offices
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.decision_dialogs import local_of, moment_of
from ui.dialogs.frame import DialogFrame
from ui.dialogs.import_steps_dialog import ImportStepsDialog
from ui.dialogs.memo_fields import with_whole_year
from ui.dialogs.nomination_file_card import NominationFileCard
from ui.models.file_in_hand import FileInHand
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count


def import_sentence(results: Sequence[ImportResult], names: dict[str, str]) -> str:
    """ "Imported 5 nominations of SAC Denver, 2 over quota"; says so when nothing changed."""
    fresh = [result for result in results if not result.already_taken]
    if not fresh:
        return "Nothing changed: " + ("the file was" if len(results) == 1 else "these files were") + " imported before"
    new, changed = sum(result.new for result in fresh), sum(result.changed for result in fresh)
    codes = list(dict.fromkeys(result.office for result in fresh))
    whose = names.get(codes[0], codes[0]) if len(codes) == 1 else count(len(codes), "office", "offices")
    if new + changed == 0:
        return ", ".join([f"Nobody was new in the answer of {whose}", *_marks(results, fresh)])
    parts = [f"Imported {count(new + changed, 'nomination', 'nominations')} of {whose}"]
    parts += [f"{new:,} new", f"{changed:,} changed"] if changed else []
    return ", ".join([*parts, *_marks(results, fresh)])


def _marks(results: Sequence[ImportResult], fresh: Sequence[ImportResult]) -> list[str]:
    """What is to be looked at afterwards. Over quota is counted once an office."""
    doubtful = sum(result.doubtful for result in fresh)
    over = sum({result.office: result.over_quota for result in fresh}.values())
    problems = sum(result.problems for result in fresh)
    again = len(results) - len(fresh)
    marks = [f"{doubtful:,} doubtful"] if doubtful else []
    marks += [f"{over:,} over quota"] if over else []
    marks += ["late"] if any(result.is_late for result in fresh) else []
    marks += [count(problems, "problem", "problems")] if problems else []
    return marks + ([count(again, "file", "files") + " imported before"] if again else [])


class ImportDialog(DialogFrame):
    """`cards` are the files, `tasking` and `received` hold for the whole batch; `go` imports."""

    def __init__(
        self, desk: Desk, parent: QWidget, taskings: Sequence[TaskingRow], tasking_id: int, paths: Sequence[Path]
    ) -> None:
        super().__init__(desk, parent, "Import nominations", "Import")
        self.cards: list[NominationFileCard] = []
        self.results: tuple[ImportResult, ...] = ()
        self._paths, self._is_importing = list(paths), False
        self._offices: tuple[OfficeRow, ...] = ()
        self.tasking = QComboBox()
        for row in taskings:
            if row.state is not TaskingState.CLOSED:
                self.tasking.addItem(f"{row.number} · {row.subject}", row.id)
        self.tasking.setCurrentIndex(max(self.tasking.findData(tasking_id), 0))
        self.received = QDateTimeEdit(local_of(desk.now(), desk.zone))
        with_whole_year(self.received)
        self.steps: ImportStepsDialog | None = None
        self.tasking.currentIndexChanged.connect(self._on_when)
        self.received.dateTimeChanged.connect(self._on_when)
        self.hint = wrapped(label("Reading…", "secondary"))
        self._lay_out()
        self.go.setEnabled(False)
        self.setAcceptDrops(True)
        self.resize(880, 640)
        self.desk.runner.read(offices).then(self._on_offices)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Tasking", self.tasking)
        form.row("&Received", self.received, "When the files reached you; it decides who is late.")
        content = QWidget()
        content.setProperty("kind", "plain")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("Files")
        scroll.setWidget(content)
        self.column.addWidget(form)
        self.column.addWidget(scroll, 1)
        self.buttons.insertWidget(0, self.hint, 1)
        self.finish_layout()

    # reading

    def _on_offices(self, rows: tuple[OfficeRow, ...]) -> None:
        self._offices = rows
        self._read(self._paths)

    def _read(self, paths: Sequence[Path]) -> None:
        _, at = self._when()
        last_day = at.astimezone(ZoneInfo(self.desk.zone)).date()
        self.desk.runner.call(read_nomination_files, paths, self._offices, last_day).then(self._show)

    def _show(self, files: tuple[NominationsRead, ...]) -> None:
        tasking_id, at = self._when()
        for read in files:
            card = NominationFileCard(read, self._offices, FileInHand(self.desk, read, tasking_id, at))
            card.changed.connect(self._judge)
            card.left_out.connect(self._leave_out)
            card.steps_wanted.connect(self._look_closer)
            self.cards.append(card)
            self._list.insertWidget(self._list.count() - 1, card)
        self._judge()

    def _when(self) -> tuple[int, datetime]:
        """The tasking and the receipt that hold for the whole batch."""
        return int(self.tasking.currentData()), moment_of(self.received.dateTime(), self.desk.zone)

    def _on_when(self) -> None:
        for card in self.cards:
            card.file.came(*self._when())

    def _look_closer(self, card: NominationFileCard) -> None:
        self.steps = ImportStepsDialog(self.desk, self, card.file, self._offices)
        self.steps.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.steps.open()

    def _leave_out(self, card: QWidget) -> None:
        self.cards = [each for each in self.cards if each is not card]
        card.hide()
        card.deleteLater()
        self._judge()

    def _judge(self) -> None:
        """Whether it can go on, and what stands in the way."""
        usable = [card for card in self.cards if card.is_usable]
        lacking = sum(card.lacks_office for card in self.cards)
        is_known = all(card.is_looked_up for card in self.cards)
        self.go.setEnabled(bool(usable) and not lacking and is_known and not self._is_importing)
        people = sum(len(card.content.entries) for card in usable if card.content)
        if not is_known:
            self.hint.setText("Reading…")
        elif lacking:
            self.hint.setText(f"Choose the office of {count(lacking, 'file', 'files')} to go on.")
        elif usable:
            self.hint.setText(f"{count(people, 'person', 'people')} in {count(len(usable), 'file', 'files')}.")
        else:
            self.hint.setText("None of these files can be imported.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """More files for the same batch."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._read(paths)

    # the work

    def submit(self) -> None:
        self._is_importing = True
        self.start()
        tasking_id, at = self._when()
        batch = []
        for card in self.cards:
            if card.is_usable and card.content is not None and card.office_id is not None:
                received = ReceivedFile(card.read.name, card.read.data, at, card.sent_by.text().strip())
                batch.append(OfficeFile(card.office_id, received, card.content, card.file.decisions))
        job = self.desk.runner.change(take_nominations, tasking_id, batch)
        job.then(self._on_taken).otherwise(self.refused)

    def refused(self) -> None:
        self._is_importing = False
        self._judge()

    def _on_taken(self, results: tuple[ImportResult, ...]) -> None:
        self.results = results
        names = {office.code: office.name for office in self._offices}
        self.finish(import_sentence(results, names), any(not result.already_taken for result in results))
