"""The Licenses page: the purchased pools, every license with its state, and issuing to those who are ready."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices

from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import Area
from coordinator.services.certificates import BatchResult
from coordinator.services.papers import letters_of_licenses, write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace
from coordinator.views.licenses import (
    AgreementRow,
    CandidateRow,
    LicenseEventRow,
    LicenseRow,
    agreements,
    candidates,
    license_events,
    licenses,
)
from coordinator.views.taskings import TaskingRow, taskings
from ui.desk import Desk
from ui.dialogs.agreement_dialog import AgreementDialog, SeatsDialog
from ui.dialogs.compliance_dialog import ComplianceDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.issue_licenses_dialog import IssueLicensesDialog
from ui.dialogs.license_move_dialog import ICONS, VERBS, LicenseMoveDialog, legal_for
from ui.widgets.agreement_cards import AgreementCards
from ui.widgets.license_pane import LicensePane
from ui.widgets.licenses_grid import CHIPS, LicensesGrid, chips_of, in_chip
from ui.widgets.page import Page
from ui.widgets.parts import Banner, Chips, Header, button
from ui.widgets.split import Split
from ui.wording import count


class LicensesPage(Page):
    """`banner`, `cards`, `chips`, `grid` and `pane` are its parts; `moves` its actions by move; `dialog` is open."""

    name = "Licenses"
    icon_name = "key-round"
    areas = (
        Area.LICENSES | Area.LETTERS | Area.DESIGNEES | Area.OFFICES | Area.NOMINATIONS | Area.TASKINGS | Area.DOCUMENTS
        | Area.TRAININGS | Area.SEATS | Area.SETTINGS
    )  # fmt: skip
    help = (
        "An agreement is the purchased pool; it cannot be overdrawn. Issue licenses shows first who is ready, who is "
        "not and why, then issues to those you leave checked, each with its letter. Select one license or several to "
        "suspend, reinstate, return or revoke them, always with a reason. Compliance answers, for any day, who held a "
        "license and whether every gate was met."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._rows: tuple[LicenseRow, ...] = ()
        self._pools: tuple[AgreementRow, ...] = ()
        self._taskings: tuple[TaskingRow, ...] = ()
        self._is_loaded = False
        self._wanted: object = None
        self._ready = 0
        self.header = Header("Licenses")
        self.search = self.header.search
        self.banner = Banner()
        self.cards = AgreementCards()
        self.chips = Chips("Filters of the licenses")
        self.grid = LicensesGrid(desk.look, desk.today)
        self.pane = LicensePane()
        self._add_actions()
        self._arrange()
        self._connect()
        self.chips.set_chips(chips_of((), desk.today()))
        self._follow()

    def _add_actions(self) -> None:
        add = self.desk.actions.add
        self.issue_action = add(self, "Page", "Issue licenses…", self.issue, "Ctrl+N", "badge-check")
        self.moves: dict[LicenseMove, QAction] = {
            move: add(self, "Page", f"{verb}…", partial(self.move_selected, move), "", ICONS[move])
            for move, verb in VERBS.items()
        }
        self.open_action = add(self, "Page", "Open letter", self.open_letter, "Ctrl+O", "file-text")
        self.save_action = add(self, "Page", "Save letters…", self.save_letters, "Ctrl+Shift+S", "file-down")
        self.agreement_action = add(self, "Page", "Add agreement…", self.add_agreement, "", "plus")
        self.compliance_action = add(self, "Page", "Compliance…", self.show_compliance, "", "shield-check")
        self.grid.set_actions([*self.moves.values(), self.open_action, self.save_action])

    def _arrange(self) -> None:
        self.search.setPlaceholderText("Filter licenses")
        self.compliance_button = button("Compliance…")
        self.agreement_button = button("Add agreement")
        self.issue_button = button("Issue licenses…", "primary")
        for each in (self.compliance_button, self.agreement_button, self.issue_button):
            self.header.add_button(each)
        self.split = Split(self.grid, self.pane)
        for part in (self.header, self.banner, self.cards, self.chips):
            self.body.addWidget(part)
        self.body.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.compliance_button.clicked.connect(self.show_compliance)
        self.agreement_button.clicked.connect(self.add_agreement)
        self.issue_button.clicked.connect(self.issue)
        self.search.textChanged.connect(self.grid.rows_model.set_filter)
        self.search.returnPressed.connect(self._into_grid)
        self.chips.chosen.connect(self._on_chip)
        self.cards.seats_wanted.connect(self.change_seats)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.open_letter)
        self.pane.holder_wanted.connect(self._show_holder)

    # what is shown

    def reload(self) -> None:
        runner, today = self.desk.runner, self.desk.today()
        runner.read(agreements).then(self._show_pools)
        runner.read(taskings).then(self._take_taskings)
        runner.read(candidates, today).then(self._show_ready)
        runner.read(licenses).then(self._show)

    def open(self, target: object) -> None:
        """A license's id, "ready" or "issue", "exceptions", the key of a chip, or ("agreement", id, "")."""
        self._wanted = target
        self._do_wanted()

    def _do_wanted(self) -> None:
        """What `open` asked for, once the rows are there."""
        target = self._wanted
        if target is None or not self._is_loaded:
            return
        self._wanted = None
        if isinstance(target, int):
            self._choose(target)
        elif isinstance(target, tuple) and target and target[0] == "agreement":
            self.cards.show_agreement(int(target[1]))
        elif target in ("ready", "issue"):
            self.issue()
        elif target == "exceptions":
            self.show_compliance()
        elif target in CHIPS:
            self.chips.choose(str(target))

    def _choose(self, license_id: int) -> None:
        if self.grid.rows_model.place_of(license_id) is None:
            self.search.clear()
            self.chips.choose("all")
        self.grid.select_ids([license_id])

    def _show_pools(self, rows: tuple[AgreementRow, ...]) -> None:
        self._pools = rows
        self.cards.set_rows(rows, self.desk.today())
        if rows:
            self.grid.set_empty("No license was issued yet. They go to people who meet every gate.", self.issue_action)
        else:
            sentence = "Licenses are issued from a purchased pool. Add the agreement first, with its number of seats."
            self.grid.set_empty(sentence, self.agreement_action)

    def _take_taskings(self, rows: tuple[TaskingRow, ...]) -> None:
        self._taskings = tuple(row for row in rows if row.selected)

    def _show_ready(self, people: tuple[CandidateRow, ...]) -> None:
        ready = self._ready = sum(person.is_ready for person in people)
        self.count_changed.emit(str(ready) if ready else "")
        today = self.desk.today()
        free = sum(pool.free for pool in self._pools if pool.starts_on <= today <= pool.ends_on)
        said = f"{count(ready, 'person is', 'people are')} ready for a license."
        if not ready:
            self.banner.clear()
        elif not self._pools:
            self.banner.show_state(f"{said} There is no agreement yet.", ("info", "accent"), self.agreement_action)
        elif not free:
            self.banner.show_state(f"{said} No seat is free.", ("hourglass", "caution"))
        else:
            seats = count(free, "seat is", "seats are")
            self.banner.show_state(f"{said} {seats} free.", ("badge-check", "accent"), self.issue_action)

    def _show(self, rows: tuple[LicenseRow, ...]) -> None:
        self._rows, self._is_loaded = rows, True
        active = sum(row.is_active for row in rows)
        self.header.subtitle.setText(f"{active:,} active of {count(len(rows), 'license', 'licenses')}" if rows else "")
        self.chips.set_chips(chips_of(rows, self.desk.today()))
        self.grid.set_rows(rows)
        self._follow()
        self._do_wanted()

    def _on_chip(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == "all" else partial(in_chip, key, self.desk.today()))
        self._follow()

    def _into_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.rows_model.rowCount():
            self.grid.select_ids([self.grid.rows_model.row_at(0).id])

    def _follow(self) -> None:
        """Pane, actions and status bar follow what is selected; a move that is illegal for one is off."""
        rows = self.grid.selected_rows()
        for move, action in self.moves.items():
            action.setEnabled(legal_for(move, rows))
        self.open_action.setEnabled(len(rows) == 1 and bool(rows[0].letter))
        self.save_action.setEnabled(any(row.letter for row in rows))
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")
        if len(rows) == 1:
            self.desk.runner.read(license_events, rows[0].id).then(self._show_events)
        else:
            self.pane.show_nothing(len(rows))

    def _show_events(self, events: tuple[LicenseEventRow, ...]) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1:
            self.pane.show_license(rows[0], events, list(self.moves.values()), self.open_action)

    def _show_holder(self, designee_id: int) -> None:
        self.desk.go("Roster", designee_id)

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def add_agreement(self) -> None:
        self._open(AgreementDialog(self.desk, self, self._pools))

    def change_seats(self, agreement_id: int) -> None:
        row = next((pool for pool in self._pools if pool.id == agreement_id), None)
        if row is not None:
            self._open(SeatsDialog(self.desk, self, row))

    def show_compliance(self) -> None:
        self._open(ComplianceDialog(self.desk, self))

    def move_selected(self, move: LicenseMove) -> None:
        rows = self.grid.selected_rows()
        if legal_for(move, rows):
            self._open(LicenseMoveDialog(self.desk, self, move, rows))

    def issue(self) -> None:
        """The dry run first."""
        dialog = IssueLicensesDialog(self.desk, self, self._taskings)
        dialog.issued.connect(self._on_issued)
        self._open(dialog)

    def _on_issued(self, batch: BatchResult) -> None:
        messages, made = self.desk.messages, count(len(batch.made), "license", "licenses")
        if batch.refused:
            messages.refuse(self, "\n".join(batch.refused), "Some licenses were not issued")
        sentence = "Save their letters as PDF files into a folder now? They can be saved at any time."
        if batch.made and messages.confirm(self, f"Issued {made}", sentence, "Save into a folder"):
            self._save(batch.made)

    def save_letters(self) -> None:
        self._save(tuple(row.number for row in self.grid.selected_rows() if row.letter))

    def _save(self, numbers: Sequence[str]) -> None:
        folder = self.desk.messages.folder(self, "Save letters into") if numbers else None
        if folder is not None:
            runner = self.desk.runner
            runner.call(write_letters, runner.workspace, tuple(numbers), folder, runner.progress).then(self._on_saved)

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        self.desk.say(f"Saved {count(saved[0], 'letter', 'letters')} in {saved[1].name}", False)

    def open_letter(self) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1 and rows[0].letter:
            self.desk.runner.read(letters_of_licenses, (rows[0].number,)).then(self._put_aside)

    def _put_aside(self, letters: list[tuple[str, bytes]]) -> None:
        self.desk.runner.call(write_file, Path(mkdtemp(prefix="coordinator-")), *letters[0]).then(self.open_outside)

    def open_outside(self, path: Path) -> None:
        """Hand the file to the program for it. Tests put their own in its place."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def write_letters(workspace: Workspace, numbers: tuple[str, ...], folder: Path, progress: Progress) -> tuple[int, Path]:
    """On the worker: one letter after the other, so that it can be stopped in between."""
    for done, number in enumerate(numbers):
        progress(done, len(numbers), number)
        for name, data in workspace.read(letters_of_licenses, (number,)):
            write_file(folder, name, data)
    return len(numbers), folder
