"""What one file may take of the processor and of memory."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from flows.within_limits import within_limits
from reports import ReadingError, TooMuch

ROOT = Path(__file__).resolve().parents[2]
MUCH = """
from flows.within_limits import limit_memory, within_limits
from reports import TooMuch
limit_memory()
try:
    with within_limits("bomb.html"):
        bytearray(1 << 31)
except TooMuch as refusal:
    print(refusal)
"""


GROWN = """
import mmap
held = mmap.mmap(-1, 1200 << 20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
from flows.within_limits import limit_memory, within_limits
limit_memory()
with within_limits("page.html"):
    bytearray(1 << 24)
print("read")
"""


def for_ever() -> None:
    while True:
        pass


def test_a_reading_that_never_ends_is_refused_by_name() -> None:
    with pytest.raises(TooMuch, match=r"^loop: reading it took more than 0"), within_limits("loop", 0.05):
        for_ever()


def test_an_archive_that_goes_on_after_a_refused_part_is_stopped_too() -> None:
    with pytest.raises(TooMuch, match=r"^loops: "), within_limits("loops", 0.05):
        with suppress(ReadingError):
            for_ever()
        for_ever()


def test_a_file_that_wants_all_memory_is_refused_by_name() -> None:
    told = subprocess.run([sys.executable, "-c", MUCH], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout == b"bomb.html: reading it needs too much memory\n"


def test_a_process_forked_from_a_large_one_may_still_read() -> None:
    """1.2 GB are held before the limit is set, as by a test run or a long-lived parent."""
    told = subprocess.run([sys.executable, "-c", GROWN], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout == b"read\n"
