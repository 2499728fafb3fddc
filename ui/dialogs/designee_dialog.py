"""Adds a person to the roster, or corrects one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.names import name_key, parse_name
from coordinator.rules.vocabulary import Position
from coordinator.services.designees import DesigneeFacts, add_designee, change_designee
from coordinator.views.offices import OfficeRow
from coordinator.views.roster import DesigneeDetail, DesigneeRow, find_designees
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.form import Form
from ui.wording import word

POSITIONS = tuple(Position)
LONGEST = 200


class DesigneeDialog(DialogFrame):
    """`name`, `office`, `position`, `email`, `phone` and so on are its fields; `designee_id` is who was added."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        offices: Sequence[OfficeRow],
        roster: Sequence[DesigneeRow],
        person: DesigneeDetail | None = None,
    ) -> None:
        title, verb = (f"Edit {person.name}", "Save") if person else ("Add person", "Add person")
        super().__init__(desk, parent, title, verb)
        self._person, self._roster = person, roster
        self._offices = [row for row in offices if _is_open(row, desk, person)]
        self.designee_id: int | None = person.id if person else None
        self.name, self.email, self.phone, self.mobile = _line(), _line(), _line(), _line()
        self.station, self.supervisor, self.supervisor_email = _line(), _line(), _line()
        self.note = _line(1000)
        self.office, self.position = QComboBox(), QComboBox()
        for row in self._offices:
            self.office.addItem(f"{row.code} · {row.name}", row.id)
        for position in POSITIONS:
            self.position.addItem(word(position))
        self.twin = wrapped(label("", "secondary"))
        set_property(self.twin, "tone", "caution")
        self._lay_out()
        self._fill()
        self.name.textChanged.connect(self._check)
        self.office.currentIndexChanged.connect(self._check)
        self.name.editingFinished.connect(self._ask_for_twins)
        self._check()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Name", self.name, "Such as “Okafor, Dana R” or “Dana R. Okafor”.")
        form.row("&Office", self.office)
        form.row("&Position", self.position)
        form.row("&E-mail", self.email)
        form.row("P&hone", self.phone)
        form.row("&Mobile", self.mobile)
        form.row("&Duty station", self.station)
        form.row("&Supervisor", self.supervisor)
        form.row("S&upervisor’s e-mail", self.supervisor_email)
        form.row("No&te", self.note)
        self.column.addWidget(form)
        self.column.addWidget(self.twin)
        self.twin.hide()
        self.finish_layout()
        self.fit(540)

    def _fill(self) -> None:
        self.office.setCurrentIndex(self.office.findData(self._person.office_id) if self._person else -1)
        self.office.setPlaceholderText("Choose an office")
        self.position.setCurrentIndex(POSITIONS.index(self._person.position) if self._person else 0)
        if self._person is None:
            return
        person = self._person
        texts = (
            person.name, person.email, person.phone, person.mobile, person.duty_station, person.supervisor_name,
            person.supervisor_email, person.note,
        )  # fmt: skip
        for field, text in zip(self._lines(), texts, strict=True):
            field.setText(text)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.name, self.email, self.phone, self.mobile, self.station, self.supervisor, self.supervisor_email,
            self.note,
        )  # fmt: skip

    @property
    def facts(self) -> DesigneeFacts:
        """What was typed."""
        name, email, phone, mobile, station, supervisor, supervisor_email, note = (
            field.text().strip() for field in self._lines()
        )
        return DesigneeFacts(
            name=name,
            office_id=int(self.office.currentData()),
            position=POSITIONS[self.position.currentIndex()],
            email=email,
            phone=phone,
            mobile=mobile,
            duty_station=station,
            supervisor_name=supervisor,
            supervisor_email=supervisor_email,
            note=note,
        )

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip()) and self.office.currentIndex() >= 0)

    def _ask_for_twins(self) -> None:
        """Somebody of this name may be on the roster already; two people of one name may be right."""
        name = parse_name(self.name.text())
        if name is not None:
            self.desk.runner.read(find_designees, [name_key(name)]).then(self._show_twins)

    def _show_twins(self, ids: tuple[int, ...]) -> None:
        others = [row for row in self._roster if row.id in ids and row.id != self.designee_id]
        twins = [f"{row.name} ({row.office})" for row in others]
        self.twin.setVisible(bool(twins))
        self.twin.setText(f"On the roster already: {'; '.join(twins)}. Go on if this is somebody else.")

    def submit(self) -> None:
        self.start()
        runner = self.desk.runner
        if self._person is None:
            runner.change(add_designee, self.facts).then(self._on_added).otherwise(self.refused)
        else:
            runner.change(change_designee, self._person.id, self.facts).then(self._on_changed).otherwise(self.refused)

    def _on_added(self, designee_id: int) -> None:
        self.designee_id = designee_id
        name = parse_name(self.name.text())
        self.finish(f"Added {name.display if name else self.name.text()}")

    def _on_changed(self, _: None) -> None:
        name = parse_name(self.name.text())
        self.finish(f"Changed {name.display if name else self.name.text()}")


def _line(longest: int = LONGEST) -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(longest)
    return line


def _is_open(row: OfficeRow, desk: Desk, person: DesigneeDetail | None) -> bool:
    """Closed offices take nobody new; who is there stays."""
    is_closed = row.valid_until is not None and row.valid_until < desk.today()
    return not is_closed or (person is not None and person.office_id == row.id)
