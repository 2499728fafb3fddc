"""The designs of a certificate as small pictures, of which one is chosen."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from coordinator.rules.shipped_templates import shipped_templates
from coordinator.rules.templates import CertificateTemplate, Design
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.pdf_pages import outline
from coordinator.services.template_preview import preview_template
from ui import style
from ui.desk import Desk
from ui.models.template_words import DESIGNS
from ui.widgets.page_preview import picture_of

WIDTH, SHARP = 240, 2  # of a picture: pixels of the window at the most, and pixels of the screen in each
_ASPECT = 8.5 / 11
_EDGE, _GAP = 8, 6


class DesignCard(QAbstractButton):
    """A design with its picture; the chosen one has a tick and a thick edge."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self.design = design
        self.picture = QImage()
        self._name, self._note = DESIGNS[design]
        self.setCheckable(True)
        self.setAccessibleName(f"Design: {self._name}")
        self.setAccessibleDescription(self._note)
        self.setToolTip(self._note)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QImage) -> None:
        self.picture = picture
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round((width - 2 * _EDGE) * _ASPECT) + _GAP + self.fontMetrics().height() + 2 * _EDGE

    def sizeHint(self) -> QSize:
        return QSize(140, self.heightForWidth(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(96, self.heightForWidth(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), style.current()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        is_marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if is_marked else theme.line), 2 if is_marked else 1))
        painter.setBrush(QColor(theme.selection if self.isChecked() else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.text), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)
        self._paint_paper(painter)
        self._paint_name(painter)
        painter.end()

    def _paint_paper(self, painter: QPainter) -> None:
        width = self.width() - 2 * _EDGE
        paper = QRectF(_EDGE, _EDGE, width, round(width * _ASPECT))
        painter.fillRect(paper, QColor("white"))
        if not self.picture.isNull():
            painter.drawImage(paper, self.picture)
        painter.setPen(QColor(style.current().line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(paper)

    def _paint_name(self, painter: QPainter) -> None:
        theme, chosen = style.current(), self.isChecked()
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if chosen else theme.text))
        line = self.fontMetrics().height()
        top = self.height() - _EDGE - line
        left = _EDGE + (20 if chosen else 2)
        if chosen:
            painter.drawPixmap(QPointF(_EDGE, top + (line - 16) / 2), style.pixmap("circle-check", theme.accent))
        room = QRectF(left, top, self.width() - left - _EDGE, line)
        said = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)


class DesignCards(QWidget):
    """`design` is the chosen one; `chosen` comes when the user chose another, with the one before."""

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setAccessibleName("Design")
        self.cards = {design: DesignCard(design) for design in Design}
        self._group = QButtonGroup(self)
        self._before = Design.CLASSIC
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for card in self.cards.values():
            self._group.addButton(card)
            row.addWidget(card)
        self.set_design(Design.CLASSIC)
        self._group.buttonToggled.connect(self._on_toggled)
        desk.runner.call(_pictures).then(self._show_pictures)

    @property
    def design(self) -> Design:
        return next(design for design, card in self.cards.items() if card.isChecked())

    def set_design(self, design: Design) -> None:
        self._before = design
        self.cards[design].setChecked(True)

    def _on_toggled(self, card: DesignCard, is_on: bool) -> None:
        if is_on and card.design is not self._before:
            before, self._before = self._before, card.design
            self.chosen.emit(before)

    def _show_pictures(self, pictures: dict[Design, QImage]) -> None:
        for design, picture in pictures.items():
            self.cards[design].show_picture(picture)


def shipped_like(design: Design) -> CertificateTemplate:
    """The shipped template of a design."""
    shipped = shipped_templates(TemplateKind.CERTIFICATE).values()
    return next(each for each in shipped if isinstance(each, CertificateTemplate) and each.design is design)


@cache
def _pictures() -> dict[Design, QImage]:
    """On the worker, once: the shipped template of each design, small."""
    return {design: _picture(shipped_like(design)) for design in Design}


def _picture(template: CertificateTemplate) -> QImage:
    data = preview_template(TemplateKind.CERTIFICATE, template, {})
    size = outline(data).sizes[0]
    return picture_of(data, 0, size, WIDTH * SHARP / size[0])
