"""What may be done with values, asked of the engine: kinds, operators, the logic of the unknown, functions, cells, macros.

Which operator stands between which kinds is found by compiling it, the three-valued tables by evaluating them, what a
predicate says of a cell by asking it of such a cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.engine import parser
from rules.engine.calls import SIZE_WORDS, TEXT_WORDS
from rules.engine.cells import cell_fact
from rules.engine.compiler import Compiler, Slots
from rules.engine.draft import Draft, give_cell
from rules.engine.draft_cells import ABSENT, BLANK, SYMBOL, UNSEEN
from rules.engine.errors import ExpressionError
from rules.engine.functions import FUNCTIONS, LISTS, REFERENCES, shown
from rules.engine.syntax import MACROS
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Code, Type
from rules.engine.unknown import Undecided, and_, not_, or_, unknown
from rules.engine.vocabulary import View, vocabulary
from rules.workflow.markdown import code, table

CELL = "applications.new_received.natural_person"
CELL_WORD = "表三.自然人.本年新收"
KINDS: Mapping[Type, str] = {
    NUMBER: CELL_WORD,
    TEXT: "报告.标题",
    DATE: "发布.首次见到",
    TRUTH: "版式.表三读全",
}
"""A word of each kind, to try operators on."""
OPERATORS = ("+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in")
REFERENCE_SAYS = {
    "blank": "这一格印出来了，里面是空的",
    "symbol": "这一格里是“/”“—”“无”之类的符号",
    "found": "这一格（这一项）在报告里有",
    "known": "有确定的值，不是未知",
    "state": "这一格的状态，是右边这些词之一",
    "number": "这一格的数；“24575.93万”一类带文字的也取它的数",
    "raw": "这一格印的原样",
    "unit": "数后面带的单位",
    "header": "这一格上面印的表头（金额的单位行）",
    "blank_zero": "空白和符号当作 0 的数；读不清的仍是未知",
}
MACRO_SAYS = {
    "all": "每一项都满足条件",
    "exists": "至少一项满足条件",
    "exists_one": "恰有一项满足条件",
    "filter": "满足条件的各项",
    "map": "每一项换成另一个值，得到新的列表",
}
SAMPLES = (
    ("5", 5),
    (BLANK, BLANK),
    ("“—”", SYMBOL),
    ("“3万”", "3万"),
    ("读不清", UNSEEN),
    ("没有这一格", ABSENT),
)
"""Cells as an example gives them."""


def operations() -> Iterator[str]:
    """These parts of the page."""
    for part in (_kinds, _operators, _logic, _functions, _cells, _macros):
        yield from part()


def _compiled(expression: str) -> Code | None:
    """The expression as the loader takes it, `None` where it refuses it."""
    compiler = Compiler(vocabulary(View.plain("2021")), Slots())
    try:
        return compiler.value(parser.parse(expression), {})
    except ExpressionError:
        return None


def _kinds() -> Iterator[str]:
    yield from (
        "",
        "## 值的种类",
        "",
        "一个词是哪一种，写规则时就定了，写错当场报错。任何一种都可能是**未知**。",
    )
    says = {
        NUMBER: "整数或小数，按印的位数精确计算，不用浮点数",
        TEXT: "写在引号里；正则表达式写成 `r'…'`",
        DATE: "用 `date(2025, 1, 31)` 写；日期加减整数是加减天数，两个日期相减是天数",
        TRUTH: "`true`、`false`",
    }
    yield from table(("种类", "说明", "例"), ([str(t), says[t], f"`{word}`"] for t, word in KINDS.items()))
    yield ""
    yield "列表和记录只在 `for_each` 和逐项判断里用，见下。"


def _operators() -> Iterator[str]:
    yield from ("", "## 运算", "", "下表是程序接受的全部搭配，别的搭配写了就报错。")
    rows = []
    for operator in OPERATORS:
        found = []
        for left, one in KINDS.items():
            for right, other in KINDS.items():
                made = _compiled(f"{one} {operator} {f'[{other}]' if operator == 'in' else other}")
                if made is not None:
                    of = f"{right}的列表" if operator == "in" else str(right)
                    found.append(f"{left} {operator} {of} → {made.type}")
        rows.append([f"`{operator}`", "；".join(found)])
    yield from table(("运算", "两边各是什么 → 得到什么"), rows)
    yield ""
    yield "`!真假`、`-数`、`真假 ? 甲 : 乙`（甲乙同一种）也可以。整数除得尽是整数，除不尽是小数；除以 0 是规则的错误，不作认定。"


def _logic() -> Iterator[str]:
    maybe = unknown(CELL, CELL_WORD, "读不清")
    values = (True, False, maybe)

    def word(value: object) -> str:
        return "未知" if isinstance(value, Undecided) else shown(value)

    yield from ("", "## 未知怎么算", "")
    yield "空白、符号、没有读到、没有收录的，用在算式或比较里，结果是未知；未知不当作 0，也不当作“不相等”。"
    yield "判断里有一边已经能定的，另一边未知也能定："
    yield from table(
        ("甲", "乙", "甲 && 乙", "甲 \\|\\| 乙", "!甲"),
        (
            [word(a), word(b), word(and_(a, b)), word(or_(a, b)), word(not_(a))]
            for a in values
            for b in values
        ),
    )
    yield ""
    yield "`assert` 是“是”为通过，“否”为不通过，未知为未知；`when` 是“否”为不适用，未知为未知。未知的结论写明是哪一格、为什么。"


def _functions() -> Iterator[str]:
    yield from ("", "## 函数", "", "`contains(甲, 乙)` 也可以写成 `甲.contains(乙)`。参数未知，结果未知。")
    rows = [
        [code(f.words), "、".join(map(str, f.takes)), str(f.gives), f.says.format("甲", "乙", "丙")]
        for f in FUNCTIONS
    ]
    rows += [
        [
            code(words),
            "任何一种的列表" if id == "distinct" else "数的列表，或若干个数",
            str(NUMBER),
            says.format("甲"),
        ]
        for id, (words, _, says) in LISTS.items()
    ]
    rows += [
        [code(SIZE_WORDS), "列表或文字", str(NUMBER), "甲有几项（几个字）"],
        [code(TEXT_WORDS), "任何一种", str(TEXT), "甲写成文字，如 2025年1月31日"],
    ]
    yield from table(("函数", "参数", "得到", "意思"), rows)
    yield ""
    yield "正则表达式用 RE2，不支持向前向后断言和反向引用；“^”“$”指一行的首尾。"


def _cells() -> Iterator[str]:
    yield from ("", "## 看一格本身", "", f"例如 `blank({CELL_WORD})`。下表右边各栏是程序对这样一格的回答。")
    rows = []
    for id, words in REFERENCES.items():
        answers = []
        for _, raw in SAMPLES:
            draft = Draft()
            give_cell(draft, CELL, raw)
            fact = cell_fact(CELL, "value" if id == "known" else id, False)
            said = fact.load(draft.case())
            known = not isinstance(said, Undecided)
            answers.append((shown(known) if id == "known" else shown(said) if known else "未知") or "（空）")
        rows.append([code(words), REFERENCE_SAYS[id], *answers])
    yield from table(("函数", "意思", *(name for name, _ in SAMPLES)), rows)


def _macros() -> Iterator[str]:
    yield from (
        "",
        "## 逐项判断",
        "",
        "例如 `表三各行.all(行, 行.自然人 >= 0)`：给每一项起个名字，写一个条件。",
    )
    yield from table(
        ("写法", "意思"),
        ([f"`列表.{name}(名字, {'值' if name == 'map' else '条件'})`", MACRO_SAYS[name]] for name in MACROS),
    )
