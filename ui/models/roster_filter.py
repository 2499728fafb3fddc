"""Which people the Roster shows: the chips, and what was typed, such as `office:DEN is:ready -ctr`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import GateKind, LicenseState, NominationState
from coordinator.views.roster import DesigneeRow
from ui.models.rows_model import folded
from ui.wording import NOTHING, tone, word

Test = Callable[[DesigneeRow], bool]
_TOKEN = re.compile(r'(?P<no>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S*))', re.IGNORECASE)
_PASSED_OVER = (NominationState.ALTERNATE, NominationState.NOT_SELECTED, NominationState.WITHDRAWN)
_WAITING = {GateKind.SELECTED: "selection", GateKind.TRAINED: "training", GateKind.COURSE_COMPLETED: "course"}


def status(row: DesigneeRow) -> tuple[str, tuple[str, str]]:
    """The license in one word with its icon and tone; without one, what it waits for."""
    if row.license in ACTIVE or (row.license is not None and row.departed_on is None):
        return word(row.license), tone(row.license)
    if row.departed_on is not None:
        return "Departed", ("log-out", "neutral")
    if row.is_ready:
        return "Ready", ("badge-check", "accent")
    if row.nomination in _PASSED_OVER:
        return word(row.nomination), tone(row.nomination)
    if row.gates - row.passed == 1:
        return f"Waiting for {_missing(row)}", ("clock", "caution")
    return "Not ready", ("circle-dashed", "neutral")


def _missing(row: DesigneeRow) -> str:
    """ "PTA acknowledged" is waited for as "PTA"."""
    known = next((text for kind, text in _WAITING.items() if kind in row.missing), "")
    what = known or row.missing_title.removesuffix(" acknowledged")
    return what if what.isupper() else what[:1].lower() + what[1:]


def position(row: DesigneeRow) -> str:
    return word(row.position)


def rank(row: DesigneeRow) -> str:
    return f"{row.rank} of {row.of}" if row.rank is not None else NOTHING


# the chips


def _everyone(row: DesigneeRow) -> bool:
    return True


def _is_ready(row: DesigneeRow) -> bool:
    return row.is_ready


def _waits_for_training(row: DesigneeRow) -> bool:
    return row.is_selected and GateKind.TRAINED in row.missing


def _lacks_acknowledgment(row: DesigneeRow) -> bool:
    return row.is_selected and GateKind.ACKNOWLEDGED in row.missing


def _is_late(row: DesigneeRow) -> bool:
    return row.is_late


def _is_over_quota(row: DesigneeRow) -> bool:
    return row.is_over_quota


def _is_issued(row: DesigneeRow) -> bool:
    return row.license is LicenseState.ISSUED


CHIPS: dict[str, tuple[str, Test]] = {
    "all": ("All", _everyone),
    "ready": ("Ready", _is_ready),
    "training": ("Waiting for training", _waits_for_training),
    "acknowledgment": ("Acknowledgment missing", _lacks_acknowledgment),
    "late": ("Late", _is_late),
    "over_quota": ("Over quota", _is_over_quota),
    "issued": ("Issued", _is_issued),
}


def chips_of(rows: Sequence[DesigneeRow]) -> list[tuple[str, str, int]]:
    """Every chip with how many people it has."""
    return [(key, text, sum(map(test, rows))) for key, (text, test) in CHIPS.items()]


# what can be typed behind "is:"


def _is_untrained(row: DesigneeRow) -> bool:
    return GateKind.TRAINED in row.missing


def _is_stale(row: DesigneeRow) -> bool:
    return row.is_stale


def _is_departed(row: DesigneeRow) -> bool:
    return row.departed_on is not None


def _is_contractor(row: DesigneeRow) -> bool:
    return row.is_contractor


def _is_waiting(row: DesigneeRow) -> bool:
    return not row.is_ready and row.license not in ACTIVE and row.departed_on is None


def _in_state(state: LicenseState, row: DesigneeRow) -> bool:
    return row.license is state


def _nominated_as(state: NominationState, row: DesigneeRow) -> bool:
    return row.nomination is state


_IS: dict[str, Test] = {
    "ready": _is_ready,
    "late": _is_late,
    "over": _is_over_quota,
    "untrained": _is_untrained,
    "stale": _is_stale,
    "departed": _is_departed,
    "contractor": _is_contractor,
    "waiting": _is_waiting,
    "unacknowledged": _lacks_acknowledgment,
    **{state.value: partial(_in_state, state) for state in LicenseState},
    **{state.value.replace("_", ""): partial(_nominated_as, state) for state in NominationState},
}


def _is(value: str, row: DesigneeRow) -> bool:
    """A beginning is enough: "is:untr"."""
    plain = value.replace("_", "").replace("-", "")
    exact = _IS.get(plain)
    tests = [exact] if exact else [test for key, test in _IS.items() if plain and key.startswith(plain)]
    return any(test(row) for test in tests)


def _in_office(value: str, row: DesigneeRow) -> bool:
    """By code, or by any word of the name."""
    plain = folded(value)
    return folded(row.office).startswith(plain) or plain in folded(row.office_name)


def _in_text(of: Callable[[DesigneeRow], str], value: str, row: DesigneeRow) -> bool:
    return folded(value) in folded(of(row))


def _name(row: DesigneeRow) -> str:
    return row.name


def _seat(row: DesigneeRow) -> str:
    return row.seat


def _license(row: DesigneeRow) -> str:
    return status(row)[0]


def _email(row: DesigneeRow) -> str:
    return row.email


def _note(row: DesigneeRow) -> str:
    return row.note


_FIELDS: dict[str, Callable[[str, DesigneeRow], bool]] = {
    "is": _is,
    "office": _in_office,
    "name": partial(_in_text, _name),
    "position": partial(_in_text, position),
    "seat": partial(_in_text, _seat),
    "license": partial(_in_text, _license),
    "email": partial(_in_text, _email),
    "note": partial(_in_text, _note),
}


def _anywhere(value: str, row: DesigneeRow) -> bool:
    parts = (row.name, row.office, row.office_name, position(row), row.seat, _license(row), row.email, row.note)
    contractor = " ctr contractor" if row.is_contractor else ""
    return folded(value) in folded(" ".join(parts) + contractor)


@dataclass(frozen=True, slots=True)
class Query:
    """`words` go to the grid's own filter, which is fast; `tests` are the rest."""

    words: str
    tests: tuple[Test, ...]


def read_query(text: str) -> Query:
    """What was typed, taken apart. A field without a value yet says nothing; an unknown one is a plain word."""
    words: list[str] = []
    tests: list[Test] = []
    for token in _TOKEN.finditer(text):
        field, value = (token["field"] or "").lower(), token["quoted"] or token["bare"] or ""
        test = _FIELDS.get(field)
        if test is None and not token["no"]:
            words.append(token[0].strip('"'))
        elif value:
            found = partial(test or _anywhere, value.lower())
            tests.append(partial(_not, found) if token["no"] else found)
    return Query(" ".join(filter(None, words)), tuple(tests))


def _not(test: Test, row: DesigneeRow) -> bool:
    return not test(row)


def matches(tests: Sequence[Test], row: DesigneeRow) -> bool:
    return all(test(row) for test in tests)
