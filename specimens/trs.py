"""Pages as TRS WCM portals serve them: chrome, column lists with a script pager, and articles (portals.md §1.1, §1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from specimens.chrome import ArticleFacts, Entry, PortalFace, bottom, head, site_tags, top


def home(face: PortalFace, news: Sequence[Entry], *, disclosure: str = "/zwgk/zfxxgk/") -> str:
    """The front page: news, the way to 政府信息公开, and the usual look-alikes in the corners."""
    rows = "".join(
        f'<li><a href="{entry.url}">{escape(entry.title)}</a><span>{entry.listed}</span></li>\n'
        for entry in news
    )
    return (
        head(face, f"{face.name}门户网站", [*site_tags(face), ("ColumnType", "首页")])
        + top(face, [("首页", "/")])
        + f'<div class="main"><h2>今日要闻</h2><ul class="list">{rows}</ul>\n'
        f'<div class="gk"><h2><a href="{disclosure}">政府信息公开</a></h2><p>指南、制度、法定主动公开内容、年报均在专栏内按类查看。</p>'
        '<a href="/zwgk/yjs/">预决算公开</a> <a href="/zwgk/xzzf/">行政执法公示</a> <a href="/ztzl/fzzf/">法治政府建设年度报告</a></div></div>\n'
        + bottom(face)
    )


def hub(
    face: PortalFace,
    title: str,
    trail: Sequence[tuple[str, str]],
    links: Sequence[tuple[str, str]],
    note: str = "",
) -> str:
    """A page of links to columns: the disclosure platform, or the years of a column."""
    items = "".join(f'<li class="lm"><a href="{url}">{name}</a></li>\n' for name, url in links)
    return (
        head(face, f"{title}_{face.name}", [*site_tags(face), ("ColumnName", title), ("ColumnType", title)])
        + top(face, trail)
        + f'<div class="main"><h2>{title}</h2><ul class="columns">{items}</ul><p>{note}</p></div>\n'
        + bottom(face)
    )


@dataclass(frozen=True, slots=True)
class Pager:
    """A TRS script pager. `base` 0: page 2 is ``index_1``; 1: page 2 is ``index_2`` and the call has another shape."""

    pages: int
    base: int = 0
    extension: str = "html"

    def script(self, current: int, rows: int) -> str:
        """The call that draws the pager on page `current` (counted from 1)."""
        if self.base == 0:
            return f'createPageHTML({self.pages}, {current - 1}, "index", "{self.extension}");'
        return f"createPageHTML('paging', {self.pages}, {current}, 'index', '{self.extension}', {rows});"

    def file(self, page: int) -> str:
        """File name of page `page`, counted from 1."""
        return f"index.{self.extension}" if page == 1 else f"index_{page - 1 + self.base}.{self.extension}"


def _cut(title: str, longest: int = 24) -> str:
    return title if len(title) <= longest else title[:longest] + "…"


def column(
    face: PortalFace,
    name: str,
    trail: Sequence[tuple[str, str]],
    rows: Sequence[Entry],
    *,
    pager: Pager,
    current: int,
    total: int,
) -> str:
    """One page of a list. Long titles are cut in the text and whole in `title=`, as TRS does it."""
    items = "".join(
        f'<li><a href="{row.url}" target="_blank" title="{escape(row.title)}">{escape(_cut(row.title))}</a><span>{row.listed}</span></li>\n'
        for row in rows
    )
    return (
        head(
            face,
            f"{name}_{face.name}",
            [*site_tags(face), ("ColumnName", name), ("ColumnType", "信息公开年报")],
        )
        + top(face, trail)
        + f'<div class="main right-list-box"><h2>{name}</h2><ul class="list gl_list">\n{items}</ul>\n<div class="page">'
        f'<script type="text/javascript">{pager.script(current, total)}</script></div></div>\n' + bottom(face)
    )


def article(
    face: PortalFace,
    facts: ArticleFacts,
    content: str,
    trail: Sequence[tuple[str, str]],
    *,
    editor: bool = True,
) -> str:
    """An article page. `content` is the HTML that the office pasted; `editor` is whether the column uses TRS_Editor."""
    meta = [
        *site_tags(face),
        ("ColumnName", facts.column),
        ("ColumnType", "信息公开年报"),
        ("ArticleTitle", facts.title),
        ("PubDate", f"{facts.pub_date} 09:{facts.number % 60:02d}"),
        ("ContentSource", facts.source),
        ("Keywords", ""),
        ("Description", ""),
        ("Url", facts.url),
    ]
    index = (
        f'<table class="xxgk_index"><tr><td>索引号：</td><td>{facts.index_no}</td><td>发布机构：</td><td>{facts.source}</td></tr>'
        f"<tr><td>文号：</td><td></td><td>发布日期：</td><td>{facts.visible}</td></tr></table>\n"
        if facts.index_no
        else ""
    )
    body = (
        f"<div class=TRS_Editor>{content}</div>"
        if editor
        else f'<div class="trs_editor_view TRS_UEDITOR">{content}</div>'
    )
    return (
        head(face, f"{facts.title}_{facts.column}_{face.name}", meta)
        + top(face, trail)
        + f'<div class="main article">{index}<h1 class="article_title">{escape(facts.title)}</h1>\n'
        f'<div class="info"><span>发布时间：{facts.visible} 09:{facts.number % 60:02d}</span>&nbsp;&nbsp;<span>来源：{facts.source}</span>&nbsp;&nbsp;'
        '<span>浏览次数：<script src="/counter.js"></script></span>&nbsp;&nbsp;字体：[<a href="javascript:doZoom(16)">大</a> '
        '<a href="javascript:doZoom(14)">中</a>]</div>\n'
        f'<div class="view" id="zoom">{body}</div>\n<div class="share">分享到：<a href="javascript:window.print()">打印本页</a></div></div>\n'
        + bottom(face)
    )
