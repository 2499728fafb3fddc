"""The weeks after the first licenses of the sample: shares, a renewal to come, a new memorandum, moves and a waiver."""

from collections.abc import Callable, Mapping
from datetime import date, time
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Course, Gate, GoverningDocument, License
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import (
    AcknowledgmentMethod,
    CourseKind,
    DocumentKind,
    GateKind,
    LicenseState,
    ReviewAnswer,
)
from coordinator.services.access_review_answers import answer_lines, comment_line
from coordinator.services.access_reviews import ReviewStart, start_review
from coordinator.services.agreements import AgreementFacts, add_agreement, set_allotments
from coordinator.services.courses import CourseFacts, edit_course
from coordinator.services.governing_documents import VersionFacts, add_version, record_acknowledgments
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses, reserve_licenses
from coordinator.services.trial_uses import TrialFacts, record_trial_uses
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_lines import review_lines
from coordinator.views.candidates import candidates

SHARES = {"DEN": 5, "SEA": 6, "NYC": 5, "MIA": 5, "BOS": 6, "CHI": 5}
SECOND_MEMORANDUM = date(2026, 11, 16)
ACKNOWLEDGED_AGAIN = 12
ANSWERED = ("DEN", "SEA", "PHX")

TurnTo = Callable[[date, time], None]


class LicenseReplay:
    """What happens to the licenses after they were issued. `offices` are ids by code."""

    def __init__(self, workspace: Workspace, turn_to: TurnTo, sample: Path, tasking_id: int, agreement_id: int) -> None:
        self._workspace, self._turn_to, self._sample = workspace, turn_to, sample
        self._tasking_id, self._agreement_id = tasking_id, agreement_id

    def go_on(self, offices: Mapping[str, int]) -> None:
        self._turn_to(date(2026, 11, 13), time(10))
        change = self._workspace.change
        change(set_allotments, self._agreement_id, {offices[code]: seats for code, seats in SHARES.items()})
        renewal = AgreementFacts(
            "SAMPLE-27-C-0001", 60, date(2027, 10, 1), date(2028, 9, 30), leads=(120, 60, 30),
            renews_id=self._agreement_id,
        )  # fmt: skip
        change(add_agreement, renewal)
        change(edit_course, *self._workspace.read(_yearly))
        self._record_trials()
        self._waive()
        self._publish()
        self._move_on()
        self._review()

    def _record_trials(self) -> None:
        """Two of those who hold a license used the trial of the spring."""
        holders = self._workspace.read(_holders)
        facts = TrialFacts(1, date(2026, 3, 2), date(2026, 5, 29), "list of the vendor, June 2026")
        self._workspace.change(record_trial_uses, [holder for _, holder in holders[:6]], facts)

    def _waive(self) -> None:
        """The first who misses nothing but the training may begin before it, and is issued a license."""
        gate = self._workspace.read(_training_gate)
        people = self._workspace.read(candidates, date(2026, 11, 13), self._tasking_id)
        missing = {p.designee_id: [g.gate_id for g in p.gates if not g.holds] for p in people}
        found = next((person for person, gates in missing.items() if gates == [gate]), None)
        if found is not None:
            reason = "On detail in Guam until December; trained in the first session after the return"
            self._workspace.change(waive_gates, [found], gate, reason, "Section Chief M. Hale", date(2027, 1, 15))
            self._workspace.change(issue_licenses, self._tasking_id, [found])

    def _publish(self) -> None:
        """A new memorandum, which some acknowledge on its first days."""
        self._turn_to(SECOND_MEMORANDUM, time(9))
        file = ("memorandum-2.txt", (self._sample / "memorandum-2.txt").read_bytes())
        facts = VersionFacts(SECOND_MEMORANDUM.isoformat(), SECOND_MEMORANDUM, grace_days=30)
        version, _ = self._workspace.change(add_version, self._workspace.read(_memorandum), facts, file)
        self._turn_to(date(2026, 11, 17), time(16))
        holders = [holder for _, holder in self._workspace.read(_holders)][:ACKNOWLEDGED_AGAIN]
        on, how = date(2026, 11, 17), AcknowledgmentMethod.EMAIL
        self._workspace.change(record_acknowledgments, holders, version, on, how)

    def _move_on(self) -> None:
        self._turn_to(date(2026, 11, 18), time(11))
        *_, second, first, _ = [license_id for license_id, _ in self._workspace.read(_holders)]
        self._workspace.change(move_licenses, [first], LicenseMove.RETURN, "Moved to a unit that does not search")
        reason = "Searches of the last month were not logged on the day they were made"
        self._workspace.change(move_licenses, [second], LicenseMove.SUSPEND, reason)
        waiting = self._workspace.read(candidates, date(2026, 11, 18), self._tasking_id)
        reserved = [p.designee_id for p in waiting if not p.holds_license and not p.is_ready][:2]
        if reserved:
            self._workspace.change(reserve_licenses, self._tasking_id, reserved)

    def _review(self) -> None:
        """The yearly access review begins; the first offices have answered."""
        self._turn_to(date(2026, 11, 19), time(10))
        start = ReviewStart(1, "Access review 2026", date(2026, 12, 11))
        review, _ = self._workspace.change(start_review, start)
        lines = self._workspace.read(review_lines, date(2026, 11, 19), review)
        self._turn_to(date(2026, 11, 20), time(15))
        answered = [line for line in lines if line.office in ANSWERED and line.state_then is LicenseState.ISSUED]
        *kept, last = answered
        self._workspace.change(answer_lines, review, [line.id for line in kept], ReviewAnswer.KEEP)
        self._workspace.change(answer_lines, review, [last.id], ReviewAnswer.RETURN)
        self._workspace.change(comment_line, review, last.id, "On detail to another division until next summer")


def _holders(session: Session) -> list[tuple[int, int]]:
    """License and holder, in the order in which they were issued."""
    query = select(License.id, License.designee_id).where(License.state == LicenseState.ISSUED).order_by(License.id)
    return [(license_id, holder) for license_id, holder in session.execute(query)]


def _training_gate(session: Session) -> int:
    return session.scalars(select(Gate.id).where(Gate.kind == GateKind.TRAINED)).one()


def _memorandum(session: Session) -> int:
    query = select(GoverningDocument.id).where(GoverningDocument.kind == DocumentKind.MEMORANDUM)
    return session.scalars(query).one()


def _yearly(session: Session) -> tuple[int, CourseFacts]:
    """The unit's own course, from now on to be attended every year."""
    course = session.scalars(select(Course).where(Course.kind == CourseKind.UNIT)).one()
    facts = CourseFacts(course.kind, course.code, course.title, course.duty_hours, course.delivery, valid_days=365)
    return course.id, facts
