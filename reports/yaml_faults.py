"""What is wrong with the writing of a YAML file, in a sentence that whoever wrote it can act on: rules, portals, offices."""

from __future__ import annotations

import re

import yaml

_HINTS = (
    ("found character '\\t'", "这里有制表符（Tab），请改用空格"),
    ("mapping values are not allowed", "多了一个冒号，或上一行缩进不对；值里含“: ”时请给整个值加引号"),
    ("could not find expected ':'", "这一行少了半角冒号“:”，或冒号后少了空格（全角“：”不算冒号）"),
    ("expected <block end>", "缩进不一致，请与同级的项目对齐；以引号开头的值必须整个放在引号里"),
    ("while scanning a quoted scalar", "引号没有配对"),
    (
        "expected ',' or",
        "{ } 或 [ ] 里少了半角逗号（全角“，”“、”不算），或没有配对；值里含逗号、花括号时请加引号",
    ),
    ("cannot start any token", "以特殊符号（如 %、@、`）开头的值请加引号"),
    ("while parsing a tag", "以“!”开头的值请加引号，如 assert: '!blank(格.值)'"),
    ("while scanning a tag", "以“!”开头的值请加引号，如 assert: '!blank(格.值)'"),
    ("while scanning an alias", "以“*”开头的值请加引号"),
    ("while scanning an anchor", "以“&”开头的值请加引号"),
    ("special characters are not allowed", "文件里有不可见的控制字符，请删去"),
)


_WIDE_KEY = re.compile(r"""\s*(?:- +)?(?:\{ *)?["']?([\w.\-]{1,40})["']?\s*：""")
_WIDE_BLANK = re.compile(r" *[\u00a0\u2002\u2003\u3000]")
_WIDE_BEHIND = re.compile(r"\s*(?:- +)?([\w.\-]{1,40}):[\u00a0\u2002\u2003\u3000]")
_WIDE_COMMENT = re.compile(r"\s*＃")
_OPENED = re.compile(r"""\s*(?:- +)?[\w.\-]{1,40}: +([{\[])[^{}\[\]]*[}\]]\s*[^\s#]""")
"""A text that begins like a mapping or a list and goes on behind it."""
_WIDE_BRACKETS = dict(zip("｛｝【】［］", "{}[][]", strict=True))


def yaml_fault(text: str, error: yaml.YAMLError) -> tuple[int, int, str]:
    """(line, column, what to do), from 1. What was raised with a Chinese sentence keeps it."""
    said = " ".join(str(error).split())
    marks = [
        mark for name in ("problem_mark", "context_mark") if (mark := getattr(error, name, None)) is not None
    ]
    if "could not find expected ':'" in said:
        marks.reverse()  # the line that lacks its colon, not the one where that came to light
    line, column = (marks[0].line + 1, marks[0].column + 1) if marks else (1, 1)
    ours = getattr(error, "problem", None) or ""
    if not ours.partition("'")[0].isascii():
        return line, column, ours
    odd = _odd_mark(text, [mark.line for mark in marks])
    if odd is not None:
        return odd
    hint = next(
        (chinese for english, chinese in _HINTS if english in said),
        "写法不合 YAML 格式，请检查缩进、冒号和引号",
    )
    return line, column, hint


def _odd_mark(text: str, about: list[int]) -> tuple[int, int, str] | None:
    """A full-width mark, or a bracket that no text may begin with unquoted, that explains an error at these lines (from 0): in
    them, or in the line before."""
    lines = text.splitlines()
    for at in sorted({max(line - back, 0) for line in about for back in (0, 1)}, reverse=True):
        line = lines[at] if at < len(lines) else ""
        found = next((fault for fault in (_at_its_beginning(line), _wide_bracket(line)) if fault), None)
        if found is not None:
            return at + 1, *found
    return None


def _at_its_beginning(line: str) -> tuple[int, str] | None:
    """Column and what to do of an odd mark before or behind a line's key."""
    if blank := _WIDE_BLANK.match(line):
        return blank.end(), "行首用的是全角空格或不换行空格，请改用半角空格"
    if _WIDE_COMMENT.match(line):
        return line.index("＃") + 1, "“＃”是全角符号，不起注释的作用：请改用半角“#”"
    if behind := _WIDE_BEHIND.match(line):
        return behind.end(), f"“{behind[1]}:”后面是全角空格或不换行空格，请改用半角空格"
    if opened := _OPENED.match(line):
        said = f"这个值以“{opened[1]}”开头，会被当成一组值：若是文字或表达式，请给整个值加引号"
        return opened.start(1) + 1, said
    if key := _WIDE_KEY.match(line):
        return key.end(), f"“{key[1]}”后面是全角冒号“：”，请改用半角“:”，后面空一格"
    return None


def _wide_bracket(line: str) -> tuple[int, str] | None:
    outside = re.sub(r"'[^']*'|\"[^\"]*\"", lambda quoted: " " * len(quoted[0]), line)
    for column, character in enumerate(outside, 1):
        if plain := _WIDE_BRACKETS.get(character):
            return column, f"出现全角符号“{character}”，请改用半角“{plain}”；若是文字，请给整个值加引号"
    return None
