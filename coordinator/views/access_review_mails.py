"""To which offices a request or a reminder of an access review goes, and in what words."""

from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import AccessReview, Setting
from coordinator.rules.access_review_mail import REMINDER, REQUEST
from coordinator.rules.mail_text import MailText
from coordinator.rules.moments import long_day
from coordinator.views.access_reviews import OfficeAnswer, ReviewOffice, review_offices
from coordinator.views.mail_recipients import RecipientRow
from coordinator.views.settings import UnitSettings, unit_settings


class ReviewMail(StrEnum):
    REQUEST = "request"
    REMINDER = "reminder"


SHIPPED = {ReviewMail.REQUEST: REQUEST, ReviewMail.REMINDER: REMINDER}


def review_mail_text(session: Session, mail: ReviewMail) -> MailText:
    """The unit's own text for this mail, else the one shipped."""
    keys = review_text_keys(mail)
    stored: dict[str, str] = {
        row.key: row.value for row in session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(keys)))
    }
    shipped = SHIPPED[mail]
    return MailText(stored.get(keys[0], shipped.subject), stored.get(keys[1], shipped.body))


def review_text_keys(mail: ReviewMail) -> tuple[str, str]:
    """The keys of the settings that hold the subject and the text."""
    return f"mail.access_review_{mail.value}.subject", f"mail.access_review_{mail.value}.body"


def review_recipients(session: Session, today: date, review_id: int, mail: ReviewMail) -> tuple[RecipientRow, ...]:
    """The offices that such a mail may go to, by code; `is_due` are those the rule proposes.

    A request may go to every office and is due to those not asked yet; a reminder to those of which an answer is
    missing, and is due to all of them.
    """
    review = session.get(AccessReview, review_id)
    if review is None:
        return ()
    settings = unit_settings(session)
    return tuple(
        _recipient(review, settings, row, mail, today)
        for row in review_offices(session, today, review_id)
        if mail is ReviewMail.REQUEST or not row.is_complete
    )


def _recipient(
    review: AccessReview, settings: UnitSettings, row: ReviewOffice, mail: ReviewMail, today: date
) -> RecipientRow:
    return RecipientRow(
        id=row.id,
        code=row.code,
        name=row.name,
        reason=stands_words(row, review.due_on, today),
        is_due=mail is ReviewMail.REMINDER or row.asked_at is None,
        is_urgent=row.answer is OfficeAnswer.OVERDUE,
        contact=row.contact,
        address=row.address,
        drafted_at=row.asked_at,
        values=_values(review, settings, row, today),
    )


def stands_words(row: ReviewOffice, due_on: date, today: date) -> str:
    """ "2 days overdue, 3 of 5", "awaited", "3 of 5", "answered"."""
    if row.is_complete:
        return "answered"
    some = f"{row.answered} of {row.licenses}" if row.answered else ""
    if row.answer is not OfficeAnswer.OVERDUE:
        return some or "awaited"
    late = (today - due_on).days
    return ", ".join(filter(None, (f"{late} {'day' if late == 1 else 'days'} overdue", some)))


def _values(review: AccessReview, settings: UnitSettings, row: ReviewOffice, today: date) -> dict[str, str]:
    return {
        "review": review.title,
        "product": review.product.name,
        "office": row.name,
        "office_code": row.code,
        "licenses": _licenses(row.licenses),
        "answered": _licenses(row.answered),
        "missing": _licenses(row.missing),
        "due": long_day(review.due_on),
        "frozen": long_day(review.frozen_on),
        "standing": _standing(review, row, today),
        "point_of_contact": settings.unit_point_of_contact,
        "unit": settings.unit_name,
        "section": settings.unit_section,
    }


def _standing(review: AccessReview, row: ReviewOffice, today: date) -> str:
    due = long_day(review.due_on)
    when = f"It was due on {due}." if today > review.due_on else f"It is due on {due}."
    if row.is_complete:
        return f"We have the answers of your office for “{review.title}”."
    if row.answered:
        return f"For “{review.title}” your answer is missing for {_licenses(row.missing)} of {row.licenses}. {when}"
    return f"We have not received the answer of your office for “{review.title}” yet. {when}"


def _licenses(number: int) -> str:
    return f"{number:,} {'license' if number == 1 else 'licenses'}"
