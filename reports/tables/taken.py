"""Labels that are not printed as the form prints them and were read nevertheless: how a reading says so, and who asks for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from reports.document import Place
from reports.form import forms
from reports.model import Uncertain

_SAID = re.compile(r"^label (?P<printed>'.*'|\".*\") is taken for (?P<row>[a-z_0-9]+)$", re.DOTALL)


class TakenLabel(NamedTuple):
    place: Place | None
    printed: str
    row: str
    """The form's row that it is taken for."""

    def official(self, form: str | None = None) -> str | None:
        """As that form prints it ("2019", "2021"), else as the other one does."""
        return _official(self.row, form)


def taken(printed: str, row: str) -> str:
    """What a reading says of it."""
    return f"label {printed!r} is taken for {row}"


def taken_labels(uncertain: Iterable[Uncertain]) -> Iterator[TakenLabel]:
    """Those that a reading speaks of, in its order."""
    for one in uncertain:
        said = _SAID.match(one.why)
        if said is not None:
            yield TakenLabel(one.place, str(ast.literal_eval(said["printed"])), said["row"])


@cache
def _official(row: str, form: str | None) -> str | None:
    for each in sorted(forms().values(), key=lambda known: known.id != form):
        for block in each.blocks:
            for one in block.rows:
                if one.id == row:
                    return one.label
    return None
