"""Starts the window: the application, the database to open, and what happens when opening is refused."""

import logging
import logging.handlers
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from platformdirs import user_documents_path, user_log_path
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication

from coordinator import RESOURCES
from coordinator.errors import CoordinatorError
from coordinator.services.demo import run_demo
from coordinator.services.workspace import Workspace
from ui.dialogs.crash_dialog import CrashDialog
from ui.dialogs.welcome_dialog import Choice, WelcomeDialog
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.style import Choice as ThemeChoice
from ui.style import Look, load_fonts

NAME = "C3 Coordinator"
LAST_DATABASE = "database/last"
PATTERN = "Databases (*.db)"


def build_application(argv: list[str]) -> QApplication:
    """The one QApplication, with its typeface and name."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(argv)
    application.setApplicationName(NAME)
    application.setOrganizationName("Coordinator")
    if QLocale.system().language() == QLocale.Language.C:
        # A machine without a locale of its own gets American dates, as the documents have them.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    load_fonts()
    return application


def run_window(database: Path | None) -> int:
    """Open the database (or the last one, or ask) and run until the window is closed; returns the exit code."""
    application = build_application(sys.argv)
    _keep_log()
    settings, messages = QSettings(), Messages()
    look = Look()
    look.apply(application, _theme_choice(settings))
    workspace = _first_workspace(database, settings, messages)
    if workspace is None:
        return 0
    settings.setValue(LAST_DATABASE, str(workspace.path))
    window = MainWindow(workspace, look, messages, settings)
    sys.excepthook = _on_bug
    window.show()
    return application.exec()


def _theme_choice(settings: QSettings) -> ThemeChoice:
    stored = settings.value("look/theme", "system")
    return stored if stored in ("light", "dark") else "system"


def _first_workspace(database: Path | None, settings: QSettings, messages: Messages) -> Workspace | None:
    """The database of the command line, else the last one, else the one chosen in the welcome dialog."""
    last = str(settings.value(LAST_DATABASE, ""))
    path = database or (Path(last) if last and Path(last).is_file() else None)
    while True:
        try:
            if path is not None:
                return open_workspace(path)
            return _welcomed(messages)
        except CoordinatorError as refusal:
            messages.refuse(None, str(refusal), "The database was not opened")
            path = None


def open_workspace(path: Path) -> Workspace:
    """Open for writing. Raises the StoreTrouble family."""
    return Workspace.open(path, actor=_actor())


def _welcomed(messages: Messages) -> Workspace | None:
    dialog = WelcomeDialog()
    if not dialog.exec() or dialog.choice is None:
        return None
    match dialog.choice:
        case Choice.SAMPLE:
            return open_workspace(_sample())
        case Choice.NEW:
            path = messages.save_file(None, "New database", str(user_documents_path() / "Unit.db"), PATTERN)
            return Workspace.create(path, actor=_actor()) if path else _welcomed(messages)
        case Choice.OPEN:
            path = messages.open_file(None, "Open database", PATTERN)
            return open_workspace(path) if path else _welcomed(messages)


def _sample() -> Path:
    """The sample database: made by doing the main job on the shipped inputs, the first time it is wanted."""
    folder = user_documents_path() / "Coordinator sample"
    existing = folder / "Sample unit.db"
    return existing if existing.is_file() else run_demo(folder).database


def _actor() -> str:
    import getpass

    return getpass.getuser()


def _keep_log() -> None:
    """Errors by their kind, without names of people; the newest 512 KB are kept."""
    folder = user_log_path("coordinator", ensure_exists=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "coordinator.log", maxBytes=256_000, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug on the UI thread: told, not swallowed. Nothing was half-written, since only the worker writes."""
    logging.getLogger(__name__).error("a bug in the window: %s", kind.__name__)
    if threading.current_thread() is threading.main_thread():
        CrashDialog("".join(traceback.format_exception(kind, error, trace))).exec()


assert RESOURCES.is_dir(), "the folder of resources is missing from the installation"
