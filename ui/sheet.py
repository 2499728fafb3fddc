"""The rules of the style sheet, with color tokens left open. Only what Fusion's palette cannot say stands here."""

from functools import cache
from string import Template

from PySide6.QtCore import QTemporaryDir

from coordinator import RESOURCES

_LABELS = """
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 22px; font-weight: 600; }
QLabel[kind="section"] { font-size: 11px; font-weight: 600; color: $secondary; letter-spacing: 0.6px; }
QLabel[kind="secondary"] { font-size: 12px; color: $secondary; }
QLabel[kind="name"] { font-size: 16px; font-weight: 600; }
QLabel[kind="caption"] { font-size: 12px; font-weight: 600; color: $text; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="caution"] { color: $caution; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="neutral"] { color: $neutral; }
QLabel[tone="accent"] { color: $accent; }
QLabel:disabled { color: $border; }
"""

_FRAMES = """
QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="rail"] { background: $rail; border: none; border-right: 1px solid $line; }
QFrame[kind="status"] { background: $rail; border: none; border-top: 1px solid $line; }
QFrame[kind="toast"] { background: $text; border: none; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $window; }
QFrame[kind="toast"] QPushButton { background: transparent; border: 1px solid $window; color: $window; }
QFrame[kind="toast"] QPushButton:hover, QFrame[kind="toast"] QPushButton:focus { border: 2px solid $window; }
QFrame[kind="banner"] { background: $selection; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="banner"][tone="good"] { border: 1px solid $good; background: $surface; }
QFrame[kind="banner"][tone="caution"] { border: 1px solid $caution; background: $surface; }
QFrame[kind="banner"][tone="bad"] { border: 1px solid $bad; background: $surface; }
QFrame[kind="banner"][tone="accent"] { border: 1px solid $accent; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="plain"] { background: transparent; border: none; }
QDialog, QMessageBox { background: $window; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 20px; padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 2px; color: $secondary; font-weight: 600; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QStatusBar { background: $rail; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px;
    padding: 0 14px; min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selection; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: $border; background: $window; }
QPushButton::menu-indicator { image: url($chevron_down); width: 14px; height: 14px; right: 8px;
    subcontrol-position: right center; subcontrol-origin: padding; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="danger"] { background: $bad; color: $on_bad; border: 1px solid $bad; font-weight: 600; }
QPushButton[kind="danger"]:hover { background: $bad_hover; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled {
    background: $line; border-color: $line; color: $secondary; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[kind="flat"]:hover { background: $hover; }
QPushButton[kind="flat"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="link"] { background: transparent; border: none; padding: 0; color: $accent; text-align: left;
    min-height: 22px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: none; text-decoration: underline; }
QPushButton[kind="chip"] { background: transparent; color: $secondary; border-radius: 13px; min-height: 24px;
    padding: 0 12px; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"]:checked { background: $selection; color: $accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 0 11px; min-height: 22px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px; }
QToolButton:hover { background: $hover; }
QToolButton:checked, QToolButton:pressed { background: $selection; }
QToolButton:focus { border: 2px solid $accent; padding: 3px 7px; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="nav"] { padding: 0 10px; text-align: left; }
QToolButton[kind="nav"]:hover { background: $selection; }
QToolButton[kind="nav"]:checked { background: $selection; color: $accent; font-weight: 600; }
QToolButton[kind="nav"]:focus { padding: 0 9px; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
    border: 1px solid $border; border-radius: 6px; selection-background-color: $selection; selection-color: $text; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 0 10px; min-height: 32px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 0 9px;
    min-height: 30px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 5px 7px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled, QTextEdit:disabled,
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] { background: $window;
    border-color: $line; }
QComboBox { padding-left: 12px; }
QComboBox:focus { padding-left: 11px; }
QLineEdit[state="bad"], QComboBox[state="bad"], QAbstractSpinBox[state="bad"] { border: 2px solid $bad; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractItemView QLineEdit { border: none; min-height: 0;
    padding: 0; background: transparent; }
QTableView QLineEdit, QTableView QLineEdit:focus { border: 2px solid $accent; border-radius: 0; background: $surface;
    padding: 0 10px; min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url($chevron_down); width: 14px;
    height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 20px; }
QAbstractSpinBox::up-button { subcontrol-position: top right; height: 15px; margin: 1px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; height: 15px; margin: 0 2px 1px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url($chevron_down); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: 4px; outline: 0; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover { background: $selection;
    color: $text; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; border: 1px solid transparent;
    border-radius: 4px; padding: 1px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; padding: 0; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 16px; height: 16px;
    border: 1px solid $border; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent; border-color: $accent;
    image: url($check); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: $accent;
    border-color: $accent; image: url($minus); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $line; border-color: $line; }
"""

_VIEWS = """
QTableView, QTreeView, QListView { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    gridline-color: transparent; selection-background-color: $selection; selection-color: $text; outline: 0; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 1px solid $accent; }
QListView { padding: 4px; }
QListView::item, QTreeView::item { padding: 7px 8px; border-radius: 6px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface; color: $secondary; border: none; border-bottom: 1px solid $line;
    padding: 0 12px; font-size: 12px; font-weight: 600; min-height: 34px; }
QHeaderView::section:first { border-top-left-radius: 7px; }
QHeaderView::section:last { border-top-right-radius: 7px; }
QHeaderView::section:only-one { border-top-left-radius: 7px; border-top-right-radius: 7px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url($sort_up); width: 12px; height: 12px; subcontrol-position: center right;
    right: 6px; }
QHeaderView::down-arrow { image: url($sort_down); width: 12px; height: 12px; subcontrol-position: center right;
    right: 6px; }
QTableCornerButton::section { background: $surface; border: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; min-height: 26px; }
QCalendarWidget QAbstractItemView { background: $raised; border: none; border-radius: 0;
    selection-background-color: $accent; selection-color: $on_accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; top: -1px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $secondary; border: none; border-bottom: 2px solid transparent;
    padding: 8px 4px; margin-right: 20px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; padding: 6px 2px; }
"""

_FLOATING = """
QMenuBar { background: $rail; padding: 2px 8px; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 6px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $border; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }
QMenu::indicator:checked { image: url($tick); }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; font-size: 12px; }
QProgressBar { border: none; border-radius: 3px; background: $line; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
"""

_PICTURES = {
    "chevron_down": ("chevron-down", "secondary"),
    "chevron_up": ("chevron-up", "secondary"),
    "sort_up": ("chevron-up", "accent"),
    "sort_down": ("chevron-down", "accent"),
    "check": ("check", "on_accent"),
    "tick": ("check", "accent"),
    "minus": ("minus", "on_accent"),
}


def filled(colors: dict[str, str]) -> str:
    """All rules with the colors of a theme."""
    pictures = {key: _picture(name, colors[token]) for key, (name, token) in _PICTURES.items()}
    return Template(_LABELS + _FRAMES + _BUTTONS + _FIELDS + _VIEWS + _FLOATING).substitute(colors | pictures)


@cache
def _folder() -> QTemporaryDir:
    """Where recolored drawings lie while the program runs: a style sheet takes pictures from files only."""
    return QTemporaryDir()


@cache
def _picture(name: str, color: str) -> str:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    path = _folder().filePath(f"{name}-{color.removeprefix('#')}.svg")
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a path of Qt
        file.write(drawing)
    return path
