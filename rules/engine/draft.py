"""A report made up for an example: everything in order and every number 0, then what the example says about it.

It ends in a `Case` like any other, so that examples, previews and the live run go through one evaluator.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from reports import Agency as ReportAgency
from reports import (
    AgencyLevel,
    AgencyType,
    AnnualReport,
    Cell,
    CellState,
    Form,
    MediaType,
    Place,
    PublishedDate,
    ReportKind,
    Section,
    Sentence,
    Source,
    Uncertain,
    form_for_year,
)
from reports import form as statutory_form
from rules.engine.case import AgencyFacts, Case, Prior, Publication, Revised
from rules.engine.draft_cells import ABSENT, TABLES, UNSEEN, made_cell, orderly
from rules.texts import TEMPLATE_AGENCIES

ORDERLY = {
    "overview": "按要求主动公开政府信息。未收到政府信息公开申请。规范政府信息管理。加强网站平台建设。"
    "开展工作考核和培训监督，社会评议结果良好，未发生责任追究。",
    "other_matters": "无。",
}
"""Texts of a report in perfect order."""

PICTURES = "the article holds 3 pictures: what they show was not read"
"""The reader's own word on pictures (reports.markup.page)."""


@dataclass(slots=True)
class Draft:
    """Everything an example may say; `case()` makes it a case. Fields left alone are in perfect order."""

    year: int | None = 2024
    title: str | None = None
    name: str | None = "青溪县人民政府"
    type: AgencyType = AgencyType.GOVERNMENT
    level: AgencyLevel = AgencyLevel.COUNTY
    division: str | None = "990121"
    kind: ReportKind = ReportKind.ANNUAL_REPORT
    founded: date | None = None
    layout: dict[str, str | None] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str | None] = field(default_factory=dict)
    """By section id; `None` where the section is known not to be there."""
    repeated: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    preamble: str = ""
    period: tuple[str, str] | None = None
    published: str | None = None
    dates: list[PublishedDate] = field(default_factory=list)
    first_seen: date | None = None
    unlisted_on: date | None = None
    url: str | None = None
    column: str | None = None
    tags: dict[str, str] | None = None
    not_listed: str | None = None
    listed_title: str | None = None
    page_letters: int | None = None
    copied: dict[str, object] = field(default_factory=dict)
    """Cells in which the copy published elsewhere differs; a copy exists where this is not empty."""
    pictured: bool = False
    """Pictures stand where the tables should."""
    revised: list[Revised] | None = None
    previous_revised: list[Revised] | None = None
    prior: Prior = Prior.UNSEEN
    before: Draft | None = None
    siblings: list[str] = field(default_factory=list)
    as_of: date | None = None
    medium: MediaType = MediaType.HTML
    missing_tables: set[str] = field(default_factory=set)
    unread: int = 0
    """How many places the reader was not sure of; none of them is a cell's."""
    altered: list[str] = field(default_factory=list)
    """Labels printed otherwise, each taken for 本年新收."""

    def last_year(self) -> Draft:
        """Last year's report, made when an example first speaks of it."""
        if self.before is None:
            self.before = Draft(name=self.name, type=self.type, level=self.level)
            self.prior = Prior.READ
        return self.before

    def report(self) -> AnnualReport:
        form = form_for_year(self.year)
        used = {"disclosure": form.id, "applications": form.id} if form else {}
        layout: dict[str, str | None] = {**used, **self.layout}
        cells = self._cells(form, layout)
        made = {
            fact.id: self._section(fact.id, order) for order, fact in enumerate(statutory_form.sections(), 1)
        }
        return AnnualReport(
            source=Source("示例", self.medium, hashlib.sha256(b"example").hexdigest()),
            kind=self.kind,
            title=self.title
            or (f"{self.name}{self.year}年政府信息公开工作年度报告" if self.name and self.year else None),
            agency=ReportAgency(self.name, self.type, self.level, self.division),
            year=self.year,
            format=form.id if form else None,
            layout=layout,
            period=self.period,
            dates=(),
            sections=made,
            cells=cells,
            narrative=self._narrative(made),
            uncertain=(
                *(Uncertain(Place(line=900 + n), "example") for n in range(self.unread)),
                *((Uncertain(None, PICTURES),) if self.pictured else ()),
                *(
                    Uncertain(Place(line=101), f"label {label!r} is taken for new_received")
                    for label in self.altered
                ),
            ),
            extra=self.headers,
            reader="example",
        )

    def _cells(self, form: Form | None, layout: dict[str, str | None]) -> dict[str, Cell]:
        """Every cell of the tables that are there, 0 but for what the example says; `layout` gets what is printed."""
        cells = dict(orderly(form, *map(layout.get, TABLES))) | self.cells
        if form:
            layout.setdefault("litigation", form.id)
        for table in self.missing_tables:
            layout[table] = None
            gone = CellState.UNREADABLE if self.pictured else CellState.ABSENT
            cells |= {a: Cell(gone) for a in cells if a.startswith(table + ".")}
        return cells

    def _section(self, id: str, order: int) -> Section:
        text = self.texts.get(id, ORDERLY.get(id, "按要求开展工作。"))
        if text is None:
            return Section(False, certain=id not in self.uncertain)
        heading = self.headings.get(id) or next(
            fact.title for fact in statutory_form.sections() if fact.id == id
        )
        repeats = tuple(Place(line=90 + n) for n in range(self.repeated.get(id, 0)))
        first = order * 10
        return Section(
            True,
            heading,
            text,
            Place(line=first),
            (first, first + 9),
            self.orders.get(id, order),
            repeats,
            id not in self.uncertain,
        )

    def _narrative(self, made: dict[str, Section]) -> tuple[Sentence, ...]:
        said = [Sentence(None, self.preamble, Place(line=2))] if self.preamble else []
        for order, (id, section) in enumerate(made.items(), 1):
            said += [
                Sentence(id, text, Place(line=order * 10 + n))
                for n, text in enumerate(section.text.split("\n"), 1)
                if text
            ]
        return tuple(said)

    def case(self) -> Case:
        before = self.before
        if before is not None and before.year is not None and self.year is not None:
            before.year = self.year - 1
        dates = list(self.dates)
        if self.published:
            dates += [
                PublishedDate(self.published, source, self.published)
                for source in ("pubdate_meta", "visible")
            ]
        report = self.report()
        return Case(
            report=report,
            as_of=self.as_of or date((self.year or 2024) + 1, 12, 1),
            previous=before.report() if before is not None and self.prior is Prior.READ else None,
            prior=self.prior,
            agency=AgencyFacts(
                self.name,
                None if self.type is AgencyType.UNSURE else self.type.value,
                None if self.level is AgencyLevel.UNSURE else self.level.value,
                self.division,
                self.founded,
            ),
            publication=Publication(
                tuple(dates),
                self.first_seen,
                self.unlisted_on,
                self.url,
                self.column,
                self.tags,
                listed_title=self.listed_title,
                page_letters=self.page_letters,
                not_listed=self.not_listed,
            ),
            copies=self._copies(),
            siblings=self._siblings(),
            revised=None if self.revised is None else tuple(self.revised),
            previous_revised=None if self.previous_revised is None else tuple(self.previous_revised),
        )

    def _copies(self) -> tuple[AnnualReport, ...]:
        if not self.copied:
            return ()
        copy = replace(self, cells={a: made_cell(raw) for a, raw in self.copied.items()}, copied={})
        return (copy.report(),)

    def _siblings(self) -> tuple[AnnualReport, ...]:
        """Those of the example, and enough others unlike them: among too few, a template cannot be told from a copy."""
        if not self.siblings:
            return ()
        others = ("".join(chr(0x4E00 + 400 * n + at) for at in range(400)) for n in range(TEMPLATE_AGENCIES))
        return tuple(self._sibling(text, n) for n, text in enumerate((*self.siblings, *others), 1))

    def _sibling(self, text: str, number: int) -> AnnualReport:
        return Draft(year=self.year, name=f"示例单位{number}", texts={"overview": text}).report()


def give_cell(draft: Draft, address: str, raw: object, *, previous: bool = False) -> None:
    """Put one value into a cell: a number, one of `SPECIAL`, or the printed text."""
    if previous and raw in (ABSENT, UNSEEN) and draft.before is None:
        draft.prior = Prior.NONE if raw == ABSENT else Prior.UNSEEN
        return
    target = draft.last_year() if previous else draft
    target.cells[address] = made_cell(raw)
