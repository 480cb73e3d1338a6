"""Where a clause of the narrative stands: its sentence around it, what was counted earlier in it, and the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports import AnnualReport, Claim, Counted, Sentence

_SENTENCE_ENDS = "。；;！？\n"
_ENDS = re.compile(f"[{_SENTENCE_ENDS}]")
_FULL_STOPS = "。！？\n"
_CLAUSES = re.compile(r"[，,；;、（）()]")
_COUNT = re.compile(r"(?:\d|[一二两三四五六七八九十])\s*(?:件|份|宗|起|条|例)")
_OF_THEM = re.compile(
    r"其中|包括|含|分别|^均|(?:^|予以|依法|主动|全部)公开|自然人|法人|企业|网|信函|当面|邮|按[时期]|及时|当场|书面"
)
"""What is counted is a part of the figure before it."""
_OF_ANOTHER_ROW = re.compile(
    r"复议|诉讼|结转|转结|顺延|下一?年|上一?年|收到|受理|接收|新收|(?<!无法)(?<!未)(?<!不予)(?<!不再)(?:答复|办结|回复)"
)
_GOES_ON = re.compile(r"^\s*(?:其中|另|有|经|剔除|扣除|除|上述|以上|\d|[一二两三四五六七八九十]+\s*[件份宗])")
"""A sentence that goes on about the figure of the one before it."""
_MARK = r"[（(]?[一二三四五六七八九十\d]{1,2}(?:[)）][、.．]?|[、.．]|是)\s*"
_HEADING = re.compile(
    rf"(?:{_MARK})?(?:(?:政府|政务)信息)?依申请公开(?:(?:政府|政务)信息)?的?(?:工作|办理|申请|受理|答复|处理|情况|方面|事项)*(?:[。：:\s]|$)"
    rf"|{_MARK}[^。；：:，,\d]{{0,12}}依申请公开[^。；：:，,\d]{{0,10}}(?:[。：:]|$)"
)
"""（二）依申请公开情况, 二是规范依申请公开工作："""
_OF_MORE = re.compile(r"主动公开|投诉|举报|信访|留言|咨询|信箱|建议|提案|热线")
_LONGEST_HEADING = 24
REACH = 600
"""Characters before or behind a figure in which something may be said of it."""
_APPLICATIONS = frozenset((Counted.RECEIVED, Counted.ANSWERED, Counted.CARRIED_IN, Counted.CARRIED_OUT))


@dataclass(frozen=True, slots=True)
class Setting:
    """`before` and `after` are of its own sentence, `after` with the next one where that goes on about its figure."""

    before: str
    after: str
    on_request: bool
    """It stands under a heading that says 依申请公开: the applications it counts are those for information."""
    rest: str = ""
    """What follows up to the full stop, over semicolons."""
    tail: str = ""
    """What follows in its paragraph, as far as anything may still be said of the figure."""

    @property
    def counts_beside(self) -> bool:
        """Whether what follows counts more of the same kind that is no part of the figure: 答复10件，终止2件."""
        for clause in _CLAUSES.split(self.rest):
            if _COUNT.search(clause) and not _OF_ANOTHER_ROW.search(clause):
                return _OF_THEM.search(clause) is None
        return False


def paragraphs_on_request(narrative: Sequence[Sentence]) -> frozenset[str]:
    """Paragraphs right below such a heading, or that begin with one, as they stand."""
    return frozenset(_headed(narrative))


def _headed(narrative: Sequence[Sentence]) -> Iterator[str]:
    above = ""
    for paragraph in narrative:
        text = paragraph.text.strip()
        if _heads(above) or _heads(text):
            yield paragraph.text
        above = text if len(text) <= _LONGEST_HEADING else ""


def _heads(text: str) -> bool:
    found = _HEADING.match(text) if "依申请公开" in text[: 2 * _LONGEST_HEADING] else None
    return found is not None and _OF_MORE.search(found[0]) is None


def setting_of(claim: Claim, report: AnnualReport, on_request: frozenset[str]) -> Setting:
    """Empty where the claim is not found again."""
    for paragraph in report.narrative:
        text = paragraph.text
        if paragraph.place == claim.place and text.startswith(claim.text, claim.start):
            start = max(text.rfind(mark, 0, claim.start) for mark in _SENTENCE_ENDS) + 1
            end = claim.start + len(claim.text)
            stop = min(
                (at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text)
            )
            following = _ENDS.split(text[stop + 1 :], maxsplit=1)[0]
            goes_on = _GOES_ON.search(following) is not None
            after = text[end:stop] + (f"；{following}" if goes_on else "")
            stop = min((at for mark in _FULL_STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
            return Setting(
                text[start : claim.start], after, text in on_request, text[end:stop], text[end : end + REACH]
            )
    return Setting("", "", False)


def counted_before(claim: Claim, setting: Setting, said: Sequence[Claim]) -> Iterator[Claim]:
    """Applications counted earlier in the same sentence, whose scope a clause without one of its own goes on with."""
    if claim.what not in _APPLICATIONS:
        return
    begins = claim.start - len(setting.before)
    for other in said:
        earlier = other.place == claim.place and begins <= other.start < claim.start
        if earlier and other.what in _APPLICATIONS and other.text in setting.before:
            yield other
