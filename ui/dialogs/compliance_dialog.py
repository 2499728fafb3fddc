"""Who held a license on a day, and on what basis; holders who missed a gate come first."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.rules.vocabulary import LicenseState
from coordinator.views.compliance import ComplianceRow, compliance
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.models.rows_model import Column
from ui.widgets.basics import Icon, label
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.grid import Grid
from ui.wording import count, day, tone, word


def _name(row: ComplianceRow) -> str:
    return row.name


def _office(row: ComplianceRow) -> str:
    return row.office


def _number(row: ComplianceRow) -> str:
    return row.license_number


def _state(row: ComplianceRow) -> str:
    return word(row.state)


def _state_tone(row: ComplianceRow) -> tuple[str, str]:
    return tone(row.state)


def _gates(row: ComplianceRow) -> str:
    held, all_of = _dots(row)
    return f"{held} / {all_of}"


def _dots(row: ComplianceRow) -> tuple[int, int]:
    return sum(gate.holds for gate in row.gates), len(row.gates)


def _verdict(row: ComplianceRow) -> str:
    if not row.missing:
        return "Every gate met"
    return f"Missing: {row.missing}" if row.is_exception else f"Suspended; missing: {row.missing}"


def _verdict_tone(row: ComplianceRow) -> tuple[str, str]:
    if row.is_exception:
        return "triangle-alert", "bad"
    return ("circle-check", "good") if not row.missing else tone(LicenseState.SUSPENDED)


def _basis(row: ComplianceRow) -> str:
    return with_local_dates(row.basis)


class ComplianceDialog(DialogFrame):
    """`as_of` is the day, `grid` the licenses active then, `verdict` the sentence about them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Compliance", "Copy all rows")
        self.cancel.setText("Close")
        self.as_of = date_field(desk.today())
        self.as_of.setMaximumDate(qdate(desk.today()))
        self.as_of.setAccessibleName("As of")
        self.as_of.dateChanged.connect(self.load)
        self.icon = Icon("circle-check", "neutral", 18)
        self.verdict = label("")
        self.grid: Grid[ComplianceRow] = Grid(_columns(), desk.look, "Licenses active on the day")
        self.grid.set_empty("No license was active on this day.")
        self._lay_out()
        self.go.setEnabled(False)
        self.load()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(label("As of the end of", "caption"))
        above.addWidget(self.as_of)
        above.addSpacing(8)
        above.addWidget(self.icon)
        above.addWidget(self.verdict, 1)
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.finish_layout()
        self.resize(1020, 560)

    def load(self) -> None:
        """Ask by the records as they stood on the day."""
        self.desk.runner.read(compliance, pydate(self.as_of.date()), self.desk.now()).then(self._show)

    def _show(self, rows: tuple[ComplianceRow, ...]) -> None:
        self.grid.set_rows(rows)
        self.go.setEnabled(bool(rows))
        exceptions = sum(row.is_exception for row in rows)
        if exceptions:
            self.verdict.setText(f"{exceptions:,} of {count(len(rows), 'holder', 'holders')} missed a gate.")
            self.icon.show_icon("triangle-alert", "bad")
        else:
            held = count(len(rows), "active license", "active licenses")
            said = f"{held}; every holder met every gate." if rows else "No license was active."
            self.verdict.setText(said)
            self.icon.show_icon("circle-check", "good")

    def submit(self) -> None:
        """The whole list to the clipboard, for a spreadsheet."""
        self.grid.selectAll()
        self.grid.copy()
        on = day(pydate(self.as_of.date()))
        self.done_with.emit(f"Copied {count(len(self.grid.selected_rows()), 'row', 'rows')} as of {on}", False)


def _columns() -> tuple[Column[ComplianceRow], ...]:
    return (
        Column("Name", _name, 160, bold=True),
        Column("Office", _office, 64),
        Column("License", _number, 168),
        Column("State", _state, 116, tone=_state_tone),
        Column("Gates", _gates, 114, dots=_dots),
        Column("Verdict", _verdict, 230, tone=_verdict_tone),
        Column("Basis", _basis, 420),
    )
