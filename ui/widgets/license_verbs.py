"""What can be done with licenses: issue, reserve, move, transfer, renew, decide what is proposed, and prove."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.evidence import SubjectKind
from coordinator.rules.licensing import HELD, LicenseMove
from coordinator.services.evidence import EvidenceSubject
from coordinator.views.licenses import LicenseRow
from coordinator.views.pools import AgreementRow
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.agreement_dialog import AgreementDialog
from ui.dialogs.batch_dialog import BatchDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.issue_licenses_dialog import IssueLicensesDialog
from ui.dialogs.license_move_dialog import ICONS, VERBS, LicenseMoveDialog, legal_for
from ui.dialogs.proposals_dialog import ProposalsDialog
from ui.dialogs.renewal_dialog import RenewalDialog
from ui.dialogs.reserve_licenses_dialog import ReserveLicensesDialog
from ui.dialogs.transfer_dialog import TransferDialog
from ui.widgets.evidence_verb import Chosen, EvidenceVerb
from ui.widgets.grid import Grid
from ui.widgets.letter_verbs import LetterVerbs


@dataclass
class KnownLicenses:
    """What the panel has read: every license, every pool, the taskings with somebody selected."""

    rows: tuple[LicenseRow, ...] = ()
    pools: tuple[AgreementRow, ...] = ()
    taskings: tuple[TaskingRow, ...] = ()
    proposals: int = 0


class LicenseVerbs(QObject):
    """Owns its actions; those of `moves` are about the licenses selected in the grid. `dialog` is open."""

    def __init__(
        self, desk: Desk, page: QWidget, grid: Grid[LicenseRow], known: KnownLicenses, letters: LetterVerbs
    ) -> None:
        super().__init__(page)
        self.dialog: DialogFrame | None = None
        self._desk, self._page, self._grid, self._known, self._letters = desk, page, grid, known, letters
        add = partial(desk.actions.add, page, "Page")
        self.issue_action = add("Issue licenses…", self.issue, "Ctrl+N", "badge-check")
        self.reserve_action = add("Reserve seats…", self.reserve, "", "pin")
        self.renew_action = add("Renew licenses…", self.renew, "", "repeat")
        self.decide_action = add("Decide proposals…", self.decide, "Ctrl+D", "clipboard-check")
        self.moves: dict[LicenseMove, QAction] = {
            move: add(f"{verb}…", partial(self.move, move), "", ICONS[move]) for move, verb in VERBS.items()
        }
        self.transfer_action = add("Transfer…", self.transfer, "", "arrow-up-down")
        self.agreement_action = add("Add agreement…", self.add_agreement, "", "plus")
        self.evidence = EvidenceVerb(page, desk, self._holder, self._open)

    @property
    def of_selected(self) -> list[QAction]:
        return [*self.moves.values(), self.transfer_action]

    def follow(self, *, is_active: bool) -> None:
        """A move that is illegal for one of the selected is off; the first agreement is added from here."""
        rows = self._grid.selected_rows()
        for action in (self.issue_action, self.reserve_action, self.renew_action):
            action.setEnabled(is_active)
        self.decide_action.setEnabled(is_active and self._known.proposals > 0)
        for move, action in self.moves.items():
            action.setEnabled(is_active and legal_for(move, rows, self._desk.today()))
        self.transfer_action.setEnabled(is_active and len(rows) == 1 and rows[0].state in HELD)
        self.agreement_action.setVisible(not self._known.pools)
        self.agreement_action.setEnabled(is_active and not self._known.pools)
        self.evidence.follow(is_active=is_active)

    def _holder(self) -> Chosen | None:
        rows = self._grid.selected_rows()
        return (EvidenceSubject(SubjectKind.PERSON, rows[0].designee_id), rows[0].name) if len(rows) == 1 else None

    def issue(self) -> None:
        """The dry run first."""
        self._open_batch(IssueLicensesDialog(self._desk, self._page, self._known.taskings))

    def reserve(self) -> None:
        self._open(ReserveLicensesDialog(self._desk, self._page, self._known.taskings))

    def renew(self) -> None:
        """Those selected, if they are several; else all that are due."""
        known, rows = self._known, self._grid.selected_rows()
        chosen = [row.id for row in rows] if len(rows) > 1 else []
        self._open_batch(RenewalDialog(self._desk, self._page, known.pools, known.rows, chosen))

    def decide(self) -> None:
        self._open_batch(ProposalsDialog(self._desk, self._page))

    def move(self, move: LicenseMove) -> None:
        rows = self._grid.selected_rows()
        if legal_for(move, rows, self._desk.today()):
            self._open_batch(LicenseMoveDialog(self._desk, self._page, move, rows))

    def transfer(self) -> None:
        row = self._grid.selected_rows()[0]
        pool = next(pool for pool in self._known.pools if pool.id == row.agreement_id)
        self._open(TransferDialog(self._desk, self._page, row, pool, self._known.taskings))

    def add_agreement(self) -> None:
        self._open(AgreementDialog(self._desk, self._page))

    def _open_batch(self, dialog: BatchDialog) -> None:
        dialog.made.connect(self._letters.offer)
        self._open(dialog)

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None
