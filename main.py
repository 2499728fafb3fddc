"""The keys of the house: reads arguments, opens the workspace, runs the window or one headless command."""

import sys
from collections.abc import Sequence

from coordinator import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit code."""
    args = cli.build_parser().parse_args(argv)
    if args.command is not None:
        return cli.run(args)
    # The window's libraries are loaded only when a window is wanted.
    from ui.application import run_window

    return run_window(args.database)


if __name__ == "__main__":
    sys.exit(main())
