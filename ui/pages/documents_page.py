"""Governing documents with their acknowledgments, courses, and the register of everything issued."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar

from coordinator.rules.vocabulary import Area
from coordinator.views.documents import VersionDetail, VersionRow, governing_versions, version_detail
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.acknowledgments_panel import AcknowledgmentsPanel
from ui.widgets.courses_panel import CoursesPanel
from ui.widgets.governing_panel import GoverningPanel
from ui.widgets.governing_verbs import GoverningVerbs
from ui.widgets.issued_panel import IssuedPanel
from ui.widgets.page import Page
from ui.widgets.parts import Header, button
from ui.wording import count

GOVERNING, ACKNOWLEDGMENTS, COURSES, ISSUED = range(4)
TITLES = ("Governing documents", "Acknowledgments", "Courses", "Issued")
ISSUED_TARGETS = ("issued", "paper", "certificates", "letters", "valid", "revoked", "superseded", "mails")
FILTERED = ("Filter documents", "Filter people", "Filter completions", "Filter papers")


class DocumentsPage(Page):
    """`tabs` switch between `governing`, `acknowledgments`, `courses` and `issued`; `dialog` is open over the page."""

    name = "Documents"
    icon_name = "file-badge"
    areas = (
        Area.DOCUMENTS | Area.CERTIFICATES | Area.LETTERS | Area.NOMINATIONS | Area.DESIGNEES | Area.OFFICES
        | Area.LICENSES | Area.TRAININGS | Area.SEATS | Area.DRAFTS | Area.SETTINGS
    )  # fmt: skip
    help = (
        "Governing documents are the texts that people accept before they may hold a license: the PTA, the memorandum, "
        "rules of behavior. Each has versions; when a new one takes effect, acknowledgments of the one before hold "
        "until its grace ends; “What changes” says whom it asks again and what the text says differently. Under "
        "Acknowledgments, Space records one for the chosen cell or people, a list is matched to the roster, a scan is "
        "attached as evidence, and those who have not are asked by mail, with a form to sign. Courses are completed "
        "by attendance or by the transcript list of an LMS. Issued is the register of certificates and letters, each "
        "shown as it was issued: opened, searched, saved, printed, and mailed to whom it is about. A paper is revoked "
        "or superseded, never changed."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._wanted: object = None
        self.header = Header("Documents")
        self.search = self.header.search
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Documents")
        for title in TITLES:
            self.tabs.addTab(title)
        self.governing = GoverningPanel(desk.look)
        self.acknowledgments = AcknowledgmentsPanel(desk, self)
        self.courses = CoursesPanel(desk, self)
        self.issued = IssuedPanel(desk, self)
        self.panels = QStackedWidget()
        for panel in (self.governing, self.acknowledgments, self.courses, self.issued):
            self.panels.addWidget(panel)
        self._add_actions()
        self._add_buttons()
        for part in (self.header, self.tabs):
            self.body.addWidget(part)
        self.body.addWidget(self.panels, 1)
        self._connect()
        self._on_tab(GOVERNING)
        self._update_actions()

    def _add_actions(self) -> None:
        self.verbs = GoverningVerbs(self.desk, self, self.governing, self._open)
        self.record_action, self.open_action = self.verbs.record, self.verbs.open_file

    def _add_buttons(self) -> None:
        self.register_button = button("Register document", "primary", "plus")
        self.register_button.clicked.connect(self.register)
        self.header.add_button(self.register_button)
        self.governing.grid.set_empty(
            "The PTA, the memorandum and other texts that people accept before they may hold a license.",
            self.verbs.register,
        )

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._filter)
        self.governing.current_changed.connect(self._on_version)
        self.issued.status_changed.connect(self._on_said)
        self.issued.counted.connect(self._tell)
        self.acknowledgments.status_changed.connect(self._on_said)
        self.courses.status_changed.connect(self._on_said)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(governing_versions, self.desk.today()).then(self._show_versions)
        self.issued.reload()
        self.acknowledgments.reload()
        self.courses.reload()

    def open(self, target: object) -> None:
        """ "new", "governing", "missing", "acknowledgments", "courses", "issued" or a filter of it.

        Or ("version", id), ("acknowledgments", what its panel opens), ("course", id), ("paper", number).
        """
        kind, wanted = target if isinstance(target, tuple) else (target, None)
        if kind == "new":
            self.register()
        elif kind == "acknowledgments":
            self._show_panel(ACKNOWLEDGMENTS)
            if wanted is not None:
                self.acknowledgments.open(wanted)
        elif kind in ("courses", "course"):
            self._show_panel(COURSES)
            if wanted is not None:
                self.courses.open(target)
        elif kind in ISSUED_TARGETS:
            self._show_panel(ISSUED)
            self.issued.open(target)
        elif kind == "version":
            self._wanted = wanted
            self._show_panel(GOVERNING)
            self.refresh()
        else:
            self._show_panel(GOVERNING)
            self.governing.chips.choose(str(kind))

    def _show_panel(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)

    def _show_versions(self, rows: tuple[VersionRow, ...]) -> None:
        self.governing.set_rows(rows)
        if any(row.id == self._wanted for row in rows):
            self.governing.grid.select_ids([int(str(self._wanted))])
            self._wanted = None
        self._on_version()
        self._tell()

    def _on_tab(self, tab: int) -> None:
        self.panels.setCurrentIndex(tab)
        self.search.setPlaceholderText(FILTERED[tab])
        self.acknowledgments.set_active(tab == ACKNOWLEDGMENTS)
        self.courses.set_active(tab == COURSES)
        self.issued.set_active(tab == ISSUED)
        self.register_button.setVisible(tab == GOVERNING)
        self._filter()
        self._update_actions()
        self._tell()

    def _filter(self) -> None:
        searches = (
            self.governing.grid.rows_model.set_filter,
            self.acknowledgments.search,
            self.courses.search,
            self.issued.search,
        )
        searches[self.tabs.currentIndex()](self.search.text())

    def _on_said(self, said: str) -> None:
        """What a panel says of itself, while it is shown."""
        if self.sender() is self.panels.currentWidget():
            self.status_changed.emit(said)

    def _tell(self) -> None:
        papers = self.issued.grid
        self.header.subtitle.setText(
            f"{count(self.governing.grid.rows_model.total, 'version', 'versions')}, "
            f"{count(papers.rows_model.total, 'paper', 'papers')} issued"
        )
        if self.tabs.currentIndex() == GOVERNING:
            self.status_changed.emit("")

    def _on_version(self) -> None:
        row = self.governing.row
        self._update_actions()
        if row is None:
            self.governing.show_nothing()
        else:
            self.desk.runner.read(version_detail, row.id).then(self._show_version)

    def _show_version(self, detail: VersionDetail) -> None:
        row = self.governing.row
        if row is not None and row.id == detail.version_id:
            self.governing.show_detail(row, detail)

    def _update_actions(self) -> None:
        """Only what fits the tab and the row can be done."""
        self.verbs.follow(is_active=self.tabs.currentIndex() == GOVERNING)

    # dialogs

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        made = getattr(self.dialog, "version_id", None)
        self.dialog = None
        if made is not None:
            self._wanted = made
            self.refresh()

    def register(self) -> None:
        """Ask for a new governing document."""
        self.tabs.setCurrentIndex(GOVERNING)
        self.verbs.ask_document()
