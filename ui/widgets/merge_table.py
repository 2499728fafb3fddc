"""Two records field by field: of each field that differs one side is chosen, with the arrow keys or a click."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from coordinator.views.duplicates import FieldPair, RecordSide, SideBySide
from ui import style
from ui.wording import NOTHING, count

FIELD, LEFT, RIGHT, VERDICT = range(4)
SAME, DIFFERS, ONE_SIDE = ("Same", "check", "neutral"), ("Differs", "arrow-up-down", "caution"), (
    "One side", "circle-dot", "accent",
)  # fmt: skip
_COUNTS: tuple[tuple[str, str, str, Callable[[RecordSide], int]], ...] = (
    ("Nominations", "nomination", "nominations", lambda side: side.nominations),
    ("Seats", "seat", "seats", lambda side: side.seats),
    ("Certificates", "certificate", "certificates", lambda side: side.certificates),
    ("Licenses", "license", "licenses", lambda side: side.licenses),
)


class MergeTable(QTableWidget):
    """`side_of` says for each field that differs whether the left or the right value was chosen."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.side_of: dict[str, int] = {}
        self._fields: tuple[FieldPair, ...] = ()
        self.setAccessibleName("The two records, field by field")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTableView::item { padding: 0 8px 0 9px; }")  # under the words of the header
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(30)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in ((FIELD, 146), (VERDICT, 106)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.cellClicked.connect(self._on_click)

    # what is shown

    def show_pair(self, pair: SideBySide, keep_id: int) -> None:
        """Both records; of each field the value of the record kept is chosen, or the one there is."""
        self._fields = tuple(field for field in pair.fields if field.left or field.right)
        self.setRowCount(len(self._fields) + len(_COUNTS))
        for column, side in ((LEFT, pair.left), (RIGHT, pair.right)):
            what = "Kept" if side.id == keep_id else "Merged"
            self.setHorizontalHeaderItem(column, QTableWidgetItem(f"{what}: {side.name}"))
        for column, title in ((FIELD, "Field"), (VERDICT, "Compared")):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(title))
        kept_side = LEFT if pair.left.id == keep_id else RIGHT
        self.side_of = {field.field: _first_choice(field, kept_side) for field in self._fields if field.differs}
        for row, field in enumerate(self._fields):
            self._fill(row, field)
        for row, (title, one, many, of) in enumerate(_COUNTS, start=len(self._fields)):
            texts = [title, *(count(of(side), one, many) for side in (pair.left, pair.right)), ""]
            for column, text in enumerate(texts):
                self._put(row, column, text)
        if self.currentRow() < 0:
            self.setCurrentCell(0, LEFT)

    def clear_pair(self) -> None:
        self._fields, self.side_of = (), {}
        self.setRowCount(0)

    def taken_from(self, other: int) -> Collection[str]:
        """The fields whose value is taken from the record in this column, which is not kept."""
        return [field for field, side in self.side_of.items() if side == other]

    def _fill(self, row: int, field: FieldPair) -> None:
        word, icon, token = SAME if not field.differs else DIFFERS if field.left and field.right else ONE_SIDE
        self._put(row, FIELD, field.title)
        self._put(row, VERDICT, word, (icon, token))
        for column, text in ((LEFT, field.left), (RIGHT, field.right)):
            chosen = self.side_of.get(field.field)
            if chosen is None:
                self._put(row, column, text or NOTHING)
            elif chosen == column:
                item = self._put(row, column, text or NOTHING, ("circle-dot", "accent"))
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                self._say(item, f"{field.title}: {text or 'nothing'}, chosen")
            else:
                item = self._put(row, column, text or NOTHING, ("circle", "secondary"))
                self._say(item, f"{field.title}: {text or 'nothing'}, not chosen")

    def _put(self, row: int, column: int, text: str, tone: tuple[str, str] | None = None) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(text.replace("<", "‹"))
        if tone:
            item.setIcon(QIcon(style.pixmap(tone[0], style.current().tone(tone[1]), 16)))
        self.setItem(row, column, item)
        return item

    def _say(self, item: QTableWidgetItem, text: str) -> None:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, text)

    # choosing

    def choose(self, row: int, side: int) -> None:
        """Take the value of this side, where there is something to choose."""
        if 0 <= row < len(self._fields) and self._fields[row].field in self.side_of:
            self.side_of[self._fields[row].field] = side
            self._fill(row, self._fields[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_Right: RIGHT}
        if event.key() in sides and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            self.choose(self.currentRow(), sides[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and 0 <= self.currentRow() < len(self._fields):
            now = self.side_of.get(self._fields[self.currentRow()].field)
            self.choose(self.currentRow(), LEFT if now == RIGHT else RIGHT)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for row, field in enumerate(self._fields):
                self._fill(row, field)

    def _on_click(self, row: int, column: int) -> None:
        if column in (LEFT, RIGHT):
            self.choose(row, column)


def _first_choice(field: FieldPair, kept_side: int) -> int:
    """The kept record's value; where it has none, the other's. Nobody departs because another record says so."""
    other = RIGHT if kept_side == LEFT else LEFT
    mine, theirs = (field.left, field.right) if kept_side == LEFT else (field.right, field.left)
    return other if theirs and not mine and field.field != "departed_on" else kept_side
