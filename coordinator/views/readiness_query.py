"""The search of the readiness board: its fields, and the filters that it offers as chips."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

from coordinator.rules.gates import GateResult
from coordinator.rules.query import folded
from coordinator.rules.vocabulary import GateState, LicenseState
from coordinator.views.readiness import GateColumn, ReadinessRow
from coordinator.views.row_query import Choice, NumberField, RowQuery, TextField, Word, WordField

Condition = Callable[[ReadinessRow], bool]
# As far as this many letters a value is the code of an office: "SAN" is San Diego, and not San Juan or San Antonio.
CODE_LENGTH = 3

# Key: title and query.
FILTERS: dict[str, tuple[str, str]] = {
    "all": ("All", ""),
    "ready": ("Ready", "is:ready"),
    "missing": ("Missing something", "is:missing"),
    "stale": ("Stale", "is:stale"),
    "grace": ("In grace", "is:grace"),
    "expiring": ("Expiring soon", "is:expiring"),
    "waived": ("Waived", "is:waived"),
    "exceptions": ("Holders with exceptions", "is:exception"),
}


def readiness_query(gates: Sequence[GateColumn], today: date, offices: Collection[str] = ()) -> RowQuery[ReadinessRow]:
    """The language of a board with these columns; `offices` are the codes on it."""
    return RowQuery(
        {
            "office": TextField(
                "code, or words of the name", _office, _in_office(frozenset(map(folded, offices))), _offices
            ),
            "is": WordField("ready, missing, stale, waived …", _IS),
            "gate": WordField("a gate that holds", _words(gates, "holds", _holding)),
            "missing": WordField("a gate that does not hold", _words(gates, "does not hold", _lacking)),
            "stale": WordField("a gate that went stale", _words(gates, "went stale", _gone_stale)),
            "waived": WordField("a gate that is waived", _words(gates, "is waived", _waived)),
            "next": TextField("the next action", _next, offered=_nexts),
            "tasking": TextField("number of the latest nomination’s tasking", _tasking, _begins, _taskings),
            "name": TextField("any part of the name", _name),
            "license": TextField("number or state of the license", _license),
            "gates": NumberField("how many gates hold", _passed),
            "days": NumberField("days until the first gate ends", _days_left(today)),
        },
        _text,
    )


# is:

_IS: dict[str, Word[ReadinessRow]] = {
    "ready": Word("meets every gate, has no license yet", lambda row: row.is_ready),
    "met": Word("meets every gate", lambda row: row.is_met),
    "missing": Word("a gate does not hold", lambda row: not row.is_met),
    "stale": Word("something has gone out of date", lambda row: row.standing.is_stale),
    "grace": Word("holds only for a while yet, something is to be done", lambda row: row.standing.is_in_grace),
    "expiring": Word("a gate ends soon", lambda row: row.standing.is_expiring),
    "waived": Word("stands on a waiver", lambda row: row.standing.is_waived),
    "exception": Word("holds a license without meeting every gate", lambda row: row.is_exception),
    "holder": Word("holds a license, or has one reserved", lambda row: row.license is not None),
    "issued": Word("the license is issued", lambda row: row.license is LicenseState.ISSUED),
    "suspended": Word("the license is suspended", lambda row: row.license is LicenseState.SUSPENDED),
    "reserved": Word("a license is reserved", lambda row: row.license is LicenseState.RESERVED),
}


# gates

_Test = Callable[[GateResult], bool]


def _holding(gate: GateResult) -> bool:
    return gate.holds


def _lacking(gate: GateResult) -> bool:
    return not gate.holds


def _gone_stale(gate: GateResult) -> bool:
    return gate.state is GateState.STALE


def _waived(gate: GateResult) -> bool:
    return gate.state is GateState.WAIVED


def _words(gates: Sequence[GateColumn], verb: str, test: _Test) -> Mapping[str, Word[ReadinessRow]]:
    return {gate.word: Word(f"{gate.title} {verb}", _gate_is(gate.id, test)) for gate in gates}


def _gate_is(gate_id: int, test: _Test) -> Condition:
    def condition(row: ReadinessRow) -> bool:
        gate = row.gate(gate_id)
        return gate is not None and test(gate)

    return condition


def _passed(row: ReadinessRow) -> float:
    return len(row.gates) - len(row.standing.missing)


def _days_left(today: date) -> Callable[[ReadinessRow], float | None]:
    def days(row: ReadinessRow) -> float | None:
        ends = row.standing.ends_on
        return (ends - today).days if ends else None

    return days


# texts


def _in_office(codes: Collection[str]) -> Callable[[str], Callable[[str], bool]]:
    """By its code; else by the beginning of a code, or of a word of the name when more was typed than a code has."""

    def finder(wanted: str) -> Callable[[str], bool]:
        typed = folded(wanted)

        def found(text: str) -> bool:
            code, name = map(folded, text.split("\n"))
            if typed in codes:
                return code == typed
            return code.startswith(typed) or (len(typed) > CODE_LENGTH and f" {typed}" in f" {name}")

        return found

    return finder


def _begins(wanted: str) -> Callable[[str], bool]:
    typed = wanted.casefold()
    return lambda text: text.casefold().startswith(typed)


def _office(row: ReadinessRow) -> str:
    return f"{row.office}\n{row.office_name}"


def _next(row: ReadinessRow) -> str:
    return row.standing.next_action


def _tasking(row: ReadinessRow) -> str:
    return row.tasking


def _name(row: ReadinessRow) -> str:
    return row.name


def _license(row: ReadinessRow) -> str:
    return f"{row.license.value} {row.license_number}" if row.license else ""


def _text(row: ReadinessRow) -> str:
    # With a sign between them, so that no phrase is found across two.
    return " | ".join((row.name, row.office, row.office_name, row.standing.next_action, row.tasking, _license(row)))


# what is offered


def _offices(rows: Sequence[ReadinessRow]) -> Iterator[Choice]:
    for (code, name), number in sorted(Counter((row.office, row.office_name) for row in rows).items()):
        # Every office is one of a Special Agent in Charge: "s" is to find Seattle, not all of them.
        yield Choice(code, name, number, (name.removeprefix("SAC "),))


def _nexts(rows: Sequence[ReadinessRow]) -> Iterator[Choice]:
    return _most(Counter(map(_next, rows)))


def _taskings(rows: Sequence[ReadinessRow]) -> Iterator[Choice]:
    return _most(Counter(map(_tasking, rows)))


def _most(counted: Counter[str]) -> Iterator[Choice]:
    for text, number in counted.most_common():
        if text:
            yield Choice(text, "", number)
