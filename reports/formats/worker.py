"""Native code (PDFium, calamine, OCR) in a process of its own, which may crash, hang or grow without harm to ours.

One worker a kind of work is kept and fed file after file: starting one costs more than reading a report. It kills
itself by alarm when a file takes too long (even inside native code), cannot take more memory than its limit, and ends
when its pipe closes. `serve` is the far side: ``python -m reports.formats.worker``.
"""

from __future__ import annotations

import atexit
import io
import logging
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from reports.document import Document
from reports.errors import Damaged, NotReadable, ReadingError, TooMuch
from reports.formats import limits

_log = logging.getLogger(__name__)
_HEAD = struct.Struct("!IIQd")
_LENGTH = struct.Struct("!Q")
_ERRORS = {kind.__name__: kind for kind in (Damaged, NotReadable, TooMuch)}
_GRACE = 5.0
"""Seconds beyond a worker's own alarm before it is killed from outside."""


@dataclass(frozen=True, slots=True)
class Task:
    """A function of (bytes, name) by name, and what it may take. It gives a `Document`, or lists and tuples of bytes."""

    module: str
    function: str
    data_bytes: int = limits.WORKER_DATA_BYTES
    cpu_seconds: float = limits.WORKER_CPU_SECONDS
    """For one file; 0 for no limit but that of the clock."""
    room: str = "native"
    """Tasks of one room share one process."""


class _Worker:
    def __init__(self, task: Task) -> None:
        root = Path(__file__).resolve().parents[2]
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(root), environment.get("PYTHONPATH"))))
        self.owner = os.getpid()
        self.room = task.room
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", __name__, str(task.data_bytes), str(task.cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def ask(self, task: Task, data: bytes, name: str, seconds: float) -> Any:
        """The task's answer. Raises OSError, EOFError or TimeoutError when the worker is gone or stuck."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        address = f"{task.module}:{task.function}".encode()
        label = name.encode("utf-8", "replace")
        self.process.stdin.write(_HEAD.pack(len(address), len(label), len(data), seconds) + address + label)
        self.process.stdin.write(data)
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], seconds + _GRACE)
        if not ready:
            raise TimeoutError
        (length,) = _LENGTH.unpack(_exactly(self.process.stdout, _LENGTH.size))
        return _Answer(io.BytesIO(_exactly(self.process.stdout, length))).load()

    def end(self, dying: float = 0.0) -> int:
        """Kill it and wait; the exit code says how it died if it was `dying` (seconds to wait for that) already."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if self.owner != os.getpid():
            return 0
        try:
            code = self.process.wait(timeout=dying)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            _log.debug("worker %s closed its pipe before we did", self.room)
        return code


class _Answer(pickle.Unpickler):
    """Builds nothing but the values of `reports.document`: the worker has handled hostile bytes."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "reports.document" or (module == "builtins" and name in ("dict", "list", "tuple")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"a worker may not answer with {module}.{name}")


_workers: dict[str, _Worker] = {}
_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


def run(task: Task, data: bytes, name: str, seconds: float = limits.WORKER_SECONDS) -> Document:
    """The document that `task` makes of a file. Raises as `done`."""
    made = done(task, data, name, seconds)
    assert isinstance(made, Document)
    return made


def done(task: Task, data: bytes, name: str, seconds: float = limits.WORKER_SECONDS) -> object:
    """Do `task` in its room's process. Raises `NotReadable`, `Damaged` or `TooMuch`; never hangs longer than `seconds` + 5."""
    with _guard:
        lock = _locks.setdefault(task.room, threading.Lock())
    with lock:
        worker = _workers.get(task.room)
        if worker is None or worker.owner != os.getpid() or worker.process.poll() is not None:
            worker = _workers[task.room] = _Worker(task)
        try:
            answer = worker.ask(task, data, name, seconds)
        except (OSError, EOFError, TimeoutError, pickle.UnpicklingError, struct.error) as error:
            is_dying = not isinstance(error, TimeoutError | pickle.UnpicklingError)
            code = worker.end(dying=_GRACE if is_dying else 0.0)
            del _workers[task.room]
            raise _death(name, code, seconds, error) from error
        except (
            BaseException
        ):  # Ctrl-C, a time limit's own exception: an answer half read is the next one's mistake
            worker.end()
            del _workers[task.room]
            raise
    if len(answer) == 1:
        return answer[0]
    kind, english, chinese = answer
    if kind in _ERRORS:
        raise _ERRORS[kind](english, chinese)
    _log.error("the %s reader failed on %s: %s", task.function, name, english)
    raise Damaged(
        f"{name}: the reader gave up on it ({english.strip().splitlines()[-1]}); fetch it again",
        f"{name}：文件内容异常，无法读取，请重新下载",
    )


def _death(name: str, code: int, seconds: float, error: Exception) -> ReadingError:
    if isinstance(error, TimeoutError) or code in (-signal.SIGALRM, -signal.SIGPROF):
        return TooMuch(
            f"{name}: reading it took more than {seconds:.0f} seconds", f"{name}：读取超时，已停止"
        )
    return Damaged(
        f"{name}: the reader broke down on it (exit {code}); fetch it again or publish it in another format",
        f"{name}：文件内容异常，无法读取，请重新下载或以其他格式公开",
    )


def _exactly(stream: Any, count: int) -> bytes:
    data: bytes = stream.read(count)
    if len(data) != count:
        raise EOFError
    return data


@atexit.register
def _end_all() -> None:
    for worker in _workers.values():
        if worker.owner == os.getpid() and worker.process.stdin is not None:
            worker.process.kill()
            worker.end()


def serve(requests: BinaryIO, answers: BinaryIO, cpu_seconds: float) -> None:
    """Answer requests until the pipe closes."""
    while head := requests.read(_HEAD.size):
        address_length, name_length, data_length, seconds = _HEAD.unpack(head)
        module, _, function = _exactly(requests, address_length).decode().partition(":")
        name = _exactly(requests, name_length).decode("utf-8")
        data = _exactly(requests, data_length)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
        answer = _answer(getattr(import_module(module), function), data, name)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pickled = pickle.dumps(answer, protocol=5)
        answers.write(_LENGTH.pack(len(pickled)) + pickled)
        answers.flush()


def _answer(
    function: Callable[[bytes, str], object], data: bytes, name: str
) -> tuple[object] | tuple[str, str, str]:
    """What was made, or why nothing was: which error, in English, in Chinese."""
    try:
        return (function(data, name),)
    except ReadingError as error:
        return type(error).__name__, str(error), error.chinese
    except (MemoryError, RecursionError):
        return "TooMuch", f"{name}: reading it needs too much memory", f"{name}：读取所需内存过大，已停止"
    except Exception:  # noqa: BLE001  # the worker's edge: our caller names it, logs it and goes on
        return "Failure", traceback.format_exc(), ""


def main() -> None:
    """Take this process's limits, then serve standard input."""
    limit = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever native code prints must not mix with the answers
    serve(sys.stdin.buffer, answers, float(sys.argv[2]))


if __name__ == "__main__":
    main()
