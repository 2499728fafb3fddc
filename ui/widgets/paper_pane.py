"""One issued paper beside the register: what it is, how it stands, the paper itself or what became of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from coordinator.services.papers import stored_file
from coordinator.views.issued_papers import IssuedRow, PaperEventKind, PaperHistory, paper_history
from ui.desk import Desk
from ui.models.paper_words import event_words, facts, standing
from ui.widgets.basics import Card, Icon, button, label, set_property, wrapped
from ui.widgets.detail import DetailPane
from ui.widgets.pdf_view import PdfView
from ui.widgets.verb_bar import VerbBar
from ui.widgets.view_switch import ViewSwitch
from ui.wording import count, tone

_OTHERS = (PaperEventKind.SUPERSEDES, PaperEventKind.SUPERSEDED)


class PaperPane(Card):
    """`view` is the paper, `history` what became of it; `paper_wanted` carries the number of another one."""

    paper_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: IssuedRow | None = None
        self._shown: int | None = None
        self.setMinimumWidth(340)
        self.heading = label("", "name")
        self.sign = Icon("circle-check", "good")
        self.standing = wrapped(label(""))
        self.facts = wrapped(label("", "secondary"))
        self.buttons = VerbBar()
        self.switch = ViewSwitch("What is shown of the paper", (("paper", "Paper"), ("history", "History")))
        self.view = PdfView(desk, "Preview of the paper")
        self.history = DetailPane("History of the paper")
        self.history.setProperty("kind", "")
        self._lay_out()
        self.switch.chosen.connect(self._on_switch)

    def _lay_out(self) -> None:
        # What it asks for is the height of the narrowest flow; it gets what its real width needs.
        self.buttons.setMinimumHeight(26)
        stands = QHBoxLayout()
        stands.setSpacing(6)
        stands.addWidget(self.sign)
        stands.addWidget(self.standing, 1)
        switched = QHBoxLayout()
        switched.addWidget(self.switch)
        switched.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.history)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.heading)
        inside.addLayout(stands)
        inside.addWidget(self.facts)
        inside.addWidget(self.buttons)
        inside.addLayout(switched)
        inside.addWidget(self._stack, 1)

    def set_actions(self, actions: Sequence[tuple[str, QAction]], more: Sequence[QAction]) -> None:
        """A button for each, with a shorter word, and a menu with more."""
        for text, action in actions:
            self.buttons.add_action(action, text).setToolTip(action.text())
        self.buttons.add_menu("More", more)

    def show_papers(self, rows: Sequence[IssuedRow]) -> None:
        """One paper in full; of several how many they are."""
        self._row = rows[0] if len(rows) == 1 else None
        self.buttons.setVisible(bool(rows))
        for part in (self.sign, self.standing, self.facts, self.switch):
            part.setVisible(self._row is not None)
        if self._row is None:
            self._shown = None
            self._stack.setCurrentIndex(0)
            self.heading.setText(count(len(rows), "paper", "papers") if rows else "")
            self.view.say("Choose one paper to see it." if rows else "Choose a paper to see it as it was issued.")
        else:
            self._show(self._row)

    def _show(self, row: IssuedRow) -> None:
        name, color = tone(row.state)
        self.heading.setText(row.number)
        self.sign.show_icon(name, color)
        self.standing.setText(standing(row))
        set_property(self.standing, "tone", color)
        self.facts.setText(facts(row))
        self._on_switch()
        self._desk.runner.read(paper_history, row.id).then(self._show_history)
        if self._shown != row.id:
            self._shown = row.id
            self._desk.runner.read(stored_file, row.file_id).then(self._show_file)

    def _show_file(self, file: tuple[str, bytes]) -> None:
        if self._row is not None:
            self.view.show_pdf(*file)

    def _show_history(self, history: PaperHistory) -> None:
        if self._row is None or self._row.id != history.paper_id:
            return
        self.history.clear()
        for event in history.events:
            text, on, sign = event_words(event)
            self.history.line(text, on, sign)
            if event.kind in _OTHERS:
                there = button(f"Show {event.what}", "link")
                there.clicked.connect(partial(self.paper_wanted.emit, event.what))
                self.history.add_widget(there)
        if self._row.template:
            self.history.section("Made with")
            self.history.line(self._row.template)
        self.history.section("SHA-256 of the file")
        self.history.line(" ".join(self._row.sha256[at : at + 8] for at in range(0, 64, 8)))

    def _on_switch(self) -> None:
        self._stack.setCurrentIndex(int(self.switch.key == "history"))
