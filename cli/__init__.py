"""The `nianbao` command: thin. Each command reads its arguments, calls a room, and prints. See contract.md."""

from __future__ import annotations

import sys

from cli.console import Exit, Stop, complain
from cli.language import language, without_choice


def main() -> None:
    """Entry point. Whatever goes wrong ends in one sentence and an exit code, never in a traceback."""
    language()  # chosen before the commands are built
    from cli.application import application  # noqa: PLC0415  (building it imports every room)

    try:
        application(args=without_choice(sys.argv[1:]))
    except Stop as stop:
        complain(stop.english, stop.chinese)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        complain("interrupted; run the same command again to go on", "已中断；再次运行同一命令即可继续")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(Exit.DONE)
