"""A tagged file of one page, taken apart, into which the code of another page and its metadata are put.

What is alike in all documents of one form is copied as it is: objects without data in one compressed stream, others as
they stood. Only the code of the page, the metadata and the table of places are written anew (ISO 32000-1, 7.5).
"""

import hashlib
import io
import zlib
from collections.abc import Iterator

import pikepdf

from coordinator.documents.metadata import About, information, packet

_HEADER = b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"
_ENTRY = 7  # bytes for each object in the table: its kind 1, its place 4, its number in there 2
_AT, _WITHIN = 1, 2  # kinds of entries: an offset in the file, or inside of an object stream
_WRITTEN_ANEW = ("/ObjStm", "/XRef")


class Mould:
    """`backdrop` is the code under every page that is put in; it is compressed once."""

    def __init__(self, whole: bytes, backdrop: str = "") -> None:
        """Take the file apart; the code of its page and its metadata are thrown away."""
        self._body = bytearray(_HEADER)
        with pikepdf.open(io.BytesIO(whole)) as pdf:
            page = pdf.pages[0].obj
            self._content, self._metadata = page.Contents.objgen[0], pdf.Root.Metadata.objgen[0]
            self._information, self._root = pdf.trailer.Info.objgen[0], pdf.Root.objgen[0]
            if backdrop:
                under = pdf.make_indirect(pikepdf.Stream(pdf, backdrop.encode("latin-1")))
                page.Contents = pikepdf.Array([under, page.Contents])
            objects = dict(self._kept(pdf))
        last = max(*objects, self._content, self._metadata, self._information)
        self._packed, self._table = last + 1, last + 2
        self._entries = bytearray(_ENTRY * (self._table + 1))
        self._write(objects)
        self._digest = hashlib.sha256(self._body).digest()

    def _kept(self, pdf: pikepdf.Pdf) -> "Iterator[tuple[int, bytes | tuple[bytes, bytes]]]":
        """Number and text of the objects that stay; of a stream its dictionary and its data."""
        for each in pdf.objects:
            number, is_stream = each.objgen[0], isinstance(each, pikepdf.Stream)
            if number in (self._content, self._metadata, self._information):
                continue
            if not is_stream:
                yield number, each.unparse(resolved=True)
            elif str(each.get("/Type", "")) not in _WRITTEN_ANEW:
                yield number, _compressed(each)

    def _write(self, objects: "dict[int, bytes | tuple[bytes, bytes]]") -> None:
        plain: dict[int, bytes] = {}
        for number, each in objects.items():
            if isinstance(each, bytes):
                self._enter(self._entries, number, _WITHIN, self._packed, len(plain))
                plain[number] = each
            else:
                self._append(number, *each)
        places, at = [], 0
        for number, text in plain.items():
            places.append(b"%d %d" % (number, at))
            at += len(text) + 1
        first = b" ".join(places) + b"\n"
        data = zlib.compress(first + b"\n".join(plain.values()), 9)
        said = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(plain), len(first))
        self._append(self._packed, said, data)

    def _append(self, number: int, said: bytes, data: bytes) -> None:
        self._enter(self._entries, number, _AT, len(self._body))
        self._body += _stream(number, said, data)

    @staticmethod
    def _enter(entries: bytearray, number: int, kind: int, place: int, within: int = 0) -> None:
        entry = kind.to_bytes(1, "big") + place.to_bytes(4, "big") + within.to_bytes(2, "big")
        entries[number * _ENTRY : (number + 1) * _ENTRY] = entry

    def filled(self, code: bytes, about: About) -> bytes:
        """Return the file with this code on its page."""
        page, said = zlib.compress(code, 9), packet(about).encode()
        dictionary = pikepdf.Dictionary(information(about)).unparse()
        out, entries = bytearray(self._body), bytearray(self._entries)
        for number, written in (
            (self._content, _stream(self._content, b"/Filter /FlateDecode", page)),
            (self._metadata, _stream(self._metadata, b"/Type /Metadata /Subtype /XML", said)),
            (self._information, b"%d 0 obj\n%s\nendobj\n" % (self._information, dictionary)),
        ):
            self._enter(entries, number, _AT, len(out))
            out += written
        self._enter(entries, self._table, _AT, len(out))
        mark = hashlib.sha256(self._digest + page + said).hexdigest()[:32].encode()
        trailer = (
            b"/Type /XRef /Size %d /W [ 1 4 2 ] /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] /Filter /FlateDecode"
            % (self._table + 1, self._root, self._information, mark, mark)
        )
        start = len(out)
        out += _stream(self._table, trailer, zlib.compress(bytes(entries), 9))
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _compressed(stream: pikepdf.Object) -> tuple[bytes, bytes]:
    """Its dictionary without the brackets and the length, and its data: as it is, or deflated when it is not yet."""
    said, data = dict(stream.stream_dict.items()), stream.read_raw_bytes()
    if "/Filter" not in said:
        said["/Filter"], data = pikepdf.Name.FlateDecode, zlib.compress(data, 9)
    said.pop("/Length", None)
    return pikepdf.Dictionary(said).unparse()[2:-2].strip(), data


def _stream(number: int, said: bytes, data: bytes) -> bytes:
    # Data that ends with a CR, then an LF, reads as one end of line, as if the data were a byte shorter.
    end = b"\r" if data.endswith(b"\r") else b"\n"
    return b"%d 0 obj\n<< %s /Length %d >>\nstream\n%s%sendstream\nendobj\n" % (number, said, len(data), data, end)
