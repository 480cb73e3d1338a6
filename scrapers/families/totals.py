"""How many pages a list says it has, in whatever way: in a script, in hidden fields, in attributes, in the call that draws its pager."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.page import Page, count_of

_TOTAL = re.compile(
    r"""\b(?:[a-z]|int|num|str|all|sum|my|the)?_?(?:page_?counts?|count_?page|total_?pages?|page_?totals?|pages_?total|max_?page|last_?page|pages)["']?\s*[:=]\s*["']?(\d{1,5})\b""",
    re.IGNORECASE,
)
_COUNT_AND_SIZE = re.compile(
    r"""\b(?:total|totals|count|total_?(?:count|records?|rows?|items?|num)|record_?counts?)["']?\s*[:=]\s*["']?(\d{1,6})\b"""
    r"""[^{}]{0,200}?\b(?:page_?size|per_?page|size|limit|rows|page_?rows|page_?num_?size)["']?\s*[:=]\s*["']?(\d{1,4})\b""",
    re.IGNORECASE,
)
_SIZE_AND_COUNT = re.compile(
    r"""\b(?:page_?size|per_?page|limit|page_?rows)["']?\s*[:=]\s*["']?(\d{1,4})\b"""
    r"""[^{}]{0,200}?\b(?:total|totals|count|total_?(?:count|records?|rows?|items?|num)|record_?counts?)["']?\s*[:=]\s*["']?(\d{1,6})\b""",
    re.IGNORECASE,
)
_HIDDEN_COUNT = re.compile(
    r"^(?:total_?(?:counts?|records?|rows?|num)?|(?:record|row|data)_?counts?)$", re.IGNORECASE
)
_HIDDEN_SIZE = re.compile(r"^(?:page_?size|per_?page|limit|page_?rows|rows)$", re.IGNORECASE)
_CALL = re.compile(
    r"(?:pag(?:ing|ination|er|e)|fenye)\w*\s*(?:\.\s*\w+\s*)?\(([^()]{0,300})\)",
    re.IGNORECASE,
)
_FILES = re.compile(
    r"""\b(\w+)\s*\(([^()]{0,160}["'][\w-]{1,40}["']\s*,\s*["']\.?(?:s?html?|jhtml|aspx?|jsp|php)["'][^()]{0,80})\)""",
    re.IGNORECASE,
)
"""A pager of any name that is told how the files of a list are called: ``showFy(nPages, nNow, "list", "html")``."""
_DATA_TOTAL = (
    "data-total-pages",
    "data-totalpages",
    "data-pages",
    "data-page-count",
    "data-pagecount",
    "data-total-page",
)


def totals(page: Page) -> Iterator[int]:
    """Every number of pages that the page tells."""
    yield from _printed_totals(page.text)
    yield from _hidden_total(page)
    yield from _called_totals(page.text)
    yield from _data_totals(page)


def _printed_totals(text: str) -> Iterator[int]:
    """Pages as words tell them: 共 5 页, or 86 rows of 20 a page."""
    for found in _TOTAL.finditer(text):
        yield int(found.group(1))
    told = [(found.group(1), found.group(2)) for found in _COUNT_AND_SIZE.finditer(text)]
    told += [(found.group(2), found.group(1)) for found in _SIZE_AND_COUNT.finditer(text)]
    for total, size in told:
        if int(size):
            yield -(-int(total) // int(size))


def _called_totals(text: str) -> Iterator[int]:
    """The largest number that a script is called with to draw the pager."""
    for call in _CALL.finditer(text):
        numbers = [int(one) for one in re.findall(r"(?<![\w.#-])\d{1,5}(?![\w.])", call.group(1))]
        if numbers:
            yield max(numbers)
    for call in _FILES.finditer(text):
        words = [word.strip().strip("\"'") for word in call.group(2).split(",")]
        named = (
            re.search(rf"\b{word}\s*=\s*[\"']?(\d{{1,5}})\b", text) for word in words if word.isidentifier()
        )
        told = [count_of(word) for word in words] + [int(one.group(1)) for one in named if one]
        pages = [number for number in told if number is not None]
        if pages:
            yield max(pages)


def _data_totals(page: Page) -> Iterator[int]:
    """Pages told in an attribute."""
    for node in page.tree.css(", ".join(f"[{name}]" for name in _DATA_TOTAL)):
        value = next(
            (node.attributes.get(name) or "" for name in _DATA_TOTAL if node.attributes.get(name)), ""
        )
        number = count_of(value)
        if number is not None:
            yield number


def _hidden_total(page: Page) -> Iterator[int]:
    """Pages that two hidden fields tell a script: totalCount 86 and pageSize 20."""
    fields = {
        (node.attributes.get("id") or node.attributes.get("name") or ""): node.attributes.get("value") or ""
        for node in page.tree.css("input[value]")
    }
    told = ((name, count_of(value)) for name, value in fields.items())
    numbers = [(name, number) for name, number in told if number is not None]
    counts = [value for name, value in numbers if _HIDDEN_COUNT.match(name)]
    sizes = [value for name, value in numbers if value and _HIDDEN_SIZE.match(name)]
    if counts and sizes:
        yield -(-max(counts) // max(sizes))
