"""The Reports page: compliance as of any day, the saved reports, and what is due for disposal."""

from coordinator.rules.vocabulary import Area
from ui.desk import Desk
from ui.widgets.compliance_panel import CompliancePanel
from ui.widgets.page import Page
from ui.widgets.panel_tabs import PanelTabs
from ui.widgets.parts import Header


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
        self.search = self.header.search
        self.search.setPlaceholderText("Filter licenses")
        self.compliance = CompliancePanel(desk, self)
        self.tabs = PanelTabs("Reports", [("Compliance", self.compliance)])
        self.body.addWidget(self.header)
        self.body.addWidget(self.tabs, 1)
        self.search.textChanged.connect(self.compliance.search)
        self.tabs.status_changed.connect(self.status_changed)

    def reload(self) -> None:
        self.tabs.refresh()

    def open(self, target: object) -> None:
        """ "exceptions" and other filters of compliance, or ("compliance", day)."""
        if isinstance(target, tuple):
            target = target[1]
        self.tabs.show_panel(self.compliance)
        self.compliance.open(target)
