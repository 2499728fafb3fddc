"""Turns what the database says into a sentence: broken rules of the domain, or trouble with the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from coordinator.errors import CoordinatorError, RuleBroken, StoreTrouble
from coordinator.store.triggers import SENTENCES

BY_CONSTRAINT = {
    "license.designee_id, license.product_id": "This person already holds an active license for this product.",
    "seat.training_id, seat.designee_id": "This person already has a seat in this training.",
    "tasking.number": "There is already a tasking with this number.",
    "designee.email_key": "Another person on the roster has this e-mail address.",
    "office.code": "There is already an office with this code.",
    "acknowledgment.designee_id, acknowledgment.version_id": "This acknowledgment is already on record.",
    "nomination.tasking_id, nomination.designee_id": "This person is already nominated under this tasking.",
    "agreement.contract_number": "There is already an agreement with this contract number.",
    "governing_document.title": "There is already a governing document with this title.",
    "document_version.document_id, document_version.label": "This document already has a version with this label.",
    "training_session.title": "There is already a training with this title.",
    "certificate.training_id, certificate.designee_id": "This person already has a valid certificate of this training.",
    "meeting_alias.alias_key": "This meeting name is already remembered for another person.",
    "ck_training_session_minimum_within_capacity": "The minimum of a training cannot exceed its capacity.",
    "ck_agreement_dates_in_order": "An agreement cannot end before it starts.",
    "ck_document_version_dates_in_order": "A document cannot expire before it takes effect.",
    "ck_waiver_reasoned": "A waiver needs a reason and an approver.",
}
BY_CODE = {
    sqlite3.SQLITE_BUSY: "Another program is writing to the database. Nothing was changed; try again in a moment.",
    sqlite3.SQLITE_LOCKED: "Another program is writing to the database. Nothing was changed; try again in a moment.",
    sqlite3.SQLITE_FULL: "The disk is full. Nothing was changed; make room and try again.",
    sqlite3.SQLITE_READONLY: "The database is read-only here. Nothing was changed.",
    sqlite3.SQLITE_IOERR: "The disk reported an error. Close the program and check the disk before going on.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Restore the newest backup.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened. Check that its folder is there and writable.",
    sqlite3.SQLITE_NOTADB: "This file is not a database of this program.",
}


def sentence_for(error: DBAPIError) -> CoordinatorError | None:
    """The refusal that a database error stands for; None when it is a bug of ours."""
    message = str(error.orig)
    if message in SENTENCES:
        return RuleBroken(message)
    if isinstance(error, IntegrityError):
        return _rule_behind(message)
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code in BY_CODE:
        return StoreTrouble(BY_CODE[code])
    if isinstance(error, OperationalError) and code != sqlite3.SQLITE_ERROR:
        return StoreTrouble(f"The database could not be used: {message}. Nothing was changed.")
    return None


def _rule_behind(message: str) -> RuleBroken:
    subject = message.partition("failed: ")[2]
    if subject in BY_CONSTRAINT:
        return RuleBroken(BY_CONSTRAINT[subject])
    if message.startswith("FOREIGN KEY"):
        return RuleBroken("Other records refer to this one, so it was left as it is.")
    return RuleBroken(f"The database refused this change ({message}). Nothing was changed.")


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Database errors inside the block leave it as sentences."""
    try:
        yield
    except DBAPIError as error:
        refusal = sentence_for(error)
        if refusal is None:
            raise
        raise refusal from error
