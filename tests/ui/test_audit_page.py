"""The Audit page with a real database behind it: entries, their fields, the chain."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import Area
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.views.audit import PAGE
from tests import builders
from tests.conftest import StandingClock
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.messages import Messages
from ui.pages.audit_page import AuditPage
from ui.runner import Runner
from ui.style import Look
from ui.widgets.audit_table import said


class Nowhere(Messages):
    """Toasts and navigation of a desk without a window."""

    def go(self, page: str, target: object) -> None:
        raise AssertionError(page)

    def say(self, sentence: str, can_undo: bool) -> None:
        raise AssertionError(sentence)


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, look: Look) -> Iterator[Desk]:
    made = desk_on(workspace, look)
    yield made
    made.runner.close()


def desk_on(workspace: Workspace, look: Look) -> Desk:
    messages = Nowhere()
    return Desk(Runner(workspace), messages, look, Actions(look), messages.go, messages.say, "America/New_York")


def is_idle(desk: Desk) -> bool:
    return not desk.runner.is_busy


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(partial(is_idle, desk))


def shown(qtbot: QtBot, desk: Desk, at_once: int = PAGE) -> AuditPage:
    page = AuditPage(desk)
    page.at_once = at_once
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    settled(qtbot, desk)
    return page


def texts(page: AuditPage) -> list[str]:
    return [each.text() for each in page.detail.findChildren(QLabel)]


def labels(page: AuditPage) -> list[str]:
    return [row.label for row in page.grid.rows_model.rows]


def banner(page: AuditPage) -> str:
    return " ".join(each.text() for each in page.banner.findChildren(QLabel)).strip()


def test_entries_stand_newest_first_with_what_they_touched(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.a_tasking(workspace)
    page = shown(qtbot, desk)
    assert labels(page) == ["Create tasking 0312-26", "Prepare the database"]
    assert page.header.subtitle.text() == "2 entries"
    assert page.row is not None
    assert page.row.actor == "J. Coordinator"
    assert not page.older_bar.isVisible()


def test_an_entry_is_told_field_by_field_before_and_after(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    workspace.change(change_settings, {"license_valid_days": 180})
    page = shown(qtbot, desk)
    assert {"SETTING", "license.valid_days"} <= set(texts(page))
    assert "Value: 365  →  180" in texts(page)
    assert any("Thu, Nov 12, 2026, 10:00 AM EST" in text for text in texts(page))


def test_a_large_entry_says_how_much_more_there_is(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    assert any(text.startswith("and ") and text.endswith(" more fields") for text in texts(page))
    assert "NEW OFFICE" in texts(page)


def test_undoing_is_marked_and_can_be_filtered(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.a_tasking(workspace)
    workspace.undo()
    page = shown(qtbot, desk)
    assert page.grid.rows_model.columns[4].value(page.grid.rows_model.row_at(0)) == "Undone 2"
    page.chips.choose("inverse")
    assert [row.id for row in page.grid.rows_model.rows] == [3]


def test_a_new_entry_appears_by_itself_on_top(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    desk.runner.change(change_settings, {"unit_name": "Forensics Center"})
    settled(qtbot, desk)
    assert labels(page) == ["Change settings", "Prepare the database"]


def test_the_search_box_finds_entries_by_any_word(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.selected(workspace)
    page = shown(qtbot, desk)
    QTest.keyClicks(page.search, "tasking create")
    assert labels(page) == ["Create tasking 0312-26"]


def test_older_entries_are_loaded_on_demand(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.ready(workspace)
    page = shown(qtbot, desk, at_once=2)
    assert len(labels(page)) == 2
    assert page.older_words.text().startswith("The newest 2 of ")
    for _ in range(20):
        if page.older_bar.isVisible():
            page.older_button.click()
            settled(qtbot, desk)
    assert labels(page)[-1] == "Prepare the database"


def test_an_unbroken_chain_is_said_with_its_head(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.a_tasking(workspace)
    page = shown(qtbot, desk)
    page.verify_button.click()
    assert not page.verify_button.isEnabled()
    settled(qtbot, desk)
    assert banner(page) == f"2 entries, unbroken; head {workspace.verify().head}"
    assert page.verify_button.isEnabled()


@pytest.fixture
def altered(database: Path, clock: StandingClock) -> Iterator[Workspace]:
    """A database in whose second entry another name was written with a tool."""
    with Workspace.open(database, actor="J. Coordinator", clock=clock) as workspace:
        builders.a_tasking(workspace)
    connection = sqlite3.connect(database)
    query = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'audit_entry' AND type = 'trigger'"
    guards = connection.execute(query).fetchall()
    for name, _ in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE audit_entry SET actor = 'Nobody' WHERE id = 2")
    for _, sql in guards:  # and the guards put up again, so that the database still opens
        connection.execute(sql)
    connection.commit()
    connection.close()
    with Workspace.open(database, actor="J. Coordinator", clock=clock, read_only=True) as workspace:
        yield workspace


def test_an_altered_entry_is_found_and_named(qtbot: QtBot, altered: Workspace, look: Look) -> None:
    desk = desk_on(altered, look)
    page = shown(qtbot, desk)
    page.verify_action.trigger()
    settled(qtbot, desk)
    assert banner(page).startswith("Entry 2 of the audit trail was changed after it was written.")
    desk.runner.close()


def test_an_entry_is_opened_by_its_sequence(qtbot: QtBot, desk: Desk, workspace: Workspace) -> None:
    builders.a_tasking(workspace)
    page = shown(qtbot, desk)
    page.open(1)
    settled(qtbot, desk)
    assert "Prepare the database" in texts(page)


def test_it_is_reloaded_by_every_area(qtbot: QtBot) -> None:
    assert AuditPage.areas == Area.everything()


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "–"), (True, "Yes"), ("x" * 64, "x" * 28 + "…"), ({"seats": 5}, "seats: 5"), (12, "12")],
)
def test_values_are_said_in_words(value: object, words: str) -> None:
    assert said(value, "America/New_York") == words


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, desk: Desk) -> None:
    page = shown(qtbot, desk)
    page.verify()
    settled(qtbot, desk)
    # The button of a banner has a name as soon as it has something to do; until then it is hidden.
    assert unnamed(page) == unnamed(page.banner)
