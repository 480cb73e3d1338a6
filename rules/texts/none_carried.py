"""Words that say that no applications were carried from one year into another: 无上年结转, 没有结转下年度的申请.

Only a whole clause that says nothing else, in a sentence that before it says whose and of which year; a channel, a kind of
applicant, an exception or another count of what was carried, anywhere in the narrative, leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import AgencyLevel, AgencyType, AnnualReport, Sentence
from rules.texts.clauses import understood
from rules.texts.figures import Stated, text_is_cut
from rules.texts.whose import Whole, of_another, whole_of

CARRIED_IN = "无上年结转"
CARRIED_OUT = "无结转下年"
_WHAT = r"(?:的)?(?:政府信息公开|依申请公开)?(?:的)?(?:申请|事项|办件|件)?(?:的?情况)?"
_THIS_YEAR = r"(?:本年度?|今年|全年|20\d\d年度?)?"
_NO = r"(?:无|没有|未有)"
_INTO_IT = rf"{_THIS_YEAR}(?:{_NO}上一?年度?(?:结转|转结|转入)|上一?年度?{_NO}(?:结转|转结)){_WHAT}"
_OUT_OF_IT = rf"{_THIS_YEAR}{_NO}(?:申请)?(?:结转|转结|顺延)(?:至|到|入)?(?:下|次)一?年度?(?:继续)?(?:办理|答复)?{_WHAT}"
_SAID = re.compile(rf"(?:(?P<into>{_INTO_IT})|(?P<out>{_OUT_OF_IT}))$")
_CLAUSES = re.compile(r"[，,；;：:（）()]")
_SENTENCE = re.compile(r"[^。！？\n]+")
_NARROWER = re.compile(
    r"本级|网[上络]|在线|平台|信函|邮|当面|现场|窗口|自然人|个人|企业|法人|组织|除|其中|超期|逾期|积压|超时|未办结|部分|各|所属|下属|截至|截止|目前"
)
_COUNTED = re.compile(
    r"(?:结转|转结|顺延)[^，。；;]{0,12}?[1-9一二两三四五六七八九十]|[1-9一二两三四五六七八九十]\d*[件宗份起][^，。；;]{0,6}(?:结转|转结|顺延)"
)
"""Somewhere it counts what was carried: then "none" is said of something else."""
_HEADED = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])+[^。，,；;]{0,20}[:：。]")


def none_carried(
    report: AnnualReport, kind: AgencyType, level: AgencyLevel | None = None, name: str | None = None
) -> tuple[Stated, ...]:
    """At most one a direction."""
    if all(
        "结转" not in one.text and "转结" not in one.text and "顺延" not in one.text
        for one in report.narrative
    ):
        return ()
    name = name or report.agency.name
    whole = whole_of(kind, level or report.agency.level, name)
    if whole is None or text_is_cut(report):
        return ()
    found: dict[str, Stated] = {}
    for sentence in report.narrative:
        for stated in _stated(sentence, whole, report.year):
            found.setdefault(stated.subject, stated)
    texts = ["".join(one.text.split()) for one in report.narrative]
    return tuple(one for one in found.values() if not any(_counts_some(text, one.subject) for text in texts))


def _stated(sentence: Sentence, whole: Whole, year: int | None) -> Iterator[Stated]:
    for part in _SENTENCE.findall(sentence.text):
        text = _HEADED.sub("", "".join(part.split()))
        years = [int(said) for said in re.findall(r"(20\d\d)年", text)]
        if _NARROWER.search(text) or any(said != year for said in years):
            continue
        before = ""
        for clause in _CLAUSES.split(text):
            said = _SAID.match(clause)
            if said and understood(before, whole.scope, whole.name) and not of_another(before, whole):
                subject = CARRIED_IN if said["into"] else CARRIED_OUT
                yield Stated(subject, 0, True, clause, sentence.place, (0,))
            before += clause


def _counts_some(text: str, subject: str) -> bool:
    """Whether a text counts some that were carried the same way, or does not say which way."""
    other = r"下一?年|次年" if subject == CARRIED_IN else r"上一?年"
    return any(
        _COUNTED.search(clause) is not None and re.search(other, clause) is None
        for clause in re.split(r"[，,。；;]", text)
    )
