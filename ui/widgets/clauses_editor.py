"""The clauses of a letter: numbered as in the letter, added, moved, taken out, and the chosen one edited below."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from coordinator.rules.template_placeholders import Placeholder
from coordinator.rules.templates import Clause, Item
from ui import style
from ui.models.clauses_in_hand import (
    Clauses,
    Entry,
    Spot,
    entry_at,
    has_room,
    near,
    numbered,
    shifted,
    spot_of,
    with_entry,
    with_new,
    without,
)
from ui.widgets.basics import button
from ui.widgets.clause_fields import ClauseFields
from ui.widgets.flow import Flow
from ui.widgets.template_part import TemplatePart

_SPOT = Qt.ItemDataRole.UserRole
_LINES = 7  # of the list, before it scrolls


class ClausesEditor(TemplatePart):
    """`tree` has the clauses with their entries, `fields` those of the chosen one; `clauses` is what they all say."""

    def __init__(self, prefix: str, placeholders: Sequence[Placeholder]) -> None:
        super().__init__()
        self._prefix = prefix
        self.clauses: Clauses = ()
        self._problems: dict[str, str] = {}
        self._removed: tuple[Spot, Entry] | None = None
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Clauses of the letter")
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.currentItemChanged.connect(self._show_chosen)
        self.fields = ClauseFields(placeholders)
        self.fields.changed.connect(self._on_typed)
        self._make_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.tree)
        column.addWidget(self._bar)
        column.addWidget(self.fields)
        self._tell()

    def _make_buttons(self) -> None:
        self._bar = Flow()
        self.add_clause = self._verb("Add clause", self.insert_clause)
        self.add_item = self._verb("Add entry", self.insert_item)
        self.remove = self._verb("Remove", self.take_out, "Delete")
        self.up = self._verb("", self.lift, "Alt+Up", "arrow-up")
        self.down = self._verb("", self.lower, "Alt+Down", "arrow-down")
        self.put_back = self._verb("Put back", self.take_back)

    def _verb(self, text: str, slot: Callable[[], None], keys: str = "", icon: str = "") -> QPushButton:
        made = button(text, "", icon)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        if icon:
            made.setAccessibleName("Move up" if icon.endswith("up") else "Move down")
        if keys:
            made.setToolTip(f"{made.accessibleName() or text} ({keys})")
            shortcut = QShortcut(QKeySequence(keys), self.tree)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self._bar.add(made)
        return made

    # what is shown

    def set_clauses(self, clauses: Clauses) -> None:
        self._removed = None
        self._show(clauses, Spot(0))

    @property
    def spot(self) -> Spot | None:
        """Where the chosen clause or entry is."""
        item = self.tree.currentItem()
        return Spot(*item.data(0, _SPOT)) if item else None

    def choose(self, spot: Spot) -> None:
        if (item := self._item(spot)) is not None:
            self.tree.setCurrentItem(item)

    def _show(self, clauses: Clauses, at: Spot) -> None:
        """These clauses, with the one at this spot chosen."""
        self.clauses = clauses
        blocker = QSignalBlocker(self.tree)
        self.tree.clear()
        for number, clause in enumerate(clauses):
            parent = _line(Spot(number), clause)
            parent.addChildren([_line(Spot(number, each), item) for each, item in enumerate(clause.items)])
            self.tree.addTopLevelItem(parent)
        self.tree.expandAll()
        self.choose(at)
        blocker.unblock()
        self._mark()
        self._show_chosen()
        self._fit()

    def _show_chosen(self) -> None:
        spot = self.spot
        self.fields.show_entry(entry_at(self.clauses, spot) if spot else None)
        self._tell()

    def _item(self, spot: Spot) -> QTreeWidgetItem | None:
        parent = self.tree.topLevelItem(spot.clause)
        return parent if parent is None or spot.item is None else parent.child(spot.item)

    def _fit(self) -> None:
        """As high as the list is long, up to some lines."""
        lines = sum(1 + len(clause.items) for clause in self.clauses)
        height = self.tree.sizeHintForRow(0) if lines else self.fontMetrics().height() + 14
        self.tree.setFixedHeight(min(max(lines, 2), _LINES) * max(height, 1) + 12)

    def _tell(self) -> None:
        """Only what is possible for the chosen one can be done."""
        spot = self.spot
        self.add_clause.setEnabled(has_room(self.clauses, Spot(0)))
        self.add_item.setEnabled(spot is not None and has_room(self.clauses, Spot(spot.clause, 0)))
        self.remove.setEnabled(spot is not None)
        self.put_back.setVisible(self._removed is not None)
        for made, by in ((self.up, -1), (self.down, 1)):
            made.setEnabled(spot is not None and shifted(self.clauses, spot, by)[1] != spot)

    # what is changed

    def _on_typed(self) -> None:
        spot, line = self.spot, self.tree.currentItem()
        if spot is not None and line is not None:
            entry = self.fields.entry
            self.clauses = with_entry(self.clauses, spot, entry)
            line.setText(0, _title(spot, entry))
            self.changed.emit()

    def insert_clause(self) -> None:
        """Below the chosen one; its heading is typed next."""
        at = Spot(self.spot.clause + 1) if self.spot else Spot(0)
        self._insert(at, Clause("", ""))

    def insert_item(self) -> None:
        """Below the chosen entry, or as the first of the chosen clause."""
        spot = self.spot
        if spot is not None:
            self._insert(Spot(spot.clause, 0 if spot.item is None else spot.item + 1), Item("", ""))

    def _insert(self, at: Spot, entry: Entry) -> None:
        self._change(with_new(self.clauses, at, entry), at)
        self.fields.heading.setFocus()

    def take_out(self) -> None:
        """It can be put back until something else is added, moved or taken out."""
        spot = self.spot
        if spot is not None:
            removed = (spot, entry_at(self.clauses, spot))
            self._change(without(self.clauses, spot), spot)
            self._removed = removed
            self._tell()

    def take_back(self) -> None:
        if self._removed is not None:
            spot, entry = self._removed
            self._change(with_new(self.clauses, spot, entry), spot)

    def lift(self) -> None:
        self._shift(-1)

    def lower(self) -> None:
        self._shift(1)

    def _shift(self, by: int) -> None:
        spot = self.spot
        if spot is not None:
            self._change(*shifted(self.clauses, spot, by))

    def _change(self, clauses: Clauses, at: Spot) -> None:
        self._removed = None
        self._show(clauses, near(clauses, at))
        self.changed.emit()

    # what is wrong

    def has(self, path: str) -> bool:
        spot = spot_of(path)
        return spot is not None and path.startswith(f"{self._prefix}.")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self._problems = {path: said for path, said in problems.items() if self.has(path)}
        self._mark()

    def go_to(self, path: str) -> None:
        spot = spot_of(path)
        if spot is not None:
            self.choose(spot)
            self._mark()
            (self.fields.text if path.endswith(".text") else self.fields.heading).setFocus()

    def _mark(self) -> None:
        """A sign at each clause and entry in which something is wrong, and the sentences at the fields."""
        wrong: dict[Spot | None, str] = {spot_of(path): said for path, said in self._problems.items()}
        sign = style.icon("circle-alert", style.current().bad)
        for spot, item in self._items():
            item.setIcon(0, sign if spot in wrong else QIcon())
            item.setToolTip(0, wrong.get(spot, ""))
        chosen = self.spot
        start = f"{chosen.path(self._prefix)}." if chosen else "-"
        self.fields.show_problems({path.removeprefix(start): said for path, said in self._problems.items()})

    def _items(self) -> list[tuple[Spot, QTreeWidgetItem]]:
        spots = [
            spot
            for number, clause in enumerate(self.clauses)
            for spot in (Spot(number), *(Spot(number, each) for each in range(len(clause.items))))
        ]
        return [(spot, item) for spot in spots if (item := self._item(spot)) is not None]


def _line(spot: Spot, entry: Entry) -> QTreeWidgetItem:
    made = QTreeWidgetItem([_title(spot, entry)])
    made.setData(0, _SPOT, tuple(spot))
    return made


def _title(spot: Spot, entry: Entry) -> str:
    """ "2.  Conditions."; without a heading, how its text begins."""
    said = entry.heading.strip() or entry.text.strip()[:80] or "No words yet"
    return f"{numbered(spot)}  {said}"
