"""Figures in the source of a table's cells: taken out, so that pieces which differ in them alone are one."""

from __future__ import annotations

import re

FIGURE = "\U00100937"
"""Stands for the figure of a cell, in its words and its source: no source that is cut holds it, however it is written."""
COVERED = FIGURE.encode()
_BLANK = rb"(?>(?:[ \t\r\n\f]|&nbsp;|\xc2\xa0|\xe3\x80\x80)*)"
_FIGURE = (
    rb"%b(0|[1-9][0-9]{0,2}|1[0-9]{3}|20[3-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3}|[1-9][0-9]{4,5}"
    rb"|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|(?:0|[1-9][0-9]{0,2}|[1-9][0-9]{4,6})\.[0-9]{1,2})%b"
    % (_BLANK, _BLANK)
)
"""Counts and amounts as they are mostly printed: what may be a year is a word, and what is longer may be a day."""
_FIGURES = re.compile(rb">(?=[0-9 \t\r\n\f&\xc2\xe3])%b<" % _FIGURE)
"""Most tags are followed by none of the characters that it may begin with, which is soon seen."""
_ONE = re.compile(_FIGURE)
_COVER = b">%b<" % COVERED


def without_figures(source: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The source with its figures covered, and these in order."""
    parts = _FIGURES.split(source)
    if len(parts) == 1:
        return source, ()
    return _COVER.join(parts[::2]), tuple([figure.decode() for figure in parts[1::2]])


def figure_in(printed: bytes) -> str | None:
    """The figure that stands between two tags, where nothing else does."""
    found = _ONE.fullmatch(printed)
    return found[1].decode() if found is not None else None
