"""Records that people accepted a version of a governing document."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.governing_documents import record_acknowledgments
from coordinator.views.documents import MissingRow, VersionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import button, label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day, word

METHODS = tuple(AcknowledgmentMethod)
ID = Qt.ItemDataRole.UserRole
ROW = 32  # Qt forgets the padding of the style sheet where there is a check box


class AcknowledgmentsDialog(DialogFrame):
    """`people` is a list to check; `on`, `method` and `note` are the same for all of them."""

    def __init__(self, desk: Desk, parent: QWidget, row: VersionRow, missing: Sequence[MissingRow]) -> None:
        super().__init__(desk, parent, "Record acknowledgments", "Record")
        self._row = row
        self.people = QListWidget()
        self.people.setAccessibleName("People who have not acknowledged")
        for person in missing:
            self.people.addItem(_item(person))
        self.people.itemChanged.connect(self._check)
        self.all = button("Check all", "flat")
        self.none = button("Check none", "flat")
        self.chosen = label("", "secondary")
        self.on = date_field(desk.today())
        self.method = QComboBox()
        self.method.view().setAccessibleName("How")
        for method in METHODS:
            self.method.addItem(word(method))
        self.note = QLineEdit()
        self.note.setPlaceholderText("Where the evidence is kept")
        self._lay_out()
        self._check()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.chosen, 1)
        for each, slot in ((self.all, self.check_all), (self.none, self.check_none)):
            each.setAutoDefault(False)
            each.clicked.connect(slot)
            row.addWidget(each)
        form = Form()
        form.row("&On", self.on)
        form.row("&How", self.method)
        form.row("&Note", self.note)
        who = f"Who has acknowledged {self._row.title}, {self._row.label}?"
        self.column.addWidget(wrapped(label(who)))
        self.column.addWidget(self.people, 1)
        self.column.addLayout(row)
        self.column.addWidget(form)
        self.finish_layout()
        self.resize(520, 560)

    # who

    def check_all(self) -> None:
        self.choose([item.data(ID) for item in self._items()])

    def check_none(self) -> None:
        self.choose([])

    def choose(self, ids: Sequence[int]) -> None:
        """Check these people and nobody else."""
        blocker, wanted = QSignalBlocker(self.people), set(ids)
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(ID) in wanted else Qt.CheckState.Unchecked)
        blocker.unblock()
        self._check()

    def _items(self) -> list[QListWidgetItem]:
        return [self.people.item(place) for place in range(self.people.count())]

    @property
    def ids(self) -> list[int]:
        return [item.data(ID) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _check(self) -> None:
        ids = self.ids
        self.chosen.setText(f"{len(ids):,} of {count(self.people.count(), 'person', 'people')} checked")
        self.go.setEnabled(bool(ids))

    # the work

    def submit(self) -> None:
        self.start()
        on, method = pydate(self.on.date()), METHODS[self.method.currentIndex()]
        note = self.note.text().strip()
        job = self.desk.runner.change(record_acknowledgments, self.ids, self._row.id, on, method, note)
        job.then(self._on_recorded).otherwise(self.refused)

    def _on_recorded(self, new: int) -> None:
        self.finish(f"Recorded {count(new, 'acknowledgment', 'acknowledgments')} of {self._row.title}")


def _item(person: MissingRow) -> QListWidgetItem:
    earlier = f" · an earlier version on {day(person.earlier_on)}" if person.earlier_on else ""
    item = QListWidgetItem(f"{person.name} · {person.office}{earlier}")
    item.setData(ID, person.id)
    item.setSizeHint(QSize(0, ROW))
    item.setCheckState(Qt.CheckState.Unchecked)
    return item
