"""Paragraphs of plain words as they stand in the source: what they say is known without parsing them.

A run of ``<p>…</p>`` that begin and end alike and hold words, or a span of words, alone means the same wherever a single such
paragraph may stand: the first tag closes what it closes, each end tag leaves the parser where the one before left it, a
span is closed by the end of its paragraph whatever it lacks, and white space between them is no words (HTML §13.2.6.4.7,
"in body").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reports.folding import squeeze
from reports.markup.decoding import REPLACEMENT
from reports.markup.facts import LONGEST_TITLE, TITLE_CLASSES
from reports.markup.hidden import may_hide_by_itself
from reports.markup.pieces import ATTRIBUTES, names_of
from reports.references import unescaped
from reports.remembering import WORDS

_FEWEST = 8
"""Paragraphs of a run that is cut: to find it again takes as long as to parse some."""
_LINE = re.compile(rb"<p([^<>]*+)>(?>(?:<span([^<>]*+)>)?)([^<]*+)(?>(?:</span>)?)</p>([ \t\r\n\f]*+)")
"""A paragraph: what stands in its first tag, in that of its span if it has one, its words, and the white space behind it."""
_MOST_LOOKS = 24
"""Paragraphs of a part of a page that are asked whether others follow them that are built like them."""
_PLAIN = re.compile(ATTRIBUTES)
_LONGEST = 400
"""Bytes of what stands in a tag that is looked at."""
_OTHER_REFERENCE = re.compile(
    r"&(?!(?:nbsp|ensp|emsp|amp|lt|gt|quot|[lr][sd]quo|[mn]dash|hellip|middot|times);)"
)
"""Any that is not one of the few that mean the same to everybody."""
_APART = b"\0"
"""Stands in no source that is cut, and in a run between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that follow each other in a source, from `start` to `end`."""

    start: int
    end: int
    lines: Sequence[str]
    """The words of each, with their white space as it stands."""
    names: Collection[frozenset[str]]
    """Of its elements: tag, classes and ids, in lower case."""

    @property
    def is_long(self) -> bool:
        """Whether a title with it is longer than titles are."""
        length = 0
        for line in self.lines:
            length += len(squeeze(line))
            if length > LONGEST_TITLE:
                return True
        return False


def runs_in(source: bytes) -> Iterator[Run]:
    """The runs that begin with one of the first few paragraphs of a part of a page, or behind such a run. Raises `UnicodeDecodeError`
    where one is no UTF-8."""
    at = 0
    for _ in range(_MOST_LOOKS):
        first = _LINE.search(source, at)
        if first is None:
            return
        run = _begun(source, first) if source.startswith(b"<p%b>" % first[1], first.end()) else None
        if run is not None:
            yield run
        at = first.end() if run is None else run.end


def _begun(source: bytes, first: re.Match[bytes]) -> Run | None:
    """The run that a paragraph begins."""
    names = [_named("p", first[1]), _named("span", first[2])]
    known = [each for each in names if each is not None]
    if len(known) < len(names):
        return None
    begin, behind = first.span(3)
    head, tail = source[first.start() : begin], source[behind : first.end()]
    between, closing = tail + head, tail.rstrip()
    at = begin
    for _ in range(_FEWEST - 1):
        if not source.startswith(between, until := source.find(b"<", at)):
            return None
        at = until + len(between)
    told = source[begin:].replace(between, _APART)
    words = told.partition(b"<")[0]
    if not told.startswith(closing, len(words)):  # the last does not end like the others
        words = words[: words.rfind(_APART)]
    more = words.count(_APART)
    lines = _lines(words.decode()) if more + 1 >= _FEWEST else None
    end = begin + len(words) + more * (len(between) - len(_APART)) + len(closing)
    return None if lines is None else Run(first.start(), end, lines, known)


def _lines(text: str) -> list[str] | None:
    """`None` where a reference may mean anything, or a character was lost."""
    if REPLACEMENT in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split(_APART.decode())
    if "&" not in text:
        return lines
    if _OTHER_REFERENCE.search(text):
        return None
    return [unescaped(each) if "&" in each else each for each in lines]


@lru_cache(maxsize=WORDS)
def _named(name: str, inside: bytes | None) -> frozenset[str] | None:
    """Tag, classes and ids of an element, nothing of one that is not there; `None` where it is not plainly begun, hides, or
    may be a title."""
    if inside is None:
        return frozenset()
    tag = b"<" + name.encode() + inside
    if len(inside) > _LONGEST or _PLAIN.fullmatch(inside) is None:
        return None
    if REPLACEMENT in (text := tag.decode()) or may_hide_by_itself(text):
        return None
    names = names_of(tag)
    return names if names is not None and TITLE_CLASSES.isdisjoint(names) else None
