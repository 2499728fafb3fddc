"""What a tasking says may change later, and what follows from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import StoredFile, Tasking
from coordinator.rules.allotment import Allotment
from coordinator.rules.vocabulary import DraftKind, TaskingState
from coordinator.services.drafts import draft_mails, mark_sent
from coordinator.services.memo_intake import create_tasking_from_memo, read_memo_file
from coordinator.services.selection import decide_selection
from coordinator.services.taskings import (
    TaskingFacts,
    change_tasking,
    close_tasking,
    decline,
    reopen_tasking,
    set_allotments,
    set_quotas,
)
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import BoardRow, board, nominations, tasking_detail, taskings
from tests import builders
from tests.exchange import memo_files

FACTS = TaskingFacts("0312-26", "License distribution", date(2026, 10, 5), date(2026, 10, 23))
NOW = datetime(2026, 10, 26, 21, 0, tzinfo=UTC)


def row(workspace: Workspace, tasking_id: int, code: str, now: datetime | None = None) -> BoardRow:
    return next(each for each in workspace.read(board, tasking_id, now) if each.office_code == code)


def lateness(workspace: Workspace, tasking_id: int) -> set[bool]:
    return {each.is_late for each in workspace.read(nominations, tasking_id)}


def test_an_earlier_due_time_makes_late_what_came_after_it_and_undo_takes_that_back(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    earlier = replace(FACTS, due_on=date(2026, 10, 19), due_time=time(12), due_zone="America/Denver")
    assert workspace.change(change_tasking, tasking_id, earlier)[0] == 5
    assert lateness(workspace, tasking_id) == {True}
    assert row(workspace, tasking_id, "DEN").late_by is not None
    assert workspace.read(taskings)[0].due_at == datetime(2026, 10, 19, 18, tzinfo=UTC)
    workspace.undo()
    assert lateness(workspace, tasking_id) == {False}


def test_every_fact_can_be_changed_and_the_memo_stays(workspace: Workspace) -> None:
    tasking_id = workspace.change(create_tasking_from_memo, FACTS, ("memo.txt", b"The memo"), [])[0]
    changed = replace(
        FACTS, number="0313-26", subject="Other", routing="P1", text="New text", attachments="a.pdf\nb.pdf",
        point_of_contact="A. Moss", point_of_contact_email="a.moss@example.gov", product="Another product",
    )  # fmt: skip
    workspace.change(change_tasking, tasking_id, changed)
    detail = workspace.read(tasking_detail, tasking_id)
    assert detail is not None
    assert (detail.number, detail.subject, detail.routing, detail.text) == ("0313-26", "Other", "P1", "New text")
    assert (detail.attachments, detail.point_of_contact, detail.product) == (
        "a.pdf\nb.pdf", "A. Moss", "Another product",
    )  # fmt: skip
    assert workspace.read(memo_of, tasking_id) == ("memo.txt", "text/plain")


def memo_of(session: Session, tasking_id: int) -> tuple[str, str]:
    query = select(StoredFile).join(Tasking, Tasking.memo_file_id == StoredFile.id).where(Tasking.id == tasking_id)
    file = session.scalars(query).one()
    return file.name, file.media_type


def test_a_memo_that_came_as_a_mail_is_kept_as_one(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "memo.msg"
    path.write_bytes(memo_files.as_outlook("Subject: 0312-26\n\nSend names by October 23, 2026."))
    read = read_memo_file(path, "America/New_York")
    tasking_id = workspace.change(create_tasking_from_memo, FACTS, (read.name, read.data), [])[0]
    assert workspace.read(memo_of, tasking_id) == ("memo.msg", "application/vnd.ms-outlook")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (replace(FACTS, number=" "), "needs a number"),
        (replace(FACTS, subject=""), "needs a subject"),
        (replace(FACTS, due_on=date(2026, 10, 1)), "due before it is issued"),
        (replace(FACTS, due_zone="Mars/Olympus"), "time zone"),
        (replace(FACTS, number="0400-26"), "already a tasking with this number"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(workspace: Workspace, facts: TaskingFacts, sentence: str) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.a_tasking(workspace, "0400-26")
    before = workspace.read(tasking_detail, tasking_id)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(change_tasking, tasking_id, facts)
    assert workspace.read(tasking_detail, tasking_id) == before


def test_a_closed_tasking_is_reopened_as_what_it_was(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    workspace.change(close_tasking, tasking_id)
    with pytest.raises(RuleBroken, match=r"is closed\. Reopen it"):
        workspace.change(change_tasking, tasking_id, FACTS)
    workspace.change(reopen_tasking, tasking_id)
    assert workspace.read(taskings)[0].state is TaskingState.OPEN
    builders.nominated(workspace, tasking_id)
    workspace.change(decide_selection, tasking_id, 3)
    workspace.change(close_tasking, tasking_id)
    workspace.change(reopen_tasking, tasking_id)
    assert workspace.read(taskings)[0].state is TaskingState.DECIDED
    with pytest.raises(RuleBroken, match="is not closed"):
        workspace.change(reopen_tasking, tasking_id)


def test_a_reserve_stays_within_the_seats(workspace: Workspace) -> None:
    tasking_id, denver = builders.a_tasking(workspace), workspace.read(builders.office_id, "DEN")
    workspace.change(set_allotments, tasking_id, {denver: Allotment(6, 4)})
    workspace.change(set_quotas, tasking_id, {denver: 3})
    assert (row(workspace, tasking_id, "DEN").quota, row(workspace, tasking_id, "DEN").reserved) == (3, 3)
    with pytest.raises(RuleBroken, match="SAC Denver cannot have 4 seats reserved of 3"):
        workspace.change(set_allotments, tasking_id, {denver: Allotment(3, 4)})
    with pytest.raises(RuleBroken, match="less than zero"):
        workspace.change(set_quotas, tasking_id, {denver: -1})


# the board


def test_an_office_that_has_not_answered_is_late_from_the_due_time_on(workspace: Workspace) -> None:
    tasking_id, boston = builders.a_tasking(workspace), workspace.read(builders.office_id, "BOS")
    workspace.change(set_quotas, tasking_id, {boston: 0})
    workspace.change(decline, tasking_id, workspace.read(builders.office_id, "ATL"), NOW)
    late = {each.office_code for each in workspace.read(board, tasking_id, NOW) if each.is_late}
    assert len(late) == 28
    assert late.isdisjoint({"BOS", "ATL"})
    overdue = row(workspace, tasking_id, "DEN", NOW).overdue_by
    assert overdue is not None
    assert overdue.days == 3
    assert not any(each.is_late for each in workspace.read(board, tasking_id, datetime(2026, 10, 23, 21, tzinfo=UTC)))


def test_the_board_knows_the_newest_mail_of_each_kind_that_was_sent(workspace: Workspace) -> None:
    tasking_id, denver = builders.a_tasking(workspace), workspace.read(builders.office_id, "DEN")
    asked, reminded = datetime(2026, 10, 6, tzinfo=UTC), datetime(2026, 10, 20, tzinfo=UTC)
    for kind, sent in ((DraftKind.SOLICITATION, asked), (DraftKind.REMINDER, asked), (DraftKind.REMINDER, reminded)):
        workspace.change(mark_sent, workspace.change(draft_mails, tasking_id, kind, [denver])[0], sent)
    workspace.change(draft_mails, tasking_id, DraftKind.REMINDER, [workspace.read(builders.office_id, "SEA")])
    board_of = {each.office_code: (each.asked_at, each.reminded_at) for each in workspace.read(board, tasking_id)}
    assert board_of["DEN"] == (asked, reminded)
    assert board_of["SEA"] == (None, None)
