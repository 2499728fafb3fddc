"""Issues the letters of a decision: of selection, of non-selection, to alternates. Nobody gets the same one twice."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select

from coordinator.documents.facts import spelled
from coordinator.documents.letters import LetterFacts, SeatInTraining
from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Acknowledgment, DocumentVersion, GoverningDocument, Nomination, Seat, Selection, Tasking
from coordinator.rules.ranking import ordinal
from coordinator.rules.vocabulary import LetterKind, Mark, NominationState, SeatState
from coordinator.services.certificates import BatchResult
from coordinator.services.letters import cited, keep_letter, letter_frame
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.selection_letters import SelectionLetterRow, selection_letters
from coordinator.views.selections import latest

HELD = frozenset({SeatState.OFFERED, SeatState.RESERVED, SeatState.CONFIRMED})
INDIVIDUALLY = "The decision was made individually, for a reason that is on record; the point of contact can tell you."


def issue_selection_letters(
    uow: UnitOfWork, tasking_id: int, nomination_ids: Sequence[int], progress: Progress = silent
) -> BatchResult:
    """The letter that the decision calls for, to each of these; who has it already, or is not decided, is refused by
    name. What was made before a cancel stays made. Raises RuleBroken when nobody is due one.
    """
    tasking, decision = uow.get(Tasking, tasking_id), latest(uow.session, tasking_id)
    if decision is None:
        raise RuleBroken("Letters follow a decision. Decide the selection first.")
    due, refused = _sorted_out(uow, tasking, nomination_ids)
    if not due:
        raise RuleBroken(f"There is no letter to issue ({refused[0]})." if refused else "Choose who gets a letter.")
    batch = _Batch(uow, tasking, decision)
    made: list[str] = []
    stopped = False
    for done, person in enumerate(due):
        try:
            progress(done, len(due), person.name)
            made.append(batch.issue(person))
        except Cancelled:
            stopped = True
            break
        except RuleBroken as refusal:
            refused.append(f"{person.name}: {refusal}")
    uow.describe(f"Issue {len(made)} letters of selection under tasking {tasking.number}", undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(due))


def selection_letter(uow: UnitOfWork, tasking_id: int, nomination_id: int) -> LetterFacts:
    """What the letter to this person will say, before it is issued. Raises RuleBroken for whom none is due."""
    tasking, decision = uow.get(Tasking, tasking_id), latest(uow.session, tasking_id)
    due, refused = _sorted_out(uow, tasking, [nomination_id])
    if decision is None or not due:
        raise RuleBroken(f"There is no letter to issue ({refused[0]})." if refused else "No letter is due.")
    return _Batch(uow, tasking, decision).facts(due[0])


def _sorted_out(
    uow: UnitOfWork, tasking: Tasking, nomination_ids: Sequence[int]
) -> tuple[list[SelectionLetterRow], list[str]]:
    """Who is due a letter, in the order of the decision, and a sentence for everyone else."""
    wanted = set(nomination_ids)
    found = [row for row in selection_letters(uow.session, tasking.id) if row.nomination_id in wanted]
    refused = [f"{row.name}: has this letter already, {row.issued_as}" for row in found if row.issued_as]
    for nomination_id in sorted(wanted - {row.nomination_id for row in found}):
        row = uow.get(Nomination, nomination_id)
        if row.tasking_id != tasking.id:
            raise RuleBroken("Some of these people were not nominated under this tasking. No letter was issued.")
        refused.append(f"{row.designee.display_name}: {_why_not(row)}")
    return [row for row in found if not row.issued_as], refused


def _why_not(row: Nomination) -> str:
    if row.state is NominationState.WITHDRAWN:
        return "withdrew"
    return "departed" if row.designee.departed_on else "is not decided yet"


class _Batch:
    """Letters of one decision, which share the tasking and the documents in force."""

    def __init__(self, uow: UnitOfWork, tasking: Tasking, decision: Selection) -> None:
        self._uow, self._tasking, self._decision = uow, tasking, decision
        self._in_force = _versions_in_force(uow, tasking)

    def issue(self, person: SelectionLetterRow) -> str:
        """Raises RuleBroken, before it has a number, for a name that cannot be printed."""
        return keep_letter(self._uow, self.facts(person), person.designee_id, self._tasking).number

    def facts(self, person: SelectionLetterRow) -> LetterFacts:
        """What the letter says, without a number."""
        frame = letter_frame(self._uow, person.kind, person.designee_id, self._tasking, self._tasking.product.name)
        facts = replace(frame, reason=_reason(person, self._decision.capacity), alternate=_place(person))
        if person.kind is LetterKind.SELECTION:
            facts = self._with_steps(facts, person.designee_id)
        return facts

    def _with_steps(self, facts: LetterFacts, designee_id: int) -> LetterFacts:
        """What the person still has to do: documents to acknowledge, a training to attend."""
        query = select(Acknowledgment).where(Acknowledgment.designee_id == designee_id)
        accepted = {row.version_id for row in self._uow.all(query)}
        seats = self._uow.all(
            select(Seat).where(Seat.designee_id == designee_id, Seat.state != SeatState.RELEASED).order_by(Seat.id)
        )
        coming = [seat for seat in seats if seat.state in HELD and seat.training.starts_at > self._uow.now]
        is_trained = any(seat.mark is Mark.PRESENT for seat in seats)
        return replace(
            facts,
            documents=tuple(cited(version) for version in self._in_force if version.id not in accepted),
            seats=() if is_trained else tuple(_seat(seat) for seat in coming),
            is_trained=is_trained,
        )


def _versions_in_force(uow: UnitOfWork, tasking: Tasking) -> list[DocumentVersion]:
    """The version of each required document, of any product or of this one, that holds today."""
    query = (
        select(DocumentVersion)
        .join(GoverningDocument)
        .where(
            GoverningDocument.is_required,
            or_(GoverningDocument.product_id.is_(None), GoverningDocument.product_id == tasking.product_id),
            DocumentVersion.effective_on <= uow.today,
        )
        .order_by(DocumentVersion.document_id, DocumentVersion.effective_on, DocumentVersion.id)
    )
    newest = {version.document_id: version for version in uow.all(query)}
    return [each for each in newest.values() if each.expires_on is None or each.expires_on > uow.today]


def _seat(seat: Seat) -> SeatInTraining:
    training = seat.training
    at = training.starts_at.astimezone(ZoneInfo(training.time_zone))
    return SeatInTraining(training.course.title, f"{spelled(at)}, {at:%H:%M %Z}")


def _place(person: SelectionLetterRow) -> str:
    """ "2nd of 6", for alternates alone."""
    if person.alternate_place is None:
        return ""
    return f"{ordinal(person.alternate_place)} of {person.alternates}"


def _reason(person: SelectionLetterRow, capacity: int) -> str:
    """In neutral words. What was written down for a decision by hand is for the record, not for a letter."""
    if person.kind is LetterKind.SELECTION:
        return _why_selected(person)
    stood = f"Your nomination stood {ordinal(person.rank)} of {person.ranked}" if person.rank else ""
    if person.by_hand:
        return f"{stood}. {INDIVIDUALLY}" if stood else INDIVIDUALLY
    licenses = "There was one license" if capacity == 1 else f"There were {capacity} licenses"
    if person.for_quota:
        return f"{licenses} to give out, and a quota for each office. {stood}; no place was left for your office."
    return f"{licenses} to give out. {stood}; nothing was left when it was reached."


def _why_selected(person: SelectionLetterRow) -> str:
    if person.moved_up:
        return "You were an alternate. A place became free, and it was your turn."
    if person.by_hand or not person.rank:
        return ""
    return f"In the order of the written ranking rules your nomination stood {ordinal(person.rank)} of {person.ranked}."
