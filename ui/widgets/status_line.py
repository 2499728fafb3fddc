"""The line at the bottom: what is selected, the work under way with a way to stop it, the last backup."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from ui.runner import Runner
from ui.style import Look
from ui.widgets.parts import button, label

SHOW_AFTER_MS = 500


class StatusLine(QFrame):
    """Work is shown only when it lasts over half a second."""

    def __init__(self, runner: Runner, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFixedHeight(36)
        self.text = label("", "secondary")
        self.work = label("", "secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
        self.bar.setAccessibleName("Progress")
        self.stop = button("Stop", "flat")
        self.stop.clicked.connect(runner.cancel)
        self.backup = label("", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(12)
        row.addWidget(self.text)
        row.addStretch()
        for widget in (self.work, self.bar, self.stop, self.backup):
            row.addWidget(widget)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOW_AFTER_MS)
        self._later.timeout.connect(self._show_work)
        self._set_visible(False)
        runner.busy_changed.connect(self._on_busy)
        runner.progressed.connect(self._on_progress)

    def say(self, text: str) -> None:
        self.text.setText(text)

    def backed_up(self, moment: datetime, zone: str) -> None:
        self.backup.setText(f"Backed up {moment.astimezone(ZoneInfo(zone)):%H:%M}")

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.work.setText("Working…")
            self.bar.setRange(0, 0)
            self._later.start()
        else:
            self._later.stop()
            self._set_visible(False)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.work.setText(f"{what} ({done} of {total})")
        self.stop.setVisible(self.bar.isVisible())

    def _show_work(self) -> None:
        self._set_visible(True)
        self.stop.setVisible(self.bar.maximum() > 0)

    def _set_visible(self, visible: bool) -> None:
        for widget in (self.work, self.bar, self.stop):
            widget.setVisible(visible)
