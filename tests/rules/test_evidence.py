"""What an evidence file is made of, and what is left of it when it is redacted."""

from coordinator.rules.evidence import (
    AGREE,
    Evidence,
    EvidenceColumn,
    EvidencePart,
    EvidenceTable,
    Folder,
    Original,
    SubjectKind,
    Told,
    files_part,
    full_table,
    redacted_evidence,
)
from coordinator.rules.redaction import PERSON, SYSTEM, PersonalField, Redaction, RedactionRules

SHA256 = "1234567890" * 6 + "1234"
COLUMNS = (
    EvidenceColumn("Name", 1, PersonalField.NAME),
    EvidenceColumn("What", 1),
    EvidenceColumn("Hash", 1, is_plain=True),
)


def evidence(*rows: tuple[str | Told, ...]) -> Evidence:
    part = EvidencePart("Changes", ("It was followed.",), tables=(EvidenceTable(COLUMNS, rows),))
    signed, own = (
        Original(
            1, 7, Folder.ACKNOWLEDGMENT, Told("form.pdf", PersonalField.NOTE), 9, SHA256, "A form", ("stored_file 7",)
        ),
        Original(2, 8, Folder.LETTER, "CEIU-LTR-2026-0001.pdf", 9, SHA256, "A letter", ("stored_file 8",)),
    )
    facts = (("E-mail", Told("z.quist@example.gov", PersonalField.EMAIL)), ("Office", "Denver"))
    return Evidence(SubjectKind.PERSON, Told("Quist, Zelda", PersonalField.NAME), facts, (part,), (signed, own))


def redaction(*, is_on: bool = True) -> Redaction:
    return Redaction(RedactionRules(), is_on)


def test_whom_one_cell_names_is_withheld_in_every_other_text() -> None:
    asked = redaction()
    shown = redacted_evidence(
        evidence(("Quist, Zelda", "Write down “Zelda Quist”", SHA256), ("", "Seat 4 people", SHA256)), asked
    )
    [table] = shown.parts[0].tables
    assert table.rows == ((PERSON, PERSON, SHA256), ("", "Seat 4 people", SHA256))
    assert (shown.subject, shown.facts) == (PERSON, (("E-mail", PERSON), ("Office", "Denver")))
    assert [str(each.name) for each in shown.originals] == [PERSON, "CEIU-LTR-2026-0001.pdf"]
    assert asked.count == 5


def test_a_cell_may_say_something_else_than_its_column() -> None:
    row = ("", Told("https://meet.example.gov/j/81", PersonalField.SYSTEM), SHA256)
    shown = redacted_evidence(evidence(row), redaction())
    assert shown.parts[0].tables[0].rows == (("", SYSTEM, SHA256),)


def test_what_is_not_redacted_says_everything_in_plain_texts() -> None:
    shown = redacted_evidence(evidence(("Quist, Zelda", Told("z", PersonalField.NOTE), SHA256)), redaction(is_on=False))
    assert shown.parts[0].tables[0].rows == (("Quist, Zelda", "z", SHA256),)
    assert (shown.subject, shown.originals[0].name) == ("Quist, Zelda", "form.pdf")


def test_a_column_that_is_empty_throughout_is_left_out() -> None:
    table = full_table(EvidenceTable(COLUMNS, (("", "a", ""), ("", "", "b"))))
    assert ([column.title for column in table.columns], table.rows) == (["What", "Hash"], (("a", ""), ("", "b")))


def test_a_file_whose_bytes_were_altered_is_named() -> None:
    first, second = evidence().originals
    assert files_part((first, second)).says == (AGREE,)
    altered = Original(3, 9, Folder.ATTENDANCE, "report.csv", 9, SHA256, "A report", (), is_intact=False)
    [said] = files_part((first, altered)).says
    assert (said[:7], said[-7:]) == ("ALTERED", "File 3.")
    assert files_part(()).says == ("No file is kept.",)
    assert (files_part(()).entries, files_part((first,)).entries) == (0, 1)
