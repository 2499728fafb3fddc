"""What the program says by itself: a toast for an event, a banner for a state."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.basics import Icon, button, label, set_property, wrapped

STAYS = 5000  # milliseconds
EDGE = 48


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say it without moving the keyboard."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Toast(QFrame):
    """One sentence in the past tense at the lower edge of its parent; it waits while the pointer is on it."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self._text = label("")
        self._undo = button("Undo")
        self._undo.clicked.connect(self._on_undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        self._over = parent
        self._row = QHBoxLayout(self)
        self._row.setSpacing(16)
        self._row.addWidget(self._text)
        self._row.addWidget(self._undo)
        parent.installEventFilter(self)
        self.hide()

    def show_text(self, text: str, undoable: bool = False) -> None:
        """Show it for five seconds; the next one takes its place."""
        self._text.setText(text)
        self._undo.setVisible(undoable)
        self._row.setContentsMargins(16, 8, 8 if undoable else 16, 8)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        over = self._over
        self.setMaximumWidth(over.width() - 2 * EDGE)
        self.setFixedHeight(48)
        self.adjustSize()
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - EDGE)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()


class Banner(QFrame):
    """A state that lasts: icon, sentence, and what can be done about it. Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._action: QAction | None = None
        self._icon = Icon("info", "accent", 18)
        self._text = wrapped(label(""))
        self._button = button("")
        self._button.clicked.connect(self._do)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.hide()

    def show_state(self, text: str, tone: tuple[str, str] = ("info", "accent"), action: QAction | None = None) -> None:
        """`tone` is an icon and a token: accent, good, caution or bad."""
        self._action = action
        self._text.setText(text)
        self._icon.show_icon(*tone)
        set_property(self, "tone", tone[1])
        self._button.setVisible(action is not None)
        self._button.setText(action.text() if action else "")
        self.show()
        announce(self, text)

    def clear(self) -> None:
        self.hide()

    def _do(self) -> None:
        if self._action is not None:
            self._action.trigger()
