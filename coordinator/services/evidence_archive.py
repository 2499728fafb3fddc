"""The evidence file with every original as one ZIP, and a manifest of hashes by which it is checked years later.

Same evidence, same bytes: nothing is compressed, and the moments in the archive are fixed. `sha256sum -c SHA256SUMS`
checks an unpacked one without this program.
"""

import hashlib
import io
import json
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.rules.evidence import Original
from coordinator.services.evidence import EvidenceForm, EvidenceRequest, MadeEvidence, gather_evidence
from coordinator.services.papers import safe_name, stored_file
from coordinator.services.progress import Progress, silent

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
KIND = "coordinator evidence 1"
_MOST_BYTES = 500_000_000
_FIXED = (1980, 1, 1, 0, 0, 0)  # the first moment that the format knows
_READABLE = 0o100644 << 16  # a file that everyone may read
_LONGEST_NAME = 80  # with folders in front a path of Windows ends at 260


@dataclass(frozen=True, slots=True)
class EvidenceOutput:
    """What was asked for, under the name for it; `pdf` is the evidence file, alone or as it lies in the archive."""

    name: str
    data: bytes
    pdf: bytes
    originals: int
    withheld: str


def evidence_output(
    session: Session, request: EvidenceRequest, form: EvidenceForm, now: datetime, progress: Progress = silent
) -> EvidenceOutput:
    """The evidence in the form. Raises RuleBroken when there is none then, or when an archive would be too large."""
    made = gather_evidence(session, request, now, progress)
    data = made.pdf if form is EvidenceForm.PDF else _archive(session, made, progress)
    return EvidenceOutput(
        f"{made.stem}.{form.value}", data, made.pdf, len(made.evidence.originals), made.facts.withheld
    )


def _archive(session: Session, made: MadeEvidence, progress: Progress) -> bytes:
    originals = () if made.is_redacted else made.evidence.originals
    size = sum(each.size for each in originals)
    if size > _MOST_BYTES:
        raise RuleBroken(
            f"The originals are {size // 1_000_000:,} MB together, more than the 500 MB that an archive takes. "
            "Save the PDF alone: it names every file with its hash."
        )
    archive = _Archive()
    archive.put(_name_of_pdf(made), made.pdf)
    for done, original in enumerate(originals):
        progress(done, len(originals), f"File {original.number}")
        archive.put(path_of(original), stored_file(session, original.file_id)[1])
    archive.put(MANIFEST, _manifest(made))
    archive.put(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in archive.hashes.items()).encode())
    return archive.finish()


class _Archive:
    """Takes one file after the other, so that no more than one of them is in memory beside what is written."""

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}
        self._out = io.BytesIO()
        self._zip = zipfile.ZipFile(self._out, "w", zipfile.ZIP_STORED)

    def put(self, name: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(name, _FIXED)
        entry.create_system, entry.external_attr = 3, _READABLE
        self._zip.writestr(entry, data)
        self.hashes[name] = _sha256(data)

    def finish(self) -> bytes:
        self._zip.close()
        return self._out.getvalue()


def _name_of_pdf(made: MadeEvidence) -> str:
    return f"{_ascii(made.stem)}.pdf"


def path_of(original: Original) -> str:
    """ "2 nomination/File 3 DEN.csv": no two are alike, and every system takes it."""
    return f"{original.folder.value}/File {original.number} {_ascii(safe_name(str(original.name)))}"


def _ascii(name: str) -> str:
    """The name in letters that every program that unpacks writes alike; its full form stands in the manifest."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    return f"{(stem or ending)[:_LONGEST_NAME].strip()}{f'.{ending}' if dot and stem else ''}"


def _manifest(made: MadeEvidence) -> bytes:
    """Canonical JSON: what lies in the archive, and of what is withheld the hashes."""
    facts, evidence = made.facts, made.evidence
    own = {
        "name": _name_of_pdf(made), "size": len(made.pdf), "sha256": _sha256(made.pdf), "what": "The evidence file",
        "where": [],
    }  # fmt: skip
    listed = [_plain(each) for each in evidence.originals]
    kept = [{"name": path_of(each), **plain} for each, plain in zip(evidence.originals, listed, strict=True)]
    plain = {
        "kind": KIND,
        "about": evidence.kind.value,
        "subject": str(evidence.subject),
        "unit": list(facts.masthead),
        "as_of": facts.as_of.replace("\u00a0", " "),
        "printed": facts.printed.replace("\u00a0", " "),
        "audit_head": facts.audit_head,
        "redacted": facts.withheld,
        "files": [own, *([] if made.is_redacted else kept)],
        "withheld": listed if made.is_redacted else [],
    }
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _plain(original: Original) -> dict[str, Any]:
    return {
        "number": original.number,
        "called": str(original.name),
        "size": original.size,
        "sha256": original.sha256,
        "what": original.what,
        "where": list(original.where),
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
