"""The register of everything issued: certificates and letters, the mails they went out with, and the paper itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coordinator.views.certificates_due import CertificatesDue, all_certificates_due
from coordinator.views.issued_papers import IssuedRow, issued_papers
from coordinator.views.paper_mails import paper_drafts
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.paper_words import CERTIFICATES, COLUMNS, KINDS, STATES, is_of_year
from ui.widgets.basics import button
from ui.widgets.drafts_panel import DraftsPanel
from ui.widgets.grid import Grid
from ui.widgets.issued_verbs import IssuedVerbs
from ui.widgets.paper_pane import PaperPane
from ui.widgets.parts import Chips
from ui.widgets.view_switch import ViewSwitch
from ui.wording import count

PAPERS, MAILS = "papers", "mails"
EMPTY = "Certificates and letters appear here as soon as they are issued."


class IssuedPanel(QWidget):
    """`grid` of papers, filtered by `kinds`, `states` and `this_year`; `pane` has the chosen one.

    `mails` are those that papers went out with; `views` says which of both is shown. `counted` tells how many papers.
    """

    status_changed = Signal(str)
    counted = Signal(int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self._is_active = False
        self._wanted = ""
        self._proposed = 0
        self.views = ViewSwitch("What is shown", ((PAPERS, "Papers"), (MAILS, "Mails")))
        self.kinds, self.states = Chips("Kinds of papers"), Chips("States of papers")
        self.this_year = button("This year", "chip")
        self.this_year.setCheckable(True)
        self.grid: Grid[IssuedRow] = Grid(COLUMNS, desk.look, "Issued papers")
        self.pane = PaperPane(desk)
        self.mails = DraftsPanel(desk)
        self.mails.grid.setColumnWidth(0, 136)  # people, where elsewhere there are offices
        self.verbs = IssuedVerbs(desk, page, self.grid, self._open)
        self.issue_button = button("Issue certificates…", "primary", "award")
        self.verify_button = button("Verify document…", icon="shield-check")
        self._lay_out()
        self._connect()
        self._count()  # chips can be chosen before there are papers
        self._follow()

    def _lay_out(self) -> None:
        self.pane.set_actions(self.verbs.outgoing, self.verbs.changes)
        self.grid.set_actions([*(action for _, action in self.verbs.outgoing), *self.verbs.changes])
        self.grid.set_empty(EMPTY)
        papers = QWidget()
        inside = QVBoxLayout(papers)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(self._filters())
        inside.addWidget(self._split(), 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(papers)
        self._stack.addWidget(self.mails)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.verify_button)
        row.addWidget(self.issue_button)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        for chips, share in ((self.kinds, 5), (self.states, 7)):
            # What it asks for is the height of the narrowest flow; it gets what its real width needs.
            chips.setMinimumHeight(26)
            row.addWidget(chips, share)
        row.addWidget(self.this_year, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(self.pane)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([575, 425])
        return split

    def _connect(self) -> None:
        self.views.chosen.connect(self._on_view)
        self.issue_button.clicked.connect(self.verbs.issue.trigger)
        self.verify_button.clicked.connect(self.verbs.ask_verify)
        self.kinds.chosen.connect(self._filter)
        self.states.chosen.connect(self._filter)
        self.this_year.toggled.connect(self._filter)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.verbs.open_paper)
        self.pane.paper_wanted.connect(self.show_paper)
        self.verbs.superseded.connect(self._want)
        self.mails.draft_wanted.connect(self._draft)

    # what is shown

    @property
    def row(self) -> IssuedRow | None:
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def reload(self) -> None:
        self.desk.runner.read(all_certificates_due).then(self._take_due)
        self.desk.runner.read(issued_papers).then(self.set_rows)
        self.desk.runner.read(paper_drafts).then(self.mails.set_rows)

    def open(self, target: object) -> None:
        """ "certificates", "letters", "valid", "superseded", "revoked", "mails", or ("paper", number)."""
        if target == MAILS:
            self.views.choose(MAILS)
            return
        self.views.choose(PAPERS)
        if isinstance(target, tuple):
            self.show_paper(str(target[1]))
        elif target in KINDS:
            self.kinds.choose(str(target))
        elif target in STATES:
            self.states.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)
        self.mails.grid.rows_model.set_filter(text)

    def show_paper(self, number: str) -> None:
        """Select it, whatever the filters hide; when it is not here yet, as soon as it is."""
        self._want(number)
        self.kinds.choose("all")
        self.states.choose("any")
        self.this_year.setChecked(False)
        self._find()

    def _want(self, number: str) -> None:
        self._wanted = number

    def _find(self) -> None:
        found = next((row.id for row in self.grid.rows_model.all_rows if row.number == self._wanted), None)
        if self._wanted and found is not None:
            self._wanted = ""
            self.grid.select_ids([found])

    def set_rows(self, rows: Sequence[IssuedRow]) -> None:
        self.grid.set_rows(rows)
        self._count()
        self._find()
        if rows and not self.grid.selected_rows() and self.grid.rows_model.rows:
            self.grid.select_ids([self.grid.rows_model.rows[0].id])
        self._follow()
        self.counted.emit(len(rows))

    def _take_due(self, plan: CertificatesDue) -> None:
        self.verbs.due, self._proposed = len(plan.due), len(plan.proposed)
        self.issue_button.setText(f"Issue {count(self._proposed, *CERTIFICATES)}…")
        self.grid.set_empty(EMPTY, self.verbs.issue if plan.proposed else None)
        self._follow()

    def _count(self) -> None:
        """Each chip counts what it would show with the other filters as they are."""
        rows = [row for row in self.grid.rows_model.all_rows if self._fits_year(row)]
        of_state = [row for row in rows if STATES[self.states.key or "any"][1](row)]
        of_kind = [row for row in rows if KINDS[self.kinds.key or "all"][1](row)]
        self.kinds.set_chips([(key, text, sum(map(fits, of_state))) for key, (text, fits) in KINDS.items()])
        self.states.set_chips([(key, text, sum(map(fits, of_kind))) for key, (text, fits) in STATES.items()])

    def _filter(self) -> None:
        self.grid.rows_model.set_predicate(self._fits)
        self._count()

    def _fits(self, row: IssuedRow) -> bool:
        kind, state = KINDS[self.kinds.key or "all"][1], STATES[self.states.key or "any"][1]
        return kind(row) and state(row) and self._fits_year(row)

    def _fits_year(self, row: IssuedRow) -> bool:
        return not self.this_year.isChecked() or is_of_year(row, self.desk.today())

    def _on_view(self, key: str) -> None:
        self._stack.setCurrentIndex(int(key == MAILS))
        self._follow()

    def _follow(self) -> None:
        is_active = self._is_active and self.views.key == PAPERS
        self.verbs.follow(is_active=is_active)
        self.issue_button.setVisible(self.views.key == PAPERS and self._proposed > 0)
        self.pane.show_papers(self.grid.selected_rows())
        if self._is_active:
            chosen, total = len(self.grid.selected_rows()), self.grid.rows_model.total
            self.status_changed.emit(f"{chosen:,} of {total:,} selected" if is_active else "")

    # dialogs

    def _draft(self) -> None:
        """From the list of mails: with the papers that are chosen, else by choosing some first."""
        if any(row.is_valid for row in self.grid.selected_rows()):
            self.verbs.ask_mails()
        else:
            self.views.choose(PAPERS)
            self.desk.say("Choose the papers that go out, then “Mail…”", False)

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None
        self._follow()
