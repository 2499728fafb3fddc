"""Marks by hand: the register's keys, the same in menus and palette, and the rest at once."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import MarkEntry, mark_rest, record_attendance, record_minutes, record_note
from coordinator.views.trainings import MARKABLE, SeatRow
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.register import Register
from ui.wording import count, word


def has_begun(chosen: ChosenTraining) -> bool:
    """Whether there can be an attendance of the chosen training."""
    row = chosen.training
    return row is not None and not row.is_cancelled and row.starts_at <= chosen.desk.now()


class MarkVerbs(QObject):
    """In the register the keys need no Ctrl; `actions` are for whoever does not know them yet."""

    def __init__(self, chosen: ChosenTraining, register: Register) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._register = register
        self._said = ""
        add, page = self._desk.actions.add, chosen.page
        self.actions: list[QAction] = [
            add(page, "Page", "Mark present (P)", self.mark_present, "", "circle-check"),
            add(page, "Page", "Mark late or partial (L)", self.mark_partial, "", "clock"),
            add(page, "Page", "Mark absent (A)", self.mark_absent, "", "circle-x"),
            add(page, "Page", "Mark excused (E)", self.mark_excused, "", "circle-pause"),
            add(page, "Page", "Clear the mark (Backspace)", self.clear_mark, "", "circle-dashed"),
            add(page, "Page", "Type minutes (F2)", register.type_minutes, "", "timer"),
            add(page, "Page", "Type a note (N)", register.type_note, "", "notebook-pen"),
        ]
        self.rest_present = add(page, "Page", "Mark the rest present", self.do_rest_present, "", "list-checks")
        self.rest_absent = add(page, "Page", "Mark the rest absent", self.do_rest_absent, "Ctrl+Shift+A", "list-x")
        register.marked.connect(self._on_marked)
        register.minutes_typed.connect(self._on_minutes)
        register.note_typed.connect(self._on_note)
        register.refused.connect(self._on_refused)

    def follow(self) -> None:
        row, begun = self._chosen.training, has_begun(self._chosen)
        self._register.set_begun(begun)
        for action in self.actions:
            action.setEnabled(begun and bool(self._chosen.selected))
        for action in (self.rest_present, self.rest_absent):
            action.setEnabled(begun and row is not None and bool(row.unmarked))

    def mark_present(self) -> None:
        self._register.mark_selected(Mark.PRESENT)

    def mark_partial(self) -> None:
        self._register.mark_selected(Mark.PARTIAL)

    def mark_absent(self) -> None:
        self._register.mark_selected(Mark.ABSENT)

    def mark_excused(self) -> None:
        self._register.mark_selected(Mark.EXCUSED)

    def clear_mark(self) -> None:
        self._register.mark_selected(None)

    def do_rest_present(self) -> None:
        self._mark_rest(Mark.PRESENT)

    def do_rest_absent(self) -> None:
        self._mark_rest(Mark.ABSENT)

    def _mark_rest(self, mark: Mark) -> None:
        row = self._chosen.training
        if row is not None:
            self._said = word(mark).lower()
            self._desk.runner.change(mark_rest, row.id, mark).then(self._on_rest)

    def _on_rest(self, people: int) -> None:
        self._desk.say(f"Marked {count(people, 'person', 'people')} {self._said}", True)

    def _on_marked(self, rows: list[SeatRow], mark: Mark | None) -> None:
        # Of several, who only waits is passed over; asked for alone, the service says why it is not possible.
        markable = [row for row in rows if row.state in MARKABLE] or rows
        entries = {row.id: MarkEntry(mark, (row.minutes or None) if mark else None, row.mark_note) for row in markable}
        what = word(mark).lower() if mark else "unmarked"
        self._said = f"{markable[0].name}: {what}" if len(markable) == 1 else f"Marked {len(markable)} people {what}"
        self._desk.runner.change(record_attendance, entries).then(self._on_recorded)

    def _on_recorded(self, _nothing: None) -> None:
        self._desk.say(self._said, True)

    def _on_minutes(self, seat_id: int, minutes: int | None) -> None:
        self._desk.runner.change(record_minutes, seat_id, minutes).then(self._on_minutes_recorded)

    def _on_minutes_recorded(self, _nothing: None) -> None:
        self._desk.say("Recorded the minutes", True)

    def _on_note(self, seat_id: int, note: str) -> None:
        self._desk.runner.change(record_note, seat_id, note).then(self._on_noted)

    def _on_noted(self, _nothing: None) -> None:
        self._desk.say("Recorded the note", True)

    def _on_refused(self, sentence: str) -> None:
        self._desk.say(sentence, False)
