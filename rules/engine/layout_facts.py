"""Facts under 版式: which format each table really uses, and whether the tables were read whole."""

from __future__ import annotations

from reports import AnnualReport, CellState
from rules.engine.case import Case
from rules.engine.draft import UNSEEN, Draft
from rules.engine.things import NUMBER, TEXT, TRUTH, Fact
from rules.engine.unknown import unknown

OLD_ONLY = ("made", "total_public", "items_prev", "procurement")
NEW_ONLY = ("issued", "repealed", "in_force", "fee_amount")


def printed_headers(report: AnnualReport, words: tuple[str, ...]) -> int:
    """How many of these rows or columns of table two are really printed."""
    seen = set()
    for address, cell in report.cells.items():
        if cell.state is not CellState.ABSENT and address.startswith("disclosure."):
            seen.update(address.split(".")[1:])
    return sum(1 for word in words if word in seen)


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
            lambda case: case.report.layout.get(table) or missing,
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


def _read_whole(table: str | None, name: str) -> Fact:
    """True where no cell of the table (of any table) is unreadable; else unknown: a broken table proves nothing."""
    key = f"layout.{table or 'tables'}_whole"
    broken = unknown(f"layout.{table or 'tables'}", name, "没有读全")

    def load(case: Case) -> object:
        prefix = f"{table}." if table else ""
        states = {cell.state for address, cell in case.report.cells.items() if address.startswith(prefix)}
        return broken if CellState.UNREADABLE in states or states <= {CellState.ABSENT} else True

    return Fact(key, TRUTH, name, load, f"layout.{table or 'tables'}")
