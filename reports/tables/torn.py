"""Rows of a flattened table whose labels were torn: wrapped over several lines, or mixed with those of other rows.

A dump of a PDF prints the words of a narrow column line by line, and sometimes the labels of several rows before the
figures of one of them. A label is put together again where its pieces follow one another; where words of another row
stand beside it, nobody can tell whose figures follow.
"""

from __future__ import annotations

import re
from functools import cache

from reports.form import Form, Row, forms
from reports.labels import RowLabel, bare, labels, plain
from reports.tables.rows import PrintedRow

_TABLE = "applications"
_MARKED = re.compile(r"\d{1,2}[.、)]|\(\d{1,2}\)|\([一二三四五六七]\)|[一二三四]、")
"""How the labels of table three begin, `plain`."""
_UNIT = re.compile(r"\D{1,2}")
"""件, 万元 between a row of section two and its figures."""
_MOST_PIECES = 64
"""No label has more characters."""
_OTHERS, _FORBIDDEN = "其他", "denied_law_forbidden"
"""A row's whole label, and the row whose label begins with the same words."""


def wrapped_label(row: PrintedRow) -> tuple[int, RowLabel] | None:
    """The last cell of a label that goes on over several cells up to the first figure, and whose it is."""
    texts = [cell.text for cell in row.label_cells]
    pieces = [at for at, text in enumerate(texts[:-1]) if text.strip()]
    for start in pieces[-_MOST_PIECES:]:
        whole = "".join(texts[start:])
        found = labels(_TABLE).rows.get(bare(whole))
        if found is not None:
            return len(texts) - 1, found
    return None


def is_mixed(row: PrintedRow, label_at: int, label: RowLabel) -> bool:
    """Whether words beside the label may be those of another row, so that the figures may be its."""
    texts = [cell.text for cell in row.label_cells]
    after = "".join(texts[label_at + 1 :]).strip()
    if after and not _goes_on(texts[label_at], after, label):
        return label.table == _TABLE or not _UNIT.fullmatch(after)
    return label.table == _TABLE and any(_is_of_another(text, label) for text in texts[:label_at])


def is_beginning(text: str, label: RowLabel, above: str | None) -> bool:
    """Whether 其他 is but the first line of 其他法律行政法规禁止公开: it has another mark than its own row's, or stands
    below a row of the form (`above`, as ``table.row``) that comes before that one."""
    if bare(text) != _OTHERS:
        return False
    return _is_of_another(text, label) or above in _before_forbidden()


@cache
def _before_forbidden() -> frozenset[str]:
    """Rows of table three above the one whose label begins with 其他."""
    made: set[str] = set()
    for form in forms().values():
        ids = [row.id for row in _rows(form)]
        made.update(f"{_TABLE}.{id}" for id in ids[: ids.index(_FORBIDDEN)])
    return frozenset(made)


def _goes_on(text: str, after: str, label: RowLabel) -> bool:
    """The label's own end, or a group whose cell is centred beside it."""
    known = labels(label.table)
    found, _ = known.row(text + after)
    return (found is not None and found.row == label.row) or known.is_group(after)


def _is_of_another(text: str, label: RowLabel) -> bool:
    words = plain(text)
    if not _MARKED.match(words) or any(group.startswith(words) for group in _groups()):
        return False
    return not any(own.startswith(words) for own in _spellings(label.row))


@cache
def _groups() -> frozenset[str]:
    """The groups of table three as printed, `plain`."""
    return frozenset(plain(group) for form in forms().values() for row in _rows(form) for group in row.under)


@cache
def _spellings(row: str) -> frozenset[str]:
    """Every way a row's label is printed, `plain`."""
    found = [each for form in forms().values() for each in _rows(form) if each.id == row]
    return frozenset(plain(label) for each in found for label in (each.label, *each.variants))


def _rows(form: Form) -> tuple[Row, ...]:
    (block,) = form.table(_TABLE)
    return block.rows
