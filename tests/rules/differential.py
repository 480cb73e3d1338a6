"""Our evaluator against Google's CEL (cel-expr-python) on random three-valued expressions.

A variable that is not known is left out of CEL's activation: its value is then an error, which CEL's `&&`, `||`, all and
exists absorb exactly as an unknown. Run ``python -m tests.rules.differential --count 200000 --seed 1`` for a long run.

Left out on purpose: ``/`` (ours is exact, CEL's truncates) but where it divides evenly or by zero, and lists with unknown
members (``5 in [5, unknown]`` is true for us, an error in CEL).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.engine.compiled import function
from rules.engine.compiler import Compiler, Slots
from rules.engine.draft import Draft
from rules.engine.parser import parse
from rules.engine.things import NUMBER, TEXT, TRUTH, Fact, Scope, Type, list_of
from rules.engine.unknown import Undecided, unknown

NUMBERS, TRUTHS, TEXTS, LISTS = ("a", "b", "c", "d"), ("p", "q", "r"), ("t", "u"), ("xs", "ys")
TYPES: dict[str, Type] = {
    **dict.fromkeys(NUMBERS, NUMBER),
    **dict.fromkeys(TRUTHS, TRUTH),
    **dict.fromkeys(TEXTS, TEXT),
    **dict.fromkeys(LISTS, list_of(NUMBER)),
}
UNKNOWN = "unknown"


@dataclass
class Maker:
    """Random well-typed expressions. `bound` are the names of macros around."""

    random: random.Random
    bound: tuple[str, ...] = ()

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.random.choice([*TRUTHS, "true", "false"])
        one = self.random.randrange(12)
        if one < 3:
            return f"({self.truth(depth - 1)} {self.random.choice(['&&', '||'])} {self.truth(depth - 1)})"
        if one == 3:
            return f"!({self.truth(depth - 1)})"
        if one == 4:
            return f"({self.truth(depth - 1)} ? {self.truth(depth - 1)} : {self.truth(depth - 1)})"
        if one == 5:
            return f"({self.text(depth - 1)} {self.random.choice(['==', '!='])} {self.text(depth - 1)})"
        if one == 6:
            method = self.random.choice(["contains", "startsWith", "endsWith"])
            return f"{self.text(0)}.{method}({self.text(depth - 1)})"
        if one == 7 and len(self.bound) < 2:
            return self.macro(depth)
        if one == 8:
            return f"({self.number(depth - 1)} in {self.random.choice([*LISTS, '[1, 2, 3]', '[0]'])})"
        operator = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
        return f"({self.number(depth - 1)} {operator} {self.number(depth - 1)})"

    def macro(self, depth: int) -> str:
        name = "xyz"[len(self.bound)]
        inner = Maker(self.random, (*self.bound, name))
        source, body = self.random.choice(LISTS), inner.truth(depth - 1)
        kind = self.random.choice(["all", "exists", "exists_one", "filter", "map"])
        if kind == "filter":
            return f"(size({source}.filter({name}, {body})) > {self.random.randrange(3)})"
        if kind == "map":
            return f"({self.number(0)} in {source}.map({name}, {inner.number(depth - 1)}))"
        return f"{source}.{kind}({name}, {body})"

    def number(self, depth: int) -> str:
        if depth <= 0:
            return self.random.choice([*NUMBERS, *self.bound, *self.bound, str(self.random.randrange(10))])
        one = self.random.randrange(9)
        if one == 0:
            return f"({self.truth(depth - 1)} ? {self.number(depth - 1)} : {self.number(depth - 1)})"
        if one == 1:
            return f"size({self.random.choice([*LISTS, *TEXTS])})"
        if one == 2:
            return f"(-{self.number(depth - 1)})"
        if one == 3:
            factor = self.random.randrange(1, 5)
            return f"(({self.number(depth - 1)} * {factor}) / {self.random.choice([factor, factor, 0])})"
        if one == 4:
            return f"({self.number(depth - 1)} % {self.number(depth - 1)})"
        return f"({self.number(depth - 1)} {self.random.choice('+-*')} {self.number(depth - 1)})"

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.random.choice([*TEXTS, "''", "'甲'", "'甲乙'"])
        return f"({self.text(depth - 1)} + {self.text(depth - 1)})"

    def values(self) -> dict[str, object]:
        """Values for some of the variables; those left out are unknown."""
        found: dict[str, object] = {}
        for name, type in TYPES.items():
            if self.random.random() < 0.3:
                continue
            if type == NUMBER:
                found[name] = self.random.randrange(-3, 10)
            elif type == TRUTH:
                found[name] = self.random.random() < 0.5
            elif type == TEXT:
                found[name] = self.random.choice(["", "甲", "乙", "甲乙丙"])
            else:
                found[name] = [self.random.randrange(5) for _ in range(self.random.randrange(4))]
        return found


def ours(source: str, values: Mapping[str, object]) -> object:
    """True, False or UNKNOWN by our evaluator."""

    def fact(name: str) -> Fact:
        missing = unknown(name, name, "为空白")
        value = values.get(name, missing)
        return Fact(
            name, TYPES[name], name, lambda case: tuple(value) if isinstance(value, list) else value, name
        )

    slots = Slots()
    compiler = Compiler(Scope("", "", lambda: {name: fact(name) for name in TYPES}), slots)
    code = compiler.value(parse(source), {})
    run = function("expression", ["s"], [f"    return {code.source}"], compiler.slots.names)
    found = run([fact.load(CASE) for fact in slots.facts])
    return UNKNOWN if isinstance(found, Undecided) else found


CASE = Draft().case()


class Oracle:
    """True, False or UNKNOWN by Google's CEL."""

    def __init__(self) -> None:
        from cel_expr_python import cel  # a development-only oracle

        kinds = {NUMBER: cel.Type.INT, TRUTH: cel.Type.BOOL, TEXT: cel.Type.STRING}
        kinds[list_of(NUMBER)] = cel.Type.List(cel.Type.INT)
        self.error = cel.Type.ERROR
        self.env = cel.NewEnv(variables={name: kinds[type] for name, type in TYPES.items()})

    def judge(self, source: str, values: Mapping[str, object]) -> object:
        found: Any = self.env.compile(source).eval(data=dict(values))
        return UNKNOWN if found.type() == self.error else found.value()


def disagreements(count: int, seed: int) -> tuple[list[str], Counter[object]]:
    """Expressions the two judge differently, and how often each outcome came up."""
    maker, oracle = Maker(random.Random(seed)), Oracle()
    wrong: list[str] = []
    outcomes: Counter[object] = Counter()
    for _ in range(count):
        source, values = maker.truth(maker.random.randrange(1, 5)), maker.values()
        mine, theirs = ours(source, values), oracle.judge(source, values)
        outcomes[mine] += 1
        if mine is not theirs and mine != theirs:
            wrong.append(f"{source}  with {values}: ours {mine}, CEL {theirs}")
    return wrong, outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    wrong, outcomes = disagreements(arguments.count, arguments.seed)
    print("\n".join(wrong[:20]))
    print(f"{arguments.count} expressions, {len(wrong)} disagreements, outcomes {dict(outcomes)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
