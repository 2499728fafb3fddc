"""A unit with something of everything on record about Okafor, and about Training 1; made once a run.

Five of Denver; Okafor is merged with a second record, and signed a form. The training was moved and invited to; its
report names a stranger. Reyes walked in. Certificates and a license were issued, and one of each was changed later.
"""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Acknowledgment, Gate, Signature
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import GateKind, Mark, ReviewAnswer
from coordinator.services.access_review_answers import answer_lines
from coordinator.services.access_reviews import ReviewStart, start_review
from coordinator.services.acknowledgments import attach_evidence
from coordinator.services.attendance import StrangerFacts, note_stranger
from coordinator.services.certificates import issue_certificates, revoke_certificate
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.drafts import mark_sent
from coordinator.services.invitations import draft_invitations
from coordinator.services.license_moves import move_licenses
from coordinator.services.licenses import issue_licenses
from coordinator.services.merging import merge_designees
from coordinator.services.nominations import ReceivedFile, import_nominations
from coordinator.services.seats import seat_designees
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.settings import change_settings
from coordinator.services.taskings import TaskingFacts, create_tasking
from coordinator.services.trainings import TrainingFacts, edit_training, plan_training
from coordinator.services.trial_uses import TrialFacts, record_trial_uses
from coordinator.services.waivers import waive_gates
from coordinator.services.walk_ins import add_walk_in
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.access_review_lines import review_lines
from coordinator.views.trainings import seats
from tests import builders
from tests.conftest import StandingClock
from tests.license_unit import rows
from tests.meeting_reports import OKAFOR, take, zoom_line

TRAINING = 1
PERSON, REYES = 1, 2
REVOKED, OKAFORS = 2, 4  # certificates, which were issued by name
MEMO = b"Field offices are asked to designate personnel."
FORM = b"%PDF-1.4 a form that Dana Okafor signed"
SIGNED = b"%PDF-1.4 a signed copy"
LINK = "https://meet.example.gov/j/81"
ORGANIZER = "Hale, Victoria, 202-555-0140, v.hale@example.gov"
STRANGER = "Quist, Zelda"
# What no redacted file may hold, however it is spelled: names, addresses, links, and free words.
SECRETS = (
    "Okafor", "Dana", "Marisol", "Haddad", "Lindqvist", "Brandvold", "Quist", "Zelda", "okafor0", "Hale", "Vance",
    "example.gov", "at court", "logged late", "misspelled", "sat at the back", "Coordinator J",
)  # fmt: skip


@cache
def database_of_evidence(empty: bytes) -> bytes:
    """The bytes of its database; the last entry is of November 20."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unit.db"
        path.write_bytes(empty)
        clock = StandingClock(datetime(2026, 10, 20, 15, tzinfo=UTC))
        with Workspace.open(path, actor="Coordinator J", clock=clock) as workspace:
            _select(workspace)
            clock.move_to(datetime(2026, 11, 2, 15, tzinfo=UTC))
            _invite(workspace)
            clock.move_to(datetime(2026, 11, 5, 15, tzinfo=UTC))
            _attend(workspace)
            clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
            _issue(workspace)
            clock.move_to(datetime(2026, 11, 20, 15, tzinfo=UTC))
            _go_on(workspace)
        return path.read_bytes()


def _select(workspace: Workspace) -> None:
    change = workspace.change
    facts = TaskingFacts("0312-26", "License distribution", date(2026, 10, 5), date(2026, 10, 23))
    tasking = change(create_tasking, facts, ("memo.txt", MEMO))[0]
    data = builders.nomination_csv()
    file = ReceivedFile("Okafor and others.csv", data, datetime(2026, 10, 20, 15, tzinfo=UTC), "den@example.gov")
    office = workspace.read(builders.office_id, "DEN")
    change(import_nominations, tasking, office, file, read_nominations(read_workbook(file.name, data)))
    change(rank_nominations, tasking)
    change(decide_selection, tasking, 10)


def _invite(workspace: Workspace) -> None:
    change = workspace.change
    builders.acknowledged(workspace)
    first = rows(workspace, Acknowledgment)[0].id
    change(attach_evidence, [first], ("Okafor signed form.pdf", FORM))
    change(change_settings, {"unit_point_of_contact": ORGANIZER})
    start = datetime(2026, 11, 4, 17, tzinfo=UTC)
    facts = TrainingFacts(
        "Training 1", start, "America/New_York", 90, 10, host="C3", instructors="V. Hale", join_link=LINK
    )
    change(plan_training, facts)
    moved = TrainingFacts(
        "Training 1", datetime(2026, 11, 4, 18, tzinfo=UTC), "America/New_York", 90, 12, host="C3",
        instructors="V. Hale", join_link=LINK,
    )  # fmt: skip
    change(edit_training, TRAINING, moved)
    people = workspace.read(builders.designee_ids)
    change(seat_designees, TRAINING, [each for each in people if each != REYES])
    drafted = change(draft_invitations, [row.id for row in workspace.read(seats, TRAINING)])[0]
    change(mark_sent, drafted.made[:3])


def _attend(workspace: Workspace) -> None:
    change = workspace.change
    names = ("Okafor, Dana R", "Haddad, Samir", "Lindqvist, Per", "Brandvold, Tom")
    addresses = (OKAFOR, "haddad4@example.gov", "lindqvist2@example.gov", "brandvold3@example.gov")
    lines = [zoom_line(*each, "13:02", "14:30") for each in zip(names, addresses, strict=True)]
    take(workspace, TRAINING, *lines, zoom_line(STRANGER, "", "13:10", "13:20"))
    change(add_walk_in, TRAINING, REYES, Mark.PRESENT, 80, "sat at the back")
    change(note_stranger, TRAINING, StrangerFacts("Zelda Quist", note="from the annex"))


def _issue(workspace: Workspace) -> None:
    change = workspace.change
    builders.an_agreement(workspace)
    change(issue_certificates, TRAINING)
    change(revoke_certificate, REVOKED, "misspelled")
    change(_sign)
    change(issue_licenses, 1, [PERSON])
    change(move_licenses, [1], LicenseMove.SUSPEND, "logged late")
    change(move_licenses, [1], LicenseMove.REINSTATE, "settled")


def _sign(uow: UnitOfWork) -> None:
    """As signing with a card puts it on record."""
    file = uow.keep_file("CEIU-FRS-2026-0004-signed.pdf", "application/pdf", SIGNED)
    uow.add(
        Signature(
            certificate_id=OKAFORS, file_id=file.id, sha256=file.sha256, signer="Hale, Victoria", issuer="Office of C3",
            fingerprint="ab" * 32, signed_at=uow.now,
        )
    )  # fmt: skip
    uow.describe("Sign certificate CEIU-FRS-2026-0004")


def _go_on(workspace: Workspace) -> None:
    change = workspace.change
    gate = next(row.id for row in rows(workspace, Gate) if row.kind is GateKind.TRAINED)
    change(waive_gates, [PERSON], gate, "at court", "M. Vance", date(2026, 12, 31))
    change(record_trial_uses, [PERSON], TrialFacts(1, date(2026, 3, 2), date(2026, 5, 29), "list of the vendor"))
    review = change(start_review, ReviewStart(1, "Access review 2026", date(2026, 12, 11)))[0]
    [line] = workspace.read(review_lines, date(2026, 11, 20), review)
    change(answer_lines, review, [line.id], ReviewAnswer.KEEP)
    facts = DesigneeFacts("Okafor-Reed, Dana", workspace.read(builders.office_id, "DEN"), email="d.reed@example.gov")
    other = change(add_designee, facts)[0]
    change(merge_designees, PERSON, other, [])
