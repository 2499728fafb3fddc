"""A combo box with a name, for a screen reader also on the list that drops down."""

from PySide6.QtWidgets import QComboBox


def combo(name: str) -> QComboBox:
    made = QComboBox()
    name_combo(made, name)
    return made


def name_combo(box: QComboBox, name: str) -> None:
    box.setAccessibleName(name)
    if (popup := box.view()) is not None:
        popup.setAccessibleName(name)
