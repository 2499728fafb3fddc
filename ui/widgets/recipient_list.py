"""The offices that a mail may go to: checked or not, how each stands, and the address, which can be mended in place."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.views.drafts import RecipientRow
from ui import style
from ui.widgets.basics import button, label, set_property

ID = Qt.ItemDataRole.UserRole
OFFICE, STANDS, ADDRESS = range(3)
NO_ADDRESS = "Missing: press F2"


class RecipientList(QTreeWidget):
    """`checked` are the ids of the offices; `address_entered` comes with an office and what was typed for it."""

    checks_changed = Signal()
    current_office_changed = Signal()
    address_entered = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[int, RecipientRow] = {}
        self.setAccessibleName("Offices that get this mail")
        self.setHeaderLabels(["Office", "How it stands", "Address"])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for column, width in ((OFFICE, 80), (STANDS, 146)):
            self.setColumnWidth(column, width)
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)

    # what is shown

    def set_rows(self, rows: Sequence[RecipientRow], chosen: Iterable[int] | None = None) -> None:
        """Show these offices, the chosen ones checked; without a choice those that the rule proposes."""
        current = self.current_row
        wanted = {row.id for row in rows if row.is_due} if chosen is None else set(chosen)
        self._rows = {row.id: row for row in rows}
        blocker = QSignalBlocker(self)
        self.clear()
        self.addTopLevelItems([_item(row, is_checked=row.id in wanted) for row in rows])
        blocker.unblock()
        self._make_current(current.id if current else None)
        self.checks_changed.emit()

    def check_where(self, holds: Callable[[RecipientRow], bool]) -> None:
        """Check the offices for which this is true, and no others."""
        blocker = QSignalBlocker(self)
        for item in self.items():
            _check(item, holds(self._rows[item.data(OFFICE, ID)]))
        blocker.unblock()
        self.checks_changed.emit()

    def items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def rows(self) -> tuple[RecipientRow, ...]:
        return tuple(self._rows.values())

    @property
    def checked(self) -> list[RecipientRow]:
        """From top to bottom."""
        ids = [item.data(OFFICE, ID) for item in self.items() if item.checkState(OFFICE) is Qt.CheckState.Checked]
        return [self._rows[office_id] for office_id in ids]

    @property
    def current_row(self) -> RecipientRow | None:
        """The office the keyboard is on."""
        item = self.currentItem()
        return None if item is None else self._rows.get(item.data(OFFICE, ID))

    def _make_current(self, office_id: int | None) -> None:
        """The office that was current, else the first that is checked, else the first."""
        items = self.items()
        kept = [item for item in items if item.data(OFFICE, ID) == office_id]
        checked = [item for item in items if item.checkState(OFFICE) is Qt.CheckState.Checked]
        if first := next(iter(kept or checked or items), None):
            self.setCurrentItem(first)
        self.current_office_changed.emit()

    # the address

    def enter_address(self) -> None:
        """Type the address of the current office in its cell."""
        if (item := self.currentItem()) is not None:
            blocker = QSignalBlocker(self)
            if not self._rows[item.data(OFFICE, ID)].address:
                item.setText(ADDRESS, "")
            blocker.unblock()
            self.editItem(item, ADDRESS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.enter_address()
        else:
            super().keyPressEvent(event)

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() == ADDRESS:
            self.enter_address()

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        row = self._rows[item.data(OFFICE, ID)]
        if column == OFFICE:
            self.checks_changed.emit()
        elif column == ADDRESS:
            typed = item.text(ADDRESS).strip()
            _show_address(item, row)
            if typed and typed != row.address and typed != NO_ADDRESS:
                self.address_entered.emit(row.id, typed)

    def _on_current(self, _now: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.current_office_changed.emit()


def _item(row: RecipientRow, *, is_checked: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([row.code, row.reason[:1].upper() + row.reason[1:], ""])
    item.setData(OFFICE, ID, row.id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
    _check(item, is_checked)
    theme = style.current()
    sign = ("triangle-alert", theme.caution) if row.is_urgent else ("circle-dashed", theme.neutral)
    item.setIcon(STANDS, style.icon(*sign))
    item.setToolTip(OFFICE, row.name.replace("<", "‹"))
    _show_address(item, row)
    return item


def _show_address(item: QTreeWidgetItem, row: RecipientRow) -> None:
    tree = item.treeWidget()
    blocker = QSignalBlocker(tree) if tree else None
    item.setText(ADDRESS, row.address or NO_ADDRESS)
    item.setIcon(ADDRESS, style.icon("mail-x", style.current().bad) if not row.address else QIcon())
    if blocker:
        blocker.unblock()


def _check(item: QTreeWidgetItem, is_checked: bool) -> None:
    item.setCheckState(OFFICE, Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)


class RecipientPicker(QWidget):
    """`list` with `all`, `proposed` and `none` above it; `missing` counts the addresses that are not known."""

    def __init__(self) -> None:
        super().__init__()
        self._by_urgency = False
        self.list = RecipientList()
        self.all, self.proposed, self.none = button("All"), button("Late or short"), button("None")
        self.missing = label("", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        for each, slot in ((self.all, self._all), (self.proposed, self._proposed), (self.none, self._none)):
            each.setAutoDefault(False)
            each.clicked.connect(slot)
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("TO", "section"))
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.missing)
        self.list.checks_changed.connect(self._count)

    def propose_by(self, *, urgency: bool) -> None:
        """Whether the middle button checks those late or short, or those not written to yet."""
        self._by_urgency = urgency
        self.proposed.setText("Late or short" if urgency else "Not written to yet")

    def _all(self) -> None:
        self.list.check_where(lambda _row: True)

    def _proposed(self) -> None:
        self.list.check_where(lambda row: row.is_urgent if self._by_urgency else row.is_due)

    def _none(self) -> None:
        self.list.check_where(lambda _row: False)

    def _count(self) -> None:
        checked = self.list.checked
        lacking = sum(not row.address for row in checked)
        self.missing.setText(f"{lacking} of these without an address" if lacking else "Every address is known")
        set_property(self.missing, "tone", "caution" if lacking else "")
        self.missing.setVisible(bool(checked))
