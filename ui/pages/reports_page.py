"""The Reports page: compliance as of any day, the saved reports, and what is due for disposal."""

from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import Area
from ui.desk import Desk
from ui.widgets.compliance_panel import CompliancePanel
from ui.widgets.page import Page
from ui.widgets.panel_tabs import PanelTabs
from ui.widgets.parts import Header
from ui.widgets.reports_panel import ReportsPanel
from ui.widgets.retention_panel import RetentionPanel

COMPLIANCE, REPORTS = 0, 1


class ReportsPage(Page):
    """`compliance`, `reports` and `retention` are behind `tabs`."""

    name = "Reports"
    icon_name = "chart-column"
    areas = ~Area.DRAFTS
    help = (
        "Compliance answers, for any day, who held a license and on what basis: every gate is judged by the records as "
        "they stood then, and exceptions come first. Reports are saved queries; change one and keep it, or restore it "
        "as it came. Retention lists what is due for disposal by your rules. Nothing is ever deleted by the program."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.header = Header("Reports")
        self.search: QWidget = self.header.search
        self.header.search.setPlaceholderText("Filter licenses")
        self.compliance = CompliancePanel(desk, self)
        self.reports, self.retention = ReportsPanel(desk, self), RetentionPanel(desk, self)
        self.tabs = PanelTabs(
            "Reports", [("Compliance", self.compliance), ("Reports", self.reports), ("Retention", self.retention)]
        )
        self.body.addWidget(self.header)
        self.body.addWidget(self.tabs, 1)
        self.header.search.textChanged.connect(self.compliance.search)
        self.tabs.status_changed.connect(self.status_changed)
        self.tabs.shown.connect(self._on_tab)

    def reload(self) -> None:
        self.tabs.refresh()

    def open(self, target: object) -> None:
        """ "exceptions" and other filters of compliance; ("compliance", day), ("report", key), ("retention", key)."""
        match target:
            case ("report", wanted):
                self.tabs.show_panel(self.reports)
                self.reports.open(wanted)
            case ("retention", wanted):
                self.tabs.show_panel(self.retention)
                self.retention.open(wanted)
            case ("compliance", wanted):
                self.tabs.show_panel(self.compliance)
                self.compliance.open(wanted)
            case _:
                self.tabs.show_panel(self.compliance)
                self.compliance.open(target)

    def _on_tab(self, place: int) -> None:
        """The search of the header is of the licenses; a report has its query."""
        self.header.search.setVisible(place == COMPLIANCE)
        self.search = self.reports.query if place == REPORTS else self.header.search
