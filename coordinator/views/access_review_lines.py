"""The licenses of an access review: what was frozen, what the office said, and what is proposed and decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import AccessReview, AccessReviewLine, License, Seat, TrainingSession
from coordinator.rules.access_review import Proposal, ReviewFacts, is_late, propose
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import HELD, is_past
from coordinator.rules.vocabulary import GateKind, LicenseState, Mark, ReviewAnswer, ReviewDecision
from coordinator.store.history import Snapshot
from coordinator.views.gates import Standing, standings
from coordinator.views.records import kept_people


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One license under review. Number to last answer are as the review froze them, but `state_now`.

    `proposal` is None once it is carried out, and of a closed review. `missed` are the gates that do not hold today.
    """

    id: int
    license_id: int
    designee_id: int
    office_id: int
    number: str
    name: str
    office: str
    office_name: str
    email: str
    position: str
    state_then: LicenseState
    state_now: LicenseState
    issued_on: date | None
    valid_until: date | None
    trained_on: date | None
    basis: str
    last_answer: str
    due_on: date
    answer: ReviewAnswer | None
    answered_on: date | None
    comment: str
    file_id: int | None
    decision: ReviewDecision | None
    reason: str
    carried_out_on: date | None
    missed: tuple[str, ...]
    proposal: Proposal | None

    @property
    def is_late(self) -> bool:
        return is_late(self.answered_on, self.due_on)

    @property
    def has_moved_on(self) -> bool:
        """Whether the license is no longer what the office was asked about, for another reason than this review."""
        return self.carried_out_on is None and self.state_then is not self.state_now

    @property
    def is_undecided(self) -> bool:
        return self.decision is None and self.carried_out_on is None and not self.has_moved_on

    @property
    def is_to_carry_out(self) -> bool:
        return self.decision is not None and self.carried_out_on is None and not self.has_moved_on

    @property
    def can_accept(self) -> bool:
        """Whether there is a proposal that can be taken as it is."""
        return self.is_undecided and self.proposal is not None and self.proposal.decision is not None

    @property
    def can_accept_unseen(self) -> bool:
        """Whether it can be accepted along with all others: there is no comment that has to be read first."""
        return self.can_accept and self.proposal is not None and not self.proposal.look_first

    @property
    def urgency(self) -> int:
        """What is open comes first, by its proposal; then what is decided, then what is done."""
        if self.carried_out_on is not None:
            return 300
        return (self.proposal.urgency if self.proposal else 0) + (100 if self.decision else 0)


def review_lines(session: Session, today: date, review_id: int) -> tuple[ReviewLine, ...]:
    """Every license of the review, the most urgent first, then by office and name."""
    review = session.get(AccessReview, review_id)
    if review is None:
        return ()
    query = (
        select(AccessReviewLine)
        .options(
            joinedload(AccessReviewLine.license).joinedload(License.designee),
            joinedload(AccessReviewLine.office),
        )
        .where(AccessReviewLine.review_id == review_id)
    )
    rows = session.scalars(query).all()
    standing = {} if review.closed_on else _standings(session, today, review.product_id, rows)
    lines = [_line(review, row, standing.get(row.id), today) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.urgency, line.office, line.name.casefold(), line.number)))


def _standings(
    session: Session, today: date, product_id: int, rows: Collection[AccessReviewLine]
) -> dict[int, Standing]:
    """How the holder of today stands, of each line that is still to be decided or carried out."""
    holders = {row.id: row.license.designee_id for row in rows if row.carried_out_on is None}
    found = standings(session, today, set(holders.values()), product_id=product_id)
    return {line: found[person] for line, person in holders.items()}


def _line(review: AccessReview, row: AccessReviewLine, standing: Standing | None, today: date) -> ReviewLine:
    frozen = row.snapshot
    missed = _missed(row.license, standing.gates, today) if standing else ()
    return ReviewLine(
        id=row.id,
        license_id=row.license_id,
        designee_id=row.license.designee_id,
        office_id=row.office_id,
        number=frozen["number"],
        name=frozen["name"],
        office=frozen["office"],
        office_name=row.office.name,
        email=frozen["email"],
        position=frozen["position"],
        state_then=LicenseState(frozen["state"]),
        state_now=row.license.state,
        issued_on=day_of(frozen["issued_on"]),
        valid_until=day_of(frozen["valid_until"]),
        trained_on=day_of(frozen["trained_on"]),
        basis=frozen["basis"],
        last_answer=frozen["last_answer"],
        due_on=review.due_on,
        answer=row.answer,
        answered_on=row.answered_on,
        comment=row.comment,
        file_id=row.file_id,
        decision=row.decision,
        reason=row.reason,
        carried_out_on=row.carried_out_on,
        missed=missed,
        proposal=propose(_facts(review, row, missed), today) if standing else None,
    )


def _facts(review: AccessReview, row: AccessReviewLine, missed: tuple[str, ...]) -> ReviewFacts:
    return ReviewFacts(
        then=LicenseState(row.snapshot["state"]),
        now=row.license.state,
        due_on=review.due_on,
        answer=row.answer,
        comment=row.comment,
        departed_on=row.license.designee.departed_on,
        missed=missed,
    )


def _missed(license_: License, gates: Collection[GateResult], today: date) -> tuple[str, ...]:
    """A departure is told apart; a license past its last day may not be kept either."""
    said = [f"{gate.title}: {gate.evidence}" for gate in gates if not gate.holds and gate.kind is not GateKind.ACTIVE]
    if license_.state in HELD and is_past(license_.valid_until, today):
        said.append(f"its last day was {license_.valid_until}")
    return tuple(said)


def day_of(text: Any) -> date | None:
    """A day as the snapshot keeps it."""
    return date.fromisoformat(text) if text else None


def has_moved_on(line: AccessReviewLine) -> bool:
    return line.carried_out_on is None and line.snapshot["state"] != line.license.state.value


def last_trainings(session: Session, people: Collection[int]) -> dict[int, date]:
    """The day of the last training that each of these people attended, on the training's own clock.

    What is on record of somebody merged into another counts for the person kept.
    """
    kept = kept_people(Snapshot(session))
    of = {*people, *(each for each, into in kept.items() if into in people)}
    query = (
        select(Seat.designee_id, TrainingSession.starts_at, TrainingSession.time_zone)
        .join(TrainingSession, TrainingSession.id == Seat.training_id)
        .where(Seat.mark == Mark.PRESENT)
    )
    found: dict[int, date] = {}
    for person, starts_at, zone in session.execute(query):
        if person in of:
            held_on = starts_at.astimezone(ZoneInfo(zone)).date()
            found[kept[person]] = max(held_on, found.get(kept[person], held_on))
    return found
