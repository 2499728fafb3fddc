"""Reports as files: a workbook with typed cells, a CSV, and a PDF, in which no text becomes anything else."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

import pypdfium2
import pytest

from coordinator.exchange.report_workbook import write_report_workbook
from coordinator.exchange.spreadsheets import Cell as SheetCell
from coordinator.exchange.spreadsheets import Sheet, read_workbook
from coordinator.rules.report_rows import (
    Cell,
    ColumnKind,
    PlacedRow,
    ReportColumn,
    ReportResult,
    ReportRow,
    in_groups,
    totals,
)
from coordinator.services.report_files import FileForm, Paper, disposal_file, report_file, write_paper
from coordinator.services.workspace import Workspace
from coordinator.views.report_subjects import SHIPPED
from tests import license_unit

TODAY = date(2026, 11, 12)
COLUMNS = (
    ReportColumn("name", "Name", ColumnKind.TEXT),
    ReportColumn("until", "Until", ColumnKind.DATE),
    ReportColumn("seats", "Seats", ColumnKind.NUMBER, True),
    ReportColumn("score", "Score", ColumnKind.NUMBER),
)
ROWS: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    ("Denver", ('=HYPERLINK("https://example.gov")', date(2027, 1, 2), 1200, 2.5)),
    ("Denver", ("Okafor, Dana R", None, 3, None)),
    ("Seattle", ("@Haddad", date(2026, 12, 31), -4, 1.0)),
)


def a_result(by: str = "Office") -> ReportResult:
    rows = [PlacedRow(ReportRow(at, cells, "Roster", at), place if by else "", None) for at, (place, cells) in
            enumerate(ROWS)]  # fmt: skip
    every = [each.row for each in rows]
    groups = in_groups(rows, COLUMNS)
    return ReportResult(COLUMNS, groups, totals(every, COLUMNS), 3, "3 licenses.", by, "license", "licenses")


def sheets_of(data: bytes) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in read_workbook("report.xlsx", data).sheets}


def table_of(sheet: Sheet, header: str) -> list[Sequence[SheetCell]]:
    """The rows from the header on."""
    start = next(at for at, row in enumerate(sheet.rows) if row and row[0] == header)
    return list(sheet.rows[start:])


def test_a_workbook_has_typed_cells_groups_in_the_first_column_and_totals() -> None:
    sheets = sheets_of(write_report_workbook("Seats", ("A note.",), a_result()))
    header, first, second, third, total = table_of(sheets["Report"], "Office")
    assert header == ("Office", "Name", "Until", "Seats", "Score")
    assert first == ("Denver", ROWS[0][1][0], date(2027, 1, 2), 1200.0, 2.5)
    assert (second[2], second[4], third[3]) == (None, None, -4.0)
    assert (total[0], total[3]) == ("Total", 1199.0)
    counted = table_of(sheets["Groups"], "Office")
    assert [tuple(row[:3]) for row in counted] == [
        ("Office", "Licenses", "Seats"), ("Denver", 2.0, 1203.0), ("Seattle", 1.0, -4.0), ("Total", 3.0, 1199.0)
    ]  # fmt: skip


def test_a_workbook_is_ready_to_filter_and_print_and_no_text_in_it_is_a_formula_or_a_link() -> None:
    data = write_report_workbook("=Seats", ("=1+1",), a_result())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        names = package.read("xl/workbook.xml").decode()
        assert not [name for name in package.namelist() if "rels" in name and "sheet" in name]
    assert "<f>" not in sheet
    assert re.search(r'<pane ySplit="4".*state="frozen"', sheet)
    assert '<autoFilter ref="A4:E7"/>' in sheet
    assert "Print_Titles" in names
    assert data == write_report_workbook("=Seats", ("=1+1",), a_result())


def test_a_workbook_without_groups_names_its_totals_in_the_first_cell() -> None:
    sheets = sheets_of(write_report_workbook("Seats", (), a_result("")))
    assert list(sheets) == ["Report"]
    assert table_of(sheets["Report"], "Name")[-1][:3] == ("Total", None, 1199.0)


def test_a_csv_has_iso_days_plain_numbers_and_guarded_texts() -> None:
    paper = Paper("Seats", "", "Search: everything", a_result(), TODAY)
    name, data = write_paper(paper, FileForm.CSV)
    assert name == "Seats 2026-11-12.csv"
    assert data.decode("utf-8-sig").splitlines() == [
        "Office,Name,Until,Seats,Score",
        'Denver,"\'=HYPERLINK(""https://example.gov"")",2027-01-02,1200,2.5',
        'Denver,"Okafor, Dana R",,3,',
        "Seattle,'@Haddad,2026-12-31,-4,1.0",
    ]


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    """Only read here."""
    path = tmp_path_factory.mktemp("reports") / "unit.db"
    path.write_bytes(license_unit.database_of_unit(empty_database))
    with Workspace.open(path, actor="J. Coordinator") as workspace:
        yield workspace


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_a_pdf_says_the_groups_with_their_sums_and_what_was_asked(unit: Workspace) -> None:
    steps: list[str] = []
    name, pdf = unit.read(
        report_file, SHIPPED["responses"], TODAY, FileForm.PDF, lambda done, total, what: steps.append(what)
    )
    said = text_of(pdf)
    assert name == "Response to tasking 2026-11-12.pdf"
    assert "30 responses" in said
    assert "Nominated 7" in said
    assert "Search: is:asked. From the records of November 12, 2026." in " ".join(said.split())
    assert steps == ["Reading", "Writing 30 rows", "Done"]


@pytest.mark.parametrize("form", list(FileForm))
def test_the_list_of_what_is_due_comes_out_in_every_form(unit: Workspace, form: FileForm) -> None:
    name, data = unit.read(disposal_file, date(2030, 1, 1), form)
    assert name == f"Due for disposal 2030-01-01.{form.value}"
    if form is FileForm.PDF:
        assert "The program deletes none of them" in " ".join(text_of(data).split())
    else:
        [sheet, *_] = read_workbook(name, data).sheets
        header, row = table_of(sheet, "Standing")[:2]
        assert (row[0], row[1], row[2]) == ("Due for disposal", "Training 1", "7 people")
        assert str(row[list(header).index("Years count from")]).startswith("2026-11-04")
