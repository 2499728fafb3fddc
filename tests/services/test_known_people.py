"""Who somebody in a list may be: the same only where it cannot be anyone else, doubtful where one should look."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from benchmarks.duplicates import Measured, in_a_list, on_the_roster
from coordinator.rules.names import parse_name
from coordinator.services.designees import DesigneeFacts, add_designee, edit_designee
from coordinator.services.duplicates import duplicate_pairs
from coordinator.services.known_people import Found, KnownPeople, Likeness, Sought
from coordinator.services.merging import merge_designees
from coordinator.services.workspace import Workspace
from tests import builders
from tests.damaged_people import FEBRL, REORGANIZED, SCANNED, Damage

DENVER, BOSTON = "DEN", "BOS"
SAME, DOUBTFUL = Likeness.SAME, Likeness.DOUBTFUL


def on_record(
    workspace: Workspace, name: str, email: str = "", phone: str = "", office: str = DENVER, mobile: str = ""
) -> int:
    office_id = workspace.read(builders.office_id, office)
    facts = DesigneeFacts(name, office_id, email=email, phone=phone, mobile=mobile)
    return workspace.change(add_designee, facts)[0]


def found(workspace: Workspace, name: str, email: str = "", phone: str = "", office: str = DENVER) -> tuple[Found, ...]:
    parsed = parse_name(name)
    assert parsed is not None

    def look(session: Session) -> tuple[Found, ...]:
        office_id = builders.office_id(session, office)
        emails, phones = (email,) if email else (), (phone,) if phone else ()
        return KnownPeople(session).find(Sought(parsed, office_id, emails, phones))

    return workspace.read(look)


def said(results: Sequence[Found]) -> list[tuple[int, Likeness]]:
    return [(each.designee_id, each.likeness) for each in results]


@pytest.fixture
def dana(workspace: Workspace) -> int:
    """One person on record, among others of the same office."""
    for place, name in enumerate(("Smith, James", "Smith, John", "Reyes, Marisol", "O'Brien-Smith, Mary")):
        on_record(workspace, name, f"other{place}x@example.gov", f"(303) 555-015{place}")
    return on_record(workspace, "Okafor, Dana Ruth", "dana.okafor@example.gov", "(716) 555-0101")


@pytest.mark.parametrize(
    ("name", "email", "phone", "office", "likeness", "reason"),
    [
        ("Okafor, Dana R", "dana.okafor@example.gov", "", BOSTON, SAME, "same e-mail"),
        ("Okafro, Dana", "dana.okafor@example.gov", "", DENVER, SAME, "one letter differs"),
        ("Dana, Okafor", "dana.okafor@example.gov", "", DENVER, SAME, "names swapped"),
        ("Okafor-Reyes, Dana", "dana.okafor@example.gov", "", DENVER, SAME, "part of a double last name"),
        ("Okafor, D", "dana.okafor@example.gov", "", DENVER, SAME, "initial only"),
        ("Haddad, Samir", "dana.okafor@example.gov", "", DENVER, DOUBTFUL, "same e-mail"),
        ("Okafor Jr., Dana", "dana.okafor@example.gov", "", DENVER, SAME, "same e-mail"),
        ("Okafor, Dana Q", "dana.okafor@example.gov", "", DENVER, DOUBTFUL, "other middle initial"),
        ("Okafor, Dana", "", "", DENVER, SAME, "same name"),
        ("OKÁFOR, DANA R.", "", "", DENVER, SAME, "same office"),
        ("Okafor, Dana", "dokafor@example.gov", "", DENVER, DOUBTFUL, "other e-mail"),
        ("Okafor, Dana", "dana.okafor@unit.example.gov", "", DENVER, SAME, "e-mail but its domain"),
        ("Okafor, Dana", "d.okafor2@example.gov", "", BOSTON, DOUBTFUL, "other office"),
        ("Okafor, Dana", "", "", BOSTON, DOUBTFUL, "other office"),
        ("Dana, Okafor", "", "", DENVER, DOUBTFUL, "names swapped"),
        ("Okafr, Dana", "", "", DENVER, DOUBTFUL, "one letter differs"),
        ("Ruth Okafor", "", "+17165550101", BOSTON, DOUBTFUL, "same telephone"),
    ],
)
def test_one_who_is_on_record_is_found(
    workspace: Workspace, dana: int, name: str, email: str, phone: str, office: str, likeness: Likeness, reason: str
) -> None:
    results = found(workspace, name, email, phone, office)
    assert said(results) == [(dana, likeness)]
    assert reason in results[0].reasons
    assert 0 <= results[0].score <= 1


@pytest.mark.usefixtures("dana")
@pytest.mark.parametrize(
    ("name", "email", "phone", "office"),
    [
        ("Haddad, Samir", "samir.haddad@example.gov", "", DENVER),
        ("Jones, Dana", "", "", DENVER),
        ("Okafor, Peter", "", "", BOSTON),
        ("Okafor, Peter", "peter.okafor@example.gov", "+17165550199", DENVER),
        ("Smith, Mary", "mary.smith@example.gov", "", BOSTON),
    ],
)
def test_a_stranger_is_like_nobody(workspace: Workspace, name: str, email: str, phone: str, office: str) -> None:
    assert said(found(workspace, name, email, phone, office)) == []


def test_a_nickname_at_a_shared_desk_is_doubtful(workspace: Workspace) -> None:
    william = on_record(workspace, "Brandvold, William", phone="(716) 555-0101")
    (result,) = found(workspace, "Brandvold, Bill", phone="+17165550101")
    assert (result.designee_id, result.likeness) == (william, DOUBTFUL)
    assert {"nickname", "same telephone", "same office"} <= set(result.reasons)


def test_of_two_namesakes_in_an_office_neither_is_the_same(workspace: Workspace) -> None:
    first = on_record(workspace, "Okafor, Dana", "dana.okafor@example.gov")
    second = on_record(workspace, "Okafor, Dana", "dana.okafor2@example.gov")
    assert {each.likeness for each in found(workspace, "Okafor, Dana")} == {DOUBTFUL}
    assert said(found(workspace, "Okafor, Dana", "dana.okafor2@example.gov")) == [(second, SAME)]
    assert said(found(workspace, "Okafor, Dana", "dana.okafor@example.gov")) == [(first, SAME)]


def test_father_and_son_are_two(workspace: Workspace) -> None:
    father = on_record(workspace, "Okafor Sr., Dana")
    son = on_record(workspace, "Okafor Jr., Dana")
    assert said(found(workspace, "Okafor, Dana, Jr."))[0] == (son, DOUBTFUL)
    assert (father, SAME) not in said(found(workspace, "Okafor, Dana, Jr."))


def test_a_former_address_and_a_former_name_still_find_the_person(workspace: Workspace, dana: int) -> None:
    workspace.change(edit_designee, dana, "email", "d.okafor@example.gov")
    workspace.change(edit_designee, dana, "name", "Vanterpool, Dana Ruth")
    (by_address,) = found(workspace, "Vanterpool, Dana", "dana.okafor@example.gov", office=BOSTON)
    assert (by_address.designee_id, by_address.likeness) == (dana, SAME)
    assert "former e-mail" in by_address.reasons
    (by_name,) = found(workspace, "Okafor, Dana")
    assert (by_name.designee_id, by_name.likeness) == (dana, SAME)
    assert "former name" in by_name.reasons


def test_a_former_address_that_has_a_new_holder_says_nothing_for_certain(workspace: Workspace, dana: int) -> None:
    workspace.change(edit_designee, dana, "email", "d.okafor@example.gov")
    holder = on_record(workspace, "Haddad, Samir", "dana.okafor@example.gov")
    results = dict(said(found(workspace, "Okafor, Dana", "dana.okafor@example.gov", office=BOSTON)))
    assert results == {dana: DOUBTFUL, holder: DOUBTFUL}


def test_a_merged_record_is_found_as_the_person_kept(workspace: Workspace, dana: int) -> None:
    other = on_record(workspace, "Okafor-Vance, D R", "dv@example.gov", mobile="(617) 555-0177")
    workspace.change(merge_designees, dana, other, ())
    assert said(found(workspace, "Okafor-Vance, Dana", "dv@example.gov")) == [(dana, SAME)]
    assert said(found(workspace, "Okafor-Vance, D", phone="+16175550177", office=BOSTON)) == [(dana, DOUBTFUL)]


def test_nobody_on_record_is_like_nobody(workspace: Workspace) -> None:
    assert found(workspace, "Okafor, Dana", "dana.okafor@example.gov") == ()
    assert workspace.read(duplicate_pairs) == ()


def test_a_switchboard_says_less_than_a_telephone_of_ones_own(workspace: Workspace) -> None:
    for place in range(12):
        on_record(workspace, f"Person{'abcdefghijkl'[place]}, Robin{'abcdefghijkl'[place]}", phone="(303) 555-0100")
    own = on_record(workspace, "Okafor, Dana", phone="(716) 555-0101")
    assert said(found(workspace, "Okafor, D", phone="+17165550101", office=BOSTON)) == [(own, DOUBTFUL)]
    assert found(workspace, "Stranger, Someone", phone="+13035550100") == ()


def test_pairs_are_told_once_with_the_older_record_first(workspace: Workspace, dana: int) -> None:
    copy = on_record(workspace, "Dana, Okafor", phone="(716) 555-0101")
    (pair,) = workspace.read(duplicate_pairs)
    assert pair.id == (dana, copy)
    assert "names swapped" in pair.reasons


def test_progress_is_told_while_pairs_are_looked_for(workspace: Workspace, dana: int) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int, what: str) -> None:
        assert what
        told.append((done, total))

    workspace.read(duplicate_pairs, progress)
    assert told == [(0, 5)]


@pytest.mark.parametrize(("damage", "seed"), [(FEBRL, 11), (SCANNED, 12), (REORGANIZED, 13)])
def test_most_damaged_copies_are_found_and_few_others(
    tmp_path_factory: pytest.TempPathFactory, damage: Damage, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    listed = in_a_list(folder, seed, damage, 100, 300)
    rostered = on_the_roster(folder, seed, replace(damage), 100, 300)
    for figures in (listed, rostered):
        assert _at_least(figures["doubtful or same"], precision=0.97, recall=0.93)
        assert figures["same"].precision >= 0.97
    assert listed["same"].recall >= 0.5


def _at_least(figures: Measured, precision: float, recall: float) -> bool:
    return figures.precision >= precision and figures.recall >= recall
