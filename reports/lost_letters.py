"""Letters that a text lost on its way to us: converters drop what their fonts cannot name, everywhere in a file.

Seen in stored texts of unrelated portals, which lack the same letters. The form's own words tell it: a label without a letter that
stands nowhere else in the text, too. Of such a text nobody can say what its other words lack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import filterfalse
from operator import attrgetter

from reports.document import PAGED, Document, MediaType, Paragraph
from reports.folding import letters_of, nfkc
from reports.model import Cell, CellState, Number, Uncertain
from reports.tables import taken_labels

_CONVERTED = frozenset((MediaType.TEXT, *PAGED))
"""What is made of something else; a page or a Word file that lacks a letter lacks it for everybody. A figure that it lacks everywhere
nobody left out on purpose."""
_OF_EVERY_YEAR = "0"
"""A report of a year from 2019 on prints it: the form's own labels lack it."""
_AFTER_A_NUMBER = re.compile(r"\W*\w?\s*[.．、]")
"""What is left of "1." before a label: offices that number in their own way, or not at all, leave no stop alone."""
_WHOLE = 100
"""Cells of a whole report, at least."""
_LARGEST_FIGURE = 9
_TELLING = 90
"""Figures behind the first: 0.9 to this power is one in thirteen thousand."""
_VALUE: Callable[[Cell], Number | None] = attrgetter("value")
_WHY = "a figure of the text is lost everywhere: what is left of its numbers is not what was printed"


def lost_letters(
    document: Document, uncertain: Iterable[Uncertain], cells: Mapping[str, Cell]
) -> frozenset[str]:
    """Letters and figures of the labels in `uncertain` that the text has nowhere, and figures that it must have."""
    lost: set[str] = set()
    for label in taken_labels(uncertain):
        lacked = _gone(letters_of(label.official() or ""), letters_of(label.printed))
        lost |= lacked if _AFTER_A_NUMBER.match(label.printed) else set(filterfalse(str.isdecimal, lacked))
    if document.media_type not in _CONVERTED:
        lost = set(filter(str.isdecimal, lost))
    gone = _nowhere(lost, document)
    lacking = _nowhere({_OF_EVERY_YEAR, *_unlikely_lacks(cells)}, document)
    return gone | lacking if lacking and _is_whole(cells) else gone


def _gone(official: str, printed: str) -> set[str]:
    """What `printed` lacks of `official`, where it lacks nothing else; a Latin letter may stand for a figure ("l.属于国家秘密")."""
    gone = set(official) - set(printed)
    other = set(printed) - set(official)
    instead = "".join(other)
    left = "".join(instead if letter in gone else letter for letter in official)
    misprint = instead and not (instead.isascii() and all(map(str.isdecimal, gone)))
    return set() if len(other) > 1 or misprint or printed != left else gone


def without_numbers(cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """Of a text that lost a figure: what its cells print is known, what they mean is not; nor whether an empty one was."""
    return {
        address: cell
        if cell.state is CellState.ABSENT
        else replace(
            cell, state=CellState.UNREADABLE, value=None, unit=None, candidates=(), inferred=None, why=_WHY
        )
        for address, cell in cells.items()
    }


def _unlikely_lacks(cells: Mapping[str, Cell]) -> Iterable[str]:
    """Figures that no number has, of so many that one in ten thousand such tables lacks one by chance.

    Of each different number the figures behind its first are counted: any is as likely as another there (Benford, 1938).
    """
    values = set(map(_VALUE, cells.values()))
    numbers = [str(value) for value in values if value is not None and value > _LARGEST_FIGURE]
    if sum(map(len, numbers)) - len(numbers) < _TELLING:
        return ()
    return set("0123456789").difference(*numbers)


def _is_whole(cells: Mapping[str, Cell]) -> bool:
    return sum(cell.state is not CellState.ABSENT for cell in cells.values()) > _WHOLE


def _nowhere(letters: Iterable[str], document: Document) -> frozenset[str]:
    """Those that the text has not."""
    return frozenset([letter for letter in letters if not _stands(letter, document)])


def _stands(letter: str, document: Document) -> bool:
    return any(_is_in(letter, title) for title in document.titles) or any(
        _is_in(letter, block.text)
        if isinstance(block, Paragraph)
        else any(cell is not None and _is_in(letter, cell.text) for row in block.rows for cell in row)
        for block in document.blocks
    )


def _is_in(letter: str, text: str) -> bool:
    return letter in text or (letter.isdecimal() and not text.isascii() and letter in nfkc(text))
