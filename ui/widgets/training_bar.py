"""What can be done to the chosen training: what it needs next as buttons, everything else in four menus."""

from PySide6.QtGui import QAction

from ui.widgets.acknowledgment_verbs import AcknowledgmentVerbs
from ui.widgets.attendance_verbs import AttendanceVerbs
from ui.widgets.invitation_verbs import InvitationVerbs
from ui.widgets.mark_verbs import MarkVerbs
from ui.widgets.paper_verbs import PaperVerbs
from ui.widgets.planning_verbs import PlanningVerbs
from ui.widgets.report_verbs import ReportVerbs
from ui.widgets.seat_plan_verbs import SeatPlanVerbs
from ui.widgets.seating_verbs import SeatingVerbs
from ui.widgets.verb_bar import VerbBar
from ui.widgets.wait_list_verbs import WaitListVerbs


class TrainingBar(VerbBar):
    """Before a training people are seated and invited; once it began, attendance and certificates are what is next."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What can be done")

    def add_seats(
        self, seating: SeatingVerbs, invitations: InvitationVerbs, waiting: WaitListVerbs, proposals: SeatPlanVerbs
    ) -> None:
        self.seat = self.add_action(seating.seat)
        self.invite = self.add_action(invitations.invite)
        self.promote = self.add_action(seating.promote, "Promote")
        self._seats: tuple[list[QAction], list[QAction]] = (
            [seating.seat, proposals.propose, seating.promote],
            waiting.of_training,
        )
        self._invite = invitations.invite

    def add_attendance(
        self, reports: ReportVerbs, marks: MarkVerbs, attendance: AttendanceVerbs, accepted: AcknowledgmentVerbs
    ) -> None:
        self.bring_in = self.add_action(reports.bring_in, "Import report…")
        self._attendance = (
            [reports.bring_in, attendance.review, attendance.walk_in],
            [marks.rest_present, marks.rest_absent],
            [accepted.present],
            [attendance.rule, attendance.evidence],
        )

    def add_papers(self, papers: PaperVerbs) -> None:
        self.issue = self.add_action(papers.issue)
        self.save_list = self.add_action(papers.save_list)
        self._papers = (
            [self._invite, papers.save_list],
            [papers.issue, papers.save_certificates],
            [papers.evidence.action],
        )

    def add_menus(self, planning: PlanningVerbs) -> None:
        self.add_menu("Training", planning.of_training, planning.moves)
        self.add_menu("Seats", *self._seats)
        self.add_menu("Attendance", *self._attendance)
        self.add_menu("Papers", *self._papers)

    def show_for(self, *, has_begun: bool, can_promote: bool) -> None:
        for each in (self.seat, self.invite):
            each.setVisible(not has_begun)
        for each in (self.bring_in, self.issue, self.save_list):
            each.setVisible(has_begun)
        self.promote.setVisible(can_promote and not has_begun)
        self.updateGeometry()
