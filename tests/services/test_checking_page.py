"""The checking page as a file: what is in it, that nothing of it reaches out, and that no name breaks out of it."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coordinator.errors import RuleBroken
from coordinator.rules.key_list import plain_key, read_keys
from coordinator.services.checking_page import checking_page, keys_file
from coordinator.services.revocations import make_revocation_list
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.views.signing_keys import known_keys
from tests.checking_scripts import source

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)
SLY = "</script><script>alert(1)</script><!-- \u2028 $policy & <b>“Unit”"


@pytest.fixture(scope="module")
def with_a_key(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    path: Path = tmp_path_factory.mktemp("keyed") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="setup") as opened:
        opened.change(make_revocation_list)  # is signed, so a key is made
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, with_a_key: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(with_a_key)
    return path


def page_of(workspace: Workspace, now: datetime = NOW) -> str:
    return workspace.read(checking_page, now).decode()


def block(page: str, element: str) -> str:
    """What stands in the one element that begins so, as a browser reads it: to the first end tag."""
    (start,) = re.finditer(rf"<{element}>", page)
    return page[start.end() : page.index(f"</{element.split()[0]}>", start.end())]


def about(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(block(page, 'script type="application/json" id="about"'))
    return found


def test_the_page_has_the_keys_and_the_same_facts_give_the_same_bytes(workspace: Workspace) -> None:
    page = page_of(workspace)
    known = workspace.read(known_keys)
    assert about(page)["keys"] == [plain_key(key) for key in known.keys]
    assert (about(page)["unit"], about(page)["made_on"]) == ("Cyber Crimes Center", "2026-11-12")
    assert about(page)["kinds"]["license_issuance"] == "Letter of license issuance"
    assert page == page_of(workspace, NOW + timedelta(hours=3))
    # The day is that of the unit: in New York it is still the twelfth.
    assert page == page_of(workspace, datetime(2026, 11, 13, 3, 0, tzinfo=UTC))
    assert page != page_of(workspace, NOW + timedelta(days=1))


def test_only_the_blocks_of_the_page_itself_may_run(workspace: Workspace) -> None:
    page = page_of(workspace)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    sources = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def hashed(element: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(block(page, element).encode()).digest()).decode()}'"

    assert sources == {
        "default-src": "'none'",
        "script-src": hashed("script"),
        "style-src": hashed("style"),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not re.findall(r"\s(?:style|on[a-z]+)=", page.replace(block(page, "script"), ""))


def test_the_page_reaches_out_to_nothing(workspace: Workspace) -> None:
    page = page_of(workspace)
    assert not re.findall(r"(?i)https?:|//[a-z]|@import|url\(|<link|<iframe|<img|\ssrc=", page)
    assert all(target.startswith("#") or not target for target in re.findall(r'href="([^"]*)"', page))
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp", page)
    assert re.findall(r"\$\w*", source("page.html")) == ["$policy", "$style", "$about", "$script"]


def test_every_part_that_the_script_asks_for_is_on_the_page() -> None:
    there = re.findall(r'\sid="([^"]+)"', source("page.html"))
    asked = re.findall(r'(?:getElementById|say)\("([^"]+)"', source("page.js"))
    assert len(there) == len(set(there))
    assert len(asked) > 10
    assert set(asked) <= set(there)
    labeled = re.findall(r'<label for="([^"]+)"', source("page.html"))
    assert set(labeled) == set(re.findall(r'<(?:textarea|input) id="([^"]+)"', source("page.html")))


def test_a_name_cannot_break_out_of_the_page(workspace: Workspace) -> None:
    before = page_of(workspace)
    workspace.change(change_settings, {"unit_name": SLY})
    page = page_of(workspace)
    assert about(page)["unit"] == SLY
    for mark in ("<script", "</script", "<!--", "\u2028"):
        assert page.count(mark) == before.count(mark)
    assert block(page, "script") == block(before, "script")


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, the ratio of the relative luminances."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_text_can_be_read_in_light_and_in_dark() -> None:
    palettes = [dict(re.findall(r"--([a-z-]+): (#\w{6});", each)) for each in source("page.css").split("@media")[:2]]
    assert len(palettes[0]) == len(palettes[1])
    for colors in palettes:
        texts = ("text", "secondary", "good", "caution", "bad", "neutral")
        pairs = [(text, ground) for text in texts for ground in ("window", "surface")]
        pairs += [("on-accent", "accent"), ("on-accent", "accent-hover"), ("text", "hover")]
        assert all(contrast(colors[one], colors[other]) >= 4.5 for one, other in pairs)
        assert all(contrast(colors[each], colors["surface"]) >= 3 for each in ("border", "accent"))


def test_the_public_keys_are_a_file_of_their_own(workspace: Workspace) -> None:
    known = workspace.read(known_keys)
    (key,) = read_keys(workspace.read(keys_file)).keys
    assert [plain_key(key)] == [plain_key(each) for each in known.keys]


def test_without_a_key_there_is_nothing_to_check_with(tmp_path: Path, empty_database: bytes) -> None:
    path = tmp_path / "empty.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="reader", read_only=True) as opened:
        with pytest.raises(RuleBroken, match="No document with a code was issued yet"):
            opened.read(checking_page, NOW)
        with pytest.raises(RuleBroken, match="No document with a code was issued yet"):
            opened.read(keys_file)
