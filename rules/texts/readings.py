"""The numbers that a figure of the narrative may stand for: itself, and what is left or made of it with the counts told beside it.

"收到申请57件，其中39件经沟通撤回": whether a table counts 57 or 18 is not known, however the sentence says that 39 are
not of the rest (退件, 交办, 咨询, 测试件 … there is no end of such words). So the other way round: a count is no
explanation only where its clause is nothing but the name of a row, a channel or a kind of applicant; any other may be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import Claim, Counted, Number, in_figures_or_words
from rules.texts.setting import Setting

_COUNT = re.compile(
    r"(?<![\d.〔\[第])(?P<figure>\d[\d,，]*|[一二两三四五六七八九十]{1,3})\s*(?P<unit>件次|件|份|宗|起|例|条|个|次|项)"
)
_APART = re.compile(r"(?<!\d)[，,]|[，,](?!\d)|[。；;！？\n、（）()：:]")
_UNITS = ("件", "份", "宗", "起", "例", "项")
"""What is counted in others than these and than the figure itself is something else: 条 of information, 次 of training."""
_OF_THE_TABLE = re.compile(
    r"其中|包括|通过|采[取用]|分别|渠道|方式|途径|共计?|合计|总计|申请人?|提[出交]|递交|收到|接收|新收|信息公开|(?:政府|政务)?信息|公开|依法|依规|"
    r"按[时期规]定?|及时|全部|均|已|予以|不予|部分|主动|处理|提供|无法|其[他它]|办[结理]|答复|回复|完毕|行政|复议|诉讼|案件|引[起发]|因|被|"
    r"结转|转结|顺延|[至到]|下一?年度?|上一?年度?|继续|本年度?|互联网|网[络上站]?|在线|线[上下]|平台|电子|邮[件箱寄递]?|信[函件]|来信|当面|现场|窗口|传真|书面|"
    r"自然人|公民|个人|法人|组织|企业|商业|科研|机构|社会|公益|法律服务|不存在|本机关|不掌握|同意|维持|纠正|败诉|胜诉|直接|起诉|经|后|未(?=经复议)|"
    r"[我本该]?[局委办厅镇乡]|[以为是有的了或和与及占一]|[“”\"\s]"
)
_OTHER_MATTER = re.compile(r"提案|议案|建议|规范性文件|信箱|热线|留言|许可|处罚|强制|预算|决算|培训")
_OTHER_SUBJECT = {Counted.REVIEW: re.compile("诉讼|起诉"), Counted.SUIT: re.compile("复议")}
_OF_APPLICATIONS = re.compile("复议|诉讼|结转|转结|顺延")
"""What another table or row counts: no part of the figure, whatever else the clause says."""
_RECEIVED = re.compile(
    r"[^，。；;！？\n、（）()：:]*(?:收到|(?<!不予)受理|接收|新收|接到|承办|登记)[^，。；;！？\n、（）()：:]*"
)
"""A clause that says how many there were: those answered are of them, and none of them comes on top."""
_MOST = 12
"""Counts that are looked at; a paragraph with more of them is a list, and any number could be made of it."""


def may_stand_for(claim: Claim, setting: Setting) -> tuple[Number, ...]:
    """The figure first; then every count beside it that may be what the table means, and the two together or apart.

    What stands before it in its sentence ("撤回1件，答复4件") can only be added to it.
    """
    earlier = tuple(_counts(_RECEIVED.sub("", setting.before), claim))
    beside = tuple(dict.fromkeys(_counts(setting.tail, claim)))
    if not (beside or earlier) or len(beside) + len(earlier) > _MOST:
        return (claim.number,)
    taken = (*beside, sum(beside))
    found = (
        claim.number,
        *taken,
        *(claim.number - one for one in taken),
        *(claim.number + one for one in (*taken, *earlier, sum(earlier))),
    )
    return tuple(dict.fromkeys(one for one in found if one >= 0))


def _counts(text: str, claim: Claim) -> Iterator[Number]:
    elsewhere = _OTHER_SUBJECT.get(claim.what, _OF_APPLICATIONS)
    for clause in _APART.split(text):
        found = [one for one in _COUNT.finditer(clause) if one["unit"] in (*_UNITS, claim.unit)]
        if not found or _OTHER_MATTER.search(clause) or elsewhere.search(clause):
            continue
        if _OF_THE_TABLE.sub("", _COUNT.sub("", clause)):
            yield from (number for one in found if (number := in_figures_or_words(one["figure"])))
