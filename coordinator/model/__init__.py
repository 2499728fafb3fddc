"""Every entity, one file an aggregate. Importing the package registers all tables."""

from coordinator.model.access_review import AccessReview, AccessReviewFile, AccessReviewLine
from coordinator.model.audit import AuditEntry, AuditSubject
from coordinator.model.base import Base, finish
from coordinator.model.certificate import Certificate
from coordinator.model.course import Completion, Course, TrialUse
from coordinator.model.designee import Designee, FormerEmail, FormerName, MeetingAlias, NotDuplicate, Unavailability
from coordinator.model.draft import OutgoingDraft
from coordinator.model.gate import Gate, Waiver
from coordinator.model.governing_document import Acknowledgment, DocumentVersion, GoverningDocument
from coordinator.model.letter import Letter
from coordinator.model.license import Agreement, Allotment, License, LicenseEvent, Product
from coordinator.model.nomination import Nomination, RankingRule, Scenario, Selection
from coordinator.model.office import Office, OfficeContact
from coordinator.model.setting import NumberSeries, RedactionRule, Report, RetentionRule, SavedView, Setting
from coordinator.model.signature import Signature, SigningKey
from coordinator.model.stored_file import StoredFile
from coordinator.model.tasking import ImportMapping, ImportProblem, Quota, Response, ResponseFile, Tasking
from coordinator.model.template import Template, TemplateImage, TemplateVersion
from coordinator.model.training import (
    AttendanceInterval,
    AttendanceReport,
    Attendee,
    ReportLayout,
    Seat,
    SeatEvent,
    TrainingSession,
)

finish(Base.metadata)

__all__ = [
    "AccessReview",
    "AccessReviewFile",
    "AccessReviewLine",
    "Acknowledgment",
    "Agreement",
    "Allotment",
    "AttendanceInterval",
    "AttendanceReport",
    "Attendee",
    "AuditEntry",
    "AuditSubject",
    "Base",
    "Certificate",
    "Completion",
    "Course",
    "Designee",
    "DocumentVersion",
    "FormerEmail",
    "FormerName",
    "Gate",
    "GoverningDocument",
    "ImportMapping",
    "ImportProblem",
    "Letter",
    "License",
    "LicenseEvent",
    "MeetingAlias",
    "Nomination",
    "NotDuplicate",
    "NumberSeries",
    "Office",
    "OfficeContact",
    "OutgoingDraft",
    "Product",
    "Quota",
    "RankingRule",
    "RedactionRule",
    "Report",
    "ReportLayout",
    "Response",
    "ResponseFile",
    "RetentionRule",
    "SavedView",
    "Scenario",
    "Seat",
    "SeatEvent",
    "Selection",
    "Setting",
    "Signature",
    "SigningKey",
    "StoredFile",
    "Tasking",
    "Template",
    "TemplateImage",
    "TemplateVersion",
    "TrainingSession",
    "TrialUse",
    "Unavailability",
    "Waiver",
]
