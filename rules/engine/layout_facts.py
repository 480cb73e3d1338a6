"""Facts under 版式: which format each table really uses, and whether the tables were read whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reports import AnnualReport, CellState, forms
from rules.engine.case import Case
from rules.engine.cells import states_of, unreadable
from rules.engine.draft import Draft
from rules.engine.draft_cells import UNSEEN
from rules.engine.things import NUMBER, TEXT, TRUTH, Fact
from rules.engine.unknown import unknown

TABLE_NAMES = {"disclosure": "表二", "applications": "表三", "litigation": "表四"}


@cache
def table_addresses(table: str | None) -> tuple[str, ...]:
    """Every address of a table (of all tables) in either form."""
    every = dict.fromkeys(address for form in forms().values() for address in form.addresses())
    return tuple(address for address in every if table is None or address.startswith(table + "."))


OLD_ONLY = ("made", "total_public", "items_prev", "procurement")
NEW_ONLY = ("issued", "repealed", "in_force", "fee_amount")


@cache
def _printed_at(word: str) -> tuple[str, ...]:
    """Addresses of table two, in either form, that a row or column id heads."""
    every = dict.fromkeys(address for form in forms().values() for address in form.addresses())
    return tuple(a for a in every if a.startswith("disclosure.") and word in a.split(".")[1:])


def printed_headers(report: AnnualReport, words: tuple[str, ...]) -> int:
    """How many of these rows or columns of table two are really printed: those with a cell that was read. Cells of both forms
    are unreadable where a table's rows could not be told."""
    state, unproved = states_of(report), (CellState.ABSENT, CellState.UNREADABLE)
    return sum(1 for word in words if any(state(address) not in unproved for address in _printed_at(word)))


@cache
def _only_in(form: str, table: str) -> tuple[str, ...]:
    """Addresses that a table has in this form alone."""
    others = {at for id, other in forms().items() if id != form for at in other.addresses()}
    return tuple(at for at in forms()[form].addresses() if at.startswith(table + ".") and at not in others)


def _told_by_figures(report: AnnualReport, table: str) -> str | None:
    """The form a table is printed in; `None` where the reader took it from rows of table three of which it could read nothing:
    one such row is a label that may be another's."""
    form = report.layout.get(table)
    if form is None or table != "applications":
        return form
    state, nothing = states_of(report), (CellState.ABSENT, CellState.UNREADABLE)
    return form if any(state(at) not in nothing for at in _only_in(form, table)) else None


@dataclass(frozen=True, slots=True)
class TableRead:
    """Whether anything of a table is printed, and whether a cell of it could not be read."""

    printed: bool
    unreadable: bool


def tables_as_read(report: AnnualReport) -> Mapping[str, TableRead]:
    """By table id."""
    state, absent = states_of(report), CellState.ABSENT
    unread = {address.partition(".")[0] for address in unreadable(report)}
    return {
        table: TableRead(any(state(a) is not absent for a in table_addresses(table)), table in unread)
        for table in TABLE_NAMES
    }


def layout_facts() -> dict[tuple[str, ...], Fact]:
    """Facts under 版式: which format each table really uses."""

    def used(table: str, name: str) -> Fact:
        missing = unknown(f"layout.{table}", name, "没有识别出来")

        def give(draft: Draft, raw: object) -> None:
            draft.layout[table] = None if raw == UNSEEN else str(raw)

        return Fact(
            f"layout.{table}",
            TEXT,
            name,
            lambda case: _told_by_figures(case.report, table) or missing,
            f"layout.{table}",
            give=give,
        )

    def headers(key: str, name: str, words: tuple[str, ...]) -> Fact:
        missing = unknown("layout.disclosure", "表二", "没有识别出来")
        return Fact(
            f"layout.{key}",
            NUMBER,
            name,
            lambda c: printed_headers(c.report, words) if c.report.layout.get("disclosure") else missing,
            "layout.disclosure",
        )

    return {
        ("表二", "disclosure"): used("disclosure", "表二版式"),
        ("表三", "applications"): used("applications", "表三版式"),
        ("表二读全", "disclosure_whole"): _read_whole("disclosure", "表二"),
        ("表三读全", "applications_whole"): _read_whole("applications", "表三"),
        ("表四读全", "litigation_whole"): _read_whole("litigation", "表四"),
        ("表格读全", "tables_whole"): _read_whole(None, "表格"),
        ("旧式表头数", "old_headers"): headers("old_headers", "旧式表头数", OLD_ONLY),
        ("新式表头数", "new_headers"): headers("new_headers", "新式表头数", NEW_ONLY),
    }


def _tables(case: Case) -> Mapping[str, TableRead]:
    return tables_as_read(case.report)


def _read_whole(table: str | None, name: str) -> Fact:
    """True where no cell of the table (of any table) is unreadable; else unknown: a broken table proves nothing."""
    key = f"layout.{table or 'tables'}_whole"
    broken = unknown(f"layout.{table or 'tables'}", name, "没有读全")

    def load(case: Case) -> object:
        tables = case.once(_tables)
        found = tables.values() if table is None else (tables[table],)
        whole = any(one.printed for one in found) and not any(one.unreadable for one in found)
        return True if whole else broken

    return Fact(key, TRUTH, name, load, f"layout.{table or 'tables'}")


def table_facts() -> dict[tuple[str, ...], Fact]:
    """版式.有表二 …: whether a table is there at all.

    Absence needs proof: the text was read whole, another table was read, and nothing is attached that could hold it.
    """

    def there(table: str, name: str) -> Fact:
        doubtful = unknown(f"layout.{table}", name, "没有找到，但不能确认原页也没有")

        def load(case: Case) -> object:
            report = case.report
            tables = case.once(_tables)
            if tables[table].printed:
                return True
            read = report.sections and all(section.certain for section in report.sections.values())
            another = any(one.printed for one in tables.values())
            whole = bool(read) and another and not report.attachments and not report.uncertain
            return False if whole else doubtful

        def give(draft: Draft, raw: object) -> None:
            draft.missing_tables.add(table)
            if raw == UNSEEN:
                draft.uncertain.add("other_matters")

        return Fact(f"layout.has_{table}", TRUTH, name, load, f"layout.{table}", give=give)

    return {(f"有{name}", f"has_{table}"): there(table, name) for table, name in TABLE_NAMES.items()}
