"""Records that the people chosen on the roster accepted one version of a governing document."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.governing_documents import record_acknowledgments
from coordinator.views.documents import VersionRow, VersionState
from coordinator.views.roster import DesigneeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count, word

METHODS = tuple(AcknowledgmentMethod)


class AcknowledgeDialog(DialogFrame):
    """`version`, `on`, `method` and `note` are the same for all. Versions in force come first."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        people: Sequence[DesigneeRow],
        versions: Sequence[VersionRow],
        chosen: int | None = None,
    ) -> None:
        self._who = people[0].name if len(people) == 1 else count(len(people), "person", "people")
        super().__init__(desk, parent, f"Record acknowledgment of {self._who}", "Record")
        self._ids = [row.id for row in people]
        self.versions = sorted(versions, key=_not_in_force)
        self.version, self.method, self.note = QComboBox(), QComboBox(), QLineEdit()
        for row in self.versions:
            self.version.addItem(_version_words(row), row.id)
        if chosen is not None:
            self.version.setCurrentIndex(max(self.version.findData(chosen), 0))
        for method in METHODS:
            self.method.addItem(word(method))
        self.on = date_field(desk.today())
        self.note.setMaxLength(500)
        self.note.setPlaceholderText("Where the evidence is kept")
        self._lay_out()
        self.go.setEnabled(bool(self.versions))

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Document", self.version)
        form.row("&On", self.on)
        form.row("&How", self.method)
        form.row("&Note", self.note)
        if not self.versions:
            self.column.addWidget(wrapped(label("No governing document is registered yet. Add one on Documents.")))
        self.column.addWidget(form)
        if len(self._ids) > 1:
            self.column.addWidget(wrapped(label("Who has acknowledged it already is left as it is.", "secondary")))
        self.finish_layout()
        self.fit(500)

    def submit(self) -> None:
        self.start()
        on, method = pydate(self.on.date()), METHODS[self.method.currentIndex()]
        version_id, note = int(self.version.currentData()), self.note.text().strip()
        job = self.desk.runner.change(record_acknowledgments, self._ids, version_id, on, method, note)
        job.then(self._on_recorded).otherwise(self.refused)

    def _on_recorded(self, new: int) -> None:
        title = self.version.currentText()
        if not new:
            self.finish(f"{title} was on record already for {self._who}", can_undo=False)
        elif new == len(self._ids) == 1:
            self.finish(f"Recorded that {self._who} acknowledged {title}")
        else:
            self.finish(f"Recorded {count(new, 'acknowledgment', 'acknowledgments')} of {title}")


def _not_in_force(row: VersionRow) -> bool:
    return row.state is not VersionState.IN_FORCE


def _version_words(row: VersionRow) -> str:
    state = "" if row.state is VersionState.IN_FORCE else f" ({word(row.state).lower()})"
    return f"{row.title}, {row.label}{state}"
