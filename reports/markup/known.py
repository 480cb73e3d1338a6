"""Pieces of tables that were met before, within bounds; and which tables are worth to be known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from reports.markup.figures import COVERED, Figures, figures_in, without_figures, without_parts
from reports.markup.pieces import OPEN, STRANGE, Meaning, Piece, has_words, pieces_of
from reports.remembering import Generations

_MOST = 1_000_000
"""Bytes of pieces that are remembered in each of two generations: some thousands."""
_BESIDE = 300
"""Bytes that what is known of a piece takes beside its source."""
_MOST_NEW = 8
"""How many pieces of a table are parsed that were never met before, if they are no more than an eighth of it."""
_LOOKED_AT = 16
"""Pieces of a table, from one end of it to the other, that tell whether it was met before."""
_NOUGHT = "0"
_NEXT = b"<\0|"
"""The tag behind a piece, where several are looked at together: NUL stands in no source that is cut."""


class Printed(NamedTuple):
    """A piece with the figures that its source holds; with none where the source has them covered too."""

    piece: Piece
    covered: bytes = b""
    """Its source without these figures."""
    figures: Figures = Figures()


_STRANGE, _MET = Printed(STRANGE), Printed(Piece(Meaning(()), (), (), frozenset()))
"""A piece that nothing is known of, and one that was met once."""
_KNOWN: Generations[bytes, Printed] = Generations(_MOST, lambda source, _: len(source) + _BESIDE)
"""By their sources: with covered figures, without any, and as most figures are, with nothing but noughts."""


def known(sources: Sequence[bytes]) -> tuple[list[Printed], bool] | None:
    """What each piece of a table says, and whether all were met before; `None` for a table that is not known by its pieces.

    Most tables are never met again, and to parse a piece takes time.
    """
    found = _KNOWN.young(sources)
    kinds = set(found)
    if _STRANGE in kinds:
        return None
    if None not in kinds and _MET not in kinds:
        return [printed for printed in found if printed is not None], True
    others = {s for s, one in zip(sources, found, strict=True) if one is None or one is _MET}
    made, met = _made(sources, others)
    if made is None:
        return None
    return [
        made[s] if one is None or one is _MET else one for s, one in zip(sources, found, strict=True)
    ], met


def _made(sources: Sequence[bytes], unknown: Collection[bytes]) -> tuple[dict[bytes, Printed] | None, bool]:
    """What those pieces of a table say that are not known as they stand there; and whether all were met before."""
    found = {source: _KNOWN.get(source) for source in unknown}
    made = {
        source: printed for source, printed in found.items() if printed is not None and printed is not _MET
    }
    others = [source for source in found if source not in made]
    likely = _was_met(sources) if len(others) > _MOST_NEW else False
    if likely is None or _STRANGE in made.values():
        return None, False
    most_new = len(sources) if likely else min(_MOST_NEW, len(sources) // 8)
    covered = _without_figures(others)
    pieces, new = _pieces({plain for plain, _ in covered.values()}, most_new)
    if pieces is None:
        return None, False
    for source, (plain, figures) in covered.items():
        made[source] = pieces[plain]._replace(figures=Figures(figures, figures))
    opened, unsteady = _opened([source for source in others if made[source].piece is OPEN], most_new)
    if opened is None:
        return None, False
    made |= opened
    if any(printed.piece is STRANGE for printed in made.values()):
        return None, False
    for source, (_, figures) in covered.items():
        if figures and figures.count(_NOUGHT) == len(figures):
            _KNOWN.put(source, made[source])
    return made, (likely or not new) and not unsteady


def _opened(sources: Collection[bytes], most_new: int) -> tuple[dict[bytes, Printed] | None, bool]:
    """Pieces whose figures are no words of their own: by the parts of these, else with them; and whether one of them is new, or
    holds no words but its figures, which will be others the next time."""
    torn = {source: without_parts(source) for source in sources}
    pieces, new = _pieces({plain for plain, _ in torn.values()}, most_new)
    if pieces is None:
        return None, True
    made: dict[bytes, Printed] = {}
    for source, (plain, parts) in torn.items():
        counts = pieces[plain].piece.figures
        figures = figures_in(parts, counts) if sum(counts) == len(parts) else None
        if figures is not None:
            made[source] = pieces[plain]._replace(figures=figures)
    others, new_ones = _pieces([source for source in sources if source not in made], _MOST_NEW)
    if others is None:
        return None, True
    return made | others, bool(new or new_ones) or not all(
        has_words([each.piece]) for each in others.values()
    )


def _was_met(sources: Sequence[bytes]) -> bool | None:
    """Whether a table was met before: by some of its pieces, which are noted where it was not. `None` where too many of
    all its pieces must be new."""
    sample = set(sources[:: len(sources) // _LOOKED_AT + 1])
    looked_at = {covered for covered, _ in _without_figures(sample).values()}
    new = [source for source in looked_at if _KNOWN.get(source) is None]
    if len(new) * len(sources) <= 2 * _MOST_NEW * len(looked_at):
        return not new
    _note(new)
    return None


def _pieces(sources: Collection[bytes], most_new: int) -> tuple[dict[bytes, Printed] | None, int]:
    """What pieces mean whose figures are covered, and how many were never met; `None` where these are more than `most_new`."""
    found = {source: _KNOWN.get(source) for source in sources}
    new = [source for source, printed in found.items() if printed is None]
    if len(new) > most_new:
        _note(new)
        return None, len(new)
    pieces = {s: printed for s, printed in found.items() if printed is not None and printed is not _MET}
    if len(pieces) < len(found):
        for source, piece in pieces_of([source for source in found if source not in pieces]).items():
            pieces[source] = _STRANGE if piece is STRANGE else Printed(piece, source)
            _KNOWN.put(source, pieces[source])
    return pieces, len(new)


def _note(sources: Iterable[bytes]) -> None:
    for source in sources:
        _KNOWN.put(source, _MET)


def _without_figures(sources: Collection[bytes]) -> dict[bytes, tuple[bytes, tuple[str, ...]]]:
    """Pieces with their figures covered, and these. Behind each piece a tag begins: a figure may be all that stands before it."""
    plain, figures = without_figures(b"".join([source + _NEXT for source in sources]))
    made: dict[bytes, tuple[bytes, tuple[str, ...]]] = {}
    at = 0
    for source, covered in zip(sources, plain.split(_NEXT)[:-1], strict=True):
        until = at + covered.count(COVERED)
        made[source] = covered, figures[at:until]
        at = until
    return made
