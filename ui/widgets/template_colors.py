"""The three colors of a template: from a palette of good ones or typed, each with how well it is seen on white."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.rules.colors import contrast, is_color
from coordinator.rules.templates import Colors
from ui import style
from ui.models.template_words import COLOR_PLACES, GOOD_COLORS, contrast_words
from ui.widgets.basics import Icon, label, set_property, wrapped
from ui.widgets.template_part import TemplatePart
from ui.widgets.template_text import ProblemLine

SIDE = 28
_DARK = 3.0  # contrast to white of a color on which a white tick is seen


class Swatch(QAbstractButton):
    """A color to choose; the chosen one has a tick."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self.color = color
        self.setCheckable(True)
        self.setAccessibleName(f"{name}, {color}")
        self.setToolTip(f"{name}  {color}")
        self.setFixedSize(SIDE, SIDE)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(self.color))
        painter.drawRoundedRect(QRectF(3.5, 3.5, SIDE - 7, SIDE - 7), 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, SIDE - 2, SIDE - 2), 7, 7)
        if self.isChecked():
            tick = "#FFFFFF" if contrast(self.color) >= _DARK else "#111111"
            painter.drawPixmap(6, 6, style.pixmap("check", tick))
        painter.end()


class ColorChooser(QWidget):
    """`color` is chosen among `swatches` or typed into `field`; the words below say how it is seen."""

    changed = Signal()

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        name = COLOR_PLACES[place]
        self.swatches = [Swatch(*each) for each in GOOD_COLORS[place]]
        self._group = QButtonGroup(self)
        self.field = QLineEdit()
        self.field.setMaxLength(20)
        self.field.setFixedWidth(108)
        self.field.setAccessibleName(f"Color of {name.lower()}, as #RRGGBB")
        self.field.textChanged.connect(self._on_typed)
        self._icon, self.words = Icon("circle-check", "good"), wrapped(label("", "secondary"))
        self.problem = ProblemLine()
        self._lay_out(name)
        self.setFocusProxy(self.field)

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(name, "caption"))
        row = QHBoxLayout()
        row.setSpacing(2)
        for swatch in self.swatches:
            swatch.clicked.connect(partial(self.field.setText, swatch.color))
            self._group.addButton(swatch)
            row.addWidget(swatch)
        row.addStretch(1)
        row.addWidget(self.field)
        column.addLayout(row)
        said = QHBoxLayout()
        said.setSpacing(6)
        said.addWidget(self._icon)
        said.addWidget(self.words, 1)
        column.addLayout(said)
        column.addWidget(self.problem)

    @property
    def color(self) -> str:
        """In capitals where it is a color, so that the same color is the same template."""
        typed = self.field.text().strip()
        return typed.upper() if is_color(typed) else typed

    def set_color(self, color: str) -> None:
        self.field.setText(color)
        self._on_typed()

    def show_problem(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.field.setAccessibleDescription(sentence or self.words.text())
        set_property(self.field, "state", "bad" if sentence else "")
        for part in (self._icon, self.words):
            part.setVisible(not sentence and bool(self.words.text()))

    def _on_typed(self) -> None:
        self._group.setExclusive(False)
        for swatch in self.swatches:
            swatch.setChecked(swatch.color == self.color)
        self._group.setExclusive(True)
        said, sign = contrast_words(self._place, self.color)
        self.words.setText(said)
        self._icon.show_icon(*sign)
        self.changed.emit()


class ColorsEditor(TemplatePart):
    """A chooser for each place a color has."""

    def __init__(self, places: tuple[str, ...] = tuple(COLOR_PLACES)) -> None:
        super().__init__()
        self.choosers = {place: ColorChooser(place) for place in places}
        self._colors = Colors()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for place, chooser in self.choosers.items():
            self.places[f"colors.{place}"] = chooser
            chooser.changed.connect(self.changed)
            column.addWidget(chooser)

    @property
    def colors(self) -> Colors:
        return Colors(**{place: chooser.color for place, chooser in self.choosers.items()})

    def set_colors(self, colors: Colors) -> None:
        for place, chooser in self.choosers.items():
            chooser.set_color(getattr(colors, place))
