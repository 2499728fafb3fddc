"""Where a person stands with the invitation to a training, and which mail is due.

A mail that was drafted may have been sent without anyone marking it. So an entry counts as standing in the person's
calendar from the moment it was drafted until its draft is discarded: a seat given back meanwhile owes a cancellation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordinator.rules.vocabulary import DraftKind, DraftState, SeatState

# They carry a calendar entry, and each replaces the one before.
CALENDAR_KINDS = (DraftKind.INVITATION, DraftKind.UPDATE, DraftKind.CANCELLATION)
SEAT_KINDS = (*CALENDAR_KINDS, DraftKind.REMINDER, DraftKind.OFFER, DraftKind.WAIT_LIST, DraftKind.DETAILS)
_OF_A_SEAT = (DraftKind.INVITATION, DraftKind.UPDATE, DraftKind.REMINDER, DraftKind.DETAILS)
_SEATED = (SeatState.RESERVED, SeatState.CONFIRMED)

NO_EMAIL = "No e-mail address is on record. Enter one on the roster."


class InvitationStatus(StrEnum):
    NOT_INVITED = "not invited"
    DRAFTED = "drafted, not sent"
    INVITED = "invited"
    CHANGED = "changed since sent"
    CANCELLATION_DUE = "cancellation due"
    CANCELLED = "cancelled"
    NO_EMAIL = "no e-mail"


@dataclass(frozen=True, slots=True)
class SeatMail:
    """A mail drafted for a seat. `revision` is the training's sequence that it was made from."""

    kind: DraftKind
    state: DraftState
    recipient: str
    revision: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """What decides about the mails of a seat.

    `state_since` is when it came to its state; `is_over` is whether nothing can be changed about the training any more;
    `mails` are in the order they were made.
    """

    state: SeatState
    state_since: datetime | None
    email: str
    revision: int
    is_cancelled: bool
    is_over: bool
    mails: Sequence[SeatMail]

    @property
    def is_seated(self) -> bool:
        return self.state in _SEATED and not self.is_cancelled

    @property
    def entry(self) -> SeatMail | None:
        """The newest mail with a calendar entry that was not discarded."""
        return next((mail for mail in reversed(self._entries) if mail.state is not DraftState.DISCARDED), None)

    @property
    def sent(self) -> SeatMail | None:
        """The newest mail with a calendar entry that was marked as sent."""
        return next((mail for mail in reversed(self._entries) if mail.state is DraftState.MARKED_SENT), None)

    @property
    def _entries(self) -> list[SeatMail]:
        return [mail for mail in self.mails if mail.kind in CALENDAR_KINDS]

    @property
    def is_withdrawn(self) -> bool:
        """The last word is a cancellation that was sent."""
        last = self.entry
        return last is not None and last.kind is DraftKind.CANCELLATION and last.state is DraftState.MARKED_SENT

    @property
    def may_stand(self) -> bool:
        """Whether an entry may be in the person's calendar that no sent mail has cancelled."""
        return self.entry is not None and not self.is_withdrawn

    @property
    def was_invited(self) -> bool:
        """By a mail that was marked as sent, and not taken back by another."""
        return self.sent is not None and self.sent.kind is not DraftKind.CANCELLATION

    def is_outdated(self, mail: SeatMail) -> bool:
        return mail.revision < self.revision or mail.recipient != self.email


@dataclass(frozen=True, slots=True)
class Standing:
    """`needs` is the mail that is due, `why` says in a sentence why it is, or what is waited for.

    `is_changed`: what was sent is not true any more.
    """

    status: InvitationStatus
    needs: DraftKind | None
    why: str
    is_changed: bool = False


def standing(seat: SeatFacts) -> Standing:
    """Where the person stands with the invitation."""
    judged = _seated(seat) if seat.is_seated else _not_seated(seat)
    if seat.is_over:
        return Standing(judged.status, None, "The training is over.")
    return judged


def _seated(seat: SeatFacts) -> Standing:
    entry = seat.entry
    is_changed = seat.was_invited and seat.sent is not None and seat.is_outdated(seat.sent)
    if not seat.email:
        return Standing(InvitationStatus.NO_EMAIL, None, NO_EMAIL, is_changed)
    due = DraftKind.UPDATE if seat.was_invited else DraftKind.INVITATION
    if entry is None or seat.is_withdrawn:
        why = "The invitation was cancelled; the person has a seat again." if entry else "Has a seat, was not invited."
        return Standing(InvitationStatus.NOT_INVITED, due, why)
    if entry.state is DraftState.MADE:
        if entry.kind is DraftKind.CANCELLATION:
            return Standing(
                InvitationStatus.DRAFTED, due, "A cancellation was drafted; the person has a seat again.", True
            )
        if seat.is_outdated(entry):
            return Standing(InvitationStatus.DRAFTED, due, "Changed since the mail was drafted.", is_changed)
        return Standing(InvitationStatus.DRAFTED, None, "Drafted; mark it as sent once it is.", is_changed)
    if is_changed:
        return Standing(InvitationStatus.CHANGED, DraftKind.UPDATE, _what_changed(seat, entry), True)
    return Standing(InvitationStatus.INVITED, None, "Has the invitation as it stands.")


def _what_changed(seat: SeatFacts, sent: SeatMail) -> str:
    if sent.revision < seat.revision:
        return "The training changed after the mail was sent."
    return f"The mail was sent to {sent.recipient}; the address is another one now."


def _not_seated(seat: SeatFacts) -> Standing:
    entry = seat.entry
    if seat.is_withdrawn:
        return Standing(InvitationStatus.CANCELLED, None, "The cancellation was sent.")
    if entry is not None and entry.kind is DraftKind.CANCELLATION:
        why = "Cancellation drafted; mark it as sent once it is."
        return Standing(InvitationStatus.DRAFTED, None, why, seat.was_invited)
    if seat.may_stand:
        return Standing(
            InvitationStatus.CANCELLATION_DUE, DraftKind.CANCELLATION, _why_cancelled(seat), seat.was_invited
        )
    if not seat.email:
        return Standing(InvitationStatus.NO_EMAIL, None, NO_EMAIL)
    return _waiting(seat)


def _why_cancelled(seat: SeatFacts) -> str:
    what = "The training is cancelled" if seat.is_cancelled else "The person has no seat any more"
    if seat.was_invited:
        return f"{what}; the invitation stands in the calendar."
    return f"{what}. An invitation was drafted; discard it if it was never sent."


def _waiting(seat: SeatFacts) -> Standing:
    """Those who have no seat yet hear of an offer, and of their place, once."""
    told = {mail.kind for mail in seat.mails if _is_about_now(seat, mail)}
    asked = {SeatState.OFFERED: DraftKind.OFFER, SeatState.WAIT_LISTED: DraftKind.WAIT_LIST}.get(seat.state)
    if asked is None:
        return Standing(InvitationStatus.NOT_INVITED, None, "Has no seat.")
    if asked in told:
        why = "The offer was drafted; the answer is awaited." if asked is DraftKind.OFFER else "Waits, and was told so."
        return Standing(InvitationStatus.NOT_INVITED, None, why)
    why = "A seat is offered; the person was not asked." if asked is DraftKind.OFFER else "Waits, and was not told so."
    return Standing(InvitationStatus.NOT_INVITED, asked, why)


def _is_about_now(seat: SeatFacts, mail: SeatMail) -> bool:
    is_of_now = seat.state_since is None or mail.made_at >= seat.state_since
    return is_of_now and mail.state is not DraftState.DISCARDED


def possible_kinds(seat: SeatFacts) -> frozenset[DraftKind]:
    """The mails that make sense for the seat as it is."""
    if seat.is_over:
        return frozenset()
    if seat.is_seated:
        return frozenset(_OF_A_SEAT) if seat.email else frozenset()
    kinds = {DraftKind.CANCELLATION} if seat.may_stand else set()
    if seat.email and not seat.is_cancelled:
        kinds |= {SeatState.OFFERED: {DraftKind.OFFER}, SeatState.WAIT_LISTED: {DraftKind.WAIT_LIST}}.get(
            seat.state, set()
        )
    return frozenset(kinds)


def kind_to_draft(seat: SeatFacts, asked: DraftKind | None) -> DraftKind | None:
    """What is drafted when this is asked for, None for what is due: an invitation that was sent becomes an update.

    None where the mail makes no sense; `why_not` says why.
    """
    if asked is None:
        return standing(seat).needs
    if asked not in possible_kinds(seat):
        return None
    if asked in (DraftKind.INVITATION, DraftKind.UPDATE):
        return DraftKind.UPDATE if seat.was_invited else DraftKind.INVITATION
    return asked


def why_not(seat: SeatFacts, asked: DraftKind | None) -> str:
    """Why there is nothing to draft for the seat, as the end of "Okafor, Dana R: …"."""
    if seat.is_over:
        return "the training is over"
    if asked is None:
        return "nothing is due" if seat.email or seat.may_stand else "no e-mail address"
    if asked is DraftKind.CANCELLATION:
        if seat.is_seated:
            return "still has the seat; release it first"
        return "is cancelled already" if seat.is_withdrawn else "was not invited"
    if not seat.email:
        return "no e-mail address"
    return {
        DraftKind.OFFER: "no seat is offered",
        DraftKind.WAIT_LIST: "is not on the wait list",
    }.get(asked, "has no seat")
