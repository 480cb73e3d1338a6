"""A report flattened into one line, its cells run together: cut it at its headings, and its tables at their labels.

What stands between two labels is kept whole as one cell ("230 000023"); sharing it out is the business of
`reports.tables.align`, which reads only what every way of cutting it agrees on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reports.form import forms, sections

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
        yield from _table(body[started.start() :])


@cache
def _heading_pattern() -> re.Pattern[str]:
    titles = [re.escape(fact.title.split("、", 1)[1]) for fact in sections()]
    loose = [fact.matches.replace("(", "(?:").replace(".*", ".{0,20}?") for fact in sections()]
    return re.compile(
        rf"[一二三四五六]、\s*(?:因?政府信息公开(?:工作)?(?:的)?)?(?:{'|'.join(titles + loose)})"
    )


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
    words |= {"信息内容", "申请人情况", "法人或其他组织", "行政诉讼", "未经复议直接起诉", "复议后起诉"}
    spaced = [r"\s*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True)]
    caption = r"[（(]?本列数据的勾稽关系[^）)]*[）)]?"
    return re.compile("|".join([caption, *spaced]))


def _table(text: str) -> Iterator[Rows | str]:
    """A row label with what follows it is a row; labels of columns are a row of headers, values after them a row of values."""
    matches = list(_row_pattern().finditer(text))
    rows: Rows = []
    row: list[str] = []
    heads = False
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        between = text[match.end() : end].strip()
        label = "".join(match[0].split())
        is_row = label in _row_labels()
        begins = is_row or label in _first_labels() or label.startswith(("第二十条", "信息内容"))
        if row and (
            label in _first_labels() or label.startswith(("第二十条", "信息内容")) or (heads and begins)
        ):
            rows.append(row)
            row = []
        heads = not is_row
        row.append(match[0])
        if between and heads and label not in _first_labels():
            rows += [row, [between]]
            row = []
        elif between:
            rows.append([*row, between])
            row = []
    if row:
        rows.append(row)
    yield rows


@cache
def _row_labels() -> frozenset[str]:
    """Labels of rows and groups of table three that are not also those of a column."""
    blocks = [block for form in forms().values() for block in form.table("applications")]
    rows = {
        label for block in blocks for row in block.rows for label in (row.label, *row.variants, *row.under)
    }
    columns = {
        label for block in blocks for column in block.columns for label in (column.label, *column.variants)
    }
    return frozenset("".join(label.split()) for label in rows - columns)


@cache
def _first_labels() -> frozenset[str]:
    return frozenset(
        label
        for form in forms().values()
        for block in form.table("disclosure")
        for row in block.rows
        for label in (row.label, *row.variants)
    )
