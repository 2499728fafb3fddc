"""The typed values of a nomination list, column by column, and what is to be said about cells that give none."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from coordinator.exchange.nomination_cells import (
    date_of,
    emails_of,
    is_nothing,
    is_shortened,
    phone_of,
    priority_of,
    withheld,
    yes_or_no,
    zone_of,
)
from coordinator.exchange.nomination_columns import NominationField
from coordinator.exchange.nomination_dates import DateOrder, date_order
from coordinator.exchange.nomination_problems import ProblemKind
from coordinator.exchange.nomination_texts import FieldTexts, ValueT, converted

F = NominationField


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is odd about one cell; `column` (0-based) where the field alone does not say which."""

    kind: ProblemKind
    message: str
    field: NominationField | None = None
    column: int | None = None


class FieldValues:
    """Lists with one value for each row below the header; `complaints` are to be made of rows that name a person."""

    def __init__(
        self,
        texts: FieldTexts,
        headers: Sequence[str],
        day_first: Mapping[int, bool],
        last_day: date | None,
    ) -> None:
        self._texts, self._headers, self._day_first, self._last_day = texts, headers, day_first, last_day
        self._complaints: dict[int, list[Complaint]] = {}
        self._open_orders: dict[int, tuple[frozenset[str], Complaint]] = {}
        self.emails = self._read(F.EMAIL, emails_of, ProblemKind.BAD_EMAIL, _no_email)
        self.phones = self._phones(F.PHONE)
        self.mobiles = self._phones(F.MOBILE)
        supervisors = self._read(F.SUPERVISOR_EMAIL, emails_of, ProblemKind.BAD_EMAIL, _no_email)
        self.supervisor_emails = [found[0] if found else None for found in supervisors]
        self.trial_use = self._read(F.TRIAL_USE, yes_or_no, ProblemKind.BAD_ANSWER, _no_answer)
        self.course = self._courses()
        self.zones = self._read(F.TIME_ZONE, zone_of, ProblemKind.BAD_ZONE, _no_zone)
        self.priorities = self._read(F.PRIORITY, priority_of, ProblemKind.BAD_PRIORITY, _no_priority)
        self.alternates = converted(texts.said(F.ALTERNATE), _is_alternate)

    def complaints(self, place: int) -> list[Complaint]:
        """Of one row. That the order of a column's dates is open is said once, at the first such date of a person."""
        found = self._complaints.get(place, [])
        for column, (texts, complaint) in list(self._open_orders.items()):
            if self._texts.each_text(column, place) in texts:
                del self._open_orders[column]
                found = [*found, complaint]
        return found

    def _read(
        self,
        field: NominationField,
        convert: Callable[[str], ValueT],
        kind: ProblemKind,
        why: Callable[[str], str],
    ) -> list[ValueT]:
        texts = self._texts.said(field)
        values = converted(texts, convert)
        self._complain(field, texts, [value in (None, ()) for value in values], kind, why)
        return values

    def _phones(self, field: NominationField) -> list[str | None]:
        texts = self._texts.said(field)
        found = converted(texts, phone_of)
        self._complain(field, texts, [phone is None for phone, _ in found], ProblemKind.BAD_PHONE, _no_phone)
        self._complain(field, texts, [several for _, several in found], ProblemKind.OTHER_PHONE, _other_phones)
        return [phone for phone, _ in found]

    def _complain(
        self,
        field: NominationField,
        texts: Sequence[str],
        odd: Sequence[bool],
        kind: ProblemKind,
        why: Callable[[str], str],
        column: int | None = None,
    ) -> None:
        for place, (text, is_odd) in enumerate(zip(texts, odd, strict=True)):
            if is_odd and text:
                self._complaints.setdefault(place, []).append(Complaint(kind, why(text), field, column))

    def _courses(self) -> list[tuple[bool | None, date | None]]:
        """Whether the course is completed and when: a date says both, a clear "no" outweighs it."""
        merged: list[tuple[bool | None, date | None]] = [(None, None)] * len(self.emails)
        for index, texts in self._texts.each_column(F.COURSE_COMPLETED):
            order = self._order(index, texts)
            days = converted(texts, partial(date_of, day_first=order.day_first))
            answers = [True if day else yes_or_no(text) for text, day in zip(texts, days, strict=True)]
            odd = converted(texts, lambda text: not is_nothing(text) and not withheld(text))
            silent = [each and answer is None for each, answer in zip(odd, answers, strict=True)]
            self._complain(F.COURSE_COMPLETED, texts, silent, ProblemKind.BAD_DATE, _no_date, index)
            merged = [
                (answer if said is None else said, earlier or day)
                for (said, earlier), answer, day in zip(merged, answers, days, strict=True)
            ]
        return [(said, day if said else None) for said, day in merged]

    def _order(self, index: int, texts: Sequence[str]) -> DateOrder:
        if index in self._day_first:
            return DateOrder(self._day_first[index])
        order = date_order(texts, self._last_day)
        if order.ambiguous:
            unsettled = frozenset(order.ambiguous)
            number = Counter(text in unsettled for text in texts)[True]
            header = self._headers[index] if 0 <= index < len(self._headers) else ""
            self._open_orders[index] = unsettled, _open_order(order.ambiguous[0], number, header, index)
        return order


def _open_order(text: str, number: int, header: str, column: int) -> Complaint:
    where = f" of “{header}”" if header else ""
    many = f" This holds for {number} dates{where}." if number > 1 else ""
    message = f"“{text}” may begin with the month or with the day; the month was taken to come first.{many}"
    return Complaint(ProblemKind.AMBIGUOUS_DATE, message, F.COURSE_COMPLETED, column)


def _is_alternate(text: str) -> bool:
    return bool(text) and (bool(yes_or_no(text)) or text.casefold().startswith("alt"))


def _no_email(text: str) -> str:
    return f"“{text}” is no e-mail address; it was left out."


def _no_phone(text: str) -> str:
    why = "was cut short by a spreadsheet" if is_shortened(text) else "is no telephone number"
    return f"“{text}” {why}; it was left out."


def _other_phones(text: str) -> str:
    return f"“{text}” holds several numbers; {phone_of(text)[0]} was taken."


def _no_answer(text: str) -> str:
    return f"“{text}” is neither yes nor no; it was left open."


def _no_date(text: str) -> str:
    return f"“{text}” is neither yes, no nor a date; it was left open."


def _no_zone(text: str) -> str:
    return f"“{text}” is no time zone that is known; it was left out."


def _no_priority(text: str) -> str:
    return f"“{text}” is no priority such as 1, 2 or 3; it was left out."
