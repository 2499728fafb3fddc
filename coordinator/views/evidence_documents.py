"""What a person accepted, completed, used and was excused from, and what access reviews said of the licenses."""

from collections.abc import Collection

from coordinator.model import (
    AccessReview,
    AccessReviewLine,
    Acknowledgment,
    Completion,
    Course,
    DocumentVersion,
    Gate,
    GoverningDocument,
    License,
    Product,
    TrialUse,
    Waiver,
)
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text, grouped
from coordinator.rules.redaction import PersonalField
from coordinator.rules.validity import valid_until
from coordinator.views.evidence_records import Records, Row, digest, iso, plain, text, words

_ACKNOWLEDGED = (
    text("Document", 104),
    text("Version", 56),
    plain("Accepted", 58),
    plain("How", 52),
    text("Recorded by", 68, PersonalField.SIGNATORY),
    text("Note", 70, PersonalField.NOTE),
    plain("Evidence", 54),
    plain("Text", 38),
    digest("SHA-256 of the text", 114),
)
_COURSES = (
    text("Course", 170),
    plain("Completed", 70),
    plain("Counts until", 70),
    text("Known from", 120, PersonalField.NOTE),
    plain("Evidence", 60),
)
_TRIALS = (text("Product", 170), plain("From", 80), plain("Until", 80), text("Known from", 160, PersonalField.NOTE))
_WAIVERS = (
    text("Gate", 110),
    plain("From", 62),
    plain("Until", 62),
    text("Approved by", 90, PersonalField.SIGNATORY),
    text("Reason", 120, PersonalField.NOTE),
    plain("Withdrawn", 62),
    text("Why withdrawn", 90, PersonalField.NOTE),
)
_REVIEWS = (
    text("Review", 100),
    text("License", 90, PersonalField.LICENSE),
    plain("Began", 58),
    plain("The office said", 60),
    plain("On", 58),
    text("Comment", 80, PersonalField.NOTE),
    plain("Decided", 56),
    text("Reason", 80, PersonalField.NOTE),
    plain("Carried out", 58),
    plain("Answer", 42),
)


def acknowledgment_part(records: Records, people: Collection[int]) -> EvidencePart:
    rows = sorted(records.rows(Acknowledgment, designee_id=people), key=lambda row: (row.acknowledged_on, row.id))
    title = "Documents acknowledged"
    if not rows:
        return EvidencePart(title, ("No acknowledgment is on record.",))
    versions = records.by_id(DocumentVersion, {row.version_id for row in rows})
    documents = records.by_id(GoverningDocument, {each.document_id for each in versions.values()})
    cells = []
    for row in rows:
        version = versions[row.version_id]
        cells.append(_acknowledged(records, row, version, documents[version.document_id].title))
    return EvidencePart(title, tables=(EvidenceTable(_ACKNOWLEDGED, tuple(cells)),))


def _acknowledged(records: Records, row: Row, version: Row, document: str) -> tuple[Text, ...]:
    where = f"acknowledgment {row.id}"
    evidence = records.file(row.evidence_file_id, Folder.ACKNOWLEDGMENT, f"Evidence of accepting {document}", where)
    what = f"{document}, {version.label}"
    accepted = records.file(version.file_id, Folder.ACKNOWLEDGMENT, what, f"document_version {version.id}")
    return (
        document,
        version.label,
        iso(row.acknowledged_on),
        words(row.method),
        row.recorded_by,
        row.note,
        evidence or "none kept",
        accepted,
        grouped(version.sha256 or "") or "no file is kept",
    )


def course_part(records: Records, people: Collection[int]) -> EvidencePart:
    """Courses completed, and trial licenses used."""
    rows = sorted(records.rows(Completion, designee_id=people), key=lambda row: (row.completed_on, row.id))
    courses = records.by_id(Course, {row.course_id for row in rows})
    trials = records.rows(TrialUse, designee_id=people)
    products = records.by_id(Product, {row.product_id for row in trials})
    says = [] if rows else ["No completed course is on record."]
    tables = []
    if rows:
        tables.append(EvidenceTable(_COURSES, tuple(_course(records, row, courses[row.course_id]) for row in rows)))
    if trials:
        used = tuple(
            (products[row.product_id].name, iso(row.used_from), iso(row.used_until), row.source) for row in trials
        )
        tables.append(EvidenceTable(_TRIALS, used, "Trial licenses used"))
    return EvidencePart("Courses and trial use", tuple(says), tables=tuple(tables))


def _course(records: Records, row: Row, course: Row) -> tuple[Text, ...]:
    until = row.valid_until or valid_until(row.completed_on, course.valid_days)
    evidence = records.file(
        row.evidence_file_id, Folder.COURSE, f"Evidence of completing {course.title}", f"completion {row.id}"
    )
    return course.title, iso(row.completed_on), iso(until) or "no end", row.source, evidence or "none kept"


def waiver_part(records: Records, people: Collection[int]) -> EvidencePart:
    rows = records.rows(Waiver, designee_id=people)
    gates = records.by_id(Gate, {row.gate_id for row in rows})
    title = "Waivers"
    if not rows:
        return EvidencePart(title, ("No waiver is on record.",))
    cells = tuple(
        (
            gates[row.gate_id].title,
            iso(row.valid_from),
            iso(row.valid_until),
            row.approver,
            row.reason,
            iso(row.withdrawn_on),
            row.withdrawn_why,
        )
        for row in rows
    )
    return EvidencePart(title, tables=(EvidenceTable(_WAIVERS, cells),))


def review_part(records: Records, people: Collection[int]) -> EvidencePart:
    """What each access review asked about the licenses, what the office said, and what was done."""
    rows = records.rows(AccessReviewLine, designee_id=people)
    title = "Access reviews"
    if not rows:
        return EvidencePart(title, ("No access review asked about this person.",))
    reviews = records.by_id(AccessReview, {row.review_id for row in rows})
    numbers = records.numbers(License, {row.license_id for row in rows})
    cells = tuple(_reviewed(records, row, reviews[row.review_id], numbers[row.license_id]) for row in rows)
    return EvidencePart(title, tables=(EvidenceTable(_REVIEWS, cells),))


def _reviewed(records: Records, row: Row, review: Row, license_number: str) -> tuple[Text, ...]:
    answer = records.file(row.file_id, Folder.REVIEW, f"Answer to “{review.title}”", f"access_review_line {row.id}")
    return (
        review.title,
        license_number,
        iso(review.frozen_on),
        words(row.answer) or "no answer",
        iso(row.answered_on),
        row.comment,
        words(row.decision),
        row.reason,
        iso(row.carried_out_on),
        answer,
    )
