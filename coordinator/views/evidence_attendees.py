"""What those who were seated in a training had before it, and what became of them after it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from coordinator.model import (
    Acknowledgment,
    DocumentVersion,
    GoverningDocument,
    Letter,
    License,
    Nomination,
    Product,
    Selection,
    Tasking,
)
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text, grouped
from coordinator.rules.redaction import PersonalField
from coordinator.views.evidence_records import Records, Row, digest, iso, plain, text, words
from coordinator.views.evidence_selection import frozen_table

_BEFORE = (
    text("Name", 106, PersonalField.NAME),
    text("Nomination", 112),
    text("Why this rank", 156),
    text("Acknowledged", 130),
)
_TEXTS = (
    plain("Text", 34),
    text("Document", 142),
    text("Version", 80),
    plain("File", 48),
    digest("SHA-256 of the text", 200),
)
_AFTER = (
    text("Name", 100, PersonalField.NAME),
    text("License", 104, PersonalField.LICENSE),
    text("Product", 100),
    plain("State", 56),
    plain("Issued", 58),
    plain("Valid until", 58),
    text("Letters", 114, PersonalField.LICENSE),
)


class Attendees:
    """Those who were seated, each with every record that was merged into theirs."""

    def __init__(self, records: Records, seats: Sequence[Row]) -> None:
        people = {records.kept[row.designee_id] for row in seats}
        names = records.names(people)
        self._records = records
        merged = {each: into for each, into in records.kept.items() if into in people}
        self._whose = {person: person for person in people} | merged
        self._names = dict(sorted(names.items(), key=lambda known: (known[1].casefold(), known[0])))
        self._nominations = records.rows(Nomination, designee_id=self._whose)

    @property
    def taskings(self) -> frozenset[int]:
        """Under which they were put forward."""
        return frozenset(row.tasking_id for row in self._nominations)

    def _by_person(self, rows: Iterable[Row]) -> Mapping[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            found[self._whose[row.designee_id]].append(row)
        return found

    def before_part(self) -> EvidencePart:
        """Nomination, rank and acknowledgments of each, the frozen decisions, and the texts with their hashes."""
        title = "Nominations and acknowledgments"
        if not self._names:
            return EvidencePart(title, ("Nobody was given a seat.",))
        records = self._records
        numbers = records.numbers(Tasking, self.taskings)
        accepted = records.rows(Acknowledgment, designee_id=self._whose)
        versions = records.by_id(DocumentVersion, {row.version_id for row in accepted})
        documents = records.by_id(GoverningDocument, {row.document_id for row in versions.values()})
        numbers_of_texts = {key: number for number, key in enumerate(versions, start=1)}
        nominated, acknowledged = self._by_person(self._nominations), self._by_person(accepted)
        cells = tuple(
            (
                name,
                "; ".join(_nominated(row, numbers) for row in nominated[person]) or "none",
                "; ".join(filter(None, (row.explanation.rstrip(".") for row in nominated[person]))),
                "; ".join(
                    f"text {numbers_of_texts[row.version_id]} on {iso(row.acknowledged_on)}"
                    for row in acknowledged[person]
                )
                or "none",
            )
            for person, name in self._names.items()
        )
        decisions = frozen_table(records, records.rows(Selection, tasking_id=numbers), numbers)
        tables = (EvidenceTable(_BEFORE, cells), decisions, self._texts(versions.values(), documents))
        return EvidencePart(title, tables=tuple(table for table in tables if table.rows))

    def _texts(self, versions: Iterable[Row], documents: Mapping[int, Row]) -> EvidenceTable:
        cells = tuple(
            (str(number), *self._text(row, documents[row.document_id].title))
            for number, row in enumerate(versions, start=1)
        )
        return EvidenceTable(_TEXTS, cells, "Texts acknowledged", is_more=True)

    def _text(self, version: Row, document: str) -> tuple[Text, ...]:
        what, where = f"{document}, {version.label}", f"document_version {version.id}"
        kept = self._records.file(version.file_id, Folder.ACKNOWLEDGMENT, what, where)
        return document, version.label, kept, grouped(version.sha256 or "") or "no file is kept"

    def after_part(self) -> EvidencePart:
        """The licenses that they hold or held, with the letters about each."""
        records, title = self._records, "Licenses and letters"
        licenses = records.rows(License, designee_id=self._whose)
        letters = _numbers_by_license(records.rows(Letter, license_id={row.id for row in licenses}))
        products = records.by_id(Product, {row.product_id for row in licenses})
        held = self._by_person(licenses)
        cells = tuple(
            (
                name,
                row.number,
                products[row.product_id].name,
                words(row.state),
                iso(row.issued_on),
                iso(row.valid_until),
                ", ".join(letters[row.id]),
            )
            for person, name in self._names.items()
            for row in held[person]
        )
        if not cells:
            return EvidencePart(title, ("Nobody who was seated was issued a license.",))
        return EvidencePart(title, tables=(EvidenceTable(_AFTER, cells),))


def _nominated(row: Row, numbers: Mapping[int, str]) -> str:
    rank = f", rank {row.rank}" if row.rank else ""
    return f"{numbers[row.tasking_id]}: {words(row.state).lower()}{rank}"


def _numbers_by_license(letters: Collection[Row]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in letters:
        found[row.license_id].append(row.number)
    return found
