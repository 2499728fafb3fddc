"""A list to check and to put in order: by drag, by Alt and the arrows, or by two buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.widgets.basics import button

KEY = Qt.ItemDataRole.UserRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class OrderedChoices(QWidget):
    """`keys` are those checked, from top to bottom; `changed` when they are others or in another order."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.up = button("", "", "arrow-up")
        self.down = button("", "", "arrow-down")
        self.up.setAccessibleName("Move up")
        self.down.setAccessibleName("Move down")
        self.up.setToolTip("Move up (Alt+Up)")
        self.down.setToolTip("Move down (Alt+Down)")
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.up)
        side.addWidget(self.down)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        self._connect()

    def _connect(self) -> None:
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        for keys, slot in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)
        self.list.itemChanged.connect(self.changed)
        self.list.model().rowsMoved.connect(self.changed)

    @property
    def keys(self) -> list[str]:
        items = (self.list.item(place) for place in range(self.list.count()))
        return [item.data(KEY) for item in items if item.checkState() == CHECKED]

    def show_choices(self, titles: Sequence[tuple[str, str]], checked: Sequence[str]) -> None:
        """Keys with their titles; those checked come first, in their order."""
        known = dict(titles)
        first = [key for key in checked if key in known]
        self.list.blockSignals(True)
        self.list.clear()
        for key in (*first, *(key for key in known if key not in first)):
            item = QListWidgetItem(known[key])
            item.setData(KEY, key)
            item.setCheckState(CHECKED if key in first else UNCHECKED)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def move_up(self) -> None:
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        place = self.list.currentRow()
        target = place + by
        if place >= 0 and 0 <= target < self.list.count():
            item = self.list.takeItem(place)
            self.list.insertItem(target, item)
            self.list.setCurrentRow(target)
            self.changed.emit()
