"""Where the command writes: data to standard output, everything else to standard error; and the exit codes."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from cli.language import say


def reasons_of(problem: OSError) -> tuple[str, str]:
    """What the system says is wrong, in English and in Chinese."""
    from reports import system_reason  # noqa: PLC0415  (a room takes long to import, and little goes wrong)

    return problem.strerror or str(problem), system_reason(problem)


class Exit(IntEnum):
    """contract.md: what a script may rely on."""

    DONE = 0
    FINDINGS = 1
    """Findings with outcome `fail` of severity `error` or `warning`."""
    USAGE = 2
    UNREADABLE = 3
    """An input could not be read at all; the others were still processed."""
    FAULT = 70
    """A fault of the program itself (EX_SOFTWARE of sysexits.h): never 1, which a script takes for findings."""
    INTERRUPTED = 130
    """By Ctrl-C, as shells say it: 128 and the signal's number."""


_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it (ECMA-48: C0, DEL, C1), and what turns the direction of others (UAX #9)."""


class _Output(Console):
    """Rich ends the program with 1 where nobody reads any more; 1 means findings here. And what a page or the name of
    a file says to the terminal does not reach it: only our own colours do."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if not segment.control and _COMMANDS.search(segment.text):
                yield Segment(_COMMANDS.sub("", segment.text), segment.style)
            else:
                yield segment

    def on_broken_pipe(self) -> None:
        """Called while `BrokenPipeError` is handled: standard error falls silent, for the other see `cli.application`."""
        if not self.stderr:
            raise  # noqa: PLE0704  (what is being handled)
        lead_nowhere(sys.stderr)


def lead_nowhere(stream: TextIO) -> None:
    """What is still to be flushed, and all that follows, is written to nobody."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_WIDTH = 160
"""Columns where nobody's terminal says how many there are: what is piped is searched and kept, not looked at."""

out = _Output(
    highlight=False,
    width=None if sys.stdout is None or sys.stdout.isatty() or "COLUMNS" in os.environ else _WIDTH,
)
err = _Output(stderr=True, highlight=False)


def prepare_streams() -> None:
    """Standard output and error that take every character and every end, before anything is written.

    Where the locale knows ASCII only they are UTF-8, as Python has it for the C locale; what GBK and others lack is
    shown as "?" instead of ending the command. One that the caller has closed leads nowhere: else the next pipe between two
    of our processes would be taken for it, and what waits for its end would wait for ever.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123  (for the whole run, and before those below)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  (for the whole run)
        elif isinstance(stream, io.TextIOWrapper):
            plain = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if plain else None, errors="replace")


def print_json(value: Mapping[str, Any]) -> None:
    """One object, one line, UTF-8, whatever the locale of standard output is."""
    write_out(as_line(value))


def as_line(value: Mapping[str, Any]) -> bytes:
    """Always valid UTF-8: the bytes of a file's name that are none are "?". What a terminal would obey is written as \\u…."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    return _COMMANDS.sub(_as_escape, line).encode("utf-8", "replace") + b"\n"


def _as_escape(command: re.Match[str]) -> str:
    return f"\\u{ord(command[0]):04x}"


def write_out(printed: bytes) -> None:
    """Bytes to standard output, after whatever was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(printed)
    sys.stdout.buffer.flush()


def complain(english: str, chinese: str) -> None:
    """One clear sentence on standard error, in one piece: a moving line of progress may stand below it. Where it cannot be
    written (a full disk) it is lost, and the exit code still says what it says."""
    begun = Text.assemble((say("error", "错误"), "bold red"), ": ", say(english, chinese))
    try:
        err.print(begun, soft_wrap=True)
    except OSError:
        lead_nowhere(sys.stderr)


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
