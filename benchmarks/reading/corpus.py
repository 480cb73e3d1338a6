"""The generated corpus: numbered cases, each a file's bytes with what it shows. The same number is always the same bytes.

Of eight cases four come from the first generator (half of them pages, half flattened text), two from the second
(`layouts`), one is a page made to mislead (`tricks`), and one an office file or another such page.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.reading import (
    layouts,
    render_bars,
    render_common,
    render_docx,
    render_html,
    render_text,
    render_xlsx,
    tricks,
    tricks_office,
)
from benchmarks.reading.damage import KINDS
from benchmarks.reading.figures import Expected, make
from benchmarks.reading.tricks_cells import CELLS
from benchmarks.reading.tricks_pages import PAGES
from benchmarks.reading.tricks_rows import ROWS


@dataclass(frozen=True, slots=True)
class Case:
    """`form` is how it was rendered; `injury` the damage done, `None` for a sound file.

    `agency` and `year` are `None` where nobody can tell them.
    """

    number: int
    form: str
    injury: str | None
    sound: bool
    """Nothing is damaged and the form keeps every cell apart: a careful reader can read all of it."""
    agency: str | None
    year: int | None
    data: bytes
    ending: str
    expected: Mapping[str, Expected]
    may_miss: frozenset[str] = frozenset()
    """Addresses that damage hides: they may be left unread, never read wrongly."""

    @property
    def name(self) -> str:
        return f"{self.number}.{self.ending}"

    @property
    def kind(self) -> str:
        return "sound" if self.sound else "damaged" if self.injury else "lossy"


DUMPS, TORN, BARS = 1_000_000, 1_500_000, 2_000_000
"""From these numbers on all cases are text dumps of PDFs, those torn at a page's end, text with bars:
``--first 1000000 --cases 400``."""
_LATER = {BARS: tuple(render_bars.FORMS), TORN: ("dump, torn",), DUMPS: ("dump, raw", "dump, layout")}
"""Forms that have numbers of their own, so that the cases before them stay as they are."""
_FORMS = tuple(
    form for text in render_text.FORMS if text not in chain(*_LATER.values()) for form in ("html", text)
)
"""Half of the cases of the first generator are pages."""

_LOSES_BLANKS = frozenset((
    "bare stack", "gaps", "single spaces", "shifted tabs", "stacked broken",
    "bars, filled", "bars, Markdown", "bars, broken",
))  # fmt: skip
"""Forms in which an empty cell leaves nothing, or cannot be told from a stray separator."""
_LOSSY = frozenset(("run together", *_LATER[DUMPS], *_LATER[TORN]))
"""Forms in which not every cell can be told from its neighbours."""
_TRICKS = {**ROWS, **PAGES, **CELLS}
_EIGHT = 8
_FIRST, _SECOND, _OFFICE = 4, 6, 7
"""Of eight: below the first, the first generator; below the second, the second; below the third, tricks; then office files."""


def case(number: int) -> Case:
    if number >= tricks_office.FIRST:
        return _tricked(number)
    for first, forms in _LATER.items():
        if number >= first:
            return _of(forms, number, number - first)
    round_, place = divmod(number, _EIGHT)
    if place < _FIRST:
        return _first(number, round_ * _FIRST + place)
    if place < _SECOND:
        return _second(number)
    if place < _OFFICE or round_ % 4:
        return trick(number, list(_TRICKS)[(round_ * 2 + place - _SECOND) % len(_TRICKS)])
    return _office(number, round_ // 4)


def _first(number: int, turn: int) -> Case:
    form = _FORMS[turn % len(_FORMS)]
    round_ = turn // len(_FORMS)
    injury = KINDS[(round_ // 3) % len(KINDS)] if round_ % 3 == 2 else None
    made = make(number)
    if form == "html":
        data, expected = render_html.render(made, number, injury)
    else:
        data, expected = render_text.render(made, number, form, injury)
    lossy = form in _LOSSY or (form in _LOSES_BLANKS and made.blanks)
    ending = "html" if form == "html" else "txt"
    sound = injury is None and not lossy
    return Case(number, form, injury, sound, made.agency, made.year, data, ending, expected)


def _of(forms: Sequence[str], number: int, turn: int) -> Case:
    """Text in these forms in turn, a third of the cases damaged."""
    round_, place = divmod(turn, len(forms))
    injury = KINDS[(round_ // 3) % len(KINDS)] if round_ % 3 == 2 else None
    made = make(number)
    data, expected = render_text.render(made, number, forms[place], injury)
    sound = (
        injury is None and forms[place] not in _LOSSY and not (forms[place] in _LOSES_BLANKS and made.blanks)
    )
    return Case(number, forms[place], injury, sound, made.agency, made.year, data, "txt", expected)


def _second(number: int) -> Case:
    one = layouts.published(number)
    printed = one.printed
    expected = {
        address: Expected("number" if value is not None else _state(printed.blank, address), _digits(value))
        for address, value in printed.truth.items()
    }
    hidden = frozenset(note.removeprefix("hidden:") for note in printed.notes if note.startswith("hidden:"))
    ending = "html" if one.form == "html" else "txt"
    sound = not one.damaged and one.form == "html"
    return Case(
        number, f"layouts, {one.form}", "damage" if one.damaged else None, sound, printed.agency, printed.year,
        one.data, ending, expected, hidden,
    )  # fmt: skip


def _state(blank: frozenset[str], address: str) -> str:
    return "blank" if address in blank else "any"


def _digits(value: object) -> str | None:
    return None if value is None else str(value)


def trick(number: int, name: str) -> Case:
    """The page of one trick; its figures from `number`."""
    sheet = trick_sheet(number, name)
    made = sheet.made
    known = name not in NOBODYS
    return Case(
        number, f"tricks, {_family(name)}", name, False, made.agency if known else None,
        made.year if known else None, tricks.page(sheet), "html", sheet.expected,
    )  # fmt: skip


def trick_sheet(number: int, name: str) -> tricks.Sheet:
    """A report after one trick."""
    dice = random.Random(f"{name} {number}")
    sheet = tricks.sheet(make(number), dice)
    _TRICKS[name](sheet, dice)
    return sheet


NOBODYS = frozenset(("two reports",))
"""Tricks after which the page has no one year."""
TRICKS = tuple(_TRICKS)


def _family(name: str) -> str:
    return "rows" if name in ROWS else "tables" if name in PAGES else "cells"


def _office(number: int, turn: int) -> Case:
    form = ("docx", "xlsx")[turn % 2]
    report = render_common.sample(number, ("2021", "2019")[turn // 2 % 2])
    data = render_docx.render(report) if form == "docx" else render_xlsx.render(report)
    expected = {address: Expected("number", text) for address, text in report.cells.items()}
    whose, _, rest = report.title.partition("20")
    return Case(number, form, None, True, whose, int(f"20{rest[:2]}"), data, form, expected)


def _tricked(number: int) -> Case:
    made = tricks_office.made(number)
    whose, _, rest = made.report.title.partition("20")
    return Case(
        number, f"tricks, {made.ending}", made.trick, False, whose, int(f"20{rest[:2]}"), made.data, made.ending,
        made.expected, made.may_miss,
    )  # fmt: skip


def cases(count: int, first: int = 0) -> Iterator[Case]:
    return (case(number) for number in range(first, first + count))


def digest(count: int, first: int = 0) -> str:
    """Of every byte of `count` files (of office files the bytes of their parts): floors hold for exactly this corpus."""
    total = hashlib.sha256()
    for each in cases(count, first):
        total.update(hashlib.sha256(_content(each)).digest())
    return total.hexdigest()


def _content(one: Case) -> bytes:
    """Packed files carry the time of their making; what they show does not."""
    if one.ending in ("html", "txt"):
        return one.data
    return repr(sorted((address, cell.value) for address, cell in one.expected.items())).encode()
