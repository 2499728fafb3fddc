"""Readiness: who meets which gate, what is missing where, and every exception that was made."""

from coordinator.rules.vocabulary import Area
from ui.desk import Desk
from ui.widgets.page import Page
from ui.widgets.panel_tabs import PanelTabs
from ui.widgets.parts import Header
from ui.widgets.readiness_panel import ReadinessPanel
from ui.widgets.waivers_panel import WaiversPanel

BOARD, WAIVERS = 0, 1


class ReadinessPage(Page):
    """`board` and `waivers` are its panels, behind `tabs`. The tab of the waivers counts those in force."""

    name = "Readiness"
    icon_name = "list-checks"
    areas = (
        Area.DESIGNEES | Area.OFFICES | Area.NOMINATIONS | Area.TASKINGS | Area.DOCUMENTS | Area.TRAININGS | Area.SEATS
        | Area.LICENSES | Area.SETTINGS
    )  # fmt: skip
    help = (
        "A row for each person, a column for each gate that is switched on in Settings; the heads count who of those "
        "shown meets it. The list at the right says what is missing in each office: a click shows that office. Click a "
        "cell or press Enter for the evidence, with its source one click away, until when it holds, and the next "
        "action. W waives the gate of the cell, or one gate for all who are chosen. Typing goes on in the search: it "
        "takes words and fields such as office:DEN, missing:pta, gate:training, is:stale, is:expiring, waived:course, "
        "next:attend or days:<30. Of whom the board is, is chosen at the right of the filters. Waivers lists every "
        "exception: extend one, or withdraw it with a reason."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board, self.waivers = ReadinessPanel(desk, self), WaiversPanel(desk, self)
        self.header = Header("Readiness", self.board.search)
        self.header.add_button(self.board.filters.of_whom)
        self.header.add_button(self.waivers.search)
        self.waivers.search.setMinimumWidth(320)
        self.tabs = PanelTabs("Board and waivers", (("Board", self.board), ("Waivers", self.waivers)))
        self.body.addWidget(self.header)
        self.body.addWidget(self.tabs, 1)
        self._on_tab(BOARD)
        self.tabs.shown.connect(self._on_tab)
        self.tabs.status_changed.connect(self.status_changed)
        self.board.totals_changed.connect(self._show_totals)
        self.waivers.in_force_changed.connect(self._show_in_force)

    def reload(self) -> None:
        """The waivers in force are counted whichever panel is shown."""
        self.tabs.refresh()
        if self.tabs.bar.currentIndex() != WAIVERS:
            self.waivers.reload()

    def open(self, target: object) -> None:
        """As the board takes it; "waivers", ("waivers", filter) or ("waiver", id) for the list of waivers."""
        match target:
            case "waivers":
                self.tabs.show_panel(self.waivers)
            case ("waivers" | "waiver", wanted):
                self.tabs.show_panel(self.waivers)
                self.waivers.open(wanted)
            case _:
                self.tabs.show_panel(self.board)
                self.board.open(target)

    def _on_tab(self, place: int) -> None:
        """Each panel has its own search at the same place."""
        self.board.search.setVisible(place == BOARD)
        self.board.filters.of_whom.setVisible(place == BOARD)
        self.waivers.search.setVisible(place == WAIVERS)
        self.search = self.waivers.search if place == WAIVERS else self.board.search

    def _show_totals(self, sentence: str, not_ready: int) -> None:
        self.header.subtitle.setText(sentence)
        self.count_changed.emit(f"{not_ready:,}" if not_ready else "")

    def _show_in_force(self, number: int) -> None:
        self.tabs.bar.setTabText(WAIVERS, f"Waivers in force  {number:,}")
