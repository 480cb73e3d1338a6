"""Is a line of a list an annual report, and where may a column have further columns below it? By words alone."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from reports import ReportKind
from reports.identity import take_apart

_ARTICLE = re.compile(
    r"/t\d{6,8}_?\d+|/art_|/art/\d{4}/|/post_\d+|/content/post|/info/\d+/\d+|[0-9a-f]{24,32}\.s?html?$|c\d+_\d+\.s?html?$"
    r"|/content_\d+|\.(pdf|docx?|wps|xlsx?|zip|rar|ofd)$|/show/\d+|article_|wbnewsid=|/i\d{6,}\.html|/\d{6,}\.j?s?html?$",
    re.IGNORECASE,
)
_YEAR_FOLDER = re.compile(
    r"^(19|20)\d{2}\s*(年|年度)?\s*(政府|政务)?(信息公开)?(工作)?(年度报告|年报|年度)?$"
)
_SUBJECT = r"(?:政府|政务)?(?:信息公开)?(?:工作)?(?:年度报告|年报)?"
_PLACE = r"(?:省|市|州|盟|县|区|旗|自治县|县级|区级|市级|本级|各|全县|全市|全区)"
_LEVEL_FOLDER = re.compile(
    rf"^(?:{_PLACE}?(?:人民)?(?:政府|直属?|级)?(?:各级?)?"
    r"(?:部门|单位|机关|工作部门|组成部门|部门单位|乡镇街道|镇街道?|乡镇|镇乡|镇办|街镇|园区|开发区|镇|乡|街道|苏木乡?镇?)"
    rf"|{_PLACE}(?:人民)?政府(?:本级)?)"
    rf"(?:[（(].{{0,8}}[）)])?(?:街道|办事处)?{_SUBJECT}$"
)
_PAGER_WORDS = re.compile(
    r"^[\d\s<>«»‹›.…\[\]]+$|^(首页|尾页|末页|上一?页|下一?页|前页|后页|更多|返回.{0,6}|打印.{0,4}|关闭.{0,4})$"
)
_COLUMN_WORDS = re.compile(r"年报|年度报告|年度工作报告|信息公开|政务公开")
_YEAR = re.compile(r"(?<!\d)20\d{2}\s*年?度?")
_CUT = re.compile(r"\s*(?:…|\.{2,}|。{2,}|·{3,})[….。·\s]*$")
_EXTENSION = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|zip|rar|ofd)$", re.IGNORECASE)
_JOINS = " \u3000-－—–_·.、,，:：;；()（）[]【】〔〕"
_FILE_NAME = re.compile(
    r"^(?:附[件表]\s*[\d一二三四五六七八九十]{0,3}(?:\.\w{2,4})?|[\x21-\x7e]*\.(?:pdf|docx?|wps|xlsx?|zip|rar|ofd))$",
    re.IGNORECASE,
)
_OTHERS = r"(?:部门|单位|机关|乡镇|镇街|街道|园区)"
_OTHERS_REPORTS = re.compile(rf"{_OTHERS}.{{0,12}}(?:年报|年度报告)|(?:年报|年度报告).{{0,8}}{_OTHERS}")
LONGEST_HINT = 24
"""Characters of a link that points to a list; what is longer is news."""
_UNFINISHED = re.compile(r"(?:政府信息?|信息公|政务公|公开|公开工|公开工作)$")
"""Ends inside the report's name; the title rule asks for a year and an agency before it."""
_NAMED_OTHERWISE = re.compile(
    r"(?:信息|政务).{0,14}(?:总结|汇报|报.|报|情况|年度|公开|公告|统计表)(?:[(（【][^()（）【】]{1,20}[)）】])?$"
)
_OTHER_DOCUMENT = re.compile(
    r"预算|决算|财政信息|采购|网站|新媒体|法治|执法|环境信息|信用信息|统计信息|信息化|学年|季度|上半年|下半年|月|制度|指南|目录|要点|方案|计划|通知|通报|"
    r"召开|举办|培训|会议|解读|图解|一图|读懂|视频|转发|招聘|公示信息"
)
"""Words of other documents that disclosure columns hold beside the reports."""
MIN_STEM = 4
"""Characters that are left of a title when the list cuts it: fewer name nothing."""
_ENDINGS = (
    "年政府信息公开工作年度报告",
    "年度政府信息公开工作年度报告",
    "局2024年政府信息公开年报",
    "024年政府信息公开年报",
)
"""How titles end that lists cut: any beginning of one may be all that the list shows of it."""


_parts = lru_cache(maxsize=8192)(take_apart)
"""A title is asked for again where its list is read, folded and walked."""


def kind_of_row(title: str) -> ReportKind:
    """ANNUAL_REPORT, OTHER or UNSURE by the title rule."""
    return _parts(title).kind


def names_a_report(title: str) -> bool:
    """Whether the words are the title of one agency's report of one year."""
    parts = _parts(title)
    return parts.kind is ReportKind.ANNUAL_REPORT and parts.year is not None and bool(parts.agency_text)


def dated_report(title: str) -> bool:
    """Whether the words are the title of a report of one year, whosever it is."""
    parts = _parts(title)
    return parts.kind is ReportKind.ANNUAL_REPORT and parts.year is not None


def may_be_cut_report(title: str) -> bool:
    """Whether the title breaks off ("…", "...", or nothing where the list counts characters) where the words of an annual report
    may go on: only its page can tell."""
    stem = _CUT.sub("", title)
    if stem == title:
        return _UNFINISHED.search(title) is not None and _parts(title).kind is ReportKind.UNSURE
    if len(stem) < MIN_STEM:
        return False
    return any(
        stem.endswith(ending[:length]) and _parts(stem + ending[length:]).kind is ReportKind.ANNUAL_REPORT
        for ending in _ENDINGS
        for length in range(len(ending))
    )


def may_be_titled_otherwise(title: str) -> bool:
    """Whether a row of a year may be the report under a name that is mistyped or is not its own (…信息公开工作年底报告, …工作总结):
    its page tells. Passed over, its agency would be missing from a list read whole."""
    text = title.strip()
    named = _YEAR.search(text) is not None and _NAMED_OTHERWISE.search(text) is not None
    return named and not _OTHER_DOCUMENT.search(text)


def looks_like_article(url: str) -> bool:
    """Whether the address has the shape of an article or a file in any known family, not of a column."""
    parts = urlsplit(url)
    return bool(_ARTICLE.search(parts.path + ("?" + parts.query if parts.query else "")))


def is_column_page(text: str) -> bool:
    """Whether title, breadcrumb or text of a page name an annual-report or a disclosure column."""
    return bool(_COLUMN_WORDS.search(text))


def subcolumn_year(text: str) -> int | None:
    found = re.match(r"(20\d{2})", text.strip())
    return int(found.group(1)) if found else None


def without_year(text: str) -> str:
    """The words of a row without its year, and without what joins them or names a file: ``财政局-2024.docx`` → ``财政局``."""
    return _YEAR.sub("", _EXTENSION.sub("", text)).strip(_JOINS)


def is_file_name(text: str) -> bool:
    """Whether the words name only a file, or an annex by its number: ``czj2024nb.pdf``, ``附件6``."""
    return _FILE_NAME.match(text.strip()) is not None


def leads_to_parts(text: str, url: str, column_url: str) -> bool:
    """Whether a link says in words of its own that others' reports stand behind it, and is no part that is followed."""
    said = len(text) <= LONGEST_HINT and _OTHERS_REPORTS.search(text) is not None
    known = is_part_name(text) or is_subcolumn(text, url, column_url) or url == column_url
    settled = kind_of_row(text) is not ReportKind.OTHER or _OTHER_DOCUMENT.search(text) is not None
    return said and not known and not settled and not looks_like_article(url)


def is_part_name(text: str) -> bool:
    """Whether the words name a part of a column: a year, or a level of agencies (县政府部门, 乡镇街道)."""
    return bool(_YEAR_FOLDER.match(text) or _LEVEL_FOLDER.match(text))


def is_annual_part(text: str) -> bool:
    """Whether the words name the annual reports of a year or a level: 乡镇街道政府信息公开年报, not 乡镇街道 alone."""
    return is_part_name(text.strip()) and re.search(r"年报|年度报告", text) is not None


def is_subcolumn(text: str, url: str, column_url: str) -> bool:
    """Whether a link of a column page leads to a part of the same column: a year, a level, or one agency's own list.

    Years and levels are known by their words; whatever else has an address below the column's is a part of it too, so that
    a folder nobody foresaw (派出机构, 事业单位) is opened and not left out in silence.
    """
    text = text.strip()
    if not text or len(text) > 40 or looks_like_article(url) or _below(column_url, url):
        return False
    if _YEAR_FOLDER.match(text) or (_LEVEL_FOLDER.match(text) and _near(url, column_url)):
        return True
    return _below(url, column_url) and not _PAGER_WORDS.match(text)


def _folder(url: str) -> tuple[str, str]:
    """Host and folder of an address; a column that is a file of its own (VSB's ``zfxxgknb.htm``) is the folder of that name."""
    parts = urlsplit(url)
    before, _, name = parts.path.rpartition("/")
    stem = name.rpartition(".")[0]
    if stem and not re.match(r"(index|default|list|jump|.*_(list|gknbz?|navs?)$)", stem):
        return parts.hostname or "", f"{before}/{stem}/"
    return parts.hostname or "", before + "/"


def _below(url: str, column_url: str) -> bool:
    host, folder = _folder(url)
    column_host, column_folder = _folder(column_url)
    return (
        host == column_host
        and folder != column_folder
        and folder.startswith(column_folder)
        and column_folder != "/"
    )


def _near(url: str, column_url: str) -> bool:
    """Below the column, or in the same family of addresses (the column's parent folder)."""
    host, folder = _folder(url)
    column_host, column_folder = _folder(column_url)
    parent = column_folder.rstrip("/").rsplit("/", 1)[0] + "/"
    return host == column_host and (
        folder.startswith(column_folder) or (parent != "/" and folder.startswith(parent))
    )
