"""Documents checked with what a unit hands out to everybody: its keys and its list of revocations, from their files."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import FileRefused
from coordinator.rules.base45 import decoded, encoded
from coordinator.rules.key_list import KeyList, keys_content, read_keys
from coordinator.rules.paper_record import PREFIX
from coordinator.rules.revocation_list import RevocationList
from coordinator.rules.verification import Verdict, by_the_list, judge_code
from coordinator.services.certificates import revoke_certificate
from coordinator.services.letter_changes import revoke_letter
from coordinator.services.revocations import make_revocation_list
from coordinator.services.verification import (
    believed_list,
    verify_code_away,
    verify_file_away,
)
from coordinator.services.workspace import Workspace
from coordinator.store.keys import is_signed
from coordinator.views.signing_keys import known_keys
from tests.issued_papers import issued_papers_in
from tests.services.test_verification import FIRST, SECOND, code_of, file_of, retire, sentences

NOW = datetime(2026, 11, 12, 15, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


@pytest.fixture
def away(workspace: Workspace) -> tuple[str, KeyList, RevocationList]:
    """A code, and what the unit hands out to everybody, read back from its files."""
    code = code_of(workspace, FIRST)
    workspace.change(revoke_certificate, 2, "Issued in error.")
    workspace.change(revoke_letter, 1, "Returned.")
    keys = read_keys(keys_content(workspace.read(known_keys)))
    gone, _ = workspace.change(make_revocation_list)
    return code, keys, believed_list(gone, keys)


def test_the_keys_alone_prove_a_code_and_say_what_they_cannot(
    workspace: Workspace, away: tuple[str, KeyList, RevocationList]
) -> None:
    code, keys, gone = away
    alone = verify_code_away(code, keys, None, workspace.clock.now())
    assert alone.verdict is Verdict.GENUINE
    assert "only the revocation list says" in sentences(alone)
    known = verify_code_away(code, keys, gone, workspace.clock.now())
    assert "neither revoked nor superseded as of November 12, 2026" in sentences(known)
    late = verify_code_away(code, keys, gone, workspace.clock.now() + timedelta(days=31))
    assert "more than 30 days old" in sentences(late)
    second = verify_file_away("b.pdf", file_of(workspace, SECOND), keys, gone, workspace.clock.now())
    assert second.verdict is Verdict.REVOKED
    assert verify_code_away(code, KeyList("", ()), gone, workspace.clock.now()).verdict is Verdict.UNKNOWN_KEY


def test_a_list_that_was_altered_or_is_of_nobody_known_is_not_believed(
    workspace: Workspace, away: tuple[str, KeyList, RevocationList]
) -> None:
    _, keys, _ = away
    data, _ = workspace.change(make_revocation_list)
    lines = data.splitlines(keepends=True)
    shorter = b"".join([lines[0], *lines[2:]])
    with pytest.raises(FileRefused, match="altered"):
        believed_list(shorter, keys)
    with pytest.raises(FileRefused, match="not known here"):
        believed_list(data, KeyList("", ()))
    workspace.change(retire, date(2026, 11, 11))
    assert believed_list(data, workspace.read(known_keys))  # west of Greenwich that day was not over
    workspace.change(retire, date(2026, 11, 10))
    with pytest.raises(FileRefused, match="had been retired"):
        believed_list(data, workspace.read(known_keys))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b'{"format": "c3-keys-1"}', b'{"format": "c3-keys-1", "unit": "", "keys": [1]}',
     b'{"format": "c3-keys-1", "unit": "", "keys": [{"id": "zz", "public_key": "", "made_at": "", "retired_on": ""}]}',
     b"[" * 10_000],
)  # fmt: skip
def test_what_is_no_list_of_keys_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused, match="no list of public keys"):
        read_keys(data)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> tuple[bytes, KeyList]:
    path = tmp_path_factory.mktemp("signed") / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    with Workspace.open(path, actor="J. Coordinator", read_only=True) as workspace:
        return decoded(code_of(workspace, FIRST).removeprefix(PREFIX)), workspace.read(known_keys)


@given(data=st.data())
def test_no_change_of_a_code_is_genuine(signed: tuple[bytes, KeyList], data: st.DataObject) -> None:
    content, keys = bytearray(signed[0]), signed[1]
    for place in data.draw(st.lists(st.integers(0, len(content) * 8 - 1), min_size=1, max_size=5, unique=True)):
        content[place // 8] ^= 1 << place % 8
    judged = judge_code(PREFIX + encoded(bytes(content)), keys, is_signed, by_the_list(None, NOW))
    assert judged.verdict in (Verdict.ALTERED, Verdict.UNKNOWN_KEY)
    assert judged.facts == ()
