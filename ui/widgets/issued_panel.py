"""The register of what was issued: certificates and letters, and beside it the paper itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import CertificateState
from coordinator.views.documents import IssuedRow
from ui.desk import Desk
from ui.models.rows_model import Column
from ui.widgets.basics import Card, label, set_property, wrapped
from ui.widgets.flow import Flow
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, button
from ui.widgets.pdf_view import PdfView
from ui.wording import day, tone, word


def _number(row: IssuedRow) -> str:
    return row.number


def what(row: IssuedRow) -> str:
    """ "Certificate", "License issuance"."""
    return word(row.letter) if row.letter else "Certificate"


def _name(row: IssuedRow) -> str:
    return row.name


def _office(row: IssuedRow) -> str:
    return row.office


def _issued(row: IssuedRow) -> str:
    return day(row.issued_on)


def _issued_on(row: IssuedRow) -> object:
    return row.issued_on


def _state(row: IssuedRow) -> str:
    return word(row.state)


def _tone(row: IssuedRow) -> tuple[str, str]:
    return tone(row.state)


def _about(row: IssuedRow) -> str:
    return row.about


def _hash(row: IssuedRow) -> str:
    return row.sha256[:12]


COLUMNS: tuple[Column[IssuedRow], ...] = (
    Column("Number", _number, 184, bold=True),
    Column("Name", _name, 144),
    Column("State", _state, 108, tone=_tone),
    Column("Issued on", _issued, 96, sort=_issued_on),
    Column("What", what, 136),
    Column("Office", _office, 72),
    Column("Training or license", _about, 160),
    Column("SHA-256", _hash, 120),
)


def _any(_row: IssuedRow) -> bool:
    return True


def _is_certificate(row: IssuedRow) -> bool:
    return row.is_certificate


def _is_letter(row: IssuedRow) -> bool:
    return not row.is_certificate


def _is_revoked(row: IssuedRow) -> bool:
    return row.state is CertificateState.REVOKED


def _is_superseded(row: IssuedRow) -> bool:
    return row.state is CertificateState.SUPERSEDED


FILTERS: dict[str, tuple[str, Callable[[IssuedRow], bool]]] = {
    "all": ("All", _any),
    "certificates": ("Certificates", _is_certificate),
    "letters": ("Letters", _is_letter),
    "revoked": ("Revoked", _is_revoked),
    "superseded": ("Replaced", _is_superseded),
}


class IssuedPanel(QWidget):
    """`grid` of papers, `view` of the one that is chosen; `current_changed` asks for its file."""

    current_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.chips = Chips("Papers")
        self.grid: Grid[IssuedRow] = Grid(COLUMNS, desk.look, "Issued papers")
        self.view = PdfView(desk, "Preview of the paper")
        self.heading = label("", "name")
        self.facts = wrapped(label("", "secondary"))
        self.buttons = Flow()
        # What they ask for is the height of the narrowest flow; they get what their real width needs.
        for flow in (self.chips, self.buttons):
            flow.setMinimumHeight(26)
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._on_selected)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chips)
        column.addWidget(self._split(), 1)
        self._describe(None)

    def _split(self) -> QSplitter:
        card = Card()
        card.setMinimumWidth(340)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(8)
        for part in (self.heading, self.facts, self.buttons):
            inside.addWidget(part)
        inside.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.grid)
        split.addWidget(card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 400])
        return split

    @property
    def row(self) -> IssuedRow | None:
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def set_actions(self, actions: Sequence[QAction]) -> None:
        self.grid.set_actions(list(actions))
        for action in actions:
            made = button(action.text())
            made.clicked.connect(action.trigger)
            made.setEnabled(action.isEnabled())
            action.enabledChanged.connect(made.setEnabled)
            self.buttons.add(made)

    def set_rows(self, rows: Sequence[IssuedRow]) -> None:
        self.chips.set_chips([(key, text, sum(map(fits, rows))) for key, (text, fits) in FILTERS.items()])
        self.grid.set_rows(rows)
        if rows and not self.grid.selected_rows():
            self.grid.select_ids([rows[0].id])
        self._describe(self.row)

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    def _on_selected(self) -> None:
        self._describe(self.row)
        self.current_changed.emit()

    def _describe(self, row: IssuedRow | None) -> None:
        chosen = len(self.grid.selected_rows())
        self.buttons.setVisible(bool(chosen))
        if row is None:
            self.heading.setText(f"{chosen:,} papers" if chosen else "")
            self.facts.setText("")
            self.view.say("Choose one paper to see it." if chosen else "Choose a paper to see it as it was issued.")
            return
        self.heading.setText(row.number)
        set_property(self.facts, "tone", "" if row.state is CertificateState.ISSUED else "bad")
        self.facts.setText(_facts(row))


def _facts(row: IssuedRow) -> str:
    words = f"{what(row)} · {row.name} · issued {day(row.issued_on)}"
    if row.state is CertificateState.REVOKED:
        return f"{words}\nRevoked {day(row.revoked_on)}: {row.note}"
    if row.state is CertificateState.SUPERSEDED:
        return f"{words}\nReplaced by {row.note}"
    return words
