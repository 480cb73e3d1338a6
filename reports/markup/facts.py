"""What a page says about itself outside the report: meta tags (国办发〔2017〕47号 附件), titles, dates, publisher, attachments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reports.days import labels_of_publication, real_day
from reports.document import PublishedDate
from reports.folding import squeeze
from reports.markup.nodes import Tagged

_TAGS = {
    name.lower(): name
    for name in (
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Url",
    )
}
_TITLE_SELECTORS = (
    "ucaptitle",
    "h1",
    ".article_title",
    ".article-title",
    ".bt_title",
    ".xxgk_title",
    ".con_title",
    "h2",
)
LONGEST_TITLE = 200
"""Characters."""
TITLE_CLASSES = frozenset(name[1:] for name in _TITLE_SELECTORS if name.startswith("."))
_TITLE_CLASS = '[class*="title" i]'
"""Finds all of those classes, in one search."""
_ATTACHMENT = re.compile(
    r"\.(docx?|wps|pdf|ofd|xlsx?|zip|rar)(?:$|[?#&])|downfile\.jsp|download\.jsp|/attachment/", re.IGNORECASE
)
_LINKS = {"a": "href", "iframe": "src", "embed": "src", "object": "data"}
"""Elements that may link a file, and the attribute in which they do."""
_DAY = r"(20[0-4]\d|19[789]\d)\s*[年\-./]\s*(\d{1,2})\s*[月\-./]\s*(\d{1,2})"
_MADE = "生成日期"
_LABELS = (
    *("发布时间", "发布日期", "公开时间", "公开日期", "公布时间", "公布日期", _MADE),
    *("发稿时间", "发稿日期", "上传时间", "上网时间", "上网日期"),
)
_LABELLED = re.compile(rf"({labels_of_publication(_LABELS)})\s*[:：]?\s*[\[【]?\s*{_DAY}")
_BARE = re.compile(
    r"(日期|时间)(?<![\u4e00-\u9fff)）/]..)\s*[:：]\s*[\[【]?\s*" + _DAY + r"(?!\d|\s*日?\s*星期)"
)
"""日期：2023-01-18; after another word it is 更新时间, 截止日期, 成文日期, 当前时间, and before a weekday the page's clock."""
_PUBLISHER_LABELS = ("来源", "发布机构", "发布单位", "公开机构")
_PUBLISHER = re.compile(rf"(?:{'|'.join(_PUBLISHER_LABELS)})\s*[:：]\s*([^\s:：|｜]{{2,40}})")
_REPORT = "报"
_TITLE_LABEL = re.compile(
    r"(?<!\S)[\[【]?\s*(?:标\s*题|名\s*称|(?:文章|文件|公文)标题|(?:信息|文件|公文)名称|题\s*名)\s*[:：\]】]?\s*"
    r"([^\s:：，。；][^:：，。；]{6,90}?(?:年度报告|年报))(?!\S)"
)
_DATE_LABELS = ("时间", "日期")
"""How the label of every date ends."""
_BETWEEN = "\0"
"""What no text of a page can hold (HTML §13.2.3.5)."""
_HEAD_CHARACTERS = 6_000
"""How much of a page's visible text may hold its date line."""
_SOME = 32
"""Texts of a page that are looked at together for its head."""


def meta_tags(tree: LexborHTMLParser) -> Mapping[str, str]:
    """The standard tags that are present and not empty, by their standard names; the first of each counts.

    `Author` is left out on purpose: it may be a person.
    """
    return meta_of(tree.css("meta[name][content]"))


def meta_of(nodes: Iterable[LexborNode]) -> Mapping[str, str]:
    """The standard tags among these `meta` elements."""
    found: dict[str, str] = {}
    for node in nodes:
        attributes = node.attributes
        name = _TAGS.get((attributes.get("name") or "").strip().lower())
        content = squeeze(attributes.get("content") or "") if name else ""
        if name and content:
            found.setdefault(name, content)
    return found


def titles(
    tree: LexborHTMLParser, rare: Sequence[Tagged], meta: Mapping[str, str], head: str
) -> tuple[str, ...]:
    """Candidates, most trusted first: ArticleTitle, the page's own heading, <title>; where none of them is a report's, the title
    among the particulars in the page's `head`. `rare` are the page's rare elements."""
    found = [meta.get("ArticleTitle", "")]
    classed = tree.css(_TITLE_CLASS)
    for selector in _TITLE_SELECTORS:
        if selector.startswith("."):
            fitting = [node for node in classed if selector[1:] in _classes(node)]
        else:
            fitting = [node for tag, node in rare if tag == selector]
        found += [squeeze(node.text()) for node in fitting[:3]]
    title = next((node for tag, node in rare if tag == "title"), None)
    if title is not None:
        found.append(squeeze(title.text(deep=True)))
    labelled = _TITLE_LABEL.search(head) if not any(_REPORT in text for text in found) else None
    if labelled is not None:
        found.append(squeeze(labelled[1]))
    return tuple(dict.fromkeys(text for text in found if 4 <= len(text) <= LONGEST_TITLE))


def is_title(node: LexborNode) -> bool:
    """Whether its words may be a title of the page."""
    return node.tag in _TITLE_SELECTORS or not TITLE_CLASSES.isdisjoint(_classes(node))


def _classes(node: LexborNode) -> Sequence[str]:
    return (node.attributes.get("class") or "").lower().split()


def dates(head: str, meta: Mapping[str, str]) -> tuple[PublishedDate, ...]:
    """PubDate of the meta tags, and the first labelled date printed on the page."""
    found: list[PublishedDate] = []
    tagged = re.match(_DAY, meta.get("PubDate", ""))
    iso = real_day(*tagged.groups()) if tagged else None
    if iso:
        found.append(PublishedDate(iso, "pubdate_meta", meta["PubDate"]))
    dated = any(label in head for label in _DATE_LABELS)
    visible = _of_publication(head) or _BARE.search(head) if dated else None
    iso = real_day(*visible.groups()[1:]) if visible else None
    if visible and iso:
        found.append(PublishedDate(iso, "visible", squeeze(visible[0])))
    return tuple(found)


def _of_publication(head: str) -> re.Match[str] | None:
    """The first labelled date; that of making (生成日期, which some sites give alone) only where no date of publication is printed."""
    labelled = _LABELLED.search(head)
    if labelled is None or labelled[1] != _MADE:
        return labelled
    return next((found for found in _LABELLED.finditer(head) if found[1] != _MADE), labelled)


def publisher(head: str, meta: Mapping[str, str]) -> str | None:
    source = meta.get("ContentSource")
    if source:
        return source
    labelled = any(label in head for label in _PUBLISHER_LABELS)
    printed = _PUBLISHER.search(head) if labelled else None
    return printed[1] if printed else None


def visible_head(
    tree: LexborHTMLParser,
    scripts: Iterable[LexborNode],
    told: Callable[[Sequence[str]], Iterable[Sequence[str]]],
) -> str:
    """The first visible words of the page, where its date line may stand.

    `told` gives the texts that those of the tree stand for, some at a time.
    """
    body = tree.body
    if body is None:
        return ""
    unseen = {"", *[node.text().strip() for node in scripts]}
    words: list[str] = []
    length = 0
    for each in _some_at_a_time(told(body.text(separator=_BETWEEN).split(_BETWEEN))):
        seen = [text for text in map(str.strip, each) if text not in unseen]
        words += seen
        length += sum(map(len, seen))
        if length > _HEAD_CHARACTERS:
            break
    while words and length - len(words[-1]) > _HEAD_CHARACTERS:
        length -= len(words.pop())
    return " ".join(words)


def _some_at_a_time(told: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The same in smaller parts: the head of a page is a fraction of it."""
    for each in told:
        for begin in range(0, len(each), _SOME):
            yield each[begin : begin + _SOME]


def attachments(rare: Iterable[Tagged]) -> list[tuple[str, str]]:
    """Links to files: (address as printed, label), each once."""
    found: dict[str, str] = {}
    for tag, node in rare:
        if tag not in _LINKS:
            continue
        attributes = node.attributes
        if _LINKS[tag] not in attributes:
            continue
        address = attributes.get("href") or attributes.get("src") or attributes.get("data") or ""
        if _ATTACHMENT.search(address):
            found.setdefault(address, squeeze(node.text(deep=True)) or squeeze(attributes.get("title") or ""))
    return list(found.items())
