"""What the codes on certificates and letters say, read from their signed records, each checked with its public key."""

from collections.abc import Iterator, Mapping, Sequence

from coordinator.model import SigningKey
from coordinator.rules.evidence import EvidenceTable, Text
from coordinator.rules.paper_record import NotARecord, SignedRecord, read_code, signed_bytes
from coordinator.rules.redaction import PersonalField
from coordinator.store.keys import is_signed
from coordinator.views.evidence_records import Records, Row, iso, plain, text

TRUE = "true"
_CODES = (
    text("Document", 104),
    text("Name", 84, PersonalField.NAME),
    text("For", 120),
    plain("Held", 60),
    plain("Valid until", 60),
    text("In place of", 80),
    plain("Trail then", 66),
    plain("Key", 48),
    plain("Signature", 58),
)


def code_tables(records: Records, rows: Sequence[Row]) -> Iterator[EvidenceTable]:
    """A table of these certificates or letters, without those that have no code; none where none of them has one."""
    coded = [row for row in rows if row.record]
    keys = records.by_id(SigningKey, {row.signing_key_id for row in coded})
    public = {key.key_id: key.public_key for key in keys.values()}
    if coded:
        cells = tuple(_cells(row, public) for row in coded)
        yield EvidenceTable(_CODES, cells, "What their codes say", is_more=True)


def code_faults(table: EvidenceTable) -> tuple[str, ...]:
    """A sentence for each code that does not prove what it should."""
    return tuple(f"The code of {row[0]} does not prove it: {row[-1]}." for row in table.rows if row[-1] != TRUE)


def _cells(row: Row, public: Mapping[str, str]) -> tuple[Text, ...]:
    try:
        signed = read_code(row.record)
    except NotARecord:
        return row.number, *[""] * (len(_CODES) - 2), "damaged"
    said = signed.record
    return (
        row.number,
        said.name,
        said.subject,
        iso(said.held_on),
        iso(said.valid_until),
        said.supersedes,
        said.audit_head,
        signed.key_id,
        _verdict(row, signed, public.get(signed.key_id, "")),
    )


def _verdict(row: Row, signed: SignedRecord, public: str) -> str:
    if not public:
        return "key not on record"
    if not is_signed(public, signed.signature, signed_bytes(signed.key_id, signed.payload)):
        return "not true"
    return TRUE if signed.record.number == row.number else f"of {signed.record.number}"
