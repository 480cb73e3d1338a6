"""Where an office's templates are worked out: nothing can be changed or reached, and no expression may grow without measure."""

from __future__ import annotations

import re
from collections.abc import Sized
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

LARGEST = 1_000_000
"""Characters, items or bits that one expression of a template may come to; a message of a whole country is a tenth of it."""
_WIDTH = re.compile(r"\d+")


class MeasuredSandbox(ImmutableSandboxedEnvironment):
    """Raises SecurityError before `'a' * 10**10`, `9**9**9`, `'%9999999999d' % 1` and a centring as wide are worked out."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        centred = self.filters["center"]

        def center(value: str, width: int = 80) -> Any:
            demand(width)
            return centred(value, width)

        self.filters["center"] = center

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        demand(_size(operator, left, right))
        return super().call_binop(context, operator, left, right)


def demand(size: int) -> None:
    """Raises SecurityError for more than `LARGEST`."""
    if size > LARGEST:
        raise SecurityError(f"an expression would come to more than {LARGEST} characters")


def _size(operator: str, left: Any, right: Any) -> int:
    """How large the outcome may be, told before it is worked out; 0 where it cannot grow."""
    if operator == "%":
        widths = _WIDTH.findall(left) if isinstance(left, str) else ()
        given = right if isinstance(right, tuple) else (right,)
        stars = given if isinstance(left, str) and "*" in left else ()
        return max([*(int(one[:9]) for one in widths), *(one for one in stars if isinstance(one, int)), 0])
    if operator == "**":
        return left.bit_length() * right if isinstance(left, int) and isinstance(right, int) else 0
    for sized, times in ((left, right), (right, left)):
        if isinstance(sized, Sized) and isinstance(times, int):
            return len(sized) * times
    return left.bit_length() + right.bit_length() if isinstance(left, int) and isinstance(right, int) else 0
