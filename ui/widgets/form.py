"""A form: captions at the left, fields at the right, help below the field it is about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QDateTimeEdit, QGridLayout, QLabel, QPlainTextEdit, QWidget

from ui.widgets.basics import label, wrapped

_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def indent(box: QAbstractSpinBox) -> None:
    """Qt ignores the left padding of a spin box in a style sheet, unless it drops a calendar down."""
    drops = isinstance(box, QDateTimeEdit) and box.calendarPopup()
    if not drops:
        box.lineEdit().setTextMargins(10, 0, 0, 0)


class Form(QWidget):
    """Rows in reading order. A caption may mark its key with &, which moves to the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 120)

    def row(self, label: str, widget: QWidget, help: str = "") -> QLabel:  # noqa: A002 - what it is
        """One field. Returns its caption, to hide both together."""
        caption = self._caption(label, widget)
        if isinstance(widget, QAbstractSpinBox):
            indent(widget)
        at = self._grid.rowCount()
        if at > 1:
            self._grid.setRowMinimumHeight(at, 6)
            at += 1
        side = _TOP if isinstance(widget, QPlainTextEdit) else _MIDDLE
        self._grid.addWidget(caption, at, 0, side)
        self._grid.addWidget(widget, at, 1)
        if help:
            self._add_help(widget, help, at + 1)
        return caption

    def section(self, title: str) -> None:
        """A heading over the rows that follow."""
        at = self._grid.rowCount()
        self._grid.setRowMinimumHeight(at, 12)
        self._grid.addWidget(label(title.upper(), "section"), at + 1, 0, 1, 2)

    def _caption(self, text: str, widget: QWidget) -> QLabel:
        caption = label(text, "caption")
        caption.setBuddy(widget)
        if not widget.accessibleName() and not isinstance(widget, QCheckBox):
            widget.setAccessibleName(text.replace("&", ""))
        return caption

    def _add_help(self, widget: QWidget, text: str, at: int) -> None:
        widget.setAccessibleDescription(text)
        self._grid.addWidget(wrapped(label(text, "secondary")), at, 1)
