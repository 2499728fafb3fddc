"""Governing documents with their acknowledgments, courses, and the register of everything issued."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar

from coordinator.rules.vocabulary import Area, CertificateState
from coordinator.services.certificates import supersede_certificate
from coordinator.services.papers import stored_file
from coordinator.views.documents import (
    IssuedRow,
    VersionDetail,
    VersionRow,
    governing_versions,
    issued_papers,
    version_detail,
)
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.revoke_dialog import RevokeDialog
from ui.kept_files import save_all
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
        "shown as it was issued. A certificate is revoked or replaced, never changed."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.dialog: DialogFrame | None = None
        self._wanted: tuple[int, object] | None = None
        self._shown_paper: int | None = None
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
        self.issued = IssuedPanel(desk)
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
        add = self.desk.actions.add
        self.verbs = GoverningVerbs(self.desk, self, self.governing, self._open)
        self.record_action, self.open_action = self.verbs.record, self.verbs.open_file
        self.save_action = add(self, "Page", "Save copies…", self.save_copies, "Ctrl+Shift+S", "file-down")
        self.revoke_action = add(self, "Page", "Revoke…", self.revoke, "", "badge-x")
        self.supersede_action = add(self, "Page", "Replace…", self.supersede, "", "repeat")

    def _add_buttons(self) -> None:
        self.register_button = button("Register document", "primary", "plus")
        self.register_button.clicked.connect(self.register)
        self.header.add_button(self.register_button)
        self.issued.set_actions([self.save_action, self.supersede_action, self.revoke_action])
        self.governing.grid.set_empty(
            "The PTA, the memorandum and other texts that people accept before they may hold a license.",
            self.verbs.register,
        )
        self.issued.grid.set_empty("Certificates and letters appear here as soon as they are issued.")

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.search.textChanged.connect(self._filter)
        self.governing.current_changed.connect(self._on_version)
        self.issued.current_changed.connect(self._on_paper)
        self.acknowledgments.status_changed.connect(self._on_said)
        self.courses.status_changed.connect(self._on_said)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(governing_versions, self.desk.today()).then(self._show_versions)
        self.desk.runner.read(issued_papers).then(self._show_papers)
        self.acknowledgments.reload()
        self.courses.reload()

    def open(self, target: object) -> None:
        """ "new", "governing", "missing", "acknowledgments", "courses", "issued" or a filter of it.

        Or ("version", id), ("acknowledgments", what its panel opens), ("course", id), ("paper", number).
        """
        if target == "new":
            self.register()
        elif target == "acknowledgments":
            self.tabs.setCurrentIndex(ACKNOWLEDGMENTS)
        elif isinstance(target, tuple) and target[0] == "acknowledgments":
            self.tabs.setCurrentIndex(ACKNOWLEDGMENTS)
            self.acknowledgments.open(target[1])
        elif target == "courses" or (isinstance(target, tuple) and target[0] == "course"):
            self.tabs.setCurrentIndex(COURSES)
            if isinstance(target, tuple):
                self.courses.open(target)
        elif isinstance(target, tuple) and len(target) == 2:
            self._wanted = (GOVERNING if target[0] == "version" else ISSUED, target[1])
            self.tabs.setCurrentIndex(self._wanted[0])
            self.refresh()
        elif isinstance(target, str):
            in_issued = target in ("issued", "certificates", "letters", "revoked", "superseded")
            self.tabs.setCurrentIndex(ISSUED if in_issued else GOVERNING)
            (self.issued.chips if in_issued else self.governing.chips).choose(target)

    def _show_versions(self, rows: tuple[VersionRow, ...]) -> None:
        self.governing.set_rows(rows)
        self._choose(GOVERNING, {row.id: row.id for row in rows})
        self._on_version()
        self._tell()

    def _show_papers(self, rows: tuple[IssuedRow, ...]) -> None:
        self.issued.set_rows(rows)
        self._choose(ISSUED, {row.number: row.id for row in rows})
        self._on_paper()
        self._tell()

    def _choose(self, tab: int, ids: dict[int, int] | dict[str, int]) -> None:
        """Select what `open` asked for, once it is there."""
        if self._wanted is not None and self._wanted[0] == tab:
            found = {str(key): row_id for key, row_id in ids.items()}.get(str(self._wanted[1]))
            if found is not None:
                (self.governing.grid if tab == GOVERNING else self.issued.grid).select_ids([found])
                self._wanted = None

    def _on_tab(self, tab: int) -> None:
        self.panels.setCurrentIndex(tab)
        self.search.setPlaceholderText(FILTERED[tab])
        self.acknowledgments.set_active(tab == ACKNOWLEDGMENTS)
        self.courses.set_active(tab == COURSES)
        self.register_button.setVisible(tab == GOVERNING)
        self._filter()
        self._update_actions()
        self._tell()

    def _filter(self) -> None:
        searches = (
            self.governing.grid.rows_model.set_filter,
            self.acknowledgments.search,
            self.courses.search,
            self.issued.grid.rows_model.set_filter,
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
        if self.tabs.currentIndex() == ISSUED:
            self.status_changed.emit(f"{len(papers.selected_rows()):,} of {papers.rows_model.total:,} selected")
        elif self.tabs.currentIndex() == GOVERNING:
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

    def _on_paper(self) -> None:
        row = self.issued.row
        self._update_actions()
        self._tell()
        if row is None:
            self._shown_paper = None
        elif row.id != self._shown_paper:
            self._shown_paper = row.id
            self.desk.runner.read(stored_file, row.file_id).then(self._show_paper)

    def _show_paper(self, file: tuple[str, bytes]) -> None:
        if self._shown_paper is not None:
            self.issued.view.show_pdf(*file)

    def _update_actions(self) -> None:
        """Only what fits the tab and the row can be done."""
        self.verbs.follow(is_active=self.tabs.currentIndex() == GOVERNING)
        papers = self.issued.grid.selected_rows() if self.tabs.currentIndex() == ISSUED else []
        is_valid = len(papers) == 1 and papers[0].is_certificate and papers[0].state is CertificateState.ISSUED
        self.save_action.setEnabled(bool(papers))
        for action in (self.revoke_action, self.supersede_action):
            action.setEnabled(is_valid)

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
            self._wanted = (GOVERNING, made)
            self.refresh()

    def register(self) -> None:
        """Ask for a new governing document."""
        self.tabs.setCurrentIndex(GOVERNING)
        self.verbs.ask_document()

    # what can be done with papers

    def save_copies(self) -> None:
        """The chosen papers as files in a folder."""
        rows = self.issued.grid.selected_rows()
        folder = self.desk.messages.folder(self, "Save copies to") if rows else None
        if folder is not None:
            self._save([row.file_id for row in rows], folder)

    def _save(self, file_ids: list[int], folder: Path) -> None:
        runner = self.desk.runner
        runner.call(save_all, runner.workspace, file_ids, folder, runner.progress).then(self._saved)

    def _saved(self, result: tuple[int, Path]) -> None:
        self.desk.say(f"Saved {count(result[0], 'file', 'files')} to {result[1].name}", False)

    def revoke(self) -> None:
        if (row := self.issued.row) is not None:
            self._open(RevokeDialog(self.desk, self, row))

    def supersede(self) -> None:
        """Issue the certificate anew from the facts of today."""
        row = self.issued.row
        sentence = "A new certificate is issued from what is on record today, and names this one. It cannot be undone."
        if row and self.desk.messages.confirm(self, f"Replace certificate {row.number}?", sentence, "Replace"):
            self.desk.runner.change(supersede_certificate, row.id).then(self._superseded)

    def _superseded(self, number: str) -> None:
        self._wanted = (ISSUED, number)
        self.desk.say(f"Issued {number} in place of the one before", False)
        self.refresh()
