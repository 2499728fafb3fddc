"""The pictures that the unit supplies: letterhead, seal, signature; each chosen, seen small, and taken away."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from coordinator.errors import CoordinatorError
from coordinator.rules.templates import Slot
from coordinator.services.papers import bytes_of
from coordinator.services.templates import check_image
from ui.desk import Desk
from ui.models.template_words import SLOTS
from ui.widgets.basics import button, label, wrapped
from ui.widgets.template_part import TemplatePart
from ui.widgets.template_text import ProblemLine

PATTERN = "Pictures (*.png *.jpg *.jpeg)"
THUMBNAIL = QSize(120, 60)
NO_PICTURE = "No picture"


class ImageSlot(QFrame):
    """The picture of a slot, if there is one. `choose` and `remove` are the buttons; `data` are its bytes."""

    changed = Signal()

    def __init__(self, desk: Desk, slot: Slot) -> None:
        super().__init__()
        self._desk = desk
        self.data = b""
        self.setProperty("kind", "card")
        self.name, where = SLOTS[slot]
        self.thumbnail = QLabel()
        self.thumbnail.setAccessibleName(f"Picture: {self.name}")
        self.thumbnail.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.thumbnail.setFixedSize(THUMBNAIL + QSize(10, 10))
        # Paper is white in the dark, too: a signature in black ink is seen as it will be.
        self.thumbnail.setStyleSheet(
            "background: white; color: #566070; border: 1px solid #A3ACBA; border-radius: 4px; font-size: 12px;"
        )
        self.facts = wrapped(label(where, "secondary"))
        self.choose, self.remove = button("Choose…"), button("Remove")
        self.problem = ProblemLine()
        self._lay_out()
        self._show(QImage())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for made, slot in ((self.choose, self.ask), (self.remove, self.take_away)):
            made.setAutoDefault(False)
            made.setAccessibleName(f"{made.text().rstrip('…')} picture: {self.name}")
            made.clicked.connect(slot)
            buttons.addWidget(made)
        buttons.addStretch(1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label(self.name, "caption"))
        beside.addWidget(self.facts)
        beside.addLayout(buttons)
        beside.addWidget(self.problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(16)
        row.addWidget(self.thumbnail, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    def ask(self) -> None:
        """A file, which is read and looked at before it is taken."""
        path = self._desk.messages.open_file(self, f"Choose a picture: {self.name}", PATTERN)
        if path is not None:
            self._desk.runner.call(_read, path).then(self._take_file)

    def take_away(self) -> None:
        self.problem.say("")
        self.show_picture(b"")
        self.changed.emit()

    def show_picture(self, data: bytes) -> None:
        """These bytes, or none."""
        self.data = data
        self._show(QImage())
        if data:
            self._desk.runner.call(_seen_small, data).then(self._take_seen)

    def _take_file(self, read: tuple[bytes, str]) -> None:
        """What cannot be taken leaves what was there."""
        data, problem = read
        self.problem.say(problem)
        if not problem:
            self.show_picture(data)
            self.changed.emit()

    def _take_seen(self, seen: tuple[bytes, QImage]) -> None:
        if seen[0] is self.data:
            self._show(seen[1])

    def _show(self, picture: QImage) -> None:
        if picture.isNull():
            self.thumbnail.setText("" if self.data else NO_PICTURE)
        else:
            shown = QPixmap.fromImage(picture)
            shown.setDevicePixelRatio(2)
            self.thumbnail.setPixmap(shown)
        self.remove.setEnabled(bool(self.data))


class ImagesEditor(TemplatePart):
    """`slots` by what they are for; `images` are the bytes of those that have a picture."""

    def __init__(self, desk: Desk, slots: Sequence[Slot]) -> None:
        super().__init__()
        self.slots = {slot: ImageSlot(desk, slot) for slot in slots}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each in self.slots.values():
            each.changed.connect(self.changed)
            column.addWidget(each)

    @property
    def images(self) -> dict[str, bytes]:
        return {slot.value: each.data for slot, each in self.slots.items() if each.data}

    def set_images(self, images: Mapping[str, bytes]) -> None:
        for slot, each in self.slots.items():
            each.show_picture(images.get(slot, b""))


def _read(path: Path) -> tuple[bytes, str]:
    """On the worker: the bytes of a picture, and why it cannot be taken."""
    try:
        data = bytes_of(path)
        check_image(data)
    except CoordinatorError as error:
        return b"", str(error)
    return data, ""


def _seen_small(data: bytes) -> tuple[bytes, QImage]:
    """On the worker: sharp on a screen of factor 2."""
    picture = QImage.fromData(data)
    aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return data, picture if picture.isNull() else picture.scaled(THUMBNAIL * 2, aspect, smooth)
