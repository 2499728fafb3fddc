"""Everyone nominated under a tasking, in rank order, and beside them why."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.views.taskings import NominationRow
from ui.style import Look
from ui.widgets.combo import combo
from ui.widgets.grid import Grid
from ui.widgets.own_score import OwnScore
from ui.widgets.parts import Chips, DetailPane
from ui.widgets.reason_bar import ReasonCell
from ui.widgets.tasking_tables import (
    NOMINATION_COLUMNS,
    NOMINATION_FILTERS,
    POINTS,
    counted,
    mark_words,
    reasons_of,
)
from ui.wording import day, moment, tone, word, yes_no

EVERY_OFFICE = 0


class NominationsView(QWidget):
    """`chips` and `office` filter the `grid`; `detail` is the one that is selected, `own_score` its editor.

    `scored` carries a nomination's id, the coordinator's own score or None, and the note.
    """

    scored = Signal(int, object, str)

    def __init__(self, look: Look, zone: str) -> None:
        super().__init__()
        self._zone = zone
        self._rows: tuple[NominationRow, ...] = ()
        self._shown: NominationRow | None = None
        self.own_score: OwnScore | None = None
        self.chips = Chips("Nominations")
        self.office = combo("Office")
        self.office.addItem("All offices", EVERY_OFFICE)
        self.grid: Grid[NominationRow] = Grid(NOMINATION_COLUMNS, look, "Nominations")
        self.bars = ReasonCell(look, self.grid, reasons_of)
        self.grid.setItemDelegateForColumn(POINTS, self.bars)
        self.detail = DetailPane("Nomination")
        self.detail.setFixedWidth(280)
        self._lay_out()
        self.chips.chosen.connect(self._filter)
        self.office.currentIndexChanged.connect(self._on_office)
        self.grid.selected.connect(self.show_detail)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.chips, 1)
        top.addWidget(self.office, 0, Qt.AlignmentFlag.AlignTop)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.grid, 1)
        across.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addLayout(across, 1)
        self.detail.hide()

    # what is shown

    def set_rows(self, rows: Sequence[NominationRow]) -> None:
        self._rows = tuple(rows)
        self.bars.measure(rows)
        self._fill_offices()
        self.grid.set_rows(rows)
        self._count()
        self.show_detail()

    def show_office(self, office_id: int) -> None:
        """Only the people of this office; nobody of one that named none."""
        place = self.office.findData(office_id)
        self.chips.choose("all")
        self.office.setCurrentIndex(max(place, 0))

    def _fill_offices(self) -> None:
        """Those that named somebody, by code; the one that is chosen stays."""
        offices = sorted({(row.office, row.office_id) for row in self._rows})
        chosen = self.office.currentData()
        with QSignalBlocker(self.office):
            self.office.clear()
            self.office.addItem("All offices", EVERY_OFFICE)
            for code, office_id in offices:
                self.office.addItem(code, office_id)
            self.office.setCurrentIndex(max(self.office.findData(chosen), 0))
        if self.office.currentData() != chosen:
            self._filter()

    def _on_office(self) -> None:
        self._count()
        self._filter()

    def _count(self) -> None:
        self.chips.set_chips(counted(NOMINATION_FILTERS, [row for row in self._rows if self._is_of_office(row)]))

    def _is_of_office(self, row: NominationRow) -> bool:
        return self.office.currentData() in (EVERY_OFFICE, row.office_id)

    def _is_shown(self, row: NominationRow) -> bool:
        return self._is_of_office(row) and NOMINATION_FILTERS[self.chips.key or "all"][1](row)

    def _filter(self, _key: str = "") -> None:
        self.grid.rows_model.set_predicate(self._is_shown)

    # the one that is selected

    def show_detail(self) -> None:
        """Hidden for none or several. What is being typed there is kept while the row stays the same."""
        rows = self.grid.selected_rows()
        self.detail.setVisible(len(rows) == 1)
        row = rows[0] if len(rows) == 1 else None
        if row is not None and row != self._shown:
            self._fill(row)
        self._shown = row

    def _fill(self, row: NominationRow) -> None:
        pane = self.detail
        pane.clear()
        pane.heading(row.name, f"{word(row.position)} · {row.office}")
        pane.section("State")
        pane.line(word(row.state), row.decision_reason, tone(row.state))
        if row.is_late or row.is_over_quota:
            pane.line(mark_words(row), "", ("triangle-alert", "caution"))
        self._fill_why(row)
        pane.section("As nominated")
        pane.line("Received", moment(row.nominated_at, self._zone))
        pane.line("Used trial license", yes_no(row.trial_use))
        completed = day(row.course_completed_on) if row.course_completed_on else yes_no(row.course_completed)
        pane.line("Completed course", completed)
        if row.supervisor_priority is not None:
            pane.line("Supervisor’s choice", f"Number {row.supervisor_priority}")
        pane.line("E-mail", row.email or "–")
        if row.remarks:
            pane.line("Remarks", row.remarks)

    def _fill_why(self, row: NominationRow) -> None:
        """The sentence, then what is the coordinator's own."""
        pane = self.detail
        pane.section("Why this rank")
        pane.line(f"Rank {row.rank}" if row.rank is not None else "Not ranked yet", row.explanation)
        self.own_score = OwnScore(row)
        self.own_score.saved.connect(self.scored)
        pane.section("Own judgment")
        pane.add_widget(self.own_score)
