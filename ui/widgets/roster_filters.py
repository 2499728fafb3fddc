"""Which people the Roster shows: the search box, and a chip for each view, built in or saved, with its count."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator.views.roster import DesigneeRow
from coordinator.views.roster_query import (
    BUILT_IN,
    Completion,
    Condition,
    RowTexts,
    completions,
    counts,
    hint,
    joined,
    predicate,
)
from coordinator.views.saved_views import SavedViewRow
from ui.desk import Desk
from ui.widgets.parts import Chips, label
from ui.widgets.query_box import QueryBox

SAVED = "view:"
_Chip = tuple[str, str, int]


def _counted(
    views: Sequence[tuple[str, str, str]], rows: Sequence[DesigneeRow], today: date, texts: RowTexts
) -> list[_Chip]:
    """Key, title and number of people of each view, from key, title and query. Runs on the worker."""
    texts.keep(rows)
    numbers = counts(rows, [query for _, _, query in views], today, texts)
    return [(key, title, number) for (key, title, _), number in zip(views, numbers, strict=True)]


class RosterFilters(QWidget):
    """`search` and `chips` are its parts; the search stands in the header of the page. Everything said in both counts.

    `changed` comes when other people are to be shown; `counted` carries (key, title, number of people) of every view.
    """

    changed = Signal()
    counted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[DesigneeRow, ...] = ()
        self._texts = RowTexts()
        self._wanted = ""
        self.views: tuple[SavedViewRow, ...] = ()
        self.search = QueryBox("Filter Roster", self._complete, hint)
        self.search.setPlaceholderText("Filter, such as office:DEN is:untrained")
        self.chips = Chips("Views of the roster")
        self.hint = label("", "secondary")
        self.hint.hide()
        self._arrange()
        self.search.textChanged.connect(self._on_changed)
        self.search.hinted.connect(self._show_hint)
        self.chips.chosen.connect(self._on_changed)
        self.chips.set_chips([(key, title, 0) for key, title, _ in self._all()])

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.chips, 1)
        column.addLayout(self._row)
        column.addWidget(self.hint)

    def add_button(self, button: QPushButton) -> None:
        """At the right of the chips."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    # what is asked for

    @property
    def query(self) -> str:
        """What the chip and the search ask for together."""
        return joined(self._query_of(self.chips.key), self.search.text())

    @property
    def condition(self) -> Condition | None:
        return predicate(self.query, self._desk.today(), self._texts)

    @property
    def view(self) -> SavedViewRow | None:
        """The saved view whose chip is on."""
        return next((view for view in self.views if _key(view) == self.chips.key), None)

    def open(self, target: str) -> None:
        """The key of a chip, or a text for the search."""
        is_chip = target in BUILT_IN or target.startswith(SAVED)
        self.search.setText("" if is_chip else target)
        self._wanted = target if is_chip else ""
        self.chips.choose(target if is_chip else "all")

    def open_view(self, view_id: int) -> None:
        """As soon as it is among the chips."""
        self.open(f"{SAVED}{view_id}")

    def show_everyone(self) -> None:
        self.open("all")

    # what there is

    def set_views(self, views: tuple[SavedViewRow, ...]) -> None:
        """The saved ones; they come among the chips when they are counted."""
        before = self.query
        self.views = views
        if self.query != before:
            self.changed.emit()

    def set_rows(self, rows: tuple[DesigneeRow, ...]) -> None:
        """Count them for every view; the chips follow when that is done."""
        self._rows = rows
        today = self._desk.today()
        self._desk.runner.call(_counted, self._all(), rows, today, self._texts).then(self._show_counts)

    def _show_counts(self, chips: list[_Chip]) -> None:
        self.chips.set_chips(chips)
        for view in self.views:
            self.chips.explain(_key(view), view.query)
        if self._wanted:
            self.chips.choose(self._wanted)
            self._wanted = ""
        self.counted.emit(tuple(chips))

    def _all(self) -> list[tuple[str, str, str]]:
        built_in = [(key, title, query) for key, (title, query) in BUILT_IN.items()]
        return built_in + [(_key(view), view.name, view.query) for view in self.views]

    def _query_of(self, key: str) -> str:
        return next((query for each, _, query in self._all() if each == key), "")

    def _complete(self, text: str, cursor: int) -> Sequence[Completion]:
        return completions(text, cursor, self._rows)

    def _on_changed(self) -> None:
        self.changed.emit()

    def _show_hint(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))


def _key(view: SavedViewRow) -> str:
    return f"{SAVED}{view.id}"
