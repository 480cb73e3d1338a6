"""Why a portal could not be read is told an operator in Chinese: every reason that the scrapers can write has its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import scrapers
from scrapers import detail_words, trouble_words
from tests.written import called, skeleton

_ROOM = Path(scrapers.__file__).parent
_SLOT = re.compile(r"\{\w*\}")
_NO_DETAILS = frozenset(
    {"details.py", "network.py", "warc.py", "chain.py", "portal_file.py", "portal_schema.py"}
)
"""Words of faults of ours, of evidence, of descriptions: told otherwise."""
_FAILS = frozenset(
    {"FetchFailed", "PartFailed", "Trouble", "Robots", "NameNotResolved", "AddressRefused", "ConnectTimeout"}
)
_NAMES = frozenset({"doubt", "detail", "why", "repeats"})
_PROSE = re.compile(r"[a-z]{2,} [a-z]{2,}|[a-z] \{\}|\{\} [a-z]")
_SAYS = frozenset({"why_unsure", "unseen_parts", "unfollowed", "forbidden", "_tabs", "_filled"})
"""Functions that give a detail back."""


def _places(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a detail is written: beside its obstacle, as a doubt, as the value of a name or function that holds details."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and "Obstacle." in ast.unparse(node):
            yield node
        elif isinstance(node, ast.Call) and called(node) in _FAILS:
            yield from node.args
        elif (isinstance(node, ast.keyword) and node.arg == "doubt") or (
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in _NAMES
        ):
            yield node.value
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name in _SAYS:
            yield from (part for part in ast.walk(node) if isinstance(part, ast.Return))


def _written() -> set[str]:
    found = set()
    for file in sorted(_ROOM.rglob("*.py")):
        if file.name in _NO_DETAILS:
            continue
        for place in _places(ast.parse(file.read_text("utf-8"))):
            inside = {
                id(one) for part in ast.walk(place) if isinstance(part, ast.JoinedStr) for one in part.values
            }
            strings = (skeleton(part) for part in ast.walk(place) if id(part) not in inside)
            found |= {one for one in strings if one and _PROSE.search(one)}
    return found


def _is_said(detail: str) -> bool:
    """With a number, a quotation or an address in its slots."""
    filled = {_SLOT.sub(one, detail) for one in ("7", "'x'", "http://a.example/")} | {
        detail.replace("{}", "'x'", 1).replace("{}", "7")
    }
    return any(detail_words(one) != one for one in filled)


def test_every_detail_that_is_written_is_said_in_chinese() -> None:
    written = _written()
    assert len(written) > 60
    assert sorted(one for one in written if not _is_said(one)) == []


@pytest.mark.parametrize(
    ("detail", "chinese"),
    [
        ("status 200, puzzle-vcode", "状态码200，页面中有“puzzle-vcode”"),
        ("page 2, http://a/b: not finished in 60 s", "第 2 页（http://a/b）：60 秒内没有传完"),
        ("the report's file http://a/b.pdf: status 403", "年报的附件 http://a/b.pdf：状态码403"),
        ("quite another thing", "quite another thing"),
    ],
)
def test_what_differs_from_case_to_case_stays_and_what_is_unknown_is_given_back(
    detail: str, chinese: str
) -> None:
    assert detail_words(detail) == chinese


def test_a_refused_certificate_is_named_and_the_systems_words_follow() -> None:
    said = detail_words(
        "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:992)"
    )
    assert said.startswith("证书未通过验证")
    assert "certificate has expired" in said


def test_a_trouble_told_by_a_patrol_says_where_what_and_why() -> None:
    told = "x http://a.example/nb/: http_4xx: status 404; no other report was shown to us on this visit: this may be a shield and not the portal"
    assert trouble_words(told) == (
        "x http://a.example/nb/：页面不存在或拒绝访问（状态码404；这次也没有打开其他年报：可能是网站防护拦截，不是网站本身的回答）"
    )
