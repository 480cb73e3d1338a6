"""How strong a rule's examples are: change its logic a little, and at least one example must notice.

A change that no example notices is said in words, with the example that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.engine import syntax
from rules.engine.examples import run_rule_examples
from rules.engine.explain import filled, read
from rules.engine.load import check
from rules.engine.parser import parse
from rules.engine.rule import Rule
from rules.engine.syntax import Node, unparse

MAX_MUTANTS = 60
_FLIPS = {
    "==": ("!=", "<=", ">="), "!=": ("==",), "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="),
    "&&": ("||",), "||": ("&&",), "+": ("-",), "-": ("+",),
}  # fmt: skip

_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=", "in")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small change: where, from what to what, the rule with it."""

    field: str
    before: str
    after: str
    rule: Rule

    def chinese(self) -> str:
        name = {"assert": "assert", "when": "when"}.get(self.field, f"let 的“{self.field}”")
        return (
            f"把 {name} 里的“{self.before}”改成“{self.after}”，所有示例仍然通过；"
            f"请补一个示例，使下面两句的结果不同：①{self._words(self.before)}；②{self._words(self.after)}"
        )

    def _words(self, source: str) -> str:
        return read(filled(parse(source), self.rule.text.parameters))


def survivors(rule: Rule) -> list[Mutant]:
    """Changes that no example notices. Empty: the examples pin the rule down."""
    return [mutant for mutant in mutants(rule) if all(r.passed for r in run_rule_examples(mutant.rule))]


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Rules that differ from `rule` in one operator, threshold or clause, and still compile."""
    text = rule.text
    fields = [("assert", text.claim), *([("when", text.when)] if text.when else []), *text.let.items()]
    made = 0
    for field, source in fields:
        tree = parse(source)
        for old, new in _changes(tree):
            changed = unparse(_replaced(tree, old, new))
            mutated = _with(rule, field, changed)
            if changed == unparse(tree) or any(p.field != "tests" for p in check(mutated)):
                continue
            around = _comparison_of(tree, old)
            yield Mutant(field, unparse(around), unparse(_replaced(around, old, new)), mutated)
            made += 1
            if made >= MAX_MUTANTS:
                return


def _with(rule: Rule, field: str, source: str) -> Rule:
    if field == "assert":
        update: dict[str, object] = {"claim": source}
    elif field == "when":
        update = {"when": source}
    else:
        update = {"let": {**rule.text.let, field: source}}
    return replace(rule, text=rule.text.model_copy(update=update))


def _changes(tree: Node) -> Iterator[tuple[Node, Node]]:
    """(node, what it becomes) for every small change."""
    for node in syntax.walk(tree):
        match node:
            case syntax.Binary(operator=operator):
                for other in _FLIPS.get(operator, ()):
                    yield node, syntax.Binary(node.position, other, node.left, node.right)
                if operator in ("&&", "||"):
                    yield node, node.left
                    yield node, node.right
            case syntax.Unary(operator="!"):
                yield node, node.operand
            case syntax.Literal(value=bool()):
                continue
            case syntax.Literal(value=int() | Decimal() as value):
                yield node, syntax.Literal(node.position, value + 1)
                yield node, syntax.Literal(node.position, value - 1)
            case syntax.Call(name="all"):
                yield node, syntax.Call(node.position, "exists", node.target, node.arguments)
            case syntax.Call(name="exists"):
                yield node, syntax.Call(node.position, "all", node.target, node.arguments)


def _comparison_of(tree: Node, changed: Node) -> Node:
    """The smallest comparison that a changed number stands in: by itself it would say nothing; else the node itself."""
    if not isinstance(changed, syntax.Literal):
        return changed
    around = [
        node
        for node in syntax.walk(tree)
        if isinstance(node, syntax.Binary)
        and node.operator in _COMPARISONS
        and any(inner is changed for inner in syntax.walk(node))
    ]
    return min(around, key=lambda node: sum(1 for _ in syntax.walk(node)), default=changed)


def _replaced(tree: Node, old: Node, new: Node) -> Node:  # noqa: PLR0911 - one return a kind of node
    """The tree with one node, by identity, exchanged."""
    if tree is old:
        return new
    match tree:
        case syntax.Select():
            return replace(tree, target=_replaced(tree.target, old, new))
        case syntax.Call():
            target = None if tree.target is None else _replaced(tree.target, old, new)
            return replace(
                tree, target=target, arguments=tuple(_replaced(a, old, new) for a in tree.arguments)
            )
        case syntax.Unary():
            return replace(tree, operand=_replaced(tree.operand, old, new))
        case syntax.Binary():
            return replace(tree, left=_replaced(tree.left, old, new), right=_replaced(tree.right, old, new))
        case syntax.Conditional():
            sides = [_replaced(side, old, new) for side in (tree.condition, tree.then, tree.otherwise)]
            return replace(tree, condition=sides[0], then=sides[1], otherwise=sides[2])
        case syntax.ListOf():
            return replace(tree, items=tuple(_replaced(item, old, new) for item in tree.items))
    return tree
