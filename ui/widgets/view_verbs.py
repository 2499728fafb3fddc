"""What can be done with saved views: in the menu of their chips, in the Page menu, and with the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from coordinator.services.saved_views import delete_view, move_view
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.view_dialog import RenameViewDialog, SaveViewDialog
from ui.widgets.page import Page
from ui.widgets.parts import button
from ui.widgets.roster_filters import RosterFilters


class ViewVerbs(QObject):
    """`open_dialog` shows a dialog of the page. What is done to a view is done to the one whose chip is on."""

    def __init__(
        self, page: Page, desk: Desk, filters: RosterFilters, open_dialog: Callable[[DialogFrame], None]
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._filters, self._open = page, desk, filters, open_dialog
        self._said = self._edited = ""
        self._dialog: SaveViewDialog | None = None
        add = desk.actions.add
        self.save_action = add(page, "Page", "Save view…", self.save, "Ctrl+Shift+S", "star")
        self.rename_action = add(page, "Page", "Rename view…", self.rename, "", "pencil")
        self.edit_action = add(page, "Page", "Edit the view’s search", self.edit, "", "search")
        self.left_action = add(page, "Page", "Move view left", self.move_left, "", "arrow-left")
        self.right_action = add(page, "Page", "Move view right", self.move_right, "", "chevron-right")
        self.delete_action = add(page, "Page", "Delete view", self.delete, "", "trash-2")
        self.save_button = button("Save view…", "chip", "star")
        self.save_button.clicked.connect(self.save)
        filters.add_button(self.save_button)
        filters.changed.connect(self.follow)
        filters.counted.connect(self.follow)
        filters.chips.menu_wanted.connect(self.show_menu)
        self.follow()

    def follow(self) -> None:
        """What can be saved, and what can be done with the view that is shown."""
        can_save = bool(self._filters.search.text().strip())
        if not can_save:
            self._edited = ""
        self.save_action.setEnabled(can_save)
        self.save_button.setVisible(can_save)
        view, views = self._filters.view, self._filters.views
        for action in (self.rename_action, self.edit_action, self.delete_action):
            action.setEnabled(view is not None)
        self.left_action.setEnabled(view is not None and view != views[0])
        self.right_action.setEnabled(view is not None and view != views[-1])

    def show_menu(self, key: str, place: QPoint) -> None:
        """The menu of a saved view's chip, which is shown with it."""
        self._filters.chips.choose(key)
        if self._filters.view is not None:
            menu = QMenu(self._page)
            menu.addActions([self.rename_action, self.edit_action])
            menu.addActions([self.left_action, self.right_action])
            menu.addSeparator()
            menu.addAction(self.delete_action)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def save(self) -> None:
        filters = self._filters
        if filters.search.text().strip():
            query, views = filters.query, filters.views
            self._dialog = SaveViewDialog(self._desk, self._page, self._page.name, query, views, self._edited)
            self._dialog.accepted.connect(self._on_saved)
            self._open(self._dialog)

    def _on_saved(self) -> None:
        """The new view is shown; the search is in it now."""
        if self._dialog is not None and self._dialog.view_id is not None:
            self._filters.open_view(self._dialog.view_id)
        self._dialog = None

    def rename(self) -> None:
        if view := self._filters.view:
            self._open(RenameViewDialog(self._desk, self._page, view))

    def edit(self) -> None:
        """Its search goes to the box; saved under the same name it replaces the old one."""
        if view := self._filters.view:
            self._filters.open(view.query)
            self._edited = view.name
            self._filters.search.setFocus()

    def move_left(self) -> None:
        self._move(-1)

    def move_right(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if view := self._filters.view:
            self._desk.runner.change(move_view, view.id, step)

    def delete(self) -> None:
        if view := self._filters.view:
            self._said = f"Deleted the view “{view.name}”"
            self._desk.runner.change(delete_view, view.id).then(self._on_deleted)

    def _on_deleted(self, _: None) -> None:
        self._desk.say(self._said, True)
