"""What a rule may call: each function with its words, the types it takes and gives, and what it does.

Arguments are plain values; unknowns are passed on before a function is called. Nothing here can fail: what has no answer
returns a `Failure` (the rule's fault) or an `Unknown` (not known).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Any

from rules.engine import calendar
from rules.engine.patterns import Pattern
from rules.engine.things import DATE, NUMBER, TEXT, TRUTH, Type, list_of
from rules.engine.unknown import Failure, Undecided, Unknown, exists_, merged, unknown

CONTEXT = Context(prec=50)
"""The decimal context of all judging, whatever the caller's thread has set."""
MAX_BITS = 4096
MAX_TEXT = 1_000_000
MAX_DAYS = 40_000


@dataclass(frozen=True, slots=True)
class Function:
    words: tuple[str, ...]
    takes: tuple[Type, ...]
    gives: Type
    call: Callable[..., object]
    says: str
    """How `explain` reads it, with {0}, {1} for the arguments."""
    pattern: int | None = None
    """Which argument must be a regular expression written out (compiled at load by RE2)."""


def divide(left: int | Decimal, right: int | Decimal) -> object:
    """Exact: 5 / 2 is 2.5, never a float; 6 / 2 is 3."""
    if right == 0:
        return Failure("除数为 0")
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return CONTEXT.divide(Decimal(left), Decimal(right))


def remainder(left: int | Decimal, right: int | Decimal) -> object:
    """With the sign of the dividend, as CEL's."""
    if right == 0:
        return Failure("除数为 0")
    if isinstance(left, int) and isinstance(right, int):
        magnitude = abs(left) % abs(right)
        return -magnitude if left < 0 else magnitude
    return CONTEXT.remainder(Decimal(left), Decimal(right))


def times(left: int | Decimal, right: int | Decimal) -> object:
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS:
        return Failure("乘积过大")
    return left * right


def join(left: str, right: str) -> object:
    return Failure("文字过长") if len(left) + len(right) > MAX_TEXT else left + right


def days_after(day: date, count: int | Decimal) -> object:
    if count != int(count) or not -MAX_DAYS <= count <= MAX_DAYS:
        return Failure(f"天数 {count} 不是合理的整数")
    try:
        return day + timedelta(days=int(count))
    except OverflowError:
        return Failure("日期超出范围")


def days_before(day: date, count: int | Decimal) -> object:
    return days_after(day, -count)


def days_between(later: date, earlier: date) -> int:
    return (later - earlier).days


def make_date(year: int | Decimal, month: int | Decimal, day: int | Decimal) -> object:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return Failure(f"没有 {year} 年 {month} 月 {day} 日")


def shown(value: object) -> str:
    """A value as an official reads it: 2025年1月31日, 是/否, numbers as printed."""
    match value:
        case bool():
            return "是" if value else "否"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Decimal():
            return f"{value:f}"
        case list() | tuple():
            return "、".join(shown(item) for item in value)
        case Unknown():
            return "（未知）"
    return str(value)


def member_of(value: object, items: Sequence[object]) -> object:
    """Kleene: an unknown member can still be the one."""
    return exists_(value == item for item in items)


def total(values: Sequence[Any]) -> object:
    return sum(values, 0) if len(values) else 0


def least(values: Sequence[Any]) -> Any:
    return min(values) if values else unknown("list", "列表", "为空，没有最小值")


def greatest(values: Sequence[Any]) -> object:
    return max(values) if values else unknown("list", "列表", "为空，没有最大值")


def over_list(function: Callable[[Sequence[Any]], object]) -> Callable[[Any], object]:
    """`function` of a list whose members may be unknown."""

    def call(values: Any) -> object:
        if isinstance(values, Undecided):
            return values
        undecided = merged(values)
        return function(values) if undecided is None else undecided

    return call


def contains_any(text: str, parts: Sequence[object]) -> object:
    """Kleene: an unknown part can still be in it."""
    return exists_(part in text if isinstance(part, str) else part for part in parts)


def excerpt(text: str, pattern: Pattern) -> object:
    """The first match with up to twelve characters either side, as a message quotes it."""
    found = pattern.search(text)
    if found is None:
        return unknown("excerpt", "所引文字", "没有找到")
    start, end = max(found.start() - 12, 0), min(found.end() + 12, len(text))
    return f"{'……' if start else ''}{text[start:end]}{'……' if end < len(text) else ''}".replace("\n", " ")


def count_matches(text: str, pattern: Pattern) -> int:
    return pattern.count(text)


def _distinct(values: Sequence[Any]) -> int:
    return len(set(values))


FUNCTIONS = (
    Function(("abs", "绝对值"), (NUMBER,), NUMBER, abs, "{0}的绝对值"),
    Function(("date", "日期"), (NUMBER, NUMBER, NUMBER), DATE, make_date, "日期（{0}年、{1}月、{2}日）"),
    Function(("year", "年份"), (DATE,), NUMBER, lambda day: day.year, "{0}的年份"),
    Function(("month", "月份"), (DATE,), NUMBER, lambda day: day.month, "{0}的月份"),
    Function(("next_workday", "顺延"), (DATE,), DATE, calendar.next_working_day, "{0}（遇节假日顺延至首个工作日）"),
    Function(("workdays_after", "工作日后"), (DATE, NUMBER), DATE, lambda day, n: calendar.add_working_days(day, int(n)), "{0}之后第{1}个工作日"),
    Function(("contains", "含"), (TEXT, TEXT), TRUTH, lambda text, part: part in text, "{0}含有{1}"),
    Function(("contains_any", "含任一"), (TEXT, list_of(TEXT)), TRUTH, contains_any, "{0}含有{1}之一"),
    Function(("startsWith", "开头是"), (TEXT, TEXT), TRUTH, str.startswith, "{0}以{1}开头"),
    Function(("endsWith", "结尾是"), (TEXT, TEXT), TRUTH, str.endswith, "{0}以{1}结尾"),
    Function(("matches", "匹配"), (TEXT, TEXT), TRUTH, lambda text, pattern: pattern.found(text), "{0}出现{1}的写法", 1),
    Function(("count_matches", "出现次数"), (TEXT, TEXT), NUMBER, count_matches, "{1}在{0}中出现的次数", 1),
    Function(("excerpt", "摘录"), (TEXT, TEXT), TEXT, excerpt, "{0}里{1}一处及前后文", 1),
    Function(("length", "字数"), (TEXT,), NUMBER, lambda text: len("".join(text.split())), "{0}的字数"),
)  # fmt: skip
"""Strict functions. size, sum, min, max, text, found, blank … take lists or references and are the compiler's own."""
BY_WORD = {word: function for function in FUNCTIONS for word in function.words}
LISTS: dict[str, tuple[tuple[str, ...], Callable[[Any], object], str]] = {
    "sum": (("sum", "合计"), over_list(total), "{0}之和"),
    "min": (("min", "最小值"), over_list(least), "{0}中最小的"),
    "max": (("max", "最大值"), over_list(greatest), "{0}中最大的"),
    "distinct": (("distinct", "不同值个数"), over_list(_distinct), "{0}中不同值的个数"),
}
LIST_WORDS = {word: id for id, (words, _, _) in LISTS.items() for word in words}
REFERENCES = {
    "blank": ("blank", "空白"),
    "symbol": ("symbol", "符号"),
    "found": ("found", "有"),
    "known": ("known", "已知"),
    "state": ("state", "状态"),
    "number": ("number", "数值"),
    "raw": ("raw", "原文"),
    "unit": ("unit", "计量单位"),
    "header": ("header", "表头"),
    "blank_zero": ("blank_zero", "空白当零"),
}
"""Predicates on a cell or a fact itself, not on its value: they see what is blank, absent or unreadable."""
REFERENCE_WORDS = {word: id for id, words in REFERENCES.items() for word in words}


def extractor(pattern: Pattern, name: str, *, number: bool) -> Callable[[object], object]:
    """The one distinct value that `pattern`'s group finds in a text; none or several are unknown."""
    none = unknown(f"extract.{name}", f"正文中的“{name}”", "没有找到")
    several = unknown(f"extract.{name}", f"正文中的“{name}”", "有不止一个说法")

    def take(text: object) -> object:
        if isinstance(text, Undecided):
            return text
        found = {match.group(1) for match in pattern.finditer(str(text))}
        if number:
            found = {_plain_number(one) for one in found}
        found.discard(None)
        if len(found) != 1:
            return several if found else none
        return found.pop()

    return take


def _plain_number(text: str | None) -> int | Decimal | None:
    digits = (text or "").replace(",", "").replace("，", "").strip()
    if (
        not digits
        or len(digits) > 18
        or not digits.replace(".", "", 1).isascii()
        or not digits.replace(".", "", 1).isdigit()
    ):
        return None
    return Decimal(digits) if "." in digits else int(digits)
