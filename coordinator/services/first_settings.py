"""What a new database starts with, so that it asks for nothing."""

from dataclasses import asdict

from coordinator.exchange.office_list import shipped_offices
from coordinator.model import Course, Gate, Office, Product, RankingRule, RetentionRule, Setting
from coordinator.rules.vocabulary import CourseKind, DocumentKind, GateKind, RankingCriterion
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import UnitSettings, key_of

PRODUCT = "Facial Recognition Search (FRS)"
UNIT_COURSE = "C3-VT-101"
LMS_COURSE = "LMS-FRS"

GATES = (
    (GateKind.SELECTED, "Nominated and selected", None, True),
    (GateKind.ACKNOWLEDGED, "PTA acknowledged", DocumentKind.PTA, True),
    (GateKind.ACKNOWLEDGED, "Memorandum acknowledged", DocumentKind.MEMORANDUM, True),
    (GateKind.TRAINED, "Virtual training attended", None, True),
    (GateKind.ACTIVE, "Active employee", None, True),
    (GateKind.COURSE_COMPLETED, "LMS course completed", None, False),
    (GateKind.SUPERVISOR_APPROVED, "Supervisor's approval", None, False),
)
# Criterion, weight, on. The first two are the memo's; those that are off wait to be switched on.
RULES = (
    (RankingCriterion.TRIAL_USE, 4.0, True),
    (RankingCriterion.COURSE_COMPLETED, 3.0, True),
    (RankingCriterion.OFFICE_UNDER_QUOTA, 1.0, True),
    (RankingCriterion.SUPERVISOR_PRIORITY, 2.0, False),
    (RankingCriterion.NOMINATED_EARLY, 1.0, False),
    (RankingCriterion.DAYS_SINCE_NOMINATION, 1.0, False),
)


def prepare(uow: UnitOfWork) -> None:
    """Offices, settings, gates, ranking rules, courses and retention rules of a new database."""
    uow.insert_rows(Office, [asdict(office) for office in shipped_offices()])
    uow.insert_rows(Setting, [{"key": key_of(k), "value": v} for k, v in asdict(UnitSettings()).items()])
    uow.insert_rows(
        Gate,
        [
            {"kind": kind, "title": title, "document_kind": document, "is_on": is_on, "position": place}
            for place, (kind, title, document, is_on) in enumerate(GATES)
        ],
    )
    uow.insert_rows(
        RankingRule,
        [
            {"criterion": criterion, "weight": weight, "position": place, "is_on": is_on}
            for place, (criterion, weight, is_on) in enumerate(RULES)
        ],
    )
    uow.add(Product(name=PRODUCT))
    _add_courses(uow)
    uow.add(RetentionRule(record_kind="Rosters and attendance", authority="NARA GRS 2.6 item 010", years=3))
    uow.describe("Prepare the database", undoable=False)


def _add_courses(uow: UnitOfWork) -> None:
    uow.add(
        Course(
            kind=CourseKind.UNIT,
            code=UNIT_COURSE,
            title="Platform Overview and Best Practices for Performing and Tracking Searches",
            duty_hours="1.5",
            delivery="Virtual, instructor-led",
        )
    )
    uow.add(Course(kind=CourseKind.LMS, code=LMS_COURSE, title="Use of Facial Recognition Services", delivery="LMS"))
