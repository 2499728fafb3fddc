"""Mails drafted to offices: who gets one and why, what it says, what is attached, and what becomes of it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.nomination_workbook import read_key
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.rules.mail_text import SHIPPED, MailText
from coordinator.rules.vocabulary import ContactRole, DraftKind, DraftState
from coordinator.services.drafts import (
    NewDraft,
    add_draft,
    discard_drafts,
    draft_as_text,
    draft_link,
    draft_mails,
    edit_draft,
    mark_sent,
    restore_mail_text,
    save_mail_text,
    write_drafts,
)
from coordinator.services.offices import set_contact
from coordinator.services.taskings import decline, set_quotas
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.drafts import RecipientRow, default_recipients, draft_detail, draft_preview, drafts, mail_text
from tests import builders
from tests.conftest import StandingClock

# The tasking of the builders is due on October 23, 2026, 5 PM Eastern, which is 21:00 UTC.
BEFORE = datetime(2026, 10, 20, 16, 0, tzinfo=UTC)
AFTER = datetime(2026, 10, 26, 22, 0, tzinfo=UTC)
SHORT_TEXT = MailText("{tasking} {office}", "Hello {office}")


@pytest.fixture
def tasking(workspace: Workspace) -> int:
    """Denver named five of five, Seattle two of five, Atlanta declined, everybody else is awaited."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, "DEN")
    builders.nominated(workspace, tasking_id, "SEA", ("Vance, Ida", "Munro, Hal"))
    workspace.change(decline, tasking_id, workspace.read(builders.office_id, "ATL"), BEFORE)
    for code in ("DEN", "SEA", "BOS"):
        office = workspace.read(builders.office_id, code)
        role = ContactRole.POINT_OF_CONTACT
        workspace.change(set_contact, office, role, f"POC {code}", f"{code.lower()}.poc@example.gov")
    return tasking_id


def office(workspace: Workspace, code: str) -> int:
    return workspace.read(builders.office_id, code)


def recipients(workspace: Workspace, tasking: int, kind: DraftKind, now: datetime = AFTER) -> dict[str, RecipientRow]:
    return {row.code: row for row in workspace.read(default_recipients, tasking, kind, now)}


def eml(workspace: Workspace, draft_id: int) -> EmailMessage:
    [(_, data)] = workspace.read(write_drafts, [draft_id])
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def only(workspace: Workspace, tasking: int, kind: DraftKind, code: str) -> int:
    [draft_id], _ = workspace.change(draft_mails, tasking, kind, [office(workspace, code)])
    return int(draft_id)


# who


def test_a_reminder_is_for_those_who_are_late_or_short(workspace: Workspace, tasking: int) -> None:
    rows = recipients(workspace, tasking, DraftKind.REMINDER)
    assert not {"DEN", "ATL"} & set(rows)
    assert (rows["SEA"].reason, rows["SEA"].is_urgent, rows["SEA"].is_due) == ("2 of 5", True, True)
    assert (rows["BOS"].reason, rows["BOS"].is_urgent, rows["BOS"].is_due) == ("late by 3 days", True, True)


def test_before_the_due_time_nobody_is_late(workspace: Workspace, tasking: int) -> None:
    rows = recipients(workspace, tasking, DraftKind.REMINDER, BEFORE)
    assert (rows["BOS"].reason, rows["BOS"].is_urgent) == ("awaited", False)
    assert (rows["SEA"].reason, rows["SEA"].is_urgent) == ("2 of 5", True)


def test_an_office_without_a_quota_is_not_reminded(workspace: Workspace, tasking: int) -> None:
    workspace.change(set_quotas, tasking, {office(workspace, "BOS"): 0})
    assert "BOS" not in recipients(workspace, tasking, DraftKind.REMINDER)


def test_thanks_go_to_those_who_named_somebody(workspace: Workspace, tasking: int) -> None:
    rows = recipients(workspace, tasking, DraftKind.THANKS)
    assert {code: row.reason for code, row in rows.items()} == {"DEN": "5 of 5, on time", "SEA": "2 of 5, on time"}
    assert [code for code, row in rows.items() if row.is_due] == ["DEN"]


def test_a_solicitation_is_due_to_those_not_asked_yet(workspace: Workspace, clock: StandingClock, tasking: int) -> None:
    clock.move_to(BEFORE)
    before = recipients(workspace, tasking, DraftKind.SOLICITATION, BEFORE)
    assert "ATL" not in before
    assert before["BOS"].is_due
    assert not before["DEN"].is_due
    only(workspace, tasking, DraftKind.SOLICITATION, "BOS")
    after = recipients(workspace, tasking, DraftKind.SOLICITATION, BEFORE)
    assert not after["BOS"].is_due
    assert after["BOS"].drafted_at is not None


def test_whoever_answered_in_full_cannot_be_reminded(workspace: Workspace, tasking: int) -> None:
    offices = [office(workspace, "BOS"), office(workspace, "DEN")]
    with pytest.raises(RuleBroken, match="SAC Denver needs no reminder now"):
        workspace.change(draft_mails, tasking, DraftKind.REMINDER, offices)
    assert workspace.read(drafts) == ()


def test_without_a_point_of_contact_the_sac_is_written_to(workspace: Workspace, tasking: int) -> None:
    workspace.change(set_contact, office(workspace, "BUF"), ContactRole.SAC, "SAC", "buf.sac@example.gov")
    workspace.change(set_contact, office(workspace, "BOS"), ContactRole.SAC, "SAC", "bos.sac@example.gov")
    rows = recipients(workspace, tasking, DraftKind.REMINDER)
    assert rows["BUF"].address == "buf.sac@example.gov"
    assert rows["BOS"].address == "bos.poc@example.gov"
    assert rows["CHI"].address == ""


# what


def test_a_solicitation_carries_the_workbook_of_its_office(
    workspace: Workspace, clock: StandingClock, tasking: int
) -> None:
    clock.move_to(BEFORE)
    message = eml(workspace, only(workspace, tasking, DraftKind.SOLICITATION, "BOS"))
    assert message["To"] == "bos.poc@example.gov"
    assert message["X-Unsent"] == "1"
    [attachment] = message.iter_attachments()
    assert attachment.get_filename() == "0312-26 Nominations BOS.xlsx"
    key = read_key(read_workbook("back.xlsx", attachment.get_content()))
    assert key is not None
    assert (key.tasking, key.office) == ("0312-26", "BOS")


def test_every_placeholder_of_the_shipped_texts_is_filled(workspace: Workspace, tasking: int) -> None:
    for kind, code in ((DraftKind.SOLICITATION, "BOS"), (DraftKind.REMINDER, "SEA"), (DraftKind.THANKS, "DEN")):
        said = workspace.read(draft_preview, tasking, kind, office(workspace, code), AFTER)
        assert not {"{", "}"} & set(said.subject + said.body)
        assert "0312-26" in said.subject
        assert "\n\n\n" not in said.body


def test_a_reminder_says_where_the_office_stands(workspace: Workspace, tasking: int) -> None:
    late = workspace.read(draft_preview, tasking, DraftKind.REMINDER, office(workspace, "BOS"), AFTER)
    assert "We have not received your nominations. The answer is 3 days late." in late.body
    short = workspace.read(draft_preview, tasking, DraftKind.REMINDER, office(workspace, "SEA"), AFTER)
    assert "We have received 2 of 5 nominations from your office; it may name 3 people more." in short.body


def test_thanks_say_what_was_received_and_when(workspace: Workspace, tasking: int) -> None:
    workspace.change(set_quotas, tasking, {office(workspace, "DEN"): 4})
    said = workspace.read(draft_preview, tasking, DraftKind.THANKS, office(workspace, "DEN"), AFTER)
    assert "on Tuesday, October 20, 2026, 9:00 AM MDT, on time: 5 people." in said.body
    assert "1 person beyond the quota is kept as well." in said.body
    assert not said.has_workbook


def test_no_preview_for_an_office_that_needs_no_mail(workspace: Workspace, tasking: int) -> None:
    with pytest.raises(RuleBroken, match="needs no such mail"):
        workspace.read(draft_preview, tasking, DraftKind.REMINDER, office(workspace, "DEN"), AFTER)


def test_an_office_without_an_address_gets_a_draft_without_one(workspace: Workspace, tasking: int) -> None:
    draft_id = only(workspace, tasking, DraftKind.REMINDER, "CHI")
    [row] = workspace.read(drafts, tasking)
    assert (row.id, row.about, row.recipient) == (draft_id, "CHI", "")
    assert "To" not in eml(workspace, draft_id)


def test_the_mails_of_one_go_are_one_step(workspace: Workspace, tasking: int) -> None:
    offices = [office(workspace, code) for code in ("BOS", "SEA", "CHI")]
    ids, _ = workspace.change(draft_mails, tasking, DraftKind.REMINDER, offices, SHORT_TEXT, keep_text=True)
    assert len(ids) == 3
    assert workspace.history()[0] == "Draft 3 reminders of 0312-26"
    assert workspace.read(mail_text, DraftKind.REMINDER) == SHORT_TEXT
    workspace.undo()
    assert workspace.read(drafts, tasking) == ()
    assert workspace.read(mail_text, DraftKind.REMINDER) == SHIPPED[DraftKind.REMINDER]
    workspace.redo()
    assert len(workspace.read(drafts, tasking)) == 3


def test_a_new_draft_replaces_the_one_that_was_not_sent(workspace: Workspace, tasking: int) -> None:
    first = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    second = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    workspace.change(mark_sent, [second])
    third = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    states = {row.id: row.state for row in workspace.read(drafts, tasking)}
    assert states == {
        first: DraftState.DISCARDED, second: DraftState.MARKED_SENT, third: DraftState.MADE
    }  # fmt: skip


def test_stopping_keeps_what_was_made(workspace: Workspace, tasking: int) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled("Stopped.")

    offices = [office(workspace, code) for code in ("BOS", "SEA", "CHI")]
    ids, _ = workspace.change(draft_mails, tasking, DraftKind.REMINDER, offices, None, stop)
    assert len(ids) == 2
    assert [row.about for row in workspace.read(drafts, tasking)] == ["SEA", "BOS"]


# texts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (MailText("", "Text"), "needs a subject"),
        (MailText("Subject", " \n"), "needs a text"),
        (MailText("Subject", "Your {quotta}"), r"\{quotta\} stands for nothing. Did you mean \{quota\}\?"),
        (MailText("{zzzz}", "Text"), r"Choose one from the list"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_refused(workspace: Workspace, text: MailText, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(save_mail_text, DraftKind.THANKS, text)


def test_the_unit_s_own_text_is_used_until_the_shipped_one_is_restored(workspace: Workspace, tasking: int) -> None:
    workspace.change(save_mail_text, DraftKind.THANKS, SHORT_TEXT)
    said = workspace.read(draft_preview, tasking, DraftKind.THANKS, office(workspace, "DEN"), AFTER)
    assert (said.subject, said.body) == ("0312-26 SAC Denver", "Hello SAC Denver")
    workspace.change(restore_mail_text, DraftKind.THANKS)
    assert workspace.read(mail_text, DraftKind.THANKS) == SHIPPED[DraftKind.THANKS]


def test_letters_have_no_text_of_this_kind(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="not drafted for a tasking"):
        workspace.change(save_mail_text, DraftKind.LETTER, SHORT_TEXT)


# what becomes of them


def test_what_was_marked_as_sent_stays_on_record(workspace: Workspace, tasking: int) -> None:
    draft_id = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    assert workspace.change(mark_sent, [draft_id], BEFORE)[0] == 1
    assert workspace.change(mark_sent, [draft_id], AFTER)[0] == 0
    [row] = workspace.read(drafts, tasking)
    assert (row.state, row.sent_at) == (DraftState.MARKED_SENT, BEFORE)
    with pytest.raises(RuleBroken, match="stays on record"):
        workspace.change(discard_drafts, [draft_id])
    with pytest.raises(RuleBroken, match="stays as it is"):
        workspace.change(edit_draft, draft_id, "a@example.gov", "", "Subject", "Text")


def test_a_mark_set_by_mistake_is_undone(workspace: Workspace, tasking: int) -> None:
    draft_id = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    workspace.change(mark_sent, [draft_id])
    assert workspace.undo()[0] == "Mark 1 mail as sent"
    [row] = workspace.read(drafts, tasking)
    assert (row.state, row.sent_at) == (DraftState.MADE, None)


def test_a_discarded_draft_cannot_be_sent(workspace: Workspace, tasking: int) -> None:
    draft_id = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    assert workspace.change(discard_drafts, [draft_id, draft_id])[0] == 1
    with pytest.raises(RuleBroken, match="discarded"):
        workspace.change(mark_sent, [draft_id])


def test_a_draft_can_be_changed_before_it_is_sent(workspace: Workspace, tasking: int) -> None:
    draft_id = only(workspace, tasking, DraftKind.REMINDER, "CHI")
    workspace.change(edit_draft, draft_id, "Doe, J <J.Doe@example.gov>", "a@example.gov; b@example.gov", "Hi", "A\r\nB")
    detail = workspace.read(draft_detail, draft_id)
    assert detail is not None
    assert (detail.row.recipient, detail.row.cc) == ("j.doe@example.gov", "a@example.gov, b@example.gov")
    assert (detail.row.subject, detail.body) == ("Hi", "A\nB")
    assert detail.attachment == "0312-26 Nominations CHI.xlsx"
    with pytest.raises(RuleBroken, match="not an e-mail address"):
        workspace.change(edit_draft, draft_id, "nobody", "", "Hi", "Text")
    with pytest.raises(RuleBroken, match="needs a subject"):
        workspace.change(edit_draft, draft_id, "", "", " \n", "Text")


def test_files_are_named_by_tasking_kind_and_office(workspace: Workspace, tasking: int) -> None:
    first = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    again = only(workspace, tasking, DraftKind.REMINDER, "BOS")
    other = only(workspace, tasking, DraftKind.THANKS, "DEN")
    names = [name for name, _ in workspace.read(write_drafts, [first, again, other])]
    assert names == ["0312-26 Reminder BOS.eml", "0312-26 Reminder BOS 2.eml", "0312-26 Thanks DEN.eml"]
    with pytest.raises(RuleBroken, match="no longer there"):
        workspace.read(write_drafts, [first, 999])


def test_where_no_eml_is_opened_the_text_and_a_link_say_the_same(workspace: Workspace, tasking: int) -> None:
    [draft_id], _ = workspace.change(draft_mails, tasking, DraftKind.THANKS, [office(workspace, "DEN")], SHORT_TEXT)
    assert workspace.read(draft_as_text, draft_id) == (
        "To: den.poc@example.gov\nSubject: 0312-26 SAC Denver\n\nHello SAC Denver"
    )
    assert workspace.read(draft_link, draft_id) == (
        "mailto:den.poc@example.gov?subject=0312-26%20SAC%20Denver&body=Hello%20SAC%20Denver"
    )


def test_a_mail_of_any_other_kind_can_be_drafted_about_a_person(workspace: Workspace, tasking: int) -> None:
    person = workspace.read(builders.designee_ids)[0]

    def invite(uow: UnitOfWork) -> int:
        file = uow.keep_file("invite.pdf", "application/pdf", b"%PDF-1.4")
        uow.describe("Invite")
        new = NewDraft(DraftKind.INVITATION, "dana@example.gov", "Come", "Please", designee_id=person, file_id=file.id)
        return add_draft(uow, new)

    draft_id, _ = workspace.change(invite)
    [row] = workspace.read(drafts)
    assert (row.about, row.kind, row.has_attachment) == ("Okafor, Dana R", DraftKind.INVITATION, True)
    [attachment] = eml(workspace, draft_id).iter_attachments()
    assert attachment.get_content() == b"%PDF-1.4"
    assert text_of(eml(workspace, draft_id)) == "Please\n"
