"""Base45 (RFC 9285): bytes as the letters of a QR code's alphanumeric mode, three letters for two bytes."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def encoded(data: bytes) -> str:
    """Return the letters for the bytes."""
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(_letters(int.from_bytes(pair, "big"), 3 if len(pair) == 2 else 2) for pair in pairs)


def _letters(value: int, count: int) -> str:
    found = ""
    for _ in range(count):
        value, rest = divmod(value, 45)
        found += ALPHABET[rest]
    return found


def decoded(text: str) -> bytes:
    """Return the bytes for the letters. Raises ValueError for what no bytes are written as."""
    if len(text) % 3 == 1 or not _VALUES.keys() >= set(text):
        raise ValueError("no base45")
    groups = (text[at : at + 3] for at in range(0, len(text), 3))
    return b"".join(_bytes(group) for group in groups)


def _bytes(group: str) -> bytes:
    value = 0
    for letter in reversed(group):
        value = value * 45 + _VALUES[letter]
    try:
        return value.to_bytes(len(group) - 1, "big")
    except OverflowError as error:
        raise ValueError("no base45") from error
