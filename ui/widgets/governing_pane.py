"""One version of a governing document in full: who accepted it, who has not, and what can be done about it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from coordinator.views.documents import AcknowledgedRow, MissingRow, VersionDetail, VersionRow, VersionState
from ui.widgets.basics import button
from ui.widgets.detail import DetailPane
from ui.widgets.governing_columns import state_tone, state_words
from ui.wording import count, day, word

MOST_NAMES = 60
SHORT = {
    "Take a list of acknowledgments in…": "Take a list in…",
    "Ask for acknowledgments by mail…": "Ask by mail…",
    "Save acknowledgment forms…": "Save forms…",
}
"""What a button says, where the menu has to say more."""


class GoverningPane(DetailPane):
    """`record` is the button of what is wanted most, there while somebody has not accepted the version."""

    def __init__(self) -> None:
        super().__init__("Version")
        self._record: QAction | None = None
        self._actions: tuple[QAction, ...] = ()

    def set_actions(self, record: QAction, often: Sequence[QAction]) -> None:
        """One primary, and those that are often wanted."""
        self._record, self._actions = record, tuple(often)

    def show_nothing(self) -> None:
        self.clear()
        self.placeholder("Choose a version to see who has acknowledged it.")

    def show_version(self, row: VersionRow, detail: VersionDetail) -> None:
        self.clear()
        self.heading(row.title, f"{word(row.kind)} · {row.label}")
        self._add_buttons(row)
        self.section("Version")
        self.line(state_words(row), _in_force_words(row), state_tone(row))
        asked = f"Required for {row.product or 'every product'}" if row.is_required else "Not required for a license"
        self.line(asked, f"Review on {day(row.review_on)}" if row.review_on else "No review date")
        if row.sha256:
            self.line(row.file_name, f"SHA-256 {row.sha256[:16]}…", ("paperclip", "neutral"))
        else:
            self.line("No file kept", "Add one with the next version.", ("file-x", "caution"))
        waiting = [_missing_words(each) for each in detail.missing]
        nobody = "Everyone selected has acknowledged it." if row.expected else "Nobody is selected yet."
        self._add_names("Not acknowledged", waiting, ("user-x", "caution"), nobody)
        done = [_acknowledged_words(each) for each in detail.acknowledged]
        self._add_names("Acknowledged", done, ("user-check", "good"), "Nobody so far.")

    def _add_buttons(self, row: VersionRow) -> None:
        assert self._record is not None
        if row.missing and row.state is not VersionState.COMING:
            self.record = button("Record acknowledgments…", "primary")
            self.record.clicked.connect(self._record.trigger)
            self.add_action(self.record)
        for action in self._actions:
            if action.isEnabled():
                made = button(SHORT.get(action.text(), action.text()))
                made.setAccessibleName(action.text())
                made.clicked.connect(action.trigger)
                self.add_action(made)

    def _add_names(self, title: str, lines: Sequence[tuple[str, str]], tone: tuple[str, str], nobody: str) -> None:
        self.section(f"{title} ({len(lines):,})")
        if not lines:
            self.line(nobody)
        for text, note in lines[:MOST_NAMES]:
            self.line(text, note, tone)
        if len(lines) > MOST_NAMES:
            self.line(f"and {count(len(lines) - MOST_NAMES, 'more person', 'more people')}")


def _in_force_words(row: VersionRow) -> str:
    words = [f"Since {day(row.effective_on)}" if row.state is not VersionState.COMING else ""]
    words.append(f"expires {day(row.expires_on)}" if row.expires_on else "no expiry")
    if row.grace_until:
        words.append(f"earlier acknowledgments hold until {day(row.grace_until)}")
    return ", ".join(filter(None, words)).capitalize()


def _missing_words(person: MissingRow) -> tuple[str, str]:
    earlier = f"An earlier version on {day(person.earlier_on)}" if person.earlier_on else person.email
    return f"{person.name} · {person.office}", earlier


def _acknowledged_words(person: AcknowledgedRow) -> tuple[str, str]:
    proved = ", evidence kept" if person.has_evidence else ""
    return f"{person.name} · {person.office}", f"{day(person.on)}, {word(person.method).lower()}{proved}"
