"""kill -9 in the middle of an import leaves the whole import or nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from coordinator.services.workspace import Workspace
from coordinator.views.roster import designees
from tests import builders

IMPORTER = """
import sys
from pathlib import Path
from coordinator.services.workspace import Workspace
from tests import builders
workspace = Workspace.open(Path(sys.argv[1]), actor="J")
print("begin", flush=True)
builders.nominated(workspace, 1, names=[f"Person{n:05}, Alex" for n in range(3000)])
print("done", flush=True)
import time
time.sleep(60)
"""
ROUNDS = 6


def test_a_killed_import_leaves_the_whole_or_nothing(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        builders.a_tasking(workspace)
    prepared = database.read_bytes()
    chance = random.Random(3)
    seen = set()
    for place in range(ROUNDS):
        database.write_bytes(prepared)
        # Rounds with little and with much time, so that both outcomes come up.
        _killed_after(database, chance.uniform(0.0, 0.8) if place else 30.0)
        with Workspace.open(database, actor="J") as workspace:
            people = len(workspace.read(designees, workspace.clock.now().date()))
            assert people in (0, 3000)
            assert workspace.verify().fault is None
        seen.add(people)
        for journal in database.parent.glob("*-journal"):
            journal.unlink()
        for backup in (database.parent / "unit backups").glob("*"):
            backup.unlink()
    assert 3000 in seen


def _killed_after(database: Path, seconds: float) -> None:
    command = [sys.executable, "-c", IMPORTER, str(database)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    if seconds >= 30:
        assert process.stdout.readline() == "done\n"
    else:
        time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
