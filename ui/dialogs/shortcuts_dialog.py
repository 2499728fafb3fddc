"""Every shortcut on one sheet, read from the actions, so that it is never out of date."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.widgets.basics import button, label

_HALF = 2


class ShortcutsDialog(QDialog):
    """`lines` are the texts and keys shown, in the order of the menus."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.resize(720, 520)
        self.lines: list[tuple[str, str]] = []
        sheet = QWidget()
        sheet.setProperty("kind", "plain")
        columns = QGridLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setHorizontalSpacing(48)
        for place, (menu, keyed) in enumerate(_groups(actions)):
            columns.addWidget(self._group(menu, keyed), place // _HALF, place % _HALF)
        columns.setRowStretch(columns.rowCount(), 1)
        self._arrange(sheet)

    def _group(self, menu: str, keyed: Sequence[QAction]) -> QWidget:
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 16)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(menu.upper(), "section"), 0, 0)
        for row, action in enumerate(keyed, start=1):
            text, keys = plain_text(action), keys_of(action)
            self.lines.append((text, keys))
            grid.addWidget(label(text), row, 0)
            grid.addWidget(_key_label(keys), row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(len(keyed) + 1, 1)
        return group

    def _arrange(self, sheet: QWidget) -> None:
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("Keyboard shortcuts")
        self.close_button = button("Close", "primary")
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(label("Keyboard shortcuts", "title"))
        column.addWidget(area, 1)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)


def plain_text(action: QAction) -> str:
    """The text of an action without its mnemonic and its dots."""
    return action.text().replace("&", "").rstrip("…")


def keys_of(action: QAction) -> str:
    """The shortcut as this system writes it; empty for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _groups(actions: Actions) -> list[tuple[str, list[QAction]]]:
    keyed = {id(action) for action in actions.with_shortcut()}
    groups = [(menu, [a for a in actions.of_menu(menu) if id(a) in keyed]) for menu in actions.MENUS]
    return [(menu, found) for menu, found in groups if found]


def _key_label(keys: str) -> QLabel:
    made = label(keys, "secondary")
    made.setAccessibleName(keys)
    return made
