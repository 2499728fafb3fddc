"""Access reviews: which there are, how far one is step by step, and its licenses, offices and rows to look at."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coordinator.views.access_review_due import ProductToReview, products_to_review
from coordinator.views.access_review_lines import ReviewLine, review_lines
from coordinator.views.access_review_problems import OpenProblem, open_problems
from coordinator.views.access_reviews import ReviewOffice, ReviewRow, access_reviews, review_offices
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.access_review_head import ReviewHead
from ui.widgets.access_review_lines import LINE_FILTERS, ReviewLinesGrid, line_chips
from ui.widgets.access_review_offices import OFFICE_FILTERS, PROBLEM_COLUMNS, office_chips, office_columns
from ui.widgets.access_review_panes import ReviewPane
from ui.widgets.access_review_steps import ReviewSteps
from ui.widgets.access_review_verbs import KnownReview, ReviewVerbs
from ui.widgets.empty import Empty
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips, SearchBox
from ui.widgets.split import Split
from ui.widgets.view_switch import ViewSwitch

LINES, OFFICES, PROBLEMS = "lines", "offices", "problems"
WHY = (
    "Once a year every office says which of its licenses are still needed. Start a review: who holds what is frozen, "
    "each office gets a workbook, and the answers become decisions."
)
NO_LICENSE = "Once a year every office says which of its licenses are still needed. Nobody holds a license yet."


class AccessReviewsPanel(QWidget):
    """`head` chooses one, `steps` says how far it is; `lines`, `offices` and `problems` are behind `switch`, with
    `chips` and `search` over them and `pane` beside. `verbs` owns the actions; `dialog` is the one that is open."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self._known = KnownReview()
        self._has_reviews = False
        self._problems: tuple[OpenProblem, ...] = ()
        self._wanted: object = None
        self._is_active = True
        self.search = SearchBox("Filter the review")
        self.search.setPlaceholderText("Filter")
        self.switch = ViewSwitch("What is shown", ((LINES, "Licenses"), (OFFICES, "Offices"), (PROBLEMS, "Rows")))
        self.chips = Chips("Filters of the review")
        self.lines = ReviewLinesGrid(desk.look)
        self.offices: Grid[ReviewOffice] = Grid(office_columns(desk.zone), desk.look, "Offices of the review")
        self.problems: Grid[OpenProblem] = Grid(PROBLEM_COLUMNS, desk.look, "Rows to look at")
        self.pane = ReviewPane()
        self.verbs = ReviewVerbs(desk, page, self._known, self._show_newest)
        self.show_line = desk.actions.add(page, "Page", "Show the license of the row", self._show_line, "", "search")
        self.head = ReviewHead(self.search, self.verbs.close, self.verbs.start)
        self.steps = ReviewSteps(self.verbs.ask, self.verbs.take, self.verbs.accept_all, self.verbs.carry_out)
        self.setAcceptDrops(True)
        self._arrange()
        self._connect()
        self._follow()

    @property
    def dialog(self) -> DialogFrame | None:
        return self.verbs.dialog

    # parts

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        for grid in (self.lines, self.offices, self.problems):
            self.stack.addWidget(grid)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.steps)
        column.addLayout(self._filters())
        column.addWidget(Split(self.stack, self.pane), 1)
        nothing = QWidget()
        self.empty = Empty(nothing)
        self.empty.say(WHY, self.verbs.start)
        self.empty.say(NO_LICENSE, None)
        self.empty.show()
        self.whole = QStackedWidget()
        self.whole.addWidget(nothing)
        self.whole.addWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.whole)
        self.lines.set_actions(self.verbs.of_lines)
        self.offices.set_actions(self.verbs.of_offices)
        self.problems.set_actions([self.show_line])
        self.problems.set_empty("Every row of every file was understood, or is settled by now.")

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.chips.setMinimumHeight(26)  # not that of the narrowest flow
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(8)
        row.addWidget(self.chips, 1)
        return row

    def _connect(self) -> None:
        self.head.chosen.connect(self._on_review)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._into_grid)
        self.switch.chosen.connect(self._on_switch)
        self.chips.chosen.connect(self._on_chip)
        self.lines.answered.connect(self.verbs.answer)
        self.lines.accepted.connect(self.verbs.accept_selected)
        self.lines.opened.connect(self.verbs.decide_selected)
        self.problems.opened.connect(self._show_line)
        for grid in (self.lines, self.offices, self.problems):
            grid.selected.connect(self._follow)

    @property
    def grid(self) -> Grid[ReviewLine] | Grid[ReviewOffice] | Grid[OpenProblem]:
        """The one that is shown."""
        if self.switch.key == LINES:
            return self.lines
        return self.offices if self.switch.key == OFFICES else self.problems

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(products_to_review).then(self._take_products)
        self.desk.runner.read(access_reviews, self.desk.today()).then(self._show_reviews)

    def open(self, target: object) -> None:
        """A review's id, ("review", id), the key of a filter of its licenses, "offices", "rows" or "start"."""
        self._wanted = target[1] if isinstance(target, tuple) and target[:1] == ("review",) else target
        self._do_wanted()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._enable()

    def drop(self, paths: Sequence[Path]) -> bool:
        """Files that were dropped: answers to the review that is shown; False when none is open."""
        if not self._known.is_open:
            return False
        self.verbs.take_files(list(paths))
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._known.is_open:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.drop(paths):
            event.acceptProposedAction()

    def _take_products(self, rows: tuple[ProductToReview, ...]) -> None:
        self._known.has_licenses = bool(rows)
        self._enable()
        self.empty.say(WHY if rows else NO_LICENSE, self.verbs.start if rows else None)
        self._do_wanted()

    def _show_reviews(self, rows: tuple[ReviewRow, ...]) -> None:
        self.head.set_reviews(rows)
        self._has_reviews = bool(rows)
        self.whole.setCurrentIndex(1 if rows else 0)
        self._on_review()
        self._do_wanted()

    def _on_review(self) -> None:
        review = self._known.review = self.head.review
        if review is None:
            self._known.lines, self._known.offices = (), ()
            self._follow()
            return
        today, runner = self.desk.today(), self.desk.runner
        self.head.show_state(review, today)
        runner.read(review_offices, today, review.id).then(self._show_offices)
        runner.read(open_problems, review.id).then(self._show_problems)
        runner.read(review_lines, today, review.id).then(self._show_lines)

    def _show_offices(self, rows: tuple[ReviewOffice, ...]) -> None:
        self._known.offices = rows
        self.offices.set_rows(rows)
        self._label()
        self._follow()

    def _show_problems(self, rows: tuple[OpenProblem, ...]) -> None:
        self._problems = rows
        self.problems.set_rows(rows)
        self._label()

    def _show_lines(self, rows: tuple[ReviewLine, ...]) -> None:
        self._known.lines = rows
        self.lines.set_rows(rows)
        self._label()
        self._do_wanted()
        self._follow()

    def _label(self) -> None:
        """The chips of what is shown, and how many rows wait."""
        chips = {LINES: line_chips(self._known.lines), OFFICES: office_chips(self._known.offices), PROBLEMS: []}
        self.chips.set_chips(chips[self.switch.key])
        self.switch.findChildren(QPushButton)[2].setText(f"Rows  {len(self._problems):,}" if self._problems else "Rows")

    def _on_switch(self, key: str) -> None:
        self.stack.setCurrentWidget(self.grid)
        self._label()
        self._on_chip(self.chips.key)
        self.grid.rows_model.set_filter(self.search.text())
        self._follow()

    def _on_chip(self, key: str) -> None:
        self.lines.rows_model.set_predicate(LINE_FILTERS[key][1] if key in LINE_FILTERS and key != "all" else None)
        self.offices.rows_model.set_predicate(
            OFFICE_FILTERS[key][1] if key in OFFICE_FILTERS and key != "all" else None
        )
        self._follow()

    def _on_search(self, text: str) -> None:
        self.grid.rows_model.set_filter(text)
        self._follow()

    def _into_grid(self) -> None:
        """From the search into what was found."""
        grid = self.grid
        grid.setFocus(Qt.FocusReason.OtherFocusReason)
        if grid.rows_model.rowCount():
            grid.select_ids([grid.rows_model.row_at(0).id])

    # what was asked for

    def _show_newest(self) -> None:
        self._wanted = "newest"

    def _do_wanted(self) -> None:
        target = self._wanted
        if target is None or not (self._has_reviews or target == "start"):
            return
        if isinstance(target, int) or target == "newest":
            self._wanted = None
            self.head.choose(None if target == "newest" else int(str(target)))
        elif target == "start" and self.verbs.start.isEnabled():
            self._wanted = None
            self.verbs.start.trigger()
        elif self._known.lines and target in (OFFICES, "rows", *LINE_FILTERS):
            self._wanted = None
            self.switch.choose({OFFICES: OFFICES, "rows": PROBLEMS}.get(str(target), LINES))
            self.chips.choose(str(target))

    def _show_line(self) -> None:
        """The license that the row is about."""
        rows = self.problems.selected_rows()
        if len(rows) == 1 and rows[0].problem.line_id is not None:
            self.search.clear()
            self.switch.choose(LINES)
            self.chips.choose("all")
            self.lines.select_ids([rows[0].problem.line_id])
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is selected

    def _enable(self) -> None:
        self.verbs.follow(is_active=self._is_active)
        problems = self.problems.selected_rows()
        has_line = len(problems) == 1 and problems[0].problem.line_id is not None
        self.show_line.setEnabled(self._is_active and self.switch.key == PROBLEMS and has_line)

    def _follow(self) -> None:
        """Pane, actions and status bar follow what is selected."""
        key = self.switch.key
        self._known.selected = tuple(self.lines.selected_rows()) if key == LINES else ()
        self._known.selected_offices = tuple(self.offices.selected_rows()) if key == OFFICES else ()
        self._enable()
        review = self._known.review
        if review is None:
            self.status_changed.emit("")
            return
        self.steps.show_review(review, self._known.offices)
        rows = self.grid.selected_rows()
        self.status_changed.emit(f"{len(rows):,} of {self.grid.rows_model.total:,} selected")
        lines, offices = self._known.selected, self._known.selected_offices
        if len(lines) == 1:
            self.pane.show_line(lines[0], self.verbs.of_line)
        elif len(offices) == 1:
            self.pane.show_office(offices[0], self.desk.zone, self.verbs.of_offices)
        elif key == PROBLEMS and len(rows) == 1:
            self.pane.show_problem(self.problems.selected_rows()[0], [self.show_line])
        else:
            self.pane.show_review(review, self.desk.today(), len(lines), self._verbs_of_many(len(lines)))

    def _verbs_of_many(self, number: int) -> list[QAction]:
        return [each for each in self.verbs.of_lines if each.isEnabled()] if number > 1 else self.verbs.of_review
