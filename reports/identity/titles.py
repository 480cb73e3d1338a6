"""The title rule: is a line the title of an annual disclosure report, and of which year. Words only, no code table.

Source: the column and title wordings of portals.md §2; the look-alikes listed there are other documents on the same
pages (解读, 政府网站工作年度报表 under 国办函〔2018〕12号, 法治政府建设年度报告, 行政执法统计年报, 工作要点, …).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reports.model import ReportKind

_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_FILE = re.compile(r"(?:\.(?:pdf|docx?|wps|xlsx?|html?|shtml|jhtml|zip|rar|ofd|txt|rtf))+$", re.IGNORECASE)
_CUT = re.compile(r"(?:…|⋯|\.{2,}|。{2,}|·{3,})+$")
_DAY = re.compile(r"[\[(【]?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[\])】]?$")
_CHINESE_YEAR = re.compile(r"[二2][〇○零Oo0Ｏ０][〇○零Oo0一二三四五六七八九123456789]{2}(?=年)")
_DIGITS = {c: str(d) for d, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○Oo", "0")

_SUBJECT = (
    r"(?:政府信息(?:主动)?(?:与|和|及)?政务公开|政务(?:公开)?(?:与|和|及|、)政府信息公开|政府政务信息公开|政府信息主动公开|"
    r"政府信息公开|政务信息公开|政务公开|政府公开信息|信息公开)"
)
_YEAR = r"(?<!\d)20[012]\d(?!\d)年?"
_PHRASE = re.compile(
    rf"{_SUBJECT}(?:工作)?(?:情况)?(?P<inner>[(\[]?{_YEAR}度?[)\]]?)?(?P<annual>年度|年)?(?:工作)?(?:情况)?的?"
    r"(?P<noun>年度工作报告|年度报告书|年度报告|年报告|工作年报|年报|报告书|报告)"
)
_CUT_PHRASE = re.compile(rf"{_SUBJECT}(?:工作)?(?P<reached>年(?:度(?:报|工作|工作报|报告)?|报)?)?$")
_CUT_EARLY = re.compile(r"(?:政府信息公|政府信息|政府信|政务公|信息公)$")
_ANNUAL_ONLY = re.compile(r"(?:年度报告|年度工作报告|年报)$")

_LOOKALIKE_AFTER = re.compile(
    r"解读|图解|一图|读懂|图说|漫画|动漫|视频|音频|问答|要点|方案|计划|通知|通报|公告|会议|部署|培训|座谈|制度|办法|规定|格式|模板|"
    r"样式|范本|指南|目录|填报|说明|解释|答复|总结|绩效|评价|评估|考核|考评|评议|督查|报表|统计表|编制|工作动态|新闻|报道|意见|要求|任务|提醒|"
    r"发布会|推进会|启动|汇总表|排名|抽查|检查"
)
_LOOKALIKE_HEAD = re.compile(
    r"解读|图解|一图|读懂|图说|漫画|动漫|视频|音频|问答|划重点|数读|速览|转发|转载|新闻|工作动态|政策|H5|微课|海报|简明问答"
)
_VERB = re.compile(
    r"召开|部署|解读|图解|读懂|印发|转发|开展|组织|举办|编制|撰写|起草|圆满|顺利|完成|做好|报送|上报|审核|发布了?|公布|推进|启动|学习|"
    r"听取|审议|通过|关于对|督促|检查|参加|赴|来.*调研|如何|怎么|为什么|什么是|季度|上半年|下半年|半年|月份|学年"
)
_NEVER = re.compile(
    r"季度|上半年|下半年|半年度|月报|周报|学年|网站.*报表|法治政府|依法行政|行政执法|工作要点|召开|印发|转发|图解|解读|读懂|会议"
)
_HARMLESS = re.compile(
    r"组织部|编制(?:委员会|办|部门)|行政执法(?=[局队大支总中委办])|(?:项目|工作|建设|工程|发展|服务|改革)?推进(?=[中办服委局])|发布(?=中心|平台)|"
    r"(?:监督)?检查(?=[站局队大支总中])|审核(?=[中局办站])|会议(?=中心)|政策研究(?=室)|学习(?=强国|型)|农村工作(?=领导)|审议(?=委员会)"
)
"""Agency names that hold such words: 县委组织部, 综合行政执法局, 项目推进中心."""
_SAFE_AFTER = re.compile(
    r"^(?:[(\[【](?:图片|超链|超链接|文字|网页|电子|扫描|盖章|PDF|pdf|word|WORD|Word|DOC|doc|无障碍|全文|公示|最终|定稿|正式|终)版?[)\]】]"
    r"|[(\[【](?:20\d\d年?(?:度|份)?)[)\]】]|[(\[【](?:全文|公示|附件|本级|含下属单位|汇总|总)[)\]】]|全文|公示|正文|书"
    r"|[(\[【]\d{1,2}[)\]】]|\d{1,2}|[。.]|NEW|new|置顶|-副本)*$"
)
_BRACKET_YEAR = re.compile(rf"[(\[【]({_YEAR})(?:度|份)?[)\]】]")
_ANY_YEAR = re.compile(r"(?<![\d\-/.])(20[012]\d)(?!\d)(?:年度|年份|年|度)?")
_YEAR_RANGE = re.compile(r"20[012]\d年?(?:度)?(?:-|—|–|~|至|到|、|和)20[012]\d年?")
_NEUTRAL_HEAD = re.compile(
    r"^(?:附件?\d*|附|标题|题目|年报|公开年报|政府信息公开(?:工作)?(?:年报|年度报告)|信息公开年报|年度报告|点击下载|下载|"
    r"县直部门|区直部门|市直部门|部门|乡镇|街道|20\d\d年?(?:度)?)$"
)


@dataclass(frozen=True, slots=True)
class TitleParts:
    """A title taken apart. `agency_text` is what is left when the year and the phrase are gone, "" for nothing."""

    kind: ReportKind
    year: int | None
    agency_text: str
    why: str


def plain(title: str) -> str:
    """The title in one form: NFKC (full-width digits and brackets), no spaces or invisible marks, years in digits."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", title))
    return _CHINESE_YEAR.sub(lambda m: "".join(_DIGITS.get(c, c) for c in m.group(0)), text)


def take_apart(title: str) -> TitleParts:
    """Apply the title rule to one line. `kind` is UNSURE wherever words alone do not settle it."""
    text = _unwrap(_without_site(plain(title)))
    head, text = _split_head(text)
    text = _unwrap(text)
    if head is not None and _LOOKALIKE_HEAD.search(head):
        return _other(text, f"begins with {head!r}: about a report, not the report")
    cut = _CUT.search(text)
    if cut:
        return _cut_title(text[: cut.start()])
    found = _last_phrase(text)
    if found is None:
        return _without_phrase(text)
    stem, after = _stem_before(text, found.start()), text[found.end() :]
    return _judge(text, stem, after, found)


def _stem_before(text: str, at: int) -> str:
    """Words before the report's name. In 褚庙乡人民政府信息公开年报 the word 政府 is the agency's."""
    return text[:at] + "政府" if text[:at].endswith("人民") else text[:at]


def _judge(text: str, stem: str, after: str, found: re.Match[str]) -> TitleParts:
    year = _year_of(stem, found.group("inner") or "", after)
    agency = _agency_text(stem)
    if _LOOKALIKE_AFTER.search(after):
        kind, why = ReportKind.OTHER, f"the words after the report's name, {after!r}"
    elif _tells_of_work(stem):
        kind, why = ReportKind.OTHER, "tells of something done with a report"
    else:
        doubt = _doubt(text, stem, after, found, year)
        kind, why = (ReportKind.UNSURE, doubt) if doubt else (ReportKind.ANNUAL_REPORT, "title rule")
    if kind is ReportKind.UNSURE and _YEAR_RANGE.search(text):
        year = None
    return TitleParts(kind, year, agency, why)


def _doubt(text: str, stem: str, after: str, found: re.Match[str], year: int | None) -> str:
    """Why the title may be of another document after all; "" for no doubt."""
    annual = "年" in found.group("noun") or found.group("annual") or found.group("inner")
    doubts = (
        (_YEAR_RANGE.search(text), "names more than one year"),
        (not _SAFE_AFTER.match(after), f"unknown words after the report's name: {after!r}"),
        (not annual and year is None and "年度" not in stem, "a report, but nothing says that it is annual"),
        (not annual and found.group(0).startswith("政务公开"), "政务公开工作报告 may be another document"),
        (year is None and not _agency_text(stem), "a bare name: a column or a report"),
    )
    return next((why for holds, why in doubts if holds), "")


def _tells_of_work(stem: str) -> bool:
    """Whether words before the report's name are those of news or notices, once agency names that hold them are out."""
    words = _HARMLESS.sub("", stem)
    return bool(_NEVER.search(words) or _VERB.search(words))


def _last_phrase(text: str) -> re.Match[str] | None:
    """The last mention: a title may begin with its column's name."""
    mentions = list(_PHRASE.finditer(text))
    return mentions[-1] if mentions else None


def _unwrap(text: str) -> str:
    """Drop a file ending, a day behind, a list mark or number before, and 《…》 around the whole."""
    text = _DAY.sub("", _FILE.sub("", text))
    text = re.sub(r"^(?:[·•●▪■◆★☆>»\-—*#]+|\d{1,2}[、.)](?=\D))+", "", text)
    text = re.sub(r"^(?:[\[【](?:[^\]】]{1,12})[\]】])(?=.)", _keep_year, text)
    whole = re.fullmatch(r"(?:关于)?[《<「](.+)[》>」](\(.*\))?", text)
    return whole.group(1) + (whole.group(2) or "") if whole else text


def _keep_year(found: re.Match[str]) -> str:
    inside = found.group(0)[1:-1]
    if _LOOKALIKE_HEAD.search(inside):
        return inside + ":"
    return inside if re.search(r"20\d\d", inside) else ""


def _split_head(text: str) -> tuple[str | None, str]:
    """Words before a colon or bar: 文字解读：…, 附件1：…; neutral ones are dropped, others stay with the title."""
    found = re.match(r"^([^:：丨|《]{1,16})[:：丨|]+(.+)$", text)
    if found is None:
        opened = re.match(r"^([^《]{1,10})《(.+)$", text)
        return (opened.group(1), text) if opened and _LOOKALIKE_HEAD.search(opened.group(1)) else (None, text)
    head, rest = found.groups()
    if _LOOKALIKE_HEAD.search(head) or _NEUTRAL_HEAD.match(head):
        return head, rest
    return None, head + rest


def _without_site(text: str) -> str:
    """Of 标题_栏目_网站名 the piece that is the title: the first that names the report with a year, or names it at all."""
    pieces = [piece for piece in re.split(r"[_|]+|(?<=[报告报》)])[-—–]+(?=\D)", text) if piece]
    if len(pieces) < 2 or any(_LOOKALIKE_HEAD.search(piece) for piece in pieces[1:]):
        return text
    naming = [piece for piece in pieces if _PHRASE.search(piece)]
    dated = [piece for piece in naming if _ANY_YEAR.search(piece)]
    return (dated or naming or [text])[0]


def _year_of(stem: str, inner: str, after: str) -> int | None:
    """The report year: beside the phrase first, then in brackets, then the only year there is."""
    inside = _ANY_YEAR.search(inner)
    if inside:
        return int(inside.group(1))
    near = re.search(r"(20[012]\d)(?:年度|年份|年|度)?[)\]】]?(?:的|本级|全[县市区省])?$", stem)
    if near and not re.search(r"\d$", stem[: near.start()]):
        return int(near.group(1))
    bracket = _BRACKET_YEAR.search(after) or _BRACKET_YEAR.search(stem)
    if bracket:
        return int(bracket.group(1)[:4])
    years = {int(y) for y in _ANY_YEAR.findall(stem)}
    return years.pop() if len(years) == 1 else None


def _agency_text(stem: str) -> str:
    text = _BRACKET_YEAR.sub("", stem)
    text = _ANY_YEAR.sub("", text)
    text = re.sub(r"^(?:年度|年份|年|度)|(?:年度|年份)$", "", text)
    text = re.sub(r"^(?:关于(?:公开|公布|发布)?|附件?\d*[:.、]?|附:)", "", text)
    text = text.strip("《》<>「」“”\"'‘’:：,，。;；-—_|·.、 ")
    return re.sub(r"(?:关于|的|本级|年度|年)$", "", text).strip("-—_、,，")


def _cut_title(text: str) -> TitleParts:
    """A title cut with …: enough when it reaches 年 of 年度报告 or 年报; before that it may be 工作要点 or 工作总结."""
    found = _last_phrase(text)
    if found is not None:
        parts = _judge(text, _stem_before(text, found.start()), text[found.end() :], found)
        return TitleParts(parts.kind, parts.year, parts.agency_text, parts.why + ", cut")
    reached = _CUT_PHRASE.search(text)
    stem = _stem_before(text, reached.start()) if reached else _CUT_EARLY.sub("", text)
    year, agency = _year_of(stem, "", ""), _agency_text(stem)
    if reached and reached.group("reached") and not _tells_of_work(stem):
        return TitleParts(ReportKind.ANNUAL_REPORT, year, agency, "title rule, cut")
    if _tells_of_work(stem) or _LOOKALIKE_HEAD.search(stem):
        return TitleParts(ReportKind.OTHER, year, agency, "look-alike words")
    if reached or (_CUT_EARLY.search(text) and year):
        return TitleParts(ReportKind.UNSURE, year, agency, "cut before it says what it is")
    return _without_phrase(text)


def _without_phrase(text: str) -> TitleParts:
    """No name of the report: other, but for a title that ends like one (…2022年年报)."""
    short = re.search(_CUT_PHRASE, text)
    if (
        short
        and short.group("reached") in ("年度报", "年度", "年")
        and _year_of(text[: short.start()], "", "")
    ):
        stem = _stem_before(text, short.start())
        if not _tells_of_work(stem):
            return TitleParts(
                ReportKind.ANNUAL_REPORT, _year_of(stem, "", ""), _agency_text(stem), "title rule, cut"
            )
    if _ANNUAL_ONLY.search(text) and not (
        _NEVER.search(text) or _LOOKALIKE_HEAD.search(text) or "企业" in text
    ):
        stem = _ANNUAL_ONLY.sub("", text)
        if not re.search(r"统计|财政|预算|决算|执法|网站|法治|司法|环境|质量|经济|工作$", stem):
            return TitleParts(
                ReportKind.UNSURE, _year_of(stem, "", ""), _agency_text(stem), "does not say of what"
            )
    return _other(text, "does not name the report")


def _other(text: str, why: str) -> TitleParts:
    found = _last_phrase(text)
    stem = text[: found.start()] if found else text
    years = {int(y) for y in _ANY_YEAR.findall(text)}
    return TitleParts(
        ReportKind.OTHER, years.pop() if len(years) == 1 else None, _agency_text(stem) if found else "", why
    )
