"""Freezes a decision: the snapshot of everything it rests on, its SHA-256, and its record as a PDF drawn from it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coordinator.documents.facts import spelled
from coordinator.documents.selection_record import (
    CandidateLine,
    GoneLine,
    OfficeLine,
    RuleLine,
    SelectionRecordFacts,
    render_selection_record,
)
from coordinator.model import Nomination, Office, Selection, Tasking
from coordinator.rules.criteria import CRITERIA, title_of
from coordinator.rules.ranking import Ranked, Rule
from coordinator.rules.vocabulary import NominationState, RankingCriterion
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.ranking import present_quotas, ranking_rules
from coordinator.views.settings import unit_settings

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """How it was decided; `by_hand` are the nominations that a person decided and not the rules."""

    capacity: int
    signed_by: str
    scenario: str
    by_hand: frozenset[int]


def freeze(
    uow: UnitOfWork, tasking: Tasking, decision: Decision, ranked: Sequence[Ranked], rows: Sequence[Nomination]
) -> Selection:
    """Keep the decision of these nominations, with the PDF of its record."""
    snapshot = _snapshot(uow, tasking, decision, ranked, rows)
    canonical = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sha256 = hashlib.sha256(canonical.encode()).hexdigest()
    paper = unit_settings(uow.session).unit_paper
    record = render_selection_record(record_facts(snapshot, sha256, str(uow.head)), paper)
    name = f"Selection record {tasking.number} {uow.today.isoformat()}.pdf"
    return uow.add(
        Selection(
            tasking_id=tasking.id,
            decided_at=uow.now,
            decided_by=uow.actor,
            capacity=decision.capacity,
            snapshot=snapshot,
            sha256=sha256,
            signed_by=decision.signed_by,
            scenario=decision.scenario,
            record_file_id=uow.keep_file(name, "application/pdf", record).id,
        )
    )


def _snapshot(
    uow: UnitOfWork, tasking: Tasking, decision: Decision, ranked: Sequence[Ranked], rows: Sequence[Nomination]
) -> Snapshot:
    """Everything the decision rests on, as JSON knows it; `alternates` are nominations, first to move up first."""
    settings = unit_settings(uow.session)
    by_id = {row.id: row for row in rows}
    standing = [by_id[place.id] for place in ranked]
    ids = {row.id for row in standing}
    offices = {office.id: office for office in uow.all(select(Office))}
    return {
        "masthead": [settings.unit_name, settings.unit_section],
        "zone": settings.unit_time_zone,
        "tasking": _tasking(tasking),
        "decided_at": uow.now.isoformat(),
        "decided_by": uow.actor,
        "signed_by": decision.signed_by or uow.actor,
        "capacity": decision.capacity,
        "scenario": decision.scenario,
        "rules": [_rule(rule) for rule in ranking_rules(uow.session, tasking.id).rules],
        "quotas": _quotas(uow, tasking.id, offices, standing),
        "nominations": [_nomination(row, row.id in decision.by_hand, offices) for row in standing],
        "alternates": [row.id for row in standing if row.state is NominationState.ALTERNATE],
        "gone": [_gone(row, offices) for row in rows if row.id not in ids],
    }


def _tasking(tasking: Tasking) -> Snapshot:
    return {
        "number": tasking.number,
        "subject": tasking.subject,
        "product": tasking.product.name,
        "issued_on": tasking.issued_on.isoformat(),
        "due_at": tasking.due_at.isoformat(),
        "due_zone": tasking.due_zone,
    }


def _rule(rule: Rule) -> Snapshot:
    return {
        "criterion": rule.criterion.value,
        "weight": rule.weight,
        "is_on": rule.is_on,
        "query": rule.query,
        "title": rule.title,
    }


def _quotas(
    uow: UnitOfWork, tasking_id: int, offices: Mapping[int, Office], standing: Iterable[Nomination]
) -> list[Snapshot]:
    """By the code of the office, with how many stand and how many are selected."""
    people = list(standing)
    named = Counter(row.office_id for row in people)
    selected = Counter(row.office_id for row in people if row.state is NominationState.SELECTED)
    places = present_quotas(uow.session, tasking_id)
    return [
        {
            "office_id": office.id,
            "office": office.code,
            "name": office.name,
            "seats": places[office.id].seats if office.id in places else 0,
            "reserved": places[office.id].reserved if office.id in places else 0,
            "standing": named[office.id],
            "selected": selected[office.id],
        }
        for office in sorted(offices.values(), key=lambda office: office.code)
        if office.id in places or office.id in named
    ]


def _nomination(row: Nomination, by_hand: bool, offices: Mapping[int, Office]) -> Snapshot:
    return {
        "nomination_id": row.id,
        "designee_id": row.designee_id,
        "name": row.designee.display_name,
        "office_id": row.office_id,
        "office": offices[row.office_id].code,
        "rank": row.rank,
        "score": row.score,
        "explanation": row.explanation,
        "reasons": row.reasons,
        "manual_score": row.manual_score,
        "manual_note": row.manual_note,
        "is_late": row.is_late,
        "is_over_quota": row.is_over_quota,
        "state": row.state.value,
        "reason": row.decision_reason,
        "by_hand": by_hand,
    }


def _gone(row: Nomination, offices: Mapping[int, Office]) -> Snapshot:
    reason, departed = row.decision_reason, row.designee.departed_on
    if departed and row.state is not NominationState.WITHDRAWN:
        reason = f"departed {spelled(departed)}"
    return {
        "nomination_id": row.id,
        "designee_id": row.designee_id,
        "name": row.designee.display_name,
        "office": offices[row.office_id].code,
        "state": row.state.value,
        "reason": reason,
    }


def record_facts(snapshot: Snapshot, sha256: str, audit_head: str) -> SelectionRecordFacts:
    """What the record says, from the frozen snapshot alone, so that it can be drawn again from it."""
    tasking = snapshot["tasking"]
    decided_at = datetime.fromisoformat(snapshot["decided_at"]).astimezone(ZoneInfo(snapshot["zone"]))
    due_at = datetime.fromisoformat(tasking["due_at"]).astimezone(ZoneInfo(tasking["due_zone"]))
    return SelectionRecordFacts(
        masthead=tuple(snapshot["masthead"]),
        tasking=tasking["number"],
        subject=tasking["subject"],
        product=tasking["product"],
        issued_on=date.fromisoformat(tasking["issued_on"]),
        due=_moment(due_at),
        decided_on=decided_at.date(),
        decided=_moment(decided_at),
        signed_by=snapshot["signed_by"],
        recorded_by=snapshot["decided_by"],
        capacity=snapshot["capacity"],
        scenario=snapshot["scenario"],
        rules=tuple(_rule_line(rule) for rule in snapshot["rules"]),
        offices=tuple(_office_line(quota) for quota in snapshot["quotas"]),
        candidates=tuple(_candidate_line(entry) for entry in snapshot["nominations"]),
        gone=tuple(GoneLine(entry["name"], entry["office"], entry["reason"]) for entry in snapshot["gone"]),
        sha256=sha256,
        audit_head=audit_head,
    )


def _moment(at: datetime) -> str:
    return f"{spelled(at)}, {at:%H:%M %Z}"


def _rule_line(plain: Snapshot) -> RuleLine:
    rule = Rule(**{**plain, "criterion": RankingCriterion(plain["criterion"])})
    query = f" “{rule.query}”" if rule.query else ""
    return RuleLine(
        title_of(rule), rule.weight, f"{CRITERIA[rule.criterion].how.removesuffix('.')}{query}.", rule.is_on
    )


def _office_line(plain: Snapshot) -> OfficeLine:
    return OfficeLine(
        plain["office"], plain["name"], plain["seats"], plain["reserved"], plain["standing"], plain["selected"]
    )


def _candidate_line(plain: Snapshot) -> CandidateLine:
    return CandidateLine(
        rank=plain["rank"],
        name=plain["name"],
        office=plain["office"],
        score=plain["score"],
        why=", ".join(f"{text} ({points:+g})" for text, points in plain["reasons"]),
        outcome=NominationState(plain["state"]),
        reason=plain["reason"],
        by_hand=plain["by_hand"],
        manual_score=plain["manual_score"],
        manual_note=plain["manual_note"],
    )
