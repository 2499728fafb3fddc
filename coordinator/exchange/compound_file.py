"""Files inside an OLE compound file, the container of Outlook messages and of old Office documents ([MS-CFB]).

Every number in the file is from outside: chains may run in circles or past the end, entries may point at themselves.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_HEADER = 512
_MOST_SECTOR = 0xFFFFFFF9  # greater numbers mark the end of a chain, free sectors and the tables themselves
_NONE = 0xFFFFFFFF
_ENTRY = 128
_MOST_ENTRIES = 20_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class Damaged(ValueError):
    """The container contradicts itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """Streams by their path, such as ("__attach_version1.0_#00000000", "__substg1.0_3707001F").

    Raises Damaged for what is no such file, or a broken one.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise Damaged("no compound file")
        self._data = data
        version, order, shift, mini_shift = struct.unpack_from("<HHHH", data, 26)
        if version not in (3, 4) or order != 0xFFFE or shift not in (9, 12) or mini_shift != 6:
            raise Damaged("unknown version")
        self._sector = 1 << shift
        self._is_old = version == 3
        directory, self._cutoff, mini_start = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._read_fat()
        self._entries = [self._entry(raw) for raw in _pieces(self._chain(directory), _ENTRY)][:_MOST_ENTRIES]
        if not self._entries or self._entries[0].kind != _ROOT:
            raise Damaged("no root")
        self._mini_fat = _numbers(self._chain(mini_start)) if mini_start <= _MOST_SECTOR else ()
        root = self._entries[0]
        self._mini = self._chain(root.start)[: root.size] if root.start <= _MOST_SECTOR else b""
        self._places = dict(self._walk(root.child, ()))

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """Every stream, in the order of the directory."""
        return tuple(self._places)

    def read(self, *path: str) -> bytes | None:
        """The bytes of a stream; None when there is none of this name. Raises Damaged."""
        entry = self._places.get(path)
        if entry is None:
            return None
        content = self._mini_chain(entry.start) if entry.size < self._cutoff else self._chain(entry.start)
        if len(content) < entry.size:
            raise Damaged("a stream is cut off")
        return content[: entry.size]

    # the tables

    def _read_fat(self) -> tuple[int, ...]:
        """The table of what follows each sector, put together from the sectors that the header and its lists name."""
        named = list(struct.unpack_from("<109I", self._data, 76))
        more, seen = struct.unpack_from("<I", self._data, 68)[0], set[int]()
        while more <= _MOST_SECTOR:
            if more in seen:
                raise Damaged("a list runs in circles")
            seen.add(more)
            *listed, more = _numbers(self._sector_at(more))
            named += listed
        named = [at for at in named if at <= _MOST_SECTOR]
        if len(named) > len(self._data) // self._sector // (self._sector // 4) + 1:
            raise Damaged("a table larger than its file")
        return tuple(number for at in named for number in _numbers(self._sector_at(at)))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise Damaged("a sector lies beyond the end")
        # The last one may be cut short by programs that do not fill it up.
        return self._data[start : start + self._sector].ljust(self._sector, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector_at(number) for number in _followed(start, self._fat))

    def _mini_chain(self, start: int) -> bytes:
        return b"".join(self._mini[at * 64 : at * 64 + 64] for at in _followed(start, self._mini_fat))

    # the directory

    def _entry(self, raw: bytes) -> _Entry:
        length, kind, left, right, child = struct.unpack_from("<HBxIII", raw, 64)
        start, size = struct.unpack_from("<IQ", raw, 116)
        name = raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
        # Version 3 has no more than 32 bits; the rest may be anything.
        return _Entry(name, kind, left, right, child, start, size & _NONE if self._is_old else size)

    def _walk(self, first: int, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], _Entry]]:
        """Every stream below a storage. The siblings are a tree; each entry is visited once."""
        waiting, seen = [(first, above)], set[int]()
        while waiting:
            number, path = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += [(entry.left, path), (entry.right, path)]
            if entry.kind == _STREAM:
                yield (*path, entry.name), entry
            elif entry.kind == _STORAGE:
                waiting.append((entry.child, (*path, entry.name)))


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data) - size + 1, size))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The numbers of a chain; no longer than its table."""
    number = start
    for _ in range(len(table)):
        if number > _MOST_SECTOR:
            return
        if number >= len(table):
            raise Damaged("a chain leaves its table")
        yield number
        number = table[number]
    if number <= _MOST_SECTOR and table:
        raise Damaged("a chain runs in circles")
