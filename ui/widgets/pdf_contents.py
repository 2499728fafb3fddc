"""The bookmarks of a PDF as a tree: one goes to its page with a click or the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from coordinator.services.pdf_pages import Bookmark

WIDTH = 272
_PAGE = Qt.ItemDataRole.UserRole


class ContentsList(QTreeWidget):
    """`chosen` carries a page, from 0; `follow` marks the bookmark of the page in view."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QTreeWidgetItem] = []
        self.setAccessibleName("Contents")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setFixedWidth(WIDTH)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(self._on_current)
        self.hide()

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        blocker = QSignalBlocker(self)
        self.clear()
        self._items = []
        above: list[QTreeWidgetItem] = []
        for bookmark in bookmarks:
            item = QTreeWidgetItem([bookmark.title])
            item.setData(0, _PAGE, bookmark.page)
            item.setToolTip(0, f"{bookmark.title.replace('<', '‹')}, page {bookmark.page + 1}")
            del above[bookmark.level :]
            if above:
                above[-1].addChild(item)
            else:
                self.addTopLevelItem(item)
            above.append(item)
            self._items.append(item)
        self.setRootIsDecorated(any(bookmark.level for bookmark in bookmarks))
        self.expandAll()
        blocker.unblock()
        if not bookmarks:
            self.hide()

    def follow(self, page: int) -> None:
        """The last bookmark that is not after this page."""
        before = [item for item in self._items if item.data(0, _PAGE) <= page]
        now = self.currentItem()
        if before and (now is None or now.data(0, _PAGE) != page):
            blocker = QSignalBlocker(self)
            self.setCurrentItem(before[-1])
            blocker.unblock()

    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _PAGE))
