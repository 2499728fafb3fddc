"""What a report leaves to decide: why, who it may be, which file it corrects, and everything that was kept."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import (
    StrangerFacts,
    dismiss_attendee,
    note_stranger,
    set_attendance_rule,
    tie_attendee,
)
from coordinator.services.attendance_suggestions import review
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.workspace import Workspace
from coordinator.views.attendance_review import (
    ReviewRow,
    RuleRow,
    attendance_evidence,
    attendance_rule,
    earlier_reports,
)
from coordinator.views.trainings import doubtful_attendees, people_to_choose, training_detail, trainings
from tests import builders
from tests.conftest import StandingClock
from tests.meeting_reports import OKAFOR, REYES, report, seated, take, zoom_line

LINES = (
    zoom_line("Marisol Reyes", REYES, "13:00", "14:30"),
    zoom_line("D. Okafor", "", "13:00", "14:30"),
    zoom_line("Per L.", "", "13:00", "14:30"),
    zoom_line("Haddad", "", "13:00", "14:30"),
    zoom_line("Thom Brandvolt", "", "13:00", "14:30"),
    zoom_line("iPad", "sdelacroix@example.org", "13:00", "14:30"),
    zoom_line("17165550142", "", "13:00", "14:30"),
    zoom_line("Jo Twin", "", "13:00", "14:30"),
    zoom_line("(b)(6)", "", "13:00", "14:30"),
    zoom_line("Xyzzy Qwfp", "", "13:00", "14:30"),
)


SIMILAR = "Nobody on the roster is called so; the name is similar to {}."


class Bench:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.training = seated(workspace, 4)
        den, chi = (workspace.read(builders.office_id, code) for code in ("DEN", "CHI"))
        for facts in (
            DesigneeFacts("Twin, Jo", den),
            DesigneeFacts("Twin, Jo", chi),
            DesigneeFacts("Delacroix, Simone", chi, email="simone@example.gov"),
            DesigneeFacts("Winter, Ida", chi, mobile="(716) 555-0142"),
        ):
            workspace.change(add_designee, facts)
        take(workspace, self.training, *LINES)
        workspace.change(note_stranger, self.training, StrangerFacts("Ida Winter", mark=Mark.PARTIAL, minutes=9))
        self.rows = {row.name: row for row in workspace.read(review, self.training)}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Bench]:
    path: Path = tmp_path_factory.mktemp("review") / "unit.db"
    path.write_bytes(empty_database)
    clock = StandingClock(datetime(2026, 11, 12, 15, 0, tzinfo=UTC))
    with Workspace.open(path, actor="J. Coordinator", clock=clock) as opened:
        yield Bench(opened)


@pytest.mark.parametrize(
    ("name", "first", "why"),
    [
        ("D. Okafor", "Okafor, Dana R", SIMILAR.format("Okafor, Dana R")),
        ("Per L.", "Lindqvist, Per", SIMILAR.format("Lindqvist, Per")),
        ("Haddad", "Haddad, Samir", SIMILAR.format("Haddad, Samir")),
        ("Thom Brandvolt", "Brandvold, Tom", SIMILAR.format("Brandvold, Tom")),
        ("iPad", "Delacroix, Simone", "The report gives no name of a person."),
        ("17165550142", "Winter, Ida", "Signed in by telephone."),
        ("Jo Twin", "Twin, Jo", "Two people on the roster are called so."),
        ("Ida Winter", "Winter, Ida", "Written down by hand as not on the roster."),
    ],
)
def test_the_likeliest_person_is_suggested_first_and_said_why_it_is_open(
    bench: Bench, name: str, first: str, why: str
) -> None:
    row = bench.rows[name]
    assert (row.suggestions[0].name, row.why) == (first, why)
    assert len(row.suggestions) <= 5
    scores = [each.score for each in row.suggestions]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_nobody_is_suggested_where_nothing_speaks_for_anybody(bench: Bench) -> None:
    assert (bench.rows["(b)(6)"].suggestions, bench.rows["(b)(6)"].why) == ((), "The name was withheld in the file.")
    row = bench.rows["Xyzzy Qwfp"]
    assert all(each.score < 0.2 for each in row.suggestions)


def test_a_suggestion_says_who_it_is_and_whether_they_have_a_seat_or_a_mark(bench: Bench) -> None:
    okafor = bench.rows["D. Okafor"].suggestions[0]
    assert (okafor.office, okafor.email, okafor.is_seated, okafor.is_marked) == ("DEN", OKAFOR, True, False)
    assert "initial only" in okafor.reason
    assert not bench.rows["Haddad"].suggestions[0].is_seated


def test_everybody_who_waits_is_counted_and_has_the_roster_to_choose_from(bench: Bench) -> None:
    read, training = bench.workspace.read, bench.training
    assert {row.name for row in read(doubtful_attendees, training)} == set(bench.rows)
    assert next(row.doubtful for row in read(trainings) if row.id == training) == len(bench.rows)
    people = read(people_to_choose, training)
    assert [each.is_seated for each in people] == sorted((each.is_seated for each in people), reverse=True)
    assert read(training_detail, training, date(2026, 11, 12)).people == people
    stranger: ReviewRow = bench.rows["Ida Winter"]
    assert (stranger.training_id, stranger.minutes, stranger.file) == (training, 9, "")


def test_a_file_of_the_same_people_and_time_is_likely_a_correction(bench: Bench) -> None:
    _, same = report(*LINES[:-2], zoom_line("Somebody New", "", "13:00", "14:30"))
    _, later_part = report(
        *(line.replace(" 01:00:00 PM", " 03:00:00 PM").replace(" 02:30", " 03:30") for line in LINES)
    )
    _, others = report(zoom_line("Ann Other", "", "13:00", "14:30"), zoom_line("Bo Other", "", "13:00", "14:30"))
    found = [
        bench.workspace.read(earlier_reports, bench.training, content)[0] for content in (same, later_part, others)
    ]
    assert [(each.shared, each.is_likely_corrected) for each in found] == [(8, True), (10, False), (0, False)]
    assert (found[0].people, found[0].file, found[0].product) == (10, "report.csv", "zoom")


def test_files_and_decisions_are_kept_as_evidence(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dee", "", "13:00", "14:00"), zoom_line("Host", "", "13:00", "14:30"))
    first = {row.name: row.id for row in workspace.read(review, training)}
    workspace.change(tie_attendee, first["Dee"], workspace.read(builders.designee_ids)[0])
    workspace.change(dismiss_attendee, first["Host"])
    replaced = workspace.read(attendance_evidence, training).reports[0].id
    take(workspace, training, zoom_line("Dee", "", "13:00", "14:10"), replaces=replaced)
    assert workspace.read(review, training) == ()
    found = workspace.read(attendance_evidence, training)
    old, new = found.reports
    assert (old.replaced_by, new.replaced_by, old.time_zone) == (new.id, None, "America/New_York")
    assert old.sha256 != new.sha256
    assert [(each.report, each.name, each.designee, each.matched_by) for each in found.participants] == [
        (old.id, "Dee", "Okafor, Dana R", "By hand"),
        (old.id, "Host", "", "Not on the roster"),
        (new.id, "Dee", "Okafor, Dana R", "By hand"),
    ]
    dee = found.participants[2]
    assert (dee.decided_by, dee.decided_at) == ("J. Coordinator", found.participants[0].decided_at)
    assert [(b - a).total_seconds() / 60 for a, b in dee.intervals] == [70]


def test_the_rule_of_a_training_is_its_own_or_the_units(workspace: Workspace) -> None:
    training = builders.a_training(workspace)
    assert workspace.read(attendance_rule, training) == RuleRow(80, None, 1, is_own=False)
    workspace.change(set_attendance_rule, training, present_minutes=45)
    assert workspace.read(attendance_rule, training) == RuleRow(None, 45, 1, is_own=True)
    workspace.change(set_attendance_rule, training, partial_minutes=30)
    assert workspace.read(attendance_rule, training) == RuleRow(80, None, 30, is_own=True)
    assert workspace.read(attendance_rule, 999) is None
