"""The people of a training with their invitations: checked or not, how each stands, and what is due."""

from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.rules.invitations import InvitationStatus
from coordinator.rules.vocabulary import DraftKind
from coordinator.views.invitations import InvitationRow
from ui import style
from ui.widgets.basics import button, label
from ui.widgets.combo import combo
from ui.widgets.parts import Chips
from ui.wording import NOTHING, day, word

NAME, OFFICE, STATUS, DUE, SENT, EMAIL = range(6)
_HEADERS = (("Name", 164), ("Office", 66), ("Status", 172), ("Due", 106), ("Sent on", 88), ("E-mail", 80))
_ID = Qt.ItemDataRole.UserRole
_Checked, _Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked

# Icon and color token of each status.
SIGNS: dict[InvitationStatus, tuple[str, str]] = {
    InvitationStatus.NOT_INVITED: ("circle-dashed", "neutral"),
    InvitationStatus.DRAFTED: ("pencil", "accent"),
    InvitationStatus.INVITED: ("mail-check", "good"),
    InvitationStatus.CHANGED: ("triangle-alert", "caution"),
    InvitationStatus.CANCELLATION_DUE: ("calendar-x", "bad"),
    InvitationStatus.CANCELLED: ("ban", "neutral"),
    InvitationStatus.NO_EMAIL: ("mail-x", "bad"),
}

KINDS: tuple[tuple[str, DraftKind | None], ...] = (
    ("What is due", None),
    ("Invitation or change", DraftKind.INVITATION),
    ("Details to join", DraftKind.DETAILS),
    ("Reminder", DraftKind.REMINDER),
    ("Offer of a seat", DraftKind.OFFER),
    ("Place on the wait list", DraftKind.WAIT_LIST),
    ("Cancellation", DraftKind.CANCELLATION),
)


def _is_any(_row: InvitationRow) -> bool:
    return True


def _is_not_invited(row: InvitationRow) -> bool:
    return row.status in (InvitationStatus.NOT_INVITED, InvitationStatus.NO_EMAIL)


def _is_to_send(row: InvitationRow) -> bool:
    return bool(row.draft_ids)


def _is_changed(row: InvitationRow) -> bool:
    return row.is_changed


def _owes_cancellation(row: InvitationRow) -> bool:
    return row.status is InvitationStatus.CANCELLATION_DUE


def _is_sent(row: InvitationRow) -> bool:
    return row.last_sent_at is not None


FILTERS: dict[str, tuple[str, Callable[[InvitationRow], bool]]] = {
    "all": ("All", _is_any),
    "not invited": ("Not invited", _is_not_invited),
    "to send": ("Drafted, not sent", _is_to_send),
    "changed": ("Changed since sent", _is_changed),
    "cancellation": ("Cancellation due", _owes_cancellation),
    "sent": ("Sent", _is_sent),
}


class InvitationList(QTreeWidget):
    """`checked` are the rows that are checked and shown; `current_row` is the one the keyboard is on."""

    checks_changed = Signal()
    current_changed = Signal()

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = ZoneInfo(zone)
        self._rows: dict[int, InvitationRow] = {}
        self._shows: Callable[[InvitationRow], bool] | None = None
        self.setAccessibleName("People and their invitations")
        self.setHeaderLabels([text for text, _ in _HEADERS])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        for column, (_, width) in enumerate(_HEADERS):
            self.setColumnWidth(column, width)
        self.itemChanged.connect(self.checks_changed)
        self.currentItemChanged.connect(self._on_current)

    def set_rows(self, rows: Sequence[InvitationRow]) -> None:
        """Show these. Who was checked stays so; at first those to whom a mail is due."""
        checked = {row.id for row in self._checked()} if self._rows else {row.id for row in rows if row.needs}
        current = self.current_row
        self._rows = {row.id: row for row in rows}
        blocker = QSignalBlocker(self)
        self.clear()
        self.addTopLevelItems([_item(row, self._zone, is_checked=row.id in checked) for row in rows])
        self._hide()
        blocker.unblock()
        self._make_current(current.id if current else None)
        self.checks_changed.emit()

    def show_where(self, holds: Callable[[InvitationRow], bool]) -> None:
        """Show only those for whom this is true."""
        self._shows = holds
        self._hide()
        self._make_current(self.current_row.id if self.current_row else None)
        self.checks_changed.emit()

    def check_where(self, holds: Callable[[InvitationRow], bool]) -> None:
        """Check those shown for whom this is true, and no others of them."""
        blocker = QSignalBlocker(self)
        for item in self.items():
            if not item.isHidden():
                item.setCheckState(NAME, _Checked if holds(self._row(item)) else _Unchecked)
        blocker.unblock()
        self.checks_changed.emit()

    def items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def rows(self) -> tuple[InvitationRow, ...]:
        return tuple(self._rows.values())

    @property
    def checked(self) -> list[InvitationRow]:
        return [row for row in self._checked() if self._is_shown(row)]

    @property
    def current_row(self) -> InvitationRow | None:
        item = self.currentItem()
        return None if item is None or item.isHidden() else self._rows.get(item.data(NAME, _ID))

    def _row(self, item: QTreeWidgetItem) -> InvitationRow:
        return self._rows[item.data(NAME, _ID)]

    def _checked(self) -> list[InvitationRow]:
        return [self._row(item) for item in self.items() if item.checkState(NAME) is _Checked]

    def _is_shown(self, row: InvitationRow) -> bool:
        return self._shows is None or self._shows(row)

    def _hide(self) -> None:
        for item in self.items():
            item.setHidden(not self._is_shown(self._row(item)))

    def _make_current(self, seat_id: int | None) -> None:
        """The one that was current, else the first that is shown."""
        shown = [item for item in self.items() if not item.isHidden()]
        kept = [item for item in shown if item.data(NAME, _ID) == seat_id]
        blocker = QSignalBlocker(self)
        if first := next(iter(kept or shown), None):
            self.setCurrentItem(first)
        blocker.unblock()
        self.current_changed.emit()

    def _on_current(self, _now: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.current_changed.emit()


def due_word(kind: DraftKind | None) -> str:
    return word(kind) if kind else NOTHING


def status_word(status: InvitationStatus) -> str:
    return status.value[:1].upper() + status.value[1:]


def _item(row: InvitationRow, zone: ZoneInfo, *, is_checked: bool) -> QTreeWidgetItem:
    sent = day(row.last_sent_at.astimezone(zone).date()) if row.last_sent_at else NOTHING
    item = QTreeWidgetItem(
        [row.name, row.office, status_word(row.status), due_word(row.needs), sent, row.email or NOTHING]
    )
    item.setData(NAME, _ID, row.id)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(NAME, _Checked if is_checked else _Unchecked)
    icon, token = SIGNS[row.status]
    item.setIcon(STATUS, style.icon(icon, style.current().tone(token)))
    item.setToolTip(STATUS, row.why)
    item.setToolTip(EMAIL, row.email.replace("<", "‹"))
    return item


class InvitationPicker(QWidget):
    """`list`, and below it `all` and `none` and the `kind` of mail to draft.

    The `chips` that filter the list are laid out by whom it belongs to: they need the whole width.
    """

    kind_changed = Signal()

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.chips = Chips("Invitations")
        self.list = InvitationList(zone)
        self.kind = combo("Mail to draft")
        for text, kind in KINDS:
            self.kind.addItem(text, kind)
        self.all, self.none = button("Check all"), button("Check none")
        below = QHBoxLayout()
        below.setSpacing(8)
        for each, slot in ((self.all, self._all), (self.none, self._none)):
            each.setAutoDefault(False)
            each.clicked.connect(slot)
            below.addWidget(each)
        below.addStretch(1)
        below.addWidget(label("Mail to draft", "secondary"))
        below.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        self.chips.chosen.connect(self._filter)
        self.kind.currentIndexChanged.connect(self.kind_changed)
        self.set_rows(())

    def set_rows(self, rows: Sequence[InvitationRow]) -> None:
        self.chips.set_chips([(key, text, sum(map(holds, rows))) for key, (text, holds) in FILTERS.items()])
        self.list.set_rows(rows)

    @property
    def asked(self) -> DraftKind | None:
        """The kind of mail that is chosen; None for what is due."""
        kind = self.kind.currentData()
        return DraftKind(kind) if kind else None

    def can_get(self, row: InvitationRow) -> bool:
        """Whether the mail that is chosen makes sense for this person."""
        return row.needs is not None if self.asked is None else self.asked in row.possible

    def _filter(self, key: str) -> None:
        self.list.show_where(FILTERS[key][1])

    def _all(self) -> None:
        self.list.check_where(_is_any)

    def _none(self) -> None:
        self.list.check_where(lambda _row: False)
