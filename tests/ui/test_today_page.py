"""The start page with a real database behind it: what it says, and where its buttons lead."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import Area
from coordinator.services.taskings import close_tasking
from coordinator.services.workspace import Workspace
from coordinator.views.today import Todo
from tests import builders
from tests.conftest import StandingClock
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.pages.today_page import TodayPage
from ui.runner import Runner
from ui.style import Look


@dataclass
class Trips:
    """Where the page sent the user."""

    gone: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence)


@pytest.fixture
def trips() -> Trips:
    return Trips()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, trips: Trips) -> Iterator[Desk]:
    runner, look = Runner(workspace), Look()
    yield Desk(runner, Messages(), look, Actions(look), trips.go, trips.say, "America/New_York")
    qtbot.waitUntil(lambda: not runner.is_busy)
    runner.close()


def shown(qtbot: QtBot, desk: Desk) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1080, 720)
    with qtbot.waitSignal(page.count_changed):
        page.show()
    return page


def sentences(page: TodayPage) -> list[str]:
    return [row.sentence.text() for row in page.list.rows]


def press(page: TodayPage, todo: Todo) -> None:
    row = next(row for row in page.list.rows if row.line.todo is todo)
    row.button.click()


def test_an_empty_database_shows_three_steps_and_the_first_one_leads_to_a_new_tasking(
    qtbot: QtBot, desk: Desk, trips: Trips
) -> None:
    page = shown(qtbot, desk)
    assert page.is_empty_database
    page.first_step.click()
    assert trips.gone == [("Taskings", "new")]


def test_late_offices_and_open_nominations_are_said_with_their_numbers(
    qtbot: QtBot, desk: Desk, workspace: Workspace
) -> None:
    builders.nominated(workspace, builders.a_tasking(workspace))
    page = shown(qtbot, desk)
    assert sentences(page) == ["29 offices are late for 0312-26", "5 nominations of 0312-26 to decide"]
    assert page.header.subtitle.text()


@pytest.mark.parametrize(("todo", "view"), [(Todo.LATE_OFFICES, "late"), (Todo.PENDING, "pending")])
def test_the_button_of_a_line_leads_to_its_filter(
    qtbot: QtBot, desk: Desk, workspace: Workspace, trips: Trips, todo: Todo, view: str
) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    press(shown(qtbot, desk), todo)
    assert trips.gone == [("Taskings", ("tasking", tasking_id, view))]


def test_people_who_are_ready_lead_to_their_licenses(
    qtbot: QtBot, desk: Desk, workspace: Workspace, trips: Trips
) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk)
    assert "5 people are ready for a license" in sentences(page)
    press(page, Todo.READY)
    assert trips.gone == [("Licenses", "ready")]


def test_the_page_follows_what_is_changed_elsewhere(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    page = shown(qtbot, desk)
    with qtbot.waitSignal(page.count_changed):
        desk.runner.change(close_tasking, tasking_id)
    qtbot.waitUntil(partial(_is_done, page))


def _is_done(page: TodayPage) -> bool:
    return page.is_done


def test_a_coming_training_is_no_work_for_the_rail_count(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock
) -> None:
    clock.move_to(datetime(2026, 10, 20, 12, 0, tzinfo=UTC))
    builders.a_tasking(workspace)
    builders.a_training(workspace, start=datetime(2026, 10, 22, 18, 0, tzinfo=UTC))
    counts: list[str] = []
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.count_changed.connect(counts.append)
    with qtbot.waitSignal(page.count_changed):
        page.show()
    assert counts == [""]
    assert len(page.list.rows) == 2


def test_it_is_reloaded_by_every_area(qtbot: QtBot) -> None:
    assert TodayPage.areas == Area.everything()
