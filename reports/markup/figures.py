"""Figures in the source of a table's cells: taken out, so that pieces which differ in them alone are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

FIGURE = "\U00100937"
"""Stands for the figure of a cell, in its words and its source: no source that is cut holds it, however it is written."""
COVERED = FIGURE.encode()
PART = "\U00100938"
"""Stands for a part of one that its markup tears: ``<span>1</span><span>,706</span>``."""
COVERED_PART = PART.encode()
_BLANK = rb"(?>(?:[ \t\r\n\f]|&nbsp;|\xc2\xa0|\xe3\x80\x80)*)"
_PLAIN = (
    rb"0|[1-9][0-9]{0,2}|1[0-9]{3}|20[3-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3}|[1-9][0-9]{4,5}"
    rb"|[1-9][0-9]{0,2}(?:(?:,|\xef\xbc\x8c)[0-9]{3}){1,2}|(?:0|[1-9][0-9]{0,2}|[1-9][0-9]{4,6})\.[0-9]{1,2}"
)
"""Counts and amounts as they are mostly printed: what may be a year is a word, and what is longer may be a day."""
_FIGURE = rb"%b(%b)%b" % (_BLANK, _PLAIN, _BLANK)
_FIGURES = re.compile(rb">(?=[0-9 \t\r\n\f&\xc2\xe3])%b<" % _FIGURE)
"""Most tags are followed by none of the characters that it may begin with, which is soon seen."""
_APART = b"\0"
"""Between figures that are looked at together: it stands in no source that is cut."""
_ALL_PLAIN = re.compile(rb"(?>(?:(?:%b)\0)*)" % _PLAIN)
_EACH = re.compile(rb"%b\0" % _FIGURE)
_ALL = re.compile(rb"(?>(?:%b\0)*)" % _FIGURE)
_COVER = b">%b<" % COVERED
_PART = rb"(?>(?:[0-9.,]|\xef\xbc\x8c){1,12})"
_PARTS = re.compile(rb">(%b)<" % _PART)
_ONE_PART = re.compile(_PART)
_COVER_PART = b">%b<" % COVERED_PART


class Figures(NamedTuple):
    """Figures of a table, in order, and the texts that they stand in: the same but where markup tears one."""

    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def without_figures(source: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The source with its figures covered, and these in order."""
    parts = _FIGURES.split(source)
    if len(parts) == 1:
        return source, ()
    return _COVER.join(parts[::2]), tuple([figure.decode() for figure in parts[1::2]])


def without_parts(source: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """The source with all covered that may be a figure or a part of one, and these in order."""
    parts = _PARTS.split(source)
    return _COVER_PART.join(parts[::2]), tuple(parts[1::2])


def figures_in(printed: Sequence[bytes], counts: Sequence[int]) -> Figures | None:
    """What stands between tags as figures, each printed in so many parts; `None` where one of them is no figure, or its parts
    do not touch."""
    whole: list[bytes] = []
    at = 0
    for count in counts:
        whole.append(printed[at] if count == 1 else b"".join(printed[at : at + count]))
        at += count
    alone = figures_alone_in(whole)
    if alone is None:
        return None
    parts: list[str] = []
    at = 0
    for figure, count in zip(alone.whole, counts, strict=True):
        own = printed[at : at + count]
        if count > 1 and not all(map(_ONE_PART.fullmatch, own)):
            return None
        parts += [figure] if count == 1 else [part.decode() for part in own]
        at += count
    return Figures(alone.whole, tuple(parts))


def figures_alone_in(printed: Sequence[bytes]) -> Figures | None:
    """The same of figures none of which is torn: nearly all are printed without anything beside them, which is told at once."""
    joined = _APART.join([*printed, b""])
    if _ALL_PLAIN.fullmatch(joined) is None:
        if _ALL.fullmatch(joined) is None:
            return None
        joined = _APART.join([*_EACH.findall(joined), b""])
    plain = tuple(joined.decode().split("\0")[:-1])
    return Figures(plain, plain)
