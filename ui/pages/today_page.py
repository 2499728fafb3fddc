"""The start page: in five seconds, what needs doing; each line leads where it is done."""

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Area
from coordinator.views.today import TodayView, Todo, today_view
from ui.desk import Desk
from ui.models.todo_words import SECTIONS
from ui.widgets.answers_card import AnswersCard
from ui.widgets.basics import Card, Icon, button, label, wrapped
from ui.widgets.page import Page
from ui.widgets.parts import Header
from ui.widgets.todo_list import TodoList
from ui.wording import count

STEPS = (
    ("1", "Create a tasking", "Paste the memo; its number, dates and documents are proposed."),
    ("2", "Import nominations", "Drop the files the offices send back; in any layout."),
    ("3", "Train, then license", "Seat people, record attendance, issue certificates and licenses."),
)


class TodayPage(Page):
    """Empties itself as the day's work is done. `list.rows` are the lines, each with its `button`."""

    name = "Today"
    icon_name = "sun"
    areas = Area.everything()
    help = (
        "Everything that waits for someone, the most pressing first. The button of each line leads to the page where "
        "it is done, with the right people already filtered. When the page is empty, you are done for today."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = Header("Today")
        self.header.search.hide()
        self.list = TodoList()
        self.list.asked.connect(self._go)
        self.answers = AnswersCard()
        self.first_step = button("New tasking", "primary", "plus")
        self.first_step.clicked.connect(self._first_tasking)
        self._work = self._work_view()
        self._done = self._done_view()
        self._welcome = self._welcome_view()
        self.views = QStackedWidget()
        for view in (self._work, self._done, self._welcome):
            self.views.addWidget(view)
        self.body.addWidget(self.header)
        self.body.addWidget(self.views, 1)

    def reload(self) -> None:
        self.desk.runner.read(today_view, self.desk.now(), self.desk.today()).then(self._show)

    # what is shown

    @property
    def is_empty_database(self) -> bool:
        return self.views.currentWidget() is self._welcome

    @property
    def is_done(self) -> bool:
        return self.views.currentWidget() is self._done

    def _show(self, view: TodayView) -> None:
        today = self.desk.today()
        long = QLocale().toString(QDate(today.year, today.month, today.day), QLocale.FormatType.LongFormat)
        self.header.subtitle.setText(long)
        self.list.set_lines(view.lines)
        self.answers.set_taskings(view.open_taskings)
        waiting = sum(line.todo not in _coming_up() for line in view.lines)
        self.count_changed.emit(str(waiting) if waiting else "")
        self.status_changed.emit(count(waiting, "thing", "things") + " to do" if waiting else "Nothing to do")
        work = self._work if view.lines or view.open_taskings else self._done
        self.views.setCurrentWidget(self._welcome if view.is_empty else work)

    def _go(self, page: str, target: object) -> None:
        self.desk.go(page, target)

    def _first_tasking(self) -> None:
        self.desk.go("Taskings", "new")

    # the three faces

    def _work_view(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("What needs doing")
        scroll.setWidget(self.list)
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(scroll, 1)
        row.addWidget(self.answers, 0, Qt.AlignmentFlag.AlignTop)
        return view

    def _done_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Icon("circle-check", "good", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label("Nothing waits for you", "name"), 0, Qt.AlignmentFlag.AlignHCenter)
        sentence = "Late offices, open decisions, trainings and expiring licenses appear here."
        column.addWidget(label(sentence, "secondary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return view

    def _welcome_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(label("Three steps to the first license", "name"), 0, Qt.AlignmentFlag.AlignHCenter)
        steps = QHBoxLayout()
        steps.setSpacing(16)
        steps.addStretch(1)
        for number, title, sentence in STEPS:
            steps.addWidget(_step(number, title, sentence))
        steps.addStretch(1)
        column.addLayout(steps)
        column.addWidget(self.first_step, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return view


def _coming_up() -> tuple[Todo, ...]:
    return SECTIONS[-1][1]


def _step(number: str, title: str, sentence: str) -> Card:
    card = Card()
    card.setFixedSize(232, 132)
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(4)
    column.addWidget(label(f"STEP {number}", "section"))
    column.addWidget(label(title, "name"))
    column.addWidget(wrapped(label(sentence, "secondary")))
    column.addStretch(1)
    return card
