"""A grid and the pane beside it. Until the user moves the handle, the pane is narrower in a narrow window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

GAP = 12
NARROW, WIDE = 288, 324
ROOMY = 1100


class Split(QSplitter):
    def __init__(self, grid: QWidget, pane: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._is_moved = False
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        self.addWidget(grid)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_moved:
            pane = WIDE if self.width() > ROOMY else NARROW
            self.setSizes([self.width() - GAP - pane, pane])

    def _on_moved(self) -> None:
        self._is_moved = True
