"""Numbers: gapless and unique, also with two writers; schemes that would give two papers one number are refused."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from coordinator.errors import RuleBroken
from coordinator.services.certificates import issue_certificates, supersede_certificate
from coordinator.services.letter_changes import supersede_letter
from coordinator.services.numbers import next_number
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.store.engine import open_engine
from coordinator.store.lock import WriterLock
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.issued_papers import issued_papers
from tests import builders
from tests.conftest import StandingClock
from tests.issued_papers import issued_papers_in


@pytest.fixture(name="papers")
def some_papers(database: Path, empty_database: bytes, clock: StandingClock) -> Iterator[Workspace]:
    """Five certificates and five letters of licenses."""
    database.write_bytes(issued_papers_in(empty_database))
    with Workspace.open(database, actor="J. Coordinator", clock=clock) as workspace:
        yield workspace


def second_writer(path: Path) -> Workspace:
    """On the same file in spite of the lock, as on a drive that keeps none."""
    clock = StandingClock(datetime(2026, 11, 12, 16, 0, tzinfo=UTC))
    return Workspace(path, open_engine(path), WriterLock(path), "Another coordinator", clock)


def test_two_writers_at_once_share_the_numbers_without_a_gap(workspace: Workspace, database: Path) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    start = Barrier(2)

    def write(writer: Workspace, own: range) -> tuple[str, ...]:
        made: tuple[str, ...] = ()
        start.wait(10)
        with suppress(RuleBroken):  # the other one was first: nobody is without one
            made = writer.change(issue_certificates, training_id)[0].made
        start.wait(10)
        return made + tuple(writer.change(supersede_certificate, each)[0] for each in own)

    with second_writer(database) as other, ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(write, workspace, range(1, 3)), pool.submit(write, other, range(3, 6))]
        made = [number for job in jobs for number in job.result(30)]
    assert sorted(made) == [f"CEIU-FRS-2026-{number:04}" for number in range(1, 11)]
    rows = workspace.read(issued_papers)
    assert {row.number for row in rows if row.is_valid} == {f"CEIU-FRS-2026-{number:04}" for number in range(6, 11)}
    assert len({row.designee_id for row in rows if row.is_valid}) == 5
    assert workspace.verify().fault is None


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        ("CEIU-LTR-{year}-{number}", "Certificates and letters cannot have the same numbers"),
        ("ceiu-lic-{year}-{number}", "Certificates and licenses cannot have the same numbers"),
        ("CEIU/{year}/{number}", "“/” cannot stand in a number"),
    ],
)
def test_a_scheme_of_another_series_or_unfit_for_files_is_refused(
    workspace: Workspace, scheme: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(change_settings, {"certificate_scheme": scheme})


def test_a_form_that_another_series_had_before_is_refused_with_an_example(papers: Workspace) -> None:
    papers.change(change_settings, {"letter_scheme": "L_{year}-{number}"})
    with pytest.raises(RuleBroken, match=r"on record of letters, such as CEIU-LTR-2026-0001"):
        papers.change(change_settings, {"certificate_scheme": "ceiu-ltr-{year}-{number}"})
    number, _ = papers.change(supersede_letter, 1)
    assert number == "L_2026-0006"
    papers.change(change_settings, {"letter_scheme": "CEIU-LTR-{year}-{number}"})
    assert papers.change(supersede_letter, 2)[0] == "CEIU-LTR-2026-0007"


def take(uow: UnitOfWork, series: str, scheme: str) -> str:
    uow.describe("Take a number")
    return next_number(uow, series, scheme)


def test_a_number_that_is_on_record_is_not_given_again_and_leaves_no_gap(papers: Workspace) -> None:
    assert papers.change(supersede_letter, 1)[0] == "CEIU-LTR-2026-0006"
    with pytest.raises(RuleBroken, match="The number CEIU-LTR-2026-0006 is on record already, of a letter"):
        papers.change(take, "certificate", "CEIU-LTR-{year}-{number}")
    assert papers.change(supersede_certificate, 1)[0] == "CEIU-FRS-2026-0006"
