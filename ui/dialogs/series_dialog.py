"""A series of trainings: how it repeats, the dates that come of it, and which of them are planned."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator.rules.training_series import SeriesDate, series
from coordinator.services.training_series import plan_series
from coordinator.services.trainings import TrainingFacts
from coordinator.views.trainings import TrainingRow, trainings
from ui import style
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.series_fields import SeriesFields
from ui.models.counted_titles import free_titles
from ui.widgets.basics import label, wrapped
from ui.wording import NOTHING, count, moment

TITLE, DATE, NOTE = range(3)
_Checked, _Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class SeriesDialog(DialogFrame):
    """`fields` say how it repeats, `dates` lists what comes of it. `planned` carries the id of the first training."""

    planned = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget, facts: TrainingFacts) -> None:
        super().__init__(desk, parent, f"Repeat {facts.title}", "Plan trainings")
        self._facts = facts
        self._dates: tuple[SeriesDate, ...] = ()
        self._left_out: set[date] = set()
        self._taken: frozenset[str] = frozenset()
        local = facts.starts_at.astimezone(ZoneInfo(facts.time_zone))
        self.summary = wrapped(label(self._what(), "secondary"))
        self.fields = SeriesFields(local.date())
        self.dates = QTreeWidget()
        self._lay_out()
        self.fields.changed.connect(self.show_dates)
        self.dates.itemChanged.connect(self._on_checked)
        self.show_dates()
        desk.runner.read(trainings).then(self._on_trainings)

    def _what(self) -> str:
        facts = self._facts
        host = f"Host {facts.host}" if facts.host else ""
        first = f"From {moment(facts.starts_at, facts.time_zone)}"
        parts = (first, count(facts.duration_minutes, "minute", "minutes"), f"{facts.capacity} seats", host)
        ends = "Registration of each ends as long before it." if facts.registration_until else ""
        return ". ".join(filter(None, (" · ".join(filter(None, parts)), ends)))

    def _lay_out(self) -> None:
        tree = self.dates
        tree.setAccessibleName("Dates of the series")
        tree.setHeaderLabels(["Training", "Date", "Note"])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        header = tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(TITLE, 190)
        header.resizeSection(DATE, 260)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.fields)
        self.column.addWidget(tree, 1)
        self.finish_layout()
        self.resize(960, 600)

    def _on_trainings(self, rows: tuple[TrainingRow, ...]) -> None:
        self._taken = frozenset(row.title for row in rows)
        self._name()

    # the dates

    def show_dates(self) -> None:
        """What comes of the fields; a date that was left out stays so as long as it is one of them."""
        self._dates = series(self._facts.starts_at, self._facts.time_zone, self.fields.rule())
        with QSignalBlocker(self.dates):
            self.dates.clear()
            for each in self._dates:
                self.dates.addTopLevelItem(self._item(each))
            if (first := self.dates.topLevelItem(0)) is not None:
                self.dates.setCurrentItem(first)
        self._name()

    def _item(self, each: SeriesDate) -> QTreeWidgetItem:
        item = QTreeWidgetItem(["", moment(each.local, self._facts.time_zone), each.note])
        if each.starts_at is None:
            item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
        else:
            item.setCheckState(TITLE, _Unchecked if each.local.date() in self._left_out else _Checked)
        if each.note:
            item.setIcon(NOTE, style.icon("triangle-alert", self.desk.look.theme.caution))
        return item

    def _on_checked(self, item: QTreeWidgetItem) -> None:
        each = self._dates[self.dates.indexOfTopLevelItem(item)]
        if item.checkState(TITLE) == _Checked:
            self._left_out.discard(each.local.date())
        else:
            self._left_out.add(each.local.date())
        self._name()

    def starts(self) -> list[datetime]:
        """Of the dates that are to be planned, in UTC."""
        kept = (each for each in self._dates if each.local.date() not in self._left_out)
        return [each.starts_at for each in kept if each.starts_at is not None]

    def titles(self) -> list[str]:
        """Counted up from the first one, without those that are taken."""
        return free_titles(self._facts.title, self._taken, len(self.starts()))

    def _name(self) -> None:
        """Every date that is planned gets the next title."""
        named = dict(zip(self.starts(), self.titles(), strict=True))
        secondary, text = QColor(self.desk.look.theme.secondary), QColor(self.desk.look.theme.text)
        with QSignalBlocker(self.dates):
            for place, each in enumerate(self._dates):
                item = self.dates.topLevelItem(place)
                assert item is not None
                title = named.get(each.starts_at) if each.starts_at is not None else None
                item.setText(TITLE, title or NOTHING)
                for column in (TITLE, DATE, NOTE):
                    item.setForeground(column, text if title else secondary)
        self.dates.viewport().update()
        self.go.setText(f"Plan {count(len(named), 'training', 'trainings')}" if named else "Plan trainings")
        self.go.setEnabled(bool(named))

    # the work

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(plan_series, self._facts, self.starts(), self.titles())
        job.then(self._on_planned).otherwise(self.refused)

    def _on_planned(self, ids: list[int]) -> None:
        titles = self.titles()
        which = f", {titles[0]} to {titles[-1]}" if len(titles) > 1 else f", {titles[0]}"
        self.planned.emit(ids[0])
        self.finish(f"Planned {count(len(ids), 'training', 'trainings')}{which}")
