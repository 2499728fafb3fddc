"""Records that the people chosen on the roster accepted one version of a governing document."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.services.acknowledgments import Accepted, acknowledge
from coordinator.services.governing_documents import Evidence
from coordinator.views.documents import VersionRow, VersionState
from coordinator.views.roster import DesigneeRow
from ui.desk import Desk
from ui.dialogs.acknowledgment_fields import METHODS, AcknowledgmentFields
from ui.dialogs.frame import DialogFrame
from ui.dialogs.version_dialog import read_kept
from ui.widgets.basics import label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import count, word

__all__ = ["METHODS", "AcknowledgeDialog"]


class AcknowledgeDialog(DialogFrame):
    """`version` and what `fields` ask for are the same for all. Versions in force come first."""

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
        self.version: QComboBox = combo("Document")
        for row in self.versions:
            self.version.addItem(_version_words(row), row.id)
        if chosen is not None:
            self.version.setCurrentIndex(max(self.version.findData(chosen), 0))
        form = Form()
        form.row("&Document", self.version)
        self.fields = AcknowledgmentFields(desk, form)
        self.on, self.method, self.note = self.fields.on, self.fields.method, self.fields.note
        self.fields.changed.connect(self._check)
        self._lay_out(form)
        self._check()

    def _lay_out(self, form: Form) -> None:
        if not self.versions:
            self.column.addWidget(wrapped(label("No governing document is registered yet. Add one on Documents.")))
        self.column.addWidget(form)
        self.column.addWidget(self.fields.hint)
        if len(self._ids) > 1:
            self.column.addWidget(wrapped(label("Who has acknowledged it already is left as it is.", "secondary")))
        self.finish_layout()
        self.fit(500)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.versions) and self.fields.is_complete)

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.evidence.path).then(self._record).otherwise(self.refused)

    def _record(self, evidence: Evidence | None) -> None:
        version_id = int(self.version.currentData())
        accepted = [Accepted(each, version_id) for each in self._ids]
        job = self.desk.runner.change(acknowledge, accepted, self.fields.facts(evidence))
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
