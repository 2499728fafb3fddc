"""Documents of one form, made fast: what does not change from person to person is made once, as a mould.

A cast draws its page anew and puts the code of that page, and what the file says about itself, into the mould. A mould
is known by everything else that a document depends on (its structure, its letters, its pictures, its size), so the
bytes of a document are its own: they depend on nobody who was cast before it.
"""

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics

from coordinator.documents.drawing import Sheet
from coordinator.documents.metadata import About
from coordinator.documents.mould import Mould
from coordinator.documents.structure import Element
from coordinator.documents.type_case import TypeCase

Draw = Callable[[Sheet], None]
_MOST = 256  # moulds that are kept; one takes some 30 KB


class Caster:
    """Casts documents with the letters of one case. May be used by several threads."""

    def __init__(self, case: TypeCase) -> None:
        self._case, self._lock = case, Lock()
        self._moulds: dict[Hashable, Mould] = {}

    def cast(self, size: tuple[float, float], about: About, draw: Draw) -> bytes:
        """Return the file of what `draw` draws on one page. It is called again when there is no mould yet."""
        draft = _Draft(size, about, self._case)
        draw(draft)
        code, key = draft.finished()
        with self._lock:
            mould = self._moulds.pop(key, None) or self._made(size, about, draw, draft.under)
            self._moulds[key] = mould  # the one that was used last is the last to go
            if len(self._moulds) > _MOST:
                del self._moulds[next(iter(self._moulds))]
        return mould.filled(code, about)

    def _made(self, size: tuple[float, float], about: About, draw: Draw, under: str) -> Mould:
        sheet = Sheet(size, about, self._case)
        draw(sheet)
        return Mould(sheet.finish(), under)


class _Draft(Sheet):
    """A page that is drawn for its code alone; `under` is what lies under it."""

    def __init__(self, size: tuple[float, float], about: About, case: TypeCase) -> None:
        super().__init__(size, about, case)
        self._canvas._code.clear()
        self.under = ""

    def backdrop(self, code: str) -> None:
        if self.under or self._canvas._code:
            raise RuntimeError("The backdrop is laid once, before anything else.")
        self.under = code

    def finished(self) -> tuple[bytes, Hashable]:
        """The code of the page, and what else the file depends on."""
        self.close()
        if len(self._marked.pages) > 1:
            raise RuntimeError("A document of one page is cast, others are finished.")
        key = (self.width, self.height, self.under, _shape(self.root), tuple(self._letters()), *self._contents.pictures)
        return "\n".join(self._canvas._code).encode("latin-1"), key

    def _letters(self) -> Iterator[Hashable]:
        """Of each face, the letters in the file in the order of their codes."""
        document = self._canvas._doc
        for name in document.fontMapping:
            yield name, *(tuple(each) for each in pdfmetrics.getFont(name).state[document].subsets)


def _shape(element: Element) -> Hashable:
    kids = (_shape(kid) if isinstance(kid, Element) else kid for kid in element.kids)
    return element.tag, element.alt, element.scope, element.span, element.box, *kids


@lru_cache(maxsize=8)
def caster(case: TypeCase) -> Caster:
    """The caster of a case; moulds are kept as long as it is."""
    return Caster(case)
