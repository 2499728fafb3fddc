"""The mails of a tasking: what is drafted, what was sent, and the mail itself beside the list."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import DraftState
from coordinator.services.drafts import discard_drafts, draft_as_text, draft_link, mark_sent
from coordinator.views.drafts import DraftDetail, DraftRow, draft_detail, drafts
from ui.desk import Desk
from ui.dialogs.edit_draft_dialog import EditDraftDialog
from ui.draft_files import put_drafts_aside, save_drafts
from ui.models.rows_model import Column
from ui.widgets.basics import Card
from ui.widgets.flow import Flow
from ui.widgets.grid import Grid
from ui.widgets.mail_editor import MailPreview
from ui.widgets.parts import Chips, button
from ui.widgets.split import Split
from ui.wording import NOTHING, count, day, tone, word

MAILS = ("mail", "mails")
MOST_OPENED = 10  # windows of another program at once


def _about(row: DraftRow) -> str:
    return row.about


def _kind(row: DraftRow) -> str:
    return word(row.kind)


def _recipient(row: DraftRow) -> str:
    return row.recipient or "No address"


def _recipient_tone(row: DraftRow) -> tuple[str, str] | None:
    return None if row.recipient else ("mail-x", "bad")


def _subject(row: DraftRow) -> str:
    return row.subject


def _state(row: DraftRow) -> str:
    return "To send" if row.state is DraftState.MADE else word(row.state)


def _tone(row: DraftRow) -> tuple[str, str]:
    return tone(row.state)


def _made(row: DraftRow) -> object:
    return row.made_at


def _sent(row: DraftRow) -> object:
    return row.sent_at


def _file(row: DraftRow) -> str:
    return "Attached" if row.has_attachment else NOTHING


def _columns(zone: str) -> tuple[Column[DraftRow], ...]:
    def made_on(row: DraftRow) -> str:
        return day(row.made_at.astimezone(ZoneInfo(zone)).date())

    def sent_on(row: DraftRow) -> str:
        return day(row.sent_at.astimezone(ZoneInfo(zone)).date()) if row.sent_at else NOTHING

    return (
        Column("About", _about, 74, bold=True),
        Column("Recipient", _recipient, 186, tone=_recipient_tone),
        Column("Kind", _kind, 104),
        Column("State", _state, 136, tone=_tone),
        Column("Made on", made_on, 92, sort=_made),
        Column("Sent on", sent_on, 92, sort=_sent),
        Column("File", _file, 84),
        Column("Subject", _subject, 260),
    )


def _is_to_send(row: DraftRow) -> bool:
    return row.state is DraftState.MADE


def _is_without_address(row: DraftRow) -> bool:
    return row.state is DraftState.MADE and not row.recipient


def _is_sent(row: DraftRow) -> bool:
    return row.state is DraftState.MARKED_SENT


def _is_discarded(row: DraftRow) -> bool:
    return row.state is DraftState.DISCARDED


FILTERS: dict[str, tuple[str, Callable[[DraftRow], bool]]] = {
    "to send": ("To send", _is_to_send),
    "no address": ("No address", _is_without_address),
    "sent": ("Sent", _is_sent),
    "discarded": ("Discarded", _is_discarded),
}


class DraftsPanel(QWidget):
    """`grid` of mails, `chips` filter it, `preview` is the chosen one. `show_tasking` says whose mails are shown.

    `draft_action` asks for new ones by `draft_wanted`; every other action is done here. `counted` tells how many are
    to be sent.
    """

    draft_wanted = Signal()
    counted = Signal(int)
    selected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.tasking_id: int | None = None
        self.dialog: EditDraftDialog | None = None
        self.chips = Chips("Mails")
        self.grid: Grid[DraftRow] = Grid(_columns(desk.zone), desk.look, "Drafted mails")
        self.preview = MailPreview("The mail")
        self.buttons = Flow()
        # What they ask for is the height of the narrowest flow; they get what their real width needs.
        for flow in (self.chips, self.buttons):
            flow.setMinimumHeight(26)
        self._make_actions()
        self._lay_out()
        self.chips.chosen.connect(self._filter)
        self.grid.selected.connect(self._on_selected)
        self.grid.opened.connect(self.open_outside)
        self._filter("to send")
        self._on_selected()

    def _make_actions(self) -> None:
        add = self.desk.actions.add
        self.draft_action = add(self, "Page", "Draft mails…", self.draft_wanted.emit, "", "mail")
        self.open_action = add(self, "Page", "Open in mail program", self.open_outside, "", "external-link")
        self.link_action = add(self, "Page", "Open without its file", self.open_link, "", "link")
        self.save_action = add(self, "Page", "Save mails as files…", self.save, "", "download")
        self.sent_action = add(self, "Page", "Mark as sent", self.mark_sent, "", "mail-check")
        self.edit_action = add(self, "Page", "Edit mail…", self.edit, "", "pencil")
        self.copy_action = add(self, "Page", "Copy text of the mail", self.copy_text, "", "copy")
        self.discard_action = add(self, "Page", "Discard", self.discard, "", "trash-2")

    @property
    def verbs(self) -> tuple[tuple[str, QAction], ...]:
        """What can be done with the chosen mails, and the shorter word on the button."""
        return (
            ("Open", self.open_action),
            ("Without file", self.link_action),
            ("Mark as sent", self.sent_action),
            ("Save…", self.save_action),
            ("Edit…", self.edit_action),
            ("Copy", self.copy_action),
            ("Discard", self.discard_action),
        )

    def _lay_out(self) -> None:
        self.grid.set_empty("Mails are drafted here and sent from your own mail program.", self.draft_action)
        self.grid.set_actions([action for _, action in self.verbs])
        for text, action in self.verbs:
            made = button(text)
            made.setAccessibleName(action.text())
            made.setToolTip(action.text())
            made.clicked.connect(action.trigger)
            action.enabledChanged.connect(made.setEnabled)
            made.setEnabled(action.isEnabled())
            self.buttons.add(made)
        draft = button("Draft mails…", "", "mail")
        draft.clicked.connect(self.draft_action.trigger)
        top = QHBoxLayout()
        top.addWidget(self.chips, 1)
        top.addWidget(draft, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.buttons)
        inside.addWidget(self.preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(Split(self.grid, card), 1)

    # what is shown

    def show_tasking(self, tasking_id: int | None) -> None:
        """Read the mails of this tasking; None for every mail there is."""
        self.tasking_id = tasking_id
        self.desk.runner.read(drafts, tasking_id).then(self.set_rows)

    def set_rows(self, rows: Sequence[DraftRow]) -> None:
        self.chips.set_chips([(key, text, sum(map(holds, rows))) for key, (text, holds) in FILTERS.items()])
        self.grid.set_rows(rows)
        self.counted.emit(sum(map(_is_to_send, rows)))
        self._on_selected()

    def _filter(self, key: str) -> None:
        self.grid.rows_model.set_predicate(FILTERS[key][1])

    def _on_selected(self) -> None:
        rows = self.grid.selected_rows()
        to_send = bool(rows) and all(row.state is DraftState.MADE for row in rows)
        live = bool(rows) and all(row.state is not DraftState.DISCARDED for row in rows)
        self.open_action.setEnabled(live and len(rows) <= MOST_OPENED)
        self.save_action.setEnabled(live)
        for action in (self.sent_action, self.discard_action):
            action.setEnabled(to_send)
        self.edit_action.setEnabled(to_send and len(rows) == 1)
        for action in (self.copy_action, self.link_action):
            action.setEnabled(len(rows) == 1)
        self.buttons.setVisible(bool(rows))
        if len(rows) == 1:
            self.desk.runner.read(draft_detail, rows[0].id).then(self._show)
        else:
            self.preview.say(f"{len(rows)} mails" if rows else "Choose a mail to read it.")
        self.selected.emit()

    def _show(self, detail: DraftDetail | None) -> None:
        if detail is not None and [row.id for row in self.grid.selected_rows()] == [detail.row.id]:
            self.preview.show_mail(detail.row.recipient, detail.row.subject, detail.body, detail.attachment)

    def _ids(self) -> list[int]:
        return [row.id for row in self.grid.selected_rows()]

    # what can be done

    def open_outside(self) -> None:
        if self.open_action.isEnabled():
            runner = self.desk.runner
            runner.call(put_drafts_aside, runner.workspace, self._ids()).then(self._open)

    def _open(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def open_link(self) -> None:
        """For mail programs that open no .eml as a draft, such as the new Outlook."""
        self.desk.runner.read(draft_link, self._ids()[0]).then(self._open_link)

    def _open_link(self, link: str) -> None:
        QDesktopServices.openUrl(QUrl(link))

    def save(self) -> None:
        folder = self.desk.messages.folder(self, "Save the mails in") if self._ids() else None
        if folder is not None:
            runner = self.desk.runner
            runner.call(save_drafts, runner.workspace, self._ids(), folder, runner.progress).then(self._on_saved)

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        self.desk.say(f"Saved {count(saved[0], *MAILS)} in {saved[1].name}", False)

    def mark_sent(self) -> None:
        self.desk.runner.change(mark_sent, self._ids()).then(self._on_marked)

    def _on_marked(self, how_many: int) -> None:
        self.desk.say(f"Marked {count(how_many, *MAILS)} as sent", True)

    def discard(self) -> None:
        self.desk.runner.change(discard_drafts, self._ids()).then(self._on_discarded)

    def _on_discarded(self, how_many: int) -> None:
        self.desk.say(f"Discarded {count(how_many, *MAILS)}", True)

    def copy_text(self) -> None:
        self.desk.runner.read(draft_as_text, self._ids()[0]).then(self._on_text)

    def _on_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.desk.say("Copied the text of the mail", False)

    def edit(self) -> None:
        self.desk.runner.read(draft_detail, self._ids()[0]).then(self._open_editor)

    def _open_editor(self, detail: DraftDetail | None) -> None:
        if detail is not None:
            self.dialog = EditDraftDialog(self.desk, self, detail)
            self.dialog.done_with.connect(self.desk.say)
            self.dialog.open()
