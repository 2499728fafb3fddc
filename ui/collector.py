"""Cyclic garbage is collected on the window's thread alone.

Python collects on whichever thread happens to allocate. What it finds there may be widgets, and a widget that is
destroyed on the worker takes the program with it. So automatic collection is off while there is a worker, and this
does the same by a timer, with Python's own thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500  # milliseconds
_OLDEST = 2
_BETWEEN_FULL = 20  # ticks; going through everything takes a tenth of a second on a large roster


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count has passed its threshold, if there is one."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [generation for generation in (1, 0) if counts[generation] > thresholds[generation]]
    if due:
        gc.collect(due[0])


class WindowCollector(QObject):
    """Begins with `start`; `stop` hands the work back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = False
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._on_time)

    def start(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _on_time(self) -> None:
        self._ticks += 1
        if self._ticks >= _BETWEEN_FULL and gc.get_count()[_OLDEST] > gc.get_threshold()[_OLDEST]:
            self._ticks = 0
            gc.collect()
        else:
            collect_what_is_due()
