"""Courses, completions by hand and by a transcript list, and until when they count."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.model import Completion, Course, Designee
from coordinator.rules.vocabulary import CourseKind
from coordinator.services.courses import (
    CompletionFacts,
    CourseFacts,
    add_course,
    edit_course,
    record_completions,
    remove_completions,
    remove_course,
)
from coordinator.services.transcripts import preview_transcript, read_transcript, take_transcript
from coordinator.services.workspace import Workspace
from coordinator.views.courses import CompletionState, completions, courses
from coordinator.views.seating import people_to_seat
from tests import builders
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
REFRESHER = CourseFacts(CourseKind.LMS, "LMS-7", "Yearly refresher")


def refresher(session: Session) -> int:
    """A course that the nominations said nothing of."""
    return session.scalars(select(Course.id).where(Course.code == REFRESHER.code)).one()


def unit(session: Session) -> int:
    return session.scalars(select(Course.id).where(Course.kind == CourseKind.UNIT)).one()


@pytest.fixture
def people(workspace: Workspace, clock: StandingClock) -> list[int]:
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    builders.selected(workspace)
    workspace.change(add_course, REFRESHER)
    return workspace.read(builders.designee_ids)


def stored(session: Session) -> list[tuple[int, date, date | None]]:
    query = select(Completion.designee_id, Completion.completed_on, Completion.valid_until)
    query = query.join(Course).where(Course.code == REFRESHER.code).order_by(Completion.id)
    return [(person, on, until) for person, on, until in session.execute(query)]


def test_a_completion_counts_for_the_validity_of_its_course_and_the_last_one_counts(
    workspace: Workspace, people: list[int]
) -> None:
    course = workspace.read(refresher)
    entries = [
        CompletionFacts(people[0], date(2025, 6, 1)),
        CompletionFacts(people[0], date(2026, 6, 1)),
        CompletionFacts(people[1], date(2025, 11, 20)),
        CompletionFacts(people[2], date(2025, 6, 1)),
        CompletionFacts(people[3], date(2025, 6, 1), date(2027, 1, 1)),
    ]
    assert workspace.change(record_completions, course, entries, "by hand")[0].new == 5
    assert {row.state for row in workspace.read(completions, course, TODAY)} == {
        CompletionState.COUNTS,
        CompletionState.REPEATED,
    }
    workspace.change(edit_course, course, replace(REFRESHER, valid_days=365))
    states = {(row.designee_id, row.completed_on.year): row.state for row in workspace.read(completions, course, TODAY)}
    assert states == {
        (people[0], 2025): CompletionState.REPEATED,
        (people[0], 2026): CompletionState.COUNTS,
        (people[1], 2025): CompletionState.EXPIRING,
        (people[2], 2025): CompletionState.LAPSED,
        (people[3], 2025): CompletionState.COUNTS,
    }
    shown = next(row for row in workspace.read(courses, TODAY) if row.id == course)
    assert (shown.counts, shown.expiring, shown.lapsed) == (3, 1, 1)


def test_having_attended_is_a_completion_of_the_units_own_course(workspace: Workspace, people: list[int]) -> None:
    training = builders.attended(workspace, people[:2])
    rows = workspace.read(completions, workspace.read(unit), TODAY)
    assert {(row.designee_id, row.training_id, row.is_by_attendance) for row in rows} == {
        (person, training, True) for person in people[:2]
    }


def test_what_is_recorded_again_is_recorded_once_and_a_stated_end_is_taken(
    workspace: Workspace, people: list[int]
) -> None:
    course, day = workspace.read(refresher), date(2026, 5, 4)
    workspace.change(record_completions, course, [CompletionFacts(people[0], day)], "by hand")
    until = date(2027, 5, 4)
    again = [CompletionFacts(people[0], day, until), CompletionFacts(people[1], day)]
    taken, _ = workspace.change(record_completions, course, again, "list.csv")
    assert (taken.new, taken.changed, taken.same) == (1, 1, 0)
    assert workspace.read(stored) == [(people[0], day, until), (people[1], day, None)]
    taken, _ = workspace.change(record_completions, course, again, "list.csv")
    assert (taken.new, taken.changed, taken.same) == (0, 0, 2)


@pytest.mark.parametrize(
    ("day", "until", "sentence"),
    [
        (date(2026, 11, 13), None, "future"),
        (date(2026, 11, 1), date(2026, 10, 1), "end before"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    workspace: Workspace, people: list[int], day: date, until: date | None, sentence: str
) -> None:
    entry = CompletionFacts(people[0], day, until)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(record_completions, workspace.read(refresher), [entry], "by hand")


def test_a_course_is_removed_only_while_nothing_refers_to_it(workspace: Workspace, people: list[int]) -> None:
    facts = CourseFacts(CourseKind.LMS, "LMS-2", "Refresher")
    course, _ = workspace.change(add_course, facts)
    with pytest.raises(RuleBroken, match="code LMS-2 already"):
        workspace.change(add_course, facts)
    workspace.change(record_completions, course, [CompletionFacts(people[0], date(2026, 1, 5))], "by hand")
    with pytest.raises(RuleBroken, match="has completions"):
        workspace.change(remove_course, course)
    [row] = workspace.read(completions, course, TODAY)
    with pytest.raises(RuleBroken, match="for a reason"):
        workspace.change(remove_completions, [row.id], " ")
    workspace.change(remove_completions, [row.id], "of another person")
    workspace.change(remove_course, course)
    builders.a_training(workspace)
    with pytest.raises(RuleBroken, match="stays a course of the unit"):
        workspace.change(edit_course, workspace.read(unit), CourseFacts(CourseKind.LMS, "C3-VT-101", "Overview"))
    with pytest.raises(RuleBroken, match="has trainings"):
        workspace.change(remove_course, workspace.read(unit))


TRANSCRIPT = """LMS transcript export;;;;;
User Name;E-mail;Course Code;Course Title;Completion Date;Status;Expires On
"Okafor, Dana R";{first};LMS-7;Yearly refresher;03/02/2026;Completed;03/02/2027
"Nobody, Known";nobody@example.gov;LMS-7;;03/15/2026;Completed;
"{second_name}";{second};OTHER-1;Another course;04/20/2026;Completed;
"{third_name}";{third};LMS-7;;04/21/2026;In progress;
"{third_name}";{third};LMS-7;;;Completed;
"{third_name}";{third};LMS-7;;soon;Completed;
"""


def test_a_transcript_is_taken_where_it_is_certain_and_asked_where_it_is_not(
    workspace: Workspace, people: list[int]
) -> None:
    listed = dict(workspace.read(names))
    first, second, third = people[:3]
    text = TRANSCRIPT.format(
        first=listed[first][1], second=listed[second][1], second_name=listed[second][0],
        third=listed[third][1], third_name=listed[third][0],
    )  # fmt: skip
    file = read_transcript("transcript.csv", text.encode(), TODAY)
    preview = workspace.read(preview_transcript, file)
    course = workspace.read(refresher)
    assert [row.designee_id for row in preview.found] == [first, None, second]
    assert list(preview.courses.values()) == [course, course, None]
    assert (len(preview.unfinished), len(preview.undated), len(preview.problems)) == (1, 1, 1)
    assert "“soon” is not a date" in preview.problems[0]
    certain = {row.id: row.designee_id for row in preview.found if row.designee_id is not None}
    with pytest.raises(RuleBroken, match="say which course"):
        workspace.change(take_transcript, file, certain, {0: course})
    taken, _ = workspace.change(take_transcript, file, {0: first}, {0: course})
    assert taken.new == 1
    assert workspace.read(stored) == [(first, date(2026, 3, 2), date(2027, 3, 2))]
    [row] = workspace.read(completions, course, TODAY)
    assert row.source == "as listed in transcript.csv"
    assert row.file_id is not None


def names(session: Session) -> list[tuple[int, tuple[str, str]]]:
    return [(row.id, (row.display_name, row.email)) for row in session.scalars(select(Designee))]


def test_a_list_that_names_nobody_is_refused() -> None:
    with pytest.raises(FileRefused, match="names a person"):
        read_transcript("x.csv", b"Course,Date\nLMS-7,\n", TODAY)


def test_whose_training_ends_soon_needs_a_seat_again(
    workspace: Workspace, people: list[int], clock: StandingClock
) -> None:
    builders.attended(workspace, people[:2])
    coming = builders.a_training(workspace, "Training 2", start=datetime(2027, 10, 20, 17, tzinfo=UTC))
    facts = CourseFacts(CourseKind.UNIT, "C3-VT-101", "Platform Overview", valid_days=365)
    workspace.change(edit_course, workspace.read(unit), facts)
    held = workspace.read(completions, workspace.read(unit), TODAY)[0].completed_on

    def needing(today: date) -> set[int]:
        return {row.id for row in workspace.read(people_to_seat, coming, today)}

    last = held + timedelta(days=365)
    assert needing(last - timedelta(days=31)) == set(people[2:])
    assert needing(last - timedelta(days=30)) == set(people)
