"""Licenses: every one with its state, who is ready for one, what needs a decision, and one of them in full."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.views.candidates import CandidateRow, candidates
from coordinator.views.license_detail import LicenseDetail, license_detail
from coordinator.views.license_proposals import ProposalRow, license_proposals
from coordinator.views.licenses import LicenseRow, licenses
from coordinator.views.pools import AgreementRow, agreements
from coordinator.views.taskings import TaskingRow, taskings
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.letter_verbs import LetterVerbs
from ui.widgets.license_pane import LicensePane
from ui.widgets.license_verbs import KnownLicenses, LicenseVerbs
from ui.widgets.licenses_grid import CHIPS, LicensesGrid, chips_of, in_chip
from ui.widgets.parts import Banner, Chips, SearchBox
from ui.widgets.split import Split
from ui.wording import count

NO_POOL = "Licenses are issued from a purchased pool. Add the agreement first, with its number of seats."
NO_LICENSE = "No license was issued yet. They go to people who meet every gate."


class LicensesPanel(QWidget):
    """`chips`, `grid` and `pane` are its parts, `decide_banner` and `ready_banner` say what waits; the page places
    `search`.

    `verbs` and `letters` own the actions. `summary_changed` says how many there are, `ready_changed` how many people
    are ready for one.
    """

    status_changed = Signal(str)
    summary_changed = Signal(str)
    ready_changed = Signal(int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._known = KnownLicenses()
        self._is_loaded, self._is_active = False, True
        self._wanted: object = None
        self.decide_banner, self.ready_banner = Banner(), Banner()
        self.search = SearchBox("Filter licenses")
        self.search.setPlaceholderText("Filter licenses")
        self.chips = Chips("Filters of the licenses")
        self.grid = LicensesGrid(desk.look, desk.today)
        self.pane = LicensePane(desk.go)
        self.letters = LetterVerbs(desk, page, self.grid)
        self.verbs = LicenseVerbs(desk, page, self.grid, self._known, self.letters)
        self._of_one = [*self.verbs.of_selected, self.letters.open_action, self.verbs.evidence.action]
        self._of_many = [*self.verbs.moves.values(), self.verbs.renew_action, self.letters.save_action]
        self.grid.set_actions([*self._of_one, self.letters.save_action])
        self._arrange()
        self._connect()
        self.chips.set_chips(chips_of((), desk.today()))
        self._follow()

    def _arrange(self) -> None:
        banners = QHBoxLayout()
        banners.setSpacing(12)
        banners.addWidget(self.decide_banner, 1)
        banners.addWidget(self.ready_banner, 1)
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(banners)
        column.addWidget(self.chips)
        column.addWidget(Split(self.grid, self.pane), 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.grid.rows_model.set_filter)
        self.search.returnPressed.connect(self._into_grid)
        self.chips.chosen.connect(self._on_chip)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.letters.open_letter)
        self.pane.letter_wanted.connect(self.letters.open_file)
        self.pane.license_wanted.connect(self._choose_number)

    @property
    def dialog(self) -> DialogFrame | None:
        return self.verbs.dialog

    # what is shown

    def reload(self) -> None:
        runner, today = self.desk.runner, self.desk.today()
        runner.read(agreements).then(self._take_pools)
        runner.read(taskings).then(self._take_taskings)
        runner.read(candidates, today).then(self._show_ready)
        runner.read(license_proposals, today).then(self._show_proposals)
        runner.read(licenses).then(self._show)

    def open(self, target: object) -> None:
        """A license's id or number, "ready" or "issue", "proposals", "renewals", or the key of a chip."""
        self._wanted = target
        self._do_wanted()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._enable()

    def _do_wanted(self) -> None:
        """What `open` asked for, once the rows are there."""
        target = self._wanted
        if target is None or not self._is_loaded:
            return
        self._wanted = None
        dialogs = {"ready": self.verbs.issue, "issue": self.verbs.issue}
        dialogs |= {"proposals": self.verbs.decide, "renewals": self.verbs.renew}
        if isinstance(target, int):
            self._choose(target)
        elif target in dialogs:
            dialogs[str(target)]()
        elif target in CHIPS:
            self.chips.choose(str(target))
        else:
            self._choose_number(str(target))

    def _choose(self, license_id: int) -> None:
        if self.grid.rows_model.place_of(license_id) is None:
            self.search.clear()
            self.chips.choose("all")
        self.grid.select_ids([license_id])

    def _choose_number(self, number: str) -> None:
        row = next((row for row in self._known.rows if row.number == number), None)
        if row is not None:
            self._choose(row.id)

    def _into_grid(self) -> None:
        """From the search into what was found."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.grid.rows_model.rowCount():
            self.grid.select_ids([self.grid.rows_model.row_at(0).id])

    def _take_pools(self, rows: tuple[AgreementRow, ...]) -> None:
        self._known.pools = rows
        self._enable()
        if rows:
            self.grid.set_empty(NO_LICENSE, self.verbs.issue_action)
        else:
            self.grid.set_empty(NO_POOL, self.verbs.agreement_action)

    def _take_taskings(self, rows: tuple[TaskingRow, ...]) -> None:
        self._known.taskings = tuple(row for row in rows if row.selected)

    def _show_ready(self, people: tuple[CandidateRow, ...]) -> None:
        ready = len({person.designee_id for person in people if person.is_ready})
        self.ready_changed.emit(ready)
        today, pools = self.desk.today(), self._known.pools
        free = sum(pool.free for pool in pools if pool.starts_on <= today <= pool.ends_on)
        said = f"{count(ready, 'person is', 'people are')} ready for a license."
        if not ready:
            self.ready_banner.clear()
        elif not pools:
            self.ready_banner.show_state(
                f"{said} There is no agreement yet.", ("info", "accent"), self.verbs.agreement_action
            )
        elif not free:
            self.ready_banner.show_state(f"{said} No seat is free.", ("hourglass", "caution"))
        else:
            seats = count(free, "seat is", "seats are")
            self.ready_banner.show_state(f"{said} {seats} free.", ("badge-check", "accent"), self.verbs.issue_action)

    def _show_proposals(self, rows: tuple[ProposalRow, ...]) -> None:
        self._known.proposals = len(rows)
        self._enable()
        if rows:
            said = f"{count(len(rows), 'license needs', 'licenses need')} a decision."
            self.decide_banner.show_state(said, ("triangle-alert", "caution"), self.verbs.decide_action)
        else:
            self.decide_banner.clear()

    def _show(self, rows: tuple[LicenseRow, ...]) -> None:
        self._known.rows, self._is_loaded = rows, True
        active = sum(row.is_active for row in rows)
        of = f"{active:,} active of {count(len(rows), 'license', 'licenses')}" if rows else ""
        self.summary_changed.emit(of)
        self.chips.set_chips(chips_of(rows, self.desk.today()))
        self.grid.set_rows(rows)
        self._follow()
        self._do_wanted()

    def _on_chip(self, key: str) -> None:
        self.grid.rows_model.set_predicate(None if key == "all" else partial(in_chip, key, self.desk.today()))
        self._follow()

    def _enable(self) -> None:
        self.verbs.follow(is_active=self._is_active)
        self.letters.follow(is_active=self._is_active)

    def _follow(self) -> None:
        """Pane, actions and status bar follow what is selected."""
        rows = self.grid.selected_rows()
        self._enable()
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")
        if len(rows) == 1:
            self.desk.runner.read(license_detail, self.desk.today(), rows[0].id).then(self._show_detail)
        else:
            self.pane.show_nothing(len(rows), self._of_many)

    def _show_detail(self, detail: LicenseDetail) -> None:
        rows = self.grid.selected_rows()
        if len(rows) == 1 and rows[0].id == detail.license_id:
            self.pane.show_license(rows[0], detail, self._of_one)
