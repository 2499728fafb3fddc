"""The yearly access review: frozen, decided, carried out as one step, and closed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.spreadsheets import read_workbook, text_of
from coordinator.model import AccessReviewLine, Letter, License
from coordinator.rules.access_review import Finding
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState, ReviewAnswer, ReviewDecision
from coordinator.services.access_review_answers import answer_lines, comment_line
from coordinator.services.access_review_results import review_result, review_summary
from coordinator.services.access_reviews import (
    LineDecision,
    ReviewStart,
    accept_proposals,
    carry_out_review,
    close_review,
    decide_lines,
    discard_review,
    start_review,
    undecide_lines,
)
from coordinator.services.departures import DepartureChoices, depart
from coordinator.services.license_moves import move_licenses
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_due import products_to_review, review_due
from coordinator.views.access_reviews import ReviewState, access_reviews
from tests import license_unit, review_unit
from tests.conftest import StandingClock
from tests.review_unit import AFTER, BEGAN, DUE, REVIEW, TITLE, lines
from tests.services.test_redacted_files import counted_in, everything_in, marks_in

KEEP, RETURN = ReviewAnswer.KEEP, ReviewAnswer.RETURN


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(review_unit.database_of_review(empty_database))
    return path


def say(workspace: Workspace, answer: ReviewAnswer | None, *names: str) -> None:
    found = lines(workspace)
    workspace.change(answer_lines, REVIEW, [found[name].id for name in names], answer)


def decide(workspace: Workspace, decision: ReviewDecision, *names: str, reason: str = "As the office says") -> None:
    found = lines(workspace)
    workspace.change(decide_lines, REVIEW, [LineDecision(found[name].id, decision, reason) for name in names])


def test_a_review_freezes_who_holds_what_on_the_day_and_the_file_guards_it(workspace: Workspace) -> None:
    found = lines(workspace)
    assert list(found) == ["Lindqvist", "Okafor", "Reyes", "Haddad", "Ito"]
    okafor = found["Okafor"]
    assert (okafor.state_then, okafor.office, okafor.position) == (LicenseState.ISSUED, "DEN", "Special Agent")
    assert (okafor.issued_on, okafor.trained_on) == (date(2026, 11, 6), date(2026, 11, 4))
    assert "Privacy Threshold Analysis" in okafor.basis
    assert found["Ito"].state_then is LicenseState.RESERVED
    [row] = workspace.read(access_reviews, BEGAN)
    assert (row.licenses, row.offices, row.undecided, row.state) == (5, 2, 5, ReviewState.OPEN)

    def alter(session: Session) -> None:
        session.execute(text("UPDATE access_review_line SET snapshot = '{}'"))

    with pytest.raises(RuleBroken, match="never changed"):
        workspace.read(alter)


def test_starting_can_be_undone_and_a_second_review_has_to_wait(workspace: Workspace) -> None:
    for start, told in (
        (ReviewStart(1, "Another", DUE), "still open"),
        (ReviewStart(1, TITLE.upper(), DUE), "called"),
        (ReviewStart(1, " ", DUE), "title"),
        (ReviewStart(1, "Another", date(2026, 11, 11)), "before today"),
    ):
        with pytest.raises(RuleBroken, match=told):
            workspace.change(start_review, start)
    assert workspace.undo()[0] == f"Start “{TITLE}”"
    assert workspace.read(access_reviews, BEGAN) == ()
    workspace.redo()
    workspace.change(discard_review, REVIEW)
    assert workspace.read(access_reviews, BEGAN) == ()
    workspace.undo()
    say(workspace, KEEP, "Okafor")
    with pytest.raises(RuleBroken, match="has answers by now"):
        workspace.change(discard_review, REVIEW)


def test_answers_by_hand_lead_to_proposals_and_a_decision_rests_on_its_answer(
    workspace: Workspace, clock: StandingClock
) -> None:
    say(workspace, KEEP, "Okafor", "Reyes")
    say(workspace, RETURN, "Haddad")
    workspace.change(depart, [review_unit.people_by_name(workspace)["Reyes"]], BEGAN, DepartureChoices())
    workspace.change(comment_line, REVIEW, lines(workspace)["Okafor"].id, "On leave\nuntil May")
    clock.move_to(AFTER)
    found = lines(workspace, AFTER.date())
    assert {name: (line.proposal.finding, line.proposal.decision) for name, line in found.items() if line.proposal} == {
        "Okafor": (Finding.KEPT, ReviewDecision.KEEP),
        "Haddad": (Finding.RETURNED, ReviewDecision.RETURN),
        "Reyes": (Finding.DEPARTED, ReviewDecision.RETURN),
        "Lindqvist": (Finding.SILENT, ReviewDecision.SUSPEND),
        "Ito": (Finding.SILENT, ReviewDecision.RETURN),
    }
    assert next(iter(found)) == "Okafor"  # its comment is looked at first
    ids = [line.id for line in found.values()]
    assert workspace.change(accept_proposals, REVIEW, ids)[0] == 5
    assert found["Okafor"].comment == "On leave until May"
    say(workspace, RETURN, "Okafor")
    assert lines(workspace, AFTER.date())["Okafor"].decision is None
    assert lines(workspace, AFTER.date())["Okafor"].is_late
    workspace.undo()
    workspace.undo()
    assert all(line.decision is None for line in lines(workspace, AFTER.date()).values())


def test_what_is_decided_is_possible_and_has_its_reason(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="only reserved"):
        decide(workspace, ReviewDecision.SUSPEND, "Okafor", "Ito")
    with pytest.raises(RuleBroken, match="Write down why"):
        decide(workspace, ReviewDecision.REVOKE, "Okafor", reason=" ")
    with pytest.raises(RuleBroken, match="Choose the licenses"):
        decide(workspace, ReviewDecision.KEEP)
    with pytest.raises(RuleBroken, match="has a proposal"):
        workspace.change(accept_proposals, REVIEW, [lines(workspace)["Ito"].id])
    decide(workspace, ReviewDecision.KEEP, "Okafor", "Ito", reason="")
    assert lines(workspace)["Okafor"].decision is ReviewDecision.KEEP
    workspace.change(undecide_lines, REVIEW, [lines(workspace)["Okafor"].id])
    assert lines(workspace)["Okafor"].is_undecided


def test_the_batch_is_one_step_with_letters_and_skips_what_moved_on(workspace: Workspace, clock: StandingClock) -> None:
    say(workspace, KEEP, "Okafor")
    say(workspace, RETURN, "Haddad", "Lindqvist")
    decide(workspace, ReviewDecision.KEEP, "Okafor")
    decide(workspace, ReviewDecision.RETURN, "Haddad", "Lindqvist", "Ito", reason="No longer needed")
    decide(workspace, ReviewDecision.SUSPEND, "Reyes", reason="No answer")
    lindqvist = lines(workspace)["Lindqvist"]
    workspace.change(move_licenses, [lindqvist.license_id], LicenseMove.SUSPEND, "Leave")
    assert lines(workspace)["Lindqvist"].has_moved_on
    before = len(license_unit.rows(workspace, Letter))
    batch = workspace.change(carry_out_review, REVIEW)[0]
    assert len(batch.made) == 3
    assert batch.of == 5
    assert "was issued when the review began and is suspended by now" in batch.refused[0]
    states = {row.number: row.state for row in license_unit.rows(workspace, License)}
    found = lines(workspace)
    assert {name: states[line.number].value for name, line in found.items()} == {
        "Okafor": "issued", "Reyes": "suspended", "Haddad": "returned", "Ito": "returned", "Lindqvist": "suspended",
    }  # fmt: skip
    # A reservation is given back without a letter.
    assert len(license_unit.rows(workspace, Letter)) == before + 2
    assert [name for name, line in found.items() if line.carried_out_on is None] == ["Lindqvist"]
    with pytest.raises(RuleBroken, match="cannot be undone"):
        workspace.undo()
    with pytest.raises(RuleBroken, match="that is final"):
        say(workspace, RETURN, "Okafor")
    with pytest.raises(RuleBroken, match="is suspended by now"):
        workspace.change(carry_out_review, REVIEW)
    words = " ".join(workspace.read(review_summary, BEGAN, REVIEW))
    assert "2 offices held 5 licenses" in words
    assert "1 kept, 2 returned and 1 suspended." in words
    assert "1 moved on before it was decided" in words


def test_a_batch_that_is_stopped_leaves_the_rest_for_later(workspace: Workspace) -> None:
    decide(workspace, ReviewDecision.RETURN, "Okafor", "Reyes", "Haddad")

    def stop_at_second(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled("Stopped")

    batch = workspace.change(carry_out_review, REVIEW, stop_at_second)[0]
    assert (len(batch.made), batch.stopped, batch.of) == (1, True, 3)
    assert sum(line.is_to_carry_out for line in lines(workspace).values()) == 2
    assert len(workspace.change(carry_out_review, REVIEW)[0].made) == 2


def test_keeping_alone_makes_no_letter_and_can_be_undone(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="Nothing is decided"):
        workspace.change(carry_out_review, REVIEW)
    decide(workspace, ReviewDecision.KEEP, "Okafor")
    workspace.change(carry_out_review, REVIEW)
    assert lines(workspace)["Okafor"].carried_out_on == BEGAN
    workspace.undo()
    assert lines(workspace)["Okafor"].is_to_carry_out


def test_a_review_is_closed_with_its_result_and_stays_as_it_is(workspace: Workspace) -> None:
    workspace.change(comment_line, REVIEW, lines(workspace)["Okafor"].id, "=1+1")
    decide(workspace, ReviewDecision.KEEP, "Okafor", "Reyes", "Haddad")
    workspace.change(carry_out_review, REVIEW)
    with pytest.raises(RuleBroken, match="2 licenses are not dealt with"):
        workspace.change(close_review, REVIEW)
    workspace.change(close_review, REVIEW, "The contract ends")
    [row] = workspace.read(access_reviews, BEGAN)
    assert (row.state, row.closed_on, row.note) == (ReviewState.CLOSED, BEGAN, "The contract ends")
    with pytest.raises(RuleBroken, match="was closed"):
        say(workspace, KEEP, "Ito")
    assert lines(workspace)["Ito"].proposal is None
    name, data = workspace.read(review_result, BEGAN, REVIEW)
    assert name == f"{TITLE} result.xlsx"
    cells = [[text_of(cell) for cell in row] for row in read_workbook(name, data).sheets[0].rows]
    assert "2 not decided." in [row[0] for row in cells[:9]]
    [okafor] = [row for row in cells if "Okafor, Dana R" in row]
    assert "=1+1" in okafor
    name, data = workspace.read(review_result, BEGAN, REVIEW, "csv")
    assert b"'=1+1" in data
    assert data.count(b"\r\n") == 6
    for kind in ("xlsx", "csv"):
        name, data = workspace.read(review_result, BEGAN, REVIEW, kind, is_redacted=True)
        assert name == f"{TITLE} result redacted.{kind}"
        said = everything_in(data)
        assert [each for each in ("Okafor", "Dana", "Ito", "example.gov", "1+1", "contract ends") if each in said] == []
        assert marks_in(data) == counted_in(data) > 5


def test_the_next_review_is_due_after_a_year_and_shows_the_last_answer(
    workspace: Workspace, clock: StandingClock
) -> None:
    assert workspace.read(review_due, BEGAN) == ()
    [overdue] = workspace.read(review_due, AFTER.date())
    assert (overdue.is_overdue, overdue.title, overdue.count, overdue.due_on) == (True, TITLE, 5, DUE)
    say(workspace, KEEP, "Okafor")
    workspace.change(close_review, REVIEW, "Done")
    assert workspace.read(review_due, date(2027, 11, 11)) == ()
    [due] = workspace.read(review_due, date(2027, 11, 12))
    assert (due.is_overdue, due.count, due.last_began) == (False, 5, BEGAN)
    workspace.change(change_settings, {"licenses_review_days": 30})
    assert workspace.read(review_due, date(2026, 12, 12)) != ()
    [product] = workspace.read(products_to_review)
    assert (product.licenses, product.offices, product.open_review) == (5, 2, "")
    clock.move_to(datetime(2026, 12, 14, 15, tzinfo=UTC))
    workspace.change(start_review, ReviewStart(1, "Access review 2027", date(2026, 12, 30)))
    said = {row.snapshot["name"]: row.snapshot["last_answer"] for row in license_unit.rows(workspace, AccessReviewLine)}
    assert said["Okafor, Dana R"] == f"keep on 2026-11-12 ({TITLE})"
    assert said["Haddad, Samir"] == ""
