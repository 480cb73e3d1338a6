"""Words that stand twice in a row (申请人申请人), with what may rightly do so left out.

A clause that begins so is a heading and its text without a break between; a body and an office of its (县政府县政府办公室)
have lost a comma, perhaps on the way to us. Words of two characters may be doubled by custom (研究研究), and end one word and
begin the next (申请申请人): only three and more are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import Sentence
from rules.texts.spotted import Spotted

SHORTEST, LONGEST = 3, 8
_WORDS = re.compile(r"[\u4e00-\u9fa5]+")
_BODY = re.compile(r"(?:[府局委办厅院县市区镇乡村省州旗处会室站所队部科股]|街道|中心|机关|单位|公司|学校)$")
_BEGINS = re.compile(
    r"(?:^|[。；;：:！？!?\n《“])\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[）)、.．]|是){0,2})?\s*$"
)
_PHRASES = ("信息公开", "申请公开")
"""End one name and begin the next: 政府信息公开信息公开指南."""
_AROUND = 6
_BEFORE = 24


def doubled_words(narrative: tuple[Sentence, ...]) -> tuple[Spotted, ...]:
    """Each doubled word once: `text` the word, `detail` it with what stands around it."""
    whole = "\n".join(sentence.text for sentence in narrative)
    if not any(True for _ in _doubled(whole)):
        return ()
    found: dict[str, list[tuple[str, Sentence]]] = {}
    for sentence in narrative:
        for at, length in _doubled(sentence.text):
            around = sentence.text[max(at - _AROUND, 0) : at + 2 * length + _AROUND]
            found.setdefault(sentence.text[at : at + length], []).append((around, sentence))
    return tuple(
        Spotted(word, len(said), tuple(sentence.place for _, sentence in said), said[0][0])
        for word, said in found.items()
    )


def _doubled(text: str) -> Iterator[tuple[int, int]]:
    """Where a word is followed by itself, and how long it is.

    A text laid over itself a word further on is equal there: the whole of it is compared at once, as one number.
    """
    codes = text.encode("utf-16-le", "surrogatepass")
    number, size = int.from_bytes(codes, "little"), len(codes)
    for length in range(SHORTEST, LONGEST + 1):
        apart = (number ^ (number >> 16 * length)).to_bytes(size, "little")[: max(size - 2 * length, 0)]
        same, at = bytes(2 * length), -1
        while (at := apart.find(same, at + 1)) >= 0:
            if at % 2 == 0 and _is_doubled(text, at // 2, length):
                yield at // 2, length
                at += 2 * length


def _is_doubled(text: str, at: int, length: int) -> bool:
    word = text[at : at + length]
    return (
        _WORDS.fullmatch(word) is not None
        and len(set(word)) >= SHORTEST
        and word[0] != "一"
        and word not in _PHRASES
        and _BODY.search(word) is None
        and _BEGINS.search(text[max(at - _BEFORE, 0) : at]) is None
    )
