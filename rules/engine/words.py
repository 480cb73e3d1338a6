"""One dictionary from words to the form: the printed labels, their short forms and the canonical ids mean the same cell.

The labels come from `reports.form`; only the short forms authors use are kept here.
"""

from __future__ import annotations

import re
from functools import cache

from reports import Form, forms, nfkc

TABLES = {
    "disclosure": ("表二", "主动公开"),
    "applications": ("表三", "申请"),
    "litigation": ("表四", "复议诉讼"),
}
SECTIONS = {
    "overview": "总体情况",
    "disclosure": "主动公开政府信息情况",
    "applications": "收到和处理政府信息公开申请情况",
    "litigation": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other_matters": "其他需要报告的事项",
}
SECTION_WORDS = {
    "overview": ("总体情况",),
    "disclosure": ("主动公开政府信息情况", "主动公开情况"),
    "applications": ("收到和处理政府信息公开申请情况", "申请情况"),
    "litigation": ("政府信息公开行政复议行政诉讼情况", "复议诉讼情况"),
    "problems": ("存在的主要问题及改进情况", "问题及改进"),
    "other_matters": ("其他需要报告的事项", "其他事项"),
}
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


def word(label: str) -> str:
    """A printed label as an identifier: list marks, brackets, quotes and blanks dropped."""
    text = nfkc(label).replace(" ", "")
    shorter = _MARK.sub("", text)
    while shorter != text:
        text, shorter = shorter, _MARK.sub("", shorter)
    return _NOT_A_WORD.sub("", _BRACKETED.sub("", text))


@cache
def row_names(form: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Every word for each row of one format, by (table, row id): the one shown to readers first, the id last."""
    return _names(forms()[form], rows=True)


@cache
def column_names(form: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The same for columns."""
    return _names(forms()[form], rows=False)


def _names(form: Form, *, rows: bool) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in form.blocks:
        for part in block.rows if rows else block.columns:
            printed = [word(part.label), *(word(variant) for variant in part.variants)]
            if rows and block.table == "applications":
                printed = [label for label in printed if label not in _AMBIGUOUS_ROWS.get(part.id, ())]
            short = SHORT.get(part.id, ())
            first = short[:1] or printed[:1]
            names = dict.fromkeys((*first, *printed, *short, *found.get((block.table, part.id), ()), part.id))
            found[block.table, part.id] = tuple(names)
    return found


@cache
def address_name(address: str) -> str:
    """What an official calls the cell at an address: ``表三“自然人”列“本年新收”``."""
    table, row, column = address.split(".")
    row_name = column_name = ""
    for form in reversed(tuple(forms())):
        row_name = row_name or row_names(form).get((table, row), ("",))[0]
        column_name = column_name or column_names(form).get((table, column), ("",))[0]
    if table == "applications":
        return f"表三“{column_name}”列“{row_name}”"
    return f"{TABLES[table][0]}“{row_name}”的“{column_name}”"


@cache
def cell_name(address: str) -> str:
    """The short name in a list of cells, as an example names it: ``自然人·本年新收`` or ``行政许可·处理决定数量``."""
    table, row, column = address.split(".")
    row_name = column_name = ""
    for form in reversed(tuple(forms())):
        row_name = row_name or row_names(form).get((table, row), ("",))[0]
        column_name = column_name or column_names(form).get((table, column), ("",))[0]
    return f"{column_name}·{row_name}" if table == "applications" else f"{row_name}·{column_name}"
