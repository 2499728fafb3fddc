"""The text of an HTML mail as a reader sees it: blocks on lines of their own, nothing that is not shown."""

import re
from contextlib import suppress
from html.parser import HTMLParser

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(("script", "style", "head", "title", "template"))
_LINES = re.compile(r"\n{3,}")


def html_text(source: str) -> str:
    """Never raises: whatever is no markup is text."""
    reader = _Reader()
    # The parser stops with an AssertionError at marks such as “<![x”; what was read until then is kept.
    with suppress(AssertionError):
        reader.feed(source)
        reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """`parts` are the pieces of text; a block leaves an empty line, a line break does not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":
            self._unseen = 0  # the head was not closed
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _BLOCKS and tag not in ("br", "tr", "td", "body"):
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))
