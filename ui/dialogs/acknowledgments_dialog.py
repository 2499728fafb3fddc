"""Records that people accepted a version of a governing document."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from coordinator.services.acknowledgments import Accepted, acknowledge
from coordinator.services.governing_documents import Evidence
from coordinator.views.documents import MissingRow, VersionRow
from ui.desk import Desk
from ui.dialogs.acknowledgment_fields import AcknowledgmentFields
from ui.dialogs.frame import DialogFrame
from ui.dialogs.version_dialog import read_kept
from ui.widgets.basics import button, label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day

ID = Qt.ItemDataRole.UserRole
ROW = 32  # Qt forgets the padding of the style sheet where there is a check box


class AcknowledgmentsDialog(DialogFrame):
    """`people` is a list to check; what `fields` ask for is the same for all of them."""

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
        self.form = Form()
        self.fields = AcknowledgmentFields(desk, self.form)
        self.on, self.method, self.note = self.fields.on, self.fields.method, self.fields.note
        self.fields.changed.connect(self._check)
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
        who = f"Who has acknowledged {self._row.title}, {self._row.label}?"
        self.column.addWidget(wrapped(label(who)))
        self.column.addWidget(self.people, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.form)
        self.column.addWidget(self.fields.hint)
        self.finish_layout()
        self.resize(540, 640)

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
        self.go.setEnabled(bool(ids) and self.fields.is_complete)

    # the work

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.evidence.path).then(self._record).otherwise(self.refused)

    def _record(self, evidence: Evidence | None) -> None:
        accepted = [Accepted(each, self._row.id) for each in self.ids]
        job = self.desk.runner.change(acknowledge, accepted, self.fields.facts(evidence))
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
