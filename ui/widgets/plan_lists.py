"""A plan side by side: whom it serves, with a box each, and who is left out, by what stands in the way."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ui import style
from ui.widgets.basics import label, wrapped
from ui.widgets.plan_words import Obstacle, PlannedPerson

ID = Qt.ItemDataRole.UserRole
NAME, OFFICE, PLACE, WHY = range(4)
_Checked, _Unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PlanLists(QWidget):
    """`served` are the people with a box each, `left_out` the others in groups; `evidence` is of the current one.

    `unchecked_changed` comes with the ids of those whose box was cleared.
    """

    unchecked_changed = Signal(object)

    def __init__(self, served_title: str, left_title: str, place: tuple[str, int]) -> None:
        super().__init__()
        self._titles = (served_title, left_title)
        self._shown: dict[int, PlannedPerson] = {}
        self._left: list[PlannedPerson] = []
        self.served, self.left_out = QTreeWidget(), QTreeWidget()
        self.served_title, self.left_title = label("", "section"), label("", "section")
        self.evidence = wrapped(label("", "secondary"))
        _dress(self.served, served_title, [("Name", 190), ("Office", 66), place, ("Why", 200)])
        _dress(self.left_out, left_title, [("Name", 170), ("Office", 60), place])
        self.served.setRootIsDecorated(False)
        self.left_out.setIndentation(16)
        self._lay_out()
        self.served.itemChanged.connect(self._on_checked)
        self.served.currentItemChanged.connect(self._tell)
        self.left_out.currentItemChanged.connect(self._tell)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        for title, tree, share in ((self.served_title, self.served, 12), (self.left_title, self.left_out, 7)):
            down = QVBoxLayout()
            down.setSpacing(6)
            down.addWidget(title)
            down.addWidget(tree, 1)
            across.addLayout(down, share)
        self.evidence.setMinimumHeight(2 * self.evidence.fontMetrics().lineSpacing() + 2)
        self.evidence.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(across, 1)
        column.addWidget(self.evidence)

    def show_plan(self, people: Sequence[PlannedPerson], unchecked: Collection[int] = ()) -> None:
        """In their order. Who is not checked stays on the left, whatever stands in the way otherwise."""
        served = [each for each in people if each.obstacle is None or each.id in unchecked]
        self._show_served(served, unchecked)
        self._show_left([each for each in people if each.obstacle is not None and each.id not in unchecked])
        self._shown = {each.id: each for each in people}
        checked = len(self.ids)
        self.served_title.setText(f"{self._titles[0]}  {checked:,}".upper())
        self.left_title.setText(f"{self._titles[1]}  {len(people) - len(served):,}".upper())
        self._tell()

    @property
    def ids(self) -> list[int]:
        """Who is checked, in their order."""
        return [item.data(NAME, ID) for item in _items(self.served) if item.checkState(NAME) is _Checked]

    @property
    def unchecked(self) -> set[int]:
        return {item.data(NAME, ID) for item in _items(self.served) if item.checkState(NAME) is _Unchecked}

    def check(self, *, is_on: bool) -> None:
        """All of them, or none."""
        with QSignalBlocker(self.served):
            for item in _items(self.served):
                item.setCheckState(NAME, _Checked if is_on else _Unchecked)
        self._on_checked()

    def _on_checked(self) -> None:
        self.unchecked_changed.emit(self.unchecked)

    def _show_served(self, people: Sequence[PlannedPerson], unchecked: Collection[int]) -> None:
        """Where the same people are shown only their boxes change, so that the keyboard stays where it is."""
        with QSignalBlocker(self.served):
            before = self._shown
            if [item.data(NAME, ID) for item in _items(self.served)] != [each.id for each in people]:
                self._refill(people)
                before = {}
            for item, person in zip(_items(self.served), people, strict=True):
                if before.get(person.id) != person:
                    _fill(item, person)
                item.setCheckState(NAME, _Unchecked if person.id in unchecked else _Checked)

    def _refill(self, people: Sequence[PlannedPerson]) -> None:
        current = self.served.currentItem()
        kept = current.data(NAME, ID) if current is not None else None
        scroll = self.served.verticalScrollBar().value()
        self.served.clear()
        for person in people:
            self.served.addTopLevelItem(_person_item(person))
        for item in _items(self.served):
            if kept is None or item.data(NAME, ID) == kept:
                self.served.setCurrentItem(item)
                break
        self.served.verticalScrollBar().setValue(scroll)

    def _show_left(self, people: list[PlannedPerson]) -> None:
        if people == self._left:
            return
        self._left = people
        with QSignalBlocker(self.left_out):
            self.left_out.clear()
            for obstacle, group in _grouped(people):
                self._add_group(obstacle, group)

    def _add_group(self, obstacle: Obstacle, people: Sequence[PlannedPerson]) -> None:
        head = QTreeWidgetItem(self.left_out, [f"{obstacle.title}  ({len(people):,})"])
        head.setFirstColumnSpanned(True)
        head.setFont(NAME, _strong(self.left_out.font()))
        head.setIcon(NAME, style.icon(obstacle.sign[0], style.current().tone(obstacle.sign[1])))
        head.setToolTip(NAME, obstacle.title)
        if obstacle.note:
            note = QTreeWidgetItem(head, [obstacle.note])
            note.setFirstColumnSpanned(True)
            note.setForeground(NAME, QBrush(QColor(style.current().secondary)))
            note.setToolTip(NAME, obstacle.note)
        for person in people:
            head.addChild(_person_item(person))
        head.setExpanded(bool(obstacle.note))

    def _tell(self) -> None:
        """The evidence of the person the keyboard is on."""
        tree = self.left_out if self.left_out.hasFocus() else self.served
        item = tree.currentItem()
        chosen = item.data(NAME, ID) if item is not None else None
        person = self._shown.get(chosen) if chosen is not None else None
        self.evidence.setText(f"{person.name}:  {person.evidence}" if person and person.evidence else "")


def _dress(tree: QTreeWidget, name: str, columns: Sequence[tuple[str, int]]) -> None:
    tree.setHeaderLabels([title for title, _ in columns])
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setMinimumHeight(150)
    for place, (_, width) in enumerate(columns):
        tree.setColumnWidth(place, width)
    tree.header().setStretchLastSection(True)
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = (tree.topLevelItem(place) for place in range(tree.topLevelItemCount()))
    return [item for item in found if item is not None]


def _person_item(person: PlannedPerson) -> QTreeWidgetItem:
    item = QTreeWidgetItem([person.name, person.office, person.place])
    item.setData(NAME, ID, person.id)
    item.setToolTip(NAME, person.evidence)
    item.setFlags(_CHOOSABLE)
    return item


def _fill(item: QTreeWidgetItem, person: PlannedPerson) -> None:
    item.setFlags(_CHOOSABLE | Qt.ItemFlag.ItemIsUserCheckable)
    item.setText(WHY, person.why)
    item.setToolTip(WHY, person.evidence)
    item.setIcon(WHY, style.icon(person.sign[0], style.current().tone(person.sign[1])))


def _grouped(people: Sequence[PlannedPerson]) -> list[tuple[Obstacle, list[PlannedPerson]]]:
    """By what stands in the way: first where something can be done, and of these the most people first."""
    groups: dict[Obstacle, list[PlannedPerson]] = {}
    for person in people:
        if person.obstacle is not None:
            groups.setdefault(person.obstacle, []).append(person)
    return sorted(groups.items(), key=_urgency)


def _urgency(group: tuple[Obstacle, list[PlannedPerson]]) -> tuple[bool, bool, int]:
    obstacle, people = group
    return not obstacle.note, obstacle.sign[1] != "caution", -len(people)


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
