"""Where the command writes: data to standard output, everything else to standard error; and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from rich.console import Console
from rich.text import Text

from cli.language import say


class Exit(IntEnum):
    """contract.md: what a script may rely on."""

    DONE = 0
    FINDINGS = 1
    """Findings with outcome `fail` of severity `error` or `warning`."""
    USAGE = 2
    UNREADABLE = 3
    """An input could not be read at all; the others were still processed."""
    INTERRUPTED = 130
    """By Ctrl-C, as shells say it: 128 and the signal's number."""


out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def print_json(value: Mapping[str, Any]) -> None:
    """One object, one line, UTF-8, whatever the locale of standard output is."""
    write_out(as_line(value))


def as_line(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode() + b"\n"


def write_out(printed: bytes) -> None:
    """Bytes to standard output, after whatever was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(printed)
    sys.stdout.buffer.flush()


def complain(english: str, chinese: str) -> None:
    """One clear sentence on standard error, in one piece: a moving line of progress may stand below it."""
    begun = Text.assemble((say("error", "错误"), "bold red"), ": ", say(english, chinese))
    err.print(begun, soft_wrap=True)


class Stop(Exception):
    """End the command with one sentence and an exit code; raised anywhere below `main`."""

    def __init__(self, code: Exit, english: str, chinese: str) -> None:
        super().__init__(english)
        self.code = code
        self.english = english
        self.chinese = chinese


class Interrupted(Stop):
    """By the person at the keyboard (Ctrl-C), who is told how far things have come."""

    def __init__(
        self,
        english: str = "interrupted; run the same command again to go on",
        chinese: str = "已中断；再次运行同一命令即可继续",
    ) -> None:
        super().__init__(Exit.INTERRUPTED, english, chinese)
