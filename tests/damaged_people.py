"""An invented roster with many equal last names, and copies of its people as careless lists would have them.

In the manner of the FEBRL test sets: so many originals, one damaged copy of each, among people who have none.
"""

import random
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# By how common they are: the first are met far more often than the last.
LASTS = _words(
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson "
    "Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis "
    "Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera "
    "Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart "
    "Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim "
    "Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo "
    "Sanders Patel Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler "
    "Henderson Barnes Fisher Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin "
    "Wallace Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro "
    "Marshall Owens Harrison Fernandez McDonald Woods O'Brien MacKenzie Núñez Peña Muñoz Müller Lindström Sørensen "
    "Kovács Žukauskas Okafor Adeyemi Haddad Brandvold Lindqvist Nakamura Szczepański D'Angelo Saint-Pierre Van- "
    "Buren Ibáñez-Soto Oyelaran Vanterpool Featherstonhaugh"
)
FIRSTS = _words(
    "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark "
    "Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald Jason George Edward Jeffrey Ryan Jacob "
    "Nicholas Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank "
    "Raymond Jack Dennis Jerry Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy "
    "Sandra Betty Ashley Emily Kimberly Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon "
    "Laura Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine Christine "
    "Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren "
    "José María Jesús Luis Carlos Juan Inés Zoë Chloé Renée Björn Søren Ngozi Marisol Per Samir Dana Aisha Wei Linh"
)
SHORT = {
    "James": "Jim", "Robert": "Bob", "John": "Jack", "Michael": "Mike", "David": "Dave", "William": "Bill",
    "Richard": "Rick", "Joseph": "Joe", "Thomas": "Tom", "Christopher": "Chris", "Charles": "Chuck", "Daniel": "Dan",
    "Matthew": "Matt", "Anthony": "Tony", "Steven": "Steve", "Andrew": "Andy", "Kenneth": "Ken", "Timothy": "Tim",
    "Edward": "Ed", "Jeffrey": "Jeff", "Nicholas": "Nick", "Samuel": "Sam", "Gregory": "Greg", "Patricia": "Pat",
    "Jennifer": "Jen", "Elizabeth": "Liz", "Susan": "Sue", "Margaret": "Peggy", "Deborah": "Debbie",
    "Rebecca": "Becky", "Katherine": "Kate", "Pamela": "Pam", "Victoria": "Vicky", "Alexander": "Alex",
    "Kimberly": "Kim", "Samantha": "Sam", "Patrick": "Pat", "Jonathan": "Jon", "Benjamin": "Ben", "Christine": "Chris",
}  # fmt: skip
SYLLABLES = _words("ba be bi da de do fa ka ki la le lo ma me mo na ne ni ra re ri ro sa se ta te to va ve wa za")
ENDINGS = _words("nski berg son ton ley man well ford wick ridge dorf feld strom quist rath ders mann hart vich")
NEIGHBORS = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
MISREAD = {"m": "rn", "n": "m", "l": "i", "i": "l", "e": "c", "c": "e", "o": "a", "u": "v", "h": "b", "t": "f"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as a list has them. `truth` is who it is."""

    truth: int
    first: str
    middle: str
    last: str
    office: int
    email: str
    phone: str
    mobile: str

    @property
    def text(self) -> str:
        return f"{self.last}, {self.first} {self.middle}".strip()


@dataclass(frozen=True, slots=True)
class Damage:
    """How often each thing happens to a copy, 0 to 1; `edits` is how many letters a misspelled name has wrong."""

    last_misspelled: float = 0.25
    first_misspelled: float = 0.15
    edits: Sequence[int] = (1, 1, 1, 2, 2, 3)
    swapped: float = 0.08
    nickname: float = 0.25
    no_accents: float = 0.6
    no_middle: float = 0.4
    middle_initial: float = 0.3
    no_email: float = 0.35
    other_domain: float = 0.15
    no_phone: float = 0.15
    no_mobile: float = 0.3
    digit_wrong: float = 0.2
    moved: float = 0.1
    is_scanned: bool = False


FEBRL = Damage()
SCANNED = Damage(
    last_misspelled=0.45, first_misspelled=0.3, edits=(1, 1, 2), swapped=0.02, nickname=0.08, no_accents=0.95,
    no_middle=0.15, middle_initial=0.6, no_email=0.5, other_domain=0.05, no_phone=0.05, no_mobile=0.7,
    digit_wrong=0.3, moved=0.03, is_scanned=True,
)  # fmt: skip
REORGANIZED = Damage(
    last_misspelled=0.08, first_misspelled=0.05, edits=(1, 1, 1, 2), swapped=0.15, nickname=0.4, no_accents=0.3,
    no_middle=0.6, middle_initial=0.2, no_email=0.1, other_domain=0.7, no_phone=0.3, no_mobile=0.2,
    digit_wrong=0.05, moved=0.35,
)  # fmt: skip


class Roster:
    """`people` with `namesakes` among them: another person with the name of one of these."""

    def __init__(self, seed: int, size: int, namesakes: float = 0.04, offices: int = 26) -> None:
        self._random = random.Random(seed)
        self._offices = offices
        self._taken: set[str] = set()
        self._weights = [1 / (place + 4) for place in range(len(LASTS))]
        self._first_weights = [1 / (place + 8) for place in range(len(FIRSTS))]
        self.people = [self._person(number) for number in range(size)]
        for place in range(int(size * namesakes)):
            self.people[-1 - place] = self._namesake(self.people[-1 - place], self._random.choice(self.people[:size]))

    def _person(self, number: int) -> Listed:
        some = self._random
        last = some.choices(LASTS, self._weights)[0] if some.random() < 0.7 else self._rare_last()
        if some.random() < 0.03:
            last = f"{last}-{some.choices(LASTS, self._weights)[0]}"
        first = some.choices(FIRSTS, self._first_weights)[0]
        chance = some.random()
        middle = some.choice(string.ascii_uppercase) if chance < 0.4 else some.choice(FIRSTS) if chance < 0.7 else ""
        email = self._email(first, last) if some.random() < 0.92 else ""
        mobile = self._phone() if some.random() < 0.5 else ""
        return Listed(number, first, middle, last, some.randrange(self._offices), email, self._phone(), mobile)

    def _namesake(self, person: Listed, model: Listed) -> Listed:
        email = self._email(model.first, model.last) if person.email else ""
        return replace(person, first=model.first, last=model.last, email=email)

    def _rare_last(self) -> str:
        some = self._random
        return "".join(some.choices(SYLLABLES, k=some.choice((1, 2, 2)))).capitalize() + some.choice(ENDINGS)

    def _email(self, first: str, last: str) -> str:
        plain = without_accents(f"{first}.{last}").lower().replace("'", "").replace("-", "")
        number = 1
        while (email := f"{plain}{number if number > 1 else ''}@example.gov") in self._taken:
            number += 1
        self._taken.add(email)
        return email

    def _phone(self) -> str:
        return f"({self._random.randrange(201, 990)}) 555-01{self._random.randrange(100):02}"


class Copyist:
    """Copies people with the given damage."""

    def __init__(self, seed: int, damage: Damage, offices: int = 26) -> None:
        self._random = random.Random(seed)
        self._damage = damage
        self._offices = offices

    def copy(self, person: Listed) -> Listed:
        damage = self._damage
        first, last, middle = self._first(person.first), person.last, self._middle(person.middle)
        if self._happens(damage.no_accents):
            first, last, middle = map(without_accents, (first, last, middle))
        if self._happens(damage.last_misspelled):
            last = self._misspelled(last)
        if self._happens(damage.first_misspelled):
            first = self._misspelled(first)
        if self._happens(damage.swapped):
            first, last = last, first
        office = self._random.randrange(self._offices) if self._happens(damage.moved) else person.office
        return replace(
            person,
            first=first,
            middle=middle,
            last=last,
            office=office,
            email=self._email(person.email),
            phone="" if self._happens(damage.no_phone) else self._digits(person.phone),
            mobile="" if self._happens(damage.no_mobile) else self._digits(person.mobile),
        )

    def _happens(self, chance: float) -> bool:
        return self._random.random() < chance

    def _first(self, first: str) -> str:
        return SHORT[first] if first in SHORT and self._happens(self._damage.nickname) else first

    def _middle(self, middle: str) -> str:
        if self._happens(self._damage.no_middle):
            return ""
        return middle[:1] if self._happens(self._damage.middle_initial) else middle

    def _email(self, email: str) -> str:
        if self._happens(self._damage.no_email):
            return ""
        if self._happens(self._damage.other_domain):
            return email.replace("@example.gov", "@unit.example.gov")
        return email

    def _digits(self, phone: str) -> str:
        if not phone or not self._happens(self._damage.digit_wrong):
            return phone
        place = self._random.choice([1, 2, 3, -1, -2])
        digits = list(phone)
        digits[place] = self._random.choice([digit for digit in "23456789" if digit != digits[place]])
        return "".join(digits)

    def _misspelled(self, name: str) -> str:
        letters = list(name)
        for _ in range(min(self._random.choice(self._damage.edits), max(len(name) // 2, 1))):
            self._edit(letters)
        return "".join(letters).capitalize()

    def _edit(self, letters: list[str]) -> None:
        place = self._random.randrange(len(letters))
        letter = letters[place].lower()
        if self._damage.is_scanned:
            letters[place] = MISREAD.get(letter, letter)
            return
        kind = self._random.randrange(4)
        if kind == 0 and len(letters) > 2:
            del letters[place]
        elif kind == 1:
            letters.insert(place, letter)
        elif kind == 2 and place + 1 < len(letters):
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        else:
            letters[place] = self._random.choice(NEIGHBORS.get(letter, string.ascii_lowercase))


def without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O").replace("ł", "l"))
    return "".join(char for char in plain if not unicodedata.combining(char))
