"""The readiness board on a real database: of whom it is, what is counted, and what its search finds."""

from collections.abc import Iterator

import pytest

from coordinator.rules.vocabulary import GateKind
from coordinator.services.workspace import Workspace
from coordinator.views.readiness import Readiness, Scope, readiness, short
from coordinator.views.readiness_counts import gap_of, held, office_gaps
from coordinator.views.readiness_query import FILTERS, readiness_query
from coordinator.views.row_query import without_field
from tests import readiness_unit
from tests.readiness_unit import BRANDVOLD, HADDAD, LINDQVIST, OKAFOR, REYES, TODAY


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    workspace = readiness_unit.build(tmp_path_factory.mktemp("readiness") / "unit.db", empty_database)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def board(unit: Workspace) -> Readiness:
    return unit.read(readiness, TODAY)


def found(board: Readiness, query: str) -> set[int]:
    language = readiness_query(board.gates, TODAY, {row.office for row in board.rows})
    return {row.id for row in language.matching(board.rows, query)}


def test_the_board_is_of_those_selected_or_holding_a_license_unless_more_are_asked_for(unit: Workspace) -> None:
    sizes = {scope: len(unit.read(readiness, TODAY, None, scope).rows) for scope in Scope}
    assert sizes == {Scope.CONCERNED: 5, Scope.NOMINATED: 7, Scope.EVERYONE: 7}
    everyone = unit.read(readiness, TODAY, None, Scope.EVERYONE).rows
    assert sum(row.is_concerned for row in everyone) == 5
    assert len(unit.read(readiness, TODAY, 1).rows) == 5
    assert unit.read(readiness, TODAY, 2).rows == ()


def test_a_row_says_how_the_person_stands_and_what_comes_next(board: Readiness) -> None:
    rows = {row.id: row for row in board.rows}
    assert [row.name for row in board.rows] == sorted((row.name for row in board.rows), key=str.casefold)
    assert rows[OKAFOR].is_ready
    assert rows[OKAFOR].tasking == "0312-26"
    assert (rows[REYES].is_met, rows[REYES].is_ready, rows[REYES].license_number) == (True, False, "LIC-2")
    assert rows[BRANDVOLD].is_exception
    assert rows[HADDAD].standing.next_action == "Acknowledge Privacy Threshold Analysis, version 1"
    waived = rows[LINDQVIST].standing
    assert (waived.is_met, waived.is_waived, waived.is_expiring) == (True, True, True)


def test_each_gate_and_each_office_is_counted(board: Readiness) -> None:
    assert [gate.short for gate in board.gates] == ["Selected", "PTA", "Memorandum", "Virtual training", "Active"]
    assert held(board.rows, board.gates) == ((5, 5), (3, 5), (3, 5), (4, 5), (5, 5))
    (denver,) = office_gaps(board.rows, board.gates)
    assert (denver.office, denver.people, denver.missing) == ("DEN", 5, 2)
    assert [(gate.word, number) for gate, number in denver.lacking] == [("pta", 2), ("memorandum", 2), ("training", 1)]
    assert gap_of((), board.gates).lacking == ()


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("is:ready", {OKAFOR, LINDQVIST}),
        ("is:met", {OKAFOR, REYES, LINDQVIST}),
        ("is:missing", {BRANDVOLD, HADDAD}),
        ("is:exception", {BRANDVOLD}),
        ("is:holder", {REYES, BRANDVOLD}),
        ("is:waived", {LINDQVIST}),
        ("is:expiring", {LINDQVIST}),
        ("missing:pta", {BRANDVOLD, HADDAD}),
        ("missing:training", {HADDAD}),
        ("gate:training -waived:training", {OKAFOR, REYES, BRANDVOLD}),
        ("next:acknowledge", {BRANDVOLD, HADDAD}),
        ("next:none is:holder", {REYES}),
        ("days:<30", {LINDQVIST}),
        ("gates:5 -is:holder", {OKAFOR, LINDQVIST}),
        ("license:lic-2 or name:haddad", {REYES, HADDAD}),
        ("tasking:0312 office:DEN", {1, 2, 3, 4, 5}),
        ("office:denver brandvold", {BRANDVOLD}),
        ("office:DE", {1, 2, 3, 4, 5}),
        ("office:ATL", set()),
        ('"okafor, dana"', {OKAFOR}),
        ("is:", {1, 2, 3, 4, 5}),
        ("", {1, 2, 3, 4, 5}),
    ],
)
def test_the_search_finds(board: Readiness, query: str, people: set[int]) -> None:
    assert found(board, query) == people


def test_every_chip_is_a_query_that_the_search_understands(board: Readiness) -> None:
    language = readiness_query(board.gates, TODAY)
    assert [language.hint(query) for _, query in FILTERS.values()] == [""] * len(FILTERS)
    assert "Did you mean pta" in language.hint("missing:ptaa")
    assert language.hint("is:s") == ""


def test_what_can_be_typed_next_is_offered_with_its_count(board: Readiness) -> None:
    language = readiness_query(board.gates, TODAY, ("DEN",))
    offered = {each.label: each.what for each in language.completions("missing:", 8, board.rows)}
    assert offered["pta"] == "PTA acknowledged does not hold, 2"
    assert [each.text for each in language.completions("denv", 4, board.rows)] == ["office:DEN "]
    assert language.completions("-of", 3, board.rows)[0].text == "-office:"
    assert [each.label for each in language.completions("", 0, board.rows)][:3] == ["office:", "is:", "gate:"]


def test_an_office_takes_the_place_of_another_in_a_query() -> None:
    assert without_field('is:ready office:DEN "a b" -office:ATL or x', "office") == 'is:ready "a b" or x'


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Rules of behavior acknowledged", "Rules of behavior"),
        ("Supervisor's approval", "Supervisor's approval"),
        ("Completed", "Completed"),
    ],
)
def test_a_column_is_headed_in_few_words(title: str, said: str) -> None:
    assert short(title) == said


def test_gates_of_one_kind_have_words_of_their_own(board: Readiness) -> None:
    words = [gate.word for gate in board.gates]
    assert words == ["selected", "pta", "memorandum", "training", "active"]
    assert {gate.kind for gate in board.gates} >= {GateKind.SELECTED, GateKind.ACTIVE}
