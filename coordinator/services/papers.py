"""The bytes of what was issued, exactly as it was issued, and files that are written whole or not at all."""

import hashlib
import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.documents import preview
from coordinator.errors import FileRefused, RuleBroken, StoreTrouble
from coordinator.model import Certificate, Letter, License, StoredFile
from coordinator.rules.vocabulary import CertificateState

RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³")}
LONGEST = 150  # bytes of a name without its ending: systems take 255, and paths have an end too


def stored_file(session: Session, file_id: int) -> tuple[str, bytes]:
    """Name and bytes of a kept file, checked against its SHA-256. Raises StoreTrouble when they differ."""
    row = session.get(StoredFile, file_id)
    if row is None:
        raise RuleBroken("This file is not on record.")
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise StoreTrouble(f"{row.name} was altered in the database since it was kept. Restore a backup.")
    return row.name, row.content


def papers_numbered(session: Session, numbers: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """The files of these certificates, licenses' letters or letters, in order."""
    certificates = dict(session.execute(select(Certificate.number, Certificate.file_id)).all())
    letters = dict(session.execute(select(Letter.number, Letter.file_id)).all())
    known = certificates | letters
    return [stored_file(session, known[number]) for number in numbers]


def letters_of_licenses(session: Session, license_numbers: tuple[str, ...]) -> list[tuple[str, bytes]]:
    """The newest valid letter of each license, in order."""
    query = (
        select(License.number, Letter.file_id)
        .join(Letter, Letter.license_id == License.id)
        .where(License.number.in_(license_numbers), Letter.state == CertificateState.ISSUED)
        .order_by(Letter.id)
    )
    newest = dict(session.execute(query).all())
    return [stored_file(session, newest[number]) for number in license_numbers if number in newest]


def safe_name(name: str, mark: str = "") -> str:
    """The name as one that every system takes: no path, no reserved word, no trailing dot, not too long.

    A mark stands between the name and its ending, however long the name is: "Report (2).pdf".
    """
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    clean = _cut(_tame(stem), LONGEST - len(mark.encode())).strip(" .")
    if not clean or clean.split(".")[0].rstrip().upper() in RESERVED:
        clean = f"_{clean}"
    kind = _cut(_tame(ending), 20).strip()
    return f"{clean}{mark}{dot}{kind}" if kind else f"{clean}{mark}"


def _tame(text: str) -> str:
    return "".join(c if c.isalnum() or c in " -_.()" else "_" for c in text).strip(" .")


def _cut(text: str, most: int) -> str:
    """So many bytes of it at the most, in whole letters."""
    return text.encode()[:most].decode(errors="ignore")


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """Write the file whole or not at all, replacing one of the same name. Raises StoreTrouble in a sentence."""
    target = folder / safe_name(name)
    draft = folder / f".{os.getpid()}.draft"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        raise StoreTrouble(
            f"{target.name} could not be written ({error.strerror or error}). Close it in other programs and try again."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def page_count(data: bytes) -> int:
    """How many pages a PDF has. Raises FileRefused when it cannot be read."""
    return preview.page_count(data)


def page_image(data: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Width, height and RGBA bytes of one page; at scale 1 a point is a pixel. Raises FileRefused."""
    return preview.render_page(data, page, scale)


def read_file(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file to keep. Raises FileRefused in a sentence."""
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise FileRefused(f"{path.name} could not be read ({error.strerror or error}). Nothing was kept.") from error


def bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "the system refused"
        raise FileRefused(f"“{path.name}” cannot be read: {why}. Close it elsewhere and try again.") from error
