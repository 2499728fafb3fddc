"""Saved reports: the list at the left; at the right what the chosen one says, and how it is asked for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.report_rows import ReportDefinition, ReportResult
from coordinator.rules.vocabulary import ReportSubject
from coordinator.services.report_files import FileForm, report_file
from coordinator.views.reports import ReportSource, SavedReport, found, report_source, reports
from coordinator.views.roster_query import Completion
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import Icon, button, label, set_property, wrapped
from ui.widgets.query_box import QueryBox
from ui.widgets.report_list import ReportList, origin_words
from ui.widgets.report_output import Paper, ReportOutput
from ui.widgets.report_table import ReportTable
from ui.widgets.saved_report_verbs import SavedReportVerbs
from ui.widgets.two_panes import TwoPanes
from ui.widgets.verb_bar import VerbBar

PAUSE = 120  # milliseconds after the last letter, until the report is run again
UNSAVED = "Changed and not saved yet"


class ReportsPanel(QWidget):
    """`list` has the reports, `query` and `table` are of the chosen one; `words` say what was found."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page
        self.dialog: DialogFrame | None = None
        self.saved: SavedReport | None = None
        self.definition: ReportDefinition | None = None
        self._sources: dict[ReportSubject, ReportSource] = {}
        self._wanted: object = None
        self._is_active = False
        self.list = ReportList(desk.look)
        self.title, self.note = label("", "name"), wrapped(label("", "secondary"))
        self.sign, self.origin = Icon("file-text", "secondary"), label("", "secondary")
        self.query = QueryBox("Search of the report", self._complete, self._hint)
        self.query.setPlaceholderText("Everything. Narrow it down, such as office:DEN left:<60")
        self.words, self.hint = wrapped(label("")), wrapped(label("", "secondary"))
        self.table = ReportTable("Rows of the report")
        self.verbs = SavedReportVerbs(desk, page, self, self.show_dialog)
        self.output = ReportOutput(desk, page, "report", self._paper, self.show_dialog)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._lay_out()
        self._connect()
        self._follow()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        new = button("New report…", icon="plus")
        new.clicked.connect(self.verbs.new_action.trigger)
        column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        down = QVBoxLayout(right)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.title)
        above.addWidget(self.sign)
        above.addWidget(self.origin)
        above.addStretch(1)
        down.addLayout(above)
        down.addWidget(self.note)
        down.addWidget(self.query)
        down.addWidget(self.hint)
        down.addWidget(self._bar())
        below = QHBoxLayout()
        below.addWidget(self.words, 1)
        below.addWidget(self.output.redacted)
        down.addLayout(below)
        down.addWidget(self.table, 1)
        self.hint.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoPanes(left, right, 316))

    def _bar(self) -> VerbBar:
        bar, verbs, save = VerbBar(), self.verbs, self.output.save_actions
        bar.add_action(verbs.save_action, "Save")
        bar.add_action(verbs.save_as_action, "Save as…")
        bar.add_action(verbs.edit_action, "Edit columns…")
        bar.add_action(verbs.restore_action, "Restore")
        bar.add_action(save[FileForm.XLSX], "Export to XLSX…")
        bar.add_action(self.output.print_action, "Print…")
        others = [save[FileForm.CSV], save[FileForm.PDF]]
        bar.add_menu("More", others, verbs.of_list)
        return bar

    def _connect(self) -> None:
        self.list.set_actions(self.verbs.of_list)
        self.list.selected.connect(self._on_chosen)
        self.query.textChanged.connect(self._on_typed)
        self.query.returnPressed.connect(self._run)
        self.query.hinted.connect(self._show_hint)
        self.table.sort_wanted.connect(self._sort)
        self.table.opened.connect(self.desk.go)
        self._later.timeout.connect(self._run)

    # which report

    def reload(self) -> None:
        """Reports and records anew; how the chosen one is asked for stays."""
        self._sources.clear()
        self.list.forget_counts()
        self.desk.runner.read(reports).then(self._show)

    def open(self, target: object) -> None:
        """A report by its key or id."""
        self._wanted = target
        self._choose_wanted()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def _show(self, rows: Sequence[SavedReport]) -> None:
        tried = self.definition if self._is_unsaved else None
        before = self.saved
        self.list.show_reports(rows)
        self._choose_wanted()
        self._take_saved()
        if tried is not None and before is not None and self.saved is not None and self.saved.ref == before.ref:
            self.take(replace(tried, name=self.saved.definition.name))

    def _choose_wanted(self) -> None:
        wanted = self._wanted
        if isinstance(wanted, int | str) and self.list.choose(wanted):
            self._wanted = None

    def _on_chosen(self) -> None:
        report = self.list.report
        if report is not None and (self.saved is None or report.ref != self.saved.ref):
            self._take_saved()

    def _take_saved(self) -> None:
        """As it is kept."""
        self.saved = self.list.report
        if self.saved is not None:
            self.take(self.saved.definition)
        self._follow()

    def forget_tried(self) -> None:
        """What was changed without being saved is dropped when the reports come anew."""
        self.definition = self.saved.definition if self.saved else None

    # how it is asked for

    @property
    def _is_unsaved(self) -> bool:
        return self.saved is not None and self.definition != self.saved.definition

    def take(self, definition: ReportDefinition) -> None:
        """Ask like this from now on, without keeping it."""
        self.definition = definition
        if self.query.text() != definition.query:
            self.query.setText(definition.query)
            self.query.setCursorPosition(0)
        self._run()

    def _on_typed(self, text: str) -> None:
        if self.definition is not None and text != self.definition.query:
            self.definition = replace(self.definition, query=text)
            self._later.start()
            self._follow()

    def _sort(self, name: str) -> None:
        """By a click on its heading; another one turns it round."""
        if self.definition is not None:
            turned = self.definition.sort_by == name and not self.definition.is_descending
            self.take(replace(self.definition, sort_by=name, is_descending=turned))

    def _complete(self, text: str, cursor: int) -> Sequence[Completion]:
        source = self._source
        return source.query.completions(text, cursor, source.rows) if source else ()

    def _hint(self, text: str) -> str:
        return self._source.query.hint(text) if self._source else ""

    def _show_hint(self, sentence: str) -> None:
        self.hint.setText(sentence)
        self.hint.setVisible(bool(sentence))

    # what it says

    @property
    def _source(self) -> ReportSource | None:
        return self._sources.get(self.definition.subject) if self.definition else None

    def _run(self) -> None:
        """On the worker; the records of a subject are read once, and asked again and again."""
        self._later.stop()
        self._follow()
        if self.definition is None:
            return
        source = self._source
        if source is None:
            self.desk.runner.read(report_source, self.definition.subject, self.desk.today()).then(self._on_source)
        else:
            self.desk.runner.call(_asked, source, self.definition).then(self._show_result)

    def _on_source(self, source: ReportSource) -> None:
        self._sources[source.subject] = source
        if self._source is source:
            self._run()

    def _show_result(self, asked: tuple[ReportDefinition, ReportResult]) -> None:
        """What was asked for before the last letter is not looked at."""
        definition, result = asked
        if definition != self.definition:
            return
        self.table.show_result(result, definition.sort_by, definition.is_descending)
        self.words.setText(result.words)
        if self.saved is not None and not self._is_unsaved:
            self.list.show_count(self.saved.ref, result.total)
        self.status_changed.emit(result.words)

    def _follow(self) -> None:
        """Heading and actions follow what is chosen and typed."""
        saved, definition = self.saved, self.definition
        self.title.setText(definition.name if definition else "")
        self.note.setText(definition.note if definition else "")
        self.note.setVisible(bool(self.note.text()))
        self.sign.show_icon(*(("circle-dot", "caution") if self._is_unsaved else ("info", "secondary")))
        self.origin.setText(UNSAVED if self._is_unsaved else origin_words(saved) if saved else "")
        set_property(self.origin, "tone", "caution" if self._is_unsaved else "")
        self.sign.setVisible(saved is not None)
        own = sum(item.report.is_own for item in self.list.rows_model.all_rows)
        self.verbs.follow(self._is_active, own)
        self.output.set_enabled(self._is_active and definition is not None)

    def _paper(self) -> tuple[Paper, tuple[object, ...], str]:
        assert self.definition is not None
        return report_file, (self.definition,), self.definition.name

    # dialogs

    def show_dialog(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _asked(source: ReportSource, definition: ReportDefinition) -> tuple[ReportDefinition, ReportResult]:
    """On the worker: what was asked for, with the answer."""
    return definition, found(source, definition)
