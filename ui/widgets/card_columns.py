"""Cards in two columns, which go one below the other where the window is too narrow for both."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

GAP, EDGE = 16, 8
_Direction = QBoxLayout.Direction


class CardColumns(QScrollArea):
    """Scrolls up and down only. `across` holds the columns; `below` has the whole width."""

    def __init__(self, name: str, columns: Sequence[QLayout], below: QWidget) -> None:
        super().__init__()
        content = QWidget()
        content.setProperty("kind", "plain")
        self.across = QBoxLayout(_Direction.LeftToRight)
        self.across.setSpacing(GAP)
        for column in columns:
            self.across.addLayout(column, 1)
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, EDGE, EDGE)
        down.setSpacing(GAP)
        down.addLayout(self.across)
        down.addWidget(below)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A card may have become wider, too."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().eventFilter(watched, event)

    def _turn(self) -> None:
        columns = (self.across.itemAt(place) for place in range(self.across.count()))
        widths = [column.minimumSize().width() for column in columns if column is not None]
        is_wide = sum(widths) + GAP * (len(widths) - 1) + EDGE <= self.viewport().width()
        self.across.setDirection(_Direction.LeftToRight if is_wide else _Direction.TopToBottom)
