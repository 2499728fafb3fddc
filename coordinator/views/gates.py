"""Everyone's gates on a day: read now, or as the records stood at an earlier moment."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.model import (
    Acknowledgment,
    Completion,
    Course,
    Designee,
    DocumentVersion,
    Gate,
    GoverningDocument,
    Nomination,
    Seat,
    Tasking,
    TrainingSession,
    Waiver,
)
from coordinator.rules.gates import (
    Attendance,
    Exemption,
    Facts,
    GateResult,
    GateRule,
    Version,
    all_hold,
    evaluate,
    next_action,
)
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CourseKind, Mark, NominationState
from coordinator.store.history import Snapshot

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands: every gate in order, and what comes next."""

    designee_id: int
    gates: tuple[GateResult, ...]

    @property
    def is_ready(self) -> bool:
        return all_hold(self.gates)

    @property
    def passed(self) -> int:
        return sum(gate.holds for gate in self.gates)

    @property
    def next_action(self) -> str:
        return next_action(self.gates)


def standings(
    session: Session, today: date, designee_ids: Iterable[int] | None = None, moment: datetime | None = None
) -> dict[int, Standing]:
    """The standing of these people (or of everyone) on `today`, by the records as they stood at `moment`."""
    return standings_in(Snapshot(session, moment), today, designee_ids)


def standings_in(snapshot: Snapshot, today: date, designee_ids: Iterable[int] | None = None) -> dict[int, Standing]:
    people = snapshot.rows(Designee)
    wanted = people.keys() if designee_ids is None else [each for each in designee_ids if each in people]
    reader = _Reader(snapshot)
    gates, versions = reader.gates(), tuple(reader.versions())
    return {each: Standing(each, evaluate(gates, versions, reader.facts(each), today)) for each in wanted}


class _Reader:
    """Groups the rows of a snapshot by person, once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._people = snapshot.rows(Designee)
        self._nominations = self._by_person(Nomination)
        self._acknowledgments = self._by_person(Acknowledgment)
        self._seats = self._by_person(Seat)
        self._completions = self._by_person(Completion)
        self._waivers = self._by_person(Waiver)
        self._trainings = snapshot.rows(TrainingSession)
        self._courses = snapshot.rows(Course)
        self._taskings = snapshot.rows(Tasking)

    def _by_person(self, entity: Any) -> dict[int, list[Row]]:
        grouped: dict[int, list[Row]] = defaultdict(list)
        for row in self._snapshot.rows(entity).values():
            grouped[row["designee_id"]].append(row)
        return grouped

    def gates(self) -> list[GateRule]:
        rows = sorted(self._snapshot.rows(Gate).values(), key=lambda row: row["position"])
        return [GateRule(r["id"], r["kind"], r["title"], r["document_kind"]) for r in rows if r["is_on"]]

    def versions(self) -> list[Version]:
        documents = self._snapshot.rows(GoverningDocument)
        found = []
        for row in self._snapshot.rows(DocumentVersion).values():
            document = documents[row["document_id"]]
            if document["is_required"]:
                found.append(_version(row, document))
        return found

    def facts(self, designee_id: int) -> Facts:
        selected = self._selected(designee_id)
        return Facts(
            selected_on=selected["decided_on"] if selected else None,
            nominated_under=self._taskings[selected["tasking_id"]]["number"] if selected else "",
            acknowledged={a["version_id"]: a["acknowledged_on"] for a in self._acknowledgments.get(designee_id, ())},
            attended=tuple(self._attended(designee_id)),
            course_completed_on=self._course_completed(designee_id),
            departed_on=self._people[designee_id]["departed_on"],
            supervisor_approved_on=selected["supervisor_approved_on"] if selected else None,
            exemptions=tuple(_exemption(w) for w in self._waivers.get(designee_id, ()) if not w["withdrawn_on"]),
        )

    def _selected(self, designee_id: int) -> Row | None:
        rows = [n for n in self._nominations.get(designee_id, ()) if n["state"] is NominationState.SELECTED]
        return max(rows, key=lambda row: (row["decided_on"], row["id"]), default=None)

    def _attended(self, designee_id: int) -> Iterable[Attendance]:
        for seat in self._seats.get(designee_id, ()):
            if seat["mark"] is Mark.PRESENT:
                training = self._trainings[seat["training_id"]]
                held_on = training["starts_at"].astimezone(ZoneInfo(training["time_zone"])).date()
                until = valid_until(held_on, self._courses[training["course_id"]]["valid_days"])
                yield Attendance(training["title"], held_on, seat["minutes"], until)

    def _course_completed(self, designee_id: int) -> date | None:
        days = [
            row["completed_on"]
            for row in self._completions.get(designee_id, ())
            if self._courses[row["course_id"]]["kind"] is CourseKind.LMS
        ]
        return max(days, default=None)


def _version(row: Row, document: Row) -> Version:
    return Version(
        id=row["id"],
        document_id=document["id"],
        kind=document["kind"],
        title=document["title"],
        label=row["label"],
        effective_on=row["effective_on"],
        expires_on=row["expires_on"],
        grace_days=row["grace_days"],
    )


def _exemption(row: Row) -> Exemption:
    return Exemption(row["gate_id"], row["reason"], row["approver"], row["valid_from"], row["valid_until"])
