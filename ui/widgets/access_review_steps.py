"""The four steps of an access review side by side: how far each is, and its verb."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.views.access_reviews import ReviewOffice, ReviewRow, ReviewState
from ui import style
from ui.models.access_review_words import offices_words
from ui.widgets.basics import Card, Icon, button, label, set_property
from ui.widgets.capacity_bar import HEIGHT, paint_capacity


@dataclass(frozen=True, slots=True)
class Step:
    """How far a step is: `done` of `of`, in words, and whether it needs somebody now."""

    done: int
    of: int
    words: str
    is_pressing: bool = False

    @property
    def is_complete(self) -> bool:
        return self.of > 0 and self.done >= self.of


class _Bar(QWidget):
    """How much of a step is done; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._step = Step(0, 0, "")
        self.setFixedHeight(HEIGHT)

    def show_step(self, step: Step) -> None:
        self._step = step
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, self.width(), HEIGHT)
        paint_capacity(painter, area, self._step.done, self._step.of or 1, style.current())


class StepCard(Card):
    """How far a `step` is: a sign, its name, the words and a bar; and the button of its verb."""

    def __init__(self, place: int, name: str, verb: QAction) -> None:
        super().__init__()
        self.setAccessibleName(f"Step {place}: {name}")
        self.step = Step(0, 0, "")
        self.icon = Icon("circle-dashed", "neutral", 16)
        self.name = label(f"{place}  {name}", "caption")
        self.words = label("", "secondary")
        self.bar = _Bar()
        self.verb = button(verb.text())
        self.verb.setAccessibleName(verb.text())
        self.verb.clicked.connect(verb.trigger)
        self._action = verb
        verb.changed.connect(self._follow)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.icon)
        top.addWidget(self.name, 1)
        top.addWidget(self.verb, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 10, 12)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        self._follow()

    def show_step(self, step: Step) -> None:
        self.step = step
        self.words.setText(step.words)
        set_property(self.words, "tone", "bad" if step.is_pressing else "")
        self.bar.show_step(step)
        if step.is_complete:
            self.icon.show_icon("circle-check", "good")
        elif step.is_pressing:
            self.icon.show_icon("triangle-alert", "bad")
        else:
            self.icon.show_icon("circle-dot" if step.done else "circle-dashed", "accent" if step.done else "neutral")
        self.setAccessibleDescription(step.words)

    def _follow(self) -> None:
        self.verb.setEnabled(self._action.isEnabled())


class ReviewSteps(QWidget):
    """`ask`, `answers`, `decide` and `carry_out` are the cards, in their order."""

    def __init__(self, ask: QAction, take: QAction, accept: QAction, carry_out: QAction) -> None:
        super().__init__()
        self.ask = StepCard(1, "Ask", ask)
        self.answers = StepCard(2, "Answers", take)
        self.decide = StepCard(3, "Decide", accept)
        self.carry_out = StepCard(4, "Carry out", carry_out)
        cards = (self.ask, self.answers, self.decide, self.carry_out)
        for card, words in zip(cards, ("Draft mails…", "Take files…", "Accept all", "Carry out…"), strict=True):
            card.verb.setText(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in cards:
            row.addWidget(card, 1)

    def show_review(self, row: ReviewRow, offices: tuple[ReviewOffice, ...]) -> None:
        is_closed = row.closed_on is not None
        self.ask.show_step(asked_step(offices))
        self.answers.show_step(answered_step(row, offices, is_closed=is_closed))
        self.decide.show_step(decided_step(row))
        self.carry_out.show_step(carried_out_step(row))
        self._mark()

    def _mark(self) -> None:
        """The first step that is not done, and can be, stands out."""
        cards = (self.ask, self.answers, self.decide, self.carry_out)
        first = next((card for card in cards if not card.step.is_complete and card.verb.isEnabled()), None)
        for card in cards:
            set_property(card.verb, "kind", "primary" if card is first else "")


def asked_step(offices: tuple[ReviewOffice, ...]) -> Step:
    asked = sum(office.asked_at is not None or office.answered > 0 for office in offices)
    unsent = sum(office.asked_at is not None and office.sent_at is None for office in offices)
    words = f"{asked} of {len(offices)} asked"
    return Step(asked, len(offices), f"{words}, {unsent} not marked as sent" if unsent else words)


def answered_step(row: ReviewRow, offices: tuple[ReviewOffice, ...], *, is_closed: bool) -> Step:
    overdue = sum(not office.is_complete for office in offices) if row.state is ReviewState.OVERDUE else 0
    more = f", {overdue} overdue" if overdue else f", {row.offices_late} late" if row.offices_late else ""
    return Step(row.offices_answered, row.offices, f"{offices_words(row)}{more}", bool(overdue) and not is_closed)


def decided_step(row: ReviewRow) -> Step:
    """Licenses that moved on need no decision."""
    decided = row.decided + row.carried_out
    words = f"{decided:,} of {decided + row.undecided:,} licenses"
    return Step(decided, decided + row.undecided, f"{words}, {row.moved_on} moved on" if row.moved_on else words)


def carried_out_step(row: ReviewRow) -> Step:
    of = row.carried_out + row.decided + row.undecided
    words = f"{row.carried_out:,} of {of:,} done"
    return Step(row.carried_out, of, f"{words}, {row.decided:,} ready" if row.decided else words)
