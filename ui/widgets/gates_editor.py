"""The gates as rows: on or off, what each asks for, how many holders would not meet it, and in which order."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from coordinator.services.gates import move_gate, remove_gate, restore_gates, switch_gate
from coordinator.views.gate_definitions import CourseChoice, GateDefinitionRow, GateDefinitions, gate_definitions
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.gate_dialog import EXPLAINED, GateDialog, GateEffectDialog
from ui.runner import Job
from ui.widgets.basics import button, label, wrapped
from ui.widgets.setting_cards import TitledCard
from ui.wording import count, word

BY_ITSELF = "They become exceptions on the compliance list; nothing is suspended by itself."


def effect_words(row: GateDefinitionRow) -> str:
    """ "11 of 40 holders do not meet it", or would not while it is off; "All 40 holders meet it"."""
    if not row.holders:
        return "Nobody holds a license yet"
    if not row.unmet:
        return "The only holder meets it" if row.holders == 1 else f"All {row.holders:,} holders meet it"
    verb = ("does" if row.holders == 1 else "do") if row.is_on else "would"
    return f"{row.unmet:,} of {count(row.holders, 'holder', 'holders')} {verb} not meet it"


def asks_words(row: GateDefinitionRow) -> str:
    """ "Documents: PTA"; nothing where the kind of gate says it all."""
    if row.document_kind:
        return f"Documents: {word(row.document_kind)}"
    return f"Course: {row.course}" if row.course else ""


def line_words(row: GateDefinitionRow) -> str:
    """ "Documents: PTA · 6 of 24 holders do not meet it · 1 waiver"."""
    waivers = count(row.waivers, "waiver", "waivers") if row.waivers else ""
    return " · ".join(filter(None, (asks_words(row), effect_words(row), waivers)))


class GateLine(QFrame):
    """One gate. Alt+Up and Alt+Down move it, F2 edits it."""

    switched = Signal(bool)
    moved = Signal(int)
    edited = Signal()
    removed = Signal()

    def __init__(self, row: GateDefinitionRow) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "card")
        self.box = QCheckBox(row.title.replace("&", "&&"))
        self.box.setChecked(row.is_on)
        self.box.setAccessibleDescription(line_words(row))
        self.box.setToolTip(EXPLAINED[row.kind])
        self.box.clicked.connect(self.switched)
        self.note = wrapped(label(line_words(row), "secondary"))
        self.note.setContentsMargins(26, 0, 8, 0)
        self.up = _small("chevron-up", f"Move up: {row.title}", partial(self.moved.emit, -1))
        self.down = _small("chevron-down", f"Move down: {row.title}", partial(self.moved.emit, 1))
        self.edit = _small("pencil", f"Edit: {row.title}", self.edited.emit)
        self.remove = _small("trash-2", f"Remove: {row.title}", self.removed.emit)
        if row.waivers:
            self.remove.setEnabled(False)
            self.remove.setToolTip("Waivers refer to it: switch it off instead")
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.box, 1)
        for each in (self.up, self.down, self.edit, self.remove):
            top.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_F2:
            self.edited.emit()
        else:
            super().keyPressEvent(event)


class GatesEditor(TitledCard):
    """`lines` in order, `add` and `restore`; `dialog` is the one that is open. Reads and writes by itself: `reload`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Gates", "What a person must meet to hold a license. It counts for everyone from now on.")
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self.lines: list[GateLine] = []
        self._courses: tuple[CourseChoice, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.add, self.restore = button("Add gate…", icon="plus"), button("Restore the memo’s gates…")
        self.add.clicked.connect(self.add_gate)
        self.restore.clicked.connect(self.restore_gates)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.add)
        below.addWidget(self.restore)
        below.addStretch(1)
        self.column.addLayout(self._list)
        self.column.addSpacing(8)
        self.column.addLayout(below)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(gate_definitions, self.desk.today()).then(self._show)

    def _show(self, found: GateDefinitions) -> None:
        """In place while the gates are the same, so that the keyboard stays where it is."""
        self._courses = found.courses
        if tuple(line.row for line in self.lines) != found.rows:
            self._build(found.rows)
        for line in self.lines:
            line.box.setChecked(line.row.is_on)

    def _build(self, rows: Sequence[GateDefinitionRow]) -> None:
        at = next(((line.row.id, part) for line in self.lines if (part := _part(line))), None)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(row) for row in rows]
        for line in self.lines:
            self._list.addWidget(line)
            if at is not None and line.row.id == at[0]:
                getattr(line, at[1]).setFocus()
        if self.lines:
            self.lines[0].up.setEnabled(False)
            self.lines[-1].down.setEnabled(False)

    def _line(self, row: GateDefinitionRow) -> GateLine:
        line = GateLine(row)
        line.switched.connect(partial(self._switch, row))
        line.moved.connect(partial(self._move, row))
        line.edited.connect(partial(self._edit, row))
        line.removed.connect(partial(self._remove, row))
        return line

    # what is changed

    def _switch(self, row: GateDefinitionRow, is_on: bool) -> None:
        """Whom it would stop is said before it counts."""
        if not is_on or not row.unmet:
            self._change(self.desk.runner.change(switch_gate, row.id, is_on))
            return
        words = (f"Switch on “{row.title}”?", "Switch on", f"Switched on the gate “{row.title}”")
        work = partial(self.desk.runner.change, switch_gate, row.id, True)
        self._open(GateEffectDialog(self.desk, self, words, (f"{effect_words(row)}.", BY_ITSELF), work))

    def _move(self, row: GateDefinitionRow, by: int) -> None:
        self._change(self.desk.runner.change(move_gate, row.id, by))

    def _remove(self, row: GateDefinitionRow) -> None:
        if not row.waivers:
            job = self.desk.runner.change(remove_gate, row.id)
            job.then(self._on_removed).otherwise(self.reload)

    def _on_removed(self, _: None) -> None:
        self.desk.say("Removed the gate", True)

    def _change(self, job: Job[None]) -> None:
        """A refusal: what is on record stands in the boxes again."""
        job.otherwise(self.reload)

    def add_gate(self) -> None:
        self._open(GateDialog(self.desk, self, self._courses))

    def _edit(self, row: GateDefinitionRow) -> None:
        self._open(GateDialog(self.desk, self, self._courses, row))

    def restore_gates(self) -> None:
        words = ("Restore the gates of the memo?", "Restore", "Restored the gates of the memo")
        said = (
            "The gates that a new database starts with come back, with their titles and in their order. All others are "
            "switched off, and stay with their waivers."
        )
        work = partial(self.desk.runner.change, restore_gates)
        self._open(GateEffectDialog(self.desk, self, words, (said,), work))

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        """A box that was clicked and then not switched shows again what is on record."""
        self.dialog = None
        for line in self.lines:
            line.box.setChecked(line.row.is_on)


def _part(line: GateLine) -> str:
    """The part of a line that has the keyboard; "" where none has."""
    parts = ("box", "up", "down", "edit", "remove")
    return next((name for name in parts if getattr(line, name).hasFocus()), "")


def _small(icon_name: str, what: str, slot: Callable[[], None]) -> QPushButton:
    made = button("", "flat", icon_name)
    made.setFixedSize(28, 28)
    made.setAccessibleName(what)
    made.setToolTip(what.split(":")[0])
    made.clicked.connect(slot)
    return made
