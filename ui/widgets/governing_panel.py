"""Governing documents: every version, and beside it who accepted it and who has not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coordinator.views.documents import AcknowledgedRow, MissingRow, VersionDetail, VersionRow, VersionState
from coordinator.views.today import DOCUMENT_DAYS
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, DetailPane, button
from ui.wording import NOTHING, count, day, word

TONES = {
    VersionState.IN_FORCE: ("circle-check", "good"),
    VersionState.COMING: ("calendar-clock", "accent"),
    VersionState.REPLACED: ("history", "neutral"),
    VersionState.EXPIRED: ("triangle-alert", "bad"),
}
MOST_NAMES = 60
SHORT = {
    "Take a list of acknowledgments in…": "Take a list in…",
    "Ask for acknowledgments by mail…": "Ask by mail…",
    "Save acknowledgment forms…": "Save forms…",
}
"""What a button says, where the menu has to say more."""


def _title(row: VersionRow) -> str:
    return row.title


def _label(row: VersionRow) -> str:
    return row.label


def _kind(row: VersionRow) -> str:
    return word(row.kind)


def _state(row: VersionRow) -> str:
    """What in force has a date before it, says that: "Expires in 40 days", "Review due"."""
    if row.state is VersionState.COMING:
        return f"From {day(row.effective_on)}"
    if row.ends_in is not None and _is_soon(row.ends_in):
        return f"Expires in {count(row.ends_in, 'day', 'days')}"
    if row.review_in is not None and _is_soon(row.review_in):
        return f"Review in {count(row.review_in, 'day', 'days')}" if row.review_in > 0 else "Review due"
    return word(row.state)


def _is_soon(days: int | None) -> bool:
    return days is not None and days <= DOCUMENT_DAYS


def _state_tone(row: VersionRow) -> tuple[str, str]:
    is_near = _is_soon(row.ends_in) or _is_soon(row.review_in)
    return ("hourglass", "caution") if is_near else TONES[row.state]


def _acknowledged(row: VersionRow) -> str:
    return f"{row.acknowledged:,} of {row.expected:,} selected"


def _missing(row: VersionRow) -> int:
    return -row.missing


def _effective(row: VersionRow) -> str:
    return day(row.effective_on)


def _expires(row: VersionRow) -> str:
    return day(row.expires_on)


def _expires_on(row: VersionRow) -> object:
    return row.expires_on


def _effective_on(row: VersionRow) -> object:
    return row.effective_on


def _hash(row: VersionRow) -> str:
    return row.sha256[:12] or NOTHING


COLUMNS: tuple[Column[VersionRow], ...] = (
    Column("Document", _title, 264, bold=True),
    Column("Version", _label, 116),
    Column("State", _state, 144, tone=_state_tone),
    Column("Acknowledged", _acknowledged, 132, sort=_missing),
    Column("In force", _effective, 84, sort=_effective_on),
    Column("Expires", _expires, 84, sort=_expires_on),
    Column("Kind", _kind, 120),
    Column("SHA-256", _hash, 112),
)


def _any(_row: VersionRow) -> bool:
    return True


def _in_force(row: VersionRow) -> bool:
    return row.state in (VersionState.IN_FORCE, VersionState.EXPIRED)


def _has_missing(row: VersionRow) -> bool:
    return _in_force(row) and row.missing > 0


def _is_due(row: VersionRow) -> bool:
    return row.state is VersionState.EXPIRED or _is_soon(row.ends_in) or _is_soon(row.review_in)


FILTERS: dict[str, tuple[str, Callable[[VersionRow], bool]]] = {
    "all": ("All versions", _any),
    "current": ("In force", _in_force),
    "missing": ("Acknowledgments missing", _has_missing),
    "due": ("Expires or review due", _is_due),
}


class GoverningPanel(QWidget):
    """`grid` of versions; `current_changed` asks for the detail of the row the keyboard is on."""

    current_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.chips = Chips("Versions")
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        self.grid: Grid[VersionRow] = Grid(COLUMNS, look, "Governing documents")
        self.detail = DetailPane("Version")
        self.missing: tuple[MissingRow, ...] = ()
        self._record: QAction | None = None
        self._actions: tuple[QAction, ...] = ()
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self.current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chips)
        column.addWidget(_beside(self.grid, self.detail), 1)
        self.show_nothing()

    @property
    def row(self) -> VersionRow | None:
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def set_actions(self, record: QAction, often: Sequence[QAction], seldom: Sequence[QAction]) -> None:
        """What the pane offers: one primary, those that are often wanted; the menu of a row has the others, too."""
        self._record, self._actions = record, tuple(often)
        self.grid.set_actions([record, *often, *seldom])

    def set_rows(self, rows: Sequence[VersionRow]) -> None:
        self.chips.set_chips([(key, text, sum(map(fits, rows))) for key, (text, fits) in FILTERS.items()])
        self.grid.set_rows(rows)
        if rows and not self.grid.selected_rows():
            self.grid.select_ids([rows[0].id])

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    # the pane

    def show_nothing(self) -> None:
        self.missing = ()
        self.detail.clear()
        self.detail.placeholder("Choose a version to see who has acknowledged it.")

    def show_detail(self, row: VersionRow, detail: VersionDetail) -> None:
        self.missing = detail.missing
        pane = self.detail
        pane.clear()
        pane.heading(row.title, f"{word(row.kind)} · {row.label}")
        self._add_buttons(row)
        pane.section("Version")
        pane.line(_state(row), _in_force_words(row), _state_tone(row))
        asked = f"Required for {row.product or 'every product'}" if row.is_required else "Not required for a license"
        pane.line(asked, f"Review on {day(row.review_on)}" if row.review_on else "No review date")
        if row.sha256:
            pane.line(row.file_name, f"SHA-256 {row.sha256[:16]}…", ("paperclip", "neutral"))
        else:
            pane.line("No file kept", "Add one with the next version.", ("file-x", "caution"))
        waiting = [_missing_words(each) for each in detail.missing]
        nobody = "Everyone selected has acknowledged it." if row.expected else "Nobody is selected yet."
        _names(pane, "Not acknowledged", waiting, ("user-x", "caution"), nobody)
        done = [_acknowledged_words(each) for each in detail.acknowledged]
        _names(pane, "Acknowledged", done, ("user-check", "good"), "Nobody so far.")

    def _add_buttons(self, row: VersionRow) -> None:
        assert self._record is not None
        if row.missing and row.state is not VersionState.COMING:
            self.record = button("Record acknowledgments…", "primary")
            self.record.clicked.connect(self._record.trigger)
            self.detail.add_action(self.record)
        for action in self._actions:
            if action.isEnabled():
                made = button(SHORT.get(action.text(), action.text()))
                made.setAccessibleName(action.text())
                made.clicked.connect(action.trigger)
                self.detail.add_action(made)


def _beside(grid: QWidget, pane: QWidget) -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setHandleWidth(12)
    split.setChildrenCollapsible(False)
    split.addWidget(grid)
    split.addWidget(pane)
    split.setStretchFactor(0, 1)
    split.setSizes([700, 320])
    return split


def _in_force_words(row: VersionRow) -> str:
    words = [f"Since {day(row.effective_on)}" if row.state is not VersionState.COMING else ""]
    words.append(f"expires {day(row.expires_on)}" if row.expires_on else "no expiry")
    if row.grace_until:
        words.append(f"earlier acknowledgments hold until {day(row.grace_until)}")
    return ", ".join(filter(None, words)).capitalize()


def _missing_words(person: MissingRow) -> tuple[str, str]:
    earlier = f"An earlier version on {day(person.earlier_on)}" if person.earlier_on else person.email
    return f"{person.name} · {person.office}", earlier


def _acknowledged_words(person: AcknowledgedRow) -> tuple[str, str]:
    proved = ", evidence kept" if person.has_evidence else ""
    return f"{person.name} · {person.office}", f"{day(person.on)}, {word(person.method).lower()}{proved}"


def _names(pane: DetailPane, title: str, lines: Sequence[tuple[str, str]], tone: tuple[str, str], nobody: str) -> None:
    pane.section(f"{title} ({len(lines):,})")
    if not lines:
        pane.line(nobody)
    for text, note in lines[:MOST_NAMES]:
        pane.line(text, note, tone)
    if len(lines) > MOST_NAMES:
        pane.line(f"and {count(len(lines) - MOST_NAMES, 'more person', 'more people')}")
