"""The papers that a mail may go out with: checked or not, how each stands, and the address."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.views.paper_mails import PaperMailRow
from ui import style
from ui.widgets.basics import button, label, set_property
from ui.wording import day

ID = Qt.ItemDataRole.UserRole
NAME, NUMBER, STANDS, ADDRESS = range(4)
NO_ADDRESS = "Missing"
_WIDTHS = ((NAME, 156), (NUMBER, 176), (STANDS, 140))


class MailedPapers(QWidget):
    """`list` with `all`, `proposed` and `none` above it; `missing` counts unknown addresses."""

    checks_changed = Signal()
    current_changed = Signal()

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = ZoneInfo(zone)
        self.rows: dict[int, PaperMailRow] = {}
        self.list = QTreeWidget()
        self.list.setAccessibleName("Papers that go out by mail")
        self.list.setHeaderLabels(["Name", "Number", "How it stands", "Address"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        for column, width in _WIDTHS:
            self.list.setColumnWidth(column, width)
        self.missing = label("", "secondary")
        self._lay_out()
        self.list.itemChanged.connect(self._on_checked)
        self.list.currentItemChanged.connect(self.current_changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.all, self.proposed, self.none = button("All"), button("Not mailed yet"), button("None")
        for made, slot in ((self.all, self._all), (self.proposed, self._proposed), (self.none, self._none)):
            made.setAutoDefault(False)
            made.clicked.connect(slot)
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("TO", "section"))
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.missing)

    def set_rows(self, rows: Sequence[PaperMailRow]) -> None:
        """Show these, checked where no mail was sent with them."""
        self.rows = {row.id: row for row in rows}
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        self.list.addTopLevelItems([self._item(row) for row in rows])
        blocker.unblock()
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._on_checked()

    @property
    def checked(self) -> list[PaperMailRow]:
        """From top to bottom."""
        ids = [item.data(NAME, ID) for item in self._items() if item.checkState(NAME) is Qt.CheckState.Checked]
        return [self.rows[each] for each in ids]

    @property
    def current(self) -> PaperMailRow | None:
        item = self.list.currentItem()
        return None if item is None else self.rows.get(item.data(NAME, ID))

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _all(self) -> None:
        self._check_where(lambda row: row.is_valid)

    def _proposed(self) -> None:
        self._check_where(_is_due)

    def _none(self) -> None:
        self._check_where(lambda _row: False)

    def _check_where(self, holds: Callable[[PaperMailRow], bool]) -> None:
        blocker = QSignalBlocker(self.list)
        for item in self._items():
            _check(item, is_checked=holds(self.rows[item.data(NAME, ID)]))
        blocker.unblock()
        self._on_checked()

    def _on_checked(self) -> None:
        checked = self.checked
        lacking = sum(not row.address for row in checked)
        self.missing.setText(f"{lacking:,} of these without an address" if lacking else "Every address is known")
        set_property(self.missing, "tone", "caution" if lacking else "")
        self.missing.setVisible(bool(checked))
        self.checks_changed.emit()

    def _item(self, row: PaperMailRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.name, row.number, self._stands(row), row.address or NO_ADDRESS])
        item.setData(NAME, ID, row.id)
        theme = style.current()
        sign = ("mail-check", theme.neutral) if row.drafted_at else ("circle-dashed", theme.caution)
        if not row.is_valid:
            sign = ("circle-x", theme.bad)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        else:
            _check(item, is_checked=_is_due(row))
        item.setIcon(STANDS, style.icon(*sign))
        if not row.address:
            item.setIcon(ADDRESS, style.icon("mail-x", theme.bad))
        return item

    def _stands(self, row: PaperMailRow) -> str:
        if not row.is_valid:
            return "Not valid any more"
        if row.sent_at is not None:
            return f"Sent {day(row.sent_at.astimezone(self._zone).date())}"
        if row.drafted_at is not None:
            return f"Drafted {day(row.drafted_at.astimezone(self._zone).date())}"
        return "Not mailed yet"


def _is_due(row: PaperMailRow) -> bool:
    return row.is_valid and row.sent_at is None


def _check(item: QTreeWidgetItem, *, is_checked: bool) -> None:
    if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
        item.setCheckState(NAME, Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
