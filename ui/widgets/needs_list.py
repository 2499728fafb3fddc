"""Who needs a seat, beside the calendar: dragged onto a training, or seated in the chosen one by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout

from coordinator.rules.slots import PersonClock, city_of
from ui.models.dragged_people import PEOPLE, carry
from ui.widgets.basics import Card, button, label, wrapped
from ui.wording import count

ID = Qt.ItemDataRole.UserRole
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _People(QListWidget):
    seat_wanted = Signal()

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        return carry(PEOPLE, [item.data(ID) for item in items])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.seat_wanted.emit()
        else:
            super().keyPressEvent(event)


class NeedsList(Card):
    """`wanted` carries the ids of those to be seated in the training that `show_target` named."""

    wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("People who need a seat")
        self.title = label("", "section")
        self.people = _People()
        self.people.setAccessibleName("People who need a seat")
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.people.setDragEnabled(True)
        self.people.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.hint = wrapped(label("Drag people onto a training, or press Enter.", "secondary"))
        self.go = button("Seat")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.people, 1)
        column.addWidget(self.hint)
        column.addWidget(self.go)
        self._target = ""
        self.people.seat_wanted.connect(self.seat)
        self.people.itemSelectionChanged.connect(self._follow)
        self.go.clicked.connect(self.seat)
        self.show_people(())

    def show_people(self, people: Sequence[PersonClock]) -> None:
        """Those selected stay selected while they need a seat."""
        chosen = set(self.selected)
        self.people.clear()
        for person in people:
            item = QListWidgetItem(f"{person.name}\n{person.office} · {city_of(person.zone)}")
            item.setData(ID, person.designee_id)
            self.people.addItem(item)
            item.setSelected(person.designee_id in chosen)
        self.title.setText(f"NEED A SEAT  {len(people):,}")
        self.setVisible(bool(people))
        self._follow()

    def show_target(self, title: str) -> None:
        """The training that Enter seats people in; "" for none that takes people."""
        self._target = title
        self._follow()

    @property
    def selected(self) -> list[int]:
        return [item.data(ID) for item in self.people.selectedItems()]

    def seat(self) -> None:
        if self.go.isEnabled():
            self.wanted.emit(self.selected)

    def _follow(self) -> None:
        people = len(self.selected)
        self.go.setEnabled(bool(people and self._target))
        who = count(people, "person", "people") if people else "them"
        self.go.setText(f"Seat {who} in {self._target}" if self._target else "Choose a training")
