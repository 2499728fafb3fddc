"""One text of a template: a line or a paragraph, with a menu of what can be inserted, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator.rules.template_placeholders import Placeholder
from ui.widgets.basics import Icon, button, label, set_property, wrapped

FEWEST_LINES, MOST_LINES = 2, 9
_LONGEST_EXAMPLE = 44
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProblemLine(QWidget):
    """What is wrong at a place, in a sentence; not there when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = wrapped(label(""))
        set_property(self.sentence, "tone", "bad")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon("circle-alert", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.setVisible(bool(sentence))


class ParagraphEdit(QPlainTextEdit):
    """As high as its text. It has no line breaks: those that are pasted become spaces, and Enter makes none."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split("\n")).replace("\r", ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        room = lines * self.fontMetrics().lineSpacing() + 2 * round(self.document().documentMargin()) + 16
        if self.minimumHeight() != room:
            self.setFixedHeight(room)

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())


class TemplateText(QWidget):
    """`text` is typed in `field`; `insert` offers the placeholders, Ctrl+Space does so at the cursor.

    `show_problem` says what is wrong with it. `changed` comes with every key. An empty caption puts the button beside
    the field.
    """

    changed = Signal()

    def __init__(
        self, name: str, placeholders: Sequence[Placeholder], *, is_long: bool = False, caption: str | None = None
    ) -> None:
        super().__init__()
        self._placeholders = placeholders
        self.name = name
        self.field = ParagraphEdit() if is_long else QLineEdit()
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self.changed)
        self.insert = button("Insert", "link")
        self.insert.setAutoDefault(False)
        self.insert.setAccessibleName(f"Insert a placeholder: {name}")
        self.insert.setToolTip("Insert a placeholder (Ctrl+Space)")
        self.insert.clicked.connect(self.offer)
        self.problem = ProblemLine()
        shortcut = QShortcut(QKeySequence("Ctrl+Space"), self.field)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.offer)
        self._lay_out(name if caption is None else caption)
        self.setFocusProxy(self.field)

    def _lay_out(self, caption: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        if caption:
            above = label(caption, "caption")
            above.setBuddy(self.field)
            row.addWidget(above, 1)
            column.addLayout(row)
            column.addWidget(self.field)
        else:
            row.addWidget(self.field, 1)
            column.addLayout(row)
        row.addWidget(self.insert)
        column.addWidget(self.problem)
        QWidget.setTabOrder(self.field, self.insert)

    @property
    def text(self) -> str:
        return self.field.toPlainText() if isinstance(self.field, QPlainTextEdit) else self.field.text()

    def set_text(self, text: str) -> None:
        """What undo goes back to, too; the beginning of a long one is seen."""
        if isinstance(self.field, QPlainTextEdit):
            self.field.setPlainText(text)
        else:
            self.field.setText(text)
            self.field.setCursorPosition(0)

    def show_problem(self, sentence: str) -> None:
        """Nothing is wrong when it is empty."""
        self.problem.say(sentence)
        self.field.setAccessibleDescription(sentence)
        set_property(self.field, "state", "bad" if sentence else "")

    # placeholders

    def offer(self) -> None:
        """The menu below the cursor, or below its button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._corner())

    def menu(self) -> QMenu:
        """Each placeholder with what it stands for and an example."""
        menu = QMenu(self)
        menu.setAccessibleName("Placeholders")
        for each in self._placeholders:
            example = each.example.strip()
            if len(example) > _LONGEST_EXAMPLE:
                example = f"{example[:_LONGEST_EXAMPLE]}…"
            says = f"{each.says[:1].upper()}{each.says[1:]} – {example}".replace("&", "&&")
            action = QAction(f"{says}\t{{{each.name}}}", menu)
            action.setData(each.name)
            menu.addAction(action)
        menu.triggered.connect(self._insert)
        return menu

    def _corner(self) -> QPoint:
        if self.insert.hasFocus():
            return self.insert.mapToGlobal(QPoint(0, self.insert.height()))
        place = (
            self.field.cursorRect()
            if isinstance(self.field, QPlainTextEdit)
            else self.field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        )
        return self.field.mapToGlobal(place.bottomLeft())

    def _insert(self, action: QAction) -> None:
        """In place of what is selected; undo takes it out again."""
        placeholder = f"{{{action.data()}}}"
        if isinstance(self.field, QPlainTextEdit):
            self.field.insertPlainText(placeholder)
        else:
            self.field.insert(placeholder)
        self.field.setFocus()
