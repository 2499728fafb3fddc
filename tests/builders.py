"""Makes what a test starts from, through the same services that the window uses."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Designee, Office
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, Mark
from coordinator.services.agreements import AgreementFacts, add_agreement
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.governing_documents import VersionFacts, record_acknowledgments, register_document
from coordinator.services.nominations import ImportResult, ReceivedFile, import_nominations
from coordinator.services.seats import seat_designees
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.taskings import TaskingFacts, create_tasking
from coordinator.services.trainings import TrainingFacts, plan_training
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import seats
from tests.made_once import made_once

PEOPLE = ("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per", "Brandvold, Tom", "Haddad, Samir")


def office_id(session: Session, code: str) -> int:
    return session.scalars(select(Office.id).where(Office.code == code)).one()


def designee_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Designee.id).order_by(Designee.id)))


@made_once
def a_tasking(workspace: Workspace, number: str = "0312-26") -> int:
    facts = TaskingFacts(number, "License distribution", date(2026, 10, 5), date(2026, 10, 23))
    return workspace.change(create_tasking, facts)[0]


def nomination_csv(names: Sequence[str] = PEOPLE) -> bytes:
    lines = ["Name,E-mail,Position,Used trial license,Course completed"]
    for place, name in enumerate(names):
        email = f"{name.split(',')[0].lower()}{place}@example.gov"
        lines.append(f'"{name}",{email},Special Agent,{"yes" if place % 2 == 0 else "no"},2026-09-0{place % 9 + 1}')
    return "\n".join(lines).encode()


@made_once
def nominated(workspace: Workspace, tasking_id: int, code: str = "DEN", names: Sequence[str] = PEOPLE) -> ImportResult:
    data = nomination_csv(names)
    file = ReceivedFile(f"{code}.csv", data, datetime(2026, 10, 20, 15, 0, tzinfo=UTC), "den@example.gov")
    office = workspace.read(office_id, code)
    content = read_nominations(read_workbook(file.name, data))
    return workspace.change(import_nominations, tasking_id, office, file, content)[0]


@made_once
def selected(workspace: Workspace) -> int:
    """A tasking whose five people of Denver are selected."""
    tasking_id = a_tasking(workspace)
    nominated(workspace, tasking_id)
    workspace.change(rank_nominations, tasking_id)
    workspace.change(decide_selection, tasking_id, 10)
    return tasking_id


@made_once
def acknowledged(workspace: Workspace, people: Sequence[int] | None = None) -> None:
    """Both governing documents registered and acknowledged by these people, or by everyone."""
    for kind, title in ((DocumentKind.PTA, "Privacy Threshold Analysis"), (DocumentKind.MEMORANDUM, "Memorandum")):
        facts = VersionFacts("version 1", date(2026, 9, 1))
        version = workspace.change(register_document, kind, title, facts, (f"{title}.txt", title.encode()))[0]
        everyone = workspace.read(designee_ids) if people is None else people
        workspace.change(
            record_acknowledgments, everyone, version, date(2026, 10, 28), AcknowledgmentMethod.SIGNED_FORM
        )


def a_training(
    workspace: Workspace, title: str = "Training 1", capacity: int = 10, start: datetime | None = None
) -> int:
    start = start or datetime(2026, 11, 4, 18, 0, tzinfo=UTC)
    facts = TrainingFacts(title, start, "America/New_York", 90, capacity, host="C3", instructors="V. Hale")
    return workspace.change(plan_training, facts)[0]


@made_once
def attended(workspace: Workspace, people: Sequence[int] | None = None, title: str = "Training 1") -> int:
    """A training that these people, or everyone, attended."""
    training_id = a_training(workspace, title)
    workspace.change(seat_designees, training_id, people or workspace.read(designee_ids))
    marks = {row.id: MarkEntry(Mark.PRESENT, 88) for row in workspace.read(seats, training_id)}
    workspace.change(record_attendance, marks)
    return training_id


def an_agreement(workspace: Workspace, seats_bought: int = 10) -> int:
    start = date(2026, 10, 1)
    facts = AgreementFacts("70CMSD26P00000001", seats_bought, start, start + timedelta(days=365))
    return workspace.change(add_agreement, facts)[0]


@made_once
def ready(workspace: Workspace, seats_bought: int = 10) -> int:
    """Five people of Denver who meet every gate, and a pool; returns the tasking's id."""
    tasking_id = selected(workspace)
    acknowledged(workspace)
    attended(workspace)
    an_agreement(workspace, seats_bought)
    return tasking_id
