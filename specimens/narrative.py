"""The words of a specimen report: own sentences, varied by agency and year, that agree with the figures.

The sentences are in narrative.yaml; this module only chooses and fills in. Two agencies, or two years of one agency,
share few sentences, so that rules on similarity see ordinary reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from specimens.dice import Dice
from specimens.figures import Figures

_TOPICS = {
    "disclosure": "（一）主动公开",
    "requests": "（二）依申请公开",
    "management": "（三）政府信息管理",
    "platform": "（四）政府信息公开平台建设",
    "safeguards": "（五）监督保障",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks. `field` is its line of work as a noun phrase, `we` how it calls itself ("我局"), `turn` its place
    among the agencies of its portal, which keeps neighbours from choosing the same sentences."""

    name: str
    we: str
    field: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs by statutory section id; `preamble` stands before the first heading."""

    preamble: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]


@cache
def _sentences() -> Mapping[str, list[list[str]]]:
    text = files("specimens").joinpath("narrative.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, list[list[str]]] = yaml.safe_load(text)
    return loaded


@dataclass(frozen=True, slots=True)
class _Writer:
    voice: Voice
    year: int
    numbers: Mapping[str, int | str]

    def paragraph(self, topic: str) -> str:
        """One sentence from each list of the topic. Neighbours and neighbouring years take different ones."""
        chosen = []
        for slot, choices in enumerate(_sentences()[topic]):
            step = Dice(topic, slot).below(97)
            turn = self.voice.turn * (slot + 1) + self.year * (slot + 1) + step
            chosen.append(choices[turn % len(choices)])
        return "".join(chosen).format(
            name=self.voice.name, we=self.voice.we, field=self.voice.field, year=self.year, **self.numbers
        )


def _claims(figures: Figures, dice: Dice) -> dict[str, int | str]:
    """Numbers the text states. Those of the tables are the tables' own; the others add up."""

    def cell(address: str) -> int | str:
        printed = figures.printed(address)
        return int(printed) if printed.isdecimal() else printed or "0"

    site, media, board = dice.between(40, 900), dice.between(5, 400), dice.between(3, 60)
    suits = [cell(f"litigation.{row}.total") for row in ("suit_direct", "suit_after_review")]
    return {
        "all": site + media + board,
        "site": site,
        "media": media,
        "board": board,
        "new": cell("applications.new_received.total"),
        "before": cell("applications.carried_in.total"),
        "done": cell("applications.result_total.total"),
        "left": cell("applications.carried_out.total"),
        "review": cell("litigation.review.total"),
        "suits": sum(suit for suit in suits if isinstance(suit, int)),
    }


def words(voice: Voice, year: int, figures: Figures, dice: Dice) -> Words:
    """The whole text of one report, agreeing with `figures` as they are right (apply defects afterwards)."""
    numbers = _claims(figures, dice)
    writer = _Writer(voice, year, numbers)
    some = numbers["new"] != 0 or numbers["before"] != 0
    overview = []
    for topic, title in _TOPICS.items():
        source = topic if topic != "requests" else ("requests_some" if some else "requests_none")
        overview.append(f"{title}。{writer.paragraph(source)}")
    litigation = (writer.paragraph("disputes"),) if numbers["review"] or numbers["suits"] else ()
    fee = year >= 2021 and (voice.turn + year) % 3 != 0
    return Words(
        preamble=(writer.paragraph("preamble"),),
        sections={
            "overview": tuple(overview),
            "disclosure": (),
            "applications": (),
            "litigation": litigation,
            "problems": (writer.paragraph("problem_first"), writer.paragraph("problem_next")),
            "other_matters": (writer.paragraph("other_fee" if fee else "other_none"),),
        },
    )
