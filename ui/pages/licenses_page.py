"""The Licenses page: licenses, the agreements they come from, their yearly review, and trial licenses, behind tabs."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import Area
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.access_reviews_panel import AccessReviewsPanel
from ui.widgets.agreements_panel import AgreementsPanel
from ui.widgets.licenses_panel import LicensesPanel
from ui.widgets.page import Page
from ui.widgets.panel_tabs import PanelTabs
from ui.widgets.parts import Header, button
from ui.widgets.trial_panel import TrialPanel

TALL = 34  # as with its fields, so that the tabs stay where they are when these go


class LicensesPage(Page):
    """`licenses`, `agreements`, `reviews` and `trials` are behind `tabs`; `dialog` is the one that is open."""

    name = "Licenses"
    icon_name = "key-round"
    areas = (
        Area.LICENSES | Area.LETTERS | Area.DESIGNEES | Area.OFFICES | Area.NOMINATIONS | Area.TASKINGS | Area.DOCUMENTS
        | Area.TRAININGS | Area.SEATS | Area.SETTINGS
    )  # fmt: skip
    help = (
        "An agreement is the purchased pool; it cannot be overdrawn. Issue licenses shows first who gets one and why, "
        "who not and what comes next, then issues to those you leave checked, each with its letter. Select one license "
        "or several to suspend, reinstate, return or revoke them, always with a reason; transfer and renewal make a "
        "new license that follows the old one. When a gate goes stale or a last day is past, the license is listed "
        "for a decision; nothing happens by itself."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.licenses = LicensesPanel(desk, self)
        self.agreements = AgreementsPanel(desk, self)
        self.reviews = AccessReviewsPanel(desk, self)
        self.trials = TrialPanel(desk, self)
        self.header = Header("Licenses", self.licenses.search)
        self.reserve_button, self.renew_button = button("Reserve seats…"), button("Renew licenses…")
        self.agreement_button = button("Add agreement…")
        self.issue_button = button("Issue licenses…", "primary")
        self.tabs = PanelTabs(
            "Licenses",
            [
                ("Licenses", self.licenses),
                ("Agreements", self.agreements),
                ("Access reviews", self.reviews),
                ("Trial licenses", self.trials),
            ],
        )
        self._wire_buttons()
        self.header.setMinimumHeight(TALL)
        self.body.addWidget(self.header)
        self.body.addWidget(self.tabs, 1)
        self.tabs.shown.connect(self._on_tab)
        self.tabs.status_changed.connect(self.status_changed)
        self.licenses.summary_changed.connect(self.header.subtitle.setText)
        self.licenses.ready_changed.connect(self._on_ready)

    def _wire_buttons(self) -> None:
        """Each does what its action does, and the button of the first agreement goes when there is one."""
        verbs = self.licenses.verbs
        for made, action in (
            (self.reserve_button, verbs.reserve_action),
            (self.renew_button, verbs.renew_action),
            (self.agreement_button, verbs.agreement_action),
            (self.issue_button, verbs.issue_action),
        ):
            made.clicked.connect(action.trigger)
            self.header.add_button(made)
        verbs.agreement_action.visibleChanged.connect(self._place_buttons)
        self._place_buttons()

    @property
    def dialog(self) -> DialogFrame | None:
        return self.licenses.dialog or self.agreements.dialog or self.reviews.dialog

    @property
    def search(self) -> QWidget | None:
        """The filter of the tab that is shown, if it has one."""
        found = getattr(self.tabs.stack.currentWidget(), "search", None)
        return found if isinstance(found, QWidget) else None

    def reload(self) -> None:
        self.tabs.refresh()

    def open(self, target: object) -> None:
        """A license's id, "ready", "issue", "proposals", "renewals", a chip's key; ("agreement", id, "").

        ("review", id) is an access review, "trial" is the tab of trial licenses; "exceptions" are shown on Reports.
        """
        if target == "exceptions":
            self.desk.go("Reports", target)
        elif target == "trial":
            self.tabs.show_panel(self.trials)
        elif isinstance(target, tuple) and target and target[0] == "agreement":
            self.tabs.show_panel(self.agreements)
            self.agreements.open(target)
        elif isinstance(target, tuple) and target and target[0] == "review":
            self.tabs.show_panel(self.reviews)
            self.reviews.open(target)
        else:
            self.tabs.show_panel(self.licenses)
            self.licenses.open(target)

    def drop(self, paths: Sequence[Path]) -> bool:
        """Workbooks that offices sent back."""
        self.tabs.show_panel(self.reviews)
        return self.reviews.drop(paths)

    def _on_tab(self, _: int) -> None:
        self._place_buttons()

    def _place_buttons(self) -> None:
        """The header has what belongs to the licenses; the other panels bring their own."""
        is_first = self.tabs.stack.currentWidget() is self.licenses
        has_pool = not self.licenses.verbs.agreement_action.isVisible()
        self.licenses.search.setVisible(is_first)
        self.issue_button.setVisible(is_first)
        self.agreement_button.setVisible(is_first and not has_pool)
        for made in (self.reserve_button, self.renew_button):
            made.setVisible(is_first and has_pool)

    def _on_ready(self, ready: int) -> None:
        self.count_changed.emit(str(ready) if ready else "")
