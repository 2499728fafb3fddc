"""The cards of the Settings page that are more than a form: ranking rules, offices, backups, appearance."""

from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDateTime, QLocale, QSettings
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from coordinator.views.settings import BackupRow
from ui.desk import Desk
from ui.models.rows_model import Column
from ui.style import Choice
from ui.widgets.basics import Card, button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.rules_editor import RulesEditor

LOOKS: tuple[tuple[Choice, str], ...] = (("light", "Light"), ("dark", "Dark"), ("system", "Follow the system"))
LOOK_KEY = "look/theme"


class TitledCard(Card):
    """A card with a heading and a sentence; `column` takes what follows."""

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 20)
        self.column.setSpacing(4)
        self.column.addWidget(label(title, "name"))
        if sentence:
            self.column.addWidget(wrapped(label(sentence, "secondary")))
        self.column.addSpacing(8)


class RulesCard(TitledCard):
    """`editor` has the rules that taskings follow which have none of their own."""

    def __init__(self) -> None:
        super().__init__("Ranking", "Points for each criterion that a nominee meets; most points rank first.")
        self.editor = RulesEditor(is_live=False, scrolls=False)
        self.column.addWidget(self.editor)


class BackupsCard(TitledCard):
    """`grid` of backups, `make` for one now."""

    def __init__(self, desk: Desk) -> None:
        sentence = "Made when the program closes, checked, and thinned: all of two days, then daily, weekly, monthly."
        super().__init__("Backups", sentence)
        self.make = button("Back up now", "", "database")
        columns: tuple[Column[BackupRow], ...] = (
            Column("Made", partial(_made, desk.zone), 160, sort=_made_at),
            Column("Last entry", _sequence, 96, right=True),
            Column("Size", _size, 88, right=True),
        )
        self.grid: Grid[BackupRow] = Grid(columns, desk.look, "Backups")
        self.grid.setFixedHeight(184)
        self.grid.set_empty("No backup so far.")
        self.column.addWidget(self.grid)
        self.column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        self.column.addLayout(row)


def _made(zone: str, row: BackupRow) -> str:
    local = row.made_at.astimezone(ZoneInfo(zone))
    clock = QDateTime(local.year, local.month, local.day, local.hour, local.minute, 0)
    return QLocale().toString(clock, QLocale.FormatType.ShortFormat)


def _made_at(row: BackupRow) -> datetime:
    return row.made_at


def _sequence(row: BackupRow) -> str:
    return f"{row.sequence:,}"


def _size(row: BackupRow) -> str:
    return QLocale().formattedDataSize(row.size, 1)


class AppearanceCard(TitledCard):
    """`choices` by name; a choice is applied at once and remembered for this user of this computer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Appearance", "On this computer only.")
        self._desk = desk
        self.choices: dict[Choice, QRadioButton] = {}
        group = QButtonGroup(self)
        for choice, text in LOOKS:
            made = QRadioButton(text)
            made.setChecked(choice == desk.look.choice)
            made.clicked.connect(partial(self._apply, choice))
            group.addButton(made)
            self.choices[choice] = made
            self.column.addWidget(made)

    def _apply(self, choice: Choice, _checked: bool = False) -> None:
        QSettings().setValue(LOOK_KEY, choice)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._desk.look.apply(application, choice)

    def show_choice(self) -> None:
        """The switch in the rail may have changed it."""
        if self._desk.look.choice in self.choices:
            self.choices[self._desk.look.choice].setChecked(True)


def empty(column: QVBoxLayout, keep: int) -> None:
    """Take everything out of a card but its heading."""
    while column.count() > keep and (item := column.takeAt(keep)) is not None:
        _discard(item.layout(), item.widget())


def _discard(inner: QLayout | None, widget: QWidget | None) -> None:
    while inner is not None and (item := inner.takeAt(0)) is not None:
        _discard(item.layout(), item.widget())
    if widget is not None:
        widget.hide()
        widget.deleteLater()
