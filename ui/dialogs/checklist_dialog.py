"""People with a box each: what is proposed is checked, and only what stays checked is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ui import style
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, wrapped

NAME = 0
_ID = Qt.ItemDataRole.UserRole
_Checked, _Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line: `cells` begin with the name; without `can_be_checked` the last cell says why not."""

    id: int
    cells: tuple[str, ...]
    can_be_checked: bool = True
    is_checked: bool = True
    icon: tuple[str, str] = ("circle-check", "good")


class ChecklistDialog(DialogFrame):
    """`people` are the lines, `what` a sentence above them. Subclasses call `show_proposals` and read `ids`."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, columns: Sequence[tuple[str, int]]) -> None:
        super().__init__(desk, parent, title, verb)
        self._verb = verb
        self.what = wrapped(label("Looking…", "secondary"))
        self.people = QTreeWidget()
        self.people.setAccessibleName(title)
        self.people.setRootIsDecorated(False)
        self.people.setUniformRowHeights(True)
        self.people.setHeaderLabels([text for text, _ in columns])
        for place, (_, width) in enumerate(columns):
            self.people.setColumnWidth(place, width)
        self.people.header().setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
        self.check_all = button("Check all", "flat")
        self.check_all.setAutoDefault(False)
        self.column.addWidget(self.what)
        self.column.addWidget(self.people, 1)
        self.buttons.insertWidget(0, self.check_all)
        self.finish_layout()
        self.resize(760, 480)
        self.people.itemChanged.connect(self.judge)
        self.check_all.clicked.connect(self._check_all)
        self.go.setEnabled(False)

    def show_proposals(self, proposals: Sequence[Proposal], sentence: str) -> None:
        blocker = QSignalBlocker(self.people)
        self.people.clear()
        for proposal in proposals:
            self.people.addTopLevelItem(_item(proposal))
        blocker.unblock()
        self.what.setText(sentence)
        self.judge()

    @property
    def items(self) -> list[QTreeWidgetItem]:
        found = (self.people.topLevelItem(place) for place in range(self.people.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def ids(self) -> list[int]:
        """Who is checked, in the order shown."""
        return [item.data(NAME, _ID) for item in self.items if _can_be(item) and item.checkState(NAME) is _Checked]

    def judge(self) -> None:
        """How many it would be stands on the button."""
        checked = len(self.ids)
        self.go.setEnabled(checked > 0)
        self.go.setText(f"{self._verb} ({checked:,})" if checked else self._verb)

    def _check_all(self) -> None:
        """All, or none when all are checked."""
        items = [item for item in self.items if _can_be(item)]
        state = _Unchecked if len(self.ids) == len(items) else _Checked
        blocker = QSignalBlocker(self.people)
        for item in items:
            item.setCheckState(NAME, state)
        blocker.unblock()
        self.judge()


def _can_be(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)


def _item(proposal: Proposal) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(proposal.cells))
    last = len(proposal.cells) - 1
    item.setData(NAME, _ID, proposal.id)
    item.setToolTip(last, proposal.cells[last])
    item.setIcon(last, style.icon(proposal.icon[0], style.current().tone(proposal.icon[1])))
    if proposal.can_be_checked:
        item.setCheckState(NAME, _Checked if proposal.is_checked else _Unchecked)
    else:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    return item
