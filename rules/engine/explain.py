"""A rule read back as one Chinese sentence built from its operators: a reviewer signs the sentence, not the YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rules.engine import syntax
from rules.engine.functions import BY_WORD, LIST_WORDS, LISTS, REFERENCE_WORDS
from rules.engine.parser import parse
from rules.engine.rule import Rule
from rules.engine.rule_file import AppliesTo, Effective
from rules.engine.syntax import PRECEDENCE, Node
from rules.engine.things import DATE
from rules.engine.verdict import SEVERITY_NAMES, Attribution, Status

STATUSES = {
    Status.DRAFT: "草稿（不参与告知）",
    Status.TRIAL: "试行（不告知机关）",
    Status.IN_FORCE: "正式（可告知主管部门）",
    Status.RETIRED: "停用",
}
ATTRIBUTIONS = {
    Attribution.AGENCY: "编制机关",
    Attribution.SITE: "网站",
    Attribution.READER: "读取程序",
    Attribution.UNCLEAR: "尚不明确",
}
_RELATIONS = {
    "==": "{0}等于{1}", "!=": "{0}不等于{1}", "<": "{0}小于{1}", "<=": "{0}不大于{1}",
    ">": "{0}大于{1}", ">=": "{0}不小于{1}", "in": "{0}是{1}之一",
    "&&": "{0}，并且{1}", "||": "{0}，或者{1}",
    "+": "{0}＋{1}", "-": "{0}－{1}", "*": "{0}×{1}", "/": "{0}÷{1}", "%": "{0}除以{1}的余数",
}  # fmt: skip
_OF_DAYS = {"<": "{0}早于{1}", "<=": "{0}不晚于{1}", ">": "{0}晚于{1}", ">=": "{0}不早于{1}"}
_DAY_WORDS = re.compile(r"日$|日期|期限|首次见到|监测起始|期间[起止]")
_REFERENCES = {
    "blank": "{0}是空白", "symbol": "{0}填的是符号", "found": "有{0}", "known": "{0}已知", "state": "{0}的状态",
    "number": "{0}里的数", "raw": "{0}的原文", "unit": "{0}所带的单位", "header": "{0}的表头",
    "blank_zero": "{0}（空白按 0 计）",
}  # fmt: skip
_NEGATED = {"blank": "{0}不是空白", "symbol": "{0}填的不是符号", "found": "没有{0}", "known": "{0}未知"}
_MACROS = {
    "all": "{0}的每一项“{1}”都满足：{2}",
    "exists": "{0}中至少有一项“{1}”满足：{2}",
    "exists_one": "{0}中恰有一项“{1}”满足：{2}",
    "filter": "{0}中满足“{2}”的各项“{1}”",
    "map": "{0}各项“{1}”的“{2}”",
}


def read(node: Node, above: int = 0) -> str:  # noqa: PLR0911 - one return a kind of node
    """An expression in words."""
    match node:
        case syntax.Literal(value=value):
            if isinstance(value, bool):
                return "是" if value else "否"
            return f"“{value}”" if isinstance(value, str) else str(value)
        case syntax.Name(name=name):
            return name
        case syntax.Select():
            return _printed_place(node) or f"{read(node.target, 9)}的{node.field}"
        case syntax.Unary(operator="!"):
            return _negated(node.operand)
        case syntax.Binary():
            power = PRECEDENCE[node.operator]
            relations = _OF_DAYS if node.operator in _OF_DAYS and _of_days(node) else _RELATIONS
            said = relations[node.operator].format(read(node.left, power), read(node.right, power + 1))
            return f"（{said}）" if power < above else said
        case syntax.Conditional():
            return f"（若{read(node.condition)}则为{read(node.then)}，否则为{read(node.otherwise)}）"
        case syntax.ListOf():
            return "、".join(read(item) for item in node.items)
        case syntax.Call():
            return _called(node)
        case syntax.Unary():
            return f"负的{read(node.operand, 8)}"
    raise TypeError(node)


def _printed_place(node: syntax.Select) -> str | None:
    """A cell or a section as the messages call it (`表三“总计”列“本年新收”`); `None` for any other word."""
    words: list[str] = []
    here: Node = node
    while isinstance(here, syntax.Select):
        words.insert(0, here.field)
        here = here.target
    if not isinstance(here, syntax.Name):
        return None
    before, words = (here.name, words) if here.name in ("上年", "previous") else ("", [here.name, *words])
    match words:
        case ["表二", row, column]:
            return f"{before}表二“{row}”行“{column}”"
        case ["表三" | "表四" as table, column, row]:
            return f"{before}{table}“{column}”列“{row}”"
        case ["章节", section, word]:
            return f"{before}“{section}”部分的{word}"
    return None


def _of_days(node: Node) -> bool:
    """Whether a comparison is of days, by its words: only the sentence depends on it."""
    match node:
        case syntax.Binary(left=left, right=right):
            numbers = any(isinstance(side, syntax.Literal) for side in (left, right))
            return not numbers and (_of_days(left) or _of_days(right))
        case syntax.Name(name=word) | syntax.Select(field=word):
            return _DAY_WORDS.search(word) is not None
        case syntax.Call(name=word):
            return word in BY_WORD and BY_WORD[word].gives == DATE
        case syntax.Conditional(then=then, otherwise=otherwise):
            return _of_days(then) or _of_days(otherwise)
    return False


def _negated(node: Node) -> str:
    if isinstance(node, syntax.Call) and REFERENCE_WORDS.get(node.name) in _NEGATED:
        arguments = node.arguments if node.target is None else (node.target, *node.arguments)
        return _NEGATED[REFERENCE_WORDS[node.name]].format(read(arguments[0], 9))
    several = isinstance(node, syntax.Binary | syntax.Conditional)
    return f"并非（{read(node)}）" if several else f"并非{read(node, 8)}"


def _called(node: syntax.Call) -> str:
    if node.target is not None and node.name in syntax.MACROS and len(node.arguments) == 2:
        return _MACROS[node.name].format(read(node.target), read(node.arguments[0]), read(node.arguments[1]))
    arguments = node.arguments if node.target is None else (node.target, *node.arguments)
    said = [read(argument, 4) for argument in arguments]
    if node.name in REFERENCE_WORDS:
        return _REFERENCES[REFERENCE_WORDS[node.name]].format(*said)
    if node.name in LIST_WORDS:
        return LISTS[LIST_WORDS[node.name]][2].format("、".join(said))
    if node.name in ("date", "日期") and all(isinstance(one, syntax.Literal) for one in arguments):
        return "{}年{}月{}日".format(*said)
    if node.name in BY_WORD:
        return BY_WORD[node.name].says.format(*said)
    return f"{'、'.join(said)}的个数" if node.name in ("size", "个数") else "、".join(said)


def scope_words(applies: AppliesTo, effective: Effective) -> str:
    """To whom and when, in words; `所有单位、2019年度起` where nothing is said."""
    said = []
    if applies.agency:
        said.append("、".join(applies.agency))
    if applies.level:
        said.append("、".join(applies.level))
    if applies.division:
        said.append(f"区划代码以{'、'.join(applies.division)}开头的单位")
    years = applies.years
    first, last = (years.first, years.last) if years else (None, None)
    if first or last:
        said.append(f"{first or 2019}年度{'起' if last is None else f'至{last}年度'}")
    if applies.format:
        names = {"2019": "试行格式（2019、2020年度）", "2021": "现行格式（2021年度起）"}
        said.append("、".join(names[format] for format in applies.format))
    if effective.starts:
        said.append(f"依据自{effective.starts.isoformat()}起有效")
    if effective.ends:
        said.append(f"依据至{effective.ends.isoformat()}止有效")
    return "，".join(said) or "所有单位、各年度"


def filled(node: Node, values: Mapping[str, object]) -> Node:  # noqa: PLR0911 - one return a kind of node
    """The tree with the rule's parameters put in: a reader wants the number, not its name."""
    match node:
        case syntax.Select(target=syntax.Name(name="参数" | "parameters"), field=field) if field in values:
            return syntax.Literal(node.position, values[field])  # type: ignore[arg-type] # parameters are plain values
        case syntax.Select():
            return syntax.Select(node.position, filled(node.target, values), node.field)
        case syntax.Call():
            target = None if node.target is None else filled(node.target, values)
            return syntax.Call(
                node.position, node.name, target, tuple(filled(a, values) for a in node.arguments)
            )
        case syntax.Unary():
            return syntax.Unary(node.position, node.operator, filled(node.operand, values))
        case syntax.Binary():
            left, right = filled(node.left, values), filled(node.right, values)
            return syntax.Binary(node.position, node.operator, left, right)
        case syntax.Conditional():
            sides = [filled(side, values) for side in (node.condition, node.then, node.otherwise)]
            return syntax.Conditional(node.position, *sides)
        case syntax.ListOf():
            return syntax.ListOf(node.position, tuple(filled(item, values) for item in node.items))
    return node


def explain(rule: Rule) -> str:
    """The whole rule as one Chinese sentence."""
    text = rule.text

    def say(source: str) -> str:
        return read(filled(parse(source), text.parameters))

    parts = [
        f"【{text.id}】{text.title}（第{text.version}版，{STATUSES[rule.status]}）：适用于{scope_words(text.applies_to, text.effective)}"
    ]
    if text.for_each:
        ((name, over),) = text.for_each.items()
        parts.append(f"对{say(over)}中的每一项（称为“{name}”）")
    for name, source in text.let.items():
        parts.append(f"以“{name}”指{say(source)}")
    for name, one in text.extract.items():
        parts.append(
            f"从{say(one.source)}里按“{one.pattern}”取出唯一的一个值，记作“{name}”（没有或有几个不同的值时视为未知）"
        )
    condition = f"仅当{say(text.when)}时，" if text.when else ""
    parts.append(f"{condition}应当满足：{say(text.claim)}")
    otherwise = f"否则判为“{SEVERITY_NAMES[rule.severity]}”，归于{ATTRIBUTIONS[rule.attribution]}"
    for grade in text.grades:
        whose = f"，归于{ATTRIBUTIONS[Attribution(grade.attribution)]}" if grade.attribution else ""
        otherwise += f"（若{say(grade.when)}，判为“{SEVERITY_NAMES[grade.severity]}”{whose}）"
    if text.report == "once":
        otherwise += "，全部不符之处合成一条"
    parts.append(otherwise)
    parts.append("凡用到的格子不是数字、没有读到或无从得知的，一律判为未知，不作认定")
    return "；".join(parts) + "。"
