"""A box for what is to be checked: the text of a code, which a scanner types, or a picture or file that is pasted."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit


class CodeBox(QPlainTextEdit):
    """`entered` when Enter is pressed, which a hand scanner does; `files_given` and `picture_given` when pasted."""

    entered = Signal()
    files_given = Signal(list)
    picture_given = Signal(bytes)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Text of the code, or number")
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * self.fontMetrics().lineSpacing() + 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if paths := local_files(source):
            self.files_given.emit(paths)
        elif source.hasImage():
            self.picture_given.emit(_png(QImage(source.imageData())))
        else:
            super().insertFromMimeData(source)


def local_files(source: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())
