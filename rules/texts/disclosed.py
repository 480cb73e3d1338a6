"""Figures of table two that the narrative states: documents issued, repealed, in force; decisions on licences and penalties; fees.

Of all that a report counts in documents and decisions only the plainest clause is taken: its sentence says nothing before it but
whose and of which year, the clause is verb, thing and one exact figure, and nothing behind it counts otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reports import AgencyLevel, AgencyType, AnnualReport, Sentence
from rules.texts.clauses import names_in, whole_scope
from rules.texts.figures import Stated, text_is_cut

_DOCUMENTS = r"(?:行政)?规范性文件"
_UNIT = r"(?:件|份|个|部|项)"
_WHAT = {
    "制发规范性文件": rf"(?:制发|制定|印发|出台|制定印发|制定出台){_DOCUMENTS}",
    "废止规范性文件": rf"废止{_DOCUMENTS}",
    "现行有效规范性文件": rf"现行有效的?{_DOCUMENTS}",
    "行政许可决定": r"作出行政许可决定",
    "行政处罚决定": r"(?:作出行政处罚决定|实施行政处罚)",
    "行政强制决定": r"(?:作出行政强制(?:措施)?决定|实施行政强制(?:措施)?)",
}
_FIGURE = re.compile(
    rf"(?P<lead>[^，,；;：:（）()]*?)(?P<what>{'|'.join(_WHAT.values())})(?:总数|数量)?(?:共计?|总计|合计|为)?"
    rf"(?P<number>\d{{1,7}}(?:\.\d{{1,4}}(?=万))?)(?P<thousands>万?){_UNIT}$"
)
_NONE = re.compile(
    rf"(?P<lead>[^，,；;：:（）()]*?)(?:未|没有)(?P<what>{'|'.join(what for name, what in _WHAT.items() if name != '现行有效规范性文件')}|(?:收取|征收)行政事业性收费)$"
)
"""我局未作出行政处罚决定. What is said of a kind of them (未作出不予许可决定, 未违规收取) is not said so."""
FEES = "行政事业性收费"
_FEES = re.compile(
    rf"(?P<lead>[^，,；;：:（）()]*?)(?:收取|征收)?{FEES}(?:收入|总?金额|总额)?(?:共计?|总计|合计|为)?(?P<number>\d{{1,9}}(?:\.\d{{1,6}})?)(?P<unit>[万亿]?元)$"
)
_TEN_THOUSAND = 10_000
_SLACK_OF_FEES = Decimal("0.5")
"""Ten thousands of yuan: text and table round on their own."""
_LEAD = re.compile(
    r"20\d\d年度?|本年度?|全年|今年|年内|截[至止](?:到)?(?:20\d\d年)?(?:12月31日|年?[底末])|[一二三四五六七八九十]是|我(?:们)?"
    r"|共计?|总共|一共|累计|依法|新|了|，|,|、"
)
_WORDS = ("规范性文件", "出行政", "施行政", FEES)
_YEAR = re.compile(r"(20\d\d)年")
_SENTENCE = re.compile(r"[^。！？\n]+")
_HEADED = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])+[^。，,；;]{0,20}[:：。]")
_OTHERWISE = re.compile(
    r"口径|含|不包括|除外|转发|联合|代(?:县|市|区|政府|拟)|牵头|参与|以.{0,8}名义|所属|下属|本级|部门|各|其余|另"
)


def stated_disclosures(
    report: AnnualReport, kind: AgencyType, level: AgencyLevel | None = None, name: str | None = None
) -> tuple[Stated, ...]:
    """At most one figure a subject; none where the narrative states two that differ."""
    name = name or report.agency.name
    scope = whole_scope(kind, level or report.agency.level, name)
    if scope is None or text_is_cut(report):
        return ()
    found: dict[str, list[Stated]] = {}
    whole = re.compile(scope)
    for sentence in report.narrative:
        for stated in _stated(sentence, report.year, whole, name):
            found.setdefault(stated.subject, []).append(stated)
    return tuple(said[0] for said in found.values() if len({one.number for one in said}) == 1)


def _stated(
    sentence: Sentence, year: int | None, scope: re.Pattern[str], name: str | None
) -> Iterator[Stated]:
    if not any(word in sentence.text for word in _WORDS):
        return
    for part in _SENTENCE.findall(sentence.text):
        text = _HEADED.sub("", "".join(part.split()))
        if _OTHERWISE.search(text) or any(int(said) != year for said in _YEAR.findall(text)):
            continue
        before = ""
        for clause in re.split(r"[，,；;]", text):
            said = _FIGURE.match(clause) or _FEES.match(clause) or _NONE.match(clause)
            plain = _is_plain(before, scope, name)
            if said is None or not (plain and _is_plain(said["lead"], scope, name)):
                before += f"{clause}，" if said is None else ""
                continue
            if said.re is _FEES:
                yield _fees(said, sentence)
                continue
            yield _none(said, sentence) if said.re is _NONE else _counted(said, sentence)


def _subject(what: str) -> str:
    return next((one for one, words in _WHAT.items() if re.fullmatch(words, what)), FEES)


def _none(said: re.Match[str], sentence: Sentence) -> Stated:
    return Stated(_subject(said["what"]), 0, True, said[0], sentence.place, (0,))


def _counted(said: re.Match[str], sentence: Sentence) -> Stated:
    """A figure in ten thousands (1.26万件) is rounded, or cut off, at its last place."""
    number, slack = Decimal(said["number"]), Decimal(0)
    if said["thousands"]:
        slack = _last_place(number) * _TEN_THOUSAND
        number *= _TEN_THOUSAND
    whole = int(number)
    return Stated(_subject(said["what"]), whole, False, said[0], sentence.place, (whole,), slack)


def _fees(said: re.Match[str], sentence: Sentence) -> Stated:
    """In ten thousands, as the form asks; a cell that was filled in with 元 states the same amount."""
    amount, slack = Decimal(said["number"]), _SLACK_OF_FEES
    if said["unit"] == "亿元":
        slack = max(slack, _last_place(amount) * _TEN_THOUSAND)
        amount *= _TEN_THOUSAND
    if said["unit"] == "元":
        whole, apart = amount / _TEN_THOUSAND, amount
    else:
        whole, apart = amount, amount * _TEN_THOUSAND
    return Stated(FEES, whole, False, said[0], sentence.place, (whole, apart), slack)


def _last_place(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _is_plain(text: str, scope: re.Pattern[str], name: str | None) -> bool:
    """Whether it says nothing but whose, of which year, and how counted."""
    for own in names_in(text, name):
        text = text.replace(own, "")
    return not _LEAD.sub("", scope.sub("", text))
