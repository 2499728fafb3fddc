"""Who a participant is: certain or asked, never guessed. One roster with everything that makes names dangerous."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.exchange.attendance_reports import Participant
from coordinator.model import MeetingAlias
from coordinator.rules.names import fold
from coordinator.services.attendee_matching import Doubt, MatchedBy, Matcher
from coordinator.services.designees import DesigneeFacts, add_designee, edit_designee
from coordinator.services.merging import merge_designees
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from tests import builders
from tests.conftest import StandingClock

# Name, office, e-mail; those with * have a seat.
ROSTER = """
*Okafor, Dana R|DEN|dana.okafor@example.gov
*Reyes-Soto, Marisol|DEN|reyes@example.gov
*Smith, Robert A|DEN|robert.smith@example.gov
Smith, John|DEN|john.smith@example.gov
*Smith, John|CHI|john.smith2@example.gov
*Doe, Jane|DEN|
*Roe, Michael|DEN|
Poe, Michael|DEN|
*Loe, William|DEN|
Loe, Will|CHI|
*Hale, Victor, Jr.|DEN|
Hale, Victor, Sr.|DEN|
Lindqvist, Per|CHI|
Nguyen, Linh|CHI|
*Moe, Kim J|DEN|
Moe, Kim|CHI|
*Núñez, Zoë|DEN|
*Thomas, James|DEN|
James, Thomas|CHI|
*de la Cruz, Juan|DEN|
*Bell, Mary Ann|DEN|
*Voss, Erik|DEN|
Voss Lang, Erik|CHI|
Okafor, Danielle|CHI|danielle@example.gov
Tran, Linh|CHI|
Pham, Linh|CHI|
"""
NGUYENS = ("Anna", "Mark", "Paul", "Sara", "Tom", "Uma", "Vera", "Wes", "Xia", "Yan", "Zed", "Ada", "Ben", "Eva", "Flo")


class Bench:
    """The roster with its seats, and what a participant under a name is found to be."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.ids: dict[str, int] = {}
        seated = []
        for line in [*ROSTER.strip().splitlines(), *(f"Nguyen, {first}|DEN|" for first in NGUYENS)]:
            name, code, email = line.split("|")
            office = workspace.read(builders.office_id, code)
            person = workspace.change(add_designee, DesigneeFacts(name.lstrip("*"), office, email=email))[0]
            self.ids[f"{name.lstrip('*')}|{code}"] = person
            seated += [person] if name.startswith("*") else []
        self.training = builders.a_training(workspace, capacity=40)
        workspace.change(seat_designees, self.training, seated)
        okafor, danielle = self.ids["Okafor, Dana R|DEN"], self.ids["Okafor, Danielle|CHI"]
        workspace.change(merge_designees, okafor, danielle, ())
        workspace.change(edit_designee, okafor, "email", "dana.r.okafor@example.gov")
        workspace.change(remember, "Deedee", okafor)
        workspace.change(remember, "J. Doe", self.ids["Doe, Jane|DEN"])
        workspace.change(remember, "Lindy", self.ids["Lindqvist, Per|CHI"])
        workspace.change(remember, "private@example.org", self.ids["Lindqvist, Per|CHI"])

    def matcher(self) -> Matcher:
        return self.workspace.read(Matcher, self.training)


def remember(uow: UnitOfWork, alias: str, person: int) -> None:
    key = alias if "@" in alias else fold(alias)
    uow.add(MeetingAlias(designee_id=person, alias=alias, alias_key=key))
    uow.describe("Remember")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Bench]:
    path: Path = tmp_path_factory.mktemp("matching") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(
        path, actor="J. Coordinator", clock=StandingClock(datetime(2026, 11, 12, tzinfo=UTC))
    ) as opened:
        yield Bench(opened)


@pytest.fixture(scope="module")
def matcher(bench: Bench) -> Matcher:
    return bench.matcher()


def someone(
    name: str, email: str = "", upn: str = "", flags: tuple[str, ...] = (), hours: tuple[int, int] = (18, 19)
) -> Participant:
    stay = tuple(datetime(2026, 11, 4, hour, tzinfo=UTC) for hour in hours)
    return Participant(name, None, email or None, upn or None, "", 60, None, ((stay[0], stay[1]),), flags)


CERTAIN = [
    # by address
    ("Whoever", "dana.r.okafor@example.gov", "Okafor, Dana R|DEN", MatchedBy.EMAIL),
    ("Whoever", "dana.okafor@example.gov", "Okafor, Dana R|DEN", MatchedBy.EMAIL),
    ("Whoever", "reyes_example.gov#EXT#@host.example", "Reyes-Soto, Marisol|DEN", MatchedBy.EMAIL),
    ("John Smith", "john.smith@example.gov", "Smith, John|DEN", MatchedBy.EMAIL),
    ("Whoever", "private@example.org", "Lindqvist, Per|CHI", MatchedBy.EMAIL),
    # of a record that was merged
    ("Whoever", "danielle@example.gov", "Okafor, Dana R|DEN", MatchedBy.EMAIL),
    ("Danielle Okafor", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    # by a full name of one with a seat
    ("Dana Okafor", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("OKAFOR DANA R (EXT)", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("Okafor, Dana (Guest) (External)", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("Dana Okafor (HSI/DEN CTR)", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("iPhone von Dana Okafor", "", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("Dana Okafor", "dana@example.org", "Okafor, Dana R|DEN", MatchedBy.NAME),
    ("Marisol Reyes Soto", "", "Reyes-Soto, Marisol|DEN", MatchedBy.NAME),
    ("Zoe Nunez", "", "Núñez, Zoë|DEN", MatchedBy.NAME),
    ("Juan de la Cruz", "", "de la Cruz, Juan|DEN", MatchedBy.NAME),
    ("De La Cruz Juan", "", "de la Cruz, Juan|DEN", MatchedBy.NAME),
    ("Mary Ann Bell", "", "Bell, Mary Ann|DEN", MatchedBy.NAME),
    ("Victor Hale Jr.", "", "Hale, Victor, Jr.|DEN", MatchedBy.NAME),
    ("Erik Voss", "", "Voss, Erik|DEN", MatchedBy.NAME),
    # the middle name or the office tells namesakes apart where the other has no seat
    ("Kim J. Moe", "", "Moe, Kim J|DEN", MatchedBy.NAME),
    ("John Smith (CHI)", "", "Smith, John|CHI", MatchedBy.NAME),
    # a short form, when nobody else can be meant
    ("Bob Smith", "", "Smith, Robert A|DEN", MatchedBy.NICKNAME),
    ("Mike Roe (she/her)", "", "Roe, Michael|DEN", MatchedBy.NICKNAME),
    # rare names without a seat
    ("Per Lindqvist", "", "Lindqvist, Per|CHI", MatchedBy.NAME),
    # remembered
    ("Deedee", "", "Okafor, Dana R|DEN", MatchedBy.ALIAS),
    ("J. Doe", "", "Doe, Jane|DEN", MatchedBy.ALIAS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "email", "who", "by"), CERTAIN)
def test_what_is_certain_is_matched(
    bench: Bench, matcher: Matcher, name: str, email: str, who: str, by: MatchedBy
) -> None:
    found = matcher.match(someone(name, email))
    assert (found.designee_id, found.by) == (bench.ids[who], by)


ASKED = [
    ("John Smith", "", Doubt.NAMESAKES),
    ("John Smith (DEN)", "", Doubt.NAMESAKES),  # the namesake there has no seat
    ("Kim Moe", "", Doubt.NAMESAKES),
    ("Victor Hale", "", Doubt.NAMESAKES),
    ("Victor Hale III", "", Doubt.UNKNOWN),
    ("James Thomas", "", Doubt.NAMESAKES),  # in the other order somebody else
    ("Robert B. Smith", "", Doubt.UNKNOWN),
    ("Dana Okafor (ATL)", "", Doubt.OTHER_OFFICE),
    ("Dana Okafor", "dana.okafor2@example.gov", Doubt.OTHER_ADDRESS),
    ("Robert Smith", "dana.r.okafor@example.gov", Doubt.OTHERS_NAME),
    ("Bill Loe", "", Doubt.COULD_BE),  # William or Will
    ("Mike Poe", "", Doubt.COULD_BE),  # has no seat
    ("Dan Okafor", "", Doubt.COULD_BE),  # the beginning of a name is no short form of it
    ("R. Smith", "", Doubt.COULD_BE),
    ("Okafor", "", Doubt.UNKNOWN),
    ("Dana", "", Doubt.UNKNOWN),
    ("Dana Okafr", "", Doubt.UNKNOWN),
    ("Marisol Reyes", "", Doubt.COULD_BE),
    ("Linh Nguyen", "", Doubt.COMMON_NAME),
    ("Lindy", "", Doubt.REMEMBERED),  # one word counts among the seated only
    ("iPhone", "", Doubt.NO_NAME),
    ("+1 716 555 0108", "", Doubt.NO_NAME),
    ("A. Stranger", "", Doubt.UNKNOWN),
]  # fmt: skip


@pytest.mark.parametrize(("name", "email", "doubt"), ASKED)
def test_what_is_not_certain_is_asked(matcher: Matcher, name: str, email: str, doubt: Doubt) -> None:
    found = matcher.match(someone(name, email))
    assert (found.designee_id, found.doubt) == (None, doubt)


@pytest.mark.parametrize(
    ("flag", "doubt"),
    [("withheld", Doubt.WITHHELD), ("dial_in", Doubt.PHONE), ("equal_name", Doubt.EQUAL_NAME)],
)
def test_a_flag_of_the_report_leaves_a_good_name_open(matcher: Matcher, flag: str, doubt: Doubt) -> None:
    assert matcher.match(someone("Dana Okafor", flags=(flag,))).doubt is doubt


def test_the_original_name_counts_like_the_one_shown(bench: Bench, matcher: Matcher) -> None:
    person = Participant("Dee (Dana Okafor)", "Dana Okafor", None, None, "", 60, None, (), ())
    assert matcher.match(person).designee_id == bench.ids["Okafor, Dana R|DEN"]


def test_two_at_one_time_are_not_one_person_but_by_address(bench: Bench, matcher: Matcher) -> None:
    okafor = bench.ids["Okafor, Dana R|DEN"]
    names = [someone("Dana Okafor"), someone("Okafor, Dana (Guest)")]
    assert [match.doubt for match in matcher.match_all(names)] == [Doubt.SAME_PERSON] * 2
    devices = [
        someone("Dana Okafor"),
        someone("x", "dana.r.okafor@example.gov"),
        someone("y", "dana.okafor@example.gov"),
    ]
    assert [match.designee_id for match in matcher.match_all(devices)] == [None, okafor, okafor]
    back = [someone("Dana Okafor"), someone("Okafor, Dana (Guest)", hours=(19, 20))]
    assert [match.designee_id for match in matcher.match_all(back)] == [okafor, okafor]


def test_what_was_decided_by_hand_stands_and_counts_against_others(bench: Bench, matcher: Matcher) -> None:
    okafor = bench.ids["Okafor, Dana R|DEN"]
    found = matcher.match_all([someone("D. O."), someone("Dana Okafor")], [okafor, None])
    assert [(each.designee_id, each.by, each.doubt) for each in found] == [
        (okafor, MatchedBy.HAND, None),
        (None, None, Doubt.SAME_PERSON),
    ]
