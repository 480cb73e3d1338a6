"""Macros over lists: unrolled over the form's own lists, looped over those that differ from report to report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.engine import syntax, unknown
from rules.engine.compiler import Compiler, Environment
from rules.engine.errors import ExpressionError
from rules.engine.syntax import Node
from rules.engine.things import NUMBER, TEXT, TRUTH, Code, Constant, Items, Kind, Scope, Thing, Type, list_of


def macro(compiler: Compiler, node: syntax.Call, env: Environment) -> Code:
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
            node.position,
            f"“{node.name}”应用在列表上（如 表三各行、法定章节），“{syntax.unparse(node.target)}”却是{made.type}",
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
        return Code(_decided_early(node.name, results, f"{node.name}_({source})"), TRUTH)
    kept = [_worth(compiler, member, node) for member in items.members]
    values = f"({''.join(value.source + ',' for value in kept)})"
    type = list_of(kept[0].type) if kept else Type(Kind.LIST)
    return compiler.call(_filter_pairs, Code(source, TRUTH), Code(values, type), gives=type)


SHORT = 80
"""Characters of a member's source that is written out a second time."""


def _decided_early(name: str, results: list[Code], whole: str) -> str:
    """`exists` is nearly always decided by one of the first members, `all` by their all being true: then no list is made."""
    if name not in ("all", "exists") or not results or any(len(one.source) > SHORT for one in results):
        return whole
    operator = " and " if name == "all" else " or "
    return f"(True if {operator.join(f'{one.source} is True' for one in results)} else {whole})"


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
