"""Hostile input by the thousand: every kind of file, damaged at random, must end in a reading or a named refusal.

    python -m benchmarks.reading.fuzz --inputs 100000

Bytes are changed at random, and half of the time the file's own structure is: its rows, cells, tables, spans, figures.
A figure that was read and stands nowhere in the damaged file fails too. ``--kinds`` takes
those too that LibreOffice makes.

Each input is decided by ``--seed`` and its number, so one that fails can be made again with ``--only NUMBER``. Exit
code 1 where any input crashed, took more than 5 seconds, or our memory grew beyond 500 MB. Seconds are of processor
time, ours and our worker's: on a machine with other work the clock says nothing of a reader. What waits without
working is a hang too: `WAITING` seconds of the clock are allowed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import random
import resource
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import reports
from benchmarks.reading import render_docx, render_ofd, render_pdf, render_xlsx
from benchmarks.reading.fuzz_shown import made_up
from benchmarks.reading.fuzz_structure import restructured
from benchmarks.reading.render_common import PrintedReport, sample
from reports.errors import ReadingError
from reports.formats.office import convert
from reports.model import AnnualReport

SECONDS = 5.0
OCR_SECONDS = 60.0
"""For a damaged PDF whose pages are looked at by OCR because its text names nothing: some 15 s a page of many frames."""
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
    figures: int = 0
    """That were read of damaged files."""
    kinds: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, -1)
    """(seconds of processor time, number of the input)"""


_MEMBERS = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
"""The part of a package that holds the report."""
_FAMILY = {"html": "html", "gb.html": "html", "mht": "html", "txt": "txt", "gz": "html"}
"""What a file without parts is written in."""


def seeds(*, office: bool = False) -> dict[str, bytes]:
    """One sound file of each kind, small. `office`: those too that only LibreOffice makes (and for doc and rtf reads)."""
    report = sample(7)
    made = _written(report)
    docx, page = made["docx"], made["html"]
    made |= {
        "zip": _zip({"年报.docx": docx, "a.html": page}),
        "nested.zip": _zip({"各单位.zip": _zip({"年报.docx": docx, "a.html": page}), "b.docx": docx}),
        "gz": gzip.compress(page, mtime=0),
        "tar": _tar({"年报.html": page, "a.docx": docx}),
        "pdf": _pdf(),
        "ofd": render_ofd.render(report, 3),
    }
    for ending, source, to in _OFFICE if office else ():
        (converted,) = convert([(made[source], report.title)], f".{source}", to)
        if isinstance(converted, bytes):
            made[ending] = converted
    return made


_OFFICE = (("xls", "xlsx", "xls:MS Excel 97"), ("doc", "docx", "doc:MS Word 97"), ("rtf", "docx", "rtf"))


def _written(report: PrintedReport) -> dict[str, bytes]:
    """A report in each kind that is written, not packed."""
    page = render_pdf.html(report, "ruled").encode("utf-8")
    lines = "\n".join("\t".join(text for text, _, _ in row) for row in report.table("applications"))
    return {
        "html": page,
        "gb.html": page.decode().replace("utf-8", "gb2312").encode("gb18030"),
        "txt": f"{report.title}\n三、收到和处理政府信息公开申请情况\n{lines}\n".encode(),
        "docx": render_docx.render(report),
        "xlsx": render_xlsx.render(report),
        "mht": b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page + b"\r\n--b--\r\n",
    }


def others() -> dict[str, list[bytes]]:
    """What is spliced into a file: other reports, by what they are written in."""
    found: dict[str, list[bytes]] = {}
    for seed, form in ((8, "2021"), (9, "2019")):
        for kind, data in _written(sample(seed, form)).items():
            if kind == "gb.html":
                continue
            part = _members(data)[_MEMBERS[kind]] if kind in _MEMBERS else data
            found.setdefault(_FAMILY.get(kind, kind), []).append(part)
    return found


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


def _tar(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


Spliced = dict[str, list[bytes]]


def damaged(number: int, seed: int, sound: dict[str, bytes], spliced: Spliced) -> tuple[str, bytes]:
    """Input `number`: (kind, bytes)."""
    dice = random.Random(seed * 1_000_003 + number)
    kind = dice.choice(sorted(sound))
    data = sound[kind]
    if kind in (*_MEMBERS, *_FAMILY) and dice.random() < 0.5:
        return kind, _changed(kind, data, dice, spliced)
    if kind in (*_MEMBERS, "ofd") and dice.random() < 0.6:
        return kind, _inside(data, dice)
    return kind, _mutated(data, dice, list(sound.values()))


def _changed(kind: str, data: bytes, dice: random.Random, spliced: Spliced) -> bytes:
    """The file with its structure changed, and still whole as a package."""
    if kind in _MEMBERS:
        members = _members(data)
        members[_MEMBERS[kind]] = restructured(members[_MEMBERS[kind]], kind, dice, spliced[kind])
        return _zip(members)
    family = _FAMILY[kind]
    if kind == "gz":
        return gzip.compress(restructured(gzip.decompress(data), family, dice, spliced[family]), mtime=0)
    if kind == "gb.html":
        told = [other.decode().replace("utf-8", "gb2312").encode("gb18030") for other in spliced[family]]
        return restructured(data, family, dice, told)
    return restructured(data, family, dice, spliced[family])


def _inside(data: bytes, dice: random.Random) -> bytes:
    """A package with one of its parts damaged, packed again."""
    members = _members(data)
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


def judge(
    number: int, kind: str, data: bytes, score: Score, read: Callable[[bytes, str], AnnualReport]
) -> None:
    """Read one input and note how it ended."""
    started, used, allowed = time.perf_counter(), processor_seconds(), SECONDS
    try:
        report = read(data, f"{number}.{kind}")
        ended = "read"
        if any(one.why == "read by OCR" for one in report.uncertain):
            allowed = OCR_SECONDS
        score.figures += sum(cell.value is not None for cell in report.cells.values())
        if invented := made_up(report, data, kind):
            score.failures.append((number, kind, f"made up: {invented[:3]}"))
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
    score.kinds[kind] += 1
    score.slowest = max(score.slowest, (took, number))
    if took > allowed:
        score.failures.append((number, kind, f"took {took:.1f} s of processor time"))
    elif waited > WAITING + allowed - SECONDS:
        score.failures.append((number, kind, f"hung for {waited:.1f} s"))


def run(numbers: Sequence[int], seed: int, *, progress: bool = False, only: Sequence[str] = ()) -> Score:
    """Judge the inputs of those numbers; `only` these kinds, among them those that LibreOffice makes."""
    score, sound, spliced = Score(), seeds(office=bool(only)), others()
    sound = {kind: data for kind, data in sound.items() if kind in only or not only}
    for done, number in enumerate(numbers, 1):
        kind, data = damaged(number, seed, sound, spliced)
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
    options.add_argument("--only", type=int, help="this input alone")
    options.add_argument(
        "--kinds", nargs="*", default=(), help="only these; doc, rtf and xls need LibreOffice"
    )
    asked = options.parse_args()
    numbers = [asked.only] if asked.only is not None else range(asked.first, asked.first + asked.inputs)
    score = run(numbers, asked.seed, progress=True, only=asked.kinds)
    peak = peak_megabytes()
    print(
        f"{sum(score.ended.values())} inputs: {dict(score.ended)}; slowest {_slowest(score)}; {peak} MB at most"
    )
    print(f"{score.figures} figures were read of them; kinds: {dict(sorted(score.kinds.items()))}")
    print(f"native crashes kept in their worker: {dict(score.contained)}")
    for number, kind, what in score.failures[:50]:
        print(f"FAILED {number} ({kind}): {what}")
    return 1 if score.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
