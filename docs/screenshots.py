"""Takes the pictures of `docs/pictures`: every page, light and dark, on the sample database. `make screenshots`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QSettings, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from coordinator.services.demo import run_demo
from coordinator.services.workspace import Workspace
from ui.application import build_application
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.style import Choice, Look
from ui.widgets.grid import Grid

PICTURES = Path(__file__).parent / "pictures"
SIZE = QSize(1440, 860)


class NoMessages(Messages):
    """A picture is not worth waiting for an answer to a message box."""

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        raise SystemExit(f"{title}: {sentence}")


def settle(window: MainWindow) -> None:
    """Until the worker has nothing to do and everything is drawn."""
    for _ in range(200):
        QTest.qWait(50)
        if not window.runner.is_busy:
            break
    QTest.qWait(900)


def choose_first(window: MainWindow) -> None:
    """Select a row in the first grid of the page that has any, so that its details are shown."""
    for grid in window.page.findChildren(QTableView):
        if isinstance(grid, Grid) and grid.isVisible() and grid.rows_model.rowCount() > 1:
            grid.selectRow(1)
            return


def take(window: MainWindow, theme: Choice) -> None:
    for name in window.pages:
        window.go(name, None)
        settle(window)
        choose_first(window)
        settle(window)
        window.grab().save(str(PICTURES / f"{name.lower()}-{theme}.png"))


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    application = build_application(sys.argv)
    themes: tuple[Choice, ...] = ("light", "dark")
    with tempfile.TemporaryDirectory() as folder:
        database = run_demo(Path(folder) / "sample").database
        for theme in themes:
            look = Look()
            look.apply(application, theme)
            settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
            workspace = Workspace.open(database, actor="Sample coordinator")
            window = MainWindow(workspace, look, NoMessages(), settings)
            window.resize(SIZE)
            window.show()
            take(window, theme)
            window.close()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
