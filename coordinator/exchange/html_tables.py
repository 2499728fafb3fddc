"""The tables of a web page: what some tools save as “.xls” is one."""

from contextlib import suppress
from html.parser import HTMLParser

_MOST_SPAN = 50
_UNSEEN = frozenset(("script", "style", "title", "template"))


def table_rows(source: str) -> list[list[str]]:
    """The rows of every table, an empty row after each; text outside of tables is passed over. Never raises."""
    reader = _Reader()
    # The parser stops with an AssertionError at marks such as “<![x”; what was read until then is kept.
    with suppress(AssertionError):
        reader.feed(source)
        reader.close()
    return reader.rows


class _Reader(HTMLParser):
    """Rows and cells are taken as they come: a table within a cell only adds its rows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._in_cell = False
        self._place = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "tr":
            self.rows.append([])
            self._in_cell = False
        elif tag in ("td", "th") and self.rows:
            span = next((value for key, value in attrs if key == "colspan"), None) or "1"
            width = min(int(span), _MOST_SPAN) if span.isascii() and span.isdigit() and len(span) < 5 else 1
            self.rows[-1].extend([""] * max(width, 1))
            self._place = len(self.rows[-1]) - max(width, 1)
            self._in_cell = True
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in ("td", "th", "tr"):
            self._in_cell = False
        elif tag == "table":
            self.rows.append([])
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._unseen:
            self.rows[-1][self._place] += data
