"""The shape of an evidence file: parts of labelled facts and tables in words, each knowing what it says of a person.

What is redacted has the same shape, with the exemption where a text was.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.rules.known_people import KnownPhrases, phrases_of_text
from coordinator.rules.redaction import PersonalField, Redaction

_GROUP = 8  # characters of a hash between two spaces


class SubjectKind(StrEnum):
    """What an evidence file is about."""

    PERSON = "person"
    TRAINING = "training"


class Folder(StrEnum):
    """Where in an archive the originals of one kind lie."""

    TASKING = "1 tasking"
    NOMINATION = "2 nomination"
    SELECTION = "3 selection"
    ACKNOWLEDGMENT = "4 acknowledgments"
    MAIL = "5 mails"
    ATTENDANCE = "6 attendance"
    COURSE = "7 courses"
    CERTIFICATE = "8 certificates"
    LETTER = "9 letters"
    SIGNED = "10 signed copies"
    REVIEW = "11 access reviews"


@dataclass(frozen=True, slots=True)
class Told:
    """A text that says this of a person, wherever it stands; None: it is of nobody, whatever it says."""

    text: str
    personal: PersonalField | None

    def __str__(self) -> str:
        return self.text


Text = str | Told


@dataclass(frozen=True, slots=True)
class EvidenceColumn:
    """A column of a table; its width is a share. `is_plain`: days, counts and hashes, in which nobody can be named."""

    title: str
    share: float
    personal: PersonalField | None = None
    is_plain: bool = False
    is_number: bool = False
    is_hash: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """Rows in words, under a heading of their own where there is one; a column that is empty throughout is left out.

    `is_more`: its rows say more of what another table lists.
    """

    columns: tuple[EvidenceColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    title: str = ""
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePart:
    """One step of the history. `says` are sentences above everything else, such as what is missing."""

    title: str
    says: tuple[str, ...] = ()
    facts: tuple[tuple[str, Text], ...] = ()
    tables: tuple[EvidenceTable, ...] = ()

    @property
    def entries(self) -> int:
        """How many rows it has, none counted twice; a part of facts alone has one."""
        return sum(len(table.rows) for table in self.tables if not table.is_more) or int(bool(self.facts))


@dataclass(frozen=True, slots=True)
class Original:
    """A kept file that something in the evidence rests on; `number` is what the evidence calls it: "File 3".

    `size` in bytes. `what` says in words what it is, `where` which records of the database name it, its own first.
    `is_intact`: its bytes still have the hash under which it was kept.
    """

    number: int
    file_id: int
    folder: Folder
    name: Text
    size: int
    sha256: str
    what: str
    where: tuple[str, ...]
    is_intact: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything on record about one person or training. `subject` is its name; `facts` stand on the cover."""

    kind: SubjectKind
    subject: Text
    facts: tuple[tuple[str, Text], ...]
    parts: tuple[EvidencePart, ...]
    originals: tuple[Original, ...]


def grouped(sha256: str) -> str:
    """A hash in groups, as two people read it to each other."""
    return " ".join(sha256[at : at + _GROUP] for at in range(0, len(sha256), _GROUP))


def redacted_evidence(evidence: Evidence, redaction: Redaction) -> Evidence:
    """The same in texts alone: where `redaction` is on, without what is withheld. Names of originals go with notes.

    Whoever the evidence itself names, such as an unknown participant of a meeting, is known in all of its texts.
    """
    if redaction.is_on:
        redaction.known = _with_names(redaction.known, _names(evidence))
    return replace(
        evidence,
        subject=_shown(evidence.subject, redaction),
        facts=_facts(evidence.facts, redaction),
        parts=tuple(_part(each, redaction) for each in evidence.parts),
        originals=tuple(_original(each, redaction) for each in evidence.originals),
    )


def _with_names(known: KnownPhrases[PersonalField], names: Iterable[str]) -> KnownPhrases[PersonalField]:
    more = KnownPhrases.of((words, PersonalField.NAME) for name in names for words in phrases_of_text(name))
    # What the program knew already comes last, so that it stays what it was.
    return KnownPhrases({**more.kinds, **known.kinds}, tuple(sorted({*more.lengths, *known.lengths})))


def _names(evidence: Evidence) -> Iterator[str]:
    for table in (each for part in evidence.parts for each in part.tables):
        for at, column in enumerate(table.columns):
            if column.personal is PersonalField.NAME:
                yield from (str(row[at]) for row in table.rows if row[at])


def _part(part: EvidencePart, redaction: Redaction) -> EvidencePart:
    return replace(
        part,
        says=tuple(redaction.words(each) for each in part.says),
        facts=_facts(part.facts, redaction),
        tables=tuple(_table(each, redaction) for each in part.tables),
    )


def _original(original: Original, redaction: Redaction) -> Original:
    return replace(original, name=_shown(original.name, redaction), what=redaction.words(original.what))


def _facts(facts: Iterable[tuple[str, Text]], redaction: Redaction) -> tuple[tuple[str, Text], ...]:
    return tuple((label, _shown(text, redaction)) for label, text in facts)


def _table(table: EvidenceTable, redaction: Redaction) -> EvidenceTable:
    rows = (
        tuple(_cell(cell, column, redaction) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _cell(cell: Text, column: EvidenceColumn, redaction: Redaction) -> str:
    if column.personal is not None:
        return redaction.of(column.personal, str(cell))
    return str(cell) if column.is_plain else _shown(cell, redaction)


def _shown(text: Text, redaction: Redaction) -> str:
    if isinstance(text, str):
        return redaction.words(text)
    return text.text if text.personal is None else redaction.of(text.personal, text.text)


_FILES = (
    EvidenceColumn("File", 40, is_plain=True),
    EvidenceColumn("Name", 108),
    EvidenceColumn("What it is", 124),
    EvidenceColumn("Bytes", 46, is_plain=True, is_number=True),
    EvidenceColumn("SHA-256", 186, is_plain=True, is_hash=True),
)
AGREE = "Every file was read, and its bytes agree with the SHA-256 under which it was kept."


def files_part(originals: Sequence[Original]) -> EvidencePart:
    """Every file that the other parts refer to by number."""
    if not originals:
        return EvidencePart("Files", ("No file is kept.",))
    altered = [f"File {each.number}" for each in originals if not each.is_intact]
    fault = f"ALTERED since it was kept, its bytes do not agree with its SHA-256: {', '.join(altered)}."
    rows = tuple(
        (f"File {each.number}", each.name, each.what, f"{each.size:,}", grouped(each.sha256)) for each in originals
    )
    return EvidencePart("Files", (fault if altered else AGREE,), tables=(EvidenceTable(_FILES, rows),))


def full_table(table: EvidenceTable) -> EvidenceTable:
    """The table without the columns that are empty in every row."""
    kept = [at for at in range(len(table.columns)) if any(str(row[at]) for row in table.rows)]
    columns = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in kept) for row in table.rows))
