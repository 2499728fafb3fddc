"""The command palette: type a few letters of anything and press Enter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.views.finder import FoundRecord, RecordKind, found_records
from ui import style
from ui.desk import Desk
from ui.dialogs.shortcuts_dialog import keys_of, plain_text
from ui.models.fuzzy import score
from ui.widgets.basics import label

MOST = 50
_ROW = 36
_KEYS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to go to or do. `kind` says what it is, such as "Person"; `keys` is its shortcut, if it has one."""

    text: str
    kind: str
    run: Callable[[], object]
    keys: str = ""


# The page that shows a record of each kind.
_PAGES = {
    RecordKind.PERSON: "Roster",
    RecordKind.OFFICE: "Roster",
    RecordKind.TASKING: "Taskings",
    RecordKind.TRAINING: "Trainings",
    RecordKind.LICENSE: "Licenses",
}


class Hits(QAbstractListModel):
    """The hits, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (hit.text, hit.kind, hit.keys)))
        return hit.text if role == Qt.ItemDataRole.DisplayRole else None


class HitCell(QStyledItemDelegate):
    """The text on the left; what it is and its shortcut on the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        hit = model.hit(index.row()) if isinstance(model, Hits) else None
        if hit is None:
            return
        theme, place = style.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection))
            painter.drawRoundedRect(place, 6, 6)
        _write(painter, place.adjusted(12, 0, -12, 0), hit)
        painter.restore()


def _write(painter: QPainter, place: QRect, hit: Hit) -> None:
    theme, metrics = style.current(), painter.fontMetrics()
    note = "   ".join(filter(None, (hit.kind, hit.keys)))
    room = place.width() - metrics.horizontalAdvance(note) - 16
    centered = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(theme.text))
    painter.drawText(place, centered, metrics.elidedText(hit.text, Qt.TextElideMode.ElideRight, room))
    painter.setPen(QColor(theme.secondary))
    painter.drawText(place, centered | Qt.AlignmentFlag.AlignRight, note)


class PaletteDialog(QDialog):
    """`box` takes the letters, `list` shows the hits. The taken hit runs after the palette has closed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("Commands")
        self.resize(600, 420)
        # Asked now: once the palette is open the window behind it is no longer the active one.
        self._actions = [_of_action(action) for action in desk.actions.usable()]
        self.box = QLineEdit()
        self.box.setAccessibleName("Command")
        self.box.setPlaceholderText("Type a command, a name, an office…")
        self.list = QListView()
        self.hits = Hits(self)
        self._dress_list()
        self.nothing = label("Nothing fits. Try fewer letters.", "secondary")
        self._arrange()
        self.search("")

    def search(self, typed: str) -> None:
        """Show the actions that fit at once, and the records as soon as they were looked up."""
        self._show(_ranked(typed, self._actions))
        if typed.strip():
            self.nothing.hide()
            self._desk.runner.read(found_records, typed).then(self._add_records)

    def _show(self, hits: Sequence[Hit]) -> None:
        chosen = self.hits.hit(self.list.currentIndex().row())
        self.hits.show(hits[:MOST])
        self.nothing.setVisible(not hits)
        self.list.setCurrentIndex(self.hits.index(hits.index(chosen) if chosen in hits else 0, 0))

    def _add_records(self, records: tuple[FoundRecord, ...]) -> None:
        """Below the actions: what was chosen meanwhile stays chosen."""
        typed = self.box.text()
        self._show([*_ranked(typed, self._actions), *map(self._of_record, records)])

    def _of_record(self, record: FoundRecord) -> Hit:
        target = f"office:{record.code}" if record.kind is RecordKind.OFFICE else record.id
        return Hit(record.text, record.kind.value.capitalize(), partial(self._desk.go, _PAGES[record.kind], target))

    def take(self) -> None:
        """Do what is chosen."""
        hit = self.hits.hit(self.list.currentIndex().row())
        if hit is None:
            return
        self.accept()
        # Only when the palette is gone: what runs may open a dialog of its own.
        QTimer.singleShot(0, hit.run)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose in the list while the letters go to the box."""
        pressed = watched is self.box and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _dress_list(self) -> None:
        self.list.setModel(self.hits)
        self.list.setItemDelegate(HitCell(self.list))
        self.list.setAccessibleName("Results")
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self.take)
        self.list.activated.connect(self.take)
        self.box.textChanged.connect(self.search)
        self.box.returnPressed.connect(self.take)
        self.box.installEventFilter(self)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.box.setFocus()


def _of_action(action: QAction) -> Hit:
    return Hit(plain_text(action), "", action.trigger, keys_of(action))


def _ranked(typed: str, hits: Iterable[Hit]) -> list[Hit]:
    scored = [(worth, hit) for hit in hits if (worth := score(typed, hit.text)) is not None]
    if typed.strip():
        scored.sort(key=_worth, reverse=True)
    return [hit for _, hit in scored]


def _worth(scored: tuple[int, Hit]) -> int:
    return scored[0]
