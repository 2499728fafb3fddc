"""Takes over a list of the offices' contacts: pasted, or from a file; shown before it is taken."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator.services.offices import ContactList, contact_lines, import_contacts
from coordinator.views.offices import OfficeRow, offices
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, set_property, wrapped
from ui.wording import count, word

PATTERN = "Lists (*.csv *.xlsx *.xls *.ods *.tsv *.txt);;All files (*)"
WAIT = 300  # milliseconds after the last key
MOST_PROBLEMS = 3
HELP = "One contact a line: office, name, e-mail, and POC, SAC or training. The columns may stand in any order."


class ContactsDialog(DialogFrame):
    """`text` takes what is pasted, `found` shows what was read in it, `summary` says what was not."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Import contacts of offices", "Import contacts")
        self._codes: dict[int, str] = {}
        self._list = ContactList((), ())
        self._make_parts()
        self._lay_out()
        self.text.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._read_text)
        self.open_file.clicked.connect(self._choose_file)
        desk.runner.read(offices).then(self._on_offices)
        self._show(self._list)
        self.text.setFocus()

    def _make_parts(self) -> None:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Pasted contacts")
        self.text.setPlaceholderText("DEN, Ruth Whitfield, ruth.whitfield@example.gov, POC")
        self.text.setTabChangesFocus(True)
        self.open_file = button("Open a file…", "", "folder-open")
        self.open_file.setAutoDefault(False)
        self.found = QTreeWidget()
        self.found.setAccessibleName("Contacts that were read")
        self.found.setHeaderLabels(["Office", "Role", "Name", "E-mail", "Phone"])
        self.found.setRootIsDecorated(False)
        self.found.setUniformRowHeights(True)
        for column, width in enumerate((80, 140, 170, 230)):
            self.found.setColumnWidth(column, width)
        self.summary = wrapped(label(""))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(wrapped(label(HELP, "secondary")), 1)
        row.addWidget(self.open_file)
        self.column.addLayout(row)
        self.column.addWidget(self.text, 2)
        self.column.addWidget(self.found, 3)
        self.column.addWidget(self.summary)
        self.finish_layout()
        self.resize(800, 600)

    def _on_offices(self, rows: tuple[OfficeRow, ...]) -> None:
        self._codes = {row.id: row.code for row in rows}

    def _choose_file(self) -> None:
        path = self.desk.messages.open_file(self, "Import contacts", PATTERN)
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Read a file; what was pasted before is put away."""
        self.text.clear()
        self._timer.stop()
        self.desk.runner.read(contact_lines, path).then(self._show)

    def _read_text(self) -> None:
        if text := self.text.toPlainText().strip():
            self.desk.runner.read(contact_lines, text).then(self._show)
        else:
            self._show(ContactList((), ()))

    def _show(self, found: ContactList) -> None:
        self._list = found
        self.found.clear()
        for line in found.lines:
            texts = [self._codes.get(line.office, ""), word(line.role), line.name, line.email, line.phone]
            self.found.addTopLevelItem(QTreeWidgetItem(texts))
        read = f"{count(len(found.lines), 'contact', 'contacts')} read. Contacts that are not listed stay as they are."
        more = len(found.problems) - MOST_PROBLEMS
        problems = [*found.problems[:MOST_PROBLEMS], *([f"{more} more rows were not read."] if more > 0 else [])]
        self.summary.setText("\n".join([read, *problems]))
        set_property(self.summary, "tone", "caution" if problems else "")
        self.go.setEnabled(bool(found.lines))

    def submit(self) -> None:
        self.start()
        self.desk.runner.change(import_contacts, self._list.lines).then(self._on_taken).otherwise(self.refused)

    def _on_taken(self, changed: int) -> None:
        self.finish(f"Changed {count(changed, 'contact', 'contacts')}" if changed else "Nothing changed", bool(changed))
