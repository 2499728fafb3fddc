"""Every action once: menus, buttons, the command palette and the shortcut sheet all read this list."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.style import Look, icon


class Actions(QObject):
    """Makes actions and keeps them, in order. An action of a page is enabled only while the page is shown."""

    MENUS: ClassVar[tuple[str, ...]] = ("File", "Edit", "Page", "View", "Help")

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._all: list[tuple[str, QAction, str]] = []
        look.changed.connect(self._recolor)

    def add(
        self, owner: QWidget, menu: str, text: str, slot: Callable[[], object], shortcut: str = "", icon_name: str = ""
    ) -> QAction:
        """An action of a window or page; its shortcut works while the owner is shown."""
        action = QAction(text, owner)
        action.triggered.connect(slot)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        whole_window = owner.isWindow()
        context = Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
        owner.addAction(action)
        self._all.append((menu, action, icon_name))
        if icon_name:
            action.setIcon(icon(icon_name, self._look.theme.secondary))
        return action

    def of_menu(self, menu: str) -> list[QAction]:
        return [action for name, action, _ in self._all if name == menu]

    def usable(self) -> list[QAction]:
        """What can be done now: enabled, and of the window or the page that is shown."""
        return [action for _, action, _ in self._all if action.isEnabled() and _shown(action)]

    def with_shortcut(self) -> list[QAction]:
        return [action for _, action, _ in self._all if not action.shortcut().isEmpty()]

    def _recolor(self) -> None:
        for _, action, name in self._all:
            if name:
                action.setIcon(icon(name, self._look.theme.secondary))


def _shown(action: QAction) -> bool:
    owner = action.parent()
    return isinstance(owner, QWidget) and owner.isVisible()
