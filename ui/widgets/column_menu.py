"""The columns of a grid as the user arranges them: shown, hidden, moved and made wider, by mouse, menu or keyboard."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from ui.kept_layout import KeptColumn, KeptLayouts, Layout
from ui.models.columns import Column

NARROWEST = 48
STEP = 24


class GridHeader(QHeaderView):
    """`arranged` comes when columns were moved or resized by hand, `menu_wanted` with the column asked about."""

    arranged = Signal()
    menu_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._before: tuple[tuple[int, int], ...] = ()
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(NARROWEST)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortIndicatorClearable(True)

    def _state(self) -> tuple[tuple[int, int], ...]:
        return tuple((self.visualIndex(n), self.sectionSize(n)) for n in range(self.count()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._before = self._state()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._before != self._state():
            self.arranged.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the line between two columns the left one is made as wide as what it shows."""
        before = self._state()
        super().mouseDoubleClickEvent(event)
        if before != self._state():
            self.arranged.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.logicalIndexAt(event.pos()), event.globalPos())


class StayingMenu(QMenu):
    """Stays open while boxes are ticked, so that several columns are chosen at once."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class Arrangement(QObject):
    """What is done to the columns of one grid, and remembered. `changed` comes after each change by the user.

    `is_own` says that the user arranged them: the grid no longer gives and takes room by itself.
    """

    changed = Signal()

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]], name: str) -> None:
        super().__init__(view)
        self._view, self._columns, self._name = view, tuple(columns), name
        self._layouts: KeptLayouts | None = None
        self._asked_for = {n for n, column in enumerate(columns) if column.private and not column.hidden}
        self.is_own = False
        self.header = GridHeader(view)
        view.setHorizontalHeader(self.header)
        self._place()
        self.header.arranged.connect(self._on_arranged)
        self.header.sortIndicatorChanged.connect(self._keep)
        self.header.menu_wanted.connect(self._show_menu)

    def _place(self) -> None:
        """As the program has them."""
        for number, column in enumerate(self._columns):
            self.header.moveSection(self.header.visualIndex(number), number)
            self._view.setColumnHidden(number, column.hidden or column.private)
            self._view.setColumnWidth(number, column.width)

    # what is shown

    def shown(self) -> list[int]:
        """From left to right."""
        numbers = (self.header.logicalIndex(place) for place in range(self.header.count()))
        return [number for number in numbers if not self.header.isSectionHidden(number)]

    def show_column(self, number: int, is_shown: bool) -> None:
        """One column always stays."""
        if not is_shown and self.shown() == [number]:
            return
        self._view.setColumnHidden(number, not is_shown)
        if self._columns[number].private:
            (self._asked_for.add if is_shown else self._asked_for.discard)(number)
        self._on_arranged()

    def show_private(self, is_shown: bool) -> None:
        """Hidden, they are neither on a shared screen nor in what is copied; shown, those that were shown last."""
        for number, column in enumerate(self._columns):
            if column.private:
                self._view.setColumnHidden(number, not (is_shown and number in self._asked_for))
        self.changed.emit()

    @property
    def shows_private(self) -> bool:
        return any(self._columns[number].private for number in self.shown())

    def move(self, number: int, by: int) -> None:
        """Past its neighbor that is shown."""
        shown = self.shown()
        to = shown.index(number) + by
        if 0 <= to < len(shown):
            self.header.moveSection(self.header.visualIndex(number), self.header.visualIndex(shown[to]))
            self._on_arranged()

    def widen(self, number: int, by: int) -> None:
        self._view.setColumnWidth(number, max(self._view.columnWidth(number) + by, NARROWEST))
        self._on_arranged()

    def fit(self, number: int) -> None:
        self._view.resizeColumnToContents(number)
        self._on_arranged()

    def reset(self) -> None:
        """As they were before the user touched them."""
        self.is_own = False
        self._asked_for = {n for n, column in enumerate(self._columns) if column.private and not column.hidden}
        showed = self.shows_private
        self._place()
        self._view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        if self._layouts:
            self._layouts.forget(self._name)
        self.show_private(showed)

    # remembering

    def keep_in(self, layouts: KeptLayouts) -> None:
        """Take up what was kept, and keep every change from now on."""
        layout = layouts.layout(self._name, [column.title for column in self._columns])
        if layout is not None:
            self._take(layout)
        self._layouts = layouts

    def _take(self, layout: Layout) -> None:
        numbers = {column.title: number for number, column in enumerate(self._columns)}
        self.is_own = True
        for place, kept in enumerate(layout.columns):
            number = numbers[kept.title]
            is_private = self._columns[number].private
            if is_private:
                (self._asked_for.discard if kept.is_hidden else self._asked_for.add)(number)
            self.header.moveSection(self.header.visualIndex(number), place)
            self._view.setColumnHidden(number, kept.is_hidden or is_private)
            self._view.setColumnWidth(number, kept.width)
        if not self.shown():
            self._view.setColumnHidden(self.header.logicalIndex(0), False)
        if layout.sorted_by:
            order = Qt.SortOrder.DescendingOrder if layout.is_descending else Qt.SortOrder.AscendingOrder
            self._view.sortByColumn(numbers[layout.sorted_by], order)
        self.changed.emit()

    def _on_arranged(self) -> None:
        self.is_own = True
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        if self._layouts is not None:
            self._layouts.keep(self._name, self._layout())

    def _layout(self) -> Layout:
        sorted_by = self.header.sortIndicatorSection()
        return Layout(
            tuple(map(self._kept, (self.header.logicalIndex(place) for place in range(self.header.count())))),
            self._columns[sorted_by].title if 0 <= sorted_by < len(self._columns) else "",
            self.header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def _kept(self, number: int) -> KeptColumn:
        """The last one is as wide as the window leaves it, which is not its own width."""
        column, shown = self._columns[number], self.shown()
        is_stretched = self.header.isSectionHidden(number) or number == shown[-1]
        width = column.width if is_stretched else self._view.columnWidth(number)
        is_hidden = number not in (self._asked_for if column.private else shown)
        return KeptColumn(column.title, width, is_hidden)

    # menus

    def menu(self) -> QMenu:
        """Which columns are shown; filled anew each time it opens."""
        menu = StayingMenu("Columns", self._view)
        menu.aboutToShow.connect(partial(self._fill, menu))
        self._fill(menu)
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        shown = self.shown()
        for place in range(self.header.count()):
            number = self.header.logicalIndex(place)
            tick = menu.addAction(self._columns[number].title.replace("&", "&&"))
            tick.setCheckable(True)
            tick.setChecked(number in shown)
            tick.setEnabled(shown != [number])
            tick.toggled.connect(partial(self.show_column, number))
        menu.addSeparator()
        menu.addAction("Reset columns", self.reset)

    def menu_of(self, number: int) -> QMenu:
        """What can be done to one column without a mouse; nothing where there is none."""
        menu = QMenu("This column", self._view)
        if number in self.shown():
            up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
            title = self._columns[number].title.replace("&", "&&")
            menu.addAction("Sort ascending", partial(self._view.sortByColumn, number, up))
            menu.addAction("Sort descending", partial(self._view.sortByColumn, number, down))
            menu.addSeparator()
            menu.addAction("Move left", partial(self.move, number, -1))
            menu.addAction("Move right", partial(self.move, number, 1))
            menu.addAction("Wider", partial(self.widen, number, STEP))
            menu.addAction("Narrower", partial(self.widen, number, -STEP))
            menu.addAction("Fit to what it shows", partial(self.fit, number))
            hide = menu.addAction(f"Hide {title}", partial(self.show_column, number, False))
            hide.setEnabled(self.shown() != [number])
        return menu

    def _show_menu(self, number: int, place: QPoint) -> None:
        menu = self.menu_of(number)
        menu.addSeparator()
        menu.addMenu(self.menu())
        menu.exec(place)
        menu.deleteLater()
