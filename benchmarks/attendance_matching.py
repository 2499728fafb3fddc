"""Prints how well participants of a meeting are matched, and how fast.

    python -m benchmarks.attendance_matching [seed …]

A roster of 5,000 with namesakes, fathers and sons, short forms as first names; a training of 300 seats. Of the seated
255 come, and 45 without a seat, under names as meeting tools show them; 20 strangers come too, called as anybody is.
The seeds by default are not those that the rules were adjusted to. A name is clear where nobody else on the roster has
it and it is shown in full, or where the address is on record. Suggestions are counted of who is not matched.
"""

import csv
import io
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.duplicates import put
from coordinator.exchange.attendance_reports import read_report
from coordinator.exchange.spreadsheets import read_workbook
from coordinator.model import Attendee, Office
from coordinator.rules.names import fold
from coordinator.services.attendance import import_attendance
from coordinator.services.attendance_suggestions import review
from coordinator.services.seats import seat_designees
from coordinator.services.trainings import TrainingFacts, plan_training
from coordinator.services.workspace import Workspace
from coordinator.views.attendance_review import ReviewRow
from tests.damaged_people import SHORT, Copyist, Damage, Listed, Roster, without_accents

PEOPLE, SEATS, SEATED_COME, WALK_INS, STRANGERS = 5000, 300, 255, 45, 20
SEEDS = (101, 202, 303, 404, 505)
FATHERS, CALLED_SHORT = 15, 60
STRANGER = -1
IN_FULL = frozenset({"plain", "list", "capitals", "decorated", "no accents", "swapped", "device", "nickname (name)"})
START = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
GUEST = "#EXT#@host.onmicrosoft.example"
EXTERNAL = f"_example.gov{GUEST}"
HEAD = ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest")


@dataclass(frozen=True, slots=True)
class Guise:
    """How somebody shows up; `truth` is the number on the roster, or STRANGER."""

    truth: int
    style: str
    name: str
    email: str
    is_clear: bool


# a roster as it may be


def roster(seed: int) -> list[Listed]:
    some = random.Random(seed)
    people = Roster(seed, PEOPLE).people
    chosen = some.sample(range(PEOPLE), 2 * FATHERS + CALLED_SHORT)
    for father, son in zip(chosen[:FATHERS], chosen[FATHERS : 2 * FATHERS], strict=True):
        last = people[father].last
        people[son] = replace(people[son], first=people[father].first, middle=people[father].middle, last=f"{last} Jr.")
        people[father] = replace(people[father], last=f"{last} Sr." if some.random() < 0.5 else last)
    for place in chosen[2 * FATHERS :]:
        people[place] = replace(people[place], first=SHORT.get(people[place].first, people[place].first))
    return people


# names as meeting tools show them


class Guises:
    """Shows people under the names that they and their meeting tools give."""

    def __init__(self, seed: int, people: Sequence[Listed], offices: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._named = Counter(_key(person) for person in people)
        self._offices = offices
        self._misspeller = Copyist(seed, Damage(last_misspelled=1, first_misspelled=0.3, swapped=0, nickname=0))
        self._styles: dict[str, tuple[int, Callable[[Listed], str]]] = {
            "plain": (22, self._plain),
            "list": (12, lambda p: f"{p.last}, {p.first} {p.middle[:1]}".strip()),
            "capitals": (8, lambda p: f"{p.last}, {p.first} {p.middle}".strip().upper() + " (Guest)"),
            "decorated": (12, self._decorated),
            "no accents": (3, lambda p: without_accents(self._plain(p))),
            "swapped": (5, lambda p: f"{p.last} {p.first}"),
            "nickname": (12, lambda p: f"{_short(p)} {p.last}"),
            "nickname in a list": (3, lambda p: f"{p.last}, {_short(p)} (External)"),
            "nickname (name)": (3, lambda p: f"{_short(p)} ({p.first} {p.last})"),
            "device": (4, self._device),
            "initial": (5, lambda p: f"{p.first[0]}. {p.last}"),
            "last initial": (4, lambda p: f"{p.first} {p.last[0]}."),
            "first only": (4, lambda p: self._random.choice((p.first, f"{p.first}’s iPad"))),
            "misspelled": (3, lambda p: self._plain(self._misspeller.copy(p))),
            "middle name": (2, lambda p: f"{p.middle} {p.last}" if len(p.middle) > 1 else self._plain(p)),
            "part": (2, lambda p: f"{p.first} {p.last.replace('-', ' ').split()[0]}"),
            "cut": (2, lambda p: f"{p.first} {p.last}"[: max(len(p.first) + 3, 11)]),
            "telephone": (2, self._telephone),
        }

    def show(self, person: Listed, truth: int) -> Guise:
        some = self._random
        weights = [weight for weight, _ in self._styles.values()]
        style = some.choices([*self._styles], weights)[0]
        name = self._styles[style][1](person)
        email = "" if style == "telephone" else self._email(person, is_known=truth != STRANGER)
        is_known = bool(email) and email.replace(EXTERNAL, "@example.gov") == person.email
        return Guise(truth, style, name, email, is_known or (style in IN_FULL and self._named[_key(person)] == 1))

    def _plain(self, person: Listed) -> str:
        middle = f" {person.middle[:1]}." if person.middle and self._random.random() < 0.3 else ""
        return f"{person.first}{middle} {person.last}"

    def _decorated(self, person: Listed) -> str:
        name, listed = self._plain(person), f"{person.last}, {person.first}"
        code = self._offices[person.office]
        return self._random.choice(
            (
                f"[Acme Corp] {name}",
                f"{listed} (HSI/{code} CTR)",
                f"{name} (she/her) (Guest)",
                f"{listed} (EXT) (Unverified)",
                f"{name} - HSI {code}",
                f"Dr. {name}",
                f"{name} ({code})",
                f"SA {name} (External)",
            )
        )

    def _device(self, person: Listed) -> str:
        name = f"{person.first} {person.last}"
        return self._random.choice((f"{name}’s iPhone", f"iPhone von {name}", f"{name}'s iPad (2)", f"iPad de {name}"))

    def _telephone(self, person: Listed) -> str:
        """Half the time the number that is on record."""
        number = f"(716) 555-01{self._random.randrange(100):02}" if self._random.random() < 0.5 else person.phone
        return f"1{''.join(filter(str.isdigit, number))}"

    def _email(self, person: Listed, *, is_known: bool) -> str:
        some = self._random
        plain = without_accents(f"{person.first[:1]}{person.last}").lower().replace(" ", "").replace(".", "")
        chance = some.random()
        if is_known and person.email and chance < 0.45:
            local, _, domain = person.email.partition("@")
            return person.email if chance < 0.4 else f"{local}_{domain}{GUEST}"
        if chance < (0.58 if is_known else 0.5):
            return f"{plain.replace(chr(39), '')}{some.randrange(100)}@mail.example.org"
        return ""


def _key(person: Listed) -> str:
    return fold(f"{person.last}, {person.first}")


def _short(person: Listed) -> str:
    return SHORT.get(person.first, person.first)


def report(guises: Sequence[Guise], seed: int) -> bytes:
    """A participants' list as Zoom writes it, most there from begin to end."""
    some = random.Random(seed)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    for guise in guises:
        join = START.astimezone(ZONE) + timedelta(seconds=some.randrange(-400, 900))
        leave = join + timedelta(minutes=some.choice((20, 60, 80, 85, 90)))
        stamps = [moment.strftime("%m/%d/%Y %I:%M:%S %p") for moment in (join, leave)]
        rows.writerow((guise.name, guise.email, *stamps, (leave - join) // timedelta(minutes=1) + 1, "No"))
    return text.getvalue().encode()


# measuring


@dataclass(slots=True)
class Measured:
    """Participants whom the report has once, by who they are."""

    automatic: int = 0
    wrong: int = 0
    on_roster: int = 0
    right: int = 0
    clear: int = 0
    clear_right: int = 0
    asked: int = 0
    first: int = 0
    within: int = 0
    importing: float = 0.0
    reviewing: float = 0.0
    doubtful: int = 0

    def line(self, title: str) -> str:
        cells = [
            f"{1 - self.wrong / max(self.automatic, 1):.3f} ({self.wrong} of {self.automatic})",
            _share(self.right, self.on_roster),
            _share(self.clear_right, self.clear),
            _share(self.first, self.asked),
            _share(self.within, self.asked),
            *([f"{self.importing:.2f}", f"{self.reviewing:.2f} ({self.doubtful})"] if self.doubtful else ["", ""]),
        ]
        return f"| {title} | {' | '.join(cells)} |"


def _share(count: int, of: int) -> str:
    return f"{count / of:.3f}" if of else ""


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(Office.code).order_by(Office.id).limit(26)))


def ties(session: Session) -> list[tuple[str, str, int | None, int]]:
    query = select(Attendee.name, Attendee.email, Attendee.designee_id, Attendee.id).order_by(Attendee.id)
    return [(name, email, designee, each) for name, email, designee, each in session.execute(query)]


def measure(folder: Path, seed: int, styles: dict[str, Measured]) -> Measured:
    with Workspace.create(folder / f"matching-{seed}.db", actor="benchmark") as workspace:
        people = roster(seed)
        ids, _ = workspace.change(put, people)
        guises = _guises(seed, people, workspace.read(codes))
        facts = TrainingFacts("Training 1", START, ZONE.key, 90, SEATS)
        training_id, _ = workspace.change(plan_training, facts)
        workspace.change(seat_designees, training_id, ids[:SEATS])
        data = report(guises, seed)
        content = read_report(read_workbook("report.csv", data), held_on=START.date())
        start = time.perf_counter()
        workspace.change(import_attendance, training_id, ("report.csv", data), content)
        imported = time.perf_counter()
        rows = workspace.read(review, training_id)
        reviewed = time.perf_counter()
        found = Measured(importing=imported - start, reviewing=reviewed - imported, doubtful=len(rows))
        _count(found, styles, guises, ids, workspace.read(ties), {row.id: row for row in rows})
    return found


def _guises(seed: int, people: Sequence[Listed], offices: Sequence[str]) -> list[Guise]:
    some, shown = random.Random(seed + 1), Guises(seed + 2, people, offices)
    coming = [*some.sample(range(SEATS), SEATED_COME), *some.sample(range(SEATS, PEOPLE), WALK_INS)]
    guises = [shown.show(people[place], place) for place in coming]
    guises += [shown.show(person, STRANGER) for person in Roster(seed + 3, STRANGERS).people]
    some.shuffle(guises)
    return guises


def _count(
    found: Measured,
    styles: dict[str, Measured],
    guises: Iterable[Guise],
    ids: Sequence[int],
    tied: Iterable[tuple[str, str, int | None, int]],
    rows: Mapping[int, ReviewRow],
) -> None:
    by_text: dict[tuple[str, str], list[Guise]] = defaultdict(list)
    for guise in guises:
        email = guise.email.replace(EXTERNAL, "@example.gov")
        by_text[guise.name, email].append(guise)
    for name, email, designee, attendee in tied:
        for guise in by_text[name, email]:
            truth = None if guise.truth == STRANGER else ids[guise.truth]
            for measured in (found, styles.setdefault(guise.style, Measured())):
                _add(measured, guise, truth, designee, rows.get(attendee))


def _add(measured: Measured, guise: Guise, truth: int | None, designee: int | None, row: ReviewRow | None) -> None:
    measured.on_roster += truth is not None
    measured.automatic += designee is not None
    measured.wrong += designee is not None and designee != truth
    is_right = designee is not None and designee == truth
    measured.right += is_right
    measured.clear += truth is not None and guise.is_clear
    measured.clear_right += is_right and guise.is_clear
    if row is not None and truth is not None:
        suggested = [each.designee_id for each in row.suggestions]
        measured.asked += 1
        measured.first += suggested[:1] == [truth]
        measured.within += truth in suggested


def main(seeds: Iterable[int]) -> None:
    styles: dict[str, Measured] = {}
    print("| seed, or style | precision | recall | of clear ones | suggested first | in five | import, s | review, s |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            print(measure(Path(folder), seed, styles).line(str(seed)), flush=True)
    for style, measured in styles.items():
        print(measured.line(style))


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:] if each.isdecimal()] or SEEDS)
