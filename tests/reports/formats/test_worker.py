"""Native code may hang, crash or eat memory: the file is refused by name, and the next one is read."""

from __future__ import annotations

import os
import signal
import time

import pytest

from reports.document import Document, MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import load
from reports.formats.worker import Task, run
from tests.reports.formats.pdf_maker import Page, grid, pdf

HERE = __name__


def hangs(data: bytes, name: str) -> Document:
    while True:
        time.sleep(1)


def spins(data: bytes, name: str) -> Document:
    while True:
        pass


def dies(data: bytes, name: str) -> Document:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def grows(data: bytes, name: str) -> Document:
    held = [bytearray(50_000_000) for _ in range(100)]
    raise AssertionError(len(held))


def fails(data: bytes, name: str) -> Document:
    raise ValueError("no such thing")


def answers(data: bytes, name: str) -> Document:
    return Document(MediaType.PDF, (), titles=(f"{name} {len(data)}",))


def intrudes(data: bytes, name: str) -> Document:
    return os.system  # type: ignore[return-value]  # what a hostile answer may name


def task(function: str) -> Task:
    """Half a second of the processor's time; what fills its memory may need more where others work."""
    return Task(
        HERE, function, cpu_seconds=10.0 if function == "grows" else 0.5, room=f"test {function == 'grows'}"
    )


@pytest.mark.parametrize(
    ("function", "error", "said"),
    [
        ("hangs", TooMuch, "more than 1 seconds"),
        ("spins", TooMuch, "more than 1 seconds"),
        ("dies", Damaged, "broke down"),
        ("grows", TooMuch, "memory"),
        ("fails", Damaged, "no such thing"),
        ("intrudes", Damaged, "broke down"),
    ],
)
def test_a_reader_that_goes_wrong_is_a_refusal_and_the_next_file_is_read(
    function: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said) as refusal:
        run(
            task(function),
            b"x",
            "evil.pdf",
            seconds=30.0 if function in ("dies", "grows", "fails", "intrudes") else 1.0,
        )
    assert str(refusal.value).startswith("evil.pdf: ")
    assert run(task("answers"), b"four", "next.pdf", seconds=5.0).titles == ("next.pdf 4",)


def test_hostile_pdfs_end_in_a_refusal() -> None:
    whole = pdf(grid(Page(), [70, 200, 300], [100, 120], [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "1")]))
    for broken in (
        whole[:200],
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"<<" * 50_000,
        whole.replace(b"/Kids [", b"/Kids [2 0 R "),
    ):
        try:
            load(broken, MediaType.PDF, "broken.pdf")
        except (Damaged, TooMuch) as refusal:
            assert refusal.chinese.startswith("broken.pdf：")


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooMuch, match="300 pages"):
        load(pdf(*(Page() for _ in range(300))), MediaType.PDF, "long.pdf")
