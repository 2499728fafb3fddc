"""Whom the readiness board shows: its search, a chip for each filter with its count, of whom, and for which product."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.query import folded, joined, parse
from coordinator.views.readiness import ProductChoice, Readiness, ReadinessRow, Scope
from coordinator.views.readiness_counts import OfficeGap, gap_of, office_gaps
from coordinator.views.readiness_query import FILTERS, Condition, readiness_query
from coordinator.views.roster_completion import Completion
from coordinator.views.row_query import RowQuery, without_field
from ui.desk import Desk
from ui.widgets.parts import Chips, label
from ui.widgets.query_box import QueryBox

SCOPES = {
    Scope.CONCERNED: "Selected or licensed",
    Scope.NOMINATED: "All nominated",
    Scope.EVERYONE: "Everyone on the roster",
}
ANY = "Any product"
Counted = tuple[list[tuple[str, str, int]], OfficeGap, tuple[OfficeGap, ...]]


def counted(board: Readiness, language: RowQuery[ReadinessRow]) -> Counted:
    """Key, title and number of people of each chip; what is missing at all, and by office. Runs on the worker."""
    chips = [(key, title, len(language.matching(board.rows, query))) for key, (title, query) in FILTERS.items()]
    return chips, gap_of(board.rows, board.gates), office_gaps(board.rows, board.gates)


class ReadinessFilters(QWidget):
    """`search` and `of_whom`, with `scope` and `product`, stand in the page's header, `chips` here. All of it counts.

    `changed` when others are to be shown, `reload_wanted` when others are to be read; `counted` carries what is missing
    at all and by office.
    """

    changed = Signal()
    reload_wanted = Signal()
    counted = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[ReadinessRow, ...] = ()
        self._language = readiness_query((), desk.today())
        self._names: dict[str, str] = {}
        self.search = QueryBox("Filter Readiness", self._complete, self._hint_of)
        self.search.setPlaceholderText("Filter, such as missing:training")
        self.chips = Chips("Filters of the board")
        self.scope, self.product = QComboBox(), QComboBox()
        self.hint = label("", "secondary")
        self._fill()
        self._arrange()
        self._connect()

    def _fill(self) -> None:
        self.chips.set_chips([(key, title, 0) for key, (title, _) in FILTERS.items()])
        for box, name in ((self.scope, "Of whom"), (self.product, "For a license of")):
            box.setAccessibleName(name)
            box.view().setAccessibleName(name)
        for scope, text in SCOPES.items():
            self.scope.addItem(text, scope)
        self.product.addItem(ANY, None)
        self.product.hide()
        self.hint.hide()

    def _arrange(self) -> None:
        self.of_whom = QWidget()
        row = QHBoxLayout(self.of_whom)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.product)
        row.addWidget(self.scope)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.chips)
        column.addWidget(self.hint)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._tell)
        self.search.hinted.connect(self._show_hint)
        self.chips.chosen.connect(self._tell)
        self.scope.currentIndexChanged.connect(self._want_reload)
        self.product.currentIndexChanged.connect(self._want_reload)

    # what is asked for

    @property
    def query(self) -> str:
        """What the chip and the search ask for together."""
        return joined(FILTERS.get(self.chips.key, ("", ""))[1], self.search.text())

    @property
    def condition(self) -> Condition | None:
        return self._language.predicate(self.query)

    @property
    def asked(self) -> tuple[int | None, Scope]:
        """For which product, and of whom."""
        return self.product.currentData(), Scope(self.scope.currentData())

    @property
    def office(self) -> str:
        """The code of the one office that the search asks for, "" when it asks for none or for several."""
        terms = [term for term in parse(self.search.text()).terms if term.field == "office" and not term.negated]
        values = [value for term in terms for value in term.values]
        return next((code for code in self._names if [folded(code)] == list(map(folded, values))), "")

    def choose_office(self, code: str) -> None:
        """In place of any office that the search asked for; "" takes it away."""
        self.search.setText(joined(f"office:{code}" if code else "", without_field(self.search.text(), "office")))

    def open(self, target: str) -> None:
        """The key of a chip, or a text for the search."""
        self.search.setText("" if target in FILTERS else target)
        self.chips.choose(target if target in FILTERS else "all")

    # what there is

    def set_board(self, board: Readiness) -> None:
        """Count it; the chips follow when that is done."""
        self._rows = board.rows
        self._names = {row.office: row.office_name for row in board.rows}
        self._language = readiness_query(board.gates, self._desk.today(), tuple(self._names))
        self._set_products(board.products)
        self._desk.runner.call(partial(counted, board, self._language)).then(self._show_counts)

    def _set_products(self, products: Sequence[ProductChoice]) -> None:
        """Asked only where there are several."""
        blocker, was = QSignalBlocker(self.product), self.product.currentData()
        self.product.clear()
        self.product.addItem(ANY, None)
        for product in products:
            self.product.addItem(product.name, product.id)
        self.product.setCurrentIndex(max(self.product.findData(was), 0))
        self.product.setVisible(len(products) > 1)
        blocker.unblock()

    def _show_counts(self, found: Counted) -> None:
        chips, everyone, gaps = found
        self.chips.set_chips(chips)
        for key, (_, query) in FILTERS.items():
            self.chips.explain(key, query)
        self.counted.emit(everyone, gaps)

    def _complete(self, text: str, cursor: int) -> Sequence[Completion]:
        return self._language.completions(text, cursor, self._rows)

    def _hint_of(self, text: str) -> str:
        return self._language.hint(text)

    def _show_hint(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    def _tell(self) -> None:
        self.changed.emit()

    def _want_reload(self) -> None:
        self.reload_wanted.emit()
