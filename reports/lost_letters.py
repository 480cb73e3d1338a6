"""Letters that a text lost on its way to us: converters drop what their fonts cannot name, everywhere in a file.

Seen in stored texts of unrelated portals, which lack the same letters. The form's own words tell it: a label without a letter that
stands nowhere else in the text, too. Of such a text nobody can say what its other words lack.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports.document import Document, MediaType, Paragraph
from reports.folding import letters_of
from reports.model import Uncertain
from reports.tables import taken_labels

_CONVERTED = frozenset((MediaType.TEXT, MediaType.PDF))
"""What is made of something else; a page or a Word file that lacks a letter lacks it for everybody."""


def lost_letters(document: Document, uncertain: Iterable[Uncertain]) -> frozenset[str]:
    """Letters of the labels in `uncertain` that the text has nowhere."""
    if document.media_type not in _CONVERTED:
        return frozenset()
    lost: set[str] = set()
    for label in taken_labels(uncertain):
        official, printed = letters_of(label.official() or ""), letters_of(label.printed)
        gone = set(official) - set(printed)
        if gone and printed == "".join(letter for letter in official if letter not in gone):
            lost |= gone
    return frozenset(letter for letter in lost if not _stands(letter, document))


def _stands(letter: str, document: Document) -> bool:
    return any(
        letter in block.text
        if isinstance(block, Paragraph)
        else any(cell is not None and letter in cell.text for row in block.rows for cell in row)
        for block in document.blocks
    )
