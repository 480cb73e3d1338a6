"""Hostile input by the thousand: every kind of file, damaged at random, must end in a reading or a named refusal.

    python -m benchmarks.reading.fuzz --inputs 100000

Each input is decided by ``--seed`` and its number, so one that fails can be made again with ``--only NUMBER``. Exit
code 1 where any input crashed, took more than 5 seconds, or our memory grew beyond 500 MB. Seconds are of processor
time, ours and our worker's: on a machine with other work the clock says nothing of a reader. What waits without
working is a hang too: `WAITING` seconds of the clock are allowed.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import reports
from benchmarks.reading import render_docx, render_pdf, render_xlsx
from benchmarks.reading.render_common import sample
from reports.errors import ReadingError

SECONDS = 5.0
WAITING = 20.0
MEGABYTES = 500
_CRASHED = ("gave up on it", "broke down on it")
_WORDS = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"<",
    b">",
    b"&#0;",
    b"9" * 40,
    b"-",
    b"</w:tc>",
    b"<w:tbl>",
    b"/Kids",
    b"\n",
    b"{",
    b"%s",
)


@dataclass(slots=True)
class Score:
    """What became of the inputs. `failures` are (number, kind, what happened)."""

    ended: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str, str]] = field(default_factory=list)
    contained: Counter[str] = field(default_factory=Counter)
    """Native code that crashed in its worker, by kind: a refusal for us, worth a look all the same."""
    slowest: tuple[float, int] = (0.0, -1)
    """(seconds of processor time, number of the input)"""


def seeds() -> dict[str, bytes]:
    """One sound file of each kind, small."""
    report = sample(7)
    page = render_pdf.html(report, "ruled").encode("utf-8")
    lines = "\n".join("\t".join(text for text, _, _ in row) for row in report.table("applications"))
    docx = render_docx.render(report)
    made = {
        "html": page,
        "gb.html": page.decode().replace("utf-8", "gb2312").encode("gb18030"),
        "txt": f"{report.title}\n三、收到和处理政府信息公开申请情况\n{lines}\n".encode(),
        "docx": docx,
        "xlsx": render_xlsx.render(report),
        "zip": _zip({"年报.docx": docx, "a.html": page}),
        "nested.zip": _zip({"各单位.zip": _zip({"年报.docx": docx, "a.html": page}), "b.docx": docx}),
        "mht": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page + b"\r\n--b--\r\n",
        "pdf": _pdf(),
    }
    return made


def _pdf() -> bytes:
    """A ruled table in plain ASCII: text, lines, and a second page."""
    content = "BT /F1 10 Tf 80 700 Td (1.First 3001) Tj ET\n" + "".join(
        f"0.7 w {x} 600 m {x} 720 l S\n70 {600 + x % 97} m 400 {600 + x % 97} l S\n"
        for x in range(70, 401, 66)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [5 0 R 5 0 R] /Count 2 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return (body + "trailer << /Size 6 /Root 1 0 R >>\n%%EOF").encode("latin-1")


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def damaged(number: int, seed: int, sound: dict[str, bytes]) -> tuple[str, bytes]:
    """Input `number`: (kind, bytes)."""
    dice = random.Random(seed * 1_000_003 + number)
    kind = dice.choice(sorted(sound))
    data = sound[kind]
    if kind in ("docx", "xlsx") and dice.random() < 0.6:
        return kind, _inside(data, dice)
    return kind, _mutated(data, dice, list(sound.values()))


def _inside(data: bytes, dice: random.Random) -> bytes:
    """A package with one of its parts damaged, packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = dice.choice([name for name in members if name.endswith((".xml", ".rels"))])
    members[name] = _mutated(members[name], dice, list(members.values()))
    return _zip(members)


def _mutated(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        at = dice.randrange(len(made) + 1)
        end = min(at + dice.choice((1, 2, 8, 64, 1024)), len(made))
        deed = dice.randrange(6)
        if deed == 0 and made:
            made[min(at, len(made) - 1)] = dice.randrange(256)
        elif deed == 1:
            del made[at:end]
        elif deed == 2:
            made[at:at] = made[at:end] * dice.choice((1, 2, 20))
        elif deed == 3:
            made[at:at] = dice.choice(_WORDS) * dice.choice((1, 3, 200))
        elif deed == 4:
            other = dice.choice(others)
            start = dice.randrange(len(other) + 1)
            made[at:end] = other[start : start + dice.choice((4, 64, 4096))]
        elif dice.random() < 0.3:
            del made[at:]
    return bytes(made[:2_000_000])


def judge(number: int, kind: str, data: bytes, score: Score, read: Callable[[bytes, str], object]) -> None:
    """Read one input and note how it ended."""
    started, used = time.perf_counter(), processor_seconds()
    try:
        read(data, f"{number}.{kind}")
        ended = "read"
    except ReadingError as refusal:
        ended = type(refusal).__name__
        if _CRASHED[0] in str(refusal):
            score.failures.append((number, kind, str(refusal)))
        elif _CRASHED[1] in str(refusal):
            score.contained[kind] += 1
        if not refusal.chinese:
            score.failures.append((number, kind, "a refusal without Chinese words"))
    except Exception as crash:  # noqa: BLE001  # what a fuzzer is for
        ended = "crash"
        score.failures.append((number, kind, f"{type(crash).__name__}: {crash}"))
    took, waited = processor_seconds() - used, time.perf_counter() - started
    score.ended[ended] += 1
    score.slowest = max(score.slowest, (took, number))
    if took > SECONDS:
        score.failures.append((number, kind, f"took {took:.1f} s of processor time"))
    elif waited > WAITING:
        score.failures.append((number, kind, f"hung for {waited:.1f} s"))


def run(numbers: Sequence[int], seed: int, *, progress: bool = False) -> Score:
    """Judge the inputs of those numbers."""
    score, sound = Score(), seeds()
    for done, number in enumerate(numbers, 1):
        kind, data = damaged(number, seed, sound)
        judge(number, kind, data, score, reports.read)
        if progress and done % 1000 == 0:
            print(f"{done} {dict(score.ended)} slowest {_slowest(score)}", file=sys.stderr, flush=True)
    peak = peak_megabytes()
    if peak > MEGABYTES:
        score.failures.append((-1, "all", f"{peak} MB of memory"))
    return score


def _slowest(score: Score) -> str:
    return f"{score.slowest[0]:.2f} s of processor time (input {score.slowest[1]})"


def processor_seconds() -> float:
    """Processor time that we and the workers we started have taken, seconds; of a living worker to a hundredth."""
    spent = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for children in Path("/proc/self/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            spent += _spent_by(child)
    return spent


def _spent_by(process: str) -> float:
    try:
        after_name = (
            Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        )
    except FileNotFoundError:  # it ended meanwhile, and counts among those waited for
        return 0.0
    user, system = after_name.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak_megabytes() -> int:
    """The most memory this program has held. Linux counts `ru_maxrss` on from what started us; VmHWM begins with us."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--inputs", type=int, default=2000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument(
        "--only", type=int, help="this input alone; it is also written to standard output's folder"
    )
    asked = options.parse_args()
    numbers = [asked.only] if asked.only is not None else range(asked.first, asked.first + asked.inputs)
    score = run(numbers, asked.seed, progress=True)
    peak = peak_megabytes()
    print(
        f"{sum(score.ended.values())} inputs: {dict(score.ended)}; slowest {_slowest(score)}; {peak} MB at most"
    )
    print(f"native crashes kept in their worker: {dict(score.contained)}")
    for number, kind, what in score.failures[:50]:
        print(f"FAILED {number} ({kind}): {what}")
    return 1 if score.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
