"""Calls: macros over lists, functions, and the predicates that look at a cell or fact itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import re2

from rules.engine import functions, syntax, unknown
from rules.engine.cells import cell_fact
from rules.engine.compiler import Compiler, Environment
from rules.engine.errors import ExpressionError, did_you_mean
from rules.engine.facts import WHOLE_NARRATIVE
from rules.engine.functions import BY_WORD, LIST_WORDS, LISTS, REFERENCE_WORDS
from rules.engine.syntax import Node
from rules.engine.things import (
    NUMBER,
    TEXT,
    TRUTH,
    Code,
    Constant,
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
        return _macro(compiler, node, env)
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
            node.position, f"“{node.name}”要 {wanted} 个参数，却有 {len(arguments)} 个", node.name
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
    called = compiler.call(_strictly(function.call), *made, gives=function.gives)
    if function.pattern is not None and function.gives == TRUTH and made[0].sentence:
        return _guarded(compiler, called, arguments[function.pattern])
    return called


def _guarded(compiler: Compiler, called: Code, pattern: Node) -> Code:
    """The call only where the narrative as a whole can match: one search instead of one a paragraph.

    With (?m) the pattern's anchors hold at every line, so what no paragraph lacks the whole does not lack either.
    """
    assert isinstance(pattern, syntax.Literal)
    assert isinstance(pattern.value, str)
    whole = functions.compile_pattern("(?m)" + pattern.value)
    name = compiler.variable()
    slot = compiler.slots.of(WHOLE_NARRATIVE)
    compiler.prelude.append(f"{name} = {compiler.constant(_may_match)}({compiler.constant(whole)},s[{slot}])")
    return Code(f"({called.source} if {name} else False)", TRUTH)


def _may_match(pattern: Any, text: object) -> bool:
    return not isinstance(text, str) or pattern.search(text) is not None


_STRICT: dict[Callable[..., object], Callable[..., object]] = {}


def _strictly(function: Callable[..., object]) -> Callable[..., object]:
    """One wrapper a function, so that equal calls share a constant."""
    return _STRICT.setdefault(function, unknown.strict(function))


def _pattern(node: Node) -> Any:
    if not isinstance(node, syntax.Literal) or not isinstance(node.value, str):
        raise ExpressionError(node.position, "正则表达式必须直接写出来，如 r'第[0-9]+条'")
    try:
        return functions.compile_pattern(node.value)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ExpressionError(node.position, f"正则表达式不能用（{reason}）") from error


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


def _macro(compiler: Compiler, node: syntax.Call, env: Environment) -> Code:
    """all, exists, exists_one, filter, map: unrolled over the form's lists, looped over a report's."""
    assert node.target is not None
    _count_macro(node)
    variable, body = node.arguments
    assert isinstance(variable, syntax.Name)
    if variable.name in env or variable.name in compiler.root.words:
        raise ExpressionError(
            variable.position, f"“{variable.name}”已经另有所指，请换一个名字", variable.name
        )
    target = compiler.thing(node.target, env)
    if isinstance(target, Items):
        return _unrolled(compiler, node, target, env)
    made = compiler.code(target, node.target)
    if made.type.kind is not Kind.LIST:
        raise ExpressionError(
            node.position, f"“{node.name}”要用在列表上，“{syntax.unparse(node.target)}”却是{made.type}"
        )
    name = compiler.variable()
    inner = {**env, variable.name: Code(name, made.type.of or NUMBER)}
    result = compiler.value(body, inner) if node.name == "map" else compiler.typed(body, inner, TRUTH, "条件")
    walked = Code(f"lambda {name}: {result.source}", result.type)
    helper = _LOOPS[node.name]
    gives = {"map": list_of(result.type), "filter": made.type}.get(node.name, TRUTH)
    return compiler.call(helper, made, walked, gives=gives)


def _count_macro(node: syntax.Call) -> None:
    if len(node.arguments) != 2 or not isinstance(node.arguments[0], syntax.Name):
        raise ExpressionError(node.position, f"“{node.name}”应写成 列表.{node.name}(名字, 条件)", node.name)


def _unrolled(compiler: Compiler, node: syntax.Call, items: Items, env: Environment) -> Code:
    name, body = node.arguments
    assert isinstance(name, syntax.Name)
    variable = name.name
    results = []
    for member in items.members:
        inner = {**env, variable: member}
        results.append(
            compiler.value(body, inner) if node.name == "map" else compiler.typed(body, inner, TRUTH, "条件")
        )
    source = f"({''.join(result.source + ',' for result in results)})"
    if node.name == "map":
        return Code(source, list_of(results[0].type) if results else Type(Kind.LIST))
    if node.name != "filter":
        return Code(f"{node.name}_({source})", TRUTH)
    kept = [_worth(compiler, member, node) for member in items.members]
    values = f"({''.join(value.source + ',' for value in kept)})"
    type = list_of(kept[0].type) if kept else Type(Kind.LIST)
    return compiler.call(_filter_pairs, Code(source, TRUTH), Code(values, type), gives=type)


def _worth(compiler: Compiler, member: Thing, node: Node) -> Code:
    """What a filtered member of the form stands for: its value, or its name where it is a group."""
    if isinstance(member, Scope) and member.value is None:
        return compiler.code(Constant(member.name, TEXT), node)
    return compiler.code(member, node)


def _loop(combine: Callable[[Any], object]) -> Callable[..., object]:
    def run(values: Any, test: Callable[[object], object]) -> object:
        return values if isinstance(values, unknown.Undecided) else combine(test(value) for value in values)

    return run


def _filter(values: Any, test: Callable[[object], object]) -> object:
    if isinstance(values, unknown.Undecided):
        return values
    return _filter_pairs([test(value) for value in values], values)


def _filter_pairs(tests: Any, values: Any) -> object:
    undecided = unknown.merged(tests)
    return tuple(v for test, v in zip(tests, values, strict=True) if test) if undecided is None else undecided


def _whole(values: tuple[object, ...]) -> object:
    """A list with an undecided member is undecided, as in CEL."""
    undecided = unknown.merged(values)
    return values if undecided is None else undecided


_LOOPS: dict[str, Callable[..., object]] = {
    "all": _loop(unknown.all_),
    "exists": _loop(unknown.exists_),
    "exists_one": _loop(unknown.exists_one_),
    "map": _loop(lambda values: _whole(tuple(values))),
    "filter": _filter,
}


def _known(value: object) -> bool:
    return not isinstance(value, unknown.Undecided)


def _size_of(value: Any) -> object:
    return value if isinstance(value, unknown.Undecided) else len(value)


_SIZE = _size_of
_SHOWN = unknown.strict(functions.shown)
