"""Whom a search of the roster means, what it offers while it is typed, and what it refuses to keep."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import GateKind, LicenseState, NominationState, Position, SeatState
from coordinator.services.workspace import Workspace
from coordinator.views.roster import DesigneeRow, designees
from coordinator.views.roster_fields import FIELDS, WordField
from coordinator.views.roster_query import (
    BUILT_IN,
    RowTexts,
    check_query,
    completions,
    counts,
    hint,
    matching,
    matching_ids,
    predicate,
)
from tests import builders

TODAY = date(2026, 11, 12)
SEATTLE = ("Nakamura-Bell, Aiko", "O’Dowd, Séan P.", "Petrosyan, Ani (CTR)")

BARE = DesigneeRow(
    id=1, name="Okafor, Dana R", office="DEN", office_name="SAC Denver", position=Position.SPECIAL_AGENT,
    email="dana.okafor@example.gov", phone="(303) 555-0101", nomination=NominationState.SELECTED, rank=1, of=3,
    passed=4, gates=5, next_action="", seat="Training 2", seat_state=SeatState.CONFIRMED, license=None, is_late=False,
    is_over_quota=False, is_contractor=False, score=7.0, tasking="0447-21", trial_use=True, course_completed=True,
    duty_station="Centennial", supervisor_name="Hale, Vera", supervisor_email="vera.hale@example.gov",
    time_zone="America/Denver", nominated_on=date(2026, 10, 12),
)  # fmt: skip
ROWS = (
    BARE,
    replace(
        BARE, id=2, name="O’Dowd, Séan P", office="SAN", office_name="SAC San Diego", position=Position.ANALYST,
        email="", phone="", mobile="619-555-0102", rank=2, seat="Wait list 1, Training 2",
        seat_state=SeatState.WAIT_LISTED, next_action="Attend", missing=frozenset({GateKind.TRAINED}),
        missing_title="Virtual training attended", note="On leave until May; back then", score=3.0, manual_score=5.0,
        trial_use=False, supervisor_name="", supervisor_email="", time_zone=None, nominated_on=date(2026, 11, 10),
    ),
    replace(
        BARE, id=3, name="Petrosyan, Ani", office="SJU", office_name="SAC San Juan", is_contractor=True,
        email="ani@example.gov", nomination=NominationState.ALTERNATE, rank=None, score=None, is_late=True,
        is_over_quota=True, next_action="Acknowledge", seat="", seat_state=None, passed=2, is_stale=True,
        missing=frozenset({GateKind.ACKNOWLEDGED, GateKind.SELECTED}), stale=frozenset({GateKind.ACKNOWLEDGED}),
        trial_use=None, course_completed=None, tasking="0312-26", nominated_on=None,
    ),
    replace(
        BARE, id=4, name="Reyes, Marisol", office="NYC", office_name="SAC New York", license=LicenseState.SUSPENDED,
        email="reyes@example.gov", phone="2125550104", departed_on=date(2026, 11, 1), rank=3, nomination=None,
        tasking="", score=0.5, course_completed=False,
    ),
)  # fmt: skip


def found(text: str) -> set[int]:
    return {row.id for row in matching(ROWS, text, TODAY)}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", {1, 2, 3, 4}),
        ("okafor", {1}),
        ("ODOWD sean", {2}),
        ("o'dowd,sean", {2}),
        ('"dana r"', {1}),
        ('"dana okafor"', set()),
        ("-ctr", {1, 2, 4}),
        ('-"on leave"', {1, 3, 4}),
        ("555-0104", {4}),
        ("2125550104", {4}),
        ("C:\\files", set()),
        ("-offce:DEN", {1, 2, 3, 4}),
        ("office:den", {1}),
        ("office:SAN", {2}),
        ("office:S", {2, 3}),
        ('office:"san j"', {3}),
        ("office:denver,york", {1, 4}),
        ("-office:DEN,SAN", {3, 4}),
        ("office:amden", set()),
        ("position:agent", {1, 3, 4}),
        ("position:none", set()),
        ("seat:2", {1, 2, 4}),
        ("seat:none", {3}),
        ('seat:"wait list"', {2}),
        ("license:suspended", {4}),
        ("license:ready", {1}),
        ("license:none", {1, 2, 3}),
        ("license:waiting", {2}),
        ("name:dowd", {2}),
        ("name:centennial", set()),
        ("email:example", {1, 3, 4}),
        ("e-mail:none", {2}),
        ("phone:5550102", {2}),
        ("phone:(619)555", {2}),
        ("phone:x", set()),
        ("station:centen", {1, 2, 3, 4}),
        ("supervisor:hale", {1, 3, 4}),
        ("supervisor:none", {2}),
        ("zone:denver", {1, 3, 4}),
        ("zone:none", {2}),
        ("tasking:0447", {1, 2}),
        ("tasking:none", {4}),
        ("note:leave", {2}),
        ("note:none", {1, 3, 4}),
        ('note:"none"', set()),
        ("is:ready", {1}),
        ("is:waiting", {2, 3}),
        ("is:untrained", {2}),
        ("is:trained", {1, 3, 4}),
        ("is:untr", {2}),
        ("is:late is:over", {3}),
        ("is:late or is:departed", {3, 4}),
        ("is:late,departed", {3, 4}),
        ("is:contractor", {3}),
        ("is:stale", {3}),
        ("is:unack", {3}),
        ("is:selected", {1, 2}),
        ("is:alternate", {3}),
        ("is:licensed", {4}),
        ("is:suspended", {4}),
        ("is:waitlisted", {2}),
        ("is:seated", {1, 4}),
        ("is:nonsense", set()),
        ("-is:nonsense", {1, 2, 3, 4}),
        ("ack:missing", {3}),
        ("ack:stale", {3}),
        ("ack:done", {1, 2, 4}),
        ("gate:trained", {1, 3, 4}),
        ("-gate:selected", {3}),
        ("gates:>=4", {1, 2, 4}),
        ("score:>0.5", {1, 2}),
        ("score:0.5..3", {2, 4}),
        ("score:7", {1}),
        ("score:none", {3}),
        ("-score:none", {1, 2, 4}),
        ("score:abc", set()),
        ("manual:5", {2}),
        ("rank:<=2", {1, 2}),
        ("days:>30", {1, 4}),
        ("days:..2", {2}),
        ("trial:yes", {1, 4}),
        ("trial:no", {2}),
        ("trial:unknown", {3}),
        ("course:no", {4}),
        ("office: is: score:>", {1, 2, 3, 4}),
        ("office: or is:late", {3}),
        ('office:DEN is:ready score:>5 -ctr "okafor"', {1}),
        ("is:late or is:ready -office:DEN", {3}),
    ],
)
def test_a_query_means_these_people(text: str, ids: set[int]) -> None:
    assert found(text) == ids
    condition = predicate(text, TODAY)
    assert {row.id for row in ROWS if condition is None or condition(row)} == ids


def test_a_query_that_asks_for_nothing_is_no_condition() -> None:
    assert predicate("office: -", TODAY) is None


@given(st.sampled_from(list(FIELDS)), st.text(alphabet="adenrsty0159<>=.,", max_size=8))
def test_minus_means_everyone_else(field: str, value: str) -> None:
    if found(f"{field}:{value}") != found(f"-{field}:{value}"):
        assert found(f"{field}:{value}") ^ found(f"-{field}:{value}") == {1, 2, 3, 4}
    else:
        assert predicate(f"{field}:{value}", TODAY) is None


@given(st.text(alphabet='aden:",-<>is or', max_size=25))
def test_the_window_and_the_command_line_mean_the_same(text: str) -> None:
    condition = predicate(text, TODAY, RowTexts())
    assert [row for row in ROWS if condition is None or condition(row)] == list(matching(ROWS, text, TODAY))


def test_kept_texts_follow_a_row_that_was_changed() -> None:
    texts = RowTexts()
    texts.keep(ROWS)
    assert "okafor" in texts(ROWS[0])
    assert "okoro" in texts(replace(BARE, name="Okoro, Dana"))


def test_every_view_that_everyone_has_can_be_kept_and_counts(workspace: Workspace) -> None:
    for _, query in BUILT_IN.values():
        if query:
            check_query(query)
    tasking_id = builders.ready(workspace)
    builders.nominated(workspace, tasking_id, "SEA", SEATTLE)
    rows = workspace.read(designees, TODAY)
    counted = dict(zip(BUILT_IN, counts(rows, [query for _, query in BUILT_IN.values()], TODAY), strict=True))
    assert (counted["all"], counted["ready"], counted["training"], counted["issued"]) == (8, 5, 0, 0)


def test_ids_come_from_the_database(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    builders.nominated(workspace, tasking_id, "SEA", SEATTLE)
    names = {row.id: row.name for row in workspace.read(designees, TODAY)}
    ids = workspace.read(matching_ids, "office:seattle -ctr", TODAY)
    assert {names[each] for each in ids} == {"Nakamura-Bell, Aiko", "O’Dowd, Séan P"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (" ", "The query is empty. Type what to look for, such as office:DEN is:untrained."),
        ("is:ready offce:DEN", "There is no field “offce”. Did you mean office?"),
        ("days:many", "“many” is not a number. Write it like days:10, days:>10 or days:3..7."),
        ("ack:old", "“ack:” does not know “old”. Possible are done, missing, stale."),
    ],
)
def test_a_query_that_cannot_be_kept_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match="^" + sentence.replace(".", r"\.").replace("?", r"\?") + "$"):
        check_query(text)


def test_a_hint_waits_until_a_word_cannot_become_right() -> None:
    assert hint("is:s office: score:>") == ""
    assert hint("is:xs").startswith("“is:” does not know “xs”.")
    assert hint("is:ready offce:D") == "There is no field “offce”. Did you mean office?"


# what is offered


def offered(text: str, cursor: int | None = None) -> list[str]:
    return [made.label for made in completions(text, len(text) if cursor is None else cursor, ROWS)]


def test_at_a_blank_every_field_is_offered() -> None:
    assert offered("") == offered("office:DEN ") == [f"{name}:" for name in FIELDS]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("sc", ["score:"]),
        ("-off", ["-office:"]),
        ("untr", ["is:untrained"]),
        ("-untr", ["-is:untrained"]),
        ("denv", ["office:DEN"]),
        ("office:s", ["SAN", "SJU"]),
        ("office:DEN,y", ["NYC"]),
        ("is:wait", ["waiting", "waitlisted"]),
        ("position:", ["special agent", "analyst"]),
        ("seat:", ["Training 2"]),
        ("tasking:03", ["0312-26"]),
        ("supervisor:", ["Hale, Vera"]),
        ("license:", ["suspended"]),
        ("score:", []),
        ("nothing:", []),
        ("okafor", []),
    ],
)
def test_what_fits_is_offered(text: str, labels: list[str]) -> None:
    assert sorted(offered(text)) == sorted(labels)


def test_an_office_is_offered_with_its_name_and_number_of_people() -> None:
    (made,) = completions("office:den", 10, (*ROWS, replace(BARE, id=5)))
    assert (made.text, made.label, made.what) == ("DEN ", "DEN", "SAC Denver, 2")
    assert (made.start, made.end) == (7, 10)


def test_a_value_with_a_space_is_put_in_quotes() -> None:
    (made,) = completions("position:spec", 13, ROWS)
    assert made.text == '"special agent" '
    assert found("position:" + made.text) == {1, 3, 4}


def test_a_term_in_the_middle_is_completed_alone() -> None:
    (made,) = completions("is:untr -ctr", 7, ROWS)
    assert (made.text, made.start, made.end) == ("untrained ", 3, 7)


def test_words_are_counted_in_a_small_roster() -> None:
    (made,) = completions("is:late", 7, ROWS)
    assert made.what == "nominated after the due time, 1"


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if isinstance(field, WordField)])
def test_every_offered_word_is_understood(name: str) -> None:
    field = FIELDS[name]
    assert isinstance(field, WordField)
    for word in field.words:
        check_query(f"{name}:{word}")
