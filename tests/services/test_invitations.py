"""Invitations to a training: what is drafted for whom, how the calendar entries follow changes, what is owed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.calendar_entry import CalendarEntry, Method, Party, read_entry
from coordinator.model import Designee, OutgoingDraft, Seat, TrainingSession
from coordinator.rules.invitations import InvitationStatus
from coordinator.rules.mail_text import MailText
from coordinator.rules.seat_mail_text import SEAT_TEXTS
from coordinator.rules.vocabulary import DraftKind, DraftState, SeatState, TrainingState
from coordinator.services.drafts import discard_drafts, draft_files, edit_draft, mark_sent
from coordinator.services.invitations import (
    DraftedInvitations,
    draft_invitations,
    restore_seat_text,
    save_invitations,
    save_seat_text,
)
from coordinator.services.seats import move_seats, release_seats, seat_designees
from coordinator.services.settings import change_settings
from coordinator.services.trainings import TrainingFacts, cancel_training, edit_training, plan_training
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.invitation_mail import NO_ORGANIZER, invitation_preview, organizer_of, seat_text
from coordinator.views.invitations import InvitationRow, invitation_rows, invitations_due
from coordinator.views.settings import UnitSettings
from tests import builders
from tests.conftest import StandingClock

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
START = datetime(2026, 11, 4, 18, 0, tzinfo=UTC)
FACTS = TrainingFacts(
    "Training 1", START, "America/New_York", 90, 4, host="C3", join_link="https://meet.example.gov/j/81"
)
INVITATION, UPDATE, CANCELLATION = DraftKind.INVITATION, DraftKind.UPDATE, DraftKind.CANCELLATION
ORGANIZER = "Hale, Victoria, 202-555-0140, v.hale@example.gov"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Four of the five of Denver have a seat, the fifth waits: Brandvold, Haddad, Lindqvist, Okafor; Reyes."""
    path = tmp_path_factory.mktemp("invitations") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="J. Coordinator", clock=StandingClock(NOW)) as workspace:
        builders.nominated(workspace, builders.a_tasking(workspace))
        workspace.change(change_settings, {"unit_point_of_contact": ORGANIZER})
        training_id = workspace.change(plan_training, FACTS)[0]
        ids = workspace.read(builders.designee_ids)
        people = {name.split(",")[0]: each for name, each in zip(builders.PEOPLE, ids, strict=True)}
        order = [people[name] for name in ("Okafor", "Lindqvist", "Brandvold", "Haddad", "Reyes")]
        workspace.change(seat_designees, training_id, order)
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, prepared: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(prepared)
    return path


@pytest.fixture
def training(workspace: Workspace, clock: StandingClock) -> int:
    clock.move_to(NOW + timedelta(minutes=1))
    return workspace.read(lambda session: session.scalars(select(TrainingSession.id)).one())


def rows(workspace: Workspace, training: int) -> dict[str, InvitationRow]:
    return {row.name.split(",")[0]: row for row in workspace.read(invitation_rows, training)}


def draft(workspace: Workspace, training: int, *names: str, kind: DraftKind | None = None) -> DraftedInvitations:
    of = rows(workspace, training)
    return workspace.change(draft_invitations, [of[name].seat_id for name in names or of], kind)[0]


def sent(workspace: Workspace, training: int, *names: str, kind: DraftKind | None = None) -> tuple[int, ...]:
    made = draft(workspace, training, *names, kind=kind).made
    workspace.change(mark_sent, made)
    return made


def entry_of(workspace: Workspace, draft_id: int) -> CalendarEntry:
    [files] = workspace.read(lambda session: list(draft_files(session, [draft_id])))
    assert files.entry is not None
    return read_entry(files.entry)


def mail_of(workspace: Workspace, draft_id: int) -> EmailMessage:
    [files] = workspace.read(lambda session: list(draft_files(session, [draft_id])))
    message = message_from_bytes(files.mail, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(workspace: Workspace, draft_id: int) -> str:
    body = mail_of(workspace, draft_id).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def kinds(session: Session, seat_id: int) -> list[tuple[DraftKind, DraftState, int | None]]:
    query = select(OutgoingDraft).where(OutgoingDraft.seat_id == seat_id).order_by(OutgoingDraft.id)
    return [(row.kind, row.state, row.ics_sequence) for row in session.scalars(query)]


def moved(workspace: Workspace, training: int, hours: int = 24) -> None:
    workspace.change(edit_training, training, replace(FACTS, starts_at=START + timedelta(hours=hours)))


# what is drafted


def test_everyone_gets_what_is_due(workspace: Workspace, training: int) -> None:
    assert [(name, row.needs) for name, row in rows(workspace, training).items()] == [
        *((name, INVITATION) for name in ("Brandvold", "Haddad", "Lindqvist", "Okafor")),
        ("Reyes", DraftKind.WAIT_LIST),
    ]
    done = draft(workspace, training)
    assert (len(done.made), done.skipped, done.of, done.stopped) == (5, (), 5, False)
    after = rows(workspace, training)
    assert {row.status for name, row in after.items() if name != "Reyes"} == {InvitationStatus.DRAFTED}
    assert [row.needs for row in after.values()] == [None] * 5
    assert "at place 1:" in text_of(workspace, done.made[-1])
    again = draft(workspace, training)
    assert (again.made, again.skipped[0]) == ((), ("Brandvold, Tom", "nothing is due"))


def test_an_invitation_names_both_clocks_and_carries_the_entry_for_the_person_alone(
    workspace: Workspace, training: int
) -> None:
    [draft_id] = draft(workspace, training, "Okafor").made
    entry, message = entry_of(workspace, draft_id), mail_of(workspace, draft_id)
    assert message["To"] == "okafor0@example.gov"
    assert message["Subject"] == "Invitation: Training 1, Wednesday, November 4, 2026, 11:00 AM MST (1:00 PM EST)"
    text = text_of(workspace, draft_id)
    assert text.startswith(
        "Dana R. Okafor:\n\nYou have a seat in the following virtual training session, hosted by C3:"
    )
    assert "Length: 90 minutes\nJoin: https://meet.example.gov/j/81\n" in text
    assert "Hale, Victoria\nv.hale@example.gov\n" in text
    assert entry.attendee == Party("Dana R. Okafor", "okafor0@example.gov")
    assert entry.organizer == Party("Hale, Victoria", "v.hale@example.gov")
    assert (entry.method, entry.starts_at, entry.time_zone) == (Method.REQUEST, START, "America/New_York")
    assert (entry.location, entry.sequence) == ("https://meet.example.gov/j/81", 0)
    assert entry.stamped_at == NOW + timedelta(minutes=1)
    assert entry.uid == workspace.read(_uid, rows(workspace, training)["Okafor"].id)


def _uid(session: Session, seat_id: int) -> str | None:
    return session.get_one(Seat, seat_id).ics_uid


def test_a_planned_training_is_open_from_its_first_invitation(workspace: Workspace, training: int) -> None:
    workspace.change(_set_planned, training)
    draft(workspace, training, "Okafor", kind=DraftKind.REMINDER)
    assert workspace.read(_state, training) is TrainingState.PLANNED
    draft(workspace, training, "Okafor")
    assert workspace.read(_state, training) is TrainingState.OPEN


def _set_planned(uow: UnitOfWork, training: int) -> None:
    uow.get(TrainingSession, training).state = TrainingState.PLANNED
    uow.describe("Plan again")


def _state(session: Session, training: int) -> TrainingState:
    return session.get_one(TrainingSession, training).state


def test_who_has_no_address_is_skipped_by_name(workspace: Workspace, training: int) -> None:
    workspace.change(_without_email, rows(workspace, training)["Haddad"].designee_id)
    row = rows(workspace, training)["Haddad"]
    assert (row.status, row.needs) == (InvitationStatus.NO_EMAIL, None)
    done = draft(workspace, training, "Haddad", "Okafor", kind=INVITATION)
    assert (len(done.made), done.skipped) == (1, (("Haddad, Samir", "no e-mail address"),))


def test_an_address_that_no_mail_can_go_to_keeps_nobody_else_from_theirs(workspace: Workspace, training: int) -> None:
    workspace.change(_without_email, rows(workspace, training)["Haddad"].designee_id, "jörg@example.gov")
    for kind in (INVITATION, DraftKind.REMINDER):
        done = draft(workspace, training, "Haddad", "Okafor", kind=kind)
        assert (len(done.made), done.skipped[0][0]) == (1, "Haddad, Samir")
        assert "cannot send to" in done.skipped[0][1]


def _without_email(uow: UnitOfWork, designee_id: int, email: str = "") -> None:
    person = uow.get(Designee, designee_id)
    person.email, person.email_key = email, email or None
    uow.describe("Change an address")


def test_without_an_address_to_organize_from_nothing_is_drafted(workspace: Workspace, training: int) -> None:
    workspace.change(change_settings, {"unit_point_of_contact": "Victoria Hale"})
    with pytest.raises(RuleBroken, match="Settings, under Point of contact"):
        draft(workspace, training)
    seat = rows(workspace, training)["Okafor"].seat_id
    shown = workspace.read(invitation_preview, seat, None, NOW)
    assert shown is not None
    assert shown.problem == NO_ORGANIZER
    assert [row.mail_id for row in rows(workspace, training).values()] == [None] * 5


def test_who_organizes_is_read_from_the_settings_else_from_the_host() -> None:
    cases = (
        (ORGANIZER, "", Party("Hale, Victoria", "v.hale@example.gov")),
        ("Victoria Hale <V.Hale@example.gov>", "x@example.gov", Party("Victoria Hale", "v.hale@example.gov")),
        ("v.hale@example.gov", "", Party("Cyber Crimes Center", "v.hale@example.gov")),
        ("Victoria Hale", "Per Lind, lind@example.gov", Party("Per Lind", "lind@example.gov")),
        ("", "C3", None),
    )
    with Session(None) as session:  # no tasking is looked up for a training without one
        for contact, host, organizer in cases:
            training = TrainingSession(host=host, tasking_id=None)
            settings = UnitSettings(unit_point_of_contact=contact)
            assert organizer_of(session, training, settings) == organizer


# how entries follow changes


def test_the_same_entry_keeps_its_number_and_a_changed_one_takes_the_next(workspace: Workspace, training: int) -> None:
    (first,) = draft(workspace, training, "Okafor").made
    (again,) = draft(workspace, training, "Okafor", kind=INVITATION).made
    assert entry_of(workspace, again).sequence == entry_of(workspace, first).sequence == 0
    workspace.change(change_settings, {"unit_point_of_contact": "Per Lind, lind@example.gov"})
    (third,) = draft(workspace, training, "Okafor", kind=INVITATION).made
    assert entry_of(workspace, third).sequence == 1
    assert len({entry_of(workspace, each).uid for each in (first, again, third)}) == 1
    seat = rows(workspace, training)["Okafor"].seat_id
    gone, made = DraftState.DISCARDED, DraftState.MADE
    assert workspace.read(kinds, seat) == [(INVITATION, gone, 0), (INVITATION, gone, 0), (INVITATION, made, 1)]


def test_a_moved_training_is_changed_since_sent_until_the_update_is_sent(workspace: Workspace, training: int) -> None:
    sent(workspace, training)
    assert {
        row.status for row in rows(workspace, training).values() if row.needs is None and row.sequence is not None
    } == {InvitationStatus.INVITED}
    assert workspace.read(invitations_due) == ()
    moved(workspace, training)
    row = rows(workspace, training)["Okafor"]
    assert (row.status, row.needs, row.is_changed) == (InvitationStatus.CHANGED, UPDATE, True)
    [due] = workspace.read(invitations_due)
    assert (due.title, due.not_invited, due.changed, due.cancellations) == ("Training 1", 0, 4, 0)
    [update] = draft(workspace, training, "Okafor", kind=INVITATION).made
    entry = entry_of(workspace, update)
    assert (entry.method, entry.sequence, entry.starts_at) == (Method.REQUEST, 1, START + timedelta(days=1))
    text = text_of(workspace, update)
    assert "The time has changed. It was set for Wednesday, November 4, 2026, 11:00 AM MST (1:00 PM EST)." in text
    assert "The way to join" not in text
    assert rows(workspace, training)["Okafor"].is_changed
    workspace.change(mark_sent, [update])
    after = rows(workspace, training)["Okafor"]
    assert (after.status, after.is_changed, after.last_kind, after.sequence) == (
        InvitationStatus.INVITED, False, UPDATE, 1
    )  # fmt: skip


def test_a_number_is_not_used_again_after_its_draft_was_discarded(workspace: Workspace, training: int) -> None:
    sent(workspace, training, "Okafor")
    moved(workspace, training)
    [update] = draft(workspace, training, "Okafor").made
    workspace.change(discard_drafts, [update])
    moved(workspace, training, 48)
    workspace.change(change_settings, {"unit_point_of_contact": "Per Lind, lind@example.gov"})
    [later] = draft(workspace, training, "Okafor").made
    assert (entry_of(workspace, update).sequence, entry_of(workspace, later).sequence) == (1, 2)


def test_a_seat_given_back_owes_a_cancellation_of_what_stands_in_the_calendar(
    workspace: Workspace, training: int
) -> None:
    [invitation] = sent(workspace, training, "Okafor")
    row = rows(workspace, training)["Okafor"]
    workspace.change(release_seats, [row.seat_id])
    workspace.change(_without_email, row.designee_id, "d.okafor@example.gov")
    workspace.change(change_settings, {"unit_point_of_contact": "Per Lind, lind@example.gov"})
    moved(workspace, training)
    due = rows(workspace, training)["Okafor"]
    assert (due.status, due.needs, due.is_changed) == (InvitationStatus.CANCELLATION_DUE, CANCELLATION, True)
    assert list(rows(workspace, training))[-1] == "Okafor"
    [cancellation] = draft(workspace, training, "Okafor").made
    before, after = entry_of(workspace, invitation), entry_of(workspace, cancellation)
    assert after == replace(before, method=Method.CANCEL, sequence=after.sequence, stamped_at=after.stamped_at)
    assert after.sequence > before.sequence
    message = mail_of(workspace, cancellation)
    assert message["To"] == "okafor0@example.gov"
    assert message["Subject"].startswith("Cancelled: Training 1, Wednesday, November 4, 2026, 11:00 AM MST")
    [calendar] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert calendar["Content-Type"].params["method"] == "CANCEL"
    workspace.change(mark_sent, [cancellation])
    assert rows(workspace, training)["Okafor"].status is InvitationStatus.CANCELLED


def test_a_cancelled_training_owes_cancellations_to_the_invited_alone(workspace: Workspace, training: int) -> None:
    sent(workspace, training, "Okafor")
    [maybe] = draft(workspace, training, "Haddad").made
    workspace.change(cancel_training, training, "the instructor is ill")
    assert {name: row.status for name, row in rows(workspace, training).items()} == dict.fromkeys(
        ("Haddad", "Okafor"), InvitationStatus.CANCELLATION_DUE
    )
    [due] = workspace.read(invitations_due)
    assert (due.not_invited, due.changed, due.cancellations) == (0, 0, 2)
    workspace.change(discard_drafts, [maybe])
    assert list(rows(workspace, training)) == ["Okafor"]
    done = draft(workspace, training)
    text = text_of(workspace, done.made[0])
    assert "will not be held" in text
    assert "instructor" not in text
    assert workspace.read(invitations_due) == ()


def test_whoever_was_moved_gets_a_cancellation_there_and_an_invitation_here(
    workspace: Workspace, training: int
) -> None:
    [first] = sent(workspace, training, "Okafor")
    other = workspace.change(plan_training, replace(FACTS, title="Training 2"))[0]
    workspace.change(move_seats, [rows(workspace, training)["Okafor"].seat_id], other)
    assert rows(workspace, training)["Okafor"].needs is CANCELLATION
    assert rows(workspace, other)["Okafor"].needs is INVITATION
    [second] = draft(workspace, other, "Okafor").made
    assert entry_of(workspace, first).uid != entry_of(workspace, second).uid


def test_after_the_training_nothing_is_due(workspace: Workspace, clock: StandingClock, training: int) -> None:
    later = START + timedelta(hours=2)
    assert all(row.needs is None for row in workspace.read(invitation_rows, training, later))
    assert workspace.read(invitations_due, later) == ()
    clock.move_to(later)
    assert draft(workspace, training, "Okafor", kind=INVITATION).skipped == (
        ("Okafor, Dana R", "the training is over"),
    )


# records


def test_what_carries_an_entry_is_not_undone_and_not_sent_to_anybody_else(workspace: Workspace, training: int) -> None:
    draft(workspace, training, "Okafor", kind=DraftKind.REMINDER)
    assert workspace.undo()[0] == "Draft 1 mail for Training 1"
    [draft_id] = draft(workspace, training, "Okafor").made
    with pytest.raises(RuleBroken):
        workspace.undo()
    with pytest.raises(RuleBroken, match="is for okafor0@"):
        workspace.change(edit_draft, draft_id, "other@example.gov", "", "Subject", "Text")
    workspace.change(edit_draft, draft_id, "okafor0@example.gov", "", "Subject", "Text")
    assert mail_of(workspace, draft_id)["Subject"] == "Subject"


def test_stopping_keeps_what_was_made_and_saving_can_be_stopped_too(
    workspace: Workspace, training: int, tmp_path: Path
) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("Stopped.")

    ids = [row.seat_id for row in rows(workspace, training).values()]
    done = workspace.change(draft_invitations, ids, None, stop)[0]
    assert (len(done.made), done.of, done.stopped) == (2, 5, True)
    made = [*done.made, *draft(workspace, training).made]
    saved = workspace.read(save_invitations, made, tmp_path / "some", stop)
    assert (saved.saved, saved.of) == (2, 5)
    saved = workspace.read(save_invitations, made, tmp_path / "all", entries=True)
    assert saved.saved == 5
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert len(names) == 9
    assert names[:2] == ["Training 1 Invitation Brandvold_ Tom.eml", "Training 1 Invitation Brandvold_ Tom.ics"]
    assert names[-1] == "Training 1 Wait list Reyes_ Marisol.eml"
    data = (tmp_path / "all" / names[1]).read_bytes()
    assert read_entry(data).attendee.name == "Tom Brandvold"
    alone = workspace.read(save_invitations, made, tmp_path / "alone", mails=False, entries=True)
    assert (alone.saved, len(list((tmp_path / "alone").iterdir()))) == (4, 4)


# texts


def test_the_unit_s_own_text_is_used_until_the_shipped_one_is_restored(workspace: Workspace, training: int) -> None:
    seat = rows(workspace, training)["Okafor"].seat_id
    with pytest.raises(RuleBroken, match=r"\{whenn\} stands for nothing. Did you mean \{when\}\?"):
        workspace.change(save_seat_text, INVITATION, MailText("{training}", "{whenn}"))
    with pytest.raises(RuleBroken, match="not drafted for a seat"):
        workspace.change(save_seat_text, DraftKind.THANKS, MailText("Subject", "Text"))
    workspace.change(save_seat_text, INVITATION, MailText("{training}", "At {when_host} for {name}"))
    shown = workspace.read(invitation_preview, seat, None, NOW)
    assert shown is not None
    assert (shown.subject, shown.body) == (
        "Training 1", "At Wednesday, November 4, 2026, 1:00 PM EST for Dana R. Okafor"
    )  # fmt: skip
    assert (shown.kind, shown.uid, shown.sequence) == (INVITATION, "", 0)
    assert shown.when == "Wednesday, November 4, 2026, 11:00 AM MST (1:00 PM EST)"
    workspace.change(restore_seat_text, INVITATION)
    assert workspace.read(seat_text, INVITATION) == SEAT_TEXTS[INVITATION]


def test_other_mails_carry_no_entry(workspace: Workspace, training: int) -> None:
    workspace.change(_offered, rows(workspace, training)["Haddad"].seat_id)
    for name, kind in (("Okafor", DraftKind.REMINDER), ("Okafor", DraftKind.DETAILS), ("Haddad", DraftKind.OFFER)):
        [draft_id] = draft(workspace, training, name, kind=kind).made
        text = text_of(workspace, draft_id)
        assert "https://meet.example.gov/j/81" in text
        assert "text/calendar" not in {part.get_content_type() for part in mail_of(workspace, draft_id).walk()}
        assert ("by Tuesday, November 3, 2026, 3:00 PM MST (5:00 PM EST)" in text) is (kind is DraftKind.OFFER)


def _offered(uow: UnitOfWork, seat_id: int) -> None:
    seat = uow.get(Seat, seat_id)
    seat.state, seat.reply_by = SeatState.OFFERED, datetime(2026, 11, 3, 22, 0, tzinfo=UTC)
    uow.describe("Offer a seat")
