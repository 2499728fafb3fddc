"""The main job from first to last on the sample inputs, through the services that the window uses.

The days of the sample are replayed on a clock of their own, so that every record carries the day on which it would
have been made.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator import RESOURCES
from coordinator.exchange.attendance_reports import read_report
from coordinator.exchange.memo import read_memo
from coordinator.exchange.memo_documents import NamedDocument
from coordinator.exchange.nominations import read_nominations
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Designee, License, Office
from coordinator.rules.evidence import SubjectKind
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, LicenseState, SeatState
from coordinator.services import checking_page, revocations
from coordinator.services.agreements import AgreementFacts, add_agreement
from coordinator.services.attendance import import_attendance, mark_rest_absent
from coordinator.services.attendance_lists import ListFormat, ListRequest, attendance_list, file_name
from coordinator.services.certificates import issue_certificates
from coordinator.services.demo_licenses import LicenseReplay
from coordinator.services.demo_report import DemoReport
from coordinator.services.evidence import EvidenceRequest, EvidenceSubject, evidence_file
from coordinator.services.governing_documents import VersionFacts, record_acknowledgments, register_document
from coordinator.services.invitations import draft_invitations, save_invitations
from coordinator.services.licenses import issue_licenses
from coordinator.services.nominations import ReceivedFile, import_nominations
from coordinator.services.papers import letters_of_licenses, papers_numbered, write_file
from coordinator.services.progress import Progress, silent
from coordinator.services.seats import move_seats, seat_designees
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.settings import change_settings
from coordinator.services.taskings import TaskingFacts, create_tasking, set_quotas
from coordinator.services.trainings import TrainingFacts, plan_training
from coordinator.services.workspace import Workspace
from coordinator.store.keys import KeyFolder
from coordinator.views.attendance_lists import ListScope
from coordinator.views.seating import people_to_seat
from coordinator.views.trainings import seats, trainings

SAMPLE = RESOURCES / "sample"
ZONE = ZoneInfo("America/New_York")
CAPACITY = 18
TRAININGS = ((date(2026, 11, 4), "Training 1"), (date(2026, 11, 10), "Training 2"))
TO_COME = ((date(2026, 12, 2), "Training 3", 3), (date(2026, 12, 9), "Training 4", CAPACITY))
POOL = 40
UNIT = {
    "signatory_name": "Maribel T. Vance",
    "unit_point_of_contact": "C3 training desk, 555-0100, c3.training@example.gov",
}


class ReplayClock:
    """The clock of the replay: set to each day in turn, it then goes on by itself, a second a reading."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 10, 1, 13, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self._moment += timedelta(seconds=1)
        return self._moment

    def turn_to(self, day: date, at: time = time(9)) -> None:
        self._moment = max(datetime.combine(day, at, ZONE).astimezone(UTC), self._moment)


def run_demo(folder: Path, progress: Progress = silent) -> DemoReport:
    """Do the main job into `folder`: a database, certificates, letters and attendance lists. Raises StoreTrouble."""
    clock = ReplayClock()
    report = DemoReport(folder)
    with Workspace.create(report.database, actor="Sample coordinator", clock=clock) as workspace:
        workspace.keys = KeyFolder(folder / "keys")  # those of a sample do not belong among the user's own
        replay = _Replay(workspace, clock, report)
        steps = (
            replay.create_tasking,
            replay.take_nominations,
            replay.select,
            replay.acknowledge,
            replay.hold_trainings,
            replay.issue,
            replay.plan_more,
            replay.save_lists,
            replay.live_on,
            replay.prove,
        )
        for place, step in enumerate(steps):
            progress(place, len(steps), step.__name__.replace("_", " "))
            step()
        report.audit = workspace.verify()
    return report


class _Replay:
    def __init__(self, workspace: Workspace, clock: ReplayClock, report: DemoReport) -> None:
        self._workspace, self._clock, self._report = workspace, clock, report
        self._tasking_id = self._agreement_id = 0
        self._training_ids: list[int] = []
        self._versions: dict[str, int] = {}

    def create_tasking(self) -> None:
        self._clock.turn_to(date(2026, 10, 5), time(11))
        self._workspace.change(change_settings, UNIT)
        data = (SAMPLE / "memo.txt").read_bytes()
        memo = read_memo(data.decode("utf-8"))
        assert memo.issued_on.value
        assert memo.due_on.value
        facts = TaskingFacts(
            number=memo.number.value or "",
            subject=memo.subject.value or "",
            issued_on=memo.issued_on.value,
            due_on=memo.due_on.value,
            routing=" ".join(memo.routing),
            text=memo.text,
            attachments="\n".join(memo.attachments),
            product=memo.product.value or "",
            point_of_contact="Victim Identification Program, C3",
            point_of_contact_email="c3.training@example.gov",
        )
        self._tasking_id, _ = self._workspace.change(create_tasking, facts, ("memo.txt", data))
        self._set_quotas()
        for proposal in memo.documents:
            assert proposal.value is not None
            self._register(proposal.value)

    def _set_quotas(self) -> None:
        offices = self._workspace.read(_office_ids)
        quotas = {offices[row["code"]]: int(row["quota"]) for row in _rows("quotas.csv")}
        everyone = dict.fromkeys(offices.values(), 0)
        self._workspace.change(set_quotas, self._tasking_id, everyone | quotas)

    def _register(self, document: NamedDocument) -> None:
        name = "pta.txt" if document.kind is DocumentKind.PTA else "memorandum.txt"
        effective = document.dated or date(2026, 9, 1)
        facts = VersionFacts(effective.isoformat(), effective, expires_on=_three_years_on(document, effective))
        file = (name, (SAMPLE / name).read_bytes())
        version, _ = self._workspace.change(register_document, document.kind, document.title, facts, file)
        self._versions[document.kind.value] = version

    def take_nominations(self) -> None:
        offices = self._workspace.read(_office_ids)
        for row in sorted(_rows("responses.csv"), key=lambda row: row["received"]):
            received = datetime.fromisoformat(row["received"]).replace(tzinfo=ZONE)
            self._clock.turn_to(received.date(), received.time())
            data = (SAMPLE / row["file"]).read_bytes()
            content = read_nominations(read_workbook(row["file"], data))
            file = ReceivedFile(row["file"], data, received.astimezone(UTC), row["from"])
            result, _ = self._workspace.change(
                import_nominations, self._tasking_id, offices[row["office"]], file, content
            )
            self._report.imports.append(result)

    def select(self) -> None:
        self._clock.turn_to(date(2026, 10, 26), time(14))
        self._workspace.change(rank_nominations, self._tasking_id)
        self._report.selected, _ = self._workspace.change(decide_selection, self._tasking_id, POOL)

    def acknowledge(self) -> None:
        people = self._workspace.read(_people_by_email)
        groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for row in _rows("acknowledgments.csv"):
            kind = DocumentKind.PTA if row["document"] == "PTA" else DocumentKind.MEMORANDUM
            groups[row["date"], kind.value, row["method"]].append(people[row["email"].casefold()])
        for (day, kind_name, method), group in sorted(groups.items()):
            on = date.fromisoformat(day)
            self._clock.turn_to(on, time(16))
            version = self._versions[kind_name]
            new, _ = self._workspace.change(record_acknowledgments, group, version, on, AcknowledgmentMethod(method))
            self._report.acknowledgments += new

    def hold_trainings(self) -> None:
        people = self._workspace.read(_people_by_email)
        self._clock.turn_to(date(2026, 11, 2), time(17))
        for day, title in TRAININGS:
            training_id = self._plan(day, title, CAPACITY, least=5)
            self._training_ids.append(training_id)
            seated = [people[row["email"].casefold()] for row in _rows("seating.csv") if row["training"] == title]
            result, _ = self._workspace.change(seat_designees, training_id, seated)
            self._report.seatings.append(result)
        for (day, title), training_id in zip(TRAININGS, self._training_ids, strict=True):
            self._clock.turn_to(day, time(15))
            self._take_report(training_id, f"{title} - attendance report.csv", day)

    def _take_report(self, training_id: int, name: str, day: date) -> None:
        data = (SAMPLE / name).read_bytes()
        content = read_report(read_workbook(name, data), held_on=day)
        result, _ = self._workspace.change(import_attendance, training_id, (name, data), content)
        self._report.attendance.append(result)
        self._workspace.change(mark_rest_absent, training_id)

    def issue(self) -> None:
        folder = self._report.folder
        self._clock.turn_to(date(2026, 11, 12), time(9))
        for training_id in self._training_ids:
            batch, _ = self._workspace.change(issue_certificates, training_id)
            self._report.certificates.append(batch)
            for name, data in self._workspace.read(papers_numbered, batch.made):
                write_file(folder / "certificates", name, data)
        start = date(2026, 10, 1)
        facts = AgreementFacts("SAMPLE-26-C-0001", POOL, start, date(2027, 9, 30), leads=(120, 60, 30))
        self._agreement_id, _ = self._workspace.change(add_agreement, facts)
        self._report.licenses, _ = self._workspace.change(issue_licenses, self._tasking_id)
        for name, data in self._workspace.read(letters_of_licenses, self._report.licenses.made):
            write_file(folder / "letters", name, data)

    def _plan(self, day: date, title: str, capacity: int, least: int = 0) -> int:
        facts = TrainingFacts(
            title=title,
            starts_at=datetime.combine(day, time(13), ZONE).astimezone(UTC),
            time_zone=ZONE.key,
            duration_minutes=90,
            capacity=capacity,
            minimum=least,
            host="Cyber Crimes Center",
            instructors="Victoria Hale",
            join_link="https://meet.example.gov/c3-training",
            dial_in="555-0140, code 20261",
            tasking_id=self._tasking_id,
        )
        return self._workspace.change(plan_training, facts)[0]

    def plan_more(self) -> None:
        """The trainings to come: who was not trained yet gets a seat or waits for one, and is invited."""
        self._clock.turn_to(date(2026, 11, 12), time(11))
        coming = [self._plan(day, title, capacity) for day, title, capacity in TO_COME]
        for held in self._training_ids:
            waiting = [row.id for row in self._workspace.read(seats, held) if row.state is SeatState.WAIT_LISTED]
            self._workspace.change(move_seats, waiting, coming[0])
        needs = self._workspace.read(people_to_seat, coming[0], self._clock.now().date())
        self._workspace.change(seat_designees, coming[0], [row.id for row in needs])
        seated = [row.id for row in self._workspace.read(seats, coming[0])]
        drafted, _ = self._workspace.change(draft_invitations, seated)
        self._report.invitations = len(drafted.made)
        self._workspace.read(save_invitations, drafted.made, self._report.folder / "invitations", entries=True)

    def save_lists(self) -> None:
        self._clock.turn_to(date(2026, 11, 12), time(10))
        for training in (row for row in self._workspace.read(trainings) if row.taken):
            for form in ListFormat:
                request = ListRequest(ListScope(training.id), form)
                data = self._workspace.read(attendance_list, request, self._clock.now())
                path = write_file(self._report.folder / "attendance lists", file_name(training.title, form), data)
                self._report.lists.append(path)

    def live_on(self) -> None:
        replay = LicenseReplay(self._workspace, self._clock.turn_to, SAMPLE, self._tasking_id, self._agreement_id)
        replay.go_on(self._workspace.read(_office_ids))

    def prove(self) -> None:
        """What an inspector is handed: evidence, and what others check documents with."""
        read, now = self._workspace.read, self._clock.now()
        training = EvidenceSubject(SubjectKind.TRAINING, self._training_ids[0])
        person = EvidenceSubject(SubjectKind.PERSON, read(_a_holder))
        self._report.proof = [
            write_file(self._report.folder / "proof", name, data)
            for name, data in (
                read(evidence_file, EvidenceRequest(training), now),
                read(evidence_file, EvidenceRequest(person), now),
                read(evidence_file, EvidenceRequest(person, is_redacted=True), now),
                (checking_page.FILE_NAME, read(checking_page.checking_page, now)),
                (checking_page.KEYS_FILE_NAME, read(checking_page.keys_file)),
                (revocations.FILE_NAME, self._workspace.change(revocations.make_revocation_list)[0]),
            )
        ]


def _three_years_on(document: NamedDocument, effective: date) -> date | None:
    """A PTA is re-certified after three years."""
    return effective.replace(year=effective.year + 3) if document.kind is DocumentKind.PTA else None


def _rows(name: str) -> Sequence[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((SAMPLE / name).read_text(encoding="utf-8-sig"))))


def _office_ids(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Office.code, Office.id)).all())


def _a_holder(session: Session) -> int:
    """Of the first license that is in use."""
    query = select(License.designee_id).where(License.state == LicenseState.ISSUED).order_by(License.id)
    return session.scalars(query.limit(1)).one()


def _people_by_email(session: Session) -> dict[str, int]:
    query = select(Designee.email_key, Designee.id).where(Designee.email_key.is_not(None))
    return {email: designee_id for email, designee_id in session.execute(query) if email}
