"""Facts on how a report, and last year's, was changed after it was published."""

from __future__ import annotations

from collections.abc import Callable

from rules.engine.case import Case, Revised
from rules.engine.draft import Draft
from rules.engine.facts import given_day
from rules.engine.things import DATE, NUMBER, Fact, Type
from rules.engine.unknown import unknown

History = tuple[Revised, ...]


def revision_facts() -> dict[tuple[str, ...], Fact]:
    """Facts under 发布: 修订次数, 修订格数, 最近修订日, and the same with 上年 before it."""
    found: dict[tuple[str, ...], Fact] = {}
    for previous in (False, True):
        word, key = ("上年", "previous_") if previous else ("", "")
        found[f"{word}修订次数", f"{key}revisions"] = _fact(
            f"{key}revisions", NUMBER, f"{word}修订次数", previous, len
        )
        found[f"{word}修订格数", f"{key}revised_cells"] = _fact(
            f"{key}revised_cells",
            NUMBER,
            f"{word}修订的格数",
            previous,
            lambda history: sum(one.cells for one in history),
            give=_give_cells(previous),
        )
        found[f"{word}最近修订日", f"{key}last_revised"] = _fact(
            f"{key}last_revised",
            DATE,
            f"{word}最近修订日",
            previous,
            lambda history: history[-1].day if history else None,
            give=_give_day(previous),
        )
    return found


def _fact(
    key: str,
    type: Type,
    name: str,
    previous: bool,
    get: Callable[[History], object | None],
    *,
    give: Callable[[Draft, object], None] | None = None,
) -> Fact:
    place = f"publication.{key}"
    unkept, never = unknown(place, name, "没有收录修订经过"), unknown(place, name, "没有修订过")

    def load(case: Case) -> object:
        history = case.previous_revised if previous else case.revised
        if history is None:
            return unkept
        found = get(history)
        return never if found is None else found

    return Fact(place, type, name, load, place, give=give)


def _history(draft: Draft, previous: bool) -> list[Revised]:
    name = "previous_revised" if previous else "revised"
    if getattr(draft, name) is None:
        setattr(draft, name, [])
    made: list[Revised] = getattr(draft, name)
    return made


def _give_cells(previous: bool) -> Callable[[Draft, object], None]:
    """One change of so many cells; 0 is a history without a change."""

    def give(draft: Draft, raw: object) -> None:
        history, cells = _history(draft, previous), int(str(raw))
        if cells:
            history.append(Revised(given_day(f"{draft.year or 2024}-12-31"), cells))

    return give


def _give_day(previous: bool) -> Callable[[Draft, object], None]:
    return lambda draft, raw: _history(draft, previous).append(Revised(given_day(raw), 0))
