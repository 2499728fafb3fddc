"""The keys that sign the codes of documents, and the files for those who check documents without the database."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout

from coordinator.services import checking_page, revocations
from coordinator.services.papers import write_file
from coordinator.views.signing_keys import KeyState, SigningKeyRow, signing_keys
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.retire_key_dialog import RetireKeyDialog
from ui.widgets.basics import Icon, button, label, set_property, wrapped
from ui.widgets.setting_cards import TitledCard
from ui.wording import count, day

ABOUT = (
    "The QR code of a document is signed with a key. Its private half stays on the computer that made it and is never "
    "in the database; with the public half anybody can check the code."
)
NO_KEY = "The first document with a code makes the first key."
PAGE, LIST, KEYS = "Save checking page…", "Save revocation list…", "Save public keys…"
WHAT_FOR = {
    PAGE: "Checks codes in any browser.",
    LIST: "What counts no longer, signed.",
    KEYS: "For checks on the command line.",
}
HTML, LINES, JSON = "Web pages (*.html)", "Revocation lists (*.jsonl)", "Public keys (*.json)"
_STATES = {
    KeyState.IN_USE: ("In use", "circle-check", "good"),
    KeyState.IN_RESERVE: ("In reserve", "circle-pause", "neutral"),
    KeyState.ELSEWHERE: ("Not on this computer", "monitor", "caution"),
    KeyState.RETIRED: ("Retired", "ban", "neutral"),
}


def signed_words(row: SigningKeyRow) -> str:
    """ "signed 40 certificates and 12 letters"; "signed nothing yet"."""
    kinds = ((row.certificates, "certificate", "certificates"), (row.letters, "letter", "letters"))
    signed = " and ".join(count(*kind) for kind in kinds if kind[0])
    return f"signed {signed}" if signed else "signed no document"


def line_words(row: SigningKeyRow, zone: str) -> str:
    """ "Made 11/2/26 · retired 11/12/26 · signed 40 certificates"."""
    made = f"Made {day(row.made_at.astimezone(ZoneInfo(zone)).date())}"
    retired = f"retired {day(row.retired_on)}" if row.retired_on else ""
    return " · ".join(filter(None, (made, retired, signed_words(row))))


class KeyLine(QFrame):
    """One key: its id and state, what it signed, and `retire` unless it is retired."""

    retire_wanted = Signal()

    def __init__(self, row: SigningKeyRow, zone: str) -> None:
        super().__init__()
        self.row = row
        self.setProperty("kind", "card")
        state, icon, token = _STATES[row.state]
        self.key_id = label(row.key_id)
        self.key_id.setFont(_fixed())
        self.key_id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = label(state)
        set_property(self.state, "tone", token)
        self.note = wrapped(label(line_words(row, zone), "secondary"))
        self.retire = button("Retire…")
        self.retire.setAccessibleName(f"Retire the key {row.key_id}")
        self.retire.setAccessibleDescription(f"{state}. {self.note.text()}")
        self.retire.clicked.connect(self.retire_wanted)
        self.retire.setHidden(row.is_retired)
        self._lay_out(Icon(icon, token))

    def _lay_out(self, icon: Icon) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.key_id)
        top.addSpacing(12)
        top.addWidget(icon)
        top.addWidget(self.state, 1)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addLayout(top)
        said.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(said, 1)
        row.addWidget(self.retire)


class KeysCard(TitledCard):
    """`lines` of keys, the newest first, and `verbs` that save, each with an action in the palette.

    Reads and writes by itself: `reload`. `dialog` is the one that is open.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("Keys", ABOUT)
        self._desk = desk
        self.dialog: DialogFrame | None = None
        self.lines: list[KeyLine] = []
        self.verbs: dict[str, QPushButton] = {}
        self._actions: list[QAction] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.empty = wrapped(label(NO_KEY, "secondary"))
        below = QGridLayout()
        below.setHorizontalSpacing(12)
        below.setVerticalSpacing(8)
        below.setColumnStretch(1, 1)
        saves = ((PAGE, self.save_page), (LIST, self.save_list), (KEYS, self.save_keys))
        for place, (text, slot) in enumerate(saves):
            below.addWidget(self._verb(text, slot), place, 0)
            below.addWidget(wrapped(label(WHAT_FOR[text], "secondary")), place, 1)
        self.column.addLayout(self._list)
        self.column.addWidget(self.empty)
        self.column.addSpacing(12)
        self.column.addLayout(below)
        self._show(())

    def _verb(self, text: str, slot: Callable[[], None]) -> QPushButton:
        action = self._desk.actions.add(self, "Page", text, slot, "", "file-down")
        made = button(text, "", "file-down")
        made.clicked.connect(action.trigger)
        self._actions.append(action)
        self.verbs[text] = made
        return made

    # what is shown

    def reload(self) -> None:
        runner = self._desk.runner
        runner.read(signing_keys, runner.workspace.keys).then(self._show)

    def _show(self, rows: Sequence[SigningKeyRow]) -> None:
        """Built anew only where a key changed, so that the keyboard stays where it is."""
        if [line.row for line in self.lines] != list(rows):
            self._build(rows)
        self.empty.setVisible(not rows)
        for action in self._actions:
            action.setEnabled(bool(rows))
        for text, verb in self.verbs.items():
            verb.setEnabled(bool(rows))
            verb.setToolTip("" if rows else NO_KEY)
            verb.setAccessibleDescription(WHAT_FOR[text] if rows else NO_KEY)

    def _build(self, rows: Sequence[SigningKeyRow]) -> None:
        at = next((line.row.id for line in self.lines if line.retire.hasFocus()), None)
        for line in self.lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [self._line(row) for row in rows]
        for line in self.lines:
            self._list.addWidget(line)
            if line.row.id == at and not line.row.is_retired:
                line.retire.setFocus()

    def _line(self, row: SigningKeyRow) -> KeyLine:
        line = KeyLine(row, self._desk.zone)
        line.retire_wanted.connect(partial(self.ask_to_retire, row))
        return line

    # what is saved

    def save_page(self) -> None:
        if path := self._asked("Save checking page", checking_page.FILE_NAME, HTML):
            job = self._desk.runner.read(checking_page.checking_page, self._desk.now())
            job.then(partial(self._write, path))

    def save_list(self) -> None:
        """Signing it makes a key where there is none to sign with on this computer."""
        if path := self._asked("Save revocation list", revocations.FILE_NAME, LINES):
            self._desk.runner.change(revocations.make_revocation_list).then(partial(self._write, path))

    def save_keys(self) -> None:
        if path := self._asked("Save public keys", checking_page.KEYS_FILE_NAME, JSON):
            self._desk.runner.read(checking_page.keys_file).then(partial(self._write, path))

    def _asked(self, title: str, suggested: str, pattern: str) -> Path | None:
        return self._desk.messages.save_file(self, title, suggested, pattern)

    def _write(self, path: Path, data: bytes) -> None:
        self._desk.runner.call(write_file, path.parent, path.name, data).then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    # what is ended

    def ask_to_retire(self, row: SigningKeyRow) -> None:
        self.dialog = RetireKeyDialog(self._desk, self, row)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.done_with.connect(self._desk.say)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _fixed() -> QFont:
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setBold(True)
    return made
