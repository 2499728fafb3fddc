"""The letters in stock for each design of a certificate: those of names, places, days and numbers.

They are in the file of every certificate of the design, so that all but few people share a mould (see `casting`).
"""

from collections.abc import Mapping
from string import ascii_letters, ascii_uppercase, digits

from coordinator.documents.type_case import TypeCase
from coordinator.documents.typography import Face
from coordinator.rules.templates import Design

_MARKS = ".,-’"
_LIGATURES = "\ufb00\ufb01\ufb02"
_NAMES = ascii_letters + _MARKS

CASES: Mapping[Design, TypeCase] = {
    Design.CLASSIC: TypeCase(
        {
            Face.SERIF_MEDIUM: _NAMES + digits + _LIGATURES,
            Face.SANS_MEDIUM: ascii_uppercase + digits + "-",
        }
    ),
    Design.FORMAL: TypeCase(
        {
            Face.SERIF_MEDIUM: _NAMES + digits,
            Face.SERIF_ITALIC: "abcdefghijklmnoprstuvwyzSAC" + _MARKS,
        }
    ),
    Design.MODERN: TypeCase(
        {
            Face.SANS_SEMIBOLD: _NAMES + digits,
            Face.SANS_MEDIUM: ascii_letters + digits + _MARKS,
        }
    ),
}
