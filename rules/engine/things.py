"""What a word of an expression can stand for while a rule is compiled: facts, scopes of facts, lists, constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.engine.case import Case
    from rules.engine.draft import Draft


class Kind(StrEnum):
    """Kinds of value, by the word an author reads in a message."""

    TRUTH = "真假"
    NUMBER = "数"
    TEXT = "文字"
    DATE = "日期"
    LIST = "列表"
    RECORD = "记录"


@dataclass(frozen=True, slots=True)
class Type:
    kind: Kind
    of: Type | None = None
    """LIST only: what it holds; `None` for the empty list."""
    record: str = ""
    """RECORD only: which one."""

    def __str__(self) -> str:
        if self.kind is Kind.LIST:
            return f"{self.of}的列表" if self.of else "空列表"
        return self.record or self.kind.value


TRUTH = Type(Kind.TRUTH)
NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)


def list_of(type: Type) -> Type:
    return Type(Kind.LIST, type)


def type_of(value: object) -> Type:
    """The type of a plain value."""
    match value:
        case bool():
            return TRUTH
        case int() | Decimal():
            return NUMBER
        case date():
            return DATE
        case str():
            return TEXT
    raise TypeError(value)


Load = Callable[["Case"], object]
Give = Callable[["Draft", object], None]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a case says, loaded once a case: a plain value, or `Unknown` with its cause.

    `key` identifies it (equal keys are one slot); `place` is what a verdict cites. `found` answers found(…) where
    being known is not the same as being there. `give` sets it in an example.
    """

    key: str
    type: Type
    name: str
    load: Load
    place: str = ""
    found: Load | None = None
    give: Give | None = None
    address: str = ""
    """A cell's address, where it is one."""
    previous: bool = False
    """It is of last year's report."""
    always: object = None
    """What it says of every case, where it says the same of all."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A word with a fixed value, e.g. 列.名称."""

    value: int | Decimal | str | bool | date
    type: Type


@dataclass(frozen=True, slots=True)
class Code:
    """Compiled Python source and the type of its value."""

    source: str
    type: Type
    sentence: bool = False
    """It is one paragraph of the narrative: what the whole narrative lacks, it lacks."""
    cheap: bool = False
    """It is nearly always decided without looking at a text: of a chain it is asked first."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list whose members are known when the rule is compiled: the columns of the form, the cells of a row."""

    name: str
    members: tuple[Thing, ...]


class Scope:
    """A word with words under it: a column with its rows. `value`, where there is one, is what it is worth itself.

    `words` is asked for once, when first needed: the whole form has thousands.
    """

    def __init__(
        self,
        name: str,
        id: str,
        words: Callable[[], Mapping[str, Thing]],
        value: Fact | None = None,
    ) -> None:
        self.name = name
        self.id = id
        self.value = value
        self._words = words

    @cached_property
    def words(self) -> Mapping[str, Thing]:
        return self._words()

    def __repr__(self) -> str:
        return f"Scope({self.name})"


Thing = Fact | Constant | Code | Items | Scope
