"""A report flattened into one line, its cells run together: cut it at its headings, and its tables at their labels.

What stands between two labels is kept whole as one cell ("230 000023"); sharing it out is the business of
`reports.tables.align`, which reads only what every way of cutting it agrees on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reports.form import forms, header_words, sections
from reports.plain.tokens import rows
from reports.section_words import LEAD

_LEAST = 400
"""Shorter lines are not a whole report."""
_TABLE_START = re.compile(
    r"第二十条\s*第\s*[（(]\s*一\s*[）)]\s*项|[（(]?本列数据的勾稽关系|行政复议\s*行政诉讼"
)
Rows = list[list[str]]


def cut_run_together(text: str) -> Iterator[str | Rows]:
    """Pieces in order: words as `str`, a table as rows of [label, everything up to the next label]."""
    if len(text) < _LEAST:
        yield text
        return
    pieces = _at_headings(text)
    if len(pieces) == 1:
        yield text
        return
    for heading, body in pieces:
        if heading:
            yield heading
        started = _TABLE_START.search(body)
        if started is None:
            if body.strip():
                yield body.strip()
            continue
        before = body[: started.start()].strip()
        if before:
            yield before
        yield _table(body[started.start() :])


@cache
def _heading_pattern() -> re.Pattern[str]:
    titles = [re.escape(fact.title.split("、", 1)[1]) for fact in sections()]
    loose = [fact.matches.replace("(", "(?:").replace(".*", ".{0,20}?") for fact in sections()]
    return re.compile(rf"[一二三四五六]、\s*{LEAD}(?:{'|'.join(titles + loose)})")


def _at_headings(text: str) -> list[tuple[str, str]]:
    """(heading, what follows) for each chapter; only where at least four different ones are found in order."""
    found = list(_heading_pattern().finditer(text))
    numbers = [match[0][0] for match in found]
    chosen = []
    position = len(found)
    for (
        number
    ) in "六五四三二一":  # the last of each, so that a list of contents in the preamble does not count
        here = [i for i, match in enumerate(found) if numbers[i] == number and i < position]
        if here:
            position = here[-1]
            chosen.append(found[position])
    chosen.reverse()
    if len(chosen) < 4:
        return [("", text)]
    pieces = [("", text[: chosen[0].start()])]
    for match, following in zip(chosen, [*chosen[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        pieces.append((match[0], text[match.end() : end]))
    return pieces


@cache
def _row_pattern() -> re.Pattern[str]:
    """Every printed label of a row or a column, longest first, with the list mark that may stand before it."""
    words: set[str] = set()
    for form in forms().values():
        for block in form.blocks:
            words.update((block.caption,) if block.caption.startswith("第二十条") else ())
            for row in block.rows:
                words.update((row.label, *row.variants, *row.under))
            for column in block.columns:
                words.update((column.label, *column.variants))
    spaced = [_spaced(word) for word in sorted(words | header_words(), key=len, reverse=True)]
    caption = r"[（(]?本列数据的勾稽关系[^）)]*[）)]?"
    return re.compile("|".join([caption, *spaced]))


def _spaced(word: str) -> str:
    """`word` with any white space inside; 本年 may carry the year, an amount its unit, both in brackets."""
    pattern = r"\s*".join(map(re.escape, word))
    if word.startswith("本年"):
        pattern = pattern.replace("年", r"年(?:\s*[（(]20\d\d年?[）)])?", 1)
    if word.endswith("金额"):
        pattern += r"(?:\s*[（(][^（）()]{0,24}[）)])?"
    return pattern


def _table(text: str) -> Rows:
    """Labels and what stands between them, cut into rows."""
    matches = list(_row_pattern().finditer(text))
    pieces: list[tuple[str, int]] = []
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        pieces.append((match[0], 0))
        between = text[match.end() : end].strip()
        if between:
            pieces.append((between, 0))
    return [[piece for piece, _ in row] for row in rows(pieces)]
