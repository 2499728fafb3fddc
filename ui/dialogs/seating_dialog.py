"""Choose whom to seat: everyone who needs a seat, in rank order, by hand or by query, with what comes of the choice."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.errors import RuleBroken
from coordinator.views.people import position_words
from coordinator.views.roster import DesigneeRow, designees
from coordinator.views.roster_query import Completion, check_query, completions, hint, matching_ids
from coordinator.views.seating import SeatNeed
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.widgets.parts import SearchBox, button, label, wrapped
from ui.widgets.query_box import QueryBox
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING, count

COLUMNS = ("Name", "Office", "Position", "Rank", "Local start", "Note")
WIDTHS = (190, 64, 124, 56, 212, 170)
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SeatingDialog(QDialog):
    """`table` has a check box a person; `outcome` says what comes of it; `chosen()` are the ids in rank order.

    With a desk to ask, `query` checks whom a search in the language of the roster means; `found` says how many.
    """

    def __init__(
        self, parent: QWidget, training: TrainingRow, people: Sequence[SeatNeed], desk: Desk | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._roster: tuple[DesigneeRow, ...] = ()
        self.setWindowTitle(f"Seat people in {training.title}")
        self.resize(880, 560)
        self.training = training
        self.people = tuple(people)
        # Free seats belong to those who wait already.
        self.free = max(training.free - training.waiting, 0)
        self.search = SearchBox("Filter people")
        self.search.setPlaceholderText("Filter")
        self.query = QueryBox("Check by query", self._complete, hint)
        self.query.setPlaceholderText("Check by query, such as office:DEN trial:yes")
        self.query_button = button("Check &those")
        self.found = label("", "secondary")
        self.table = QTableWidget(len(self.people), len(COLUMNS))
        self.table.setAccessibleName("People who need a seat")
        self.outcome = label("", "caption")
        self.fill_button = button("&Fill the free seats")
        self.all_button = button("Check &all")
        self.none_button = button("Check &none")
        self.ok_button = button("Seat people", "primary")
        self._fill()
        self._arrange(training)
        self._connect()
        self.check_first(self.free)
        self.table.setFocus()  # Space checks, the arrows walk

    def _fill(self) -> None:
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        for place, row in enumerate(self.people):
            texts = (row.name, row.office, position_words(row.position), str(row.rank or NOTHING),
                     short_moment(row.local_start), row.note)  # fmt: skip
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if column == 0:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(UNCHECKED)
                self.table.setItem(place, column, item)

    def _arrange(self, training: TrainingRow) -> None:
        self._dress_table()
        top = QHBoxLayout()
        top.setSpacing(8)
        when = label(short_moment(training.local_start), "secondary")
        top.addWidget(when)
        top.addStretch(1)
        top.addWidget(self.search)
        for each in (self.fill_button, self.all_button, self.none_button):
            top.addWidget(each)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(wrapped(self.outcome), 1)
        bottom.addWidget(cancel)
        bottom.addWidget(self.ok_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._by_query())
        column.addWidget(self.table, 1)
        column.addLayout(bottom)

    def _by_query(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.query, 1)
        row.addWidget(self.query_button)
        row.addWidget(self.found)
        self.query_button.setAutoDefault(False)
        made.setVisible(self._desk is not None)
        return made

    def _dress_table(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(34)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        table.setStyleSheet("QTableView::item { padding: 0 8px 0 9px; }")  # under the words of the header
        if self.people:
            table.setCurrentCell(0, 0)

    def _connect(self) -> None:
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        self.fill_button.clicked.connect(self.check_free)
        self.all_button.clicked.connect(self.check_all)
        self.none_button.clicked.connect(self.check_none)
        self.search.textChanged.connect(self._narrow)
        self.query.returnPressed.connect(self.ask_query)
        self.query_button.clicked.connect(self.ask_query)
        self.query.hinted.connect(self.found.setText)
        if self._desk is not None:
            self._desk.runner.read(designees, self._desk.today()).then(self._take_roster)
        self.table.itemChanged.connect(self._say_outcome)

    def check_free(self) -> None:
        self.check_first(self.free)

    def check_all(self) -> None:
        self.check_first(len(self.people))

    def check_none(self) -> None:
        self.check_first(0)

    def check_first(self, how_many: int) -> None:
        """The first so many in rank order."""
        self.table.blockSignals(True)
        for place in range(len(self.people)):
            self._item(place).setCheckState(CHECKED if place < how_many else UNCHECKED)
        self.table.blockSignals(False)
        self._say_outcome()

    # by query

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the query asks it; it does not seat anybody."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_enter and self.focusWidget() is self.query):
            super().keyPressEvent(event)

    def _take_roster(self, rows: tuple[DesigneeRow, ...]) -> None:
        """For what is offered while a query is typed."""
        self._roster = rows

    def _complete(self, text: str, cursor: int) -> Sequence[Completion]:
        return completions(text, cursor, self._roster)

    def ask_query(self) -> None:
        """Check whom the query means; an empty or wrong one says what is wrong."""
        try:
            check_query(self.query.text())
        except RuleBroken as refusal:
            self.found.setText(str(refusal))
            return
        if self._desk is not None:
            job = self._desk.runner.read(matching_ids, self.query.text(), self._desk.today())
            job.then(self.check_ids)

    def check_ids(self, ids: AbstractSet[int]) -> None:
        """These and nobody else; who of them needs no seat is not in the list."""
        self.table.blockSignals(True)
        for place, row in enumerate(self.people):
            self._item(place).setCheckState(CHECKED if row.id in ids else UNCHECKED)
        self.table.blockSignals(False)
        self.found.setText(f"{len(self.chosen())} of {count(len(ids), 'person', 'people')} found need a seat")
        self._say_outcome()

    def chosen(self) -> list[int]:
        """Who is checked, filtered out or not, in rank order."""
        return [row.id for place, row in enumerate(self.people) if self._item(place).checkState() == CHECKED]

    def _item(self, place: int) -> QTableWidgetItem:
        item = self.table.item(place, 0)
        assert item is not None
        return item

    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        for place, row in enumerate(self.people):
            hay = f"{row.name} {row.office} {row.note}".casefold()
            self.table.setRowHidden(place, not all(word in hay for word in words))

    def _say_outcome(self) -> None:
        people = len(self.chosen())
        seated = min(people, self.free)
        free = f"{count(self.free, 'seat', 'seats')} free"
        self.outcome.setText(f"{free}: {seated} seated, {people - seated} wait" if self.people else
                             "Everyone who is selected has a seat or is trained.")  # fmt: skip
        self.ok_button.setEnabled(people > 0)
        self.ok_button.setText(f"Seat {count(people, 'person', 'people')}" if people else "Seat people")
