"""What a cell of a report can be about."""

from enum import StrEnum, auto


class Field(StrEnum):
    """What a cell of a report is about: a person, one stay, or the meeting."""

    NAME = auto()
    WEAK_NAME = auto()
    FIRST_NAME = auto()
    LAST_NAME = auto()
    EMAIL = auto()
    UPN = auto()
    ROLE = auto()
    GUEST = auto()
    CONNECTION = auto()
    PRINCIPAL = auto()
    DAY = auto()
    JOIN = auto()
    LEAVE = auto()
    DURATION = auto()
    SPAN = auto()
    ACTION = auto()
    STAMP = auto()
    ATTENDED = auto()
    WAITING = auto()
    REGISTERED = auto()
    TITLE = auto()
    STARTED = auto()
    ENDED = auto()
    MEETING_MINUTES = auto()
    MEETING_ID = auto()
    MEETING_DAY = auto()


NAME_FIELDS = frozenset({Field.NAME, Field.WEAK_NAME, Field.FIRST_NAME, Field.LAST_NAME})
TIME_FIELDS = frozenset({Field.JOIN, Field.LEAVE, Field.DURATION, Field.SPAN, Field.STAMP, Field.ATTENDED})
MEETING_FIELDS = frozenset(
    {Field.TITLE, Field.STARTED, Field.ENDED, Field.MEETING_MINUTES, Field.MEETING_ID, Field.MEETING_DAY}
)
