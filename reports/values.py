"""What is printed in one cell → `Cell`. Nothing becomes a number that is not printed as exactly one number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from reports.document import GridCell, Place
from reports.folding import LOST, WITHOUT_INVISIBLE, letters_of, nfkc
from reports.form import own_words
from reports.model import Cell, CellState, Number, placed
from reports.numerals import in_words, is_count, number
from reports.remembering import WORDS
from reports.sheets import COVERED, Cover

_LOST_GLYPH = re.compile(f"[{LOST}□■?？]")
"""What stands for a glyph that was lost: replacement characters, private use, empty boxes, question marks."""
_SYMBOLS = frozenset(
    (
        "/",
        "//",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "－",
        "–",
        "―",
        "_",
        "__",
        "*",
        "×",
        "无",
        "无。",
        "N/A",
        "NA",
        "n/a",
        "null",
        "...",
        "…",
        "……",
        "|",
        "·",
        ".",
    )
)
_SIGNS = {"−": "-", "－": "-", "﹣": "-", "–": "-", "＋": "+", "﹢": "+"}
_ONLY_FIGURES = re.compile(r"[+-]?[0-9][0-9,.\s+-]*")
_WITH_UNIT = re.compile(
    r"(?P<number>[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?)(?P<unit>亿元|万元|亿|万|元|件次|条次|件|项|条|个|份|宗|次|起|人次|人)"
)
_CHANGE = re.compile(r"(?P<way>增加?|减少?)\s?(?P<number>[1-9][0-9]{0,8})(?P<unit>件|项|条|个)?")
"""How 本年增/减 is filled in with words: 减4, 增加12项."""
_NO_CHANGE = re.compile(
    r"(?:[与和]?(?:上一?|去)年度?(?:相比)?)?(?:持平|不变|(?:无|没有)(?:增减|变化|变动|增减变化))"
)
"""How it is filled in where nothing changed: words that are no figure and no label either."""
_NONE = re.compile(
    r"(?:本年度?|均|都|暂|以上)?(?:无(?:此|相关)|[未无](?:发生|涉及|产生|开展|制定|收费)|不(?:适用|涉及|收费))(?:该|此)?(?:类|项|事项|情况|业务)?[。.]?"
)
"""How it is filled in where there is nothing to count."""
_TOLD = re.compile(
    r"(?:[共约近超仅]|共计|合计)?[0-9][0-9,]*(?:\.[0-9]+)?[余多]?(?:万?元|[件条]次|[件项条个份宗次起])?(?:\((?:其?中|包?含|包括|较|比|同)[^()]*\))?"
)
"""One figure with words of what it is: 共5件, 12（含简易程序3件）."""
_SPACED_DIGITS = re.compile(r"\d(?: \d)+$")
_FILLED_IN = re.compile(r"\{\{.*\}\}|[$#]\{.*\}|\{\$.*\}|<%.*%>", re.DOTALL)
"""The name of a value in a template: a browser shows the value, once its script has filled it in."""
_KEPT_TEXT = 64
"""Characters of a cell whose reading is remembered; passages would only fill memory."""


def printed(source: GridCell) -> Cell:
    """Read one cell of a grid; where readings of a picture disagree, what each of them would be are its candidates."""
    if not source.candidates:
        return cell(source.text, source.place)
    found = (number(_fold(text)) for text in source.candidates)
    candidates = tuple(dict.fromkeys(value for value in found if value is not None))
    why = "readings of the picture disagree"
    return Cell(CellState.UNREADABLE, source.text, place=source.place, candidates=candidates, why=why)


def cell(text: str, place: Place | None = None) -> Cell:
    """Read one printed cell. Lines inside it (paragraphs) are told apart: two lines with digits are not one number."""
    read = _read(text)
    return read if place is None else placed(read, place)


def _read(text: str) -> Cell:
    return _remembered(text) if len(text) <= _KEPT_TEXT else _passage(text)


def _read_anew(text: str) -> Cell:
    if text == COVERED:
        return Cell(CellState.NUMBER, raw=text, value=Cover())
    if is_count(text):
        return Cell(CellState.NUMBER, raw=text, value=int(text))
    lines = [line for line in (_fold(line) for line in text.split("\n")) if line]
    if not lines:
        return Cell(CellState.BLANK, raw=text)
    unclear = _unclear(text, lines)
    if unclear is not None:
        return unclear
    folded = "".join(lines)
    value = number(folded)
    if value is not None:
        return Cell(CellState.NUMBER, raw=text, value=value)
    return _no_number(folded, text)


def _unclear(text: str, lines: Sequence[str]) -> Cell | None:
    """Unreadable where a glyph is lost, a figure is raised or circled, or several lines hold figures."""
    if _LOST_GLYPH.search(text):
        return Cell(CellState.UNREADABLE, raw=text, why="a printed character cannot be known")
    if any(unicodedata.category(character) in ("No", "Nl") and character != "〇" for character in text):
        return Cell(CellState.UNREADABLE, raw=text, why="raised or circled figures")
    if len(lines) > 1 and sum(any(c.isdigit() for c in line) for line in lines) > 1:
        possible = (number("".join(lines)), *(number(line) for line in lines))
        candidates = tuple(dict.fromkeys(value for value in possible if value is not None))
        return Cell(
            CellState.UNREADABLE, raw=text, candidates=candidates, why="several lines with digits in one cell"
        )
    return None


def _with_words(folded: str) -> tuple[Number | None, str | None] | None:
    """Value and unit of a number with its unit (5件), or of a change said in words (减4)."""
    with_unit = _WITH_UNIT.fullmatch(folded)
    if with_unit:
        return number(with_unit["number"]), with_unit["unit"]
    changed = _CHANGE.fullmatch(folded)
    if changed is None:
        return None
    return int(changed["number"]) * (-1 if changed["way"].startswith("减") else 1), changed["unit"]


def _no_number(folded: str, text: str) -> Cell:
    """A symbol, words, or what cannot be told."""
    if folded in _SYMBOLS:
        return Cell(CellState.SYMBOL, raw=text)
    with_words = _with_words(folded)
    if with_words is not None:
        value, unit = with_words
        return Cell(CellState.TEXT, raw=text, value=value, unit=unit)
    written = in_words(folded)
    if folded == "一":
        return Cell(CellState.UNREADABLE, raw=text, candidates=(1,), why="one, or a dash typed as one")
    if written is not None:
        return Cell(CellState.TEXT, raw=text, value=written)
    if any(character.isdigit() for character in folded):
        pieces = [number(piece) for piece in re.findall(r"[+-]?\d[\d,]*(?:\.\d+)?", folded)]
        if re.fullmatch(r"\d+(?: \d+)+", folded):
            pieces.insert(0, number(folded.replace(" ", "")))  # set apart, or typed with a space
        candidates = tuple(dict.fromkeys(piece for piece in pieces if piece is not None))
        return Cell(CellState.UNREADABLE, raw=text, candidates=candidates, why="not one number")
    return _words_alone(folded, text)


def _words_alone(folded: str, text: str) -> Cell:
    """What an agency wrote in the place of a number; not what came there from the form's own print, or a speck read as a mark,
    or stands for what a script is to fill in."""
    if _FILLED_IN.search(folded):
        return Cell(CellState.UNREADABLE, raw=text, why="a script is to fill it in")
    words = letters_of(folded)
    if not words:
        return Cell(CellState.UNREADABLE, raw=text, why="a mark that is no number")
    if words in own_words():
        return Cell(CellState.UNREADABLE, raw=text, why="words of the form itself stand in its place")
    return Cell(CellState.TEXT, raw=text)


_remembered = lru_cache(maxsize=WORDS)(_read_anew)
_passage = lru_cache(maxsize=4)(_read_anew)
"""A table that a page never closes holds the rest of the report in one cell, which is asked after again and again."""


def is_value(text: str) -> bool:
    """Whether a token of a flattened table can be the content of a cell rather than a label."""
    return _known_as_value(text) if len(text) <= _KEPT_TEXT else _is_value(text)


def _is_value(text: str) -> bool:
    read = _read(_LOST_GLYPH.sub("", text))
    if read.state is CellState.UNREADABLE and _ONLY_FIGURES.fullmatch(nfkc(text).strip()):
        return True  # several figures run together
    if read.state is CellState.UNREADABLE and read.candidates and _TOLD.fullmatch(_fold(text)):
        return True
    if read.state in (CellState.NUMBER, CellState.BLANK, CellState.SYMBOL):
        return True
    words = text.strip()
    if read.state is CellState.TEXT and (_NO_CHANGE.fullmatch(words) or _NONE.fullmatch(words)):
        return True
    return read.value is not None and (any(c.isdigit() for c in text) or text.strip() in ("零", "〇"))


_known_as_value = lru_cache(maxsize=WORDS)(_is_value)


def _fold(line: str) -> str:
    folded = nfkc(line.translate(WITHOUT_INVISIBLE))
    for printed, sign in _SIGNS.items():
        folded = folded.replace(printed, sign)
    folded = folded.strip()
    if _SPACED_DIGITS.match(
        folded
    ):  # one glyph at a time is how some PDFs space a number; several numbers have more
        return folded
    return re.sub(r"(?<=\+) (?=\d)|(?<=\d) (?=[万亿元件项条个份])", "", folded).replace("，", ",")
