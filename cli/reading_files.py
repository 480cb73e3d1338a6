"""Files to readings, in one further process or several: in their order, and with why where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

import reports
from cli.console import Interrupted, complain, err, reasons_of
from cli.language import say
from flows.hands import HandLost, Hands
from flows.within_limits import limit_memory, within_limits
from reports import AnnualReport, ReadingError

Reading = TypeVar("Reading")
Made = TypeVar("Made")
_PORTION = 8
"""Files that a process takes at a time, at most."""
_WORTH = 24
"""Files for each further process: it takes a tenth of a second to begin."""
_AHEAD = 24
"""Portions that a process may be ahead of a file that takes another one minutes, as scans do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no reading."""

    english: str
    chinese: str


@dataclass
class Done:
    """How many files have been read and their outcome dealt with."""

    files: int = 0


@contextmanager
def counted(files: Sequence[Path]) -> Iterator[Done]:
    """Whoever interrupts the block is told how far it has come."""
    done = Done()
    try:
        yield done
    except KeyboardInterrupt as by_hand:
        raise Interrupted(
            f"interrupted: {done.files} of {len(files)} files were read, the others were not",
            f"已中断：{len(files)} 个文件中已读取 {done.files} 个，其余未读",
        ) from by_hand


def read_all(
    files: Sequence[Path],
    made: Callable[[AnnualReport], Made],
    jobs: int | None = None,
    done: Done | None = None,
) -> Iterator[tuple[Path, Made | None]]:
    """Each file with what `made` makes of its reading, in order; `None` after saying why it could not be read at all.
    An archive of several reports comes once for each of them.

    `made` (a function of a module) runs where the file was read and only what it makes comes back: sending whole readings
    between processes would cost a third of what reading them does.
    """
    for path, found in over_files(files, partial(_made_of_each, made), jobs, done):
        for one in found:
            yield path, said(one)


def over_files(
    files: Sequence[Path],
    work: Callable[[Path], list[Made | Refusal]],
    jobs: int | None = None,
    done: Done | None = None,
) -> Iterator[tuple[Path, list[Made | Refusal]]]:
    """Each file with what `work` makes of it, in order. The files are read in other processes, be it a single one: a file that
    kills its reader, or takes too much, is named and the others are read. `jobs`: by default one a core where there is much to do."""
    readings = _readings(files, work, min(jobs or _usual_jobs(files), len(files)))
    first = next(readings, None)
    with err.status(say("reading", "正在读取")) as status:  # its thread begins after the processes have
        for position, (path, found) in enumerate(chain([first] if first else [], readings), start=1):
            if len(files) > 1:
                status.update(f"{position}/{len(files)} {path.name}")
            yield path, found
            if done is not None:
                done.files += 1


def _usual_jobs(files: Sequence[Path]) -> int:
    return min(len(os.sched_getaffinity(0)), 1 + len(files) // _WORTH)


def _readings(
    left: Sequence[Path], work: Callable[[Path], list[Made | Refusal]], jobs: int
) -> Iterator[tuple[Path, list[Made | Refusal]]]:
    """Each file with what was made of it. One that kills the process that reads it is told from those beside it, which are read."""
    forked = True  # costs nothing; but not any more when there are threads
    while left:
        try:
            with Hands(jobs, work, _sat_down, work, forked=forked, apart=True, ahead=_AHEAD) as hands:
                for part, some in hands.over(_made_of_some, _portions(left, jobs), str):
                    left = left[len(part) :]
                    yield from zip(part, some, strict=True)
        except HandLost as lost:
            suspects, left = left[: len(lost.items)], left[len(lost.items) :]
            yield from _alone(suspects, work)
        forked = False


def _alone(
    suspects: Sequence[Path], work: Callable[[Path], list[Made | Refusal]]
) -> Iterator[tuple[Path, list[Made | Refusal]]]:
    with Hands(1, work, _sat_down, work, apart=True) as hands:
        for path, some in hands.one_by_one(_made_of_some, suspects, lambda _: None):
            yield path, [_deadly(path)] if some is None else some[0]


def _sat_down(work: Made) -> Made:
    limit_memory()
    return work


def _deadly(path: Path) -> Refusal:
    return Refusal(
        f"{path}: the process that read it was killed or crashed twice, at last with nothing else in hand; is there memory enough?",
        f"{path}：读取它的进程两次被终止或崩溃（第二次单独读取），请查看内存是否足够，或把文件交给维护人员",
    )


def _portions(files: Sequence[Path], jobs: int) -> list[Sequence[Path]]:
    """Smaller and smaller ones towards the end, so that all processes end at the same time."""
    made: list[Sequence[Path]] = []
    at = 0
    while at < len(files):
        size = max(1, min(_PORTION, (len(files) - at) // (jobs * _PORTION)))
        made.append(files[at : at + size])
        at += size
    return made


def itself(given: Made) -> Made:
    return given


def read_one(path: Path) -> AnnualReport | None:
    return said(_made_of_each(itself, path)[0])


def said(made: Made | Refusal) -> Made | None:
    """What was made, or `None` after saying why there is nothing."""
    if not isinstance(made, Refusal):
        return made
    complain(made.english, made.chinese)
    return None


def _made_of_some(
    work: Callable[[Path], list[Made | Refusal]], part: Sequence[Path]
) -> list[list[Made | Refusal]]:
    return [_made_of(work, path) for path in part]


def _made_of(work: Callable[[Path], list[Made | Refusal]], path: Path) -> list[Made | Refusal]:
    try:
        with within_limits(path.name):
            return work(path)
    except ReadingError as problem:
        return [refused(path, problem)]


def _made_of_each(made: Callable[[AnnualReport], Made], path: Path) -> list[Made | Refusal]:
    found = tried(path, reports.read_each)
    if isinstance(found, Refusal):
        return [found]
    return [refused(path, one) if isinstance(one, ReadingError) else made(one) for one in found]


def tried(path: Path, reader: Callable[[bytes, str], Reading]) -> Reading | Refusal:
    try:
        return reader(path.read_bytes(), path.name)
    except IsADirectoryError:
        return Refusal(f"{path}: there are no files in this folder", f"{path}：文件夹中没有文件")
    except OSError as problem:
        reason, chinese = reasons_of(problem)
        return Refusal(
            f"{path}: cannot be opened ({reason}); check the name and try again",
            f"{path}：无法打开（{chinese}），请检查文件名后重试",
        )
    except ReadingError as problem:
        return refused(path, problem)


def refused(path: Path, problem: ReadingError) -> Refusal:
    """Errors begin with the name of what was read: here its whole path does."""
    english = str(problem).removeprefix(f"{path.name}: ")
    chinese = problem.chinese.removeprefix(f"{path.name}：")
    return Refusal(f"{path}: {english}", f"{path}：{chinese}")
