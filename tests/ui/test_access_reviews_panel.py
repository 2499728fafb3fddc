"""The yearly access review in the window: started, asked, answered, decided, carried out and closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.model import Letter, OutgoingDraft
from coordinator.rules.vocabulary import LicenseState, ReviewAnswer, ReviewDecision
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_mails import ReviewMail
from tests import license_unit, review_unit
from tests.conftest import StandingClock
from tests.review_unit import BEGAN
from tests.services.test_access_review_answers import book
from tests.ui.documents_desk import Answers, a_desk  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.memo_fields import pydate, qdate
from ui.dialogs.review_end_dialogs import CarryOutReviewDialog, CloseReviewDialog
from ui.dialogs.review_line_dialogs import CommentReviewDialog, DecideReviewDialog
from ui.dialogs.review_mails_dialog import ReviewMailsDialog
from ui.dialogs.start_review_dialog import StartReviewDialog
from ui.dialogs.take_answers_dialog import TakeAnswersDialog
from ui.widgets.access_reviews_panel import LINES, OFFICES, PROBLEMS, AccessReviewsPanel
from ui.wording import day


@dataclass
class Replies(Answers):
    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        self.said.append(sentence)


@pytest.fixture(name="answers")
def some_replies(tmp_path: Path) -> Replies:
    return Replies(into=tmp_path / "out")


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "unit.db"
    is_before = "started" in request.node.name
    of = review_unit.database_of_holders if is_before else review_unit.database_of_review
    path.write_bytes(of(empty_database))
    return path


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> Iterator[AccessReviewsPanel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = AccessReviewsPanel(desk, page)
    qtbot.addWidget(made)
    made.resize(1032, 560)
    made.show()
    desk.runner.changed.connect(made.reload)
    made.reload()
    settled(qtbot, desk)
    yield made
    settled(qtbot, desk)


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Answers ask further questions: until nothing is under way."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not desk.runner.is_busy)
        qtbot.wait(1)


def texts(widget: QWidget) -> str:
    return "\n".join(str(child.property("text")) for child in widget.findChildren(QWidget) if child.property("text"))


def choose(panel: AccessReviewsPanel, *names: str) -> None:
    found = [line.id for line in panel.lines.rows_model.all_rows if line.name.split(",")[0] in names]
    panel.lines.select_ids(found)


def test_a_review_is_started_asked_and_written_out(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AccessReviewsPanel, answers: Replies
) -> None:
    assert "Once a year every office says" in panel.empty.sentence.text()
    panel.open(("review", "start"))
    assert isinstance(panel.dialog, StartReviewDialog)
    panel.dialog.reject()
    panel.empty.button.click()
    dialog = panel.dialog
    assert isinstance(dialog, StartReviewDialog)
    settled(qtbot, desk)
    assert dialog.title.text() == "Access review 2026"
    assert dialog.said.text() == "5 licenses of 2 offices will be frozen today. It was never reviewed."
    assert pydate(dialog.due_on.date()) == datetime(2026, 12, 3, tzinfo=UTC).date()
    dialog.due_on.setDate(qdate(datetime(2026, 12, 5, tzinfo=UTC).date()))
    assert "is a Saturday: nobody may be at work" in dialog.warning.text()
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said == ["Started “Access review 2026”"]
    assert "0 of 2 offices answered" in panel.head.reviews.currentText()
    assert panel.steps.ask.words.text() == "0 of 2 asked"
    assert panel.steps.ask.verb.property("kind") == "primary"
    panel.steps.ask.verb.click()
    mails = panel.dialog
    assert isinstance(mails, ReviewMailsDialog)
    settled(qtbot, desk)
    assert mails.mail is ReviewMail.REQUEST
    assert [row.code for row in mails.offices.checked] == ["DEN", "SEA"]
    assert "your office held 3 licenses" in mails.preview.body.toPlainText()
    assert mails.preview.attachment.text() == "Access review 2026 DEN.xlsx"
    assert unnamed(mails) == []
    mails.go.click()
    settled(qtbot, desk)
    assert panel.steps.ask.words.text() == "2 of 2 asked, 2 not marked as sent"
    assert len(license_unit.rows(workspace, OutgoingDraft)) == 2
    assert answers.into is not None
    assert len(list(answers.into.glob("*.eml"))) == 2
    panel.verbs.write.trigger()
    settled(qtbot, desk)
    assert answers.said[-1] == "Wrote 2 workbooks into out"
    assert len(list(answers.into.glob("*.xlsx"))) == 2


def test_answers_are_entered_with_one_key_and_filters_find_what_waits(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AccessReviewsPanel, answers: Replies, clock: StandingClock
) -> None:
    assert unnamed(panel) == []
    assert "Waiting for answers" in panel.head.state.text()
    choose(panel, "Okafor", "Reyes", "Lindqvist")
    assert "3 licenses" in texts(panel.pane)
    QTest.keyClick(panel.lines, Qt.Key.Key_K)
    settled(qtbot, desk)
    assert answers.said[-1] == "Answered for 3 licenses"
    choose(panel, "Reyes")
    QTest.keyClick(panel.lines, Qt.Key.Key_R)
    settled(qtbot, desk)
    choose(panel, "Lindqvist")
    QTest.keyClick(panel.lines, Qt.Key.Key_Delete)
    settled(qtbot, desk)
    said = {name: line.answer for name, line in review_unit.lines(workspace).items()}
    assert said == {
        "Okafor": ReviewAnswer.KEEP, "Reyes": ReviewAnswer.RETURN, "Lindqvist": None, "Haddad": None, "Ito": None,
    }  # fmt: skip
    choose(panel, "Okafor")
    panel.verbs.comment.trigger()
    comment = panel.dialog
    assert isinstance(comment, CommentReviewDialog)
    comment.comment.setPlainText("On leave until May")
    comment.go.click()
    settled(qtbot, desk)
    clock.move_to(review_unit.AFTER)
    panel.reload()
    settled(qtbot, desk)
    assert "was due 2 days ago" in panel.head.state.text()
    for key, names in (
        ("look", ["Okafor"]),
        ("unanswered", ["Lindqvist", "Haddad", "Ito"]),
        ("return", ["Reyes"]),
        ("to_decide", ["Okafor", "Reyes", "Lindqvist", "Haddad", "Ito"]),
    ):
        panel.chips.choose(key)
        assert [line.name.split(",")[0] for line in panel.lines.rows_model.rows] == names, key
    panel.chips.choose("all")
    choose(panel, "Okafor")
    assert "“On leave until May”" in texts(panel.pane)
    panel.search.setText("haddad")
    assert panel.lines.rows_model.rowCount() == 1
    panel.search.clear()
    panel.switch.choose(OFFICES)
    panel.chips.choose("overdue")
    assert [row.code for row in panel.offices.rows_model.rows] == ["DEN", "SEA"]
    panel.offices.select_ids([panel.offices.rows_model.rows[0].id])
    assert "Overdue: 2 of 3" in texts(panel.pane)
    panel.open("unanswered")
    assert panel.switch.key == LINES
    assert panel.chips.key == "unanswered"


def test_proposals_become_decisions_and_one_step_with_letters(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AccessReviewsPanel, answers: Replies, clock: StandingClock
) -> None:
    choose(panel, "Okafor", "Reyes")
    panel.verbs.keep.trigger()
    settled(qtbot, desk)
    choose(panel, "Okafor")
    panel.verbs.comment.trigger()
    assert isinstance(panel.dialog, CommentReviewDialog)
    panel.dialog.comment.setPlainText("Ask me")
    panel.dialog.go.click()
    clock.move_to(review_unit.AFTER)
    settled(qtbot, desk)
    panel.reload()
    settled(qtbot, desk)
    panel.steps.decide.verb.click()
    settled(qtbot, desk)
    assert answers.said[-1] == "Decided 4 licenses as proposed"
    assert review_unit.lines(workspace)["Okafor"].decision is None
    choose(panel, "Okafor")
    QTest.keyClick(panel.lines, Qt.Key.Key_Return)
    decide = panel.dialog
    assert isinstance(decide, DecideReviewDialog)
    assert decide.decision is ReviewDecision.KEEP
    decide.choices[ReviewDecision.REVOKE].click()
    decide.reason.clear()
    assert not decide.go.isEnabled()
    decide.reason.setText("Not used")
    assert "1 letter when it is carried out" in decide.letters.text()
    decide.go.click()
    settled(qtbot, desk)
    choose(panel, "Haddad", "Ito")
    panel.verbs.decide.trigger()
    assert isinstance(panel.dialog, DecideReviewDialog)
    assert not panel.dialog.choices[ReviewDecision.SUSPEND].isEnabled()
    panel.dialog.reject()
    choose(panel, "Ito")
    panel.verbs.undecide.trigger()
    settled(qtbot, desk)
    before = len(license_unit.rows(workspace, Letter))
    panel.steps.carry_out.verb.click()
    carry = panel.dialog
    assert isinstance(carry, CarryOutReviewDialog)
    assert "3 letters; 1 license is not decided" in texts(carry.what)
    carry.go.click()
    settled(qtbot, desk)
    assert "Carried out the review for 4 licenses" in answers.said
    assert len(license_unit.rows(workspace, Letter)) == before + 3
    assert answers.said[-1] == "Saved 3 letters in out"
    states = sorted(state.value for state in license_unit.states(workspace))
    assert states == ["issued", "reserved", "revoked", "suspended", "suspended"]
    assert panel.steps.carry_out.words.text() == "4 of 5 done"
    panel.verbs.close.trigger()
    close = panel.dialog
    assert isinstance(close, CloseReviewDialog)
    settled(qtbot, desk)
    assert "1 kept, 2 suspended and 1 revoked." in close.summary.text()
    assert not close.go.isEnabled()
    close.note.setPlainText("Ito starts in January")
    close.go.click()
    settled(qtbot, desk)
    assert panel.head.state.text() == "Closed"
    assert not panel.verbs.take.isEnabled()
    assert f"closed {day(review_unit.AFTER.date())}" in panel.head.reviews.currentText()
    panel.verbs.result.trigger()
    settled(qtbot, desk)
    assert answers.said[-1] == "Saved Access review 2026 result.xlsx"
    panel.verbs.redacted.trigger()
    settled(qtbot, desk)
    assert answers.said[-1] == f"Saved Access review result redacted {review_unit.BEGAN}.xlsx"
    assert LicenseState.RESERVED in license_unit.states(workspace)


def test_files_are_dropped_shown_and_taken_and_rows_to_look_at_lead_to_their_license(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AccessReviewsPanel, answers: Replies, tmp_path: Path
) -> None:
    found = review_unit.lines(workspace)
    rows = [
        (found["Okafor"].number, found["Okafor"].name, "kept", "still here"),
        (found["Reyes"].number, found["Reyes"].name, "maybe", ""),
        ("LIC-9", "Poe, Ann", "keep", ""),
    ]
    good, bad = tmp_path / "DEN.xlsx", tmp_path / "notes.pdf"
    good.write_bytes(book(rows, "DEN").data)
    bad.write_bytes(b"%PDF-1.7 none")
    assert panel.drop([good, bad])
    dialog = panel.dialog
    assert isinstance(dialog, TakeAnswersDialog)
    settled(qtbot, desk)
    shown = texts(dialog.found)
    for said in (
        "1 answer, 2 rows to look at",
        "1 new answer",
        "“maybe” is neither keep nor return",
        "is a PDF",
        "still here",
    ):
        assert said in shown
    assert pydate(dialog.received.date()) == BEGAN
    assert dialog.go.text() == "Take 1 answer"
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said[-1] == "Took 1 answer of DEN; 2 rows to look at"
    panel.switch.choose(PROBLEMS)
    assert [row.problem.row.row for row in panel.problems.rows_model.rows] == [3, 4]
    panel.problems.select_ids([panel.problems.rows_model.rows[0].id])
    assert "neither keep nor return" in texts(panel.pane)
    panel.show_line.trigger()
    assert panel.switch.key == LINES
    assert [line.name for line in panel.lines.selected_rows()] == ["Reyes, Marisol"]
    panel.drop([good])
    again = panel.dialog
    assert isinstance(again, TakeAnswersDialog)
    settled(qtbot, desk)
    assert f"This very file was taken on {day(BEGAN)}" in texts(again.found)
    assert not again.go.isEnabled()
    again.reject()
    panel.set_active(False)
    assert not any(
        verb.isEnabled() for verb in (panel.verbs.take, panel.verbs.start, panel.verbs.close, panel.show_line)
    )
