"""What redacted files withhold, field by field: on or off, under which exemption, and why."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from coordinator.rules.redaction import PersonalField
from coordinator.services.redaction_rules import restore_redaction_rules, set_redaction_rule
from coordinator.views.redaction import RedactionRuleRow, redaction_rules
from ui.desk import Desk
from ui.widgets.basics import button, label, wrapped
from ui.widgets.setting_cards import TitledCard

ABOUT = (
    "Lists, reports, rosters and evidence that are redacted hold the exemption where the text was; the text is not in "
    "the file. Offices, positions, dates and counts stay."
)
EXEMPTION_WIDTH = 168


class RuleLine(QFrame):
    """One field: a box, the exemption beside it, and the reason below; `changed` once it was settled on."""

    changed = Signal(str, bool)

    def __init__(self, row: RedactionRuleRow) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "card")
        self.box = QCheckBox(row.title.replace("&", "&&"))
        self.box.setChecked(row.is_on)
        self.exemption = QLineEdit(row.exemption)
        self._told = row.exemption
        self.exemption.setFixedWidth(EXEMPTION_WIDTH)
        self.exemption.setAccessibleName(f"Exemption of {row.title}")
        self.note = wrapped(label(f"{row.why} Changed." if row.is_changed else row.why, "secondary"))
        self.box.setAccessibleDescription(self.note.text())
        self._lay_out()
        self.box.clicked.connect(self._tell)
        self.exemption.editingFinished.connect(self._tell_exemption)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.box, 1)
        top.addWidget(self.exemption)
        self.note.setContentsMargins(26, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.note)

    def show_kept(self) -> None:
        """What is on record, after a refusal."""
        self._told = self.row.exemption
        self.box.setChecked(self.row.is_on)
        self.exemption.setText(self._told)

    def _tell_exemption(self) -> None:
        """Leaving the field without a change is no change."""
        if self.exemption.text() != self._told:
            self._told = self.exemption.text()
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.exemption.text(), self.box.isChecked())


class RedactionCard(TitledCard):
    """`lines` by field, and `restore`. Reads and writes by itself: `reload`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Redaction", ABOUT)
        self._desk = desk
        self.lines: dict[PersonalField, RuleLine] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.restore = button("Restore the shipped rules")
        self.restore.clicked.connect(self._restore)
        below = QHBoxLayout()
        below.addWidget(self.restore)
        below.addStretch(1)
        self.column.addLayout(self._list)
        self.column.addSpacing(8)
        self.column.addLayout(below)

    def reload(self) -> None:
        self._desk.runner.read(redaction_rules).then(self._show)

    def _show(self, rows: Sequence[RedactionRuleRow]) -> None:
        """A line that is as it was stays, so that the keyboard stays where it is."""
        for place, row in enumerate(rows):
            line = self.lines.get(row.personal)
            if line is None or line.row != row:
                self._replace(place, row, line)
        self.restore.setEnabled(any(row.is_changed for row in rows))

    def _replace(self, place: int, row: RedactionRuleRow, before: RuleLine | None) -> None:
        made = RuleLine(row)
        made.changed.connect(partial(self._set, row.personal))
        self.lines[row.personal] = made
        self._list.insertWidget(place, made)
        if before is None:
            return
        parts = ((before.box, made.box), (before.exemption, made.exemption))
        had_keyboard = next((new for old, new in parts if old.hasFocus()), None)
        self._list.removeWidget(before)
        before.hide()
        before.deleteLater()
        if had_keyboard is not None:
            had_keyboard.setFocus()

    def _set(self, personal: PersonalField, exemption: str, is_on: bool) -> None:
        self._desk.runner.change(set_redaction_rule, personal, exemption, is_on).otherwise(self._refused)

    def _refused(self) -> None:
        """What is on record stands in the lines again."""
        for line in self.lines.values():
            line.show_kept()

    def _restore(self) -> None:
        self._desk.runner.change(restore_redaction_rules).then(self._on_restored)

    def _on_restored(self, _: None) -> None:
        self._desk.say("Restored the shipped rules of redaction", True)
