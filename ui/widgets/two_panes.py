"""A list at the left that keeps its width, and at the right what belongs to it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

GAP = 16
_REST = 900


class TwoPanes(QSplitter):
    """`width` is that of the left at first; the user may move the handle."""

    def __init__(self, left: QWidget, right: QWidget, width: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setSizes([width, _REST])
