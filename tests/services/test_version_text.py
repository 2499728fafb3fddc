from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import FileRefused, RuleBroken
from coordinator.rules.text_difference import summary
from coordinator.services.governing_documents import VersionFacts, add_version
from coordinator.services.version_text import version_difference, version_text
from coordinator.services.workspace import Workspace
from tests.exchange.memo_files import as_pdf
from tests.license_unit import database_of_unit

PTA = 1


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    return path


def test_a_new_version_is_compared_with_the_one_before_whatever_kind_of_file_it_is(workspace: Workspace) -> None:
    assert workspace.read(version_text, PTA) == "Privacy Threshold Analysis"
    lines = "Each search is logged in the case system when it is made, with its purpose. " * 3
    text = f"Privacy Threshold Analysis\n\n{lines}\n\n{lines.replace('search', 'result')}"
    new = workspace.change(add_version, PTA, VersionFacts("version 2", date(2026, 12, 1)), ("p.pdf", as_pdf(text)))[0]
    assert summary(workspace.read(version_difference, PTA, new)) == "2 passages added"
    assert summary(workspace.read(version_difference, PTA, PTA)) == "No difference in words"


def test_a_version_without_a_file_has_nothing_to_compare(workspace: Workspace) -> None:
    bare = workspace.change(add_version, PTA, VersionFacts("version 3", date(2026, 12, 1)))[0]
    with pytest.raises(FileRefused, match="No file is kept of Privacy Threshold Analysis, version 3"):
        workspace.read(version_difference, PTA, bare)
    with pytest.raises(RuleBroken, match="not on record"):
        workspace.read(version_text, 999)
