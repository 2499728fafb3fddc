"""The first run: three ways to begin, nothing else."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.basics import Icon, label, wrapped


class Choice(StrEnum):
    SAMPLE = "sample"
    NEW = "new"
    OPEN = "open"


_TILES = (
    (Choice.SAMPLE, "users", "Look around with sample data", "Invented people and offices. Nothing in it is real."),
    (Choice.NEW, "plus", "Start a new database", "Empty, with the list of offices and sensible settings."),
    (Choice.OPEN, "folder-open", "Open a database", "One that is already on this computer or a shared drive."),
)


class Tile(QPushButton):
    """A button with a picture, a title and what it means; it is read aloud as both."""

    def __init__(self, icon: str, title: str, meaning: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "name"))
        words.addWidget(label(meaning, "secondary"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(Icon(icon, "accent", 24))
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """A button asks for the room of its own text; this one holds a layout."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        held = self.layout()
        return held.sizeHint() if held else super().minimumSizeHint()


class WelcomeDialog(QDialog):
    """`choice` is what the user took, None while nothing was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("C3 Coordinator")
        self.setMinimumWidth(520)
        self.choice: Choice | None = None
        self.tiles: dict[Choice, Tile] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(label("C3 Coordinator", "title"))
        column.addWidget(wrapped(label("Who may hold a license, who was trained, and the papers that prove it.")))
        column.addSpacing(16)
        for choice, icon, title, meaning in _TILES:
            column.addWidget(self._tile(choice, icon, title, meaning))

    def _tile(self, choice: Choice, icon: str, title: str, meaning: str) -> Tile:
        tile = Tile(icon, title, meaning)
        tile.setProperty("choice", choice.value)
        tile.clicked.connect(self._take)
        self.tiles[choice] = tile
        return tile

    def _take(self) -> None:
        self.choice = Choice(self.sender().property("choice"))
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the tiles, as Tab does."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            return
        super().keyPressEvent(event)
