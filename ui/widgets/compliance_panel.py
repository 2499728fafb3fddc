"""Compliance as of any day: every license active then, with the gates as they stood, the exceptions first."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.compliance_papers import compliance_name, compliance_report, compliance_workbook
from coordinator.services.license_evidence import license_evidence
from coordinator.services.papers import write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace
from coordinator.views.compliance import ComplianceRow, compliance
from ui.desk import Desk
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.widgets.basics import Icon, button, label, wrapped
from ui.widgets.compliance_columns import COLUMNS, FILTERS, chips_of, verdict_words
from ui.widgets.compliance_pane import CompliancePane
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips
from ui.widgets.report_output import redacted_box
from ui.widgets.split import Split
from ui.wording import count, day

Paper = Callable[..., tuple[str, bytes]]


class CompliancePanel(QWidget):
    """`as_of` is the day, `grid` the licenses active then, `verdict` the sentence about them, `pane` the chosen one."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._page = page
        self._rows: tuple[ComplianceRow, ...] = ()
        self._today = desk.today()
        self.as_of = date_field(desk.today())
        self.as_of.setMaximumDate(qdate(desk.today()))
        self.as_of.setAccessibleName("As of")
        self.redacted = redacted_box()
        self.icon = Icon("circle-check", "neutral", 18)
        self.verdict = wrapped(label(""))
        self.chips = Chips("Filters of the licenses")
        self.grid: Grid[ComplianceRow] = Grid(COLUMNS, desk.look, "Licenses active on the day")
        self.grid.set_empty("No license was active on this day. Licenses are issued on the Licenses page.")
        self.pane = CompliancePane(desk.go)
        self._add_actions()
        self._lay_out()
        self._connect()
        self._follow()

    def _add_actions(self) -> None:
        add = self.desk.actions.add
        self.report_action = add(self._page, "Page", "Save compliance report…", self.save_report, "", "file-down")
        self.workbook_action = add(
            self._page, "Page", "Export compliance to Excel…", self.save_workbook, "", "file-spreadsheet"
        )
        self.evidence_action = add(self._page, "Page", "Save evidence…", self.save_evidence, "", "shield-check")
        self.person_action = add(self._page, "Page", "Show the holder", self.show_person, "", "user")
        self.grid.set_actions([self.evidence_action, self.person_action])

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(label("As of the end of", "caption"))
        above.addWidget(self.as_of)
        for words, back in (("Today", 0), ("A month ago", 30), ("A year ago", 365)):
            shortcut = button(words, "flat")
            shortcut.clicked.connect(partial(self._go_back, back))
            above.addWidget(shortcut)
        above.addStretch(1)
        above.addWidget(self.redacted)
        for action, words in ((self.workbook_action, "Export to Excel…"), (self.report_action, "Save report…")):
            made = button(words)
            made.setAccessibleName(action.text())
            made.clicked.connect(action.trigger)
            above.addWidget(made)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self.icon)
        said.addWidget(self.verdict, 1)
        self.split = Split(self.grid, self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addLayout(said)
        column.addWidget(self.chips)
        column.addWidget(self.split, 1)
        self.chips.set_chips(chips_of(()))

    def _connect(self) -> None:
        self.as_of.dateChanged.connect(self.reload)
        self.chips.chosen.connect(self._on_chip)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.save_evidence)

    # what is shown

    @property
    def day(self) -> date:
        return pydate(self.as_of.date())

    def reload(self) -> None:
        """Ask by the records as they stood on the day. What was today goes on with the calendar."""
        self._keep_today()
        self.desk.runner.read(compliance, self.day, self.desk.now()).then(self._show)

    def open(self, target: object) -> None:
        """A day, or the key of a filter such as "exceptions"."""
        if isinstance(target, date):
            self.as_of.setDate(qdate(target))
        elif target in FILTERS:
            self._go_back(0)
            self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        """Its actions can be used while it is shown."""
        for action in (self.report_action, self.workbook_action):
            action.setEnabled(is_active and bool(self._rows))
        self.redacted.setEnabled(bool(self._rows))
        self._set_chosen(is_active)

    def search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)

    def _keep_today(self) -> None:
        today, was = self.desk.today(), self._today
        self._today = today
        if today != was:
            blocker = QSignalBlocker(self.as_of)
            self.as_of.setMaximumDate(qdate(today))
            if self.day == was:
                self.as_of.setDate(qdate(today))
            blocker.unblock()

    def _go_back(self, days: int) -> None:
        self.as_of.setDate(qdate(self.desk.today() - timedelta(days=days)))

    def _show(self, rows: tuple[ComplianceRow, ...]) -> None:
        self._rows = rows
        self.grid.set_rows(rows)
        self.chips.set_chips(chips_of(rows))
        words, sign = verdict_words(rows, day(self.day))
        self.verdict.setText(words)
        self.icon.show_icon(*sign)
        self._follow()

    def _on_chip(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == "all" else FILTERS[key][1])
        self._follow()

    def _follow(self) -> None:
        """The pane and the actions follow what is selected."""
        rows = self.grid.selected_rows()
        self.set_active(self.isVisible())
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")
        if len(rows) == 1:
            self.pane.show_row(rows[0], self._chosen_actions)
        else:
            self.pane.show_nothing(len(rows))

    @property
    def _chosen_actions(self) -> tuple[QAction, ...]:
        return self.evidence_action, self.person_action

    def _set_chosen(self, is_active: bool) -> None:
        chosen = len(self.grid.selected_rows())
        self.evidence_action.setEnabled(is_active and chosen > 0)
        self.person_action.setEnabled(is_active and chosen == 1)

    # what can be done

    def show_person(self) -> None:
        [row] = self.grid.selected_rows()
        self.desk.go("Roster", row.designee_id)

    def save_report(self) -> None:
        """Everything on the day as one PDF."""
        self._save(compliance_report, "pdf", "PDF files (*.pdf)")

    def save_workbook(self) -> None:
        self._save(compliance_workbook, "xlsx", "Excel workbooks (*.xlsx)")

    def _save(self, paper: Paper, ending: str, kinds: str) -> None:
        is_redacted = self.redacted.isChecked()
        name = compliance_name(self.day, ending, is_redacted=is_redacted)
        path = self.desk.messages.save_file(self, "Save compliance", name, kinds)
        if path is not None:
            runner, asked = self.desk.runner, (self.day, self.desk.now())
            job = runner.call(write_paper, runner.workspace, partial(paper, is_redacted=is_redacted), asked, path)
            job.then(self._on_saved)

    def save_evidence(self) -> None:
        """One PDF for each chosen license: on what basis it was held on the day."""
        rows = self.grid.selected_rows()
        folder = self.desk.messages.folder(self, "Save the evidence to") if rows else None
        if folder is not None:
            runner, ids = self.desk.runner, tuple(row.id for row in rows)
            asked = (ids, self.day, self.redacted.isChecked())
            job = runner.call(write_evidence, runner.workspace, asked, folder, runner.progress)
            job.then(self._on_evidence)

    def _on_saved(self, path: Path) -> None:
        self.desk.say(f"Saved {path.name}", False)

    def _on_evidence(self, saved: tuple[int, Path]) -> None:
        self.desk.say(f"Saved the evidence of {count(saved[0], 'license', 'licenses')} to {saved[1].name}", False)


def write_paper(workspace: Workspace, paper: Paper, asked: tuple[object, ...], path: Path) -> Path:
    """On the worker: the paper under the name that was chosen for it."""
    _, data = workspace.read(paper, *asked)
    return write_file(path.parent, path.name, data)


def write_evidence(
    workspace: Workspace, asked: tuple[tuple[int, ...], date, bool], folder: Path, progress: Progress
) -> tuple[int, Path]:
    """On the worker: of these licenses on the day, redacted or not, one after the other; it can be stopped in between.

    Where numbers are withheld the names are alike: then they are counted.
    """
    license_ids, on, is_redacted = asked
    names: Counter[str] = Counter()
    for done, license_id in enumerate(license_ids):
        name, data = workspace.read(license_evidence, license_id, on, workspace.clock.now(), is_redacted=is_redacted)
        progress(done, len(license_ids), name)
        names[name] += 1
        path = Path(name)
        write_file(folder, name if names[name] == 1 else f"{path.stem} ({names[name]}){path.suffix}", data)
    return len(license_ids), folder
