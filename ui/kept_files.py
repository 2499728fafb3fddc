"""Kept files on their way out of the program: into a folder, or to the program that shows them. Runs on the worker."""

from pathlib import Path
from tempfile import mkdtemp

from coordinator.services.papers import stored_file, write_file
from coordinator.services.progress import Progress
from coordinator.services.workspace import Workspace


def put_aside(workspace: Workspace, file_id: int) -> Path:
    """A copy of the kept file in a folder of its own."""
    name, data = workspace.read(stored_file, file_id)
    return write_file(Path(mkdtemp(prefix="coordinator-")), name, data)


def save_all(workspace: Workspace, file_ids: list[int], folder: Path, progress: Progress) -> tuple[int, Path]:
    """One file after the other, so that it can be stopped in between; how many there are now, and where."""
    for done, file_id in enumerate(file_ids):
        name, data = workspace.read(stored_file, file_id)
        progress(done, len(file_ids), name)
        write_file(folder, name, data)
    return len(file_ids), folder
