"""Verbs on courses and on who completed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Completion, Course, Designee, Gate, TrainingSession
from coordinator.rules.vocabulary import CourseKind
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """`valid_days` is how long a completion counts when nothing else is stated; None where it does not lapse."""

    kind: CourseKind
    code: str
    title: str
    duty_hours: str = ""
    delivery: str = ""
    valid_days: int | None = None


@dataclass(frozen=True, slots=True)
class CompletionFacts:
    """`valid_until` only where the list states it; without it the validity of the course counts."""

    designee_id: int
    completed_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class CompletionsTaken:
    """How many completions were new, had another last day than before, or were on record as they are."""

    new: int
    changed: int
    same: int


def add_course(uow: UnitOfWork, facts: CourseFacts) -> int:
    """Returns its id. Raises RuleBroken for a code that another course has."""
    _check(uow, facts, None)
    course = uow.add(Course(kind=facts.kind, code=facts.code.strip(), title=facts.title.strip()))
    _fill(course, facts)
    uow.describe(f"Add course {course.code}")
    return course.id


def edit_course(uow: UnitOfWork, course_id: int, facts: CourseFacts) -> None:
    """Another validity counts at once for every completion that states none of its own.

    Raises RuleBroken when the kind changes though trainings of the course exist.
    """
    course = uow.get(Course, course_id)
    _check(uow, facts, course_id)
    if facts.kind is not course.kind and _has_trainings(uow, course_id):
        raise RuleBroken(f"{course.title} has trainings, so it stays a course of the unit.")
    course.kind, course.code, course.title = facts.kind, facts.code.strip(), facts.title.strip()
    _fill(course, facts)
    uow.describe(f"Edit course {course.code}")


def _fill(course: Course, facts: CourseFacts) -> None:
    course.duty_hours, course.delivery, course.valid_days = facts.duty_hours, facts.delivery, facts.valid_days


def _check(uow: UnitOfWork, facts: CourseFacts, course_id: int | None) -> None:
    if not facts.title.strip() or not facts.code.strip():
        raise RuleBroken("A course needs a code and a title.")
    if facts.valid_days is not None and facts.valid_days < 1:
        raise RuleBroken("A completion counts for at least a day.")
    other = uow.first(select(Course).where(Course.code == facts.code.strip(), Course.id != (course_id or 0)))
    if other is not None:
        raise RuleBroken(f"{other.title} has the code {other.code} already.")


def _has_trainings(uow: UnitOfWork, course_id: int) -> bool:
    return uow.first(select(TrainingSession).where(TrainingSession.course_id == course_id)) is not None


def remove_course(uow: UnitOfWork, course_id: int) -> None:
    """Only one that nothing refers to."""
    course = uow.get(Course, course_id)
    used_by = (
        (_has_trainings(uow, course_id), "trainings"),
        (uow.first(select(Completion).where(Completion.course_id == course_id)) is not None, "completions"),
        (uow.first(select(Gate).where(Gate.course_id == course_id)) is not None, "a gate"),
    )
    for is_used, by in used_by:
        if is_used:
            raise RuleBroken(f"{course.title} has {by}, so it stays on record.")
    uow.delete(course)
    uow.describe(f"Remove course {course.code}")


def record_completions(
    uow: UnitOfWork,
    course_id: int,
    entries: Sequence[CompletionFacts],
    source: str,
    file: tuple[str, str, bytes] | None = None,
) -> CompletionsTaken:
    """Who completed a course when; what is on record stays, and a last day that is stated now replaces the one before.

    `file` is the list it came from: name, media type and bytes, kept as evidence. Raises RuleBroken for a day in the
    future and for a last day before the completion.
    """
    course = uow.get(Course, course_id)
    for entry in entries:
        _check_entry(uow, entry)
    kept = uow.keep_file(*file) if file else None
    known = {
        (row.designee_id, row.completed_on): row
        for row in uow.all(select(Completion).where(Completion.course_id == course_id))
    }
    wanted = {(entry.designee_id, entry.completed_on): entry for entry in entries}
    changed = 0
    for key in wanted.keys() & known.keys():
        until = wanted[key].valid_until
        if until is not None and until != known[key].valid_until:
            known[key].valid_until, changed = until, changed + 1
    new = [entry for key, entry in wanted.items() if key not in known]
    rows = [
        {
            "designee_id": entry.designee_id,
            "course_id": course_id,
            "completed_on": entry.completed_on,
            "valid_until": entry.valid_until,
            "source": source,
            "evidence_file_id": kept.id if kept else None,
        }
        for entry in new
    ]
    uow.insert_rows(Completion, rows)
    who = uow.get(Designee, new[0].designee_id).display_name if len(new) == 1 else f"{len(new)} people"
    uow.describe(f"Record that {who} completed {course.title}")
    return CompletionsTaken(len(new), changed, len(wanted) - len(new) - changed)


def _check_entry(uow: UnitOfWork, entry: CompletionFacts) -> None:
    name = uow.get(Designee, entry.designee_id).display_name
    if entry.completed_on > uow.today:
        raise RuleBroken(f"{name}: a completion cannot be dated in the future.")
    if entry.valid_until is not None and entry.valid_until < entry.completed_on:
        raise RuleBroken(f"{name}: a completion cannot end before it was made.")


def remove_completions(uow: UnitOfWork, completion_ids: Sequence[int], reason: str) -> int:
    """Take back what was recorded by mistake; the audit trail keeps it with the reason."""
    if not reason.strip():
        raise RuleBroken("A completion is removed for a reason. Write it down.")
    rows = [uow.get(Completion, completion_id) for completion_id in completion_ids]
    for row in rows:
        uow.delete(row)
    who = rows[0].designee.display_name if len(rows) == 1 else f"{len(rows)} people"
    uow.describe(f"Remove the completion of {who}: {reason.strip()}")
    return len(rows)
