"""The rail at the left: the program, the unit, the search-or-command field, and a button a page with its count."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from ui.style import Look, icon
from ui.widgets.parts import button, label


class _PageButton(QToolButton):
    def __init__(self, name: str, icon_name: str, *, height: int = 34) -> None:
        super().__init__()
        self.name, self.icon_name = name, icon_name
        self.setProperty("kind", "nav")
        self.setText(f"  {name}")
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFixedSize(184 if height > 30 else 168, height)
        self.count = QLabel()
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setProperty("kind", "secondary")
        self.count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch()
        row.addWidget(self.count)


class Rail(QFrame):
    """One page is chosen at any time."""

    chosen = Signal(str)
    view_chosen = Signal(str)
    command_wanted = Signal()

    def __init__(self, look: Look, program: str, unit: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(208)
        self._look = look
        self.buttons: dict[str, _PageButton] = {}
        self.views: dict[str, _PageButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(2)
        column.addWidget(label(program, "name"))
        unit_label = label(unit, "secondary")
        unit_label.setWordWrap(True)
        column.addWidget(unit_label)
        column.addSpacing(10)
        self.command = button("Find or do…  Ctrl+K", icon="search")
        self.command.setAccessibleName("Search or type a command")
        self.command.setFixedWidth(184)
        self.command.clicked.connect(self.command_wanted)
        column.addWidget(self.command)
        column.addSpacing(10)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(2)
        column.addLayout(self._pages)
        column.addStretch()
        self._bottom = QVBoxLayout()
        column.addLayout(self._bottom)
        look.changed.connect(self._recolor)

    def add_page(self, name: str, icon_name: str, *, at_bottom: bool = False) -> None:
        nav = _PageButton(name, icon_name)
        nav.clicked.connect(partial(self.chosen.emit, name))
        nav.toggled.connect(self._recolor)
        self.buttons[name] = nav
        (self._bottom if at_bottom else self._pages).addWidget(nav)
        self._recolor()

    def set_views(self, page: str, views: Sequence[tuple[str, str, int]]) -> None:
        """Saved views below their page: (key, title, count); a click says the key."""
        if [(key, title) for key, title, _ in views] != [(key, nav.name) for key, nav in self.views.items()]:
            self._rebuild_views(page, views)
        for key, title, number in views:
            self.views[key].count.setText(f"{number:,}")
            self.views[key].setAccessibleName(f"{title}, {number:,}")

    def _rebuild_views(self, page: str, views: Sequence[tuple[str, str, int]]) -> None:
        for nav in self.views.values():
            nav.hide()
            nav.deleteLater()
        self.views = {}
        below = self._pages.indexOf(self.buttons[page]) + 1
        for place, (key, title, _) in enumerate(views):
            nav = _PageButton(title, "funnel", height=28)
            nav.setText(f"  {nav.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 104)}")
            nav.setToolTip(title)
            nav.setCheckable(False)
            nav.clicked.connect(partial(self.view_chosen.emit, key))
            self.views[key] = nav
            self._pages.insertWidget(below + place, nav, 0, Qt.AlignmentFlag.AlignRight)
        self._recolor()

    def choose(self, name: str) -> None:
        # Exclusive only within one layout's parent, so the others are cleared by hand.
        for each, nav in self.buttons.items():
            nav.setChecked(each == name)

    def set_count(self, name: str, text: str) -> None:
        self.buttons[name].count.setText(text)

    def _recolor(self) -> None:
        theme = self._look.theme
        for nav in (*self.buttons.values(), *self.views.values()):
            nav.setIcon(icon(nav.icon_name, theme.accent if nav.isChecked() else theme.secondary))
