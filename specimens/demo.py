"""What the demo town publishes: every report of 青溪县 with its defects, and what must be said of each.

Report year 2020 is under the 2019 format, 2023 and 2024 under the 2021 one; 2024 continues 2023.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from reports.model import AgencyType
from specimens.agencies import COUNTY, COUNTY_CODE, SpecimenAgency, county_agencies
from specimens.dice import Dice
from specimens.figures import Before, Figures, Scale, all_zero, blanked, carried_in_as, consistent, unbalanced
from specimens.report import SpecimenReport, write
from specimens.truth import ExpectedFinding

YEARS = (2020, 2023, 2024)
AGENCIES = county_agencies(COUNTY, COUNTY_CODE, bureaus=8, townships=4)
BLANKS = tuple(
    f"applications.denied_state_secret.{column}"
    for column in ("natural_person", "business", "research", "welfare", "legal", "other", "total")
)
STAGES = (1, 2, 3)
TODAY: Mapping[int, date] = MappingProxyType(
    {1: date(2025, 2, 24), 2: date(2025, 2, 24), 3: date(2025, 2, 25)}
)


@dataclass(frozen=True, slots=True)
class Published:
    """One report on the portal. `listed`, `stamped` and `filed` are the list's, the PubDate's and the address's dates
    where they differ from the visible one; `edited` is when the page was last changed behind its dates."""

    report: SpecimenReport
    findings: tuple[ExpectedFinding, ...] = ()
    must_not: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ()
    stamped: date | None = None
    edited: date | None = None
    charset: str = "utf-8"


_PUBLISHED: Mapping[int, Mapping[str, tuple[int, int]]] = {
    2020: {
        "xzf": (3, 16), "xzfb": (1, 20), "fgj": (1, 22), "jyj": (1, 25), "czj": (1, 21), "mzj": (1, 26),
        "cgjd": (1, 27), "sqz": (1, 28),
    },
    2023: {
        "xzf": (3, 20), "xzfb": (1, 18), "fgj": (1, 19), "jyj": (1, 25), "czj": (1, 22), "mzj": (1, 24),
        "zrzyj": (1, 26), "nyncj": (1, 23), "wsjkj": (1, 17), "scjgj": (1, 29), "cgjd": (1, 25), "sqz": (1, 30),
        "hwz": (1, 26), "ypx": (1, 24),
    },
    2024: {
        "xzf": (2, 21), "xzfb": (1, 17), "fgj": (1, 20), "jyj": (1, 22), "czj": (1, 21), "mzj": (1, 23),
        "zrzyj": (2, 20), "nyncj": (1, 24), "wsjkj": (1, 16), "scjgj": (2, 25), "cgjd": (1, 23), "sqz": (2, 18),
        "hwz": (1, 22), "ypx": (1, 24),
    },
}  # fmt: skip


def published(seed: str, stage: int) -> tuple[Published, ...]:
    """Everything on the portal at that stage, oldest report year first."""
    made: list[Published] = []
    for turn, agency in enumerate(AGENCIES):
        before: Figures | None = None
        for year in YEARS:
            if agency.id not in _PUBLISHED[year]:
                continue
            report = _report(seed, agency, year, turn, before if year == 2024 else None)
            before = report.figures
            if report.published <= TODAY[stage]:
                made.append(_with_defect(report, stage))
    return tuple(sorted(made, key=lambda one: one.report.year))


def _report(
    seed: str, agency: SpecimenAgency, year: int, turn: int, before: Figures | None
) -> SpecimenReport:
    """The report as it should be: right in itself and beside last year's."""
    dice = Dice(seed, agency.id, year)
    form = "2019" if year == 2020 else "2021"
    kept = Before()
    if before is not None:
        kept = Before(before.carried_out, before.number("disclosure.normative_docs.in_force"))
    figures = all_zero(form) if agency.scale is Scale.NONE else consistent(form, dice, agency.scale, kept)
    month, day = _PUBLISHED[year][agency.id]
    return write(agency, year, date(year + 1, month, day), figures, seed=seed, turn=turn)


def _with_defect(report: SpecimenReport, stage: int) -> Published:
    make = _DEFECTS.get((report.agency.id, report.year))
    return make(report, stage) if make else Published(report)


def _broken_balance(report: SpecimenReport, _: int) -> Published:
    figures = unbalanced(report.figures, "natural_person")
    findings = tuple(
        ExpectedFinding(
            "SUM-T3-COL",
            column,
            tuple(
                f"applications.{row}.{column}"
                for row in ("new_received", "carried_in", "result_total", "carried_out")
            ),
        )
        for column in ("natural_person", "total")
    )
    return Published(_told_again(report, figures), findings)


def _told_again(report: SpecimenReport, figures: Figures) -> SpecimenReport:
    """The same report with other figures in its tables and in its words."""
    turn = next(turn for turn, agency in enumerate(AGENCIES) if agency.id == report.agency.id)
    return write(report.agency, report.year, report.published, figures, seed=report.seed, turn=turn)


def _missing_section(report: SpecimenReport, _: int) -> Published:
    return Published(
        replace(report, without=frozenset({"problems"})),
        (ExpectedFinding("STR-SEC-MISSING", "problems", ("problems",)),),
    )


def _late(report: SpecimenReport, _: int) -> Published:
    """Signed on the day it came out: what a portal alone prints of a day is no proof that nothing was there before."""
    day = report.published
    signed = (report.agency.name, f"{day.year}年{day.month}月{day.day}日")
    sections = {
        **report.words.sections,
        "other_matters": (*report.words.sections["other_matters"], *signed),
    }
    return Published(
        replace(report, words=replace(report.words, sections=sections)), (ExpectedFinding("PUB-LATE"),)
    )


def _township_in_february(report: SpecimenReport, _: int) -> Published:
    return Published(report, must_not=(("PUB-LATE", "article 49 sets no date for townships"),))


def _carry_mismatch(report: SpecimenReport, _: int) -> Published:
    was = report.figures.number("applications.carried_in.natural_person")
    figures = carried_in_as(report.figures, "natural_person", was + 2)
    findings = tuple(
        ExpectedFinding("XYR-CARRY", column, (f"applications.carried_in.{column}",))
        for column in ("natural_person", "total")
    )
    return Published(_told_again(report, figures), findings)


def _blanks(report: SpecimenReport, _: int) -> Published:
    return Published(
        report.printing(blanked(report.figures, BLANKS)),
        (ExpectedFinding("CEL-BLANK", "", BLANKS),),
        must_not=(
            ("SUM-T3-RESULT", "the sums hold with the blanks read as 0; a blank proves nothing"),
            ("SUM-T3-ROW", "a row of blanks is not a row that fails to add up"),
        ),
    )


def _old_template(report: SpecimenReport, _: int) -> Published:
    return Published(
        report.printing(all_zero("2019")),
        (ExpectedFinding("STR-TPL-YEAR"),),
        allowed=("STR-TBL-MISSING", "STR-TBL-ROW", "STR-TBL-COL", "STR-TPL-MIXED"),
    )


def _litigation_total(report: SpecimenReport, stage: int) -> Published:
    """Table four prints 2 where its parts make 3; on the third day the page says 3 and nobody mentions it."""
    right = report.figures.changed(
        {
            "litigation.review.upheld": "2", "litigation.review.corrected": "0", "litigation.review.other": "1",
            "litigation.review.pending": "0", "litigation.review.total": "3",
        }
    )  # fmt: skip
    honest = _told_again(report, right)
    if stage == 3:
        return Published(honest, edited=TODAY[3])
    wrong = honest.printing(right.changed({"litigation.review.total": "2"}))
    places = tuple(
        f"litigation.review.{column}" for column in ("upheld", "corrected", "other", "pending", "total")
    )
    return Published(wrong, (ExpectedFinding("SUM-T4", "review", places),), allowed=("TXT-NUM-REVIEW",))


def _migrated(report: SpecimenReport, _: int) -> Published:
    """The site move of February 2024 stamped the page anew; the visible date is still January's."""
    return Published(
        report,
        must_not=(
            ("PUB-LATE", "address, list and PubDate carry the site move's date; the page says January"),
        ),
        stamped=date(2024, 2, 23),
    )


def _chinese_bytes(report: SpecimenReport, _: int) -> Published:
    return Published(report, charset="gb18030")


_DEFECTS: Mapping[tuple[str, int], Callable[[SpecimenReport, int], Published]] = {
    ("jyj", 2024): _broken_balance,
    ("mzj", 2024): _missing_section,
    ("zrzyj", 2024): _late,
    ("scjgj", 2024): _late,
    ("sqz", 2024): _township_in_february,
    ("czj", 2024): _carry_mismatch,
    ("nyncj", 2024): _blanks,
    ("ypx", 2024): _old_template,
    ("wsjkj", 2024): _litigation_total,
    ("mzj", 2023): _migrated,
    ("hwz", 2024): _chinese_bytes,
}


def level_of(agency: SpecimenAgency) -> str:
    """The folder of the portal's year column that the agency's reports stand in."""
    if agency.type is AgencyType.GOVERNMENT:
        return "xzf"
    return "xz" if agency.type in (AgencyType.TOWNSHIP, AgencyType.SUBDISTRICT) else "bm"
