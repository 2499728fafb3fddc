"""One file of an import: whose it is, what was read, what becomes of it, and what is odd about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.services.import_reading import NominationFile
from coordinator.services.intake import NominationsRead
from coordinator.views.offices import OfficeRow
from ui.dialogs.import_steps_dialog import plan_sentence
from ui.models.file_in_hand import FileInHand
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, Icon, button, label, set_property, wrapped
from ui.widgets.import_findings import Finding, findings, waits_for_decision
from ui.wording import count

_NO_OFFICE = "Nothing in the file tells whose it is. Choose the office."


class NominationFileCard(Card):
    """`office` is the combo box to correct the guess, `sent_by` who sent it, `look_closer` opens the steps and stands
    out while something waits for a decision; `leave_out` drops the file from the batch. `lines` are what is said of it.
    """

    changed = Signal()
    left_out = Signal(QWidget)
    steps_wanted = Signal(QWidget)

    def __init__(self, read: NominationsRead, offices: Sequence[OfficeRow], file: FileInHand) -> None:
        super().__init__()
        self.read, self.file = read, file
        self.office = QComboBox()
        self.office.setAccessibleName(f"Office of {read.name}")
        self.sent_by = QLineEdit()
        self.sent_by.setPlaceholderText("Sent by (optional)")
        self.sent_by.setAccessibleName(f"Sender of {read.name}")
        self.look_closer = button("Look closer…")
        self.look_closer.setAccessibleName(f"Look closer at {read.name}")
        self.leave_out = button("", "flat", "x")
        self.leave_out.setToolTip("Leave this file out")
        self.leave_out.setAccessibleName(f"Leave out {read.name}")
        self._fill_offices(offices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(6)
        self._column.addLayout(self._title_row())
        self.lines: list[Finding] = []
        self._shown: list[QWidget] = []
        self._connect()
        self._tell()
        file.belongs_to(self.office_id)

    def _connect(self) -> None:
        for verb, slot in ((self.leave_out, self._leave), (self.look_closer, self._look)):
            verb.setAutoDefault(False)
            verb.clicked.connect(slot)
        self.office.currentIndexChanged.connect(self._on_office)
        self.file.changed.connect(self._on_file)
        self.file.under_way.connect(self.changed)

    def _fill_offices(self, offices: Sequence[OfficeRow]) -> None:
        self.office.addItem("Choose the office…", None)
        for office in offices:
            if office.valid_until is None:
                self.office.addItem(f"{office.code} · {office.name}", office.id)
        self.office.setCurrentIndex(max(self.office.findData(self.read.office_id), 0) if self.read.office_id else 0)
        self.office.setFixedWidth(200)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Icon("file-spreadsheet", "secondary", 20))
        row.addWidget(wrapped(strong(self.read.name)), 1)
        if self.read.data:
            row.addWidget(self.sent_by)
            row.addWidget(self.office)
            row.addWidget(self.look_closer)
        row.addWidget(self.leave_out)
        return row

    # what is shown

    @property
    def content(self) -> NominationFile | None:
        """As it is read now."""
        return self.file.content

    def _tell(self) -> None:
        """Made anew only where something else is to be said."""
        lines = self._findings()
        if lines != self.lines:
            self.lines = lines
            for old in self._shown:
                self._column.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._shown = [_line(each) for each in lines]
            for made in self._shown:
                self._column.addWidget(made)
        set_property(self.look_closer, "kind", "primary" if waits_for_decision(self.file) else "")

    def _findings(self) -> list[Finding]:
        content = self.content
        if content is None or not content.columns:
            refusal = self.file.refusal or self.read.refusal or "No column of names is chosen."
            return [Finding(refusal, ("circle-x", "bad"))]
        why = f" · office told {self.read.why}" if self.read.why else ""
        lines = [Finding(f"{count(len(content.entries), 'person', 'people')} read{why}", ("users", "accent"))]
        if self.file.plan is not None:
            lines.append(Finding(plan_sentence(self.file.plan), ("list-checks", "secondary")))
        if not self.read.why and self.office_id is None:
            lines.append(Finding(_NO_OFFICE, ("circle-help", "caution")))
        return lines + findings(self.read, self.file, content)

    # what is done

    def _on_office(self) -> None:
        self.file.belongs_to(self.office_id)
        self._tell()
        self.changed.emit()

    def _on_file(self) -> None:
        self._tell()
        self.changed.emit()

    def _leave(self) -> None:
        self.left_out.emit(self)

    def _look(self) -> None:
        self.steps_wanted.emit(self)

    @property
    def office_id(self) -> int | None:
        data = self.office.currentData()
        return data if isinstance(data, int) else None

    @property
    def is_usable(self) -> bool:
        """Read, told whose it is, and looked up against the records."""
        return self._names_people and self.office_id is not None and self.file.plan is not None

    @property
    def lacks_office(self) -> bool:
        return self._names_people and self.office_id is None

    @property
    def is_looked_up(self) -> bool:
        """Nothing more is to come from the worker."""
        return not self.file.is_reading

    @property
    def _names_people(self) -> bool:
        return self.content is not None and bool(self.content.columns)


def _line(finding: Finding) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(2, 0, 0, 0)
    across.setSpacing(12)
    across.addWidget(Icon(*finding.tone, 16), 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(0)
    words = wrapped(label(finding.sentence))
    set_property(words, "tone", finding.tone[1] if finding.tone[1] in ("caution", "bad") else "")
    down.addWidget(words)
    if finding.note:
        down.addWidget(wrapped(label(finding.note, "secondary")))
    across.addLayout(down, 1)
    return row
