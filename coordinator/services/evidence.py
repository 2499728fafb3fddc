"""The evidence file of one person or training: everything on record, from the memorandum to the last change."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.documents.evidence_file import EvidenceFacts, render_evidence
from coordinator.documents.facts import spelled
from coordinator.errors import RuleBroken
from coordinator.model import Designee, TrainingSession
from coordinator.rules.evidence import Evidence, SubjectKind, files_part, redacted_evidence
from coordinator.rules.redaction import Redaction, file_title
from coordinator.services.compliance_papers import moment_in_words
from coordinator.services.papers import safe_name
from coordinator.services.progress import Progress, silent
from coordinator.store.trail import Check, verify
from coordinator.views.evidence import person_evidence, training_evidence
from coordinator.views.people import NAME, display_name
from coordinator.views.redaction import redaction_for
from coordinator.views.settings import UnitSettings, unit_settings

_STEPS = 4


class EvidenceForm(StrEnum):
    """What comes out: the file alone, or an archive with the originals."""

    PDF = "pdf"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class EvidenceSubject:
    """A person by the id of any of their records, or a training by its id."""

    kind: SubjectKind
    id: int


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """What is asked for; as the records stood at the end of `as_of`, without it as they stand now."""

    subject: EvidenceSubject
    is_redacted: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class MadeEvidence:
    """What was gathered, without what is withheld, and its file as a PDF. `stem` is what a file is called by it."""

    evidence: Evidence
    facts: EvidenceFacts
    pdf: bytes
    stem: str

    @property
    def is_redacted(self) -> bool:
        return bool(self.facts.withheld)


def evidence_file(
    session: Session, request: EvidenceRequest, now: datetime, progress: Progress = silent
) -> tuple[str, bytes]:
    """Name and bytes of the PDF. Raises RuleBroken when the person or training was not on record then."""
    made = gather_evidence(session, request, now, progress)
    progress(_STEPS, _STEPS, "Done")
    return f"{made.stem}.pdf", made.pdf


def gather_evidence(session: Session, request: EvidenceRequest, now: datetime, progress: Progress) -> MadeEvidence:
    """Follow the audit trail, read everything, and draw the file."""
    settings = unit_settings(session)
    progress(0, _STEPS, "Following the audit trail")
    check = verify(session)
    progress(1, _STEPS, "Reading the records")
    evidence = _gathered(session, request, check, _moment(request.as_of, now, settings))
    if request.is_redacted:
        progress(2, _STEPS, "Looking for everyone who is named")
    redaction = redaction_for(session, request.is_redacted)
    shown = redacted_evidence(evidence, redaction)
    progress(3, _STEPS, "Writing the file")
    facts = _facts(shown, request, check, now, settings, redaction)
    return MadeEvidence(shown, facts, render_evidence(facts, settings.unit_paper), _stem(shown, request, now, settings))


def _moment(as_of: date | None, now: datetime, settings: UnitSettings) -> datetime | None:
    """The end of the day on the clock of the unit; None where that is still to come."""
    if as_of is None:
        return None
    end = datetime.combine(as_of + timedelta(days=1), time(), ZoneInfo(settings.unit_time_zone)).astimezone(UTC)
    return end if end <= now else None


_GATHER: dict[SubjectKind, Callable[[Session, int, Check, datetime | None], Evidence | None]] = {
    SubjectKind.PERSON: person_evidence,
    SubjectKind.TRAINING: training_evidence,
}


def _gathered(session: Session, request: EvidenceRequest, check: Check, moment: datetime | None) -> Evidence:
    subject = request.subject
    found = _GATHER[subject.kind](session, subject.id, check, moment)
    if found is None:
        when = f" yet on {request.as_of.isoformat()}. Choose a later day" if request.as_of else ". Refresh the page"
        raise RuleBroken(f"This {subject.kind.value} was not on record{when}.")
    return found


def _facts(
    shown: Evidence, request: EvidenceRequest, check: Check, now: datetime, settings: UnitSettings, redaction: Redaction
) -> EvidenceFacts:
    zone = ZoneInfo(settings.unit_time_zone)
    printed = moment_in_words(now.astimezone(zone))
    is_past = _moment(request.as_of, now, settings) is not None
    as_of = f"the end of {spelled(request.as_of)}" if is_past and request.as_of else printed
    trail = f"BROKEN: {check.fault}" if check.fault else f"{check.head}, {check.entries:,} entries, unbroken"
    known = (
        *((label, str(text)) for label, text in shown.facts),
        ("Records as of", as_of),
        ("Printed", printed),
        ("Audit trail", trail),
        ("Files kept", f"{len(shown.originals):,}"),
    )
    return EvidenceFacts(
        masthead=(settings.unit_name, settings.unit_section),
        subject=str(shown.subject),
        about=f"Everything on record about one {shown.kind.value}, as of {as_of}",
        known=known,
        parts=(*shown.parts, files_part(shown.originals)),
        dated=now.astimezone(zone).date(),
        as_of=as_of,
        printed=printed,
        audit_head=str(check.head),
        withheld=redaction.sentence,
    )


def _stem(shown: Evidence, request: EvidenceRequest, now: datetime, settings: UnitSettings) -> str:
    """ "Evidence Okafor, Dana R 2026-11-12", "Evidence Withheld redacted 2026-11-12"."""
    day = request.as_of or now.astimezone(ZoneInfo(settings.unit_time_zone)).date()
    mark = " redacted" if request.is_redacted else ""
    return safe_name(
        f"Evidence {file_title(str(shown.subject)).replace(',', '')}{mark} {day.isoformat()}.pdf"
    ).removesuffix(".pdf")


def subject_named(session: Session, text: str) -> EvidenceSubject:
    """Whom or what a command means: "person:12", "training:3", a name as lists show it, an e-mail, or a title.

    Raises RuleBroken when there is none, or more than one.
    """
    kind, _, number = text.strip().partition(":")
    if kind in list(SubjectKind) and number.strip().isdecimal():
        return EvidenceSubject(SubjectKind(kind), int(number))
    found = list(_named(session, text.strip().casefold()))
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(f"{each.kind.value}:{each.id}" for each in found)
        raise RuleBroken(f"“{text}” is not one alone. Say which: {known}.")
    raise RuleBroken(f"Nobody and no training is called “{text}”. Say person:ID or training:ID.")


def _named(session: Session, wanted: str) -> Iterator[EvidenceSubject]:
    columns = (Designee.id, Designee.email, *(getattr(Designee, name) for name in NAME))
    for row in session.execute(select(*columns).where(Designee.merged_into_id.is_(None)).order_by(Designee.id)):
        if wanted in (row.email.casefold(), display_name(row._mapping).casefold()):
            yield EvidenceSubject(SubjectKind.PERSON, row.id)
    for key, title in session.execute(select(TrainingSession.id, TrainingSession.title)):
        if title.casefold() == wanted:
            yield EvidenceSubject(SubjectKind.TRAINING, key)
