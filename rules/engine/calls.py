"""Calls: macros over lists, functions, and the predicates that look at a cell or fact itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import re2

from rules.engine import functions, syntax, unknown
from rules.engine.cells import cell_fact
from rules.engine.compiler import Compiler, Environment
from rules.engine.errors import ExpressionError, did_you_mean
from rules.engine.functions import BY_WORD, LIST_WORDS, LISTS, REFERENCE_WORDS
from rules.engine.macros import macro
from rules.engine.patterns import Pattern
from rules.engine.searched import WHOLE_TEXT
from rules.engine.syntax import Node
from rules.engine.things import (
    NUMBER,
    TEXT,
    TRUTH,
    Code,
    Fact,
    Items,
    Kind,
    Scope,
    Thing,
    Type,
    list_of,
)

TEXT_WORDS = ("text", "写作")
SIZE_WORDS = ("size", "个数")
ALL_WORDS = (*BY_WORD, *LIST_WORDS, *REFERENCE_WORDS, *TEXT_WORDS, *SIZE_WORDS)


def call(compiler: Compiler, node: syntax.Call, env: Environment) -> Thing:
    """`name(…)` or `target.name(…)`; a method is the function with the target as its first argument."""
    if node.target is not None and node.name in syntax.MACROS:
        return macro(compiler, node, env)
    arguments = node.arguments if node.target is None else (node.target, *node.arguments)
    if node.name in REFERENCE_WORDS:
        return _reference(compiler, node, arguments, env)
    if node.name in LIST_WORDS:
        return _over_list(compiler, node, arguments, env)
    if node.name in SIZE_WORDS:
        return _size(compiler, node, arguments, env)
    if node.name in TEXT_WORDS:
        _count(node, arguments, 1)
        return compiler.call(_SHOWN, compiler.value(arguments[0], env), gives=TEXT)
    if node.name in BY_WORD:
        return _function(compiler, node, arguments, env)
    words = ALL_WORDS if node.target is None else (*syntax.MACROS, *ALL_WORDS)
    raise ExpressionError(
        node.position, f"没有“{node.name}”这个函数{did_you_mean(node.name, words)}", node.name
    )


def _count(node: syntax.Call, arguments: tuple[Node, ...], wanted: int) -> None:
    if len(arguments) != wanted:
        raise ExpressionError(
            node.position, f"“{node.name}”应为 {wanted} 个参数，却有 {len(arguments)} 个", node.name
        )


def _function(compiler: Compiler, node: syntax.Call, arguments: tuple[Node, ...], env: Environment) -> Code:
    function = BY_WORD[node.name]
    _count(node, arguments, len(function.takes))
    made: list[Code] = []
    for index, (argument, wanted) in enumerate(zip(arguments, function.takes, strict=True)):
        if index == function.pattern:
            made.append(Code(compiler.constant(_pattern(argument)), TEXT))
        else:
            made.append(compiler.typed(argument, env, wanted, f"“{node.name}”的第 {index + 1} 个参数"))
    called = compiler.call(_strictly(function.call, len(function.takes)), *made, gives=function.gives)
    if function.gives != TRUTH:
        return called
    if made[0].sentence:
        pattern = _wanted(function, arguments)
        return called if pattern is None else _guarded(compiler, called, pattern)
    if function.pattern is not None and made[0].source == f"s[{compiler.slots.index.get(WHOLE_TEXT)}]":
        return _guarded_whole(compiler, called, made[0], arguments[-1])
    return called


def _wanted(function: functions.Function, arguments: tuple[Node, ...]) -> str | None:
    """The pattern without which a test of a text is false; `None` where it is not written out."""
    last = arguments[-1]
    if function.pattern is not None:
        assert isinstance(last, syntax.Literal)
        return str(last.value)
    if function.words[0] not in ("contains", "contains_any"):
        return None
    parts = last.items if isinstance(last, syntax.ListOf) else (last,)
    texts = [part.value for part in parts if isinstance(part, syntax.Literal) and isinstance(part.value, str)]
    return "|".join(map(re2.escape, texts)) if parts and len(texts) == len(parts) else None


def _guarded(compiler: Compiler, called: Code, wanted: str) -> Code:
    """The call only where the narrative as a whole can hold what is wanted: one search instead of one a paragraph.

    Anchors hold at every line, so what no paragraph lacks the whole does not lack either.
    """
    searched = compiler.slots.searched
    name = compiler.variable()
    slot = compiler.slots.of(searched.fact)
    compiler.prelude.append(f"{name} = {searched.index(wanted)} in s[{slot}]")
    return Code(f"({called.source} if {name} else False)", TRUTH, cheap=True)


def _guarded_whole(compiler: Compiler, called: Code, text: Code, pattern: Node) -> Code:
    """The same of a pattern that is sought in the whole narrative, where that was read: all of them were sought at once."""
    assert isinstance(pattern, syntax.Literal)
    searched = compiler.slots.searched
    slot = compiler.slots.of(searched.fact)
    there = f"{searched.index(str(pattern.value))} in s[{slot}]"
    return Code(f"({called.source} if {there} or {text.source}.__class__ is not str else False)", TRUTH)


_BY_COUNT: dict[int, Callable[[Callable[..., object]], Callable[..., object]]] = {
    1: unknown.strict_single,
    2: unknown.strict_pair,
}
_STRICT: dict[Callable[..., object], Callable[..., object]] = {}


def _strictly(function: Callable[..., object], count: int) -> Callable[..., object]:
    """One wrapper a function, so that equal calls share a constant."""
    if function not in _STRICT:
        _STRICT[function] = _BY_COUNT.get(count, unknown.strict)(function)
    return _STRICT[function]


def _pattern(node: Node) -> Any:
    if not isinstance(node, syntax.Literal) or not isinstance(node.value, str):
        raise ExpressionError(node.position, "正则表达式请直接写出来，如 r'第[0-9]+条'")
    try:
        return _compiled(node.value)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ExpressionError(node.position, f"正则表达式不能用（{reason}）") from error


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Pattern:
    """A rule over ten cells has its pattern ten times, and every view of the form has it again."""
    return Pattern(pattern)


def _over_list(compiler: Compiler, node: syntax.Call, arguments: tuple[Node, ...], env: Environment) -> Code:
    id = LIST_WORDS[node.name]
    made: Code
    if len(arguments) == 1:
        made = compiler.value(arguments[0], env)
        if made.type.kind is not Kind.LIST:
            raise ExpressionError(node.position, f"“{node.name}”要一个列表，却是{made.type}", node.name)
    else:
        items = [compiler.typed(argument, env, NUMBER, f"“{node.name}”的参数") for argument in arguments]
        made = Code(f"({''.join(item.source + ',' for item in items)})", list_of(NUMBER))
    if id != "distinct" and made.type.of not in (NUMBER, None):
        raise ExpressionError(node.position, f"“{node.name}”要数的列表，却是{made.type}", node.name)
    if id == "sum" and len(arguments) == 1:
        thing = compiler.thing(arguments[0], env)
        if isinstance(thing, Items) and thing.members:
            parts = [compiler.code(member, node).source for member in thing.members]
            return Code(f"({'+'.join(parts)})", NUMBER)
    return compiler.call(LISTS[id][1], made, gives=NUMBER)


def _size(compiler: Compiler, node: syntax.Call, arguments: tuple[Node, ...], env: Environment) -> Code:
    _count(node, arguments, 1)
    thing = compiler.thing(arguments[0], env)
    if isinstance(thing, Items):
        return Code(repr(len(thing.members)), NUMBER)
    made = compiler.code(thing, arguments[0])
    if made.type.kind not in (Kind.LIST, Kind.TEXT):
        raise ExpressionError(node.position, f"“{node.name}”要列表或文字，却是{made.type}", node.name)
    return compiler.call(_SIZE, made, gives=NUMBER)


def _reference(compiler: Compiler, node: syntax.Call, arguments: tuple[Node, ...], env: Environment) -> Thing:
    """blank(x), found(x) …: a fact of its own about x."""
    _count(node, arguments, 1)
    id = REFERENCE_WORDS[node.name]
    thing = compiler.thing(arguments[0], env)
    if id == "known":
        return compiler.call(_known, compiler.code(thing, arguments[0]), gives=TRUTH)
    fact = thing.value if isinstance(thing, Scope) else thing
    if not isinstance(fact, Fact):
        raise ExpressionError(
            node.position,
            f"“{node.name}”只能用在表格里的一格或报告的一项上，如 表三.自然人.本年新收",
            node.name,
        )
    if fact.address:
        return cell_fact(fact.address, id, fact.previous)
    if id == "found":
        load = fact.found
        if load is not None:
            return Fact(f"found:{fact.key}", TRUTH, fact.name, load, fact.place)
        return compiler.call(_known, compiler.code(fact, arguments[0]), gives=TRUTH)
    if fact.key.startswith("missing:"):
        return Fact(f"{id}:{fact.key}", _view_type(id), fact.name, fact.load, fact.place)
    raise ExpressionError(node.position, f"“{node.name}”只能用在表格里的一格上", node.name)


def _view_type(id: str) -> Type:
    return {"blank": TRUTH, "symbol": TRUTH, "number": NUMBER, "blank_zero": NUMBER}.get(id, TEXT)


def _known(value: object) -> bool:
    return not isinstance(value, unknown.Undecided)


def _size_of(value: Any) -> object:
    return value if isinstance(value, unknown.Undecided) else len(value)


_SIZE = _size_of
_SHOWN = unknown.strict_single(functions.shown)
