"""Where the command writes: data to standard output, everything else to standard error; and the exit codes."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Mapping
from enum import IntEnum
from typing import Any, TextIO

from rich.console import Console
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


class _Output(Console):
    """Rich ends the program with 1 where nobody reads any more; 1 means findings here."""

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
    shown as "?" instead of ending the command. One that the caller has closed leads nowhere.
    """
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
    """Always valid UTF-8: the bytes of a file's name that are none are "?"."""
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n"


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
