"""The sRGB color profile (IEC 61966-2-1), written here in its smallest form: what the colors of a document mean.

An ICC profile of version 4.2: a matrix, one curve for all three colors, a white (ICC.1:2004-10). Fixed bytes.
"""

import struct
from functools import cache

_WHITE = (0.9642, 1.0, 0.8249)  # D50, the white of the profile connection space
# The primaries of sRGB as seen under D50, and the adaptation that brings D65 there (Bradford).
_RED, _GREEN, _BLUE = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
_ADAPTATION = (1.0479, 0.0229, -0.0502, 0.0296, 0.9904, -0.0171, -0.0092, 0.0151, 0.7517)
# The curve: gamma, then a, b, c, d of its two pieces (type 3).
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def srgb() -> bytes:
    """Return the bytes of the profile."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(_CURVE)
    parts = {
        "desc": [b"desc"], "cprt": [b"cprt"], "wtpt": [b"wtpt"], "chad": [b"chad"],
        "rXYZ": [b"rXYZ"], "gXYZ": [b"gXYZ"], "bXYZ": [b"bXYZ"], "curve": [b"rTRC", b"gTRC", b"bTRC"],
    }  # fmt: skip
    data = {
        "desc": _text("sRGB"), "cprt": _text("CC0"), "wtpt": _xyz(_WHITE),
        "chad": b"sf32" + bytes(4) + _fixed(_ADAPTATION),
        "rXYZ": _xyz(_RED), "gXYZ": _xyz(_GREEN), "bXYZ": _xyz(_BLUE), "curve": curve,
    }  # fmt: skip
    count = sum(len(tags) for tags in parts.values())
    table, body, start = struct.pack(">L", count), b"", 128 + 4 + 12 * count
    for name, tags in parts.items():
        padded = data[name] + bytes(-len(data[name]) % 4)
        for tag in tags:
            table += tag + struct.pack(">LL", start + len(body), len(data[name]))
        body += padded
    return _header(128 + len(table) + len(body)) + table + body


def _header(size: int) -> bytes:
    made = struct.pack(">6H", 2024, 1, 1, 0, 0, 0)
    head = struct.pack(">L4xL", size, 0x04200000) + b"mntrRGB XYZ " + made + b"acsp" + bytes(24)
    return (head + bytes(4) + _fixed(_WHITE)).ljust(128, b"\0")


def _fixed(numbers: tuple[float, ...]) -> bytes:
    return struct.pack(f">{len(numbers)}l", *(round(number * 65536) for number in numbers))


def _xyz(numbers: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(numbers)


def _text(text: str) -> bytes:
    said = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">LL", 1, 12) + b"enUS" + struct.pack(">LL", len(said), 28) + said
