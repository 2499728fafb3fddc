"""A search box with a language: what can be typed next is offered below it, and a mistake is pointed out quietly."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator.views.roster_query import Completion
from ui import style
from ui.widgets.notices import announce
from ui.widgets.parts import SearchBox

PAUSE = 600  # milliseconds after which a mistake is one
_ROW, _EDGE, _WIDEST, _SHOWN = 30, 6, 420, 9
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: _SHOWN - 1,
    Qt.Key.Key_PageUp: 1 - _SHOWN,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMPLETION = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _OfferCell(QStyledItemDelegate):
    """What is typed at the left, what it means at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        made, theme, place = index.data(_COMPLETION), style.current(), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selection if state & QStyle.StateFlag.State_Selected else theme.hover))
            painter.drawRoundedRect(place, 4, 4)
        _write(painter, place.adjusted(10, 0, -10, 0), made)
        painter.restore()


def _write(painter: QPainter, place: QRect, made: Completion) -> None:
    theme, metrics, centered = style.current(), painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(theme.text))
    painter.drawText(place, centered, made.label)
    room = place.width() - metrics.horizontalAdvance(made.label) - 16
    painter.setPen(QColor(theme.secondary))
    what = metrics.elidedText(made.what, Qt.TextElideMode.ElideRight, room)
    painter.drawText(place, centered | Qt.AlignmentFlag.AlignRight, what)


class Offers(QListWidget):
    """Floats over the window below the box and never takes the keyboard from it."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box.window())
        self._box = box
        self.setProperty("kind", "offers")
        self.setItemDelegate(_OfferCell(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Suggestions")
        self.hide()

    def offer(self, made: Sequence[Completion]) -> None:
        """Nothing is chosen at first, so that Enter stays what it was."""
        self.clear()
        for each in made:
            item = QListWidgetItem(each.label, self)
            item.setData(_COMPLETION, each)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (each.label, each.what))))
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """At the left edge of the box, as far as the window reaches."""
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + 4))
        width = min(max(self._box.width(), _WIDEST), window.width() - 2 * _EDGE)
        left = max(min(corner.x(), window.width() - width - _EDGE), _EDGE)
        height = min(self.count(), _SHOWN) * _ROW + 12
        self.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - _EDGE))

    def move_by(self, step: int) -> None:
        """Choose the next; from none the first or last. Past an end it begins anew."""
        row = self.currentRow()
        if abs(step) > 1:
            self.setCurrentRow(min(max(row + step, 0), self.count() - 1))
        elif row < 0:
            self.setCurrentRow(0 if step > 0 else self.count() - 1)
        else:
            self.setCurrentRow((row + step) % self.count())

    @property
    def chosen(self) -> Completion | None:
        return self._at(self.currentRow())

    @property
    def first(self) -> Completion | None:
        return self._at(0)

    def _at(self, row: int) -> Completion | None:
        item = self.item(row)
        made = item.data(_COMPLETION) if item is not None else None
        return made if isinstance(made, Completion) else None


class QueryBox(SearchBox):
    """`complete(text, cursor)` says what may stand at the cursor, `hint(text)` what is wrong with the whole.

    While `offers` is shown: Down and Up choose, Tab takes the first or the chosen, Enter the chosen, Escape closes.
    Down in the box opens it. `hinted` carries the mistake in a sentence, empty when there is none.
    """

    hinted = Signal(str)
    # Of the class, because Qt hides the box once more when what was its own may be collected already.
    _offers: Offers | None = None

    def __init__(
        self, name: str, complete: Callable[[str, int], Sequence[Completion]], hint: Callable[[str], str]
    ) -> None:
        super().__init__(name)
        self._complete, self._hint = complete, hint
        self._said = ""
        self._is_typed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._say_hint)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_text)

    @property
    def offers(self) -> Offers:
        """Made when first needed: only then the box stands in its window."""
        if self._offers is None:
            self._offers = Offers(self)
            self._offers.itemClicked.connect(self._take_chosen)
        return self._offers

    def suggest(self) -> None:
        """Offer what may stand at the cursor, everything at a blank."""
        if made := self._complete(self.text(), self.cursorPosition()):
            self.offers.offer(made)

    def _on_edited(self) -> None:
        """Comes before the text is told to have changed, and only when it was typed."""
        self._is_typed = True

    def _offer_while_typing(self) -> None:
        """Nothing for a blank, nor what stands there already."""
        text, cursor = self.text(), self.cursorPosition()
        made = self._complete(text, cursor)
        is_blank = bool(made) and made[0].start == cursor and text[:cursor][-1:] in ("", " ")
        is_there = len(made) == 1 and text[made[0].start : made[0].end] == made[0].text.strip()
        if made and not (is_blank or is_there):
            self.offers.offer(made)

    def close_offers(self) -> None:
        if self._offers is not None:
            self._offers.hide()

    def take(self, made: Completion) -> None:
        """Put a completion in its place; behind a field its values are offered next."""
        self.setSelection(made.start, made.end - made.start)
        text = made.text if self.text()[made.end :].strip() == "" else made.text.rstrip()
        self.insert(text)
        if made.text.endswith(":"):
            self.suggest()

    # Qt's side

    def event(self, event: QEvent) -> bool:
        """Tab never arrives as a key press: it would move on to the next widget."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_offering:
            made = self.offers.chosen or self.offers.first
            if event.key() == Qt.Key.Key_Tab and made is not None:
                self.take(made)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._on_offers_key(event) if self._is_offering else self._on_opening_key(event)):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_offers()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_offers()
        super().hideEvent(event)

    @property
    def _is_offering(self) -> bool:
        return self._offers is not None and self._offers.isVisible()

    def _on_opening_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Down:
            return False
        self.suggest()
        return True

    def _on_offers_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the offers."""
        chosen = self.offers.chosen
        if event.key() in _MOVES:
            self.offers.move_by(_MOVES[Qt.Key(event.key())])
            self._announce()
        elif event.key() in _ENTER and chosen is not None:
            self.take(chosen)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_offers()
        else:
            if event.key() in _ENTER:
                self.close_offers()
            return False
        return True

    def _announce(self) -> None:
        item = self.offers.currentItem()
        if item is not None:
            announce(self, item.data(Qt.ItemDataRole.AccessibleTextRole))

    def _take_chosen(self, item: QListWidgetItem) -> None:
        self.take(item.data(_COMPLETION))

    # mistakes

    def _on_text(self) -> None:
        """What was offered no longer fits; a mistake is told after a pause, and taken back at once."""
        self.close_offers()
        if self._is_typed:
            self._is_typed = False
            self._offer_while_typing()
        if self._hint(self.text()):
            self._pause.start()
        else:
            self._pause.stop()
            self._tell("")

    def _say_hint(self) -> None:
        self._tell(self._hint(self.text()))

    def _tell(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            self.setAccessibleDescription(sentence)
            if sentence:
                announce(self, sentence)
            self.hinted.emit(sentence)
