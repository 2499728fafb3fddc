"""Text from outside as plain text: nothing in it can end a line, hide, or be no character at all."""


def one_line(text: str) -> str:
    """The text on one line: every run of spaces and line breaks is a single space, what cannot be printed is gone."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable()).strip()


def plain_lines(text: str) -> str:
    """The text with its lines and its spaces, line breaks as "\\n", tabs as spaces, what cannot be printed gone."""
    lines = ("".join(map(_shown, line)) for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines)


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    return char if char.isprintable() else ""
