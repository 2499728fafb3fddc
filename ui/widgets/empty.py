"""What stands in a grid that has no rows: one sentence, and one button when there is something to do."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.basics import button, label, wrapped


class Empty(QWidget):
    """Lies over a view and follows its size."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._action: QAction | None = None
        self.sentence = label("", "secondary")
        wrapped(self.sentence)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = button("", "primary")
        self.button.clicked.connect(self._do)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(16)
        column.addStretch()
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        over.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, action: QAction | None) -> None:
        self._action = action
        self.sentence.setText(sentence)
        self.button.setVisible(action is not None)
        if action is not None:
            self.button.setText(action.text())
            self.button.setEnabled(action.isEnabled())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        over = self.parentWidget()
        if watched is over and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.setGeometry(over.rect())
        return super().eventFilter(watched, event)

    def _do(self) -> None:
        if self._action is not None:
            self._action.trigger()
