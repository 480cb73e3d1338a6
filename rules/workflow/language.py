"""The language in Chinese, written from the engine itself: what it knows, what it takes, and what it makes of the unknown.

Every table here is asked of the engine: which operator stands between which kinds is found by compiling it, the three-valued
tables by evaluating them, what a predicate says of a cell by asking it of such a cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reports import column_words, forms, row_words
from rules.engine import parser, strict_yaml, tokens
from rules.engine.calls import SIZE_WORDS, TEXT_WORDS
from rules.engine.cells import cell_fact
from rules.engine.compiler import Compiler, Slots
from rules.engine.draft import Draft, give_cell
from rules.engine.draft_cells import ABSENT, BLANK, SYMBOL, UNSEEN
from rules.engine.errors import ExpressionError
from rules.engine.functions import FUNCTIONS, LISTS, REFERENCES, shown
from rules.engine.records import RECORDS
from rules.engine.report_lists import MAX_RECORDS, lists
from rules.engine.syntax import MACROS
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Code, Constant, Fact, Items, Scope, Thing, Type
from rules.engine.unknown import Undecided, and_, not_, or_, unknown
from rules.engine.vocabulary import COLLECTIONS, View, vocabulary

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
_FEW = 4


def language() -> str:
    """The whole page, the same every time."""
    parts = (_head(), _kinds(), _operators(), _logic(), _functions(), _cells(), _macros(), _form_lists(), _report_lists(), _facts(), _tables(), _limits())  # fmt: skip
    return "\n".join(line for part in parts for line in part) + "\n"


def _head() -> Iterator[str]:
    yield "# 规则语言"
    yield ""
    yield "> 本页由 `nianbao rules docs --language` 从程序生成，请勿手改。怎样写一条规则，见[十分钟学会写规则](README.md)。"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _code(words: Iterable[str]) -> str:
    return "、".join(f"`{word}`" for word in dict.fromkeys(words))


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
    yield from _table(("种类", "说明", "例"), ([str(t), says[t], f"`{word}`"] for t, word in KINDS.items()))
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
    yield from _table(("运算", "两边各是什么 → 得到什么"), rows)
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
    yield from _table(
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
        [_code(f.words), "、".join(map(str, f.takes)), str(f.gives), f.says.format("甲", "乙", "丙")]
        for f in FUNCTIONS
    ]
    rows += [
        [
            _code(words),
            "任何一种的列表" if id == "distinct" else "数的列表，或若干个数",
            str(NUMBER),
            says.format("甲"),
        ]
        for id, (words, _, says) in LISTS.items()
    ]
    rows += [
        [_code(SIZE_WORDS), "列表或文字", str(NUMBER), "甲有几项（几个字）"],
        [_code(TEXT_WORDS), "任何一种", str(TEXT), "甲写成文字，如 2025年1月31日"],
    ]
    yield from _table(("函数", "参数", "得到", "意思"), rows)
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
        rows.append([_code(words), REFERENCE_SAYS[id], *answers])
    yield from _table(("函数", "意思", *(name for name, _ in SAMPLES)), rows)


def _macros() -> Iterator[str]:
    yield from (
        "",
        "## 逐项判断",
        "",
        "例如 `表三各行.all(行, 行.自然人 >= 0)`：给每一项起个名字，写一个条件。",
    )
    yield from _table(
        ("写法", "意思"),
        ([f"`列表.{name}(名字, {'值' if name == 'map' else '条件'})`", MACRO_SAYS[name]] for name in MACROS),
    )


def _items(view: View, name: str) -> Items:
    found = vocabulary(view).words[name]
    assert isinstance(found, Items)
    return found


def _form_lists() -> Iterator[str]:
    yield from ("", "## 格式里的列表", "", "项数由规定格式定，`for_each` 和逐项判断都能用。")
    rows = []
    for name in COLLECTIONS:
        counts = [f"{form}年格式 {len(_items(View.plain(form), name).members)} 项" for form in forms()]
        members = _items(View.plain("2021"), name).members
        names = [_name(member) for member in members[:_FEW]]
        rows.append(
            [f"`{name}`", "；".join(counts), "、".join(names) + ("……" if len(members) > _FEW else "")]
        )
    yield from _table(("列表", "项数", "各项"), rows)


def _name(thing: Thing) -> str:
    return getattr(thing, "name", "")


def _report_lists() -> Iterator[str]:
    yield from (
        "",
        "## 随报告而异的列表",
        "",
        f"每一项是一条记录，用“.”取它的词。超过 {MAX_RECORDS} 段的正文不逐段核对，判为未知。",
    )
    rows = []
    for word, fact in lists().items():
        if fact.type.of is None:
            continue  # a plain fact that stands among the lists
        words: dict[tuple[str, object], list[str]] = {}
        for name, (type, get) in RECORDS[fact.type.of.record].words.items():
            words.setdefault((str(type), get), []).append(name)
        said = (f"{_code(names)}（{type}）" for (type, _), names in words.items())
        rows.append([f"`{word}`", fact.name, "；".join(said)])
    yield from _table(("列表", "是什么", "每一项有"), rows)


def _facts() -> Iterator[str]:
    yield from (
        "",
        "## 报告的事实",
        "",
        "同一行的几个词意思一样。`上年.` 后面可以跟 `报告.`、`章节.` 和各表，取上年年报的。",
    )
    root = vocabulary(View.plain("2021")).words
    for name in ("报告", "章节", "版式", "发布"):
        scope = root[name]
        assert isinstance(scope, Scope)
        yield from ("", f"### {name}")
        grouped: dict[str, tuple[Thing, list[str]]] = {}
        for word, thing in scope.words.items():
            grouped.setdefault(_key(thing), (thing, []))[1].append(word)
        yield from _table(
            ("词", "种类", "是什么"),
            (
                [_code(f"{name}.{word}" for word in words), _kind(thing), _name(thing)]
                for thing, words in grouped.values()
            ),
        )
    yield ""
    yield "此外还有 `审查日`（`as_of`）、`上年有年报`、`成立日期`，以及规则自己的 `参数.名称`。"


def _key(thing: Thing) -> str:
    if isinstance(thing, Fact):
        return thing.key
    return thing.id if isinstance(thing, Scope) else repr(thing)


def _kind(thing: Thing) -> str:
    match thing:
        case Fact(type=type) | Constant(type=type) | Code(type=type):
            return str(type)
        case Scope():
            return f"下有 {_code(thing.words)}"
    return "列表"


def _tables() -> Iterator[str]:
    yield from ("", "## 表格的词", "")
    yield "`表二.行.列`、`表三.列.行`（或 `表三.行.列`）、`表四.行.列`。印的全称、下面的简称和英文代号都可以。"
    for form in forms():
        yield from ("", f"### {form} 年格式")
        for table, title in (("disclosure", "表二"), ("applications", "表三"), ("litigation", "表四")):
            for what, names in (("行", row_words(form)), ("列", column_words(form))):
                words = [_code((said[0], said[-1])) for (of, _), said in names.items() if of == table]
                yield from ("", f"{title}的{what}：{'；'.join(words)}")


def _limits() -> Iterator[str]:
    yield from ("", "## 限度", "", "超过的在装载时就报错，不会拖住核查。")
    yield from _table(
        ("什么", "最多"),
        (
            [
                "一个规则文件",
                f"{strict_yaml.MAX_BYTES // 1024} KB，{strict_yaml.MAX_NODES} 项，嵌套 {strict_yaml.MAX_DEPTH} 层",
            ],
            ["一个表达式", f"{tokens.MAX_LENGTH} 字，{parser.MAX_NODES} 个部分，嵌套 {parser.MAX_DEPTH} 层"],
            ["一个数", f"{tokens.MAX_DIGITS} 位"],
            ["一个写出来的列表", f"{parser.MAX_ITEMS} 项"],
            ["逐项判断套逐项判断", f"{parser.MAX_MACRO_DEPTH} 层"],
        ),
    )
