"""Arranges the rail, the pages, the menus and the status bar. Pages own themselves."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from coordinator.errors import CoordinatorError
from coordinator.rules.vocabulary import Area
from coordinator.services.dropped_files import DroppedFiles, FileKind, sort_files
from coordinator.services.workspace import Workspace
from coordinator.views.saved_views import SavedViewRow, saved_views
from coordinator.views.settings import unit_settings
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.crash_dialog import CrashDialog
from ui.dialogs.help_dialog import HelpDialog
from ui.dialogs.palette_dialog import PaletteDialog
from ui.dialogs.shortcuts_dialog import ShortcutsDialog
from ui.dialogs.verify_dialog import VerifyDialog
from ui.kept_layout import KeptLayouts
from ui.messages import Messages
from ui.registry import PAGES
from ui.runner import Runner
from ui.style import Look
from ui.widgets.grid import keep_layouts
from ui.widgets.page import Page
from ui.widgets.parts import Toast
from ui.widgets.rail import Rail
from ui.widgets.schedule import SchedulePanel
from ui.widgets.status_line import StatusLine

TAKING = {FileKind.ATTENDANCE: "Trainings", FileKind.REVIEW: "Licenses"}
"""The page that takes a kind of file; memos and nominations go to the taskings."""


class MainWindow(QMainWindow):
    """The window on one database."""

    def __init__(self, workspace: Workspace, look: Look, messages: Messages, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("main")
        self._settings = settings
        self._messages = messages
        self._visited: list[str] = []
        unit = workspace.read(unit_settings)
        self.runner = Runner(workspace, self)
        self.commands = Actions(look, self)
        self.desk = Desk(self.runner, messages, look, self.commands, self.go, self.say, unit.unit_time_zone)
        self.rail = Rail(look, "C3 Coordinator", unit.unit_section)
        self.stack = QStackedWidget()
        self.status = StatusLine(self.runner, look)
        self.toast = Toast(self)
        self.pages: dict[str, Page] = {}
        self._arrange()
        self._add_pages()
        self._add_actions()
        self._fill_menus()
        self._connect()
        keep_layouts(self, KeptLayouts(settings))
        for panel in self.findChildren(SchedulePanel):
            panel.keep_in(settings)
        self.setAcceptDrops(True)
        self.setMinimumSize(1040, 640)
        self._restore(workspace.path)
        self.go("Today", None)
        self._ask_history()
        self.runner.read(saved_views, "Roster").then(self._count_views)

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(right, 1)
        self.setCentralWidget(body)

    def _add_pages(self) -> None:
        for entry in PAGES:
            page = entry(self.desk)
            self.pages[page.name] = page
            self.stack.addWidget(page)
            self.rail.add_page(page.name, page.icon_name, at_bottom=page.name == "Settings")
            page.status_changed.connect(self.status.say)
            page.count_changed.connect(partial(self.rail.set_count, page.name))

    def _add_actions(self) -> None:
        add = self.commands.add
        add(self, "File", "Verify document…", self.verify_document, "Ctrl+Shift+V", "shield-check")
        add(self, "File", "Back up now", self.back_up, icon_name="database")
        add(self, "File", "Open the database's folder", self.open_folder, icon_name="folder-open")
        add(self, "File", "Settings", partial(self.go, "Settings", None), "Ctrl+,", "settings")
        add(self, "File", "Quit", self.close, "Ctrl+Q", "log-out")
        self.undo_action = add(self, "Edit", "Undo", self.undo, "Ctrl+Z", "undo-2")
        self.redo_action = add(self, "Edit", "Redo", self.redo, "Ctrl+Shift+Z", "redo-2")
        add(self, "Edit", "Find on this page", self.focus_search, "Ctrl+F", "search")
        for place, name in enumerate((n for n in self.pages if n != "Settings"), start=1):
            add(self, "View", name, partial(self.go, name, None), f"Ctrl+{place}", self.pages[name].icon_name)
        add(self, "View", "Back", self.go_back, "Alt+Left")
        add(self, "View", "Refresh", self.refresh, "F5", "refresh-cw")
        add(self, "View", "Search or type a command", self.show_palette, "Ctrl+K", "command")
        add(self, "Help", "Help for this page", self.show_help, "F1", "circle-help")
        add(self, "Help", "Keyboard shortcuts", self.show_shortcuts, "Ctrl+/", "keyboard")

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        for name in Actions.MENUS:
            menu = bar.addMenu(f"&{name}")
            menu.setObjectName(name)
            if name == "Page":
                self._page_menu = menu
                menu.aboutToShow.connect(self._fill_page_menu)
            else:
                menu.addActions(self.commands.of_menu(name))

    def _fill_page_menu(self) -> None:
        self._page_menu.clear()
        shown = self.stack.currentWidget()
        self._page_menu.addActions([a for a in self.commands.of_menu("Page") if a.parent() is shown])

    def _connect(self) -> None:
        self.rail.chosen.connect(self._on_rail)
        self.rail.view_chosen.connect(self._on_view)
        self.pages["Roster"].views_counted.connect(self._show_views)
        self.rail.command_wanted.connect(self.show_palette)
        self.runner.changed.connect(self._on_changed)
        self.runner.refused.connect(self._on_refused)
        self.runner.store_trouble.connect(self._on_trouble)
        self.runner.stopped.connect(self.status.say)
        self.runner.crashed.connect(self._on_crashed)
        self.toast.undo_wanted.connect(self.undo)

    def _restore(self, path: Path) -> None:
        self.setWindowTitle(f"C3 Coordinator – {path.stem}")
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 860)

    def go(self, name: str, target: object) -> None:
        """Show a page, and a record on it."""
        page = self.pages[name]
        if self.stack.currentWidget() is not page:
            self._visited.append(name)
        self.stack.setCurrentWidget(page)
        if not page.isAncestorOf(self.focusWidget() or self):
            # The shortcuts of a page work while the focus is in it.
            page.setFocus()
        self.rail.choose(name)
        self.status.say("")
        if target is not None:
            page.open(target)

    def go_back(self) -> None:
        if len(self._visited) > 1:
            self._visited.pop()
            self.go(self._visited.pop(), None)

    @property
    def page(self) -> Page:
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def say(self, text: str, undoable: bool = False) -> None:
        self.toast.show_text(text, undoable)

    def undo(self) -> None:
        self.runner.undo().then(self._on_undone)

    def redo(self) -> None:
        self.runner.redo().then(self._on_redone)

    def _on_undone(self, label: str) -> None:
        self.say(f"Undone: {label}")

    def _on_redone(self, label: str) -> None:
        self.say(f"Redone: {label}")

    def _ask_history(self) -> None:
        self.runner.call(self.runner.workspace.history).then(self._show_history)

    def _show_history(self, labels: tuple[str | None, str | None]) -> None:
        for action, word, label in zip((self.undo_action, self.redo_action), ("Undo", "Redo"), labels, strict=True):
            action.setEnabled(label is not None)
            action.setText(f"{word} {label}" if label else word)

    def _on_changed(self, _touched: Area) -> None:
        self._ask_history()

    def _on_rail(self, name: str) -> None:
        self.go(name, None)

    def _on_view(self, key: str) -> None:
        self.go("Roster", key)

    def _show_views(self, views: Sequence[tuple[str, str, int]]) -> None:
        self.rail.set_views("Roster", views)

    def _count_views(self, views: tuple[SavedViewRow, ...]) -> None:
        """The counts of saved views are known once the roster was read."""
        if views:
            self.pages["Roster"].refresh()

    def _on_refused(self, sentence: str) -> None:
        self._messages.refuse(self, sentence)

    def _on_trouble(self, sentence: str) -> None:
        self._messages.refuse(self, sentence, "The database could not be used")

    def _on_crashed(self, details: str) -> None:
        CrashDialog(details, self).exec()

    def verify_document(self) -> None:
        """Somebody shows a paper: is it genuine?"""
        self.verifying = VerifyDialog(self.desk, self)
        self.verifying.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.verifying.open()

    def back_up(self) -> None:
        self.runner.call(self.runner.workspace.back_up).then(self._on_backed_up)

    def _on_backed_up(self, backup: object) -> None:
        self.say("Backed up")
        self.status.backed_up(self.desk.now(), self.desk.zone)

    def open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.runner.workspace.path.parent)))

    def refresh(self) -> None:
        self.page.refresh()

    def focus_search(self) -> None:
        search = getattr(self.page, "search", None)
        if isinstance(search, QWidget):
            search.setFocus()

    def show_palette(self) -> None:
        PaletteDialog(self.desk, self).exec()

    def show_help(self) -> None:
        HelpDialog(self.page.name, self.page.help, self).exec()

    def show_shortcuts(self) -> None:
        ShortcutsDialog(self.commands, self).exec()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.runner.call(sort_files, paths).then(self._take_files)

    def _take_files(self, dropped: DroppedFiles) -> None:
        """To the page that has a use for them, once it has read what it shows."""
        self.go(TAKING.get(dropped.kind, "Taskings"), None)
        self.runner.call(partial(tuple, dropped.paths)).then(self._drop_on_page)
        if dropped.others:
            names = ", ".join(path.name for path in dropped.others)
            self.say(f"Left out what is something else: {names}. Drop it by itself.")

    def _drop_on_page(self, paths: tuple[Path, ...]) -> None:
        self.page.drop(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.runner.cancel()
        self.runner.close()
        try:
            self.runner.workspace.close()
        except CoordinatorError as refusal:
            self._messages.refuse(self, str(refusal), "The backup was not made")
        event.accept()
