"""Which words there are, as the vocabulary has them: the form's lists, a report's lists, its facts, the tables' rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports import column_words, forms, row_words
from rules.engine.records import RECORDS
from rules.engine.report_lists import MAX_RECORDS, lists
from rules.engine.things import Code, Constant, Fact, Items, Scope, Thing
from rules.engine.vocabulary import COLLECTIONS, View, vocabulary
from rules.workflow.fact_meanings import MEANINGS
from rules.workflow.markdown import code, table

_FEW = 4
"""Members of a list that are named."""


def known_words() -> Iterator[str]:
    """These parts of the page."""
    for part in (_form_lists, _report_lists, _facts, _tables):
        yield from part()


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
    yield from table(("列表", "项数", "各项"), rows)


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
        said = (f"{code(names)}（{type}）" for (type, _), names in words.items())
        rows.append([f"`{word}`", fact.name, "；".join(said)])
    yield from table(("列表", "是什么", "每一项有"), rows)


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
        yield from table(
            ("词", "种类", "是什么"),
            (
                [code(f"{name}.{word}" for word in words), _kind(thing), _meaning(thing)]
                for thing, words in grouped.values()
            ),
        )
    yield ""
    yield from table(
        ("单独的词", "种类", "是什么"),
        ([code(words), str(fact.type), MEANINGS[fact.key]] for fact, words in _single({**root, **lists()})),
    )
    yield from ("", "规则自己的参数用 `参数.名称`。")


def _single(root: Mapping[str, Thing]) -> Iterator[tuple[Fact, list[str]]]:
    """Facts that stand under no other word."""
    found: dict[str, tuple[Fact, list[str]]] = {}
    for word, thing in root.items():
        if isinstance(thing, Fact) and thing.type.of is None:
            found.setdefault(thing.key, (thing, []))[1].append(word)
    yield from found.values()


def _meaning(thing: Thing) -> str:
    return MEANINGS[thing.key] if isinstance(thing, Fact) else _name(thing)


def _key(thing: Thing) -> str:
    if isinstance(thing, Fact):
        return thing.key
    return thing.id if isinstance(thing, Scope) else repr(thing)


def _kind(thing: Thing) -> str:
    match thing:
        case Fact(type=type) | Constant(type=type) | Code(type=type):
            return str(type)
        case Scope():
            return f"下有 {code(thing.words)}"
    return "列表"


def _tables() -> Iterator[str]:
    yield from ("", "## 表格的词", "")
    yield "`表二.行.列`、`表三.列.行`（或 `表三.行.列`）、`表四.行.列`。印的全称、下面的简称和英文代号都可以。"
    for form in forms():
        yield from ("", f"### {form} 年格式")
        for id, title in (("disclosure", "表二"), ("applications", "表三"), ("litigation", "表四")):
            for what, names in (("行", row_words(form)), ("列", column_words(form))):
                words = [code((said[0], said[-1])) for (of, _), said in names.items() if of == id]
                yield from ("", f"{title}的{what}：{'；'.join(words)}")
