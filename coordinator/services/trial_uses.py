"""Verbs on trial licenses that people used, and finding the people of a pasted list on the roster."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Office, Product, TrialUse
from coordinator.rules.contacts import split_emails
from coordinator.rules.names import name_keys, parse_name
from coordinator.services.known_people import KnownPeople, Likeness, Sought
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.trial_uses import PersonRow, roster_people

_CELLS = re.compile(r"[\t;|]")


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """Days that are not known are None."""

    product_id: int
    used_from: date | None = None
    used_until: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PastedPerson:
    """One line of a list: who it is and `how` that is known, or None and why nobody."""

    text: str
    person: PersonRow | None
    how: str


def record_trial_uses(uow: UnitOfWork, designee_ids: Sequence[int], facts: TrialFacts) -> int:
    """Record that these people used a trial license; returns of how many it was new.

    Who has the same product and days on record already is left alone.
    """
    wanted = [uow.get(Designee, each) for each in dict.fromkeys(designee_ids)]
    if not wanted:
        raise RuleBroken("Choose who used the trial license.")
    _check(uow, facts)
    known = {row.designee_id for row in uow.all(_same(facts))}
    new = [person for person in wanted if person.id not in known]
    if not new:
        raise RuleBroken("This trial use is on record already.")
    uow.insert_rows(TrialUse, [{"designee_id": person.id, **_columns(facts)} for person in new])
    whom = new[0].display_name if len(new) == 1 else f"{len(new):,} people"
    uow.describe(f"Record trial use of {whom}")
    return len(new)


def edit_trial_use(uow: UnitOfWork, trial_use_id: int, facts: TrialFacts) -> None:
    use = uow.get(TrialUse, trial_use_id)
    _check(uow, facts)
    if any(row.id != use.id and row.designee_id == use.designee_id for row in uow.all(_same(facts))):
        raise RuleBroken("This trial use is on record already.")
    for name, value in _columns(facts).items():
        setattr(use, name, value)
    uow.flush()
    uow.describe(f"Edit trial use of {uow.get(Designee, use.designee_id).display_name}")


def remove_trial_uses(uow: UnitOfWork, trial_use_ids: Sequence[int]) -> int:
    """They were recorded by mistake; returns how many were removed."""
    uses = [uow.get(TrialUse, each) for each in dict.fromkeys(trial_use_ids)]
    if not uses:
        raise RuleBroken("Choose the trial uses to remove.")
    whom = uow.get(Designee, uses[0].designee_id).display_name if len(uses) == 1 else f"{len(uses):,} people"
    for use in uses:
        uow.delete(use)
    uow.describe(f"Remove trial use of {whom}")
    return len(uses)


def _check(uow: UnitOfWork, facts: TrialFacts) -> None:
    uow.get(Product, facts.product_id)
    if facts.used_from and facts.used_until and facts.used_until < facts.used_from:
        raise RuleBroken("A trial license cannot have been used until a day before it was first used.")
    latest = max(filter(None, (facts.used_from, facts.used_until)), default=uow.today)
    if latest > uow.today:
        raise RuleBroken("A trial use is recorded when it has happened: choose a day that is not to come.")


def _same(facts: TrialFacts) -> Select[TrialUse]:
    return select(TrialUse).where(
        TrialUse.product_id == facts.product_id,
        TrialUse.used_from == facts.used_from,
        TrialUse.used_until == facts.used_until,
    )


def _columns(facts: TrialFacts) -> dict[str, object]:
    return {
        "product_id": facts.product_id,
        "used_from": facts.used_from,
        "used_until": facts.used_until,
        "source": facts.source.strip(),
    }


# a pasted list


def find_pasted(session: Session, text: str) -> tuple[PastedPerson, ...]:
    """Who the lines of a list are: names, addresses, or both, with the code of the office where it is given."""
    lines = list(dict.fromkeys(" ".join(line.split(" ")).strip() for line in text.splitlines()))
    finder = _Finder(session)
    return tuple(finder.find(line) for line in lines if line)


class _Finder:
    """The roster by address and name. Read once, asked for each line."""

    def __init__(self, session: Session) -> None:
        self._known = KnownPeople(session)
        self._people = {person.id: person for person in roster_people(session)}
        self._offices = {code: office for office, code in session.execute(select(Office.id, Office.code))}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        for person in self._people.values():
            for key in name_keys(person.name):
                self._by_name[key].add(person.id)

    def find(self, line: str) -> PastedPerson:
        name, emails, office = self._parts(line)
        parsed = parse_name(name)
        if emails and parsed is None:
            return self._by_address(line, emails)
        if parsed is None:
            return PastedPerson(line, None, "No name or e-mail in this line")
        office_id = self._offices.get(office)
        found = next(iter(self._known.find(Sought(parsed, office_id, emails, ()))), None)
        if found is not None and found.likeness is Likeness.SAME and found.designee_id in self._people:
            return PastedPerson(line, self._people[found.designee_id], ", ".join(found.reasons).capitalize())
        return self._by_name_only(line, name, office)

    def _parts(self, line: str) -> tuple[str, tuple[str, ...], str]:
        """Name, addresses and code of the office of "Okafor, Dana<tab>DEN<tab>okafor@example.gov" in any order."""
        emails = split_emails(line)
        cells = [cell.strip() for cell in _CELLS.split(line)]
        office = next((cell for cell in cells if cell in self._offices), "")
        words = (" ".join(word for word in cell.split() if "@" not in word) for cell in cells if cell != office)
        return next((part.strip(' ,<>"') for part in words if part.strip(' ,<>"')), ""), emails, office

    def _by_address(self, line: str, emails: tuple[str, ...]) -> PastedPerson:
        people = {
            face.designee_id
            for face in self._known.faces
            if not set(emails).isdisjoint(face.all_emails) and face.designee_id in self._people
        }
        if len(people) == 1:
            return PastedPerson(line, self._people[people.pop()], "Same e-mail")
        return PastedPerson(line, None, "Several have had this e-mail" if people else "Nobody has this e-mail")

    def _by_name_only(self, line: str, name: str, office: str) -> PastedPerson:
        people = set().union(*(self._by_name.get(key, ()) for key in name_keys(name)))
        if office:
            people = {each for each in people if self._people[each].office == office}
        if len(people) == 1:
            return PastedPerson(line, self._people[people.pop()], "Same name only")
        if people:
            return PastedPerson(line, None, f"{len(people)} people have this name; add the e-mail")
        return PastedPerson(line, None, "Nobody on the roster has this name")
