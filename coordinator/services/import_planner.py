"""Goes through the entries of a nomination file and holds each against what is on record."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from coordinator.exchange.nominations import NominationEntry, NominationFile, ProblemKind, RowKey, RowProblem
from coordinator.model import Office, Tasking
from coordinator.services.import_changes import FieldChange, Owner, decided, nomination_changes, person_changes
from coordinator.services.import_decisions import Decisions, RowChoice
from coordinator.services.import_records import NominationRecord, Records
from coordinator.services.known_people import Found, Likeness
from coordinator.services.office_words import live_offices, office_named
from coordinator.services.planned_rows import Candidate, OfficeCounts, PlannedRow, RowState
from coordinator.views.offices import offices


class Planner:
    """Goes through the entries once, in order; what an earlier row took counts for the later ones."""

    def __init__(
        self, session: Session, tasking: Tasking, office: Office, content: NominationFile, decisions: Decisions
    ) -> None:
        self._entries, self._decisions, self._sender = content.entries, decisions, office
        self._offices = live_offices(offices(session))
        self.problems: list[RowProblem] = []
        self._office_of_text = self._read_offices()
        self.records = Records(session, tasking.id, content.source.sha256)
        self._taken: dict[int, RowKey] = {}
        self._emails: dict[str, RowKey] = {}

    def _read_offices(self) -> dict[str, int]:
        """What each text of an office column means; one that means none is the sender's, and said once."""
        texts = Counter(entry.office_text for entry in self._entries if entry.office_text)
        firsts = {entry.office_text: entry for entry in reversed(self._entries)}
        meant: dict[str, int] = {}
        for text, number in texts.items():
            found = self._decisions.offices.get(text) or office_named(text, self._offices)
            if found is None:
                rows = "1 row was" if number == 1 else f"{number} rows were"
                message = f"“{text}” is no office on record; {rows} taken for {self._sender.name}."
                self.problems.append(_problem(firsts[text], ProblemKind.UNKNOWN_OFFICE, message))
            meant[text] = found or self._sender.id
        return meant

    def rows(self) -> list[PlannedRow]:
        sender = self._sender.id
        placed = [(entry, self._office_of_text.get(entry.office_text, sender)) for entry in self._entries]
        found = [self.records.find(entry, office_id) for entry, office_id in placed]
        chosen = [each for each in self._decisions.people.values() if not isinstance(each, RowChoice)]
        self.records.load_people({each.designee_id for several in found for each in several} | set(chosen))
        return [self._row(entry, office, known) for (entry, office), known in zip(placed, found, strict=True)]

    def _row(self, entry: NominationEntry, office_id: int, found: Sequence[Found]) -> PlannedRow:
        choice = self._decisions.people.get(entry.key)
        candidates = self._candidates(found)
        if choice is RowChoice.LEAVE_OUT:
            self.problems.append(_problem(entry, ProblemKind.LEFT_OUT, f"{entry.name.display} was left out."))
            return PlannedRow(entry, office_id, RowState.LEFT_OUT, candidates=candidates)
        person = self._person(entry, choice, found)
        if person is None:
            return self._new_person(entry, office_id, candidates, is_doubtful=bool(found) and choice is None)
        if person in self._taken:
            return self._again(entry, office_id, person, candidates)
        self._taken[person] = entry.key
        return self._known_person(entry, office_id, person, candidates)

    def _person(self, entry: NominationEntry, choice: int | RowChoice | None, found: Sequence[Found]) -> int | None:
        """Who is meant: as decided, as this very row was taken before, or the one person who is surely the same."""
        if choice is RowChoice.NEW_PERSON:
            return None
        if choice is not None and not isinstance(choice, RowChoice):
            return self.records.current(choice)
        earlier = self.records.taken_from(entry)
        if earlier is not None:
            return earlier
        return found[0].designee_id if found and found[0].likeness is Likeness.SAME else None

    def _candidates(self, found: Sequence[Found]) -> tuple[Candidate, ...]:
        """Only where somebody has to choose."""
        if not found or found[0].likeness is Likeness.SAME:
            return ()
        codes = {office.id: office.code for office in self._offices}
        made = []
        for each in found:
            person = self.records.people[each.designee_id]
            office = codes.get(person.office_id, "")
            made.append(
                Candidate(each.designee_id, person.display_name, office, person.email, each.score, each.reasons)
            )
        return tuple(made)

    def _new_person(
        self, entry: NominationEntry, office_id: int, candidates: tuple[Candidate, ...], *, is_doubtful: bool
    ) -> PlannedRow:
        email = self._free_email(entry, None)
        if is_doubtful:
            names = " or ".join(f"{each.name} ({each.office})" for each in candidates[:3])
            message = f"{entry.name.display} may be {names}; a new person was made."
            self.problems.append(_problem(entry, ProblemKind.DOUBTFUL, message))
        state = RowState.DOUBTFUL if is_doubtful else RowState.NEW
        return PlannedRow(entry, office_id, state, candidates=candidates, email=email)

    def _free_email(self, entry: NominationEntry, person: int | None) -> str | None:
        """The address of the row, unless it is somebody else's already: an address belongs to one person."""
        if entry.email is None:
            return None
        holder = self.records.holder_of(entry.email)
        if holder is not None and holder != person:
            message = f"{entry.email} is on record for somebody else; {entry.name.display} was taken without it."
            self.problems.append(_problem(entry, ProblemKind.EMAIL_TAKEN, message))
            return None
        first = self._emails.setdefault(entry.email, entry.key)
        # The same address twice in the file is a problem of the file, and was said there.
        return entry.email if first == entry.key else None

    def _again(
        self, entry: NominationEntry, office_id: int, person: int, candidates: tuple[Candidate, ...]
    ) -> PlannedRow:
        first = self._taken[person]
        name = self.records.people[person].display_name
        where = f"row {first[1]}" + (f" of “{first[0]}”" if first[0] != entry.sheet else "")
        message = f"{entry.name.display} is {name}, who stands in {where} already; that row was kept."
        self.problems.append(_problem(entry, ProblemKind.DUPLICATE, message, other_row=first))
        return PlannedRow(
            entry, office_id, RowState.SAME, person, self.records.nomination_id(person), (), candidates, same_as=first
        )

    def _known_person(
        self, entry: NominationEntry, office_id: int, person: int, candidates: tuple[Candidate, ...]
    ) -> PlannedRow:
        record = self.records.people[person]
        changes = person_changes(record, record.display_name, entry, office_id)
        changes += self._email_change(entry, person)
        nomination = self.records.nominations.get(person)
        if nomination is not None:
            changes += nomination_changes(nomination, entry)
            changes += self._office_change(nomination, entry, office_id)
        sheet, row = entry.key
        changes = [decided(each, lambda field: self._decisions.take.get((sheet, row, field))) for each in changes]
        state = RowState.NEW
        if nomination is not None:
            state = RowState.CHANGED if any(change.is_taken for change in changes) else RowState.SAME
        nomination_id = nomination.id if nomination else None
        return PlannedRow(
            entry, office_id, state, person, nomination_id, tuple(changes), candidates, record.email or None
        )

    def _email_change(self, entry: NominationEntry, person: int) -> list[FieldChange]:
        """Another address than the one on record: the new one, unless it is a former one or not theirs."""
        record = self.records.people[person]
        if entry.email is None or entry.email == record.email_key or record.email_key in entry.other_emails:
            return []
        if self.records.is_former(entry.email, person) or self._free_email(entry, person) is None:
            return []
        return [FieldChange(Owner.PERSON, "email", record.email, entry.email, is_taken=True)]

    def _office_change(self, nomination: NominationRecord, entry: NominationEntry, office_id: int) -> list[FieldChange]:
        """Somebody else's office than the one that named the person: brought over only when it was decided."""
        if not entry.office_text or nomination.office_id == office_id:
            return []
        told = entry.office_text in self._decisions.offices
        return [FieldChange(Owner.NOMINATION, "office_id", nomination.office_id, office_id, is_taken=told)]

    def counts(self, rows: Sequence[PlannedRow]) -> tuple[OfficeCounts, ...]:
        """The sender's office, and every other that a row belongs to, by code."""
        states = Counter((row.office_id, row.state) for row in rows)
        added = Counter(row.office_id for row in rows if row.adds)
        meant = {row.office_id for row in rows} | {self._sender.id}
        return tuple(
            self._office_counts(each.id, each.code, each.name, states, added)
            for each in self._offices
            if each.id in meant
        )

    def _office_counts(
        self,
        office_id: int,
        code: str,
        name: str,
        states: Mapping[tuple[int, RowState], int],
        added: Mapping[int, int],
    ) -> OfficeCounts:
        quota, standing = self.records.quotas.get(office_id, 0), self.records.standing[office_id] + added[office_id]
        new, changed, same, doubtful, left_out = (states[office_id, state] for state in RowState)
        return OfficeCounts(
            office_id, code, name, new, changed, same, doubtful, left_out, quota, standing, max(standing - quota, 0)
        )


def _problem(entry: NominationEntry, kind: ProblemKind, message: str, other_row: RowKey | None = None) -> RowProblem:
    return RowProblem(entry.sheet, entry.row, kind, message, entry.cells, blocking=False, other_row=other_row)
