"""Issues certificates: numbered, drawn, kept with their facts and SHA-256; superseded or revoked, never undone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from coordinator.documents.certificate import CertificateFacts
from coordinator.documents.facts import facts_to_plain, printable
from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Certificate, Completion, Designee, Seat, TrainingSession
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CertificateState, Mark, SeatState, TemplateKind
from coordinator.services.issuing import certificate_record, drawn_certificate, has_code, numbered
from coordinator.services.progress import Progress, silent
from coordinator.services.signed_records import current_key, sign_record
from coordinator.services.templates import used_version
from coordinator.store.history import Snapshot
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.duplicates import kept_id, record_ids
from coordinator.views.people import position_words
from coordinator.views.records import kept_people
from coordinator.views.settings import UnitSettings, unit_settings


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a batch made. `refused` are sentences, one a person; `stopped` when the user cancelled in between."""

    made: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    stopped: bool = False
    of: int = 0


def issue_certificates(uow: UnitOfWork, training_id: int, progress: Progress = silent) -> BatchResult:
    """A certificate for everyone marked present who has none yet. What was made before a cancel stays made."""
    training = uow.get(TrainingSession, training_id)
    seats = _due(uow, training_id)
    if not seats:
        raise RuleBroken(f"No certificates are due for {training.title}: nobody present is without one.")
    return _issue(uow, seats, training.title, progress)


def issue_certificates_for(uow: UnitOfWork, seat_ids: Collection[int], progress: Progress = silent) -> BatchResult:
    """A certificate for each of these seats, of one training or of many, by training and name.

    Who has got one meanwhile gets no second one. What was made before a cancel stays made. Raises RuleBroken when none
    of them is due any more.
    """
    wanted = set(seat_ids)
    seats = [seat for seat in _due(uow) if seat.id in wanted]
    if not seats:
        raise RuleBroken("No certificates are due for these people: nobody present is without one.")
    titles = {seat.training_id: seat.training.title for seat in seats}
    return _issue(uow, seats, f"{len(titles)} trainings" if len(titles) > 1 else seats[0].training.title, progress)


def _issue(uow: UnitOfWork, seats: Sequence[Seat], of: str, progress: Progress) -> BatchResult:
    batch = _Batch(uow)
    made: list[str] = []
    refused: list[str] = []
    stopped = False
    for seat in seats:
        try:
            progress(len(made) + len(refused), len(seats), seat.designee.display_name)
            made.append(batch.issue(seat).number)
        except Cancelled:
            stopped = True
            break
        except RuleBroken as refusal:
            refused.append(f"{seat.designee.display_name}: {refusal}")
    uow.describe(f"Issue {len(made)} {'certificate' if len(made) == 1 else 'certificates'} of {of}", undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(seats))


def _due(uow: UnitOfWork, training_id: int | None = None) -> list[Seat]:
    """Present and without one, of one training or of all, by training and name.

    A certificate that stayed with a merged record is the person's.
    """
    kept = kept_people(Snapshot(uow.session))
    issued = select(Certificate.training_id, Certificate.designee_id).where(
        Certificate.state == CertificateState.ISSUED, _of(Certificate.training_id, training_id)
    )
    have_one = {(row.training_id, kept[row.designee_id]) for row in uow.session.execute(issued)}
    query = (
        select(Seat)
        .join(Designee, Designee.id == Seat.designee_id)
        .join(TrainingSession, TrainingSession.id == Seat.training_id)
        .options(contains_eager(Seat.designee), contains_eager(Seat.training))
        .where(
            Seat.mark == Mark.PRESENT,
            Seat.state != SeatState.RELEASED,
            Designee.merged_into_id.is_(None),
            _of(Seat.training_id, training_id),
        )
    )
    seats = [seat for seat in uow.all(query) if (seat.training_id, seat.designee_id) not in have_one]
    return sorted(seats, key=lambda seat: (seat.training.starts_at, seat.training_id, seat.designee.name_key, seat.id))


def _of(column: InstrumentedAttribute[int], training_id: int | None) -> ColumnElement[bool]:
    """Of one training, or of all."""
    return true() if training_id is None else column == training_id


class _Batch:
    """Certificates that are issued together: they share the unit's settings and the template with its pictures."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._settings = uow, unit_settings(uow.session)
        self._used = used_version(uow, TemplateKind.CERTIFICATE)
        if has_code(self._used):
            current_key(uow)  # without a key nobody gets one: better said once than for each

    def issue(self, seat: Seat, supersedes: Certificate | None = None) -> Certificate:
        """Raises RuleBroken for what cannot be printed or signed; no number is lost by that."""
        facts = printable(certificate_facts(self._uow, seat, self._settings))
        with numbered(self._uow, "certificate", self._settings.certificate_scheme) as number:
            facts = replace(facts, number=number, supersedes=supersedes.number if supersedes else None)
            facts, key_id = self._signed(facts)
            data = drawn_certificate(facts, self._used)
        kept = self._uow.keep_file(f"{number}.pdf", "application/pdf", data)
        certificate = self._uow.add(
            Certificate(
                number=number,
                designee_id=seat.designee_id,
                training_id=seat.training_id,
                issued_on=facts.issued_on,
                facts=facts_to_plain(facts),
                template=self._used.title,
                template_version_id=self._used.version_id,
                record=facts.record,
                signing_key_id=key_id,
                file_id=kept.id,
                sha256=kept.sha256,
                supersedes_id=supersedes.id if supersedes else None,
            )
        )
        _note_completion(self._uow, seat, facts)
        return certificate

    def _signed(self, facts: CertificateFacts) -> tuple[CertificateFacts, int | None]:
        if not has_code(self._used):
            return facts, None
        record, key_id = sign_record(self._uow, certificate_record(facts))
        return replace(facts, record=record), key_id


def certificate_facts(uow: UnitOfWork, seat: Seat, settings: UnitSettings) -> CertificateFacts:
    """What the certificate of this seat says when it is issued now; it has no number yet."""
    person, training = seat.designee, seat.training
    position = position_words(person.position, person.position_text)
    return CertificateFacts(
        number="",
        name=person.name.printed,
        position_and_office=", ".join(filter(None, (position, person.office.name))),
        course_title=training.course.title,
        course_number=training.course.code,
        held_on=training.starts_at.astimezone(ZoneInfo(training.time_zone)).date(),
        duty_hours=training.course.duty_hours,
        delivery=training.course.delivery,
        unit_line_1=settings.unit_name,
        unit_line_2=settings.unit_section,
        signatory_name=settings.signatory_name,
        signatory_title=settings.signatory_title,
        instructor=training.instructors,
        issued_on=uow.today,
        audit_head=str(uow.head),
    )


def _note_completion(uow: UnitOfWork, seat: Seat, facts: CertificateFacts) -> None:
    course = seat.training.course
    query = select(Completion).where(
        Completion.designee_id == seat.designee_id,
        Completion.course_id == course.id,
        Completion.completed_on == facts.held_on,
    )
    if uow.first(query) is None:
        uow.add(
            Completion(
                designee_id=seat.designee_id,
                course_id=course.id,
                completed_on=facts.held_on,
                valid_until=valid_until(facts.held_on, course.valid_days),
                source=f"attended {seat.training.title}",
            )
        )


def revoke_certificate(uow: UnitOfWork, certificate_id: int, reason: str) -> None:
    """The certificate and its file stay on record, marked as revoked."""
    certificate = _valid(uow, certificate_id)
    if not reason.strip():
        raise RuleBroken("A revocation needs a reason.")
    certificate.state, certificate.revoked_on = CertificateState.REVOKED, uow.today
    certificate.revoke_reason = reason.strip()
    uow.describe(f"Revoke certificate {certificate.number}", undoable=False)


def supersede_certificate(uow: UnitOfWork, certificate_id: int) -> str:
    """Issue a new certificate from the facts of today that names the old one; returns the new number."""
    old = _valid(uow, certificate_id)
    query = select(Seat).where(
        Seat.training_id == old.training_id,
        Seat.designee_id.in_(record_ids(uow.session, kept_id(uow.session, old.designee_id))),
        Seat.state != SeatState.RELEASED,
        Seat.mark == Mark.PRESENT,
    )
    seat = uow.first(query)
    if seat is None:
        raise RuleBroken("The attendance behind this certificate is no longer on record. Revoke it instead.")
    old.state = CertificateState.SUPERSEDED
    uow.flush()
    new = _Batch(uow).issue(seat, supersedes=old)
    uow.describe(f"Supersede certificate {old.number} by {new.number}", undoable=False)
    return new.number


def _valid(uow: UnitOfWork, certificate_id: int) -> Certificate:
    certificate = uow.get(Certificate, certificate_id)
    if certificate.state is not CertificateState.ISSUED:
        raise RuleBroken(f"Certificate {certificate.number} is {certificate.state.value} already.")
    return certificate
