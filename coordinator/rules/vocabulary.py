"""Every word with a fixed set of values: the enums of the database, the services and the screen.

The values are stored in the database: a value may be added, never renamed.
"""

from enum import Flag, StrEnum, auto


class Position(StrEnum):
    SPECIAL_AGENT = "special_agent"
    ANALYST = "analyst"
    TASK_FORCE_OFFICER = "task_force_officer"
    CONTRACTOR = "contractor"
    OTHER = "other"


class TaskingState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    DECIDED = "decided"
    CLOSED = "closed"


class ResponseState(StrEnum):
    AWAITED = "awaited"
    RECEIVED = "received"
    DECLINED = "declined"


class NominationState(StrEnum):
    PENDING = "pending"
    SELECTED = "selected"
    ALTERNATE = "alternate"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"


class RankingCriterion(StrEnum):
    TRIAL_USE = "trial_use"
    COURSE_COMPLETED = "course_completed"
    OFFICE_UNDER_QUOTA = "office_under_quota"
    NOMINATED_EARLY = "nominated_early"
    DAYS_SINCE_NOMINATION = "days_since_nomination"
    SUPERVISOR_PRIORITY = "supervisor_priority"
    QUERY = "query"


class DocumentKind(StrEnum):
    PTA = "pta"
    MEMORANDUM = "memorandum"
    RULES_OF_BEHAVIOR = "rules_of_behavior"
    OTHER = "other"


class AcknowledgmentMethod(StrEnum):
    SIGNED_FORM = "signed_form"
    EMAIL = "email"
    IN_TRAINING = "in_training"
    ON_BEHALF = "on_behalf"


class CourseKind(StrEnum):
    LMS = "lms"
    UNIT = "unit"


class TrainingState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SeatState(StrEnum):
    WAIT_LISTED = "wait_listed"
    OFFERED = "offered"
    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    RELEASED = "released"


class Mark(StrEnum):
    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    EXCUSED = "excused"


class CertificateState(StrEnum):
    """Of letters, too."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class LicenseState(StrEnum):
    RESERVED = "reserved"
    ISSUED = "issued"
    SUSPENDED = "suspended"
    RETURNED = "returned"
    REVOKED = "revoked"
    EXPIRED = "expired"


class LetterKind(StrEnum):
    LICENSE_ISSUANCE = "license_issuance"
    SUSPENSION = "suspension"
    REINSTATEMENT = "reinstatement"
    REVOCATION = "revocation"
    RENEWAL = "renewal"
    RETURN = "return"
    EXPIRATION = "expiration"
    SELECTION = "selection"
    NON_SELECTION = "non_selection"


class TemplateKind(StrEnum):
    """A certificate, or one of the letters: those have the words of `LetterKind`."""

    CERTIFICATE = "certificate"
    LICENSE_ISSUANCE = "license_issuance"
    SUSPENSION = "suspension"
    REINSTATEMENT = "reinstatement"
    REVOCATION = "revocation"
    RENEWAL = "renewal"
    RETURN = "return"
    EXPIRATION = "expiration"
    SELECTION = "selection"
    NON_SELECTION = "non_selection"


class GateKind(StrEnum):
    SELECTED = "selected"
    ACKNOWLEDGED = "acknowledged"
    TRAINED = "trained"
    COURSE_COMPLETED = "course_completed"
    ACTIVE = "active"
    SUPERVISOR_APPROVED = "supervisor_approved"


class GateState(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    STALE = "stale"
    WAIVED = "waived"


class DraftKind(StrEnum):
    SOLICITATION = "solicitation"
    REMINDER = "reminder"
    THANKS = "thanks"
    INVITATION = "invitation"
    UPDATE = "update"
    CANCELLATION = "cancellation"
    OFFER = "offer"
    WAIT_LIST = "wait_list"
    DETAILS = "details"
    CERTIFICATE = "certificate"
    LETTER = "letter"
    ACKNOWLEDGMENT = "acknowledgment"
    ACCESS_REVIEW = "access_review"
    OTHER = "other"


class DraftState(StrEnum):
    MADE = "made"
    MARKED_SENT = "marked_sent"
    DISCARDED = "discarded"


class ReviewAnswer(StrEnum):
    """What an office says of a license in an access review."""

    KEEP = "keep"
    RETURN = "return"


class ReviewDecision(StrEnum):
    """What is done with a license after an access review."""

    KEEP = "keep"
    RETURN = "return"
    SUSPEND = "suspend"
    REVOKE = "revoke"


class ReportSubject(StrEnum):
    """What the rows of a report are."""

    LICENSES = "licenses"
    COMPLIANCE = "compliance"
    PEOPLE = "people"
    WAIVERS = "waivers"
    COMPLETIONS = "completions"
    AGREEMENTS = "agreements"
    RESPONSES = "responses"


class RetentionKind(StrEnum):
    """The records that a retention rule is about; each has its own day from which the years count."""

    TRAININGS = "trainings"
    NOMINATIONS = "nominations"
    LICENSES = "licenses"
    PEOPLE = "people"


class ContactRole(StrEnum):
    POINT_OF_CONTACT = "point_of_contact"
    SAC = "sac"
    TRAINING = "training"


class EntryKind(StrEnum):
    """What an audit entry is: a change, or the inverse of one applied as a new change."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"


class Area(Flag):
    """What a change touched, so that each page decides for itself whether to reload."""

    OFFICES = auto()
    TASKINGS = auto()
    DESIGNEES = auto()
    NOMINATIONS = auto()
    DOCUMENTS = auto()
    TRAININGS = auto()
    SEATS = auto()
    CERTIFICATES = auto()
    LICENSES = auto()
    LETTERS = auto()
    DRAFTS = auto()
    SETTINGS = auto()
    FILES = auto()
    TEMPLATES = auto()
    KEYS = auto()

    @classmethod
    def nothing(cls) -> "Area":
        return cls(0)

    @classmethod
    def everything(cls) -> "Area":
        return ~cls(0)
