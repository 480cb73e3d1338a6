"""One specimen report: agency, year, figures and words, put on paper in the order of the statutory form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from reports.form import sections
from specimens.agencies import SpecimenAgency
from specimens.dice import Dice
from specimens.figures import Figures
from specimens.narrative import Voice, Words, words
from specimens.pastes import PASTES, Paste
from specimens.word import Typist


@dataclass(frozen=True, slots=True)
class SpecimenReport:
    """A report as an agency hands it to its portal. `seed` decides everything that is left to chance."""

    agency: SpecimenAgency
    year: int
    published: date
    figures: Figures
    words: Words
    paste: Paste
    seed: str
    title: str = ""
    without: frozenset[str] = frozenset()
    """Section ids the agency left out."""

    def content(self) -> str:
        """The HTML the office pasted into the editor."""
        typist = Typist(self.paste, Dice(self.seed, self.agency.id, self.year, "typing"))
        tables = typist.tables(self.figures)
        parts = [typist.paragraph(text) for text in self.words.preamble]
        for section in sections():
            if section.id in self.without:
                continue
            parts.append(typist.heading(section.title))
            parts.append(tables.get(section.id, ""))
            parts += [typist.paragraph(text) for text in self.words.sections[section.id]]
        return "".join(parts)

    def printing(self, figures: Figures) -> SpecimenReport:
        """The same report with other figures in its tables (the words stay)."""
        return replace(self, figures=figures)


_TITLES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年度政府信息公开工作年度报告",
    "{name}{year}年政府信息公开年度报告",
    "{year}年{name}政府信息公开工作年度报告",
)


def write(
    agency: SpecimenAgency, year: int, published: date, figures: Figures, *, seed: str, turn: int = 0
) -> SpecimenReport:
    """A report whose words agree with `figures`. `turn` is the agency's place among its neighbours."""
    dice = Dice(seed, agency.id, year, "words")
    voice = Voice(agency.name, agency.we, agency.field, turn)
    return SpecimenReport(
        agency=agency,
        year=year,
        published=published,
        figures=figures,
        words=words(voice, year, figures, dice),
        paste=Dice(seed, agency.id, "paste").pick(PASTES),
        seed=seed,
        title=title_of(agency, year, seed),
    )


def title_of(agency: SpecimenAgency, year: int, seed: str) -> str:
    """An office keeps its habits: the same kind of title every year, and mostly the usual one."""
    kind = Dice(seed, agency.id, "title").pick(_TITLES[:1] * 3 + _TITLES)
    return kind.format(name=agency.signs, year=year)
