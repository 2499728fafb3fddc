"""Drafted mails on their way out: .eml files in a folder, or in the user's own mail program. Runs on the worker."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from coordinator.services.drafts import write_drafts
from coordinator.services.papers import write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace


def save_drafts(workspace: Workspace, draft_ids: Sequence[int], folder: Path, progress: Progress) -> tuple[int, Path]:
    """Every draft as an .eml file, one after the other, so that it can be stopped in between; how many, and where."""
    files = workspace.read(write_drafts, draft_ids)
    for done, (name, data) in enumerate(files):
        progress(done, len(files), name)
        write_file(folder, name, data)
    return len(files), folder


def put_drafts_aside(workspace: Workspace, draft_ids: Sequence[int]) -> tuple[Path, ...]:
    """Every draft as an .eml file in a folder of its own, to be opened from there."""
    folder = Path(mkdtemp(prefix="coordinator-"))
    return tuple(write_file(folder, name, data) for name, data in workspace.read(write_drafts, draft_ids))
