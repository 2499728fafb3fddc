"""Everything about the unit that a new database starts with a sensible value for; each change is committed at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout

from coordinator.errors import RuleBroken
from coordinator.rules.numbering import check_scheme, format_number
from coordinator.rules.vocabulary import Area
from coordinator.services.offices import close_office, edit_office
from coordinator.services.ranking_rules import set_rules
from coordinator.services.settings import change_settings
from coordinator.views.offices import offices
from coordinator.views.ranking import RulesInForce, ranking_rules
from coordinator.views.settings import (
    BackupRow,
    UnitSettings,
    backup_rows,
    unit_settings,
)
from ui.desk import Desk
from ui.dialogs.contacts_dialog import ContactsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.office_dialog import OfficeDialog
from ui.models.template_words import PAPERS
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.card_columns import CardColumns
from ui.widgets.form import Form
from ui.widgets.gates_editor import GatesEditor
from ui.widgets.keys_card import KeysCard
from ui.widgets.office_card import OfficeCard
from ui.widgets.page import Page
from ui.widgets.parts import Header
from ui.widgets.redaction_card import RedactionCard
from ui.widgets.setting_cards import AppearanceCard, BackupsCard, RulesCard, TitledCard
from ui.widgets.setting_fields import ChoiceSetting, NumberSetting, Setting, TextSetting, TimeSetting, ZoneSetting

SCHEMES = ("certificate_scheme", "license_scheme", "letter_scheme")
EXAMPLE = 42


class SettingsPage(Page):
    """`fields` by the name of the setting; `gates`, `rules`, `redaction`, `keys` and the others are cards."""

    name = "Settings"
    icon_name = "settings"
    areas = (
        Area.SETTINGS | Area.OFFICES | Area.NOMINATIONS | Area.DESIGNEES | Area.LICENSES | Area.DOCUMENTS | Area.SEATS
        | Area.KEYS | Area.CERTIFICATES | Area.LETTERS
    )  # fmt: skip
    help = (
        "A change is committed when you leave the field, is in the audit trail, and can be undone with Ctrl+Z. What "
        "was issued before keeps what it was issued with: names, numbers and signatories of new papers only follow the "
        "settings of today. Number schemes need {year} and {number}. Under Keys are those that sign the QR codes of "
        "documents, and what others check documents with: the checking page, the revocation list, the public keys. "
        "Redaction says which fields redacted files withhold, and under which exemption."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.fields: dict[str, Setting] = {}
        self.examples: dict[str, QLabel] = {}
        self.dialog: DialogFrame | None = None
        self.header = Header("Settings")
        self.header.search.hide()
        self.header.subtitle.setText("Every change is saved as you make it")
        self.gates, self.rules, self.redaction = GatesEditor(desk), RulesCard(), RedactionCard(desk)
        self.keys, self.backups, self.appearance = KeysCard(desk), BackupsCard(desk), AppearanceCard(desk)
        self.office_card = OfficeCard(desk.look)
        self.search = self.office_card.search
        self.add_action = desk.actions.add(self, "Page", "Add office…", self.add_office, "Ctrl+N", "building-2")
        self.body.addWidget(self.header)
        self.body.addWidget(self._scroll(), 1)
        self._connect()

    # the cards

    def _scroll(self) -> QScrollArea:
        work = (self._rules_of_work_card(), self._seating_card())
        left = (self._unit_card(), self._signatory_card(), self._numbers_card(), *work, self.keys)
        right = (self.gates, self.rules, self.redaction, self.appearance, self.backups)
        return CardColumns("Settings", (_stacked(left), _stacked(right)), self.office_card)

    def _unit_card(self) -> TitledCard:
        card, form = _form_card("Unit", "Stands on certificates, letters and lists.")
        form.row("&Name", self._text("unit_name"))
        form.row("&Section", self._text("unit_section"))
        form.row("&Point of contact", self._text("unit_point_of_contact", "Name, phone, e-mail"))
        zone = ZoneSetting("unit_time_zone", "Time zone")
        zone.changed.connect(self._commit)
        self.fields["unit_time_zone"] = zone
        form.row("&Time zone", zone, "The program shows times by it from its next start on.")
        paper = ChoiceSetting("unit_paper", "Paper", PAPERS)
        paper.committed.connect(self._commit)
        self.fields["unit_paper"] = paper
        form.row("Pa&per", paper, "Of lists, records and reports; certificates and letters have it in their template.")
        form.row("&Close of business", self._time("unit_close_of_business"), "What “COB” means in a tasking.")
        return card

    def _signatory_card(self) -> TitledCard:
        card, form = _form_card("Signatory", "Who signs certificates and letters.")
        form.row("N&ame", self._text("signatory_name"))
        form.row("T&itle", self._text("signatory_title"))
        return card

    def _numbers_card(self) -> TitledCard:
        card, form = _form_card("Numbers", "{year} and {number} are filled in; numbers have no gaps.")
        for name, caption in zip(SCHEMES, ("C&ertificates", "&Licenses", "Lette&rs"), strict=True):
            field = self._text(name)
            field.textChanged.connect(self._show_examples)
            self.examples[name] = wrapped(label("", "secondary"))
            form.row(caption, field)
            form.row("", self.examples[name])
        return card

    def _rules_of_work_card(self) -> TitledCard:
        card, form = _form_card("Attendance, quotas, licenses", "")
        form.row("Pr&esent from", self._number("attendance_present_percent", 1, 100, " % of the minutes"))
        form.row("Part&ial from", self._number("attendance_partial_minutes", 0, 1440, " min"))
        form.row("&Quota of an office", self._number("offices_default_quota", 0, 999, " people"))
        form.row("License &valid for", self._number("license_valid_days", 1, 3650, " days"))
        form.row("&Warn before a gate ends", self._number("gates_expiring_days", 1, 365, " days"))
        form.row("Idle reser&vation after", self._number("licenses_idle_days", 1, 365, " days"))
        form.row("Access re&view every", self._number("licenses_review_days", 30, 3650, " days"))
        return card

    def _seating_card(self) -> TitledCard:
        card, form = _form_card("Seats", "Duty hours are on each person’s own clock, unless the person has others.")
        form.row("Duty &begins", self._time("seating_duty_start"))
        form.row("Duty en&ds", self._time("seating_duty_end"))
        form.row("Repl&y to an offer within", self._number("seating_reply_days", 1, 60, " working days"))
        return card

    def _time(self, name: str) -> TimeSetting:
        field = TimeSetting(name)
        field.committed.connect(self._commit)
        self.fields[name] = field
        return field

    def _text(self, name: str, placeholder: str = "") -> TextSetting:
        field = TextSetting(name, placeholder)
        field.committed.connect(self._commit)
        self.fields[name] = field
        return field

    def _number(self, name: str, least: int, most: int, suffix: str) -> NumberSetting:
        field = NumberSetting(name, least, most, suffix)
        field.committed.connect(self._commit)
        self.fields[name] = field
        return field

    def _connect(self) -> None:
        self.rules.editor.changed.connect(self._set_rules)
        self.backups.make.clicked.connect(self.back_up)
        self.office_card.edited.connect(self._edit_office)
        self.office_card.add.clicked.connect(self.add_office)
        self.office_card.edit_office.clicked.connect(self.edit_office)
        self.office_card.contacts.clicked.connect(self.import_contacts)
        self.office_card.grid.opened.connect(self.edit_office)
        self.office_card.close_office.clicked.connect(self.close_office)

    # what is shown

    def reload(self) -> None:
        runner = self.desk.runner
        runner.read(unit_settings).then(self._show_settings)
        self.gates.reload()
        self.redaction.reload()
        self.keys.reload()
        runner.read(ranking_rules).then(self._show_rules)
        runner.read(offices).then(self.office_card.set_rows)
        self._list_backups()

    def restyle(self) -> None:
        self.appearance.show_choice()

    def open(self, target: object) -> None:
        """ "offices", "gates", "redaction", "keys" or "backups"."""
        cards = {
            "offices": self.office_card,
            "gates": self.gates,
            "redaction": self.redaction,
            "keys": self.keys,
            "backups": self.backups,
        }
        card = cards.get(str(target))
        scroll = self.findChild(QScrollArea)
        if card is not None and isinstance(scroll, QScrollArea):
            scroll.ensureWidgetVisible(card)

    def _show_settings(self, settings: UnitSettings) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name))
        self._show_examples()

    def _show_rules(self, found: RulesInForce) -> None:
        self.rules.editor.set_rules(found.rules)

    def _show_examples(self) -> None:
        """What the next numbers look like, while the scheme is typed."""
        for name, example in self.examples.items():
            field = self.fields[name]
            assert isinstance(field, TextSetting)
            try:
                number = format_number(check_scheme(field.text()), self.desk.today().year, EXAMPLE)
                set_property(example, "tone", "")
                example.setText(f"Such as {number}")
            except RuleBroken as refusal:
                set_property(example, "tone", "bad")
                example.setText(str(refusal))

    # what is changed

    def _commit(self, name: str, value: object) -> None:
        self.desk.runner.change(change_settings, {name: value}).otherwise(self._restore)

    def _restore(self) -> None:
        """A refusal: what is on record stands in the fields again."""
        for field in self.fields.values():
            field.restore()
        self.refresh()

    def _set_rules(self) -> None:
        self.desk.runner.change(set_rules, None, self.rules.editor.rules).otherwise(self._restore)

    def _edit_office(self, office_id: int, field: str, text: str) -> None:
        self.desk.runner.change(edit_office, office_id, field, text)

    def add_office(self) -> None:
        """Ask for a new office."""
        self._open(OfficeDialog(self.desk, self))

    def edit_office(self) -> None:
        """The chosen office with its contacts."""
        if (row := self.office_card.row) is not None:
            self._open(OfficeDialog(self.desk, self, row))

    def import_contacts(self) -> None:
        """Take over a list of whom mails to the offices go to."""
        self._open(ContactsDialog(self.desk, self))

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def close_office(self) -> None:
        """End the chosen office's validity today."""
        if (row := self.office_card.row) is not None:
            self.desk.runner.change(close_office, row.id).then(self._closed)

    def _closed(self, _: None) -> None:
        self.desk.say("Closed the office", True)

    # backups

    def back_up(self) -> None:
        self.backups.make.setEnabled(False)
        self.desk.runner.call(self.desk.runner.workspace.back_up).then(self._backed_up).otherwise(self._may_back_up)

    def _backed_up(self, _: object) -> None:
        self._may_back_up()
        self._list_backups()
        self.desk.say("Backed up the database", False)

    def _may_back_up(self) -> None:
        self.backups.make.setEnabled(True)

    def _list_backups(self) -> None:
        self.desk.runner.call(backup_rows, self.desk.runner.workspace.path).then(self._show_backups)

    def _show_backups(self, rows: tuple[BackupRow, ...]) -> None:
        self.backups.grid.set_rows(rows)


def _form_card(title: str, sentence: str) -> tuple[TitledCard, Form]:
    card, form = TitledCard(title, sentence), Form()
    card.column.addWidget(form)
    return card, form


def _stacked(cards: tuple[TitledCard, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
