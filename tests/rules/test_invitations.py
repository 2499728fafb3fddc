"""Where a person stands with an invitation: what is due, what was changed since it was sent, what can be drafted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coordinator.rules.invitations import (
    InvitationStatus,
    SeatFacts,
    SeatMail,
    kind_to_draft,
    possible_kinds,
    standing,
    why_not,
)
from coordinator.rules.mail_text import check_text, merged, unknown_placeholders
from coordinator.rules.seat_mail_text import SEAT_PLACEHOLDERS, SEAT_TEXTS
from coordinator.rules.vocabulary import DraftKind, DraftState, SeatState

NOON = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)
EMAIL = "dana@example.gov"
INVITATION, UPDATE, CANCELLATION = DraftKind.INVITATION, DraftKind.UPDATE, DraftKind.CANCELLATION
OFFER, WAIT_LIST = DraftKind.OFFER, DraftKind.WAIT_LIST
MADE, SENT, DISCARDED = DraftState.MADE, DraftState.MARKED_SENT, DraftState.DISCARDED
Status = InvitationStatus


def mail(kind: DraftKind, state: DraftState, revision: int = 0, recipient: str = EMAIL) -> SeatMail:
    return SeatMail(kind, state, recipient, revision, NOON)


def seat(*mails: SeatMail, state: SeatState = SeatState.RESERVED, revision: int = 0, email: str = EMAIL) -> SeatFacts:
    return SeatFacts(state, None, email, revision, is_cancelled=False, is_over=False, mails=mails)


INVITED = mail(INVITATION, SENT)
GONE = SeatState.RELEASED


@pytest.mark.parametrize(
    ("facts", "status", "needs", "is_changed"),
    [
        (seat(), Status.NOT_INVITED, INVITATION, False),
        (seat(email=""), Status.NO_EMAIL, None, False),
        (seat(mail(INVITATION, DISCARDED)), Status.NOT_INVITED, INVITATION, False),
        (seat(mail(INVITATION, MADE)), Status.DRAFTED, None, False),
        (seat(mail(INVITATION, MADE), revision=1), Status.DRAFTED, INVITATION, False),
        (seat(INVITED), Status.INVITED, None, False),
        (seat(INVITED, mail(DraftKind.REMINDER, MADE)), Status.INVITED, None, False),
        (seat(INVITED, revision=1), Status.CHANGED, UPDATE, True),
        (seat(INVITED, email="d.okafor@example.gov"), Status.CHANGED, UPDATE, True),
        (seat(INVITED, mail(UPDATE, MADE, 1), revision=1), Status.DRAFTED, None, True),
        (seat(INVITED, mail(UPDATE, MADE, 1), revision=2), Status.DRAFTED, UPDATE, True),
        (seat(INVITED, mail(UPDATE, SENT, 1), revision=1), Status.INVITED, None, False),
        (seat(INVITED, mail(CANCELLATION, MADE)), Status.DRAFTED, UPDATE, True),
        (seat(INVITED, mail(CANCELLATION, SENT)), Status.NOT_INVITED, INVITATION, False),
        (seat(state=SeatState.OFFERED), Status.NOT_INVITED, OFFER, False),
        (seat(mail(OFFER, MADE), state=SeatState.OFFERED), Status.NOT_INVITED, None, False),
        (seat(mail(OFFER, DISCARDED), state=SeatState.OFFERED), Status.NOT_INVITED, OFFER, False),
        (seat(state=SeatState.WAIT_LISTED), Status.NOT_INVITED, WAIT_LIST, False),
        (seat(mail(WAIT_LIST, SENT), state=SeatState.WAIT_LISTED), Status.NOT_INVITED, None, False),
        (seat(INVITED, state=GONE), Status.CANCELLATION_DUE, CANCELLATION, True),
        (seat(INVITED, state=GONE, email=""), Status.CANCELLATION_DUE, CANCELLATION, True),
        (seat(INVITED, state=SeatState.WAIT_LISTED), Status.CANCELLATION_DUE, CANCELLATION, True),
        (seat(mail(INVITATION, MADE), state=GONE), Status.CANCELLATION_DUE, CANCELLATION, False),
        (seat(mail(INVITATION, DISCARDED), state=GONE), Status.NOT_INVITED, None, False),
        (seat(INVITED, mail(CANCELLATION, MADE), state=GONE), Status.DRAFTED, None, True),
        (seat(INVITED, mail(CANCELLATION, DISCARDED), state=GONE), Status.CANCELLATION_DUE, CANCELLATION, True),
        (seat(INVITED, mail(CANCELLATION, SENT), state=GONE), Status.CANCELLED, None, False),
    ],
)
def test_what_is_due_follows_from_the_seat_and_its_mails(
    facts: SeatFacts, status: InvitationStatus, needs: DraftKind | None, is_changed: bool
) -> None:
    stands = standing(facts)
    assert (stands.status, stands.needs, stands.is_changed) == (status, needs, is_changed)
    assert stands.why.endswith(".")
    assert kind_to_draft(facts, None) is needs
    if needs is not None:
        assert needs in possible_kinds(facts)


def test_a_cancelled_training_owes_a_cancellation_to_whoever_was_invited() -> None:
    cancelled = replace(seat(INVITED), is_cancelled=True)
    assert standing(cancelled).needs is CANCELLATION
    assert standing(cancelled).why == "The training is cancelled; the invitation stands in the calendar."
    assert possible_kinds(cancelled) == {CANCELLATION}
    assert standing(replace(seat(), is_cancelled=True)).needs is None


def test_nothing_is_due_after_the_training() -> None:
    over = replace(seat(INVITED, revision=1), is_over=True)
    assert standing(over).needs is None
    assert not standing(over).is_changed
    assert possible_kinds(over) == frozenset()
    assert why_not(over, INVITATION) == "the training is over"


def test_a_second_offer_is_asked_anew() -> None:
    offered = seat(mail(OFFER, SENT), state=SeatState.OFFERED)
    again = replace(offered, state_since=NOON + timedelta(days=2))
    assert standing(replace(offered, state_since=NOON)).needs is None
    assert standing(again).needs is OFFER


def test_an_invitation_to_whoever_was_sent_one_is_an_update() -> None:
    assert kind_to_draft(seat(), INVITATION) is INVITATION
    assert kind_to_draft(seat(), UPDATE) is INVITATION
    assert kind_to_draft(seat(mail(INVITATION, MADE)), INVITATION) is INVITATION
    assert kind_to_draft(seat(INVITED), INVITATION) is UPDATE
    assert kind_to_draft(seat(INVITED, mail(CANCELLATION, SENT)), INVITATION) is INVITATION


@pytest.mark.parametrize(
    ("facts", "asked", "why"),
    [
        (seat(email=""), INVITATION, "no e-mail address"),
        (seat(email=""), None, "no e-mail address"),
        (seat(INVITED), None, "nothing is due"),
        (seat(INVITED), CANCELLATION, "still has the seat; release it first"),
        (seat(state=GONE), CANCELLATION, "was not invited"),
        (seat(INVITED, mail(CANCELLATION, SENT), state=GONE), CANCELLATION, "is cancelled already"),
        (seat(), OFFER, "no seat is offered"),
        (seat(), WAIT_LIST, "is not on the wait list"),
        (seat(state=SeatState.WAIT_LISTED), DraftKind.REMINDER, "has no seat"),
    ],
)
def test_who_gets_no_mail_is_told_why(facts: SeatFacts, asked: DraftKind | None, why: str) -> None:
    assert kind_to_draft(facts, asked) is None
    assert why_not(facts, asked) == why


@pytest.mark.parametrize("kind", SEAT_TEXTS)
def test_every_shipped_text_about_a_seat_can_be_kept_and_filled(kind: DraftKind) -> None:
    text = SEAT_TEXTS[kind]
    assert check_text(text, SEAT_PLACEHOLDERS) == text
    assert unknown_placeholders(text, SEAT_PLACEHOLDERS) == ()
    said = merged(text, dict.fromkeys(SEAT_PLACEHOLDERS, "a fact"))
    assert not {"{", "}"} & set(said.subject + said.body)
