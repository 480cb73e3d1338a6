"""How long a page of 150 KB takes, as ratios within one run: beside the bare Lexbor parse, and beside BeautifulSoup.

Several pages with different figures are read in turn, and every route takes its turn within each round, so that what
else the machine does falls on all alike. The time is the processor's, the median of all rounds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from selectolax.lexbor import LexborHTMLParser

import reports
from benchmarks.reading import readers, render_html
from benchmarks.reading.figures import make

_BYTES = 150_000
_PAGES = 8
_ROUNDS = 12
MOST_PARSES = 3.0
LEAST_SOUPS = 10.0

Route = Callable[[bytes], object]


def pages(count: int = _PAGES) -> list[bytes]:
    """Generated pages of an editor's markup, each brought to 150 KB by what editors leave: comments and styles."""
    found: list[bytes] = []
    number = 0
    while len(found) < count:
        data, _ = render_html.render(make(number), number)
        if len(data) > _BYTES * 0.55 and b"mso-" in data and _is_utf8(data):
            found.append(_brought_to_size(data))
        number += 1
    return found


def _is_utf8(data: bytes) -> bool:
    try:
        return "\u4e94、" in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _brought_to_size(data: bytes) -> bytes:
    filler = "<p style='mso-pagination:widow-orphan;text-indent:32.0pt'><span style='font-family:仿宋'>"
    words = "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，不断加强政府信息公开工作（第{}项）。</span></p>"
    cut = data.rindex("五、".encode())
    extra = b""
    number = 0
    while len(data) + len(extra) < _BYTES:
        extra += (filler + words.format(number)).encode()
        number += 1
    return data[:cut] + extra + data[cut:]


def _medians(routes: Sequence[Route], files: Sequence[bytes]) -> list[float]:
    """Milliseconds of processor time a page for each route."""
    taken: list[list[float]] = [[] for _ in routes]
    for _ in range(_ROUNDS):
        for data in files:
            for route, times in zip(routes, taken, strict=True):
                started = time.process_time()
                route(data)
                times.append((time.process_time() - started) * 1000)
    return [statistics.median(times) for times in taken]


def run() -> int:
    """Print the ratios; 1 when a target is missed."""
    files = pages()
    soup = readers.beautiful_soup()
    routes: list[Route] = [LexborHTMLParser, lambda data: reports.read(data, "page.html")]
    if soup is not None:
        routes.append(lambda data: soup(data, "page.html"))
    parse, whole, *peers = _medians(routes, files)
    print(f"{len(files)} pages of {statistics.mean(map(len, files)):,.0f} bytes, processor time a page:")
    print(
        f"bare parse {parse:.2f} ms, read whole {whole:.2f} ms, ratio {whole / parse:.1f} (wanted: {MOST_PARSES:g})"
    )
    missed = whole / parse > MOST_PARSES
    if not peers:
        print("BeautifulSoup: not installed, so not measured")
    for peer in peers:
        print(f"BeautifulSoup {peer:.1f} ms, {peer / whole:.1f} times ours (wanted: {LEAST_SOUPS:g})")
        missed = missed or peer / whole < LEAST_SOUPS
    return int(missed)
