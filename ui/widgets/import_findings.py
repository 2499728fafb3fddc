"""What a card says of a file in a few lines: its key, its columns, its problems by kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.services.import_plan import RowState
from coordinator.services.import_reading import NominationFile, RowProblem
from coordinator.services.intake import NominationsRead
from ui.models.file_in_hand import FileInHand
from ui.widgets.import_columns import is_doubtful
from ui.widgets.import_words import column_name, field_words, shortened
from ui.wording import count

MOST_PROBLEMS = 6
UNLIKELY = 0.35
_LONGEST = 200
_ASKED = {"doubtful", "unknown_office", "ambiguous_date", "email_taken"}
_WORDS = {
    "withheld": ("name withheld", "names withheld"),
    "vacant": ("vacant place", "vacant places"),
    "total": ("total row left out", "total rows left out"),
    "example": ("example row left out", "example rows left out"),
    "note": ("note left out", "notes left out"),
    "no_name": ("row without a name", "rows without a name"),
    "bad_email": ("e-mail address unreadable", "e-mail addresses unreadable"),
    "bad_phone": ("telephone number unreadable", "telephone numbers unreadable"),
    "other_phone": ("further telephone number", "further telephone numbers"),
    "bad_date": ("date unreadable", "dates unreadable"),
    "bad_answer": ("answer neither yes nor no", "answers neither yes nor no"),
    "bad_zone": ("time zone unknown", "time zones unknown"),
    "bad_priority": ("priority that is no number", "priorities that are no numbers"),
    "duplicate": ("row given twice", "rows given twice"),
    "shared_email": ("shared e-mail address", "shared e-mail addresses"),
    "unreadable": ("row unreadable", "rows unreadable"),
    "ambiguous_date": ("column with day and month in doubt", "columns with day and month in doubt"),
    "unknown_office": ("office that is not on record", "offices that are not on record"),
    "email_taken": ("e-mail address of somebody else", "e-mail addresses of somebody else"),
    "doubtful": ("person who may be on record already", "people who may be on record already"),
    "left_out": ("row left out", "rows left out"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: a sentence, the icon and color before it, and a smaller line below."""

    sentence: str
    tone: tuple[str, str]
    note: str = ""


_ODD = ("triangle-alert", "caution")
_PLAIN = ("info", "neutral")


def findings(read: NominationsRead, file: FileInHand, content: NominationFile) -> list[Finding]:
    """What is to be known before the file is taken in, the weightiest first."""
    found = [Finding(file.refusal, ("circle-x", "bad"))] if file.refusal else []
    if file.key_trouble:
        found.append(Finding(file.key_trouble, _ODD))
    elif content.key is not None:
        found.append(Finding("The workbook that was sent out for this came back.", ("file-check", "good")))
    if content.key is None and read.likeness <= UNLIKELY:
        doubt = "It looks more like something else than like a list of nominees. Look before you import it."
        found.append(Finding(doubt, _ODD))
    found += _columns(content)
    found += by_kind(file.problems)
    return found + [Finding(sentence, _PLAIN) for sentence in content.skipped_sheets]


def waits_for_decision(file: FileInHand) -> bool:
    """Whether somebody should look closer: at doubtful people, at people hidden in a row, at doubtful columns."""
    if file.content is None:
        return False
    doubtful = file.plan is not None and file.plan.count(RowState.DOUBTFUL) > 0
    return doubtful or any(problem.blocking for problem in file.problems) or bool(_in_doubt(file.content))


def _in_doubt(content: NominationFile) -> list[str]:
    columns = [column for sheet in content.sheets if sheet.is_taken for column in sheet.columns]
    return [
        f"{field_words(column.field)} from “{column_name(column)}” ({column.confidence:.0%} sure)"
        for column in columns
        if column.field is not None and is_doubtful(column)
    ]


def _columns(content: NominationFile) -> list[Finding]:
    """Those in doubt by name; of a workbook of our own nothing need be said."""
    doubts = _in_doubt(content)
    if doubts:
        sentence = count(len(doubts), "column is in doubt", "columns are in doubt")
        return [Finding(sentence, _ODD, shortened("; ".join(doubts), _LONGEST))]
    if content.key is not None:
        return []
    told = {column.field: column.header for column in content.columns}
    said = [f"{field_words(field)} from “{header}”" if header else field_words(field) for field, header in told.items()]
    number = count(len(content.columns), "column read", "columns read")
    return [Finding(number, ("columns-3", "secondary"), shortened("; ".join(said), _LONGEST))]


def by_kind(problems: Sequence[RowProblem]) -> list[Finding]:
    """Each kind of problem once, with the first as an example: those that may hide a person first, six at most."""
    kinds: dict[str, list[RowProblem]] = {}
    for problem in problems:
        kinds.setdefault(problem.kind.value, []).append(problem)
    found = sorted(kinds.items(), key=lambda item: _weight(*item))
    lines = [_finding(kind, each) for kind, each in found[:MOST_PROBLEMS]]
    more = len(found) - len(lines)
    rest = [Finding(f"and {count(more, 'more kind', 'more kinds')}; look closer", _PLAIN)] if more else []
    return lines + rest


def _weight(kind: str, problems: Sequence[RowProblem]) -> int:
    return 0 if any(problem.blocking for problem in problems) else 1 if kind in _ASKED else 2


def _finding(kind: str, problems: Sequence[RowProblem]) -> Finding:
    plain = kind.replace("_", " ")
    words = _WORDS.get(kind, (plain, plain))
    first = f"Row {problems[0].row}: {problems[0].message}"
    return Finding(
        count(len(problems), *words), _ODD if _weight(kind, problems) < 2 else _PLAIN, shortened(first, _LONGEST)
    )
