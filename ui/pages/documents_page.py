"""The Documents page: governing documents and who accepted them, courses, what was issued, and its templates."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import Area
from coordinator.views.document_counts import DocumentCounts, document_counts
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.acknowledgments_panel import AcknowledgmentsPanel
from ui.widgets.courses_panel import CoursesPanel
from ui.widgets.governing_panel import GoverningPanel
from ui.widgets.issued_panel import IssuedPanel
from ui.widgets.page import Page
from ui.widgets.panel_tabs import Panel, PanelTabs, panel_of
from ui.widgets.parts import Header, button
from ui.widgets.templates_panel import TemplatesPanel
from ui.wording import count

ISSUED_TARGETS = ("issued", "paper", "certificates", "letters", "valid", "revoked", "superseded", "mails")


class DocumentsPage(Page):
    """`governing`, `acknowledgments`, `courses`, `issued` and `templates` are behind `tabs`; `dialog` is open."""

    name = "Documents"
    icon_name = "file-badge"
    areas = (
        Area.DOCUMENTS | Area.CERTIFICATES | Area.LETTERS | Area.NOMINATIONS | Area.DESIGNEES | Area.OFFICES
        | Area.LICENSES | Area.TRAININGS | Area.SEATS | Area.DRAFTS | Area.SETTINGS | Area.TEMPLATES
    )  # fmt: skip
    help = (
        "Governing documents are the texts that people accept before they may hold a license: the PTA, the memorandum, "
        "rules of behavior. Each has versions; when a new one takes effect, acknowledgments of the one before hold "
        "until its grace ends; “What changes” says whom it asks again and what the text says differently. Under "
        "Acknowledgments, Space records one for the chosen cell or people, a list is matched to the roster, a scan is "
        "attached as evidence, and those who have not are asked by mail, with a form to sign. Courses are completed "
        "by attendance or by the transcript list of an LMS. Issued is the register of certificates and letters, each "
        "shown as it was issued: opened, searched, saved, printed, and mailed to whom it is about. A paper is revoked "
        "or superseded, never changed. Templates are what certificates and letters say and how they look; of each kind "
        "one is in use. Enter edits the chosen one beside its finished page, Ctrl+Space inserts what stands for a "
        "fact, and every save is a new version; an older one can be looked at and restored. What was issued keeps the "
        "version it was made with."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.governing = GoverningPanel(desk, self)
        self.acknowledgments = AcknowledgmentsPanel(desk, self)
        self.courses = CoursesPanel(desk, self)
        self.issued = IssuedPanel(desk, self)
        self.templates = TemplatesPanel(desk, self)
        self.header = Header("Documents")
        self.search = self.header.search
        self.register_button = button("Register document", "primary", "plus")
        self.header.add_button(self.register_button)
        self.tabs = PanelTabs(
            "Documents",
            [
                ("Governing documents", self.governing),
                ("Acknowledgments", self.acknowledgments),
                ("Courses", self.courses),
                ("Issued", self.issued),
                ("Templates", self.templates),
            ],
        )
        self._searches: dict[Panel, tuple[str, Callable[[str], None]]] = {
            self.governing: ("documents", self.governing.search),
            self.acknowledgments: ("people", self.acknowledgments.search),
            self.courses: ("completions", self.courses.search),
            self.issued: ("papers", self.issued.search),
            self.templates: ("templates", self.templates.search),
        }
        self.body.addWidget(self.header)
        self.body.addWidget(self.tabs, 1)
        self.register_button.clicked.connect(self.governing.verbs.register.trigger)
        self.search.textChanged.connect(self._filter)
        self.tabs.shown.connect(self._on_tab)
        self.tabs.status_changed.connect(self.status_changed)
        self._on_tab()

    @property
    def dialog(self) -> DialogFrame | None:
        return self.governing.dialog or self.courses.dialog or self.issued.dialog or self.templates.dialog

    def reload(self) -> None:
        self.desk.runner.read(document_counts).then(self._show_counts)
        self.tabs.refresh()

    def open(self, target: object) -> None:
        """ "new", "governing", "missing", "acknowledgments", "courses", "issued" or a filter of it, "templates".

        Or ("version", id), ("acknowledgments", what its panel opens), ("course", id), ("paper", number),
        ("template", id).
        """
        kind, wanted = target if isinstance(target, tuple) else (target, None)
        if kind == "acknowledgments":
            self._open_in(self.acknowledgments, wanted)
        elif kind in ("courses", "course"):
            self._open_in(self.courses, target if kind == "course" else wanted)
        elif kind in ISSUED_TARGETS:
            self._open_in(self.issued, target)
        elif kind in ("templates", "template"):
            self._open_in(self.templates, target if kind == "template" else wanted)
        else:
            self._open_in(self.governing, target)

    def _open_in(self, panel: QWidget, target: object) -> None:
        self.tabs.show_panel(panel)
        if target is not None:
            panel_of(panel).open(target)

    def _on_tab(self) -> None:
        """The header has what belongs to the panel that is shown."""
        self.search.setPlaceholderText(f"Filter {self._searches[self.tabs.current][0]}")
        self.register_button.setVisible(self.tabs.current is self.governing)
        self._filter()

    def _filter(self) -> None:
        self._searches[self.tabs.current][1](self.search.text())

    def _show_counts(self, counts: DocumentCounts) -> None:
        versions, papers = count(counts.versions, "version", "versions"), count(counts.papers, "paper", "papers")
        self.header.subtitle.setText(f"{versions}, {papers} issued")
