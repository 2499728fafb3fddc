"""The pages in the order of the rail."""

from ui.pages.audit_page import AuditPage
from ui.pages.documents_page import DocumentsPage
from ui.pages.licenses_page import LicensesPage
from ui.pages.readiness_page import ReadinessPage
from ui.pages.reports_page import ReportsPage
from ui.pages.roster_page import RosterPage
from ui.pages.settings_page import SettingsPage
from ui.pages.taskings_page import TaskingsPage
from ui.pages.today_page import TodayPage
from ui.pages.trainings_page import TrainingsPage
from ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (
    TodayPage,
    TaskingsPage,
    RosterPage,
    TrainingsPage,
    ReadinessPage,
    LicensesPage,
    DocumentsPage,
    ReportsPage,
    AuditPage,
    SettingsPage,
)
