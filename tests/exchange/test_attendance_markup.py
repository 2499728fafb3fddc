"""Reports saved as XML or as web pages, and old code pages."""

import pytest

from coordinator.errors import FileRefused
from coordinator.exchange.spreadsheets import Cell, decode_text, read_workbook

NAMESPACE = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def rows(data: str | bytes) -> tuple[tuple[Cell, ...], ...]:
    read = read_workbook("report.xls", data if isinstance(data, bytes) else data.encode())
    return read.sheets[0].rows


def sheet(body: str) -> str:
    return f'<Workbook {NAMESPACE}><Worksheet ss:Name="One"><Table>{body}</Table></Worksheet></Workbook>'


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_an_old_xml_workbook_keeps_places_and_kinds() -> None:
    third = cell("Minutes", more="ss:Index='3'")
    body = (
        f"<Row>{cell('Name')}{third}</Row>"
        f"<Row ss:Index='3'>{cell('Jo &amp; Al')}{cell('2021-05-13T09:00:00.000', 'DateTime')}"
        f"{cell('45.5', 'Number')}</Row>"
        f"<Row>{cell('1', 'Boolean')}{cell('1899-12-31T16:48:00.000', 'DateTime')}{cell('x', 'Number')}</Row>"
    )
    read = rows(sheet(body))
    assert read[0] == ("Name", None, "Minutes")
    assert read[1] == ()
    assert [str(each) for each in read[2]] == ["Jo & Al", "2021-05-13 09:00:00", "45.5"]
    assert [str(each) for each in read[3]] == ["True", "16:48:00", "x"]


def test_rich_text_in_a_cell_is_plain_text_and_hidden_sheets_are_known() -> None:
    rich = f'<Row><Cell><ss:Data ss:Type="String">Jo <B>A</B> Roe</ss:Data></Cell>{cell("x")}</Row>'
    hidden = '<Options xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></Options>'
    text = sheet(rich).replace("</Worksheet>", f"{hidden}</Worksheet>")
    [read] = read_workbook("a.xml", text.encode()).sheets
    assert (read.rows, read.hidden, read.name) == ((("Jo A Roe", "x"),), True, "One")


def test_rows_of_an_interface_become_a_table() -> None:
    read = rows('<a><row id="1"><name>Jo</name></row><row id="2" end="x"/></a>')
    assert read == (("id", "name", "end"), ("1", "Jo", None), ("2", None, "x"))


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1250", "iso-8859-1"])
def test_an_xml_declaration_tells_the_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + sheet(f"<Row>{cell('Ján')}{cell('x')}</Row>")
    assert rows(text.encode(encoding)) == (("Ján", "x"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a><row x='&b;'/></a>", "entities"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a><row x='1'/></a>", "entities"),
        ("<?xml version='1.0'?><a><row x='1'", "breaks off"),
        ("<a><row x='&unknown;'/></a>", "damaged"),
        ("<a>" * 60, "nested too deeply"),
        ("<a><b>text</b></a>", "an XML file without a table"),
        ("<html><body><table><tr><td>one cell</td></tr></table></body></html>", "a web page"),
        ("<html><body><p>a,b</p></body></html>", "a web page"),
        ("<table><tr><td colspan='99999999999'>a", "a web page"),
    ],
)
def test_markup_that_is_no_table_or_not_safe_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        rows(text)


def test_far_more_cells_than_people_are_refused() -> None:
    wide = "".join(f"<Row>{cell('x', more='ss:Index=' + chr(34) + '16000' + chr(34))}</Row>" for _ in range(130))
    with pytest.raises(FileRefused, match="far more cells"):
        rows(sheet(wide))


def test_a_web_page_gives_the_rows_of_its_tables() -> None:
    page = (
        "<!-- made by a tool --><html><head><title>x</title></head><body><h1>Report</h1><table>"
        "<tr><th colspan=2>Name</th><th>Minutes<br>(all)</th></tr>"
        "<tr><td>Jo<script>1</script></td><td></td><td>4&nbsp;5</td>"
        "</table><table><tr><td>a</td><td>b</td></tr></table></body></html>"
    )
    assert rows(page) == (
        ("Name", None, "Minutes (all)"),
        ("Jo", None, "4\N{NO-BREAK SPACE}5"),
        (),
        ("a", "b"),
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nombre;Duración\nJosé Peña;5\nZoë Müller;3\n", "cp1252"),
        ("Name;Straße\nJörg Größe;5\nFrançois «Côté»;3\n", "cp1252"),
        ("Imię i nazwisko;Czas\nŁukasz Żak;5\n", "cp1250"),
        ("Имя;Время входа\nИван Примеров;5\n", "cp1251"),
        ("名前,参加時刻\n見本 太郎,5\n", "cp932"),
        ("姓名,加入时间\n范例 小样,5\n", "gb18030"),
        ("姓名,加入時間,離開時間\n範例,5,6\n", "big5"),
        ("이름,참가 시간,나간 시간\n홍길동,5,6\n", "cp949"),
    ],
)
def test_old_code_pages_are_told_by_their_letters(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_of_asian_text_needs_no_byte_order_mark(codec: str) -> None:
    text = "名前\t参加時刻\r\n見本 太郎\t2021/5/13 9:00:00\r\n" * 4
    assert decode_text(text.encode(codec)) == (text, codec)
