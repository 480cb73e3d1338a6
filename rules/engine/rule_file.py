"""The shape of a rule file, checked by pydantic. What the expressions in it mean is checked by the compiler.

Keys are English words as in the design; a value an author chooses from is Chinese where officials would say it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Word = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z_\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff]{0,30}$"
    ),
]
Number = int | Decimal
Given = int | Decimal | bool | str | list[str]


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError(
            "no_day", f'“{value}”不是日历上的日期，应写成 "2025-01-31" 的样子'
        ) from error


def _listed(value: object) -> object:
    return value if isinstance(value, list) or value is None else [value]


def _format(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Day = Annotated[date, BeforeValidator(_day)]


def first_deadline(year: int) -> date:
    """By which reports of a year are first due (条例第四十九条): what was in force on that day judges them."""
    return date(year + 1, 1, 31)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=False)


class Basis(Strict):
    """One legal source. `from` and `to` bound when it was in force; `verified` is False until a person read the original."""

    body: Line | None = None
    document: Line
    number: Line | None = None
    article: Line | None = None
    quote: Text | None = None
    starts: Day | None = Field(None, alias="from")
    ends: Day | None = Field(None, alias="to")
    verified: bool = True

    def short(self) -> str:
        """``条例第五十条`` or ``国办公开办函〔2021〕30号``, as a verdict cites it."""
        head = self.number if self.number and ("〔" in self.number or self.article is None) else self.document
        return f"{head}{self.article or ''}"

    def in_force(self, day: date) -> bool:
        return not ((self.starts and day < self.starts) or (self.ends and day > self.ends))


class Years(Strict):
    first: int | None = Field(None, alias="from", ge=2019, le=2100)
    last: int | None = Field(None, alias="to", ge=2019, le=2100)

    @model_validator(mode="after")
    def _in_order(self) -> Years:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise PydanticCustomError("in_order", f"起始年度 {self.first} 晚于终止年度 {self.last}，请对调")
        return self


class AppliesTo(Strict):
    """To whom and when. An empty key means everybody; an agency whose kind we do not know makes the rule unknown."""

    format: (
        Annotated[
            list[Annotated[Literal["2019", "2021"], BeforeValidator(_format)]], BeforeValidator(_listed)
        ]
        | None
    ) = None
    years: Years | None = None
    agency: (
        Annotated[
            list[Literal["政府", "政府办公室", "部门", "乡镇", "街道", "功能区", "垂直管理", "其他"]],
            BeforeValidator(_listed),
        ]
        | None
    ) = None
    level: Annotated[list[Literal["省级", "市级", "县级", "乡级"]], BeforeValidator(_listed)] | None = None
    division: (
        Annotated[list[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,9}$")]], BeforeValidator(_listed)]
        | None
    ) = None
    """Division codes that the agency's must begin with."""
    absent: bool = False
    """True: about agencies whose report was not found; all other rules are about reports that were."""


class Effective(Strict):
    """Report years judged by what was in force on their first legal deadline, 31 January of the year after."""

    starts: Day | None = Field(None, alias="from")
    ends: Day | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Effective:
        if self.starts is not None and self.ends is not None and self.starts > self.ends:
            raise PydanticCustomError("in_order", f"起始日期 {self.starts} 晚于终止日期 {self.ends}，请对调")
        return self


class Extract(Strict):
    source: Text = Field(alias="from")
    pattern: Text
    take: Literal["only"] = "only"
    """One distinct value or nothing: none and several are unknown."""
    kind: Literal["number", "text"] = "number"


class Grade(Strict):
    """Another severity where `when` is true, and whose matter it then is; the first that fits counts."""

    when: Text
    severity: Literal["error", "warning", "notice", "info"]
    attribution: Literal["agency", "site", "reader", "unclear"] | None = None
    """`None`: the rule's own."""


class Expected(Strict):
    """`fail` and `unknown` name the members of for_each that do so ("" where there are none)."""

    fail: Annotated[list[str], BeforeValidator(_listed)] | None = None
    unknown: Annotated[list[str], BeforeValidator(_listed)] | None = None
    message: Text | None = None
    severity: Literal["error", "warning", "notice", "info"] | None = None


class Example(Strict):
    name: Line
    base: Literal["全零报告"] = "全零报告"
    given: dict[str, Given] = Field(default_factory=dict)
    expect: Literal["pass", "not_applicable", "fail", "unknown"] | Expected


class RuleText(Strict):
    """One rule as written."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}(-[A-Z0-9]+)+$", max_length=40)]
    version: int = Field(1, ge=1)
    title: Line
    title_en: Line | None = None
    status: Literal["draft", "trial", "in_force", "retired"] = "draft"
    severity: Literal["error", "warning", "notice", "info"]
    grades: list[Grade] = Field(default_factory=list, max_length=5)
    legal_basis: Annotated[list[Line | Basis], BeforeValidator(_listed)] = Field(min_length=1)
    applies_to: AppliesTo = Field(default_factory=lambda: AppliesTo.model_validate({}))
    effective: Effective = Field(default_factory=lambda: Effective.model_validate({}))
    parameters: dict[Word, Number | str] = Field(default_factory=dict)
    for_each: dict[Word, Text] | None = Field(None, min_length=1, max_length=1)
    let: dict[Word, Text] = Field(default_factory=dict, max_length=40)
    extract: dict[Word, Extract] = Field(default_factory=dict, max_length=10)
    when: Text | None = None
    claim: Text = Field(alias="assert")
    report: Literal["each", "once"] = "each"
    message: Text
    remedy: Text | None = None
    attribution: Literal["agency", "site", "reader", "unclear"] = "agency"
    note: Text | None = None
    tests: list[Example] = Field(min_length=1, max_length=60)

    @field_validator("when", "claim", mode="before")
    @classmethod
    def _truth_written_plainly(cls, value: object) -> object:
        return ("true" if value else "false") if isinstance(value, bool) else value

    @field_validator("let", "for_each", mode="before")
    @classmethod
    def _numbers_are_expressions(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {
            k: str(v) if isinstance(v, int | Decimal) and not isinstance(v, bool) else v
            for k, v in value.items()
        }


class RuleFile(Strict):
    ruleset: Line
    version: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int | Decimal) else v)]
    rules: list[RuleText] = Field(min_length=1, max_length=200)
