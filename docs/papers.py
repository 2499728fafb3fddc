"""Takes the pictures of every kind of document for the guide, from the sample unit. Part of `make screenshots`."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import pypdfium2
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Designee, DocumentVersion, Letter, License, Selection, TrainingSession
from coordinator.rules.evidence import SubjectKind
from coordinator.rules.shipped_templates import shipped_templates
from coordinator.rules.templates import CertificateTemplate
from coordinator.rules.vocabulary import LetterKind, LicenseState, TemplateKind
from coordinator.services.acknowledgment_forms import form_for
from coordinator.services.attendance_lists import ListFormat, ListRequest, attendance_list
from coordinator.services.compliance_papers import compliance_report
from coordinator.services.demo import run_demo
from coordinator.services.evidence import EvidenceRequest, EvidenceSubject, evidence_file
from coordinator.services.license_evidence import license_evidence
from coordinator.services.papers import stored_file
from coordinator.services.template_preview import preview_template
from coordinator.services.workspace import Workspace
from coordinator.views.attendance_lists import ListScope

PICTURES = Path(__file__).parent / "pictures"
SCALE = 100 / 72  # a hundred dots an inch
EDGE = 12
GREY = (214, 218, 226)

Paper = tuple[str, bytes, tuple[int, ...]]
"""The name of the picture, the PDF, and which of its pages stand side by side, from 0."""


def designs() -> Iterator[Paper]:
    for name, template in shipped_templates(TemplateKind.CERTIFICATE).items():
        assert isinstance(template, CertificateTemplate)
        yield f"certificate-{name.lower()}", preview_template(TemplateKind.CERTIFICATE, template, {}), (0,)


def records(session: Session, workspace: Workspace) -> Iterator[Paper]:
    """What the sample unit has on record, a document of each kind."""
    now = workspace.clock.now()
    training = _first(session, select(TrainingSession.id).order_by(TrainingSession.starts_at))
    held = _first(session, select(License).where(License.state == LicenseState.ISSUED).order_by(License.id))
    letter = _first(session, select(Letter).where(Letter.kind == LetterKind.LICENSE_ISSUANCE).order_by(Letter.id))
    decision = _first(session, select(Selection).order_by(Selection.id))
    version = _first(session, select(DocumentVersion.id).order_by(DocumentVersion.id))
    person = EvidenceSubject(SubjectKind.PERSON, held.designee_id)
    scope = ListScope(training_id=training)
    yield "letter", stored_file(session, letter.file_id)[1], (0, 1)
    yield "selection-record", stored_file(session, decision.record_file_id)[1], (0, 1)
    yield "attendance-list", attendance_list(session, ListRequest(scope, ListFormat.PDF), now), (0,)
    redacted = ListRequest(scope, ListFormat.PDF, is_redacted=True)
    yield "attendance-list-redacted", attendance_list(session, redacted, now), (0,)
    yield "sign-in-sheet", attendance_list(session, ListRequest(scope, ListFormat.SIGN_IN), now), (0,)
    yield "acknowledgment-form", form_for(session, version, _first(session, select(Designee.id)))[1], (0,)
    yield "compliance-report", compliance_report(session, None, now)[1], (0,)
    yield "license-basis", license_evidence(session, held.id, None, now)[1], (0, 1)
    yield "evidence-file", evidence_file(session, EvidenceRequest(person), now)[1], (0, 1)
    yield "evidence-file-redacted", evidence_file(session, EvidenceRequest(person, is_redacted=True), now)[1], (0, 1)


def _first(session: Session, query: Any) -> Any:
    return session.scalars(query).first()


def keep(name: str, pdf: bytes, pages: tuple[int, ...]) -> None:
    document = pypdfium2.PdfDocument(pdf)
    drawn = [document[page].render(scale=SCALE).to_pil() for page in pages if page < len(document)]
    width = sum(each.width for each in drawn) + EDGE * (len(drawn) + 1)
    sheet = Image.new("RGB", (width, max(each.height for each in drawn) + 2 * EDGE), GREY)
    left = EDGE
    for each in drawn:
        sheet.paste(each, (left, EDGE))
        left += each.width + EDGE
    small = sheet.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(PICTURES / f"paper-{name}.png", optimize=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        database = run_demo(Path(name)).database
        with Workspace.open(database, actor="Sample coordinator", read_only=True) as workspace:
            for paper in [*designs(), *workspace.read(lambda session: list(records(session, workspace)))]:
                keep(*paper)


if __name__ == "__main__":
    main()
