"""How alike two narratives are: five-character grams of masked text, and an index that finds candidates among many.

Masked are names, years and numbers, titles of documents, quotations, headings and the phrases of the trade; tables are no
part of the narrative. `likeness` is the exact Jaccard of the grams. `SimilarityIndex` (MinHash and LSH, Broder 1997, by
datasketch) only names candidates: an accusation rests on the exact figure, never on an estimate.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from reports import AnnualReport, Sentence

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

GRAM = 5
MIN_LETTERS = 300
"""Masked characters of sections one and five below which nothing is compared (domain.md §3.2)."""
PERMUTATIONS = 64
MIN_PASSAGE = 20
"""Characters that a shared passage has at least."""
_MOST_PASSAGES = 3
SECTIONS = ("overview", "problems")
_TITLE = re.compile(
    r"《[^《》]*》|[（(][^（）()]{0,40}[〔\[【]\s*\d{4}\s*[〕\]】]\s*\d+\s*号[^（）()]{0,10}[）)]"
)
_QUOTED = re.compile(r"“[^“”]{12,}”")
_NAMES = re.compile(
    r"[我本全](?:省|市|县|区|旗|镇|乡|局|办|委|厅|院|街道|单位|部门|机关|系统)|"
    r"[\u4e00-\u9fa5]{2,12}?(?:自治州|自治县|新区|街道办事处|人民政府办公室|人民政府|管委会)"
)
_NUMBERS = re.compile(
    r"[0-9０-９.,，%％]*[0-9０-９][0-9０-９.%％]*|[〇零一二三四五六七八九十百千]+(?=[、是）)]|年|月|日|个|次|件|条|项)"
)
_FORMAL = re.compile(
    r"编制(?:了)?(?:本|此|《)|本(?:年度)?报告(?:中)?(?:所列|的|由|按照|根据|涵盖|电子版)|(?:所列|报告)?数据(?:的)?统计期限|"
    r"电子版(?:可|请|在)|(?:如|若)对(?:本|此)报告|欢迎(?:垂询|联系)|(?:联系)?(?:地址|电话|邮编|邮政编码|传真)[：:]|"
    r"由(?:总体情况|概述)[、，]|现(?:将|公布|向社会公布)[^。]{0,40}(?:报告|公布)?如下|"
    r"包括总体情况[、，]主动公开"
)
"""Sentences that 条例第五十条 and the form make everybody write: the order of the parts, the period, where to ask."""
_PARAGRAPH = re.compile(r"[^。；;！？\n]+")
_LETTER = re.compile(r"[^\u4e00-\u9fa5A-Za-z#]+")
_GENERIC = (
    "省",
    "市",
    "县",
    "区",
    "旗",
    "镇",
    "乡",
    "局",
    "委",
    "办",
    "厅",
    "街道",
    "政府",
    "人民政府",
    "办公室",
)


@dataclass(frozen=True, slots=True)
class Masked:
    """The sentences of one narrative: as printed, and masked (same length, same order)."""

    printed: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def letters(self) -> int:
        return sum(map(len, self.plain))

    def without(self, plain: frozenset[str]) -> Masked:
        kept = [pair for pair in zip(self.printed, self.plain, strict=True) if pair[1] not in plain]
        return Masked(tuple(one for one, _ in kept), tuple(two for _, two in kept))

    def grams(self) -> frozenset[int]:
        text = "\n".join(self.plain)
        windows = (text[at : at + GRAM] for at in range(len(text) - GRAM + 1))
        return frozenset(crc32(one.encode()) for one in windows if "\n" not in one)


def masked(report: AnnualReport) -> Masked:
    """Sections one and five, sentence by sentence."""
    narrative, agency = report.narrative, report.agency.name or ""
    found = _kept.get((id(narrative), agency))
    if found is None:
        found = _kept[id(narrative), agency] = narrative, _masked(narrative, agency)
        if len(_kept) > NARRATIVES_KEPT:
            _kept.popitem(last=False)
    return found[1]


NARRATIVES_KEPT = 512
_kept: OrderedDict[tuple[int, str], tuple[tuple[Sentence, ...], Masked]] = OrderedDict()
"""The reports of one county are all held against each other. By identity, which holds while the narrative itself is kept."""


@lru_cache(maxsize=NARRATIVES_KEPT)
def _masked(narrative: tuple[Sentence, ...], agency: str) -> Masked:
    """By value: a report read twice from the database is the same one."""
    names = _own_names(agency)
    printed, plain = [], []
    for paragraph in narrative:
        if paragraph.section not in SECTIONS:
            continue
        for sentence in _PARAGRAPH.findall(paragraph.text):
            text = "" if _FORMAL.search(sentence) else _mask(sentence, names)
            if text:
                printed.append(sentence.strip())
                plain.append(text)
    return Masked(tuple(printed), tuple(plain))


def _own_names(name: str) -> tuple[str, ...]:
    """The agency's name and what is left of it without its kind, longest first."""
    found = {name}
    for ending in _GENERIC:
        found.add(name.removesuffix(ending))
    places = re.findall(r"[\u4e00-\u9fa5]{2,6}?(?:省|市|县|区|旗|镇|乡|街道)", name)
    found.update(places)
    return tuple(sorted((one for one in found if len(one) >= 2), key=lambda one: (-len(one), one)))


def _mask(sentence: str, names: Sequence[str]) -> str:
    for pattern in (_TITLE, _QUOTED):
        sentence = pattern.sub("", sentence)
    for name in names:
        sentence = sentence.replace(name, "#")
    sentence = _NUMBERS.sub("", _NAMES.sub("#", sentence))
    return _LETTER.sub("", sentence).replace("#", "")


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard: 1.0 the same grams, 0.0 none in common or nothing to compare."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def shared_passages(one: Masked, other: Masked) -> tuple[str, ...]:
    """Sentences of `one`, as printed there, that `other` has too (masked), runs of them together; the longest three first."""
    common, runs, run = frozenset(other.plain), list[str](), list[str]()
    for printed, plain in zip(one.printed, one.plain, strict=True):
        if plain in common:
            run.append(printed)
            continue
        runs.append("；".join(run))
        run = []
    runs.append("；".join(run))
    long = dict.fromkeys(text for text in runs if len(text) >= MIN_PASSAGE)
    return tuple(sorted(long, key=lambda text: -len(text))[:_MOST_PASSAGES])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two narratives held against each other. `percent` is the exact likeness, rounded down."""

    name: str
    percent: int
    letters: int
    """Masked characters of the shorter one."""
    passages: tuple[str, ...]
    page: str = ""
    """Where the other one is published, as far as that is known."""


def compare(one: Masked, other: Masked, name: str = "") -> Comparison:
    percent = int(likeness(one.grams(), other.grams()) * 100 + 1e-9)
    return Comparison(name, percent, min(one.letters, other.letters), shared_passages(one, other))


@dataclass(slots=True)
class SimilarityIndex:
    """Candidates among any number of narratives. Pure: it holds signatures, not texts, and writes nothing.

    `query` may name too many (the caller compares exactly with `compare`) and, rarely, miss one near the threshold, so it
    looks a little below it.
    """

    threshold: float = 0.80
    margin: float = 0.10
    _lsh: MinHashLSH = field(init=False, repr=False)

    def __post_init__(self) -> None:
        from datasketch import MinHashLSH  # noqa: PLC0415  # brings SciPy: half a second that most commands need not wait

        self._lsh = MinHashLSH(threshold=max(self.threshold - self.margin, 0.1), num_perm=PERMUTATIONS)

    def add(self, key: str, narrative: Masked) -> None:
        """Raises `ValueError` where the key is there already."""
        self._lsh.insert(key, signature(narrative), check_duplication=True)

    def query(self, narrative: Masked) -> tuple[str, ...]:
        """Keys of the candidates, sorted."""
        return tuple(sorted(self._lsh.query(signature(narrative))))

    def __len__(self) -> int:
        return len(self._lsh.keys)


@lru_cache(maxsize=512)
def signature(narrative: Masked) -> MinHash:
    """The MinHash of a narrative's grams: the same text always gives the same one, on every machine."""
    from datasketch import MinHash  # noqa: PLC0415

    made = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_itself)
    made.update_batch(narrative.grams())
    return made


def _itself(gram: int) -> int:
    return gram
