"""How a row, a column and a cell are called in Chinese, in every room: the printed labels, their short forms and the ids mean
the same cell. The labels come from `reports.form`; the short forms, in the words that officials use, are kept here.
"""

from __future__ import annotations

import re
from functools import cache

from reports.folding import nfkc
from reports.form import Form, forms

_TABLES = {"disclosure": "表二", "applications": "表三", "litigation": "表四"}
SHORT = {
    # rows of table three
    "new_received": ("本年新收",),
    "carried_in": ("上年结转",),
    "denied_law_forbidden": ("其他法律行政法规禁止公开", "法律法规禁止公开"),
    "denied_three_security": ("危及三安全一稳定", "三安全一稳定"),
    "denied_internal": ("内部事务信息",),
    "denied_process": ("过程性信息",),
    "denied_case_file": ("行政执法案卷",),
    "denied_admin_query": ("行政查询事项",),
    "denied_third_party": ("第三方合法权益",),
    "denied_state_secret": ("国家秘密",),
    "unable_not_held": ("本机关不掌握",),
    "unable_needs_creation": ("需要另行制作",),
    "unable_unclear": ("补正后仍不明确",),
    "not_processed_petition": ("信访举报投诉",),
    "not_processed_publication": ("公开出版物",),
    "not_processed_excessive": ("大量反复申请",),
    "not_processed_confirm_reissue": ("确认或重新出具",),
    "other_no_correction": ("逾期不补正",),
    "other_fee_unpaid": ("逾期未缴费",),
    "other_misc": ("其他处理的其他",),
    "result_total": ("办理总计",),
    "carried_out": ("结转下年",),
    # columns of table two
    "made": ("新制作数量",),
    "newly_public": ("新公开数量",),
    "total_public": ("公开总数量",),
    "items_prev": ("上一年项目数量",),
    "items_delta": ("本年增减",),
    "decisions": ("处理决定数量", "本年处理决定数量"),
    "projects": ("采购项目数量",),
    "amount": ("采购总金额",),
    "issued": ("制发件数",),
    "repealed": ("废止件数",),
    "in_force": ("现行有效件数", "现行有效"),
    "fee_amount": ("收费金额",),
}
_AMBIGUOUS_ROWS = {"result_total": ("总计",), "other_misc": ("其他",)}
"""Labels of table three that are also column labels: only the short form stands for the row."""
_MARK = re.compile(r"^(?:\(?[一二三四五六七八九十]+\)?[、.]?|\d+[.、])")
_BRACKETED = re.compile(r"\([^)]*\)")
_NOT_A_WORD = re.compile(r"[^A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff]")


def _word(label: str) -> str:
    """A printed label as an identifier: list marks, brackets, quotes and blanks dropped."""
    text = nfkc(label).replace(" ", "")
    shorter = _MARK.sub("", text)
    while shorter != text:
        text, shorter = shorter, _MARK.sub("", shorter)
    return _NOT_A_WORD.sub("", _BRACKETED.sub("", text))


@cache
def row_words(form: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every word for each row of one format, by (table, row id): the one shown to readers first, the id last."""
    return _names(forms()[form], rows=True)


@cache
def column_words(form: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The same for columns."""
    return _names(forms()[form], rows=False)


def _names(form: Form, *, rows: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in form.blocks:
        for part in block.rows if rows else block.columns:
            printed = [_word(part.label), *(_word(variant) for variant in part.variants)]
            if rows and block.table == "applications":
                printed = [label for label in printed if label not in _AMBIGUOUS_ROWS.get(part.id, ())]
            short = SHORT.get(part.id, ())
            first = short[:1] or printed[:1]
            names = dict.fromkeys((*first, *printed, *short, *found.get((block.table, part.id), ()), part.id))
            found[block.table, part.id] = tuple(names)
    return found


@cache
def address_name(address: str) -> str:
    """What an official calls the cell at an address: ``表三“自然人”列“本年新收”``; the address itself where no form has it."""
    table, row, column = _parts(address)
    if not (row and column):
        return address
    return f"表三“{column}”列“{row}”" if table == "applications" else f"{_TABLES[table]}“{row}”的“{column}”"


@cache
def cell_name(address: str) -> str:
    """The short name in a list of cells, as an example names it: ``自然人·本年新收`` or ``行政许可·处理决定数量``."""
    table, row, column = _parts(address)
    return f"{column}·{row}" if table == "applications" else f"{row}·{column}"


def _parts(address: str) -> tuple[str, str, str]:
    """Table id, and the row's and the column's words as the newest form that has each prints them; "" where none has."""
    table, row, column = address.split(".")
    row_name = column_name = ""
    for form in reversed(tuple(forms())):
        row_name = row_name or row_words(form).get((table, row), ("",))[0]
        column_name = column_name or column_words(form).get((table, column), ("",))[0]
    return table, row_name, column_name
