"""Printed labels → canonical ids, by words alone (domain.md §2.6): width, spaces, quotes and list marks do not count.

A label that is not known exactly may be a misprint: it counts only when one known label of the same table is close and
no other is nearly as close; else it is not a label of the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from reports.folding import INVISIBLE, nfkc
from reports.form import forms
from reports.remembering import WORDS

_SECOND_SCRIPTS = "\u0600-\u06ff\u0f00-\u0fff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc"
"""Uyghur and Kazakh, Tibetan, Mongolian: labels of reports in two languages."""
_DROPPED = re.compile(f"[\\s{INVISIBLE}{_SECOND_SCRIPTS}“”\"'‘’「」『』〝〞＂＇]+")
"""White space, what is not seen, quotes, and the other language of two."""
_CIRCLED = {ord("①") + number: f"{number + 1}." for number in range(20)}
"""①属于国家秘密: a list mark that NFKC would leave without its stop."""
_ANY_CIRCLED = re.compile("[①-⑳]")
_ASIDE = re.compile(r"[(\[][^()\[\]]*区分处理[^()\[\]]*[)\]]?")
_MARK = re.compile(
    r"^(?:[(\[]?[一二三四五六七八九十]{1,3}[)\]][、.,]?|[一二三四五六七八九十]{1,3}[、.,]|[(]?\d{1,2}(?:[)、]|\.(?!\d),?))"
)
_TAIL = re.compile(r"(?:[:;。,、*※]|\[\d{1,2}\])+$")
"""Closing punctuation, and marks of a note."""
_JOIN = re.compile(r"^[-‐–—―_/\\>→:;|,、·]+")
"""Between the parts of a label that tells the groups above it."""
_LONGEST_LABEL = 200
"""Longer texts are passages, not labels."""
_LONGEST = 60
_CLOSE = 85.0
_CLEARLY_CLOSER = 6.0


def plain(text: str) -> str:
    """NFKC without white space, invisible characters and quotes; Chinese punctuation in its half-width form."""
    return _short_plain(text) if len(text) <= _LONGEST else _plain(text)


def _plain(text: str) -> str:
    marked = text.translate(_CIRCLED) if _ANY_CIRCLED.search(text) else text
    return (
        _DROPPED.sub("", nfkc(marked))
        .replace("〔", "[")
        .replace("〕", "]")
        .replace("﹒", ".")
        .replace("．", ".")
        .replace("其它", "其他")
    )


_short_plain = lru_cache(maxsize=WORDS)(_plain)
"""Labels come again and again; passages do not, and would only fill memory."""


@lru_cache(maxsize=WORDS)
def _bare(text: str) -> str:
    words = _ASIDE.sub("", plain(text))
    while True:
        stripped = _MARK.sub("", words, count=1)
        if stripped == words or not stripped:
            break
        words = stripped
    return _TAIL.sub("", words)


def bare(text: str) -> str:
    """`plain` without leading list marks, the aside of （二）部分公开, and closing punctuation; "" for a passage."""
    return _bare(text) if len(text) <= _LONGEST_LABEL else ""


def names_year(words: str) -> bool:
    """2022年新收…: a label with a year is no misprint of the one that says 本年 there, whichever year is meant."""
    return "20" in words and _YEAR.search(words) is not None


_YEAR = re.compile(r"20\d\d")
_REMARK = re.compile(
    r"(?<=[数量])\((?:历史)?累计数?\)$|(?<=[数量])\(截[至止][^()]{2,14}\)$|(?<=[数量])\((?:单位:)?[件项个份条]\)$"
)
"""What a column's label may say of its figures without meaning another column; not 上年, not 其中."""


_EXPLANATION = re.compile(
    r"(?<=.)\((?P<said>(?:是?指|即|注:?|包?含|包括|如|例如|填|由|按|参[考照]|设区的|行政机关)[^()]{2,}(?:\([^()]*\)[^()]*)*|[^()]{0,8}(?:无此项|不填|免填|不适用))\)$"
)
_OF_LAST_YEAR = re.compile(r"上一?年|去年|往年|历年")
_YUAN = re.compile(r"(?<!万)元")


def without_remark(words: str) -> str:
    """现行有效件数(历史累计) → without the remark set into a column's label. `words` are bare."""
    return without_explanation(_REMARK.sub("", words)) if words.endswith(")") else words


def explained(words: str) -> tuple[str, str]:
    """A bare label, and what is said behind it in brackets to whoever fills the form in; "" where nothing is.

    Provinces hand out forms with such words (湖北省, 2020): 规章(设区的市应提供相关数据), 规章(县级无此项), 上一年项目数量(指2019年事项数).
    """
    found = _EXPLANATION.search(words) if words.endswith(")") else None
    if found is None or _YUAN.search(found["said"]):
        return words, ""
    return words[: found.start()], found["said"]


def without_explanation(words: str) -> str:
    """The label without what explains it; as it stands where that names a year, which may make another label of it."""
    label, said = explained(words)
    another_year = _OF_LAST_YEAR.search(said) and not label.startswith("上") and "增" not in label
    return words if another_year or names_year(said) else label


_UNIT = re.compile(r"\((?:单位:)?(?:[件项个份条宗次]|万元)\)$")
"""Behind a row's label: 行政处罚（件）."""


def without_unit(words: str) -> str:
    """行政处罚(件) → without the unit of its figures. `words` are bare."""
    return _UNIT.sub("", words) if words.endswith(")") else words


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A row of one table; `groups` are the bare labels of the groups it stands under (innermost last)."""

    table: str
    row: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Every label of one table in both formats, bare."""

    table: str
    rows: Mapping[str, RowLabel]
    groups: frozenset[str]
    openings: tuple[str, ...]
    """The groups, the longest first."""
    columns: Mapping[str, str]

    def row(self, text: str) -> tuple[RowLabel | None, bool]:
        """The row of a printed label, and whether it had to be taken as a misprint."""
        words = bare(text)
        found = self.rows.get(words)
        if found is None and words.endswith(")"):
            found = self.rows.get(without_unit(words)) or self._explained_row(words)
        if found is None and words.startswith(self.openings):
            found = self._row_behind_its_groups(words)
        if found is not None:
            return found, False
        close = (
            _closest(words, self.table)
            if 4 <= len(words) <= _LONGEST_LABEL and not names_year(words)
            else None
        )
        return (self.rows[close], True) if close else (None, False)

    def _explained_row(self, words: str) -> RowLabel | None:
        """行政处罚(含行政强制) is none: its figures are of two rows."""
        _, said = explained(words)
        several = said.startswith(("含", "包")) and any(other in said for other in self.rows)
        return None if several else self.rows.get(without_explanation(words))

    def _row_behind_its_groups(self, words: str) -> RowLabel | None:
        """三、本年度办理结果-（三）不予公开-1.属于国家秘密: the groups that a row stands under, said before it in its own cell.

        They must be the row's own, down to the innermost: 不予公开-总计 is another row than the form's.
        """
        path: tuple[str, ...] = ()
        while group := next(filter(words.startswith, self.openings), None):
            path = (*path, group)
            words = bare(_JOIN.sub("", words[len(group) :]))
            found = self.rows.get(words)
            if found is not None and found.groups[-len(path) :] == path:
                return found
        return None

    def is_group(self, text: str) -> bool:
        return bare(text) in self.groups

    def groups_of(self, row: str | None) -> tuple[str, ...]:
        """Of a row named ``table.row``: the groups it stands under, innermost last."""
        return next((known.groups for known in self.rows.values() if f"{self.table}.{known.row}" == row), ())

    def column(self, text: str) -> str | None:
        return self.columns.get(without_remark(bare(text)))


@lru_cache(maxsize=WORDS)
def _closest(words: str, table: str) -> str | None:
    """The one label that is close and clearly closer than any other; glyphs that only changed places are close."""
    known = tuple(labels(table).rows)
    turned = [label for label in known if len(label) == len(words) and sorted(label) == sorted(words)]
    if len(turned) == 1:
        return turned[0]
    ranked = process.extract(words, known, scorer=fuzz.ratio, limit=2, score_cutoff=_CLOSE)
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEARLY_CLOSER):
        return None
    return ranked[0][0]


@cache
def labels(table: str) -> Labels:
    rows: dict[str, RowLabel] = {}
    groups: set[str] = set()
    columns: dict[str, str] = {}
    for form in forms().values():
        for block in form.table(table):
            for row in block.rows:
                under = tuple(bare(group) for group in row.under)
                groups.update(under)
                for label in (row.label, *row.variants, *row.near):
                    rows.setdefault(bare(label), RowLabel(table, row.id, under))
            for column in block.columns:
                for label in (column.label, *column.variants, *column.near):
                    columns.setdefault(bare(label), column.id)
    openings = tuple(sorted(groups, key=len, reverse=True))
    return Labels(table, rows, frozenset(groups), openings, columns)


@cache
def disclosure_columns(form_id: str) -> Mapping[str, Mapping[str, str]]:
    """For each row of section two in this form: bare column label → column id, its own name first. A variant holds in every block."""
    blocks = forms()[form_id].table("disclosure")
    spellings: dict[str, dict[str, None]] = {}
    for block in blocks:
        for column in block.columns:
            spellings.setdefault(column.id, {}).update(
                dict.fromkeys(map(bare, (column.label, *column.variants, *column.near)))
            )
    return {
        row.id: {words: column.id for column in block.columns for words in spellings[column.id]}
        for block in blocks
        for row in block.rows
    }


@cache
def all_disclosure_columns() -> frozenset[str]:
    """Every bare column label of section two."""
    return frozenset(
        words for form in forms() for columns in disclosure_columns(form).values() for words in columns
    )
