"""How long a page of 150 KB takes, as ratios within one run: beside the bare Lexbor parse, and beside BeautifulSoup."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from benchmarks.reading import readers, render_html
from benchmarks.reading.figures import make

_BYTES = 150_000
_ROUNDS = 15
MOST_PARSES = 3.0
LEAST_SOUPS = 10.0


def page() -> bytes:
    """A generated page of an editor's markup, brought to 150 KB by what editors leave: comments and styles."""
    for number in range(1000):
        made = make(number)
        data, _ = render_html.render(made, number)
        if len(data) > _BYTES * 0.55 and b"mso-" in data:
            break
    filler = "<p style='mso-pagination:widow-orphan;text-indent:32.0pt'><span style='font-family:仿宋'>"
    words = (
        "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，不断加强政府信息公开工作。</span></p>".encode()
    )
    extra = (filler.encode() + words) * ((_BYTES - len(data)) // (len(filler.encode()) + len(words)))
    cut = data.rindex("五、".encode())
    return data[:cut] + extra + data[cut:] if extra else data


def _median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    taken = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def run() -> int:
    """Print the ratios; 1 when a target is missed."""
    data = page()
    text = data.decode("utf-8", "replace")
    parse = _median(lambda: LexborHTMLParser(text))
    whole = _median(lambda: readers.ours(data, "page.html"))
    print(
        f"{len(data):,} bytes: bare parse {parse:.2f} ms, read whole {whole:.2f} ms, ratio {whole / parse:.1f}"
    )
    missed = whole / parse > MOST_PARSES
    soup = readers.beautiful_soup()
    if soup is None:
        print("BeautifulSoup: not installed, so not measured")
    else:
        peer = _median(lambda: soup(data, "page.html"))
        print(f"BeautifulSoup {peer:.1f} ms, {peer / whole:.1f} times ours")
        missed = missed or peer / whole < LEAST_SOUPS
    return int(missed)
