"""How long a page of 150 KB takes, as ratios within one run: beside the bare Lexbor parse, and beside BeautifulSoup.

Two kinds of runs. In the one, a few templates come again and again, each time with other figures, another agency and other
words: as the reports of a county do. In the other no page is built like one before it: nothing that the reader
remembers of tables helps. Real pages that are given are filled in again like the templates, each alone. Every route takes its turn with every page, so that what else the machine does falls on all
alike, and what it leaves behind (the trees of BeautifulSoup are circles) is cleared away before the next one's. The time is the processor's, the median of all pages.
"""

from __future__ import annotations

import gc
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

import reports
from benchmarks.reading import readers, render_html
from benchmarks.reading.figures import make

_BYTES = 150_000
_TEMPLATES = 8
_ROUNDS = 12
_NEW = 48
"""Pages that are built like no other."""
_AGAIN = 48
"""So many times a real page is filled in."""
MOST_PARSES = 3.0
LEAST_SOUPS = 10.0
_FIGURE = re.compile(rb"(?<=>)[0-9]+(?=<)(?!(?:<[^>]*>)+\.)")
"""Not the numeral of a label ("3.其他"), wherever its markup ends."""
_PASSAGE = re.compile(r">([^<>]{45,})<")
"""Words between two tags, longer than any label of the form."""
_COUNT = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?![\d.年月日])")

Route = Callable[[bytes], object]


def templates() -> Iterator[tuple[bytes, str]]:
    """Generated pages of an editor's markup and whose they are, each brought to 150 KB by what editors leave: comments and styles."""
    for number in count():
        made = make(number)
        data, _ = render_html.render(made, number)
        if len(data) > _BYTES * 0.55 and b"mso-" in data and _is_utf8(data):
            yield _brought_to_size(data, number), made.agency


def filled_again() -> Iterator[bytes]:
    """A few templates in turn, told and filled in anew each time."""
    chosen = list(islice(templates(), _TEMPLATES))
    for again in range(_ROUNDS):
        dice = random.Random(f"figures {again}")
        for number, (page, agency) in enumerate(chosen):
            other = make(1_000 * again + number).agency
            told = page.replace(agency.encode(), other.encode()).replace(
                "（第".encode(), f"（{again}第".encode()
            )
            yield _FIGURE.sub(partial(_figure, dice=dice), told)


def refilled(page: bytes) -> Iterator[bytes]:
    """A real page with other figures, another agency, and in every passage of it other counts and other words."""
    agency = reports.read(page, "page.html").agency.name or ""
    for again in range(_AGAIN):
        dice = random.Random(f"again {again}")
        told = page.decode().replace(agency, make(1_000 * again).agency) if agency else page.decode()
        told = _PASSAGE.sub(partial(_other_words, dice=dice), told)
        yield _FIGURE.sub(partial(_figure, dice=dice), told.encode())


def _other_words(found: re.Match[str], dice: random.Random) -> str:
    told = _COUNT.sub(lambda count: str(_as_long(count[0], dice)), found[1])
    return f">{told.replace('，', f'（{dice.randrange(100, 1000)}），', 1)}<"


def never_seen() -> Iterator[bytes]:
    return (page for page, _ in islice(templates(), _TEMPLATES, _TEMPLATES + _NEW))


def _figure(found: re.Match[bytes], dice: random.Random) -> bytes:
    """As many digits; what was nothing stays so, as most of a report does. A year stays a year."""
    printed = found[0]
    if printed.startswith((b"0", b"20")):
        return printed
    return str(_as_long(printed, dice)).encode()


def _as_long(printed: bytes | str, dice: random.Random) -> int:
    return dice.randrange(10 ** (len(printed) - 1), 10 ** len(printed))


def _is_utf8(data: bytes) -> bool:
    try:
        return "\u4e94、" in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _brought_to_size(data: bytes, number: int) -> bytes:
    filler = "<p style='mso-pagination:widow-orphan;text-indent:32.0pt'><span style='font-family:仿宋'>"
    words = "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，不断加强政府信息公开工作（第{}至{}项）。</span></p>"
    cut = data.rindex("五、".encode())
    extra = b""
    line = 0
    while len(data) + len(extra) < _BYTES:
        extra += (filler + words.format(number, line)).encode()
        line += 1
    return data[:cut] + extra + data[cut:]


def _medians(routes: Sequence[Route], files: Iterable[bytes]) -> list[float]:
    """Milliseconds of processor time a page for each route."""
    taken: list[list[float]] = [[] for _ in routes]
    for data in files:
        for route, times in zip(routes, taken, strict=True):
            gc.collect()  # what one route leaves behind is not the next one's to clear away
            started = time.process_time()
            route(data)
            times.append((time.process_time() - started) * 1000)
    return [statistics.median(times) for times in taken]


def run(pages: Sequence[Path] = ()) -> int:
    """Print the ratios, those of the real `pages` as well; 1 when a target is missed."""
    soup = readers.beautiful_soup()
    routes: list[Route] = [LexborHTMLParser, lambda data: reports.read(data, "page.html")]
    if soup is not None:
        routes.append(lambda data: soup(data, "page.html"))
    else:
        print("BeautifulSoup: not installed, so not measured")
    missed = [
        _measured(f"{_TEMPLATES} templates filled in {_ROUNDS} times", routes, list(filled_again())),
        _measured(f"{_NEW} pages, each built like no other", routes, list(never_seen())),
        *[
            _measured(f"{page.name}, filled in {_AGAIN} times", routes, list(refilled(page.read_bytes())))
            for page in pages
        ],
    ]
    return int(any(missed))


def _measured(what: str, routes: Sequence[Route], files: Sequence[bytes]) -> bool:
    """Print what these pages take; whether a target is missed."""
    parse, whole, *peers = _medians(routes, files)
    ratio = whole / parse
    print(f"{what}, {statistics.mean(map(len, files)):,.0f} bytes, processor time a page:")
    print(
        f"  bare parse {parse:.2f} ms, read whole {whole:.2f} ms, ratio {ratio:.1f} (wanted: {MOST_PARSES:g})"
    )
    for peer in peers:
        print(f"  BeautifulSoup {peer:.1f} ms, {peer / whole:.1f} times ours (wanted: {LEAST_SOUPS:g})")
    return ratio > MOST_PARSES or any(peer / whole < LEAST_SOUPS for peer in peers)
