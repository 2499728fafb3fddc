"""Which letters a decision calls for: of selection, of non-selection, to alternates; and which were issued already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Letter, Nomination, Selection
from coordinator.rules.choosing import MOVED_UP, NO_PLACE
from coordinator.rules.vocabulary import CertificateState, LetterKind, NominationState
from coordinator.views.selections import decided, in_order, is_standing, latest

KINDS = {
    NominationState.SELECTED: LetterKind.SELECTION,
    NominationState.ALTERNATE: LetterKind.NON_SELECTION,
    NominationState.NOT_SELECTED: LetterKind.NON_SELECTION,
}


@dataclass(frozen=True, slots=True)
class SelectionLetterRow:
    """Someone decided and the letter this calls for; `issued_as` is its number when it was issued already.

    `alternate_place` of `alternates` is the place in their order, for alternates alone. `rank` of `ranked` is that of
    the decision, missing for who came later. `by_hand` when a person decided, before the decision or after it;
    `moved_up` when it was an alternate whose promotion was accepted; `for_quota` when the office had no place left.
    """

    nomination_id: int
    designee_id: int
    name: str
    office: str
    state: NominationState
    kind: LetterKind
    alternate_place: int | None
    alternates: int
    rank: int | None
    ranked: int
    by_hand: bool
    moved_up: bool
    for_quota: bool
    issued_as: str


def selection_letters(session: Session, tasking_id: int) -> tuple[SelectionLetterRow, ...]:
    """Everyone decided who neither withdrew nor departed, in the order of the decision; nobody before a decision."""
    decision = latest(session, tasking_id)
    if decision is None:
        return ()
    rows = {row.id: row for row in decided(session, tasking_id) if row.state in KINDS and is_standing(row)}
    order = [place.id for place in in_order(decision, rows.values())]
    alternates = [each for each in order if rows[each].state is NominationState.ALTERNATE]
    places = {each: place for place, each in enumerate(alternates, start=1)}
    issued = _issued(session, tasking_id)
    frozen = {entry.get("nomination_id"): entry for entry in decision.snapshot["nominations"]}
    return tuple(_row(rows[each], frozen.get(each), decision, places, issued) for each in order)


def _issued(session: Session, tasking_id: int) -> dict[tuple[int, LetterKind, bool], str]:
    """Numbers of the valid ones, by person, kind, and whether it was the letter to an alternate."""
    query = select(Letter.designee_id, Letter.kind, Letter.facts, Letter.number).where(
        Letter.tasking_id == tasking_id,
        Letter.kind.in_(set(KINDS.values())),
        Letter.state == CertificateState.ISSUED,
    )
    return {(row.designee_id, row.kind, bool(row.facts.get("alternate"))): row.number for row in session.execute(query)}


def _row(
    row: Nomination,
    frozen: Mapping[str, Any] | None,
    decision: Selection,
    places: Mapping[int, int],
    issued: Mapping[tuple[int, LetterKind, bool], str],
) -> SelectionLetterRow:
    kind, is_alternate = KINDS[row.state], row.state is NominationState.ALTERNATE
    is_as_frozen = frozen is not None and (frozen["state"], frozen["reason"]) == (row.state.value, row.decision_reason)
    return SelectionLetterRow(
        nomination_id=row.id,
        designee_id=row.designee_id,
        name=row.designee.display_name,
        office=row.office.code,
        state=row.state,
        kind=kind,
        alternate_place=places.get(row.id),
        alternates=len(places),
        rank=frozen["rank"] if frozen else None,
        ranked=len(decision.snapshot["nominations"]),
        by_hand=not is_as_frozen or bool(frozen and frozen.get("by_hand", True)),
        moved_up=row.decision_reason.startswith(MOVED_UP),
        for_quota=is_alternate and row.decision_reason.startswith(NO_PLACE),
        issued_as=issued.get((row.designee_id, kind, is_alternate), ""),
    )
