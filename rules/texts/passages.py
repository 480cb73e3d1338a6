"""Passages that stand twice in one report: runs of whole clauses, titles of documents left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reports import Place, Sentence
from rules.texts.spotted import Spotted

MIN_LETTERS = 25
"""Characters without punctuation; shorter runs repeat by custom of the trade (domain.md §3.2, TXT-DUP-PARA)."""
SECTIONS = ("overview", "problems", "other_matters")
_TITLE = re.compile(r"《[^《》\x00]*》")
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n]+")
_NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]")
_ONE = 6
"""Clauses shorter than this join a run but cannot begin one."""
_NUMBERS = "（(一二三四五六七八九十"
_APART = "\x00"
_BETWEEN = f"\n{_APART}\n"
"""Between two paragraphs: no run goes over it."""


def repeated_passages(narrative: tuple[Sentence, ...]) -> tuple[Spotted, ...]:
    """Each passage of `MIN_LETTERS` or more that stands at two places outside the tables, the longest run of it."""
    looked_at = [sentence for sentence in narrative if sentence.section in SECTIONS]
    if not _may_repeat(_BETWEEN.join(sentence.text for sentence in looked_at)):
        return ()
    clauses: list[tuple[str, Place]] = []
    for sentence in looked_at:
        found = _CLAUSE.findall(_without_titles(sentence.text))
        clauses += [(_plain(clause), sentence.place) for clause in found]
        clauses.append(("", sentence.place))
    return _runs(clauses)


def _without_titles(text: str) -> str:
    return _TITLE.sub("，", text) if "《" in text else text


def _may_repeat(text: str) -> bool:
    """Whether clauses that stand elsewhere too follow each other for long enough: nearly every report is done with here."""
    clauses = [
        _NUMBERED.sub("", clause) if clause[0] in _NUMBERS or clause[0].isdecimal() else clause
        for clause in _CLAUSE.findall(_without_titles("".join(text.replace("\n", "，").split())))
    ]
    times = Counter(clauses)
    letters = 0
    for clause in clauses:
        if times[clause] < 2 or clause == _APART or not (letters or len(clause) >= _ONE):
            letters = 0
            continue
        letters += len(clause) + 1
        if letters > MIN_LETTERS:
            return True
    return False


def _plain(clause: str) -> str:
    return _NUMBERED.sub("", "".join(clause.split()))


def _runs(clauses: list[tuple[str, Place]]) -> tuple[Spotted, ...]:
    first_at: dict[str, int] = {}
    found: dict[str, tuple[int, tuple[Place, ...]]] = {}
    index = 0
    while index < len(clauses):
        clause = clauses[index][0]
        start = first_at.get(clause) if len(clause) >= _ONE else None
        if start is None:
            if len(clause) >= _ONE:
                first_at[clause] = index
            index += 1
            continue
        length = 0
        while (
            index + length < len(clauses)
            and start + length < index
            and clauses[start + length][0] == clauses[index + length][0] != ""
        ):
            length += 1
        text = "，".join(clause for clause, _ in clauses[index : index + length])
        if len(text) >= MIN_LETTERS and not _at_a_seam(clauses, start, index):
            count, places = found.get(text, (1, (clauses[start][1],)))
            found[text] = (count + 1, (*places, clauses[index][1]))
        index += max(length, 1)
    return tuple(Spotted(text, count, places) for text, (count, places) in found.items())


def _at_a_seam(clauses: Sequence[tuple[str, Place]], first: int, second: int) -> bool:
    """Whether the text went back amid a clause and on from there: a download resumed too early doubles what the agency wrote once.

    What stands twice is then parted by one clause alone, the beginning of what follows it and the end of what stands before it.
    """
    away = second - first
    begins, ends = first, first
    while begins and clauses[begins - 1][0] == clauses[begins - 1 + away][0]:
        begins -= 1
    while ends + away < len(clauses) and clauses[ends][0] == clauses[ends + away][0]:
        ends += 1
    if begins + away != ends + 1 or ends + away == len(clauses):
        return False
    glued, after = clauses[ends][0], clauses[ends + away][0]
    before = clauses[begins - 1][0] if begins else ""
    return glued != "" and any(
        after.startswith(_plain(glued[:at])) and before.endswith(_plain(glued[at:]))
        for at in range(len(glued) + 1)
    )
