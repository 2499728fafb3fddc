"""The people that a mail about a document may go to: checked or not, how each stands, and the address."""

from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.views.acknowledgment_mails import AskedPerson
from ui import style
from ui.widgets.basics import button, label, set_property
from ui.wording import day

ID = Qt.ItemDataRole.UserRole
NAME, OFFICE, STANDS, ADDRESS = range(4)
NO_ADDRESS = "Missing"
_WIDTHS = ((NAME, 176), (OFFICE, 62), (STANDS, 150))


class AskedList(QWidget):
    """`list` with `all`, `proposed`, `holders` and `none` above it; `missing` counts unknown addresses."""

    checks_changed = Signal()
    current_changed = Signal()

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = ZoneInfo(zone)
        self._rows: dict[int, AskedPerson] = {}
        self.list = QTreeWidget()
        self.list.setAccessibleName("People who get this mail")
        self.list.setHeaderLabels(["Name", "Office", "How it stands", "Address"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        for column, width in _WIDTHS:
            self.list.setColumnWidth(column, width)
        self.missing = label("", "secondary")
        self._lay_out()
        self.list.itemChanged.connect(self._on_checked)
        self.list.currentItemChanged.connect(self._on_current)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.all, self.proposed = button("All"), button("Not asked yet")
        self.holders, self.none = button("License holders"), button("None")
        for made, holds in (
            (self.all, lambda _row: True),
            (self.proposed, lambda row: row.is_due),
            (self.holders, lambda row: bool(row.license)),
            (self.none, lambda _row: False),
        ):
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False, which=holds: self.check_where(which))
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("TO", "section"))
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.missing)

    def set_rows(self, rows: Sequence[AskedPerson], chosen: Iterable[int] | None = None) -> None:
        """Show these people, the chosen ones checked; without a choice those that the rule proposes."""
        wanted = {row.id for row in rows if row.is_due} if chosen is None else set(chosen)
        current = self.current_row
        self._rows = {row.id: row for row in rows}
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        self.list.addTopLevelItems([self._item(row, is_checked=row.id in wanted) for row in rows])
        blocker.unblock()
        self._make_current(current.id if current else None)
        self._on_checked()

    def check_where(self, holds: Callable[[AskedPerson], bool]) -> None:
        """Check the people of whom this is true, and nobody else."""
        blocker = QSignalBlocker(self.list)
        for item in self._items():
            _check(item, is_checked=holds(self._rows[item.data(NAME, ID)]))
        blocker.unblock()
        self._on_checked()

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def total(self) -> int:
        return len(self._rows)

    @property
    def checked(self) -> list[AskedPerson]:
        """From top to bottom."""
        ids = [item.data(NAME, ID) for item in self._items() if item.checkState(NAME) is Qt.CheckState.Checked]
        return [self._rows[each] for each in ids]

    @property
    def current_row(self) -> AskedPerson | None:
        item = self.list.currentItem()
        return None if item is None else self._rows.get(item.data(NAME, ID))

    def _make_current(self, person: int | None) -> None:
        """Who was current, else the first that is checked, else the first."""
        items = self._items()
        kept = [item for item in items if item.data(NAME, ID) == person]
        checked = [item for item in items if item.checkState(NAME) is Qt.CheckState.Checked]
        if first := next(iter(kept or checked or items), None):
            self.list.setCurrentItem(first)
        self.current_changed.emit()

    def _on_checked(self) -> None:
        checked = self.checked
        lacking = sum(not row.address for row in checked)
        self.missing.setText(f"{lacking:,} of these without an address" if lacking else "Every address is known")
        set_property(self.missing, "tone", "caution" if lacking else "")
        self.missing.setVisible(bool(checked))
        self.checks_changed.emit()

    def _on_current(self, _now: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.current_changed.emit()

    def _item(self, row: AskedPerson, *, is_checked: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.name, row.office, self._stands(row), row.address or NO_ADDRESS])
        item.setData(NAME, ID, row.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        _check(item, is_checked=is_checked)
        theme = style.current()
        sign = ("mail-check", theme.neutral) if row.asked_at else ("circle-dashed", theme.caution)
        item.setIcon(STANDS, style.icon(*sign))
        item.setToolTip(STANDS, f"Holds {row.license}" if row.license else "Holds no license")
        if not row.address:
            item.setIcon(ADDRESS, style.icon("mail-x", theme.bad))
        return item

    def _stands(self, row: AskedPerson) -> str:
        if row.sent_at is not None:
            return f"Sent {day(row.sent_at.astimezone(self._zone).date())}"
        if row.asked_at is not None:
            return f"Drafted {day(row.asked_at.astimezone(self._zone).date())}"
        return "Not asked yet"


def _check(item: QTreeWidgetItem, *, is_checked: bool) -> None:
    item.setCheckState(NAME, Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
