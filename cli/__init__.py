"""The `nianbao` command: thin. Each command reads its arguments, calls a room, and prints. See contract.md."""

from __future__ import annotations

import sys

from cli.console import Exit, Stop, complain


def main() -> None:
    """Entry point. Whatever goes wrong ends in one sentence and an exit code, never in a traceback."""
    from cli.application import application  # noqa: PLC0415  (building it imports every room)

    try:
        application()
    except Stop as stop:
        complain(stop.english, stop.chinese)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        complain("interrupted; run the same command again to go on", "已中断；再次运行同一命令即可继续")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(Exit.DONE)
