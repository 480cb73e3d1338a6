"""The cases: (name, printed report, bytes, file name), each from its seed alone; and the corpus's hash."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.layouts import flattened, webpages
from benchmarks.layouts.alterations import altered
from benchmarks.layouts.figures import report
from benchmarks.layouts.printed import Printed


@dataclass(frozen=True, slots=True)
class Case:
    """`form` is how it is published; `damaged` whether something was done to it that hides values."""

    name: str
    form: str
    damaged: bool
    printed: Printed
    data: bytes
    file: str


def cases(count: int, *, start: int = 0, only: str | None = None) -> Iterator[Case]:
    for seed in range(start, start + count):
        made = case(seed)
        if only is None or made.form == only:
            yield made


def case(seed: int) -> Case:
    dice = random.Random(f"case {seed}")
    form = "html" if dice.random() < 0.6 else dice.choice(sorted(flattened.FORMS))
    damaged = dice.random() < 0.25
    printed = report(seed)
    if form == "html":
        printed = altered(printed, dice, damaged=damaged)
        return Case(f"{seed}:html", form, damaged, printed, webpages.page(printed, seed), f"{seed}.html")
    printed = flattened.altered_for(form, printed, dice, damaged=damaged)
    return Case(f"{seed}:{form}", form, damaged, printed, flattened.FORMS[form](printed, dice), f"{seed}.txt")


def corpus_hash(count: int, *, start: int = 0) -> str:
    digest = hashlib.sha256()
    for each in cases(count, start=start):
        digest.update(hashlib.sha256(each.data).digest())
    return digest.hexdigest()
