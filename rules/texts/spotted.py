"""One thing noticed in a report's text, with its places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from reports import AnnualReport, Place


@dataclass(frozen=True, slots=True)
class Spotted:
    """`text` is what was noticed, `detail` more about it, `count` how often; `places` in reading order."""

    text: str
    count: int
    places: tuple[Place, ...]
    detail: str = ""

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({place.line for place in self.places if place.line is not None}))

    @property
    def id(self) -> str:
        """Stable while the wording is: a changed passage is another one."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:10]


def unread_places(report: AnnualReport) -> tuple[Spotted, ...]:
    """What the reader was not sure of, a place each: the operator's list of pages to look at."""
    return tuple(
        Spotted(
            str(one.place) if one.place else f"整份文件 {index}",
            1,
            (one.place,) if one.place else (),
            one.why,
        )
        for index, one in enumerate(report.uncertain, 1)
    )
