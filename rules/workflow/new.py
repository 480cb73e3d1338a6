"""A new rule by question and answer: from an article of law to a rule file that loads, with its examples.

The command line asks `QUESTIONS` one by one; `rule_text` writes the YAML; nothing here reads a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rules.engine.bindings import FieldError
from rules.engine.errors import ExpressionError, RulesInvalid, did_you_mean
from rules.engine.load import parse_rules
from rules.engine.parser import parse
from rules.engine.template import parts
from rules.engine.verdict import SEVERITY_NAMES
from rules.engine.vocabulary import COLLECTIONS


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `check` gives a Chinese complaint, or "" where the answer will do."""

    key: str
    asks: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    default: str | None = None
    check: Callable[[str], str] = lambda answer: ""
    means: Mapping[str, str] = field(default_factory=dict)
    """What a Chinese choice is called in the file."""

    def wrong(self, answer: str) -> str:
        """A complaint, or ""."""
        if self.choices and answer not in (*self.choices, *self.means.values()):
            return f"没有“{answer}”{did_you_mean(answer, self.choices)}"
        return self.check(answer)

    def written(self, answer: str) -> str:
        """The answer as the file has it."""
        return self.means.get(answer, answer)


def _id(answer: str) -> str:
    return (
        ""
        if re.fullmatch(r"[A-Z]{2,8}(-[A-Z0-9]+)+", answer)
        else "编号应为大写字母和数字，用“-”连接，如 SUM-T3-COL"
    )


def _article(answer: str) -> str:
    return "请写成“第五十条”这样的条号" if re.fullmatch(r"\d+条?", answer.strip()) else ""


def _expression(answer: str) -> str:
    try:
        parse(answer)
    except ExpressionError as error:
        return f"第 {error.position + 1} 个字：{error.chinese}"
    return ""


def _message(answer: str) -> str:
    try:
        parts(answer)
    except ExpressionError as error:
        return f"第 {error.position + 1} 个字：{error.chinese}"
    return "" if answer.strip() else "提示语不能为空"


def _filled(answer: str) -> str:
    return "" if answer.strip() else "不能为空"


SEVERITY_WORDS = {name: severity for severity, name in SEVERITY_NAMES.items()}

QUESTIONS = (
    Question(
        "id",
        "给规则取一个编号",
        "开头：PUB 公布、STR 结构、CEL 单元格、SUM 勾稽、LOG 逻辑、TXT 正文、XYR 跨年",
        check=_id,
    ),
    Question("title", "用一句话说明查的是什么问题", "如：表三列勾稽关系不平", check=_filled),
    Question("document", "依据哪个文件", "如：条例；国办公开办函〔2021〕30号", check=_filled),
    Question("article", "哪一条", "如：第五十条；没有可留空", default="", check=_article),
    Question("quote", "抄下原文", "只抄有关的一句", check=_filled),
    Question(
        "severity",
        "多严重",
        "错误：数字或期限确实不对；警告：很可能不对；提示：请核对；参考：只供复核，不告知",
        choices=tuple(SEVERITY_WORDS),
        default="提示",
        means=SEVERITY_WORDS,
    ),
    Question(
        "over",
        "逐项检查什么",
        "整份报告只查一次的，选“整份报告”",
        choices=("整份报告", *COLLECTIONS),
        default="整份报告",
    ),
    Question("variable", "每一项怎么称呼", "如：列、行、格、章", default="项"),
    Question(
        "when",
        "什么条件下才查",
        "不限条件的留空；如 报告.年度 >= 2021",
        default="",
        check=lambda a: _expression(a) if a else "",
    ),
    Question(
        "assert",
        "什么应当成立",
        "如：列.本年新收 + 列.上年结转 == 列.办理总计 + 列.结转下年；查正文的如：章节.其他事项.正文.contains('信息处理费')",
        check=_expression,
    ),
    Question("message", "不成立时怎么说", "用 {…} 代入数字，如 “{列.名称}”列……请核对", check=_message),
    Question("remedy", "怎样改正", check=_filled),
    Question(
        "passing",
        "举一个符合的例子",
        "写“单元格=数”，查正文的写“章节.其他事项=……”，逗号隔开；全是 0 就符合的留空",
        default="",
    ),
    Question("failing", "举一个不符合的例子", "如：表三.自然人.本年新收=5", check=_filled),
    Question(
        "unsure",
        "举一个看不清而不能认定的例子",
        "如：表三.自然人.本年新收=空白；前面写了条件的，例子也要满足条件",
        check=_filled,
    ),
)


AGAIN = ("when", "assert", "message", "passing", "failing", "unsure")
"""Questions whose answers can contradict one another: asked again where the rule as a whole does not come out."""
_PLACEHOLDERS = {
    "id": "LOG-NEW",
    "title": "新规则",
    "document": "条例",
    "quote": "原文",
    "severity": "notice",
    "over": "整份报告",
    "variable": "项",
    "assert": "true",
    "message": "请核对。",
    "remedy": "请核对。",
    "failing": "",
    "unsure": "",
}


def objection(answers: Mapping[str, str], key: str, answer: str) -> str:
    """What is wrong with one answer in the light of those before it ("没有“其他”，是否应为“其他处理”？"); "" where nothing is.

    So that a misspelt word is said where it is typed, not after the last question.
    """
    if key not in AGAIN or not answer:
        return ""
    try:
        parse_rules(rule_text({**_PLACEHOLDERS, **answers, key: answer}), "新规则")
    except (RulesInvalid, FieldError) as error:
        field = "tests" if key in ("passing", "failing", "unsure") else key
        problems = error.problems if isinstance(error, RulesInvalid) else ()
        return next(
            (p.chinese for p in problems if p.field.startswith(field) and "示例" not in p.chinese), ""
        )
    return ""


_NEXT_GIVEN = re.compile(r"[，,](?=\s*[^，,。；=＝\s]+\s*[=＝]|\s*$)")


class NotWritten(Exception):
    """`str()` is Chinese, one problem a line."""


def rule_text(answers: Mapping[str, str]) -> str:
    """A whole rule file."""
    over = answers["over"] != "整份报告"
    said = [
        "ruleset: " + quoted(f"新规则 {answers['id']}"),
        'version: "1"',
        "rules:",
        f"  - id: {answers['id']}",
        "    version: 1",
        f"    title: {quoted(answers['title'])}",
        "    status: trial",
        f"    severity: {answers['severity']}",
        "    legal_basis:",
        f"      - document: {quoted(answers['document'])}",
        *([f"        article: {quoted(answers['article'])}"] if answers.get("article") else []),
        f"        quote: {quoted(answers['quote'])}",
        *([f"    for_each: {{{answers['variable']}: {answers['over']}}}"] if over else []),
        *([f"    when: {quoted(answers['when'])}"] if answers.get("when") else []),
        f"    assert: {quoted(answers['assert'])}",
        f"    message: {quoted(answers['message'])}",
        f"    remedy: {quoted(answers['remedy'])}",
        "    tests:",
        f"      - {{name: 符合, {_given(answers.get('passing', ''))}expect: pass}}",
        f"      - {{name: 不符合, {_given(answers['failing'])}expect: fail}}",
        f"      - {{name: 不能认定, {_given(answers['unsure'])}expect: unknown}}",
    ]
    return "\n".join(said) + "\n"


def complete(answers: Mapping[str, str]) -> str:
    """The file, loaded and its examples run. Raises `NotWritten` with what to answer differently."""
    from rules.engine.examples import run_rule_examples  # noqa: PLC0415 - running needs the whole engine

    text = rule_text(answers)
    try:
        (rule,) = parse_rules(text, "新规则")
    except (RulesInvalid, FieldError) as error:
        raise NotWritten(str(error)) from error
    wrong = [
        f"示例“{result.name}”：{result.chinese}" for result in run_rule_examples(rule) if not result.passed
    ]
    if wrong:
        raise NotWritten("\n".join(wrong))
    return text


def _given(answer: str) -> str:
    """``表三.自然人.本年新收=5，报告.年度=2024`` as a flow mapping. A comma with no ``word=`` behind it is the text's own."""
    said = []
    for pair in _NEXT_GIVEN.split(answer):
        word, _, value = pair.replace("＝", "=", 1).partition("=")
        value = value.strip()
        if word.strip():
            said.append(f"{word.strip()}: {value if _plain(value) else quoted(value)}")
    return f"given: {{{', '.join(said)}}}, " if said else ""


def _plain(value: str) -> bool:
    digits = value.removeprefix("-")
    return (
        digits.isascii()
        and digits.replace(".", "", 1).isdigit()
        and (digits == "0" or not digits.startswith("0"))
    )


def quoted(text: str) -> str:
    """A YAML double-quoted scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
