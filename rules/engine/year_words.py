"""The words of one year's report: 报告, 章节, the three tables by row and by column, and the lists of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from reports import (
    APPLICANTS,
    LITIGATION_RESULTS,
    Form,
    address_name,
    cell_name,
    column_words,
    forms,
    row_words,
)
from reports.form import Block
from rules.engine.cells import cell_fact
from rules.engine.facts import report_facts
from rules.engine.published import published_fact
from rules.engine.section_facts import all_present_certain, section_scope
from rules.engine.things import NUMBER, TEXT, Constant, Fact, Items, Scope, Thing
from rules.engine.unknown import unknown
from rules.engine.words import SECTION_WORDS, SECTIONS

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class View:
    format: str
    disclosure: str
    applications: str

    @classmethod
    def plain(cls, format: str) -> View:
        return cls(format, format, format)

    def form(self, table: str) -> Form:
        return forms()[getattr(self, table, self.format)]


@cache
def _missing(table: str, id: str, name: str) -> Fact:
    """A cell that only the other format has."""
    place = f"{table}.{id}"
    why = unknown(place, f"“{name}”", "不在本报告所用的格式里")
    return Fact(
        f"missing:{place}", NUMBER, name, lambda case: why, place, found=lambda case: False, always=why
    )


def named(facts: Mapping[tuple[str, ...], Thing]) -> dict[str, Thing]:
    """Each thing under all its words."""
    return {word: thing for words, thing in facts.items() for word in words}


class Year:
    """The words of one year's report: this one's or the last one's."""

    def __init__(self, view: View, *, previous: bool) -> None:
        self.view = view
        self.previous = previous

    def words(self) -> Mapping[str, Thing]:
        found: dict[str, Thing] = {}
        found["报告"] = found["report"] = Scope("报告", "report", self._report)
        found["章节"] = found["sections"] = Scope("章节", "sections", self._sections)
        found["法定章节"] = Items("法定章节", tuple(section_scope(id, self.previous) for id in SECTIONS))
        found |= {word: self._applications() for word in ("表三", "申请", "applications")}
        found |= {word: self._by_row("disclosure", "表二") for word in ("表二", "主动公开", "disclosure")}
        found |= {word: self._by_row("litigation", "表四") for word in ("表四", "复议诉讼", "litigation")}
        (applications,) = self.view.form("applications").table("applications")
        (litigation,) = self.view.form("litigation").table("litigation")
        rows = [row.id for row in applications.rows]
        found["申请人列"] = Items("申请人列", tuple(self._column(column) for column in (*APPLICANTS, TOTAL)))
        found["表三各行"] = Items("表三各行", tuple(self._row(row) for row in rows))
        found["复议诉讼列"] = Items("复议诉讼列", tuple(self._group(row.id) for row in litigation.rows))
        two = self.view.form("disclosure").table("disclosure")
        found["表二各行"] = Items(
            "表二各行", tuple(self._block_row(b, row.id) for b in two for row in b.rows)
        )
        cells = {
            "表二单元格": [address for block in two for address in block.addresses()],
            "表三单元格": [f"applications.{r}.{c}" for c in (*APPLICANTS, TOTAL) for r in rows],
            "表四单元格": list(litigation.addresses()),
        }
        cells["全部单元格"] = [address for addresses in cells.values() for address in addresses]
        return found | {name: self._cells(name, addresses) for name, addresses in cells.items()}

    def cell(self, address: str) -> Scope:
        """A cell: worth its number; 名称, 行, 列, 原文 and 表头 under it."""
        fact = cell_fact(address, "value", self.previous)
        _, row, column = address.split(".")

        def words() -> Mapping[str, Thing]:
            return named({
                ("值", "value"): fact,
                ("名称", "name"): Constant(cell_name(address), TEXT),
                ("全称", "full_name"): Constant(address_name(address), TEXT),
                ("行", "row"): Constant(row, TEXT),
                ("列", "column"): Constant(column, TEXT),
                ("原文", "raw"): cell_fact(address, "raw", self.previous),
                ("单位", "unit"): cell_fact(address, "unit", self.previous),
                ("表头", "header"): cell_fact(address, "header", self.previous),
            })  # fmt: skip

        return Scope(cell_name(address), address, words, fact)

    def _cells(self, name: str, addresses: Iterable[str]) -> Items:
        return Items(name, tuple(self.cell(address) for address in addresses))

    def _report(self) -> Mapping[str, Thing]:
        found = named(report_facts(self.previous))
        if not self.previous:
            found["发布日期"] = found["published"] = published_fact()
        return found

    def _sections(self) -> Mapping[str, Thing]:
        whole = all_present_certain(self.previous)
        made: dict[str, Thing] = {"读全": whole, "whole": whole}
        for id, words in SECTION_WORDS.items():
            scope = section_scope(id, self.previous)
            made |= dict.fromkeys((*words, id), scope)
        return made

    def _known(self, table: str, ids: Iterable[tuple[str, str]], *, rows: bool) -> dict[str, Thing]:
        """Words for the cells `ids` = (row or column id, address); the other format's words say that they are not here."""
        own = row_words(self.view.form(table).id) if rows else column_words(self.view.form(table).id)
        found: dict[str, Thing] = {}
        for form in forms():
            for (of, id), words in (row_words(form) if rows else column_words(form)).items():
                if of == table:
                    found |= {word: _missing(table, id, words[0]) for word in words}
        for id, address in ids:
            found |= {word: self.cell(address) for word in own[table, id]}
        return found

    def _applications(self) -> Scope:
        """表三.列.行 and 表三.行.列: either order."""

        def words() -> Mapping[str, Thing]:
            form = self.view.form("applications")
            (block,) = form.table("applications")
            found: dict[str, Thing] = self._elsewhere("applications")
            for row in block.rows:
                scope = self._row(row.id)
                found |= dict.fromkeys(row_words(form.id)["applications", row.id], scope)
            for column in (*APPLICANTS, TOTAL):
                scope = self._column(column)
                found |= dict.fromkeys(column_words(form.id)["applications", column], scope)
            return found

        return Scope("表三", "applications", words)

    def _column(self, column: str) -> Scope:
        """An applicant column of table three: its rows, 办理结果 (the rows that make up 办理总计), 名称, 上年报告."""
        name = column_words(self.view.form("applications").id)["applications", column][0]

        def words() -> Mapping[str, Thing]:
            form = self.view.form("applications")
            (block,) = form.table("applications")
            found = self._known(
                "applications", ((r.id, f"applications.{r.id}.{column}") for r in block.rows), rows=True
            )
            results = (f"applications.{r}.{column}" for r in form.result_rows)
            found["办理结果"] = found["results"] = self._cells("办理结果", results)
            every = (f"applications.{r.id}.{column}" for r in block.rows)
            found["各格"] = found["cells"] = self._cells("各格", every)
            return found | self._common(name, column, lambda year: year._column(column))

        return Scope(name, column, words)

    def _row(self, row: str) -> Scope:
        """A row of table three: its columns, 各类申请人 (the six that make up 总计), 名称, 上年报告."""
        name = row_words(self.view.form("applications").id)["applications", row][0]

        def words() -> Mapping[str, Thing]:
            columns = (*APPLICANTS, TOTAL)
            found = self._known("applications", ((c, f"applications.{row}.{c}") for c in columns), rows=False)
            every = (f"applications.{row}.{c}" for c in columns)
            found["各格"] = found["cells"] = self._cells("各格", every)
            applicants = (f"applications.{row}.{c}" for c in APPLICANTS)
            found["各类申请人"] = found["applicants"] = self._cells("各类申请人", applicants)
            return found | self._common(name, row, lambda year: year._row(row))

        return Scope(name, row, words)

    def _group(self, row: str) -> Scope:
        """One of 行政复议, 未经复议直接起诉, 复议后起诉: its results, 各类结果 (the four that make up 总计)."""
        name = row_words(self.view.format)["litigation", row][0]

        def words() -> Mapping[str, Thing]:
            columns = (*LITIGATION_RESULTS, TOTAL)
            found = self._known("litigation", ((c, f"litigation.{row}.{c}") for c in columns), rows=False)
            every = (f"litigation.{row}.{c}" for c in columns)
            found["各格"] = found["cells"] = self._cells("各格", every)
            results = (f"litigation.{row}.{c}" for c in LITIGATION_RESULTS)
            found["各类结果"] = found["outcomes"] = self._cells("各类结果", results)
            return found | self._common(name, row, lambda year: year._group(row))

        return Scope(name, row, words)

    def _block_row(self, block: Block, row: str) -> Scope:
        name = row_words(self.view.form("disclosure").id)["disclosure", row][0]

        def words() -> Mapping[str, Thing]:
            ids = ((column.id, f"disclosure.{row}.{column.id}") for column in block.columns)
            found = self._known("disclosure", ids, rows=False)
            every = (f"disclosure.{row}.{column.id}" for column in block.columns)
            found["各格"] = found["cells"] = self._cells("各格", every)
            return found | self._common(name, row, lambda year: year._block_row(block, row))

        return Scope(name, row, words)

    def _by_row(self, table: str, name: str) -> Scope:
        def words() -> Mapping[str, Thing]:
            form = self.view.form(table)
            found: dict[str, Thing] = self._elsewhere(table)
            for block in form.table(table):
                for row in block.rows:
                    scope = self._group(row.id) if table == "litigation" else self._block_row(block, row.id)
                    found |= dict.fromkeys(row_words(form.id)[table, row.id], scope)
            return found

        return Scope(name, table, words)

    def _elsewhere(self, table: str) -> dict[str, Thing]:
        """Rows that only the other format has: every cell of them says so."""
        found: dict[str, Thing] = {}
        for form in forms():
            for (of, id), names in row_words(form).items():
                if of == table:
                    nothing = Scope(names[0], id, lambda: self._known(table, (), rows=False))
                    found |= dict.fromkeys(names, nothing)
        return found

    def _common(self, name: str, id: str, same: Callable[[Year], Scope]) -> dict[str, Thing]:
        found: dict[str, Thing] = {
            "名称": Constant(name, TEXT),
            "name": Constant(name, TEXT),
            "id": Constant(id, TEXT),
        }
        if not self.previous:
            found["上年报告"] = found["previous"] = same(Year(self.view, previous=True))
        return found
