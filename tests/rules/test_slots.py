"""How slots fall for people in many zones, and which suit the most."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.slots import (
    WORKDAY,
    Fit,
    Interval,
    PersonClock,
    best_slots,
    person_fits,
    slot_fit,
    slot_words,
    starts,
)

EAST, DENVER, HONOLULU, GUAM = "America/New_York", "America/Denver", "Pacific/Honolulu", "Pacific/Guam"
ZONES = (EAST, "America/Chicago", DENVER, "America/Phoenix", "America/Los_Angeles", "America/Anchorage", HONOLULU, GUAM)
WEDNESDAY = date(2026, 11, 4)


def person(number: int = 1, zone: str = DENVER, start: int = 480, end: int = 1020, office: str = "DEN") -> PersonClock:
    return PersonClock(number, f"Person {number}", office, zone, start, end)


def away(number: int, zone: str, day: date) -> PersonClock:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return PersonClock(number, f"Person {number}", "DEN", zone, 480, 1020, ((midnight, midnight + timedelta(days=1)),))


def at(text: str, zone: str = EAST) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


FALLS = [
    # the start in New York, whose clock, how 90 minutes fall, the local start, by how much the day would be longer
    ("2026-11-04 13:00", DENVER, Fit.INSIDE, "2026-11-04 11:00", 0),
    ("2026-11-04 09:30", DENVER, Fit.PARTLY, "2026-11-04 07:30", 30),
    ("2026-11-04 08:00", DENVER, Fit.OUTSIDE, "2026-11-04 06:00", 120),
    ("2026-11-04 15:30", EAST, Fit.INSIDE, "2026-11-04 15:30", 0),
    ("2026-11-04 16:00", EAST, Fit.PARTLY, "2026-11-04 16:00", 30),
    ("2026-11-04 12:00", HONOLULU, Fit.PARTLY, "2026-11-04 07:00", 60),
    # over the date line: Wednesday afternoon is Thursday morning, Friday afternoon a day off
    ("2026-11-04 17:00", GUAM, Fit.INSIDE, "2026-11-05 08:00", 0),
    ("2026-11-06 17:00", GUAM, Fit.OUTSIDE, "2026-11-07 08:00", 16 * 60 + 30),
    # a holiday has no duty hours, and Sunday evening in New York is Monday on Guam
    ("2026-11-11 13:00", DENVER, Fit.OUTSIDE, "2026-11-11 11:00", 19 * 60 + 30),
    ("2026-11-08 18:00", GUAM, Fit.INSIDE, "2026-11-09 09:00", 0),
    # the weeks in which only one of both changes its clocks: Phoenix never does
    ("2026-10-30 11:00", "America/Phoenix", Fit.INSIDE, "2026-10-30 08:00", 0),
    ("2026-11-02 10:00", "America/Phoenix", Fit.INSIDE, "2026-11-02 08:00", 0),
    ("2026-03-06 09:30", "America/Phoenix", Fit.PARTLY, "2026-03-06 07:30", 30),
    ("2026-03-09 09:30", "America/Phoenix", Fit.OUTSIDE, "2026-03-09 06:30", 90),
]


@pytest.mark.parametrize(("start", "zone", "fit", "local_start", "stretch"), FALLS)
def test_a_slot_falls_on_the_clock_and_the_calendar_of_the_person(
    start: str, zone: str, fit: Fit, local_start: str, stretch: int
) -> None:
    (group,) = slot_fit([person(zone=zone)], at(start), 90).groups
    assert (group.fit, group.stretch) == (fit, stretch)
    assert group.local_start.strftime("%Y-%m-%d %H:%M") == local_start
    (found,) = person_fits([person(zone=zone)], at(start), 90)
    assert (found.fit, found.local_start, found.is_away) == (fit, group.local_start, False)


def test_own_duty_hours_make_a_group_of_their_own_and_the_away_are_counted() -> None:
    people = [person(1), person(2, start=360, end=870), person(3, office="ELP"), away(4, DENVER, WEDNESDAY)]
    fit = slot_fit(people, at("2026-11-04 16:00"), 90)
    usual, early = sorted(fit.groups, key=lambda group: -group.duty_start)
    assert (usual.fit, usual.there, usual.away, usual.offices) == (Fit.INSIDE, 2, frozenset({4}), ("DEN", "ELP"))
    assert (early.fit, early.there) == (Fit.PARTLY, 1)
    assert (fit.people, fit.away, fit.count(Fit.INSIDE), fit.score) == (4, 1, 2, (2, -1, -60))
    assert [found.is_away for found in person_fits(people, at("2026-11-04 16:00"), 90)] == [False, False, False, True]


def test_an_absence_that_ends_as_the_slot_begins_is_none() -> None:
    people = [away(1, EAST, date(2026, 11, 3))]
    assert slot_fit(people, at("2026-11-04 00:00"), 90).away == 0
    assert slot_fit(people, at("2026-11-03 23:59"), 90).away == 1


def test_the_words_name_the_largest_groups_that_it_does_not_suit() -> None:
    people = [person(n, EAST) for n in range(43)] + [person(50 + n, HONOLULU) for n in range(2)]
    assert slot_words(slot_fit(people, at("2026-11-04 12:00"), 90), EAST) == (
        "43 of 45 inside duty hours; 2 at 7:00 AM in Honolulu"
    )
    people = [
        person(1, GUAM),
        person(2, HONOLULU, 420),
        person(3, HONOLULU),
        person(4, DENVER),
        away(5, EAST, WEDNESDAY),
    ]
    words = slot_words(slot_fit(people, at("2026-11-04 10:00"), 60), EAST, most=2)
    assert words == "1 of 5 inside duty hours; 2 at 5:00 AM in Honolulu, 1 at 1:00 AM on Thu, Nov 5 in Guam, 1 away"
    assert slot_words(slot_fit(people[3:4], at("2026-11-04 13:00"), 60), EAST) == "1 of 1 inside duty hours"


def local_starts(
    day: str, zone: str = EAST, busy: tuple[Interval, ...] = (), hours: tuple[int, int] = WORKDAY
) -> list[str]:
    found = starts(date.fromisoformat(day), 90, zone, busy, hours)
    return [start.astimezone(ZoneInfo(zone)).strftime("%H:%M") for start in found]


def test_the_host_is_asked_in_working_hours_of_working_days_and_never_twice_at_once() -> None:
    assert local_starts("2026-11-04")[:2] == ["08:00", "08:30"]
    assert local_starts("2026-11-04")[-1] == "15:30"
    assert local_starts("2026-11-07") == local_starts("2026-11-11") == []
    lunch = ((at("2026-11-04 10:00"), at("2026-11-04 15:00")),)
    assert local_starts("2026-11-04", busy=lunch) == ["08:00", "08:30", "15:00", "15:30"]


def test_times_that_the_host_s_clocks_skip_or_repeat_are_not_proposed() -> None:
    """Cairo changes its clocks in the night to a working Friday, and back in the night of a Thursday."""
    assert local_starts("2026-04-24", "Africa/Cairo", hours=(0, 180)) == ["01:00", "01:30"]
    assert "23:00" not in local_starts("2026-10-29", "Africa/Cairo", hours=(1260, 1530))


def test_the_best_slots_suit_the_most_people_and_are_spread_over_the_days() -> None:
    people = [person(n, zone) for n, zone in enumerate((EAST, DENVER, DENVER, "America/Los_Angeles", HONOLULU))]
    days = [date(2026, 11, 9) + timedelta(days=n) for n in range(7)]
    found = best_slots(people, days, 90, EAST)
    assert [fit.count(Fit.INSIDE) for fit in found] == [5, 5, 5, 5, 5]
    local = [fit.start.astimezone(ZoneInfo(EAST)) for fit in found]
    # From 8:00 in Honolulu on, once a working day; then the next on the first day again.
    assert [(each.day, each.hour, each.minute) for each in local] == [
        *((day, 13, 0) for day in (9, 10, 12, 13)),
        (9, 14, 30),
    ]


def test_nobody_and_no_days_have_no_best_slots() -> None:
    assert best_slots([], [WEDNESDAY], 90, EAST) == ()
    assert best_slots([person()], [], 90, EAST) == ()


CLOCKS = st.builds(
    person,
    st.integers(1, 99),
    st.sampled_from(ZONES),
    st.sampled_from((360, 420, 480)),
    st.sampled_from((870, 960, 1020)),
)


@settings(max_examples=25)
@given(
    st.lists(CLOCKS, min_size=1, max_size=8, unique_by=lambda each: each.designee_id),
    st.dates(date(2026, 2, 20), date(2026, 11, 20)),
    st.sampled_from((30, 90, 120)),
    st.sampled_from(ZONES),
)
def test_no_start_of_the_host_suits_more_people_than_the_first_slot(
    people: list[PersonClock], first: date, duration: int, zone: str
) -> None:
    days = [first + timedelta(days=n) for n in range(3)]
    best = best_slots(people, days, duration, zone)
    every = [slot_fit(people, start, duration) for day in days for start in starts(day, duration, zone, ())]
    assert not every or best[0].score == max(fit.score for fit in every)
    assert all(one.end <= two.start or two.end <= one.start for one in best for two in best if one is not two)
    assert best == best_slots(list(people), list(reversed(days)), duration, zone)
    for fit in best:
        assert sum(fit.count(each) for each in Fit) == len(people)
        assert fit.start.tzinfo is UTC
