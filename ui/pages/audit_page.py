"""Who did what to what, when, before and after; and whether the chain is unbroken."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Area
from coordinator.views.audit import PAGE, AuditDetail, AuditRow, AuditSlice, Check, audit_detail, audit_entries
from ui.desk import Desk
from ui.widgets.audit_table import FILTERS, columns, show_changes
from ui.widgets.grid import Grid
from ui.widgets.page import Page
from ui.widgets.parts import Banner, Chips, DetailPane, Header, button, label
from ui.wording import count


class AuditPage(Page):
    """`grid` of entries, newest first; `detail` of the chosen one; `banner` with the result of verifying."""

    name = "Audit"
    icon_name = "scroll-text"
    areas = Area.everything()
    help = (
        "Every change of the database with who made it, when, and what stood there before and after. Entries are "
        "chained by hash: Verify walks the whole chain and says whether an entry was changed, removed or put in. The "
        "head, such as 5312-ab12cd34, also stands on issued documents and in the names of backups; compare it to see "
        "that no entry was cut off at the end. Undoing is a change of its own and is marked as one; "
        "what is final, such as an issued paper, cannot be undone."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.at_once = PAGE
        self._rows: tuple[AuditRow, ...] = ()
        self._total = 0
        self.header = Header("Audit")
        self.search = self.header.search
        self.banner = Banner()
        self.chips = Chips("Entries")
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        self.grid: Grid[AuditRow] = Grid(columns(desk.zone), desk.look, "Audit trail")
        self.detail = DetailPane("Entry")
        self.older_words = label("", "secondary")
        self.verify_action = desk.actions.add(self, "Page", "Verify the audit trail", self.verify, "", "shield-check")
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_nothing()

    def _make_buttons(self) -> None:
        self.verify_button = button("Verify", "primary", "shield-check")
        self.verify_button.clicked.connect(self.verify)
        self.header.add_button(self.verify_button)
        self.older_button = button("Load older")
        self.older_button.clicked.connect(self.load_older)

    def _lay_out(self) -> None:
        self.older_bar = QWidget()
        bar = QHBoxLayout(self.older_bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.older_words, 1)
        bar.addWidget(self.older_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.grid, 1)
        column.addWidget(self.older_bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([680, 340])
        for part in (self.header, self.banner, self.chips):
            self.body.addWidget(part)
        self.body.addWidget(split, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.grid.rows_model.set_filter)
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._on_selected)

    # entries

    def reload(self) -> None:
        """The trail only grows: what is known stays, what is newer is asked for."""
        newest = self._rows[0].id if self._rows else None
        self.desk.runner.read(audit_entries, after=newest, limit=self.at_once).then(self._show_newer)

    def load_older(self) -> None:
        if self._rows:
            before = self._rows[-1].id
            self.desk.runner.read(audit_entries, before=before, limit=self.at_once).then(self._show_older)

    def open(self, target: object) -> None:
        """The sequence of an entry."""
        if isinstance(target, int):
            self.grid.select_ids([target])

    def _show_newer(self, part: AuditSlice) -> None:
        self._show(part.rows + self._rows, part.total)

    def _show_older(self, part: AuditSlice) -> None:
        self._show(self._rows + part.rows, part.total)

    def _show(self, rows: tuple[AuditRow, ...], total: int) -> None:
        self._rows, self._total = rows, total
        self.chips.set_chips([(key, text, sum(map(fits, rows))) for key, (text, fits) in FILTERS.items()])
        self.grid.set_rows(rows)
        if rows and not self.grid.selected_rows():
            self.grid.select_ids([rows[0].id])
        self.header.subtitle.setText(count(total, "entry", "entries"))
        self.older_bar.setVisible(len(rows) < total)
        self.older_words.setText(f"The newest {len(rows):,} of {total:,} entries")
        self.status_changed.emit(f"{len(rows):,} of {total:,} entries shown")

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    # one entry

    @property
    def row(self) -> AuditRow | None:
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selected(self) -> None:
        if (row := self.row) is None:
            self._show_nothing()
        else:
            self.desk.runner.read(audit_detail, row.id).then(self._show_detail)

    def _show_nothing(self) -> None:
        self.detail.clear()
        self.detail.placeholder("Choose an entry to see what it changed.")

    def _show_detail(self, detail: AuditDetail) -> None:
        row = self.row
        if row is not None and row.id == detail.id:
            show_changes(self.detail, row, detail, self.desk.zone)

    # the chain

    def verify(self) -> None:
        """Walk the whole chain on the worker."""
        self.verify_button.setEnabled(False)
        self.verify_action.setEnabled(False)
        job = self.desk.runner.call(self.desk.runner.workspace.verify)
        job.then(self._show_check).otherwise(self._end_verifying)

    def _show_check(self, check: Check) -> None:
        self._end_verifying()
        if check.fault:
            kept = f"The {check.entries:,} entries before it are unbroken. Restore a backup from before."
            self.banner.show_state(f"{check.fault} {kept}", ("shield-alert", "bad"))
        else:
            entries = count(check.entries, "entry", "entries")
            self.banner.show_state(f"{entries}, unbroken; head {check.head}", ("shield-check", "good"))

    def _end_verifying(self) -> None:
        self.verify_button.setEnabled(True)
        self.verify_action.setEnabled(True)
