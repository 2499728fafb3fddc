"""What was issued: certificates, licenses with every move, and letters, with their hashes and signed copies."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from coordinator.model import (
    Agreement,
    Certificate,
    Letter,
    License,
    LicenseEvent,
    Product,
    Signature,
    Template,
    TemplateVersion,
    TrainingSession,
)
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text, Told, grouped
from coordinator.rules.gates import WAIVED_BY
from coordinator.rules.redaction import PersonalField
from coordinator.views.evidence_codes import code_faults, code_tables
from coordinator.views.evidence_records import Records, Row, digest, iso, plain, text, words

# What certificates and letters have in common, after their number.
_ISSUED = (
    plain("Issued", 60),
    text("State", 76),
    text("Reason", 66, PersonalField.NOTE),
    text("Template", 64),
    plain("File", 44),
    digest("SHA-256 when issued", 104),
)
_CERTIFICATES = (
    text("Number", 104, PersonalField.CERTIFICATE),
    text("Name", 84, PersonalField.NAME),
    text("Training", 80),
    *_ISSUED,
)
_LETTERS = (text("Number", 104, PersonalField.LICENSE), plain("Kind", 80), *_ISSUED)
_SIGNED = (
    text("Document", 92),
    text("Signed by", 84, PersonalField.SIGNATORY),
    text("Issuer of the certificate", 84, PersonalField.SIGNATORY),
    plain("Signed", 94),
    plain("File", 40),
    digest("SHA-256 of the certificate used", 114),
)
_LICENSES = (
    text("Number", 92, PersonalField.LICENSE),
    text("Product", 104),
    text("Agreement", 96),
    plain("State", 56),
    plain("Issued", 58),
    plain("Valid until", 58),
    plain("Ended", 58),
    text("Follows", 70, PersonalField.LICENSE),
)
_MOVES = (
    text("License", 78, PersonalField.LICENSE),
    plain("On", 58),
    plain("Became", 56),
    text("Why", 84, PersonalField.NOTE),
    text("Gates then", 168),
    text("By", 72, PersonalField.SIGNATORY),
    text("Letter", 96, PersonalField.LICENSE),
)
Papers = Sequence[Row]


def certificate_part(records: Records, rows: Papers, *, of_many: bool = False) -> EvidencePart:
    """These certificates with their signed copies; `of_many` says whose each is."""
    title = "Certificates"
    if not rows:
        return EvidencePart(title, ("No certificate was issued.",))
    trainings = records.by_id(TrainingSession, {row.training_id for row in rows})
    names = records.names({row.designee_id for row in rows}) if of_many else {}
    issued = _Issued(records, Certificate, rows)
    cells = tuple(
        (
            row.number,
            names.get(row.designee_id, ""),
            "" if of_many else trainings[row.training_id].title,
            *issued.cells(row, Folder.CERTIFICATE, f"Certificate {row.number}", f"certificate {row.id}"),
        )
        for row in rows
    )
    return issued.part(title, EvidenceTable(_CERTIFICATES, cells), "certificate_id")


def letter_part(records: Records, people: Collection[int]) -> EvidencePart:
    rows = records.rows(Letter, designee_id=people)
    title = "Letters"
    if not rows:
        return EvidencePart(title, ("No letter was issued.",))
    issued = _Issued(records, Letter, rows)
    cells = tuple(
        (
            row.number,
            words(row.kind),
            *issued.cells(row, Folder.LETTER, f"Letter {row.number}", f"letter {row.id}"),
        )
        for row in rows
    )
    return issued.part(title, EvidenceTable(_LETTERS, cells), "letter_id")


class _Issued:
    """What certificates and letters have in common."""

    def __init__(self, records: Records, entity: type[Certificate] | type[Letter], rows: Papers) -> None:
        self._records, self._rows = records, rows
        later = records.rows(entity, supersedes_id={row.id for row in rows})
        self._successors = {row.supersedes_id: row.number for row in later}
        self._templates = _templates(records, rows)

    def part(self, title: str, issued: EvidenceTable, column: str) -> EvidencePart:
        """What was issued, what the codes say, and the signed copies, which name the paper in this column."""
        codes = tuple(code_tables(self._records, self._rows))
        faults = tuple(fault for table in codes for fault in code_faults(table))
        return EvidencePart(title, faults, tables=(issued, *codes, *self._signed(column)))

    def cells(self, row: Row, folder: Folder, what: str, where: str) -> tuple[Text, ...]:
        """From the day of issue to the hash."""
        return (
            iso(row.issued_on),
            self._state(row),
            row.revoke_reason,
            self._templates.get(row.template_version_id, row.template),
            self._records.file(row.file_id, folder, what, where),
            grouped(row.sha256),
        )

    def _state(self, row: Row) -> str:
        if row.revoked_on:
            return f"Revoked {iso(row.revoked_on)}"
        later = self._successors.get(row.id)
        return f"{words(row.state)} by {later}" if later else words(row.state)

    def _signed(self, column: str) -> Iterator[EvidenceTable]:
        """The signed copies, where there are any."""
        numbers = {row.id: row.number for row in self._rows}
        rows = [
            row for row in self._records.rows(Signature, **{column: numbers}) if self._records.is_then(row.signed_at)
        ]
        if rows:
            cells = tuple(self._signature(row, numbers[getattr(row, column)]) for row in rows)
            yield EvidenceTable(_SIGNED, cells, "Signed copies", is_more=True)

    def _signature(self, row: Row, document: str) -> tuple[Text, ...]:
        what, where = f"Signed copy of {document}", f"signature {row.id}"
        kept = self._records.file(row.file_id, Folder.SIGNED, what, where)
        return document, row.signer, row.issuer, self._records.stamp(row.signed_at), kept, grouped(row.fingerprint)


def _templates(records: Records, rows: Papers) -> Mapping[int | None, str]:
    """ "Classic, version 3", by the id of the version."""
    versions = records.by_id(TemplateVersion, {row.template_version_id for row in rows})
    names = records.by_id(Template, {row.template_id for row in versions.values()})
    return {key: f"{names[row.template_id].name}, version {row.number}" for key, row in versions.items()}


def license_part(records: Records, people: Collection[int]) -> EvidencePart:
    """Every license the person held, and every move of each, which names its license where there are several."""
    rows = records.rows(License, designee_id=people)
    title = "Licenses"
    if not rows:
        return EvidencePart(title, ("No license is on record.",))
    products = records.by_id(Product, {row.product_id for row in rows})
    agreements = records.by_id(Agreement, {row.agreement_id for row in rows})
    numbers = records.numbers(License, {row.follows_id for row in rows})
    held = tuple(
        (
            row.number,
            products[row.product_id].name,
            agreements[row.agreement_id].contract_number,
            words(row.state),
            iso(row.issued_on),
            iso(row.valid_until),
            iso(row.ended_on),
            numbers.get(row.follows_id, ""),
        )
        for row in rows
    )
    moves = tuple(_moves(records, {row.id: row.number if len(rows) > 1 else "" for row in rows}))
    return EvidencePart(title, tables=(EvidenceTable(_LICENSES, held), EvidenceTable(_MOVES, moves, "Every move")))


def _moves(records: Records, numbers: Mapping[int, str]) -> Iterator[tuple[Text, ...]]:
    rows = records.rows(LicenseEvent, license_id=numbers)
    letters = records.numbers(Letter, {row.letter_id for row in rows if row.letter_id})
    for row in rows:
        yield (
            numbers[row.license_id],
            iso(row.happened_on),
            words(row.to_state),
            row.reason,
            _basis(row.basis),
            row.actor,
            letters.get(row.letter_id, ""),
        )


def _basis(basis: str) -> Text:
    """The gates as they were written down; a waiver among them gives its reason in free words."""
    return Told(basis, PersonalField.NOTE) if WAIVED_BY in basis else basis
