"""Labels with a year in them: 一、2023年新收政府信息公开申请数量, 本年（2023年）制发件数, 四、结转2024年度继续办理."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.labels import all_disclosure_columns, bare, explained, labels, without_remark
from reports.remembering import WORDS

_LONGEST = 60
"""Characters; longer texts are captions or passages."""
_YEAR = re.compile(
    r"(?P<beside>本年度?|上一?年度?|下一?年度?)?(?P<mark>\()?至?(?P<year>20\d\d)(?:年度?)?(?(mark)\))"
)
_NAMES = {-1: ("上年", "上一年"), 0: ("本年", "本年度"), 1: ("下年度",)}
"""What the form calls the year before that of the report, that one, and the one after, by their distance."""
_DISTANCES = {"上": -1, "本": 0, "下": 1}
"""By the first glyph of a name."""


@dataclass(frozen=True, slots=True)
class DatedLabel:
    """A label of the form in which `year` stands; `words` are the form's own for it, bare.

    In a report of that `year` less the `distance` it says what the form's label says; in any other it does not.
    """

    words: str
    year: int
    distance: int


def dated_label(text: str) -> DatedLabel | None:
    """The label with a year; `None` for a label without one, and for what is none of the form's."""
    if "20" in text or ("\n" in text and "2" in text):
        return _dated(text) if len(text) <= _LONGEST else None
    return None


def undated(text: str) -> str:
    """The bare words of a label, without a remark; the form's own where a year stands in them, whichever it is."""
    label = dated_label(text)
    return label.words if label is not None else without_remark(bare(text))


@lru_cache(maxsize=WORDS)
def _dated(text: str) -> DatedLabel | None:
    words = bare(text)
    found = _YEAR.search(words)
    if found is None or words in _known():
        return None
    label, said = explained(words)
    if said:
        return _explained(label, said)
    beside = found["beside"] or ""
    for name, distance in _names(words, beside, aside=bool(found["mark"])):
        said = f"{words[: found.start()]}{name}{words[found.end() :]}"
        if said in _known():
            return DatedLabel(said, int(found["year"]), distance)
    return None


def _explained(label: str, said: str) -> DatedLabel | None:
    """上一年项目数量(指2019年事项数): of which year the figures are."""
    years = {int(year) for year in re.findall(r"20\d\d", said)}
    if label not in _known() or len(years) != 1:
        return None
    return DatedLabel(label, years.pop(), -1 if label.startswith("上") else 0)


def _names(words: str, beside: str, *, aside: bool) -> Iterator[tuple[str, int]]:
    """What may stand in the year's place, and its distance: the name printed beside it, nothing where the year is only an
    aside (现行有效件数（2023年）), or any name."""
    if beside:
        yield beside, _DISTANCES[beside[0]]
        return
    if aside:
        yield "", next((distance for name, distance in _DISTANCES.items() if name in words), 0)
    for distance, names in _NAMES.items():
        yield from ((name, distance) for name in names)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_all_labels())


def _all_labels() -> Iterator[str]:
    yield from all_disclosure_columns()
    for table in ("disclosure", "applications"):
        known = labels(table)
        yield from known.rows
        yield from known.groups
        yield from known.columns
