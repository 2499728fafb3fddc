"""Files dropped on the window are told apart by what is in them."""

from pathlib import Path

import pytest

from coordinator import RESOURCES
from coordinator.errors import FileRefused
from coordinator.services.dropped_files import FileKind, sort_files
from tests.builders import nomination_csv

SAMPLE = RESOURCES / "sample"
SAVED = Path(__file__).parents[1] / "exchange" / "samples"
MEMO = b"Subject: 0447-21 - License Distribution\n\nPlease provide names, e-mail and phone, by COB Friday, May 7, 2021."


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DEN nominations.xlsx", FileKind.NOMINATIONS),
        ("SEA nominees.csv", FileKind.NOMINATIONS),
        ("Training 1 - attendance report.csv", FileKind.ATTENDANCE),
    ],
)
def test_the_sample_files_are_what_they_are(name: str, kind: FileKind) -> None:
    assert sort_files([SAMPLE / name]).kind is kind


def test_a_list_saved_as_text_is_a_list_and_a_text_with_commas_a_memo(tmp_path: Path) -> None:
    assert sort_files([written(tmp_path, "den.txt", nomination_csv())]).kind is FileKind.NOMINATIONS
    assert sort_files([written(tmp_path, "memo.txt", MEMO)]).kind is FileKind.MEMO


def test_the_kind_of_most_files_wins_and_the_others_are_named(tmp_path: Path) -> None:
    lists = [written(tmp_path, f"{code}.csv", nomination_csv()) for code in ("DEN", "SEA")]
    memo = written(tmp_path, "memo.txt", MEMO)
    found = sort_files([memo, *lists])
    assert (found.kind, found.paths, found.others) == (FileKind.NOMINATIONS, tuple(lists), (memo,))


def test_the_workbook_of_an_access_review_is_known_by_its_key_whatever_it_is_called(tmp_path: Path) -> None:
    answered = (SAVED / "access-review-saved-by-libreoffice.xlsx").read_bytes()
    lists = [written(tmp_path, "answers.xlsx", answered), written(tmp_path, "den.csv", nomination_csv())]
    assert sort_files(lists[:1]).kind is FileKind.REVIEW
    assert sort_files(lists).others == tuple(lists[:1])


def test_what_is_no_table_goes_where_it_is_refused_with_its_reason(tmp_path: Path) -> None:
    assert sort_files([written(tmp_path, "list.xlsx", b"\x00\x01\x02" * 50)]).kind is FileKind.NOMINATIONS


def test_a_file_that_is_gone_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"gone\.csv"):
        sort_files([tmp_path / "gone.csv"])
