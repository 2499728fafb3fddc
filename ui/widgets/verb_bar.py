"""A row of buttons that do what actions do, and of menus with more of them."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from ui.widgets.basics import button
from ui.widgets.flow import Flow


class VerbBar(Flow):
    """A button is usable when its action is; a menu when one of its actions is."""

    def __init__(self) -> None:
        super().__init__()
        self._of: dict[QPushButton, tuple[QAction, ...]] = {}

    def add_action(self, action: QAction, text: str = "") -> QPushButton:
        made = button(text or action.text())
        made.setAccessibleName(action.text())
        made.clicked.connect(action.trigger)
        self._add(made, (action,))
        return made

    def add_menu(self, text: str, *groups: Sequence[QAction]) -> QPushButton:
        """`groups` are parted by lines."""
        made = button(text)
        menu = QMenu(made)
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        made.setMenu(menu)
        self._add(made, tuple(action for group in groups for action in group))
        return made

    def _add(self, made: QPushButton, actions: tuple[QAction, ...]) -> None:
        self._of[made] = actions
        self.add(made)
        for action in actions:
            action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        for made, actions in self._of.items():
            made.setEnabled(any(action.isEnabled() for action in actions))
