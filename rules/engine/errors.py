"""What can be wrong with a rule file, on one page. Every problem says file, line, column, what is wrong and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from rules.engine.verdict import SEVERITY_NAMES


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a rule file. `line` and `column` count from 1; `error` is False for mere advice."""

    file: str
    line: int
    column: int
    chinese: str
    rule: str = ""
    field: str = ""
    error: bool = True

    def __str__(self) -> str:
        """``rules.yaml:42:24: 规则 SUM-T3-COL 的 assert：没有“上年接转”，是否应为“上年结转”？``"""
        where = f"规则 {self.rule}" if self.rule else ""
        if self.field:
            where = f"{where} 的 {self.field}" if where else self.field
        return f"{self.file}:{self.line}:{self.column}: {where + '：' if where else ''}{self.chinese}"


class RulesError(Exception):
    """Base of this room's errors."""


class RulesInvalid(RulesError):
    """The rule files cannot be used. `str()` is Chinese, one line a problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class ExpressionError(RulesError):
    """An expression does not read or does not fit. `position` counts characters of the expression from 0."""

    def __init__(self, position: int, chinese: str, token: str = "") -> None:
        super().__init__(chinese)
        self.position = position
        self.chinese = chinese
        self.token = token


_SPOKEN = {
    **{"草稿": "draft", "试行": "trial", "正式": "in_force", "停用": "retired"},
    **{name: severity for severity, name in SEVERITY_NAMES.items()},
    **{"通过": "pass", "不通过": "fail", "未知": "unknown", "不适用": "not_applicable"},
    **{
        "编号": "id",
        "版本": "version",
        "标题": "title",
        "状态": "status",
        "等级": "severity",
        "依据": "legal_basis",
    },
    **{
        "适用范围": "applies_to",
        "逐项检查": "for_each",
        "条件": "when",
        "判断": "assert",
        "提示语": "message",
    },
    **{"改正办法": "remedy", "示例": "tests", "参数": "parameters", "规则集": "ruleset", "规则": "rules"},
    **{"文件": "document", "条款": "article", "原文": "quote", "单位类别": "agency", "年度": "years"},
    **{"层级": "level", "区划": "division", "格式": "format", "名称": "name"},
}
"""What an author says of the words that stand for it in a file."""


_NUMERAL = re.compile(r"[一二三四五六七八九十]")


def nearest(wrong: str, valid: Iterable[str]) -> str | None:
    """The valid word that is meant by `wrong`, or is most like it, or `None` when nothing is."""
    valid = list(valid)
    if _SPOKEN.get(wrong) in valid:
        return _SPOKEN[wrong]
    found = process.extractOne(wrong, valid, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=50)
    if found is None or (found[0] != wrong and _NUMERAL.sub("", found[0]) == _NUMERAL.sub("", wrong)):
        return None  # 表五 is no slip of the pen for 表三
    return str(found[0])


def did_you_mean(wrong: str, valid: Iterable[str]) -> str:
    """The second half of a Chinese message: the nearest valid word, or the words there are."""
    words = list(dict.fromkeys(valid))
    close = nearest(wrong, words)
    if close is not None:
        return f"，是否应为“{close}”？"
    shown = "、".join(words[:12])
    return f"；可以用的有：{shown}{'……' if len(words) > 12 else ''}" if shown else ""
