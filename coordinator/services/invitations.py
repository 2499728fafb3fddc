"""Mails about seats in a training: invitations with their calendar entries, changes, cancellations, reminders, offers.

The program sends nothing: what was drafted is on record, and is marked as sent by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.calendar_entry import ICS, ICS_NAME, Party, write_entry
from coordinator.exchange.mail_drafts import checked_addresses
from coordinator.model import OutgoingDraft, Seat, TrainingSession
from coordinator.rules.contacts import normalize_email
from coordinator.rules.invitations import CALENDAR_KINDS, SEAT_KINDS, SeatFacts, kind_to_draft, why_not
from coordinator.rules.mail_text import MailText, check_text, merged
from coordinator.rules.seat_mail_text import SEAT_PLACEHOLDERS
from coordinator.rules.vocabulary import DraftKind, DraftState, TrainingState
from coordinator.services.drafts import NewDraft, add_draft, draft_files, forget_text, keep_text
from coordinator.services.papers import write_file
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.invitation_mail import (
    NO_ORGANIZER,
    SeatEntries,
    next_entry,
    organizer_of,
    seat_entries,
    seat_text,
    seat_text_keys,
    seat_values,
)
from coordinator.views.invitations import seat_facts
from coordinator.views.settings import unit_settings

_OPENING = (DraftKind.INVITATION, DraftKind.OFFER)


@dataclass(frozen=True, slots=True)
class DraftedInvitations:
    """`made` are the drafts' ids in order, `skipped` (name, why) of those who got none; `of` is how many were asked
    for, `stopped` whether the user stopped it.
    """

    made: tuple[int, ...]
    skipped: tuple[tuple[str, str], ...]
    of: int
    stopped: bool


@dataclass(frozen=True, slots=True)
class SavedInvitations:
    """`saved` mails of `of` were written into the folder."""

    saved: int
    of: int
    folder: Path


# texts


def save_seat_text(uow: UnitOfWork, kind: DraftKind, text: MailText) -> None:
    """Keep the unit's own text for a kind of mail. Raises RuleBroken for a placeholder that stands for nothing."""
    keep_text(uow, seat_text_keys(_known(kind)), check_text(text, SEAT_PLACEHOLDERS))
    uow.describe(f"Change the text of the mail “{_word(kind)}”")


def restore_seat_text(uow: UnitOfWork, kind: DraftKind) -> None:
    """Take the text that is shipped with the program again."""
    forget_text(uow, seat_text_keys(_known(kind)))
    uow.describe(f"Restore the text of the mail “{_word(kind)}”")


# drafting


def draft_invitations(
    uow: UnitOfWork, seat_ids: Sequence[int], kind: DraftKind | None = None, progress: Progress = silent
) -> DraftedInvitations:
    """Draft a mail for each of these seats: of this kind, or what is due for each.

    Invitations, updates and cancellations carry a calendar entry; an invitation to someone who was sent one becomes an
    update. An unsent draft for the same seat is replaced. A training that was only planned is open from its first
    invitation. Who cannot get the mail is skipped by name. Stopped by the progress, those made until then are kept.
    A mail that carries a calendar entry may be on its way: it is not undone, but discarded, or cancelled by another.
    Raises RuleBroken where no address is on record to organize from.
    """
    if kind is not None:
        _known(kind)
    facts = seat_facts(uow.session, seat_ids, uow.now)
    batch, made, skipped = _Batch(uow), list[int](), list[tuple[str, str]]()
    stopped = False
    for done, seat_id in enumerate(dict.fromkeys(seat_ids)):
        seat = uow.get(Seat, seat_id)
        name = seat.designee.display_name
        try:
            progress(done, len(facts), name)
            made.append(batch.draft(seat, _kind_for(facts[seat_id], kind)))
        except Cancelled:
            stopped = True
            break
        except _Skipped as why:
            skipped.append((name, str(why)))
    uow.describe(f"Draft {_counted(len(made))} for {batch.titles}", undoable=not batch.has_entries)
    return DraftedInvitations(tuple(made), tuple(skipped), len(facts), stopped)


class _Skipped(Exception):
    """A person gets no mail, for a reason."""


def _kind_for(seat: SeatFacts, asked: DraftKind | None) -> DraftKind:
    kind = kind_to_draft(seat, asked)
    if kind is None:
        raise _Skipped(why_not(seat, asked))
    return kind


class _Batch:
    """Mails of one go, which share the texts, the settings and who organizes."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._settings = uow, unit_settings(uow.session)
        self._texts: dict[DraftKind, MailText] = {}
        self._organizers: dict[int, Party] = {}
        self._titles: dict[str, None] = {}
        self.has_entries = False

    @property
    def titles(self) -> str:
        return ", ".join(self._titles) or "nobody"

    def draft(self, seat: Seat, kind: DraftKind) -> int:
        """Raises _Skipped, before anything is changed, for an address that no mail can be sent to."""
        uow, organizer, entries = self._uow, self._organizer(seat.training), seat_entries(self._uow.session, seat.id)
        said = merged(self._text(kind), seat_values(seat, kind, self._settings, organizer, entries))
        email = normalize_email(seat.designee.email) or ""
        mail = NewDraft(
            kind,
            email,
            said.subject,
            said.body,
            designee_id=seat.designee_id,
            seat_id=seat.id,
            revision=seat.training.ics_sequence,
        )
        try:
            if kind in CALENDAR_KINDS:
                mail = self._with_entry(mail, seat, organizer, entries)
            checked_addresses(mail.recipient)
        except RuleBroken as wrong:
            raise _Skipped(str(wrong)) from wrong
        _discard_earlier(uow, seat.id, kind)
        if kind in _OPENING and seat.training.state is TrainingState.PLANNED:
            seat.training.state = TrainingState.OPEN
        self._titles[seat.training.title] = None
        return add_draft(uow, mail)

    def _with_entry(self, mail: NewDraft, seat: Seat, organizer: Party, entries: SeatEntries) -> NewDraft:
        """The mail with its calendar entry; it goes to whom the entry is for."""
        uid = seat.ics_uid or f"{uuid4()}@coordinator"
        entry = next_entry(seat, mail.kind, organizer, uid, entries, self._uow.now)
        data = write_entry(entry)
        seat.ics_uid = uid
        self.has_entries = True
        file = self._uow.keep_file(ICS_NAME, ICS, data)
        return replace(mail, recipient=entry.attendee.email, ics_sequence=entry.sequence, file_id=file.id)

    def _text(self, kind: DraftKind) -> MailText:
        if kind not in self._texts:
            self._texts[kind] = seat_text(self._uow.session, kind)
        return self._texts[kind]

    def _organizer(self, training: TrainingSession) -> Party:
        if training.id not in self._organizers:
            found = organizer_of(self._uow.session, training, self._settings)
            if found is None:
                raise RuleBroken(NO_ORGANIZER)
            self._organizers[training.id] = found
        return self._organizers[training.id]


def _discard_earlier(uow: UnitOfWork, seat_id: int, kind: DraftKind) -> None:
    """Mails with a calendar entry replace each other; of the others each kind its own."""
    kinds = CALENDAR_KINDS if kind in CALENDAR_KINDS else (kind,)
    query = select(OutgoingDraft).where(OutgoingDraft.seat_id == seat_id, OutgoingDraft.kind.in_(kinds))
    for draft in uow.all(query.where(OutgoingDraft.state == DraftState.MADE)):
        draft.state = DraftState.DISCARDED


# out of the program


def save_invitations(
    session: Session,
    draft_ids: Sequence[int],
    folder: Path,
    progress: Progress = silent,
    *,
    mails: bool = True,
    entries: bool = False,
) -> SavedInvitations:
    """Write each draft into the folder, as an .eml, as an .ics if it carries one, or as both; one after the other.

    Stopped by the progress, those written until then stay. Raises StoreTrouble for a folder that cannot be written to.
    """
    saved = 0
    for done, each in enumerate(draft_files(session, draft_ids)):
        try:
            progress(done, len(draft_ids), each.stem)
        except Cancelled:
            break
        if mails:
            write_file(folder, f"{each.stem}.eml", each.mail)
        if entries and each.entry is not None:
            write_file(folder, f"{each.stem}.ics", each.entry)
        saved += int(mails or each.entry is not None)
    return SavedInvitations(saved, len(draft_ids), folder)


def save_entry(session: Session, draft_id: int, path: Path) -> Path:
    """Write the calendar entry of a draft alone. Raises RuleBroken for a mail without one, StoreTrouble as above."""
    [files] = draft_files(session, [draft_id])
    if files.entry is None:
        raise RuleBroken("This mail carries no calendar entry.")
    return write_file(path.parent, path.name, files.entry)


# the inside


def _known(kind: DraftKind) -> DraftKind:
    if kind not in SEAT_KINDS:
        raise RuleBroken("Mails of this kind are not drafted for a seat.")
    return kind


def _word(kind: DraftKind) -> str:
    return kind.value.replace("_", " ").capitalize()


def _counted(number: int) -> str:
    return f"{number} {'mail' if number == 1 else 'mails'}"
