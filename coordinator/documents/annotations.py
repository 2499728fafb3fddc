"""What a page can be clicked, filled in or signed with: links and the fields of a form.

Every one has its own appearance in the file and no typeface of the reader's (ISO 19005-2, 6.3.3 and 6.4.1).
"""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from coordinator.documents.field_font import FIELD_FONT, field_font

_PRINTED = 4  # the flag of an annotation that stands on paper too (ISO 32000-1, table 165)
_PRINTED_AND_LOCKED = 132
_TYPED = 11  # points, of what is typed into a field
_EDGE = 0.7
_INK, _EDGE_COLOR, _GROUND = (0.106, 0.141, 0.2), (0.357, 0.4, 0.459), (0.953, 0.961, 0.976)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One place on a page, from 0; its box is left, bottom, right, top. `says` is what is read aloud."""

    page: int
    box: tuple[float, float, float, float]
    says: str

    @property
    def is_field(self) -> bool:
        """Whether it belongs to the form of the file."""
        return True

    @property
    def _size(self) -> tuple[float, float]:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return its object, not yet tied to the page."""
        raise NotImplementedError

    def _rectangle(self) -> Any:
        return Array([round(each, 2) for each in self.box])

    def _drawn(self, pdf: pikepdf.Pdf, code: str) -> Any:
        """Return an appearance that is drawn by this code."""
        width, height = self._size
        stream = pikepdf.Stream(pdf, code.encode("ascii"))
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        stream.BBox = Array([0, 0, round(width, 2), round(height, 2)])
        stream.Resources = Dictionary()
        return pdf.make_indirect(stream)


@dataclass(frozen=True, slots=True)
class Link(Annotation):
    """Leads to an address outside of the file."""

    url: str

    @property
    def is_field(self) -> bool:
        """No: it is not filled in."""
        return False

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return the link, without a frame around it."""
        action = Dictionary(S=Name.URI, URI=String(self.url))
        return Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=self._rectangle(), Border=Array([0, 0, 0]), F=_PRINTED,
            Contents=String(self.says), A=action,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field(Annotation):
    """A field of the form, known to programs by its name."""

    name: str

    def _field(self, kind: Name, **more: Any) -> Any:
        return Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=kind, T=String(self.name), TU=String(self.says),
            Rect=self._rectangle(), **({"F": _PRINTED} | more),
        )  # fmt: skip

    def _ground(self) -> str:
        width, height = self._size
        return f"q {_numbers(_GROUND)} rg 0 0 {width:.2f} {height:.2f} re f Q "


@dataclass(frozen=True, slots=True)
class TextField(Field):
    """To type into; what is typed is set in the bundled typeface that the form carries."""

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return the field, empty."""
        empty = self._drawn(pdf, self._ground() + "/Tx BMC EMC")
        form = pdf.Root.AcroForm
        if Name.DR not in form:
            form.DR = Dictionary(Font=Dictionary({f"/{FIELD_FONT}": field_font(pdf)}))
        return self._field(
            Name.Tx, DA=String(f"/{FIELD_FONT} {_TYPED} Tf {_numbers(_INK)} rg"),
            AP=Dictionary(N=empty), MK=Dictionary(BG=Array(_GROUND)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckBox(Field):
    """To check; empty at first. The check is drawn, not set in a typeface."""

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return the box with both of its looks."""
        width, height = self._size
        empty = (
            f"{self._ground()}q {_EDGE} w {_numbers(_EDGE_COLOR)} RG {_EDGE / 2} {_EDGE / 2} "
            f"{width - _EDGE:.2f} {height - _EDGE:.2f} re S Q "
        )
        points = ((0.22, 0.52), (0.42, 0.27), (0.8, 0.77))
        path = " ".join(f"{x * width:.2f} {y * height:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(points))
        check = f"{empty}q 1.5 w 1 J 1 j {_numbers(_INK)} RG {path} S Q"
        looks = Dictionary(Off=self._drawn(pdf, empty), Yes=self._drawn(pdf, check))
        return self._field(Name.Btn, V=Name.Off, AS=Name.Off, AP=Dictionary(N=looks))


@dataclass(frozen=True, slots=True)
class SignatureField(Field):
    """To sign with a certificate, as of a smart card (ISO 32000-1, 12.7.4.5); on paper it is white.

    A box without width is a slot that is not seen.
    """

    def built(self, pdf: pikepdf.Pdf) -> Any:
        """Return the field, unsigned."""
        width, _ = self._size
        if not width:
            return self._field(Name.Sig, F=_PRINTED_AND_LOCKED)
        return self._field(Name.Sig, AP=Dictionary(N=self._drawn(pdf, "")))


def _numbers(color: tuple[float, ...]) -> str:
    return " ".join(f"{part:g}" for part in color)
