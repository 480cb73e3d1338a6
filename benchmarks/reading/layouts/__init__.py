"""A second generator of reports, written apart from the first: what several hands draw no one of them has in mind.

`published(seed)` gives one report as it is published: pages (six of ten) and flattened text, altered as agencies alter
their tables, now and then damaged.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.reading.layouts import flattened, webpages
from benchmarks.reading.layouts.alterations import altered
from benchmarks.reading.layouts.figures import report
from benchmarks.reading.layouts.printed import Printed

__all__ = ["Published", "published"]


@dataclass(frozen=True, slots=True)
class Published:
    """`form` is how it is published; `damaged` whether something was done to it that hides values."""

    form: str
    damaged: bool
    printed: Printed
    data: bytes


def published(seed: int) -> Published:
    dice = random.Random(f"case {seed}")
    form = "html" if dice.random() < 0.6 else dice.choice(sorted(flattened.FORMS))
    damaged = dice.random() < 0.25
    printed = report(seed)
    if form == "html":
        printed = altered(printed, dice, damaged=damaged)
        return Published(form, damaged, printed, webpages.page(printed, seed))
    printed = flattened.altered_for(form, printed, dice, damaged=damaged)
    return Published(form, damaged, printed, flattened.FORMS[form](printed, dice))
