"""What was found of a document: the verdict first, then why, what the code says, and the signatures in the file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.verification import Judgment, Verdict
from coordinator.services.verification import PaperCheck, Verification
from ui.models.verdict_words import TONES, signature_tone, verdict_word
from ui.widgets.basics import Icon, button, label, set_property, wrapped
from ui.widgets.detail import DetailPane
from ui.wording import count

MOST_PAPERS = 100


class VerdictPane(DetailPane):
    """`paper_wanted` carries the number of a paper that is to be shown on record."""

    paper_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Result")
        self.wait_for()

    def wait_for(self, sentence: str = "The verdict appears here, with what the record says.") -> None:
        self.clear()
        self.placeholder(sentence)

    def show_results(self, found: Sequence[Verification]) -> None:
        """One in full; of several files, and of several documents in a file, a few lines each."""
        self.clear()
        if len(found) == 1:
            self._show_one(found[0])
            return
        self._add_banner(max((each.verdict for each in found), key=lambda each: each.weight), f"{len(found)} files")
        for each in found:
            self.add_widget(wrapped(label(each.source, "caption")))
            self._add_lines(each)

    def _show_one(self, found: Verification) -> None:
        many = f", {count(len(found.papers), 'document', 'documents')}" if len(found.papers) > 1 else ""
        self._add_banner(found.verdict, f"{found.source}{many}")
        if len(found.papers) == 1:
            self._add_judgment(found.papers[0].judgment)
            for note in found.notes:
                self.line(note)
            self._add_signatures(found)
        else:
            self._add_lines(found)

    def _add_lines(self, found: Verification) -> None:
        for note in found.notes:
            self.line(verdict_word(found.verdict), note, TONES[found.verdict])
        # Where there are too many to show, those that something is wrong with come first.
        many = len(found.papers) > MOST_PAPERS
        papers = sorted(found.papers, key=lambda each: -each.judgment.verdict.weight) if many else found.papers
        for check in papers[:MOST_PAPERS]:
            self._add_paper(check, f"Page {check.page}: " if len(found.papers) > 1 else "")
        if len(found.papers) > MOST_PAPERS:
            self.line(f"and {count(len(found.papers) - MOST_PAPERS, 'more document', 'more documents')}")
        self._add_signatures(found)

    def _add_signatures(self, found: Verification) -> None:
        for signature in found.signatures:
            self.line(signature.sentence, "", signature_tone(signature))

    def _add_banner(self, verdict: Verdict, source: str) -> None:
        name, tone = TONES[verdict]
        frame = QFrame()
        frame.setProperty("kind", "banner")
        set_property(frame, "tone", tone)
        across = QHBoxLayout(frame)
        across.setContentsMargins(16, 12, 16, 12)
        across.setSpacing(14)
        across.addWidget(Icon(name, tone, 32))
        down = QVBoxLayout()
        down.setSpacing(2)
        self.verdict = label(verdict_word(verdict), "title")
        down.addWidget(self.verdict)
        down.addWidget(wrapped(label(source, "secondary")))
        across.addLayout(down, 1)
        self.add_widget(frame)

    def _add_judgment(self, judged: Judgment) -> None:
        for sentence in judged.sentences:
            self.line(sentence)
        if judged.facts:
            self.section("On record" if judged.verdict is Verdict.NO_CODE else "What it says")
            self.add_widget(_facts(judged.facts))
        self._add_way(judged.number)

    def _add_paper(self, check: PaperCheck, where: str) -> None:
        judged = check.judgment
        what = " · ".join(filter(None, (judged.number, dict(judged.facts).get("Name", ""))))
        said = f"{where}{verdict_word(judged.verdict)}{f', {what}' if what else ''}"
        self.line(said, " ".join(judged.sentences), TONES[judged.verdict])
        self._add_way(judged.number)

    def _add_way(self, number: str) -> None:
        if number:
            made = button(f"Show {number} on record", "link")
            made.clicked.connect(lambda: self.paper_wanted.emit(number))
            self.add_widget(made)


def _facts(facts: tuple[tuple[str, str], ...]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        grid.addWidget(label(name, "secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
        said = wrapped(label(value))
        said.setAccessibleName(f"{name}: {value}")
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(said, row, 1)
    return table
