"""The generated corpus: numbered cases, each a file's bytes with what it shows. The same number is always the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.reading import render_html, render_text
from benchmarks.reading.damage import KINDS
from benchmarks.reading.figures import Expected, Made, make


@dataclass(frozen=True, slots=True)
class Case:
    """`form` is how it was rendered; `injury` the damage done, `None` for a sound file."""

    number: int
    form: str
    injury: str | None
    made: Made
    data: bytes
    expected: Mapping[str, Expected]

    @property
    def sound(self) -> bool:
        """Nothing is damaged and the form keeps every cell apart: a careful reader can read all of it."""
        lossy = self.form == "run together" or (self.form in _LOSES_BLANKS and self.made.blanks)
        return self.injury is None and not lossy

    @property
    def name(self) -> str:
        return f"{self.number}.{'html' if self.form == 'html' else 'txt'}"


_FORMS = tuple(form for text in render_text.FORMS for form in ("html", text))
"""Half of the cases are pages."""

_LOSES_BLANKS = frozenset(("bare stack", "gaps", "single spaces", "shifted tabs", "stacked broken"))
"""Forms in which an empty cell leaves nothing, or cannot be told from a stray separator."""


def case(number: int) -> Case:
    form = _FORMS[number % len(_FORMS)]
    round_ = number // len(_FORMS)
    injury = KINDS[(round_ // 3) % len(KINDS)] if round_ % 3 == 2 else None
    made = make(number)
    if form == "html":
        data, expected = render_html.render(made, number, injury)
    else:
        data, expected = render_text.render(made, number, form, injury)
    return Case(number, form, injury, made, data, expected)


def cases(count: int, first: int = 0) -> Iterator[Case]:
    return (case(number) for number in range(first, first + count))


def digest(count: int, first: int = 0) -> str:
    """Of every byte of `count` files: floors hold for exactly this corpus."""
    total = hashlib.sha256()
    for each in cases(count, first):
        total.update(hashlib.sha256(each.data).digest())
    return total.hexdigest()
