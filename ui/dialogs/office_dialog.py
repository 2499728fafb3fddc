"""A new office, or one that is changed: its name, its zone, and who is written to."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coordinator.rules.vocabulary import ContactRole
from coordinator.services.offices import ContactEntry, add_office, change_office
from coordinator.views.offices import ContactRow, OfficeRow, contacts
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.widgets.zone_box import ZoneBox
from ui.wording import word

HELP = "Mails go to the point of contact, else to the SAC. Who is replaced is kept with an end date."


class ContactFields(QWidget):
    """One row a role: `name`, `email` and `phone` are the fields, by role."""

    def __init__(self) -> None:
        super().__init__()
        self.name: dict[ContactRole, QLineEdit] = {}
        self.email: dict[ContactRole, QLineEdit] = {}
        self.phone: dict[ContactRole, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 128)
        for column, stretch in ((1, 4), (2, 5), (3, 3)):
            grid.setColumnStretch(column, stretch)
        for row, role in enumerate(ContactRole):
            grid.addWidget(label(word(role), "caption"), row, 0)
            fields = ((self.name, "Name"), (self.email, "E-mail"), (self.phone, "Phone"))
            for column, (kept, what) in enumerate(fields, start=1):
                kept[role] = QLineEdit()
                kept[role].setPlaceholderText(what)
                kept[role].setAccessibleName(f"{word(role)}: {what.lower()}")
                grid.addWidget(kept[role], row, column)

    @property
    def entries(self) -> tuple[ContactEntry, ...]:
        return tuple(
            ContactEntry(role, self.name[role].text(), self.email[role].text(), self.phone[role].text())
            for role in ContactRole
        )

    def set_rows(self, rows: tuple[ContactRow, ...]) -> None:
        for row in rows:
            self.name[row.role].setText(row.name)
            self.email[row.role].setText(row.email)
            self.phone[row.role].setText(row.phone)


class OfficeDialog(DialogFrame):
    """`code`, `name`, `zone` and `contacts`; `office_id` is set when it was added. With an office it is changed."""

    def __init__(self, desk: Desk, parent: QWidget, office: OfficeRow | None = None) -> None:
        title = f"Change {office.name}" if office else "Add an office"
        super().__init__(desk, parent, title, "Save office" if office else "Add office")
        self.office_id: int | None = office.id if office else None
        self._is_read = office is None
        self.code, self.name = QLineEdit(), QLineEdit()
        self.code.setMaxLength(12)
        self.code.setPlaceholderText("DEN")
        self.name.setPlaceholderText("SAC Denver")
        self.zone = ZoneBox("Time zone")
        self.zone.set_zone(office.time_zone if office else desk.zone)
        self.contacts = ContactFields()
        self._lay_out()
        for line in (self.code, self.name):
            line.textChanged.connect(self._check)
        if office:
            self._show(office)
        self._check()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Code", self.code, "Short and lasting: files and numbers name it.")
        form.row("&Name", self.name)
        form.row("&Time zone", self.zone, "Type a city to find it.")
        self.column.addWidget(form)
        self.column.addWidget(label("CONTACTS", "section"))
        self.column.addWidget(self.contacts)
        self.column.addWidget(wrapped(label(HELP, "secondary")))
        self.finish_layout()
        self.fit(680)

    def _show(self, office: OfficeRow) -> None:
        self.code.setText(office.code)
        self.code.setReadOnly(True)
        self.name.setText(office.name)
        self.desk.runner.read(contacts, office.id).then(self._on_contacts)

    def _on_contacts(self, rows: tuple[ContactRow, ...]) -> None:
        self.contacts.set_rows(rows)
        self._is_read = True
        self._check()

    def _check(self) -> None:
        """Before the contacts are read, saving would remove them."""
        self.go.setEnabled(self._is_read and bool(self.code.text().strip() and self.name.text().strip()))

    def submit(self) -> None:
        self.start()
        name, zone, entries = self.name.text(), self.zone.zone, self.contacts.entries
        if self.office_id is None:
            added = self.desk.runner.change(add_office, self.code.text(), name, zone, entries)
            added.then(self._on_added).otherwise(self.refused)
        else:
            changed = self.desk.runner.change(change_office, self.office_id, name, zone, entries)
            changed.then(self._on_changed).otherwise(self.refused)

    def _on_added(self, office_id: int) -> None:
        self.office_id = office_id
        self.finish(f"Added {self.name.text().strip()}")

    def _on_changed(self, _: None) -> None:
        self.finish(f"Changed {self.name.text().strip()}")
