"""Characters to tokens: CEL's lexis with Chinese identifiers, no floats, and full-width marks named as what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from rules.engine.errors import ExpressionError

MAX_LENGTH = 4000
MAX_DIGITS = 18

_IDENTIFIER = r"[A-Za-z_\u3400-\u4dbf\u4e00-\u9fff][A-Za-z0-9_\u3400-\u4dbf\u4e00-\u9fff]*"
_TOKEN = re.compile(
    rf"""
    (?P<blank>[ \t\r\n]+|//[^\n]*)
  | (?P<raw>[rR](?:'[^'\n]*'|"[^"\n]*"))
  | (?P<name>{_IDENTIFIER})
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
  | (?P<mark>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]])
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+$")
"""A number with the commas of a spreadsheet: 1,000."""
_DAY = re.compile(r"([0-9]{4})([-.])([01]?[0-9])\2([0-3]?[0-9])(?![0-9])")
"""A day as it is printed: 2024-01-31."""
_TIMES = re.compile(r"\s*([十百千万亿]+)")
"""Behind a number: so many times of it."""
_HUNDREDTHS = re.compile(r"\s*[%％](?!\s*[\w(\[\-'])")
"""Behind a number: no operand follows, so that it is no remainder."""
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", "'": "'", '"': '"'}
_FULL_WIDTH = {
    "（": "(", "）": ")", "，": ",", "：": ":", "？": "?", "！": "!", "＝": "=", "＋": "+", "－": "-", "×": "*", "÷": "/",
    "＞": ">", "＜": "<", "≥": ">=", "≤": "<=", "≠": "!=", "“": "'", "”": "'", "‘": "'", "’": "'", "．": ".", "。": ".",
    "；": ";", "、": ",", "　": " ", "【": "[", "】": "]", "｛": "{", "｝": "}", "％": "%", "＆": "&", "｜": "|", "＊": "*", "／": "/",
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[^\W\d][、，][^\W\d]")
"""Neither is an operator: what stands inside a word's thing, or the next item of a list."""
_POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
KEYWORDS = ("true", "false", "in")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """name · number · text · mark · keyword · end"""
    text: str
    position: int
    value: int | Decimal | str | None = None


def tokens(source: str) -> Iterator[Token]:
    """Every token, then one of kind ``end``. Raises `ExpressionError`."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(
            0, f"表达式有 {len(source)} 个字符，超过 {MAX_LENGTH} 个的上限；请用 let 拆成几步"
        )
    position = 0
    while position < len(source):
        found = _TOKEN.match(source, position)
        if found is None:
            raise _unreadable(source, position)
        kind, text = found.lastgroup, found.group()
        if kind == "name":
            yield Token("keyword" if text in KEYWORDS else "name", text, position)
        elif kind == "number":
            yield Token("number", text, position, _number(source, text, position))
        elif kind == "raw":
            yield Token("text", text, position, text[2:-1])
        elif kind == "text":
            yield Token("text", text, position, _unescaped(text, position))
        elif kind == "mark":
            yield Token("mark", text, position)
        position = found.end()
    yield Token("end", "", len(source))


def _number(source: str, text: str, position: int) -> int | Decimal:
    end = position + len(text)
    if len(text) > MAX_DIGITS:
        raise ExpressionError(position, f"数字“{text[:10]}……”超过 {MAX_DIGITS} 位", text)
    if _HUNDREDTHS.match(source, end):
        raise ExpressionError(
            position, f"百分数请写成小数：{(Decimal(text) / 100).normalize():f}", f"{text}%"
        )
    if (day := _DAY.match(source, position)) is not None:
        year, month, of_month = (int(day[part]) for part in (1, 3, 4))
        raise ExpressionError(position, f"日期请写成 日期({year}, {month}, {of_month})", day[0])
    if (times := _TIMES.match(source, end)) is not None:
        product = Decimal(text) * prod(_POWERS[each] for each in times[1])
        raise ExpressionError(position, f"数字后不写“{times[1]}”，请写 {product.normalize():f}", text)
    if "." not in text:
        if len(text) > 1 and text[0] == "0":
            if (grouped := _GROUPED.search(source[:end])) is not None:
                whole = grouped[0].replace(",", "")
                raise ExpressionError(grouped.start(), f"数字里不写千位逗号，请写 {whole}", grouped[0])
            raise ExpressionError(position, f"数字“{text}”不能以 0 开头，请写 {int(text)}", text)
        if end < len(source) and (source[end].isalpha() or source[end] == "_"):
            raise ExpressionError(
                position, f"数字“{text}”后面直接跟着“{source[end]}”，中间是否少了运算符？", text
            )
        return int(text)
    return Decimal(text)


def _unescaped(text: str, position: int) -> str:
    def character(found: re.Match[str]) -> str:
        code = found.group(1)
        if code[0] == "u" and len(code) == 5:
            return chr(int(code[1:], 16))
        if code not in _ESCAPES:
            raise ExpressionError(
                position + 1 + found.start(), f"不认识的转义“\\{code}”；正则表达式请写成 r'…'", text
            )
        return _ESCAPES[code]

    return _ESCAPE.sub(character, text[1:-1])


def _too_wide(source: str, position: int) -> str:
    character = source[position]
    if character.isdecimal():
        return f"出现全角数字“{character}”，请改用半角“{int(character)}”"
    if _BETWEEN_WORDS.match(source, max(position - 1, 0)):
        return f"出现全角符号“{character}”：写下一级请用“.”，并列请用半角“,”"
    return f"出现全角符号“{character}”，请改用半角“{_FULL_WIDTH[character]}”"


def _unreadable(source: str, position: int) -> ExpressionError:
    character = source[position]
    if character in "“”‘’":
        return ExpressionError(position, f"出现中文引号 {character} ，请改用半角引号 '", character)
    if character in _FULL_WIDTH or character.isdecimal():
        return ExpressionError(position, _too_wide(source, position), character)
    if character in "'\"":
        return ExpressionError(position, "引号没有配对", character)
    if character == "=":
        return ExpressionError(position, "单个“=”不是运算符；判断相等请写“==”", character)
    if character in "&|":
        return ExpressionError(position, f"单个“{character}”不是运算符；请写“{character * 2}”", character)
    return ExpressionError(position, f"不认识的符号“{character}”，请删去；若是文字，请放在引号里", character)
