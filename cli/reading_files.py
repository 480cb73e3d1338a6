"""Files to readings, in one process or several: in their order, and with why where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import reports
from cli.console import Interrupted, complain, err
from cli.language import say
from flows.hands import HandLost, Hands
from reports import AnnualReport, ReadingError

Reading = TypeVar("Reading")
Made = TypeVar("Made")
_PORTION = 16
"""Files that a process takes at a time."""


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
    jobs: int = 1,
    done: Done | None = None,
) -> Iterator[tuple[Path, Made | None]]:
    """Each file with what `made` makes of its reading, in order; `None` after saying why it could not be read at all.
    An archive of several reports comes once for each of them.

    With several `jobs`, `made` (a function of a module) runs where the file was read and only what it makes comes back:
    sending whole readings between processes would cost a third of what reading them does.
    """
    readings = _readings(files, made, min(jobs, len(files)))
    first = next(readings, None) if jobs > 1 else None
    with err.status(say("reading", "正在读取")) as status:  # its thread begins after the processes have
        for position, (path, reading) in enumerate(chain([first] if first else [], readings), start=1):
            if len(files) > 1:
                status.update(f"{position}/{len(files)} {path.name}")
            for one in reading:
                yield path, _said(one)
            if done is not None:
                done.files += 1


def _readings(
    left: Sequence[Path], made: Callable[[AnnualReport], Made], jobs: int
) -> Iterator[tuple[Path, list[Made | Refusal]]]:
    """Each file with what was made of it. One that kills the process that reads it is told from those beside it, which are read."""
    forked = True  # costs nothing; but not any more when there are threads
    while left:
        try:
            with Hands(jobs, made, itself, made, forked=forked) as hands:
                for part, some in hands.over(_made_of_some, _portions(left, jobs), str):
                    left = left[len(part) :]
                    yield from zip(part, some, strict=True)
        except HandLost as lost:
            suspects, left = left[: len(lost.items)], left[len(lost.items) :]
            yield from _alone(suspects, made)
        forked = False


def _alone(
    suspects: Sequence[Path], made: Callable[[AnnualReport], Made]
) -> Iterator[tuple[Path, list[Made | Refusal]]]:
    with Hands(1, made, itself, made, apart=True) as hands:
        for path, some in hands.one_by_one(_made_of_some, suspects, lambda _: None):
            yield path, [_deadly(path)] if some is None else some[0]


def _deadly(path: Path) -> Refusal:
    return Refusal(
        f"{path}: the process that read it was killed or crashed twice, at last with nothing else in hand; is there memory enough?",
        f"{path}：读取它的进程两次被终止或崩溃（第二次单独读取），请查看内存是否足够，或把文件交给维护人员",
    )


def _portions(files: Sequence[Path], jobs: int) -> list[Sequence[Path]]:
    portion = max(1, min(_PORTION, len(files) // (jobs * 4))) if jobs > 1 else 1
    return [files[at : at + portion] for at in range(0, len(files), portion)]


def itself(given: Made) -> Made:
    return given


def read_one(path: Path) -> AnnualReport | None:
    return _said(_made_of_each(itself, path)[0])


def _said(made: Made | Refusal) -> Made | None:
    if not isinstance(made, Refusal):
        return made
    complain(made.english, made.chinese)
    return None


def _made_of_some(made: Callable[[AnnualReport], Made], part: Sequence[Path]) -> list[list[Made | Refusal]]:
    return [_made_of_each(made, path) for path in part]


def _made_of_each(made: Callable[[AnnualReport], Made], path: Path) -> list[Made | Refusal]:
    found = tried(path, reports.read_each)
    if isinstance(found, Refusal):
        return [found]
    return [refused(path, one) if isinstance(one, ReadingError) else made(one) for one in found]


def tried(path: Path, reader: Callable[[bytes, str], Reading]) -> Reading | Refusal:
    try:
        return reader(path.read_bytes(), path.name)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return Refusal(
            f"{path}: cannot be opened ({reason}); check the name and try again",
            f"{path}：无法打开（{reason}），请检查文件名后重试",
        )
    except ReadingError as problem:
        return refused(path, problem)


def refused(path: Path, problem: ReadingError) -> Refusal:
    return Refusal(f"{path}: {problem}", f"{path}：{problem.chinese}")
