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
import os, sys, time
from pathlib import Path
from coordinator.services.workspace import Workspace
from tests import builders

def work(path):
    workspace = Workspace.open(Path(path), actor="J")
    print("begin", os.getpid(), flush=True)
    builders.nominated(workspace, 1, names=[f"Person{n:05}, Alex" for n in range(3000)])
    print("done", flush=True)
    time.sleep(60)

for line in sys.stdin:
    child = os.fork()
    if not child:
        work(line.strip())
    os.waitpid(child, 0)
    print("dead", flush=True)
"""
ROUNDS = 6


def test_a_killed_import_leaves_the_whole_or_nothing(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        builders.a_tasking(workspace)
    prepared = database.read_bytes()
    chance = random.Random(3)
    seen = set()
    nursery = _nursery()
    for place in range(ROUNDS):
        database.write_bytes(prepared)
        # Rounds with little and with much time, so that both outcomes come up.
        _killed_after(nursery, database, chance.uniform(0.0, 0.8) if place else 30.0)
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
    nursery.communicate(timeout=10)
    assert nursery.returncode == 0


def _nursery() -> "subprocess.Popen[str]":
    """A process that has loaded the program; those that are killed are forked from it."""
    command = [sys.executable, "-c", IMPORTER]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True)


def _killed_after(nursery: "subprocess.Popen[str]", database: Path, seconds: float) -> None:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{database}\n")
    nursery.stdin.flush()
    word, process = nursery.stdout.readline().split()
    assert word == "begin"
    if seconds >= 30:
        assert nursery.stdout.readline() == "done\n"
    else:
        time.sleep(seconds)
    os.kill(int(process), signal.SIGKILL)
    while nursery.stdout.readline() != "dead\n":
        pass  # it may have been done in the meantime
