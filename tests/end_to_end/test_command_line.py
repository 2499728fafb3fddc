"""The command line on the shipped samples; a few calls as a process of their own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pypdfium2
import pytest

import main

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "exchange" / "samples"


def call(*arguments: object, code: int = 0) -> str:
    """Standard output of a command; standard error when it is to fail. Within this process, which is much faster."""
    output, error = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(error):
        try:
            returned = main.main([str(each) for each in arguments])
        except SystemExit as left:  # a wrong call, or --help
            returned = int(left.code or 0)
    assert returned == code, error.getvalue()
    return output.getvalue() if code == 0 else error.getvalue()


def start(*arguments: object, code: int = 0) -> str:
    """The same as a process of its own."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
        cwd=ROOT,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    output = start("demo", folder)
    assert "unbroken" in output
    return folder


@pytest.fixture(scope="module")
def database(demo: Path) -> Path:
    return demo / "Sample unit.db"


def test_the_demo_does_the_main_job(demo: Path) -> None:
    assert len(list((demo / "certificates").glob("*.pdf"))) >= 20
    assert len(list((demo / "letters").glob("*.pdf"))) >= 15
    lists = {path.suffix for path in (demo / "attendance lists").iterdir()}
    assert lists == {".csv", ".xlsx", ".pdf"}
    proof = sorted(path.name for path in (demo / "proof").iterdir())
    assert [name for name in proof if not name.endswith(".pdf")] == [
        "checking-page.html",
        "public-keys.json",
        "revocation-list.jsonl",
    ]
    assert len(proof) == 6


def test_what_the_demo_issued_is_genuine_without_its_database(demo: Path) -> None:
    proof = ("--keys", demo / "proof" / "public-keys.json", "--revocations", demo / "proof" / "revocation-list.jsonl")
    for folder in ("certificates", "letters"):
        assert call("verify-document", min((demo / folder).glob("*.pdf")), *proof).startswith("Genuine")


def test_the_demo_s_documents_are_readable(demo: Path) -> None:
    for path in sorted(demo.glob("*/*.pdf")):
        document = pypdfium2.PdfDocument(path)
        assert len(document) >= 1
        assert document[0].get_textpage().get_text_range().strip()
        document.close()


def test_the_demo_does_not_write_over_an_earlier_one(demo: Path) -> None:
    assert "already a file" in call("demo", demo, code=1)


def test_nobody_in_the_demo_holds_a_license_without_every_gate(database: Path) -> None:
    rows = json.loads(call("--database", database, "compliance", "--json"))
    assert len(rows) >= 15
    assert not any(row["is_exception"] for row in rows)
    assert json.loads(call("compliance", "--as-of", "2026-11-03", "--json", "--database", database)) == []


@pytest.mark.parametrize("what", ["offices", "designees", "trainings", "licenses"])
def test_what_is_on_record_is_listed(database: Path, what: str) -> None:
    rows = json.loads(call("list", what, "--json", "--database", database))
    lines = call("list", what, "--database", database).splitlines()
    assert len(lines) == len(rows) + 1


def test_a_query_lists_whom_it_means(database: Path) -> None:
    everyone = json.loads(call("list", "designees", "--json", "--database", database))
    denver = json.loads(call("list", "designees", "--where", "office:DEN", "--json", "--database", database))
    assert [row for row in everyone if row["office"] == "DEN"] == denver != []
    query = "office:DEN is:untrained or is:late -ctr"
    lines = call("list", "designees", "--where", query, "--database", database).splitlines()
    assert 1 < len(lines) < len(denver) + 1


@pytest.mark.parametrize(
    ("what", "query", "sentence"),
    [
        ("designees", "offce:DEN", "There is no field “offce”. Did you mean office?"),
        ("designees", "score:many", "“many” is not a number."),
        ("designees", "is:s", "could be stale, seated, selected or suspended."),
        ("designees", " ", "The query is empty."),
        ("offices", "is:ready", "--where goes with designees"),
    ],
)
def test_a_query_with_a_mistake_is_refused(database: Path, what: str, query: str, sentence: str) -> None:
    assert sentence in call("list", what, "--where", query, "--database", database, code=1)


def test_the_audit_trail_verifies(database: Path) -> None:
    assert "unbroken" in start("verify", "--database", database)
    assert json.loads(call("verify", "--json", "--database", database))["fault"] is None


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf", "sign-in"])
def test_an_attendance_list_is_written(database: Path, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"list.{form}"
    call("attendance-list", "--training", 1, "--format", form, "--out", target, "--database", database)
    assert target.stat().st_size > 500


def test_a_file_can_be_taken_in_twice_without_harm(database: Path) -> None:
    sample = ROOT / "resources" / "sample" / "Training 1 - attendance report.csv"
    result = json.loads(call("import-attendance", sample, "--training", 1, "--json", "--database", database))
    assert result["already_taken"] is True
    nominations = ROOT / "resources" / "sample" / "DEN nominations.xlsx"
    result = json.loads(
        call("import-nominations", nominations, "--tasking", "0312-26", "--json", "--database", database)
    )
    assert (result["office"], result["already_taken"]) == ("DEN", True)


def test_every_sample_is_read_for_what_it_is() -> None:
    def inspected(paths: Sequence[Path]) -> list[dict[str, object]]:
        return [json.loads(call("inspect", path, "--json")) for path in paths]

    attendance = sorted((SAMPLES / "attendance").glob("*.csv"))
    assert len(attendance) >= 13
    assert {each["kind"] for each in inspected(attendance)} == {"attendance"}
    nominations = sorted(SAMPLES.glob("nominations-*"))
    found = inspected(nominations)
    assert {each["kind"] for each in found} == {"nominations"}
    assert all(each["rows"] and each["columns"] for each in found)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("verify",), "Say which database"),
        (("verify", "--database", "none.db"), "There is no database"),
        (("inspect", "none.csv"), "cannot be read"),
        (("inspect", ROOT / "README.md"), "no table of people"),
        (("inspect", ROOT / "resources" / "fonts" / "Inter-Regular.ttf"), "Inter-Regular.ttf"),
    ],
)
def test_a_refusal_is_a_sentence(arguments: Sequence[object], sentence: str) -> None:
    error = call(*arguments, code=1)
    assert sentence in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "inspect",
        "import-nominations",
        "import-attendance",
        "attendance-list",
        "issue-certificates",
        "issue-licenses",
        "compliance",
        "evidence",
        "license-evidence",
        "report",
        "sign-document",
        "revocation-list",
        "checking-page",
        "public-keys",
        "verify-document",
        "verify",
        "list",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    assert command in call(command, "--help")


def test_a_refusal_of_the_program_is_a_sentence_too() -> None:
    assert "Say which database" in start("verify", code=1)


def test_a_wrong_call_is_told_apart_from_a_refusal() -> None:
    assert "usage" in call("list", "nothing", code=2)
    assert "not a date" in call("compliance", "--as-of", "yesterday", code=2)


def test_a_saved_report_is_written_redacted_or_not(database: Path, tmp_path: Path) -> None:
    plain, redacted = tmp_path / "licenses.csv", tmp_path / "redacted.csv"
    call("report", "licenses by office", "--out", plain, "--database", database)
    call("report", "Licenses by office", "--redacted", "--out", redacted, "--database", database)
    assert "Achebe" in plain.read_text(encoding="utf-8-sig")
    said = redacted.read_text(encoding="utf-8-sig")
    assert "Achebe" not in said
    assert "(b)(6)" in said
    refusal = call("report", "Nothing", "--out", plain, "--database", database, code=1)
    assert "There are: Licenses by office;" in refusal


def test_certificates_and_licenses_are_issued_into_a_folder(demo: Path, database: Path, tmp_path: Path) -> None:
    assert "No certificates are due" in call(
        "issue-certificates", "--training", 1, "--out", tmp_path, "--database", database, code=1
    )
    refusal = call("issue-licenses", "--tasking", "0312-26", "--out", tmp_path, "--database", database, code=1)
    assert "Nobody can be issued a license now" in refusal
