"""What the tables of a document say, before it is known which of the form's cells are absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.model import Cell, Uncertain


@dataclass(frozen=True, slots=True)
class TablesRead:
    """Every cell that is printed, by address; the layout each table uses; `headers` of amounts, verbatim."""

    cells: Mapping[str, Cell]
    layout: Mapping[str, str | None]
    uncertain: tuple[Uncertain, ...]
    headers: Mapping[str, str]
    reliable: bool
    lost: frozenset[str]
    """Rows (``table.row``) that were not read and may be one of those printed with a label we do not know."""
    litigation_begun: bool
    """Headers of table four are printed."""
