"""A screen reader finds a name on everything that takes the keyboard (Section 508, WCAG 4.1.2)."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.dialogs.crash_dialog import CrashDialog
from ui.dialogs.palette_dialog import PaletteDialog
from ui.dialogs.shortcuts_dialog import ShortcutsDialog
from ui.dialogs.welcome_dialog import WelcomeDialog

MOST_CHILDREN = 50
# What Qt keeps inside a field or view: reached through its owner, which has the name.
INSIDE = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")


def walk(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is None or not node.isValid():
        return
    yield node
    for place in range(min(node.childCount(), MOST_CHILDREN)):
        yield from walk(node.child(place))


def unnamed(root: QWidget) -> list[str]:
    """The focusable widgets below `root` that a screen reader has no name for."""
    QAccessible.setActive(True)
    nodes = walk(QAccessible.queryAccessibleInterface(root))
    return [type(node.object()).__name__ for node in nodes if _lacks_a_name(node)]


def _lacks_a_name(node: QAccessibleInterface) -> bool:
    widget = node.object()
    if not isinstance(widget, QWidget) or widget.isWindow() or widget.objectName() in INSIDE:
        return False
    if not node.state().focusable:
        return False
    # The name of a combo box falls back to its current text, so there an own name or a label is asked for.
    if isinstance(widget, QComboBox):
        return not widget.accessibleName() and not node.relations()
    return not node.text(QAccessible.Text.Name)


def palette(desk: Desk, window: QMainWindow) -> QWidget:
    return PaletteDialog(desk, window)


def shortcuts(desk: Desk, window: QMainWindow) -> QWidget:
    return ShortcutsDialog(desk.actions, window)


def welcome(_desk: Desk, window: QMainWindow) -> QWidget:
    return WelcomeDialog(window)


def crash(_desk: Desk, window: QMainWindow) -> QWidget:
    return CrashDialog("details", window)


@pytest.mark.parametrize("build", [palette, shortcuts, welcome, crash])
def test_everything_focusable_has_a_name(
    desk: Desk, window: QMainWindow, build: Callable[[Desk, QMainWindow], QWidget]
) -> None:
    desk.actions.add(window, "File", "&Import…", window.update, "Ctrl+I")
    dialog = build(desk, window)
    dialog.show()
    assert unnamed(dialog) == []


def test_the_walk_finds_a_field_without_a_name(qtbot: QtBot) -> None:
    bare = QWidget()
    qtbot.addWidget(bare)
    QVBoxLayout(bare).addWidget(QLineEdit())
    bare.show()
    assert unnamed(bare) == ["QLineEdit"]
