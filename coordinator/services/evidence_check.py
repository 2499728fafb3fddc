"""Whether an archive of evidence is as it was made: every file there, none changed, none added."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.errors import FileRefused
from coordinator.services.evidence_archive import KIND, MANIFEST, SUMS

_MOST_ENTRIES, _MOST_BYTES, _MOST_MANIFEST = 10_000, 1_000_000_000, 20_000_000
_CHUNK = 1 << 20
# What reading a damaged or hostile archive ends in.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
_NONE_OF_OURS = "This is no archive of evidence that the program made: it has no manifest. Nothing was checked."


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """What was found. `faults` are sentences, none when all is as it was made.

    `seal` is the SHA-256 of the manifest: who noted it elsewhere can tell a manifest that was made anew.
    """

    files: int
    faults: tuple[str, ...]
    subject: str
    printed: str
    audit_head: str
    withheld: int
    seal: str


def check_archive(data: bytes) -> ArchiveCheck:
    """Check every file against the manifest. Raises FileRefused when it is no archive of evidence, or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _checked(archive)
    except _BROKEN as error:
        raise FileRefused("This archive is damaged and cannot be read. Take another copy of it.") from error


def _checked(archive: zipfile.ZipFile) -> ArchiveCheck:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise FileRefused("This archive is larger than any that the program makes. Nothing was checked.")
    manifest, sums = _part(archive, MANIFEST), _part(archive, SUMS)
    plain = _read(manifest)
    seal = hashlib.sha256(manifest).hexdigest()
    listed: dict[str, str] = {each["name"]: each["sha256"] for each in plain["files"]}
    faults = [*_against(archive, listed), *_of_sums(sums, {**listed, MANIFEST: seal})]
    return ArchiveCheck(
        files=len(listed),
        faults=tuple(faults),
        subject=str(plain["subject"]),
        printed=str(plain["printed"]),
        audit_head=str(plain["audit_head"]),
        withheld=len(plain["withheld"]),
        seal=seal,
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        entry = archive.getinfo(name)
    except KeyError as error:
        raise FileRefused(_NONE_OF_OURS) from error
    if entry.file_size > _MOST_MANIFEST:
        raise FileRefused(_NONE_OF_OURS)
    return archive.read(entry)


def _read(manifest: bytes) -> dict[str, Any]:
    """The manifest, as far as it has the shape of ours."""
    try:
        plain = json.loads(manifest)
        has_shape = plain["kind"] == KIND and all(
            plain[key] is not None for key in ("subject", "printed", "audit_head")
        )
        listed = all(isinstance(each[key], str) for each in plain["files"] for key in ("name", "sha256"))
        has_shape = has_shape and listed and isinstance(plain["withheld"], list)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FileRefused(_NONE_OF_OURS) from error
    if not has_shape:
        raise FileRefused(_NONE_OF_OURS)
    return dict(plain)


def _against(archive: zipfile.ZipFile, listed: Mapping[str, str]) -> Iterator[str]:
    there = Counter(entry.filename for entry in archive.infolist())
    for name, sha256 in listed.items():
        if name not in there:
            yield f"{name} is missing."
        elif _hash(archive, name) != sha256:
            yield f"{name} was changed."
    for name, count in there.items():
        if count > 1:
            yield f"{name} is there {count} times."
        if name not in listed and name not in (MANIFEST, SUMS):
            yield f"{name} was added: the manifest does not name it."


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    """ "" for one that cannot be read, which no hash is."""
    found = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                found.update(chunk)
    except _BROKEN:
        return ""
    return found.hexdigest()


def _of_sums(sums: bytes, listed: Mapping[str, str]) -> Iterator[str]:
    """The list for `sha256sum` says the same as the manifest."""
    said = "".join(f"{sha256}  {name}\n" for name, sha256 in listed.items())
    if sums.decode("utf-8", "replace") != said:
        yield f"{SUMS} does not say what {MANIFEST} says: one of them was changed."
