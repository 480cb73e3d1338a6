"""What differs between two readings of one report, cell by cell, as printed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports import ABSENT_CELL, AnnualReport, Cell, CellState


@dataclass(frozen=True, slots=True)
class Change:
    """One cell or fact before and after. `address` is a cell's, or ``title``, ``dates``, ``section.<id>``, ``text``.

    Facts that are not cells have no state; their raw text is what was printed, cut to 500 characters.
    """

    address: str
    before_state: str | None
    before_raw: str | None
    after_state: str | None
    after_raw: str | None

    @property
    def is_cell(self) -> bool:
        return self.before_state is not None or self.after_state is not None

    @property
    def readable(self) -> bool:
        """Both sides were really read: only then may it be said that the *agency* changed it."""
        return CellState.UNREADABLE.value not in (self.before_state, self.after_state)


def _cell_differs(before: Cell, after: Cell) -> bool:
    if before.state is after.state is CellState.NUMBER:
        return before.value != after.value
    return (before.state, before.raw) != (after.state, after.raw)


def _cut(text: str | None) -> str | None:
    return None if text is None else text[:500]


def differences(before: AnnualReport, after: AnnualReport) -> tuple[Change, ...]:
    """Cells first, in the form's order, then title, dates, sections and running text."""
    changes = []
    for address in dict.fromkeys((*before.cells, *after.cells)):
        was, now = before.cells.get(address, ABSENT_CELL), after.cells.get(address, ABSENT_CELL)
        if _cell_differs(was, now):
            changes.append(Change(address, was.state.value, was.raw, now.state.value, now.raw))
    facts: list[tuple[str, str | None, str | None]] = [("title", before.title, after.title)]
    facts.append(("dates", _dates(before), _dates(after)))
    for id in dict.fromkeys((*before.sections, *after.sections)):
        facts.append((f"section.{id}", _section(before, id), _section(after, id)))
    if not any(was != now for name, was, now in facts if name.startswith("section.")):
        facts.append(("text", _text(before), _text(after)))
    return (
        *changes,
        *(Change(name, None, _cut(was), None, _cut(now)) for name, was, now in facts if was != now),
    )


def _dates(report: AnnualReport) -> str:
    return "、".join(sorted({f"{date.date}（{date.source}）" for date in report.dates}))


def _section(report: AnnualReport, id: str) -> str | None:
    section = report.sections.get(id)
    if section is None or not section.present:
        return None
    return f"{section.heading or ''}\n{section.text}"


def _text(report: AnnualReport) -> str:
    return "\n".join(sentence.text for sentence in report.narrative)
