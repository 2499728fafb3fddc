"""The only caller of message boxes and file dialogs, so that tests can answer in their place."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


class Messages:
    """What blocks to ask. Everything else is a toast or a banner."""

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        """Ask before something that cannot be undone; `action` is the verb on the button."""
        box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=parent)
        box.setInformativeText(sentence)
        yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is yes

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "This was not done") -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
        box.setInformativeText(sentence)
        box.exec()

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        names, _ = QFileDialog.getOpenFileNames(parent, title, "", pattern)
        return [Path(name) for name in names]

    def open_file(self, parent: QWidget | None, title: str, pattern: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, "", pattern)
        return Path(name) if name else None

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, suggested, pattern)
        return Path(name) if name else None

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None
