"""Notices of health that say the same of many things, told as one: a portal that answers every article with its home page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.wording import Words
from storage import Notice

MOST_NAMED = 10
"""Things named where one section tells of many."""
_APART = "："
"""What stands between a thing and what is said of it, in titles (last) and in bodies (first)."""


@dataclass(frozen=True, slots=True)
class Section:
    """What an operator's message says in one place."""

    title: str
    body: str


def alike_as_one(notices: Sequence[Notice], words: Words) -> list[Section]:
    """One section for each notice, and a single one, where the first stood, for those that differ only in what they are about:
    titles ``what：of whom``, bodies ``address：what`` with the same words."""
    groups: dict[tuple[str, ...], list[Notice]] = {}
    for notice in notices:
        what, _, _ = notice.title.partition(_APART)
        _, apart, said = notice.body.partition(_APART)
        alike = (notice.kind, what, said) if apart and what != notice.title else (notice.key,)
        groups.setdefault(alike, []).append(notice)
    return list(_told(list(groups.values()), words))


def _told(groups: Sequence[Sequence[Notice]], words: Words) -> Iterator[Section]:
    for group in groups:
        if len(group) == 1:
            yield Section(group[0].title, group[0].body)
            continue
        what = group[0].title.partition(_APART)[0]
        said = group[0].body.partition(_APART)[2]
        named = [_of_whom(notice, words) for notice in group[:MOST_NAMED]]
        others = words.and_others if len(group) > MOST_NAMED else ""
        title = f"{what}{words.items.format(count=len(group))}"
        yield Section(title, f"{words.enumeration.join(named)}{others}{_APART}{said}")


def _of_whom(notice: Notice, words: Words) -> str:
    address = notice.body.partition(_APART)[0]
    return f"{notice.title.partition(_APART)[2]}{words.bracketed.format(address)}"
