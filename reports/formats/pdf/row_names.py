"""The words left of the figures in a table without rulings: names of rows, and names of the groups they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from reports.formats.pdf.segments import Segment, nearest


@dataclass(frozen=True, slots=True)
class Names:
    """The words left of the figures. `edge` is where the names of groups end and the names in them begin, `None` where no line
    holds both; `groups` are the groups' names, told by standing before another name on the line of its figures."""

    edge: float | None
    groups: tuple[Segment, ...]

    def column(self, segment: Segment) -> int:
        """A name that reaches over both columns of names names the row; so does one over no name of a group."""
        if self.edge is None:
            return 0
        if not self.groups:
            return 0 if segment.right < self.edge else 1
        inside = any(
            group.left - 1 <= segment.left and segment.right <= group.right + 1 for group in self.groups
        )
        return 0 if inside else 1


def names_of(rows: list[list[Segment]]) -> Names:
    """Names in two columns that a line parts, or in several that overlap: （二）部分公开 reaches over （三）不予公开."""
    own = [list(takewhile(lambda segment: not segment.is_figure, row)) for row in rows]
    begun = [at for at, row in enumerate(rows) if any(segment.is_figure for segment in row)]
    groups = [segment for at in begun for segment in own[at][:-1]]
    names = [own[at][-1] for at in begun if len(own[at]) > 1]
    for at in range(begun[0], len(rows)) if begun else ():
        name = None if at in begun else _name_beside(rows, own, begun, rows[at][0].middle)
        aside = [segment for segment in own[at] if name is not None and segment.right < name.left]
        groups += aside
        names += [name] if name is not None and aside else []
    if not names:
        return Names(None, ())
    end, begin = max(group.right for group in groups), min(name.left for name in names)
    return Names((end + begin) / 2, ()) if end < begin else Names(begin - 1, tuple(groups))


def _name_beside(
    rows: list[list[Segment]], own: list[list[Segment]], begun: list[int], middle: float
) -> Segment | None:
    """The name on the line of figures that stands nearest."""
    at = begun[nearest([rows[each][0].middle for each in begun], middle)]
    return own[at][-1] if own[at] else None
