"""What a gate asks for: a new one, or one that is changed; and the question before one counts for everyone."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.vocabulary import DocumentKind, GateKind
from coordinator.services.gates import COURSES, LONGEST_TITLE, GateFacts, add_gate, edit_gate
from coordinator.views.gate_definitions import CourseChoice, GateDefinitionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.runner import Job
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import word

KINDS = {
    GateKind.SELECTED: "Nominated and selected",
    GateKind.ACKNOWLEDGED: "Documents acknowledged",
    GateKind.TRAINED: "Training attended",
    GateKind.COURSE_COMPLETED: "LMS course completed",
    GateKind.ACTIVE: "Active employee",
    GateKind.SUPERVISOR_APPROVED: "Supervisor’s approval",
}
EXPLAINED = {
    GateKind.SELECTED: "Nominated by an office and selected under a tasking.",
    GateKind.ACKNOWLEDGED: "The version in force of each required document of a kind; an earlier one holds in grace.",
    GateKind.TRAINED: "Marked present in a training of the unit, for as long as its course is valid.",
    GateKind.COURSE_COMPLETED: "A completion on record that is still valid. By the memo it is priority, not a gate.",
    GateKind.ACTIVE: "Not departed.",
    GateKind.SUPERVISOR_APPROVED: "The day of the supervisor’s approval is on record.",
}
_ANY = {GateKind.TRAINED: "Any of the unit’s courses", GateKind.COURSE_COMPLETED: "Any LMS course"}


class GateDialog(DialogFrame):
    """`kind`, `document`, `course` and `title`. What a waiver refers to keeps its condition: then only the title."""

    def __init__(
        self, desk: Desk, parent: QWidget, courses: Sequence[CourseChoice], row: GateDefinitionRow | None = None
    ) -> None:
        heading = f"Edit “{row.title}”" if row else "Add a gate"
        super().__init__(desk, parent, heading, "Save" if row else "Add")
        self._row, self._courses = row, courses
        self.kind, self.document, self.course = QComboBox(), QComboBox(), QComboBox()
        for box, name in ((self.kind, "What it asks for"), (self.document, "Documents"), (self.course, "Course")):
            box.view().setAccessibleName(name)
        self.title = QLineEdit(row.title if row else "")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText("Such as “Rules of behavior acknowledged”")
        self.what = wrapped(label("", "secondary"))
        self._fill()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.title.textChanged.connect(self._check)
        self._on_kind()
        self._check()

    def _fill(self) -> None:
        for kind, text in KINDS.items():
            self.kind.addItem(text, kind)
        for each in DocumentKind:
            self.document.addItem(word(each), each)
        row = self._row
        self.kind.setCurrentIndex(list(KINDS).index(row.kind if row else GateKind.ACKNOWLEDGED))
        kinds = list(DocumentKind)
        self.document.setCurrentIndex(
            kinds.index(row.document_kind) if row and row.document_kind else kinds.index(DocumentKind.RULES_OF_BEHAVIOR)
        )

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Asks for", self.kind)
        form.row("", self.what)
        self._captions = {
            self.document: form.row("&Documents", self.document),
            self.course: form.row("&Course", self.course),
        }
        form.row("&Title", self.title, "Heads the column of the board, and stands on every evidence.")
        self.column.addWidget(form)
        waivers = self._row.waivers if self._row else 0
        if waivers:
            refer = "1 waiver refers" if waivers == 1 else f"{waivers:,} waivers refer"
            said = f"{refer} to this gate, so it keeps asking for the same. Add another gate for another condition."
            self.column.addWidget(wrapped(label(said, "secondary")))
            for box in (self.kind, self.document, self.course):
                box.setEnabled(False)
        elif self._row is None:
            said = "It is added switched off. The list then says how many holders would not meet it."
            self.column.addWidget(wrapped(label(said, "secondary")))
        self.finish_layout()
        self.fit(520)

    @property
    def _kind(self) -> GateKind:
        return GateKind(self.kind.currentData())

    def _on_kind(self) -> None:
        kind = self._kind
        self.what.setText(EXPLAINED[kind])
        for box, is_asked in ((self.document, kind is GateKind.ACKNOWLEDGED), (self.course, kind in COURSES)):
            box.setVisible(is_asked)
            self._captions[box].setVisible(is_asked)
        self.course.clear()
        if kind in COURSES:
            self.course.addItem(_ANY[kind], None)
            for course in self._courses:
                if course.kind is COURSES[kind]:
                    self.course.addItem(f"{course.code} · {course.title}", course.id)
            self.course.setCurrentIndex(max(self.course.findData(self._row.course_id if self._row else None), 0))

    def _check(self) -> None:
        self.go.setEnabled(bool(self.title.text().strip()))

    @property
    def facts(self) -> GateFacts:
        kind = self._kind
        document = DocumentKind(self.document.currentData()) if kind is GateKind.ACKNOWLEDGED else None
        return GateFacts(kind, self.title.text(), document, self.course.currentData() if kind in COURSES else None)

    def submit(self) -> None:
        self.start()
        if self._row is None:
            self.desk.runner.change(add_gate, self.facts).then(self._on_added).otherwise(self.refused)
        else:
            self.desk.runner.change(edit_gate, self._row.id, self.facts).then(self._on_saved).otherwise(self.refused)

    def _on_added(self, _: int) -> None:
        self.finish(f"Added the gate “{self.title.text().strip()}”, switched off")

    def _on_saved(self, _: None) -> None:
        self.finish(f"Changed the gate “{self.title.text().strip()}”")


class GateEffectDialog(DialogFrame):
    """Says in `sentences` what follows before it is done."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        words: tuple[str, str, str],
        sentences: Sequence[str],
        work: Callable[[], Job[None]],
    ) -> None:
        title, verb, self._done = words
        super().__init__(desk, parent, title, verb)
        self._work = work
        for sentence in sentences:
            self.column.addWidget(wrapped(label(sentence)))
        self.finish_layout()
        self.fit(480)

    def submit(self) -> None:
        self.start()
        self._work().then(self._on_done).otherwise(self.refused)

    def _on_done(self, _: None) -> None:
        self.finish(self._done)
