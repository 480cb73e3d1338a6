"""What the reader could not read is told an official in Chinese: every reason that the reader can write has its words."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import reports
from reports import Place, in_chinese, place_in_chinese
from reports.reasons.chinese import SENTENCES
from tests.written import called, skeleton

_ROOM = Path(reports.__file__).parent
_SLOT = re.compile(r"\{\w*\}")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
"""Two words beside each other: prose, and no key or name."""
_SINKS = frozenset({"unreadable", "Uncertain", "note", "cannot", "displaced", "_Looked"})
"""Calls whose strings become a reason."""
_ERRORS = frozenset({"NotReadable", "Damaged", "TooMuch"})
_DETAILS = frozenset({"_damaged", "damaged", "_too_much", "too_much", "_bomb"})
"""Calls whose last string is a detail that is said in English alone, within a sentence that is said in both."""
_NO_REASONS = frozenset(
    {
        "in order",  # a mark of a document's own
        *("xcessive depth", "too long"),  # libxml2's
        "td tr, p tr",  # CSS
        "values for",  # looked for in a reason
        "the table of strings is cut short",  # caught where the strings are asked for
        "a report of no parts: give at least one",  # a caller's mistake
    }
)
_SAMPLES = {
    "row": "granted",
    "address": "applications.granted.total",
    "quoted": "'其他'",
    "why": "values run together",
    "name": "年报",
    "kind": "a CEB document",
    "detail": "it unpacks to 5 bytes",
    "charset": "gb18030",
    "declared": "utf-8",
}
_NAMES = re.compile(
    r"OCR|PDF|OFD|RAR|7Z|HTML|docx|xlsx|WPS|Word|Office|LibreOffice|libreoffice-writer-nogui|libarchive13|libarchive|PNG|JPEG|dpi|XML|ZIP|[A-Z0-9]{2,4}(?=压缩包|文档|版式|工作簿)"
    r"|Excel|声明编码为[^，]+|gb18030|utf-8|ODF|UOF|pip install 'nianbao-watch\[ocr\]'"
)


def _is_no_reason(node: ast.AST) -> bool:
    """Docstrings, what is logged, mistakes of our own, details."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        return called(node.exc).endswith("Error")
    if not isinstance(node, ast.Call):
        return False
    logged = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "_log"
    return logged or called(node) in _DETAILS or called(node) in ("css", "compile")


def _reasons_in(tree: ast.AST) -> Iterator[str]:
    passed_over = {id(part) for node in ast.walk(tree) if _is_no_reason(node) for part in ast.walk(node)}
    passed_over |= {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    sunk = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in _SINKS
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        if isinstance(argument, ast.JoinedStr)
    }
    for node in ast.walk(tree):
        text = skeleton(node)
        if text is None or (id(node) in passed_over and id(node) not in sunk):
            continue
        if id(node) in sunk or (
            _ENGLISH.search(text) and not re.search("[\u4e00-\u9fff<]", _own_words(text))
        ):
            yield text


def _own_words(text: str) -> str:
    """Without what an English sentence quotes of the law."""
    return re.sub(r"\([^)]*\)", "", text)


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    """The modules of the room; who published a report and what is wrong with YAML are not told with reasons, and the Chinese
    itself is none."""
    files = [
        path
        for path in _ROOM.rglob("*.py")
        if path.relative_to(_ROOM).parts[0] not in ("identity", "reasons", "yaml_faults.py")
    ]
    return tuple((path.name, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(files))


def _written() -> dict[str, str]:
    """Each reason as it is written, with the module that writes it."""
    return {text: name for name, tree in _trees() for text in _reasons_in(tree) if text not in _NO_REASONS}


def _plainly(sentence: str) -> str:
    return _SLOT.sub("{}", sentence)


def test_every_reason_the_reader_writes_has_its_chinese() -> None:
    said = {_plainly(sentence) for sentence in SENTENCES}
    written = _written()
    assert len(written) > 120  # the search finds them
    assert {
        "values run together",
        "row {}: {}",
        "the article holds {} pictures: what they show was not read",
    } <= {*written}
    assert {text: name for text, name in written.items() if text not in said} == {}


def test_no_chinese_is_kept_for_what_nobody_writes() -> None:
    names = {text for _, tree in _trees() for node in ast.walk(tree) if (text := skeleton(node))}
    assert [sentence for sentence in SENTENCES if _plainly(sentence) not in names] == []


def _filled(sentence: str) -> str:
    return _SLOT.sub(lambda slot: _SAMPLES.get(slot[0][1:-1], "3"), sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_reason_filled_in_is_found_again_and_leaves_no_english(sentence: str) -> None:
    chinese = in_chinese(_filled(sentence))
    assert not re.search("[A-Za-z]", _NAMES.sub("", chinese)), chinese
    assert "{" not in chinese
    first = re.split(r"\{\w+\}", SENTENCES[sentence])
    assert all(piece in chinese for piece in first), "another sentence was taken for it"


def _pairs() -> Iterator[tuple[str, str]]:
    """What errors say in English and in Chinese, with the same names for what differs."""
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in _ERRORS and len(node.args) == 2:
                english, chinese = map(ast.unparse, node.args)
                if english.startswith("f") and chinese.startswith("f"):
                    yield english, chinese


_SAID_BY_SEVERAL = ("more text than any", "more tables than any", "refused, ", "bytes is more than the")
"""One English sentence of several readers, each of which names its own kind of file in Chinese; or figures in other units."""


def test_a_file_inside_another_is_told_of_in_the_words_of_its_own_error() -> None:
    met = 0
    for english, chinese in _pairs():
        if any(words in english for words in _SAID_BY_SEVERAL):
            continue
        if "problem" in english:  # what another error said is handed on
            continue
        values = {
            ast.unparse(part.value): "年报" if "name" in ast.unparse(part.value) else "7"
            for part in ast.walk(ast.parse(english))
            if isinstance(part, ast.FormattedValue)
        }
        values |= {
            "english": "a CEB document",
            "chinese": "CEB版式文件",
            "label": "'其他'",
            "member": "'其他'",
        }
        made = [_put_in(text, values) for text in (english, chinese)]
        assert in_chinese(made[0]) == made[1].replace("'其他'", "其他"), english
        met += 1
    assert met > 30


def _put_in(text: str, values: dict[str, str]) -> str:
    tree = ast.parse(text, mode="eval").body
    assert isinstance(tree, ast.JoinedStr)
    made = ""
    for part in tree.values:
        if isinstance(part, ast.Constant):
            made += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            source = ast.unparse(part.value).removesuffix("[:40]")
            made += values[source]
    return made


def test_what_is_not_known_is_shown_as_it_is() -> None:
    for unknown in ("", "a reason of an earlier reader", "row granted", "[({", "x" * 100_000, "a; b"):
        assert in_chinese(unknown) == unknown
    assert in_chinese("row no_such_row: an older reason") == "“no_such_row”一行：an older reason"


def test_rows_cells_and_reasons_within_reasons_are_said_in_the_words_of_the_form() -> None:
    assert (
        in_chinese("row denied_three_security: 2 of 7 cells: values run together")
        == "“3.危及‘三安全一稳定’”一行的7格中有2格未能读取：数字连在一起，无法分开"
    )
    assert (
        in_chinese("applications.granted.total is printed twice with different values")
        == "表三“总计”列“予以公开”出现两次，数值不同"
    )
    assert (
        in_chinese("decoded as gb18030 though it says utf-8; 3 characters could not be decoded")
        == "网页声明编码为utf-8，实际按gb18030解码；有3个字符无法解码"
    )
    assert (
        in_chinese(
            "not read: a picture without an address (年报.html: a picture without an address: the picture is damaged; fetch it again)"
        )
        == "未读取：没有地址的图片（年报.html：没有地址的图片：图片已损坏，请重新下载）"
    )
    assert (
        in_chinese(
            "beside it in the archive, not read: 甲.zip: an xz archive, which is not read; publish it as HTML, docx or PDF"
        )
        == "同一压缩包内另有文件未能读取：甲.zip：暂不支持读取XZ压缩包，请以网页、docx或PDF形式公开"
    )


def test_a_place_is_said_in_chinese_and_loses_none_of_its_counts() -> None:
    assert place_in_chinese(None) == ""
    assert place_in_chinese(Place()) == "位置不明"
    assert place_in_chinese(Place(line=45)) == "第45行"
    assert place_in_chinese(Place(table=1, row=3, column=2)) == "第1张表第3行第2列"
    assert place_in_chinese(Place(page=4, table=2, row=7, column=3)) == "第4页第2张表第7行第3列"
    assert place_in_chinese(Place(line=10, table=2, row=4, column=3)) == "第10行（第2张表第4行第3列）"


def _worn(text: str, dice: random.Random) -> str:
    """A real report as it comes out of careless hands: figures run together, words lost, lines twice or gone."""
    lines = text.split("\n")
    for _ in range(dice.randint(3, 25)):
        at = dice.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = dice.choice(
            (
                [],
                [line, line],
                [line.replace("\t", "")],
                [line[: len(line) // 2]],
                [line.replace("0", "①", 1)],
            )
        )
    return "\n".join(lines)


@pytest.mark.real_reports
def test_no_english_is_left_of_what_worn_reports_could_not_be_read_for(real_reports: Path) -> None:
    dice = random.Random(20261122)
    met: set[str] = set()
    for file in sorted(real_reports.glob("*.*")):
        if file.suffix not in (".txt", ".html"):
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        for _ in range(4):
            report = reports.read(_worn(text, dice).encode(), file.name)
            met |= {one.why for one in report.uncertain}
            met |= {cell.why for cell in report.cells.values() if cell.why}
    assert len(met) > 20
    for why in met:
        told = re.sub("“[^”]*”", "", in_chinese(why))
        assert not re.search("[A-Za-z]", _NAMES.sub("", told)), (why, told)
