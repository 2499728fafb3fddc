"""The first row of the access reviews: which one is shown, how it stands, the filter, its beginning and its end."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.views.access_reviews import ReviewRow
from ui.models.access_review_words import chooser_words, due_words, state_tone, state_words
from ui.widgets.basics import Icon, button, label, set_property
from ui.widgets.combo import combo


class ReviewHead(QWidget):
    """`reviews` chooses one, `state` says how it stands; `chosen` comes when another one is to be shown."""

    chosen = Signal()

    def __init__(self, search: QWidget, close: QAction, start: QAction) -> None:
        super().__init__()
        self._rows: tuple[ReviewRow, ...] = ()
        self._verbs = {}
        self.reviews = combo("Access review")
        self.reviews.setMinimumWidth(360)
        self.icon, self.state = Icon("info", "neutral"), label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reviews, 2)
        row.addSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.state)
        row.addStretch(1)
        search.setMaximumWidth(180)
        row.addWidget(search, 1)
        for verb, words in ((close, "Close…"), (start, "Start review…")):
            made = button(words)
            made.setAccessibleName(verb.text())
            made.clicked.connect(verb.trigger)
            verb.changed.connect(self._follow)
            self._verbs[verb] = made
            row.addWidget(made)
        self._start, self._close = start, close
        self.reviews.currentIndexChanged.connect(self.chosen)
        self._follow()

    @property
    def review(self) -> ReviewRow | None:
        """The one that is shown."""
        return next((row for row in self._rows if row.id == self.reviews.currentData()), None)

    def set_reviews(self, rows: Sequence[ReviewRow]) -> None:
        """The one that was shown stays; nothing is told."""
        was = self.reviews.currentData()
        self._rows = tuple(rows)
        blocker = QSignalBlocker(self.reviews)
        self.reviews.clear()
        for row in rows:
            self.reviews.addItem(chooser_words(row, is_of_many=len({each.product_id for each in rows}) > 1), row.id)
        self.reviews.setCurrentIndex(max(self.reviews.findData(was), 0) if rows else -1)
        blocker.unblock()
        self._follow()

    def choose(self, review_id: int | None) -> None:
        """That review; the newest without an id."""
        wanted = max((row.id for row in self._rows), default=0) if review_id is None else review_id
        place = self.reviews.findData(wanted)
        if place >= 0:
            self.reviews.setCurrentIndex(place)

    def show_state(self, row: ReviewRow, today: date) -> None:
        icon, token = state_tone(row)
        due = f"  ·  {due_words(row, today)}" if row.closed_on is None else ""
        self.icon.show_icon(icon, token)
        self.state.setText(f"{state_words(row)}{due}")
        set_property(self.state, "tone", token if token in ("bad", "good") else "")
        self._follow()

    def _follow(self) -> None:
        """A product has one open review at a time, so starting another one is seldom what is wanted meanwhile."""
        for verb, made in self._verbs.items():
            made.setEnabled(verb.isEnabled())
        self._verbs[self._close].setVisible(self.review is not None and self.review.closed_on is None)
        self._verbs[self._start].setVisible(all(row.closed_on is not None for row in self._rows))
