"""Three-valued values: `Unknown` knows what caused it, and can never be taken for true or false.

Logic after CEL (github.com/google/cel-spec, "Evaluation"): strict operators pass an unknown on, `&&` and `||` absorb it
where the other side decides. `Failure` is CEL's error: the rule broke (a division by zero), and is absorbed alike. Where
both meet, the unknown wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, NoReturn


class Cause(NamedTuple):
    """Why something is not known: the cell or fact, by canonical id and by its Chinese name, and what is the matter."""

    place: str
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}{self.why}"


class Undecided:
    """Base of `Unknown` and `Failure`: every operator passes it on, `bool()` raises."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an unknown was taken for true or false: this is a fault of the engine, not of a report"
        )

    def _with(self, other: object) -> Undecided:
        return merge(self, other) if isinstance(other, Undecided) else self

    def _swapped(self, other: object) -> Undecided:
        return merge(other, self) if isinstance(other, Undecided) else self

    __add__ = __sub__ = __mul__ = __lt__ = __le__ = __gt__ = __ge__ = _with
    __radd__ = __rsub__ = __rmul__ = _swapped

    def __eq__(self, other: object) -> Any:
        return self._with(other)

    def __ne__(self, other: object) -> Any:
        return self._with(other)

    def __neg__(self) -> Undecided:
        return self

    def __hash__(self) -> int:
        return id(self)

    def __iter__(self) -> Iterator[object]:
        raise TypeError("an unknown list was walked: this is a fault of the engine, not of a report")


class Unknown(Undecided):
    """Not known, because of `causes` (never empty, each once, in order of appearance)."""

    __slots__ = ("causes",)

    def __init__(self, causes: tuple[Cause, ...]) -> None:
        self.causes = causes

    def __repr__(self) -> str:
        return f"Unknown({'; '.join(map(str, self.causes))})"


class Failure(Undecided):
    """The rule itself broke; `why` is Chinese."""

    __slots__ = ("why",)

    def __init__(self, why: str) -> None:
        self.why = why

    def __repr__(self) -> str:
        return f"Failure({self.why})"


def unknown(place: str, name: str, why: str) -> Unknown:
    return Unknown((Cause(place, name, why),))


def merge(first: Undecided, second: Undecided) -> Undecided:
    """Both stood in the way. An unknown wins over a failure; two unknowns keep the causes of both."""
    if isinstance(first, Unknown):
        if isinstance(second, Unknown) and second is not first:
            return Unknown(tuple(dict.fromkeys(first.causes + second.causes)))
        return first
    return second if isinstance(second, Unknown) else first


def merged(values: Iterable[object]) -> Undecided | None:
    """What stands in the way among `values`; `None` when all are decided."""
    found = [value for value in values if isinstance(value, Undecided)]
    return _joined(found) if found else None


def _joined(found: Sequence[Undecided]) -> Undecided:
    """`merge` over all of them, in one pass: the whole form is two hundred cells."""
    if len(found) == 1:
        return found[0]
    unknowns = [one for one in found if isinstance(one, Unknown)]
    if len(unknowns) < 2:
        return unknowns[0] if unknowns else found[0]
    return Unknown(tuple(dict.fromkeys(cause for one in unknowns for cause in one.causes)))


def and_(left: object, right: object) -> object:
    """Kleene conjunction: false decides, whatever the other side is."""
    if left is False or right is False:
        return False
    if left is True:
        return right
    return left if right is True else _both(left, right)


def or_(left: object, right: object) -> object:
    """Kleene disjunction: true decides, whatever the other side is."""
    if left is True or right is True:
        return True
    if left is False:
        return right
    return left if right is False else _both(left, right)


def not_(value: object) -> object:
    return value if isinstance(value, Undecided) else not value


def all_(values: Iterable[object]) -> object:
    """`&&` over all; true for none."""
    found: list[Undecided] = []
    for value in values:
        if value is False:
            return False
        if value is not True:
            found.append(_undecided(value))
    return _joined(found) if found else True


def exists_(values: Iterable[object]) -> object:
    """`||` over all; false for none."""
    found: list[Undecided] = []
    for value in values:
        if value is True:
            return True
        if value is not False:
            found.append(_undecided(value))
    return _joined(found) if found else False


def _undecided(value: object) -> Undecided:
    if not isinstance(value, Undecided):
        raise TypeError(f"logic over {value!r}: the type check let something through")
    return value


def exists_one_(values: Iterable[object]) -> object:
    """True where exactly one is true. Strict, as CEL's: any undecided one leaves it undecided."""
    verdicts = list(values)
    undecided = merged(verdicts)
    return verdicts.count(True) == 1 if undecided is None else undecided


def strict(function: Callable[..., object]) -> Callable[..., object]:
    """`function`, called only when all arguments are decided."""

    def call(*arguments: object) -> object:
        for argument in arguments:
            if isinstance(argument, Undecided):
                undecided = merged(arguments)
                assert undecided is not None
                return undecided
        return function(*arguments)

    return call


def strict_single(function: Callable[[Any], object]) -> Callable[[object], object]:
    """The same for one argument."""

    def call(value: object) -> object:
        return value if isinstance(value, Undecided) else function(value)

    return call


def strict_pair(function: Callable[[Any, Any], object]) -> Callable[[object, object], object]:
    """The same for two arguments, without the loop: arithmetic goes through here."""

    def call(left: object, right: object) -> object:
        if isinstance(left, Undecided):
            return merge(left, right) if isinstance(right, Undecided) else left
        return right if isinstance(right, Undecided) else function(left, right)

    return call


def _both(left: object, right: object) -> Undecided:
    if not isinstance(left, Undecided) or not isinstance(right, Undecided):
        raise TypeError(f"logic over {left!r} and {right!r}: the type check let something through")
    return merge(left, right)
