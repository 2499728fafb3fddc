"""The papers that go out: a box for each, and the one that the keyboard is on."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.views.issued_papers import IssuedRow
from ui import style
from ui.models.paper_words import state, what
from ui.widgets.basics import label
from ui.wording import tone

ID = Qt.ItemDataRole.UserRole
NUMBER, NAME, STATE = range(3)


class PaperChoice(QWidget):
    """`list` with a box each; `checked` are those that go out, from top to bottom."""

    checks_changed = Signal()
    current_changed = Signal()

    def __init__(self, rows: Sequence[IssuedRow]) -> None:
        super().__init__()
        self.rows = {row.id: row for row in rows}
        self.list = QTreeWidget()
        self.list.setAccessibleName("Papers that go out")
        self.list.setHeaderLabels(["Number", "Name", "State"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.ensurePolished()  # rows are as high as the style sheet says only once it is known
        for place, width in ((NUMBER, 196), (STATE, 116)):
            self.list.setColumnWidth(place, width)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.list.addTopLevelItems([_item(row) for row in rows])
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("PAPERS", "section"))
        column.addWidget(self.list, 1)
        self.list.itemChanged.connect(self.checks_changed)
        self.list.currentItemChanged.connect(self.current_changed)

    @property
    def items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(place) for place in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def checked(self) -> list[IssuedRow]:
        return [self.rows[item.data(NUMBER, ID)] for item in self.items if _is_checked(item)]

    @property
    def current(self) -> IssuedRow | None:
        item = self.list.currentItem()
        return None if item is None else self.rows[item.data(NUMBER, ID)]

    def check(self, ids: set[int]) -> None:
        """These, and no others."""
        blocker = QSignalBlocker(self.list)
        for item in self.items:
            is_on = item.data(NUMBER, ID) in ids
            item.setCheckState(NUMBER, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
        blocker.unblock()
        self.checks_changed.emit()


def _is_checked(item: QTreeWidgetItem) -> bool:
    return item.checkState(NUMBER) is Qt.CheckState.Checked


def _item(row: IssuedRow) -> QTreeWidgetItem:
    item = QTreeWidgetItem([row.number, row.name, state(row)])
    item.setData(NUMBER, ID, row.id)
    item.setCheckState(NUMBER, Qt.CheckState.Checked)
    item.setToolTip(NUMBER, f"{what(row)}, {row.about}".replace("<", "‹"))
    name, color = tone(row.state)
    item.setIcon(STATE, style.icon(name, style.current().tone(color)))
    return item
