"""The language in Chinese, written from the engine itself: what it knows, what it takes, and what it makes of the unknown.

Every table here is asked of the engine: `language_operations` finds which operator stands between which kinds by compiling it,
`language_words` lists the words as the vocabulary has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.engine import parser, strict_yaml, tokens
from rules.workflow.language_operations import operations
from rules.workflow.language_words import known_words
from rules.workflow.markdown import table


def language() -> str:
    """The whole page, the same every time."""
    parts = (_head(), operations(), known_words(), _limits())
    return "\n".join(line for part in parts for line in part) + "\n"


def _head() -> Iterator[str]:
    yield "# 规则语言"
    yield ""
    yield "> 本页由 `nianbao rules docs --language` 从程序生成，请勿手改。怎样写一条规则，见[十分钟学会写规则](README.md)。"


def _limits() -> Iterator[str]:
    yield from ("", "## 限度", "", "超过的在装载时就报错，不会拖住核查。")
    yield from table(
        ("什么", "最多"),
        (
            [
                "一个规则文件",
                f"{strict_yaml.MAX_BYTES // 1024} KB，{strict_yaml.MAX_NODES} 项，嵌套 {strict_yaml.MAX_DEPTH} 层",
            ],
            ["一个表达式", f"{tokens.MAX_LENGTH} 字，{parser.MAX_NODES} 个部分，嵌套 {parser.MAX_DEPTH} 层"],
            ["一个数", f"{tokens.MAX_DIGITS} 位"],
            ["一个写出来的列表", f"{parser.MAX_ITEMS} 项"],
            ["逐项判断套逐项判断", f"{parser.MAX_MACRO_DEPTH} 层"],
        ),
    )
