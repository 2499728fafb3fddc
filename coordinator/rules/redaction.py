"""What is withheld from a list that leaves the unit: the exemption stands where the text was, the text is gone.

5 U.S.C. 552 (b)(6) protects personal privacy, (b)(7)(C) the same in records of law enforcement. Which fields are
withheld follows what the unit's own released memorandum withholds: names, addresses and numbers of people.
"""

from dataclasses import dataclass, field

PERSON = "(b)(6); (b)(7)(C)"


@dataclass(slots=True)
class Redaction:
    """Withholds texts while `is_on`, and counts them; an empty text hides nothing and stays empty."""

    is_on: bool
    count: int = field(default=0)

    def person(self, text: str) -> str:
        """A name, an address, a number, or free words that may hold one."""
        if not self.is_on or not text.strip():
            return text
        self.count += 1
        return PERSON

    @property
    def sentence(self) -> str:
        """For the foot of the list; "" when nothing was asked to be withheld."""
        if not self.is_on:
            return ""
        entries = "1 entry" if self.count == 1 else f"{self.count} entries"
        return f"Redacted: {entries} withheld under 5 U.S.C. 552 {PERSON}."
