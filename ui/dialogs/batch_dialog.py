"""Work on many, one after the other: progress, and a button that stops it between two of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from coordinator.services.certificates import BatchResult
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.runner import Job
from ui.widgets.basics import label
from ui.wording import count

LICENSES = ("license", "licenses")


class BatchDialog(DialogFrame):
    """`said` tells how far it is; `made` carries what came of it, and that in words. Subclasses call `run`."""

    made = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, kind: str = "primary") -> None:
        super().__init__(desk, parent, title, verb, kind)
        self.is_running = False
        self._past, self._things = "", LICENSES
        self.said = label("", "secondary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        desk.runner.progressed.connect(self._on_progress)

    def finish_layout(self) -> None:
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.said)
        super().finish_layout()

    def run(self, job: Job[BatchResult], of: int, past: str, things: tuple[str, str] = LICENSES) -> None:
        """`past` says what is done to so many `things`: "Issued"."""
        self._past, self._things = past, things
        self.progress.setRange(0, max(of, 1))
        self.progress.setValue(0)
        self._set_running(True)
        job.then(self._on_done).otherwise(self.refused)

    def set_busy(self, is_busy: bool) -> None:
        """Switch what must not be touched meanwhile off, and on again."""

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it after the one it is at."""
        self.is_running = is_running
        self.progress.setVisible(is_running)
        self.cancel.setText("Stop" if is_running else "Cancel")
        self.go.setEnabled(not is_running)
        self.set_busy(is_running)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self.is_running:
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            self.said.setText(f"{done:,} of {total:,}: {what}")

    def reject(self) -> None:
        if self.is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def refused(self) -> None:
        self.said.setText("")
        self._set_running(False)

    def _on_done(self, batch: BatchResult) -> None:
        self.is_running = False
        words = batch_words(batch, self._past, self._things)
        self.finish(words, can_undo=False)
        self.made.emit(batch, words)


def batch_words(batch: BatchResult, past: str, things: tuple[str, str] = LICENSES) -> str:
    """ "Issued 12 licenses", "Issued 5 of 12 licenses, stopped", "Issued 11 licenses, 1 refused"."""
    made = count(len(batch.made), *things)
    if batch.stopped:
        return f"{past} {len(batch.made):,} of {count(batch.of, *things)}, stopped"
    return f"{past} {made}, {len(batch.refused):,} refused" if batch.refused else f"{past} {made}"
