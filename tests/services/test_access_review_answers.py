"""Workbooks of an access review: sent out, and taken back once, corrected, late, and with rows to look at."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.access_review_key import KEY_SHEET, ReviewKey, key_rows
from coordinator.exchange.spreadsheets import read_workbook, text_of
from coordinator.model import AccessReviewFile, OutgoingDraft, StoredFile
from coordinator.rules.mail_text import MailText
from coordinator.rules.vocabulary import DraftState, ReviewAnswer, ReviewDecision
from coordinator.services.access_review_answers import TakenAnswers, answer_lines, take_answers
from coordinator.services.access_review_mails import draft_review_mails, restore_review_text
from coordinator.services.access_review_workbooks import review_workbook, write_workbooks
from coordinator.services.access_reviews import LineDecision, carry_out_review, decide_lines
from coordinator.services.drafts import mark_sent, write_drafts
from coordinator.services.progress import silent
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_answers import FilePlan, ReturnedFile, Trouble, plan_files
from coordinator.views.access_review_mails import ReviewMail, review_mail_text, review_recipients
from coordinator.views.access_review_problems import open_problems
from coordinator.views.access_reviews import OfficeAnswer, review_offices
from tests import license_unit, review_unit
from tests.conftest import StandingClock
from tests.review_unit import AFTER, BEGAN, REVIEW, TITLE, lines

KEEP, RETURN = ReviewAnswer.KEEP, ReviewAnswer.RETURN
HEADER = ("License", "Name", "Keep or return", "Comment")
REQUEST, REMINDER = ReviewMail.REQUEST, ReviewMail.REMINDER


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(review_unit.database_of_review(empty_database))
    return path


def book(rows: Sequence[Sequence[str]], office: str = "", title: str = TITLE, name: str = "") -> ReturnedFile:
    """A workbook with these rows, with the hidden key of the office or without any."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Licenses")
        for at, row in enumerate((HEADER, *rows)):
            sheet.write_row(at, 0, row)
        if office:
            hidden = made.add_worksheet(KEY_SHEET)
            for at, pair in enumerate(key_rows(ReviewKey(title, BEGAN.isoformat(), office))):
                hidden.write_row(at, 0, pair)
            hidden.very_hidden()
    return ReturnedFile(name or f"{TITLE} {office}.xlsx", stream.getvalue())


def listed(rows: Sequence[Sequence[str]], name: str = "list.csv") -> ReturnedFile:
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADER, *rows))
    return ReturnedFile(name, text.encode())


def row(workspace: Workspace, name: str, answer: str, comment: str = "") -> tuple[str, str, str, str]:
    line = lines(workspace)[name]
    return line.number, line.name, answer, comment


def take(workspace: Workspace, *files: ReturnedFile, on: date | None = None) -> TakenAnswers:
    return workspace.change(take_answers, REVIEW, files, on)[0]


def plan(workspace: Workspace, file: ReturnedFile) -> FilePlan:
    return workspace.read(plan_files, REVIEW, [file])[0]


def test_the_workbook_that_went_out_comes_back_with_what_was_answered(workspace: Workspace) -> None:
    ids = {name: line.id for name, line in lines(workspace).items()}
    workspace.change(answer_lines, REVIEW, [ids["Okafor"], ids["Reyes"]], KEEP)
    workspace.change(answer_lines, REVIEW, [ids["Lindqvist"]], RETURN)
    file = ReturnedFile(*workspace.read(review_workbook, REVIEW, license_unit.office(workspace, "DEN")))
    workspace.undo()
    workspace.undo()
    found = plan(workspace, file)
    assert (found.office, found.by_key, len(found.answers), found.problems) == ("DEN", True, 3, ())
    taken = take(workspace, file)
    assert (taken.offices, taken.new, taken.changed, taken.late) == (("DEN",), 3, 0, 0)
    assert {name: line.answer for name, line in lines(workspace).items() if line.answer} == {
        "Okafor": KEEP, "Reyes": KEEP, "Lindqvist": RETURN,
    }  # fmt: skip
    [kept] = license_unit.rows(workspace, AccessReviewFile)
    assert (kept.answered, kept.received_on) == (3, BEGAN)
    assert plan(workspace, file).taken_on == BEGAN
    again = take(workspace, file)
    assert (again.offices, again.left_out) == ((), (file.name,))
    assert len(license_unit.rows(workspace, AccessReviewFile)) == 1
    assert workspace.undo()[0] == f"Take the answers of DEN for “{TITLE}”"
    assert not any(line.answer for line in lines(workspace).values())


def test_a_corrected_file_updates_and_shows_what_changed(workspace: Workspace) -> None:
    take(workspace, book([row(workspace, "Okafor", "Keep", "On leave"), row(workspace, "Reyes", "keep")], "DEN"))
    okafor = lines(workspace)["Okafor"]
    workspace.change(decide_lines, REVIEW, [LineDecision(okafor.id, ReviewDecision.KEEP, "")])
    second = book(
        [row(workspace, "Okafor", "RETURN"), row(workspace, "Reyes", "kept"), row(workspace, "Lindqvist", "")], "DEN"
    )
    [change] = plan(workspace, second).answers
    assert (change.answer, change.was, change.comment, change.was_comment) == (RETURN, KEEP, "", "On leave")
    assert (plan(workspace, second).same, plan(workspace, second).blank) == (1, 1)
    taken = take(workspace, second)
    assert (taken.new, taken.changed, taken.withdrawn) == (0, 1, 1)
    okafor = lines(workspace)["Okafor"]
    assert (okafor.answer, okafor.comment, okafor.decision) == (RETURN, "", None)
    [den] = [each for each in workspace.read(review_offices, BEGAN, REVIEW) if each.code == "DEN"]
    assert (den.files, den.answered, den.missing, den.answer) == (2, 2, 1, OfficeAnswer.PARTLY)


def test_rows_that_cannot_be_taken_are_listed_and_none_is_lost(workspace: Workspace) -> None:
    reyes, haddad = lines(workspace)["Reyes"], lines(workspace)["Haddad"]
    file = book(
        [
            row(workspace, "Okafor", "kept"),
            (reyes.number, "Doe, Jane", "Keep", ""),
            (haddad.number, haddad.name, "Keep", ""),
            ("CEIU-LIC-2026-9999", "Lindqvist, Per", "Keep", ""),
            row(workspace, "Lindqvist", "maybe", "ask me"),
            ("", "Poe, Ann", "Keep", "please add"),
            ("", "Marisol Reyes", "no longer needed", ""),
        ],
        "DEN",
    )
    found = plan(workspace, file)
    assert [answer.name for answer in found.answers] == ["Okafor, Dana R", "Reyes, Marisol"]
    said = {problem.row.row: (problem.trouble, problem.sentence) for problem in found.problems}
    assert [trouble for trouble, _ in said.values()] == [
        Trouble.WRONG_NAME, Trouble.OTHER_OFFICE, Trouble.UNKNOWN, Trouble.NOT_UNDERSTOOD, Trouble.UNKNOWN,
    ]  # fmt: skip
    assert list(said) == [3, 4, 5, 6, 7]
    assert said[3][1].startswith(f"{reyes.number} belongs to Reyes, Marisol, not to “Doe, Jane”.")
    assert said[4][1] == f"{haddad.number} is a license of SEA, not of DEN."
    assert said[5][1].endswith(f"Lindqvist, Per holds {lines(workspace)['Lindqvist'].number}.")
    assert take(workspace, file).problems == 5
    left = workspace.read(open_problems, REVIEW)
    # That of Reyes was settled by a row below it.
    assert [each.problem.row.row for each in left] == [4, 5, 6, 7]
    workspace.change(answer_lines, REVIEW, [lines(workspace)["Lindqvist"].id, haddad.id], KEEP)
    [last] = workspace.read(open_problems, REVIEW)
    assert (last.problem.row.comment, last.office, last.file) == ("please add", "DEN", file.name)
    take(workspace, book([row(workspace, "Okafor", "keep", "x")], "DEN"))
    assert workspace.read(open_problems, REVIEW) == ()


def test_a_file_without_a_key_is_known_by_its_licenses(workspace: Workspace) -> None:
    number, name, *_ = row(workspace, "Haddad", "")
    loose = listed(
        [(f" {number.lower().replace('-', ' – ')}", "samir HADDAD", "give back", ""), ("", "Ito, Kenji", "keep", "")]
    )
    found = plan(workspace, loose)
    assert (found.office, found.by_key, [answer.answer for answer in found.answers]) == ("SEA", False, [RETURN, KEEP])
    assert plan(workspace, listed([("LIC-77", "Nobody, Ann", "keep", "")])).refusal.endswith(
        "Check that it is the right file."
    )
    other = book([(number, name, "keep", "")], "SEA", title="Access review 2025")
    assert "was made for “Access review 2025”" in plan(workspace, other).refusal
    assert "neither a workbook nor text" in plan(workspace, ReturnedFile("x.xlsx", bytes(range(256)) * 9)).refusal
    with pytest.raises(RuleBroken, match="Access review 2025"):
        take(workspace, loose, other)
    assert not any(line.answer for line in lines(workspace).values())
    twice = listed([(number, name, "keep", ""), (number, name, "return", "")])
    assert [problem.trouble for problem in plan(workspace, twice).problems] == [Trouble.TWICE] * 2


def test_late_answers_are_taken_and_known_as_late(workspace: Workspace, clock: StandingClock) -> None:
    clock.move_to(AFTER)
    file = book([row(workspace, "Haddad", "keep"), row(workspace, "Ito", "keep")], "SEA")
    offices = {each.code: each for each in workspace.read(review_offices, AFTER.date(), REVIEW)}
    assert {code: each.answer for code, each in offices.items()} == dict.fromkeys(("DEN", "SEA"), OfficeAnswer.OVERDUE)
    assert take(workspace, file).late == 2
    offices = {each.code: each for each in workspace.read(review_offices, AFTER.date(), REVIEW)}
    assert (offices["SEA"].answer, offices["SEA"].answered_on) == (OfficeAnswer.LATE, AFTER.date())
    workspace.undo()
    assert take(workspace, file, on=date(2026, 11, 30)).late == 0
    with pytest.raises(RuleBroken, match="Check the day"):
        take(workspace, listed([row(workspace, "Okafor", "keep")]), on=date(2026, 12, 24))
    haddad = lines(workspace)["Haddad"]
    workspace.change(decide_lines, REVIEW, [LineDecision(haddad.id, ReviewDecision.RETURN, "Moved")])
    workspace.change(carry_out_review, REVIEW)
    [problem] = plan(workspace, listed([(haddad.number, haddad.name, "return", "")])).problems
    assert problem.trouble is Trouble.TOO_LATE


def test_files_that_are_stopped_in_between_keep_what_was_taken(workspace: Workspace) -> None:
    files = [book([row(workspace, "Okafor", "keep")], "DEN"), book([row(workspace, "Haddad", "keep")], "SEA")]

    def stop(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled("Stopped")

    taken = workspace.change(take_answers, REVIEW, files, None, stop)[0]
    assert (taken.offices, taken.stopped) == (("DEN",), True)


def test_mails_carry_the_workbook_and_reminders_go_to_those_who_have_not_answered(
    workspace: Workspace, tmp_path: Path
) -> None:
    offices = {row.code: row for row in workspace.read(review_recipients, BEGAN, REVIEW, REQUEST)}
    den, sea = offices["DEN"], offices["SEA"]
    assert (den.address, den.is_due, sea.address) == ("den@example.gov", True, "")
    made = workspace.change(draft_review_mails, REVIEW, REQUEST, [den.id, sea.id])[0]
    [(name, mail), _] = workspace.read(write_drafts, made)
    assert name == "Access review DEN.eml"
    text = mail.decode()
    assert "To: den@example.gov" in text
    assert "Access review 2026_DEN.xlsx" in text or "Access review 2026 DEN.xlsx" in text
    assert "your office held 3 licenses" in text.replace("=\r\n", "")
    workspace.change(draft_review_mails, REVIEW, REQUEST, [sea.id])
    states = [row.state for row in license_unit.rows(workspace, OutgoingDraft)]
    assert states == [DraftState.MADE, DraftState.DISCARDED, DraftState.MADE]
    workspace.change(mark_sent, [made[0]])
    workspace.change(
        answer_lines, REVIEW, [line.id for line in lines(workspace).values() if line.office == "SEA"], KEEP
    )
    board = {row.code: row for row in workspace.read(review_offices, BEGAN, REVIEW)}
    assert board["DEN"].sent_at is not None
    assert board["SEA"].sent_at is None
    assert board["SEA"].asked_at is not None
    [only] = workspace.read(review_recipients, AFTER.date(), REVIEW, REMINDER)
    assert (only.code, only.reason, only.is_urgent) == ("DEN", "2 days overdue", True)
    with pytest.raises(RuleBroken, match="needs no reminder now"):
        workspace.change(draft_review_mails, REVIEW, REMINDER, [sea.id])
    own = MailText("{review}", "{standing} {missing}")
    [reminder] = workspace.change(draft_review_mails, REVIEW, REMINDER, [den.id], own, silent, keep=True)[0]
    workspace.change(mark_sent, [reminder])
    assert {row.code: row for row in workspace.read(review_offices, BEGAN, REVIEW)}["DEN"].reminded_at is not None
    assert workspace.read(review_mail_text, REMINDER) == own
    workspace.change(restore_review_text, REMINDER)
    assert workspace.read(review_mail_text, REMINDER) != own
    with pytest.raises(RuleBroken, match="stands for nothing"):
        workspace.change(draft_review_mails, REVIEW, REQUEST, [den.id], MailText("x", "{quota}"))


def test_workbooks_are_written_into_a_folder_and_leave_out_what_moved_on(workspace: Workspace, tmp_path: Path) -> None:
    den, sea = license_unit.office(workspace, "DEN"), license_unit.office(workspace, "SEA")
    assert write_workbooks(workspace, REVIEW, [den, sea], tmp_path / "out", silent) == (2, tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["Access review 2026 DEN.xlsx", "Access review 2026 SEA.xlsx"]
    ito = lines(workspace)["Ito"]
    workspace.change(decide_lines, REVIEW, [LineDecision(ito.id, ReviewDecision.RETURN, "Gone")])
    workspace.change(carry_out_review, REVIEW)
    name, data = workspace.read(review_workbook, REVIEW, sea)
    texts = [text_of(cell) for cells in read_workbook(name, data).sheets[0].rows for cell in cells]
    assert "Haddad, Samir" in texts
    with pytest.raises(RuleBroken, match="no license under this review"):
        workspace.read(review_workbook, REVIEW, license_unit.office(workspace, "ATL"))
    assert not license_unit.rows(workspace, StoredFile)[-1].name.startswith("Access review")
