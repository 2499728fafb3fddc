"""Retention: the rules, what is due for disposal by them, and the people whose records are kept whatever their age."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from coordinator.rules.retention import Disposal
from coordinator.services.report_files import FileForm, disposal_file
from coordinator.services.retention import lift_hold, remove_retention_rule, switch_retention_rule
from coordinator.views.retention import (
    DisposalRow,
    HoldRow,
    RetentionRuleRow,
    due_for_disposal,
    people_on_hold,
    retention_rules,
)
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.hold_dialog import HoldDialog
from ui.dialogs.retention_rule_dialog import RetentionRuleDialog
from ui.widgets.basics import label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips
from ui.widgets.report_output import Paper, ReportOutput
from ui.widgets.retention_columns import DISPOSALS, HOLDS, RULES, chips_of, due_words, rule_words
from ui.widgets.two_panes import TwoPanes
from ui.widgets.verb_bar import VerbBar
from ui.wording import count

NOT_DELETED = (
    "Nothing is ever deleted: this list says what your rules allow to be disposed of, and the program has no command "
    "that does it."
)


class RetentionPanel(QWidget):
    """`rules` and `holds` are at the left, `due` with its `chips` at the right."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page
        self.dialog: DialogFrame | None = None
        self._is_active = False
        self._said = ""
        self.rules: Grid[RetentionRuleRow] = Grid(RULES, desk.look, "Retention rules")
        self.rules.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rules.setSortingEnabled(False)
        self.rule_words = wrapped(label("", "secondary"))
        self.holds: Grid[HoldRow] = Grid(HOLDS, desk.look, "People on hold")
        self.chips = Chips("Standing of the records")
        self.due: Grid[DisposalRow] = Grid(DISPOSALS, desk.look, "Due for disposal")
        self._add_actions()
        self.output = ReportOutput(desk, page, "disposal list", self._paper, self._open)
        self._lay_out()
        self._connect()
        self._show_due(())

    def _add_actions(self) -> None:
        add = partial(self.desk.actions.add, self._page, "Page")
        self.add_action = add("Add retention rule…", self.add_rule, "", "plus")
        self.edit_action = add("Edit retention rule…", self.edit_rule, "", "pencil")
        self.switch_action = add("Switch retention rule on or off", self.switch_rule, "", "power")
        self.remove_action = add("Remove retention rule", self.remove_rule, "", "trash-2")
        self.hold_action = add("Put people on hold…", self.put_on_hold, "", "hand")
        self.hold_chosen_action = add("Put the people of the records on hold…", self.hold_chosen, "", "hand")
        self.lift_action = add("Lift hold", self.lift, "", "undo-2")
        self.show_action = add("Show the record", self.show_record, "", "external-link")
        self.rules.set_actions([self.edit_action, self.switch_action, self.remove_action])
        self.holds.set_actions([self.lift_action])
        self.due.set_actions([self.show_action, self.hold_chosen_action])

    def _lay_out(self) -> None:
        self.rules.set_empty("No rule says how long anything is kept.", self.add_action)
        self.holds.set_empty("Nobody is on hold.")
        _column(self).addWidget(TwoPanes(self._left(), self._right(), 330))

    def _left(self) -> QWidget:
        """The rules, and below them the people whom they do not touch."""
        left = QWidget()
        left.setMinimumWidth(300)
        column = _column(left)
        column.addWidget(label("RULES", "section"))
        column.addWidget(self.rules, 2)
        column.addWidget(self.rule_words)
        verbs = ((self.add_action, "Add…"), (self.edit_action, "Edit…"), (self.switch_action, "On or off"))
        column.addWidget(_bar(*verbs, (self.remove_action, "Remove")))
        column.addSpacing(8)
        column.addWidget(label("PEOPLE ON HOLD", "section"))
        column.addWidget(self.holds, 3)
        column.addWidget(_bar((self.hold_action, "Put on hold…"), (self.lift_action, "Lift hold")))
        return left

    def _right(self) -> QWidget:
        """What is due."""
        right, save = QWidget(), self.output.save_actions
        column = _column(right)
        for part in (wrapped(label(NOT_DELETED)), self.chips):
            column.addWidget(part)
        column.addWidget(self.due, 1)
        bar = _bar(
            (save[FileForm.XLSX], "Export to XLSX…"),
            (self.output.print_action, "Print…"),
            (self.show_action, "Show the record"),
            (self.hold_chosen_action, "Put on hold…"),
        )
        bar.add_menu("More", [save[FileForm.CSV], save[FileForm.PDF]])
        self.output.redacted.setMinimumHeight(bar.sizeHint().height())
        bar.add(self.output.redacted)
        column.addWidget(bar)
        return right

    def _connect(self) -> None:
        header = self.rules.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.rules.selected.connect(self._follow)
        self.holds.selected.connect(self._follow)
        self.due.selected.connect(self._follow)
        self.rules.opened.connect(self.edit_rule)
        self.holds.opened.connect(self.show_held)
        self.due.opened.connect(self.show_record)
        self.chips.chosen.connect(self._on_chip)

    # what is shown

    def reload(self) -> None:
        runner = self.desk.runner
        runner.read(retention_rules).then(self._show_rules)
        runner.read(people_on_hold).then(self._show_holds)
        runner.read(due_for_disposal, self.desk.today()).then(self._show_due)

    def open(self, target: object) -> None:
        """A standing, such as "due", "on_hold" or "needed"."""
        self.chips.choose(str(target))

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def _show_rules(self, rows: Sequence[RetentionRuleRow]) -> None:
        self.rules.set_rows(rows)
        if rows and not self.rules.selected_rows():
            self.rules.select_ids([rows[0].id])
        self._follow()

    def _show_holds(self, rows: Sequence[HoldRow]) -> None:
        self.holds.set_rows(rows)
        self._follow()

    def _show_due(self, rows: Sequence[DisposalRow]) -> None:
        self.due.set_rows(rows)
        self.due.set_empty("No record is as old as your rules say.")
        self.chips.set_chips(chips_of(rows))
        self._on_chip(self.chips.key)

    def _on_chip(self, key: str) -> None:
        state = next((each for each in Disposal if each.value == key), None)
        self.due.rows_model.set_predicate(None if state is None else partial(_stands, state))
        self._follow()

    def _follow(self) -> None:
        rule, due = self._rule, self.due.selected_rows()
        self.rule_words.setText(rule_words(rule) if rule else "")
        for action, can in (
            (self.add_action, True),
            (self.edit_action, rule is not None),
            (self.switch_action, rule is not None),
            (self.remove_action, rule is not None),
            (self.hold_action, True),
            (self.lift_action, bool(self.holds.selected_rows())),
            (self.hold_chosen_action, any(row.people for row in due)),
            (self.show_action, len(due) == 1),
        ):
            action.setEnabled(self._is_active and can)
        self.output.set_enabled(self._is_active and bool(self.due.rows_model.total))
        self.status_changed.emit(due_words(self.due.rows_model.all_rows))

    @property
    def _rule(self) -> RetentionRuleRow | None:
        return next(iter(self.rules.selected_rows()), None)

    def _paper(self) -> tuple[Paper, tuple[object, ...], str]:
        return disposal_file, (), "Due for disposal"

    # rules

    def add_rule(self) -> None:
        self._open(RetentionRuleDialog(self.desk, self._page))

    def edit_rule(self) -> None:
        if self._rule is not None:
            self._open(RetentionRuleDialog(self.desk, self._page, self._rule))

    def switch_rule(self) -> None:
        if (rule := self._rule) is not None:
            self._said = f"Switched {'off' if rule.is_on else 'on'} the retention rule “{rule.title}”"
            self.desk.runner.change(switch_retention_rule, rule.id, not rule.is_on).then(self._on_done)

    def remove_rule(self) -> None:
        if (rule := self._rule) is not None:
            self._said = f"Removed the retention rule “{rule.title}”"
            self.desk.runner.change(remove_retention_rule, rule.id).then(self._on_done)

    def _on_done(self, _: object) -> None:
        self.desk.say(self._said, True)

    # holds and records

    def put_on_hold(self) -> None:
        self._open(HoldDialog(self.desk, self._page))

    def hold_chosen(self) -> None:
        """Everyone whom the selected records name."""
        people = tuple(dict.fromkeys(person for row in self.due.selected_rows() for person in row.people))
        if people:
            self._open(HoldDialog(self.desk, self._page, people, count(len(people), "person", "people")))

    def lift(self) -> None:
        ids = [row.id for row in self.holds.selected_rows()]
        if ids:
            self._said = f"Lifted the hold on {count(len(ids), 'person', 'people')}"
            self.desk.runner.change(lift_hold, ids).then(self._on_done)

    def show_record(self) -> None:
        rows = self.due.selected_rows()
        if len(rows) == 1:
            self.desk.go(rows[0].page, rows[0].target)

    def show_held(self) -> None:
        rows = self.holds.selected_rows()
        if len(rows) == 1:
            self.desk.go("Roster", rows[0].id)

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _stands(state: Disposal, row: DisposalRow) -> bool:
    return row.state is state


def _column(widget: QWidget) -> QVBoxLayout:
    made = QVBoxLayout(widget)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(8)
    return made


def _bar(*verbs: tuple[QAction, str]) -> VerbBar:
    bar = VerbBar()
    for action, text in verbs:
        bar.add_action(action, text)
    return bar
