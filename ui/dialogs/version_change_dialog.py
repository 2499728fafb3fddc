"""What a version changes: whom it asks again, whose license depends on it, from when, and what the text says anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from coordinator.rules.text_difference import Passage
from coordinator.services.document_edits import proposed_difference, recorded_difference
from coordinator.views.version_effects import AffectedRow, VersionEffect, version_effect
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.text_difference_view import TextDifferenceView
from ui.wording import NOTHING, count, day

NO_EARLIER = "This is the first version: there is no text before it to compare."
NO_FILE = "No file was chosen for the new version, so its text cannot be compared."
NO_TEXT = "The two texts cannot be compared: one of the files holds no text, as a scan does, or is not kept."


@dataclass(frozen=True, slots=True)
class VersionChange:
    """The change to be shown. `version_id` is None, and `path` may be set, while the version is not on record yet."""

    document_id: int
    title: str
    label: str
    effective_on: date
    grace_days: int
    earlier_id: int | None
    version_id: int | None = None
    path: Path | None = None


def _name(row: AffectedRow) -> str:
    return row.name


def _office(row: AffectedRow) -> str:
    return row.office


def _license(row: AffectedRow) -> str:
    return row.license or NOTHING


def _license_tone(row: AffectedRow) -> tuple[str, str] | None:
    return ("key-round", "accent") if row.license else None


def _earlier(row: AffectedRow) -> str:
    return day(row.earlier_on) if row.earlier_on else "Never"


def _earlier_on(row: AffectedRow) -> object:
    return row.earlier_on.isoformat() if row.earlier_on else ""


COLUMNS: tuple[Column[AffectedRow], ...] = (
    Column("Name", _name, 148, bold=True),
    Column("Office", _office, 64),
    Column("License", _license, 190, tone=_license_tone),
    Column("Accepted before", _earlier, 120, sort=_earlier_on),
)


class VersionChangeDialog(DialogFrame):
    """`said` is the change in sentences, `people` whom it concerns, `difference` the two texts."""

    def __init__(self, desk: Desk, parent: QWidget, change: VersionChange) -> None:
        super().__init__(desk, parent, f"What {change.label or 'the new version'} of {change.title} changes", "Close")
        self._change = change
        self.cancel.hide()
        self.said = wrapped(label("Working it out…"))
        self.people: Grid[AffectedRow] = Grid(COLUMNS, desk.look, "People who have to acknowledge it")
        self.people.set_empty("Nobody has to acknowledge it.")
        self.difference = TextDifferenceView()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(16)
        split.setChildrenCollapsible(False)
        split.addWidget(self.difference)
        split.addWidget(self.people)
        split.setSizes([540, 540])
        self.column.addWidget(self.said)
        self.column.addWidget(split, 1)
        self.finish_layout()
        self.resize(1120, 620)
        effect = partial(version_effect, document_id=change.document_id, effective_on=change.effective_on)
        job = desk.runner.read(effect, grace_days=change.grace_days, version_id=change.version_id)
        job.then(self._show_effect)
        self._compare()

    def _compare(self) -> None:
        change, runner = self._change, self.desk.runner
        if change.earlier_id is None:
            self.difference.say(NO_EARLIER)
        elif change.version_id is not None:
            runner.read(recorded_difference, change.earlier_id, change.version_id).then(self._show_difference)
        elif change.path is not None:
            job = runner.call(proposed_difference, runner.workspace, change.earlier_id, change.path)
            job.then(self._show_difference)
        else:
            self.difference.say(NO_FILE)

    def _show_effect(self, effect: VersionEffect) -> None:
        self.people.set_rows(effect.waiting)
        self.said.setText(effect_words(effect))

    def _show_difference(self, passages: Sequence[Passage] | None) -> None:
        if passages is None:
            self.difference.say(NO_TEXT)
        else:
            self.difference.show_passages(passages)

    def submit(self) -> None:
        self.accept()


def effect_words(effect: VersionEffect) -> str:
    """ "38 people must acknowledge again; 21 of them hold a license." And from when, and what then."""
    if not effect.waiting:
        return "Everyone whom it concerns has acknowledged it." if effect.done else "It concerns nobody yet."
    stale = day(effect.grace_until + timedelta(days=1))
    then = "acknowledgments of an earlier version are stale, and licenses that rest on them wait for a decision."
    sentences = [_whom(effect), f"It is in force from {day(effect.effective_on)}.", f"From {stale} on {then}"]
    if effect.done:
        sentences.append(f"{count(effect.done, 'person has', 'people have')} acknowledged it.")
    return " ".join(sentences)


def _whom(effect: VersionEffect) -> str:
    again, licensed = len(effect.again), len(effect.licensed)
    new = len(effect.waiting) - again
    people = f"{count(again or new, 'person', 'people')} must acknowledge it"
    said = f"{people} again" if again else people
    more = f", and {count(new, 'person', 'people')} for the first time" if again and new else ""
    return f"{said}{more}; {licensed:,} of them hold a license." if licensed else f"{said}{more}."
