"""The coordinator's own score and note of a nomination, beside those of the rules."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coordinator.views.taskings import NominationRow
from ui.widgets.basics import button, label

MOST = 1000.0
_PLAIN = QLocale(QLocale.Language.C)


class OwnScore(QWidget):
    """`score` may be empty, `note` is a line; `saved` carries the nomination's id, the score or None, and the note."""

    saved = Signal(int, object, str)

    def __init__(self, row: NominationRow) -> None:
        super().__init__()
        self._id = row.id
        self.score = QLineEdit("" if row.manual_score is None else f"{row.manual_score:g}")
        self.score.setPlaceholderText("None")
        self.score.setAccessibleName("Own score")
        self.score.setMaximumWidth(72)
        validator = QDoubleValidator(-MOST, MOST, 2, self.score)
        validator.setLocale(_PLAIN)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        self.score.setValidator(validator)
        self.note = QLineEdit(row.manual_note)
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName("Own note")
        self.note.setMaxLength(500)
        self.save = button("Save")
        self.save.setAccessibleName("Save own score and note")
        self._before = (self.score.text(), self.note.text())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(label("Own score", "caption"), 0, 0)
        grid.addWidget(self.score, 0, 1)
        grid.addWidget(self.save, 0, 2)
        grid.addWidget(self.note, 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        for field in (self.score, self.note):
            field.textChanged.connect(self._judge)
            field.returnPressed.connect(self._tell)
        self.save.clicked.connect(self._tell)
        self._judge()

    def _judge(self) -> None:
        is_changed = (self.score.text(), self.note.text()) != self._before
        self.save.setEnabled(is_changed and (not self.score.text() or self.score.hasAcceptableInput()))

    def _tell(self) -> None:
        if self.save.isEnabled():
            self.save.setEnabled(False)
            text = self.score.text()
            self.saved.emit(self._id, float(text) if text else None, self.note.text().strip())
