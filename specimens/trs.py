"""Pages as TRS WCM portals serve them: chrome, column lists with a script pager, and articles (portals.md §1.1, §1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

_STYLE = "font-size:14px;line-height:1.8"


@dataclass(frozen=True, slots=True)
class PortalFace:
    """What every page of one portal carries. `site_code` is the 10-digit 政府网站标识码."""

    name: str
    host: str
    site_code: str
    charset: str = "utf-8"

    @property
    def root(self) -> str:
        return f"http://{self.host}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list page. `url` is relative to the list's folder ("./202501/t…html") or whole."""

    title: str
    url: str
    listed: date


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What the CMS prints around an article. Dates may disagree: they are three fields that three people fill in."""

    title: str
    url: str
    pub_date: date
    """`PubDate` of the meta tags."""
    visible: date
    """发布时间 on the page."""
    source: str
    column: str
    number: int
    index_no: str = ""


def _head(face: PortalFace, title: str, meta: Sequence[tuple[str, str]]) -> str:
    tags = "\n".join(f'<meta name="{name}" content="{escape(value)}"/>' for name, value in meta)
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={face.charset}" />\n'
        f"{tags}\n<title>{escape(title)}</title>\n"
        f'<link href="/images/style.css" rel="stylesheet" type="text/css" />\n<style>.list li{{{_STYLE}}}</style>\n'
        '<script type="text/javascript" src="/images/jquery-1.12.4.min.js"></script>\n</head>\n'
    )


def _site_tags(face: PortalFace) -> list[tuple[str, str]]:
    return [("SiteName", face.name), ("SiteDomain", face.host), ("SiteIDCode", face.site_code)]


def _top(face: PortalFace, trail: Sequence[tuple[str, str]]) -> str:
    crumbs = "&nbsp;&gt;&nbsp;".join(
        f'<a href="{url}" title="{name}" class="CurrChnlCls">{name}</a>' for name, url in trail
    )
    return (
        f'<body>\n<div class="header"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{face.name}"/></a></div>\n'
        '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjqx/">走进青溪</a></li><li><a href="/xwzx/">新闻中心</a></li>'
        '<li><a href="/zwgk/zfxxgk/">政府信息公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>\n'
        f'<div class="position">您所在的位置：{crumbs}</div>\n'
    )


def _bottom(face: PortalFace) -> str:
    return (
        '<div class="footer"><p><a href="/wzdt/">网站地图</a> | <a href="/gywm/">关于我们</a> | '
        '<a href="/zfwzgzndbb/">政府网站工作年度报表</a></p>\n'
        f"<p>主办：{face.name}办公室&nbsp;&nbsp;网站标识码：{face.site_code}&nbsp;&nbsp;云岭ICP备00000000号</p></div>\n</body>\n</html>\n"
    )


def home(face: PortalFace, news: Sequence[Entry]) -> str:
    """The front page: news, the way to 政府信息公开, and the usual look-alikes in the corners."""
    rows = "".join(
        f'<li><a href="{entry.url}">{escape(entry.title)}</a><span>{entry.listed}</span></li>\n'
        for entry in news
    )
    return (
        _head(face, f"{face.name}门户网站", [*_site_tags(face), ("ColumnType", "首页")])
        + _top(face, [("首页", "/")])
        + f'<div class="main"><h2>今日要闻</h2><ul class="list">{rows}</ul>\n'
        '<div class="gk"><h2><a href="/zwgk/zfxxgk/">政府信息公开</a></h2><p>指南、制度、法定主动公开内容、年报均在专栏内按类查看。</p>'
        '<a href="/zwgk/yjs/">预决算公开</a> <a href="/zwgk/xzzf/">行政执法公示</a> <a href="/ztzl/fzzf/">法治政府建设年度报告</a></div></div>\n'
        + _bottom(face)
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
        _head(face, f"{title}_{face.name}", [*_site_tags(face), ("ColumnName", title), ("ColumnType", title)])
        + _top(face, trail)
        + f'<div class="main"><h2>{title}</h2><ul class="columns">{items}</ul><p>{note}</p></div>\n'
        + _bottom(face)
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
        _head(
            face,
            f"{name}_{face.name}",
            [*_site_tags(face), ("ColumnName", name), ("ColumnType", "信息公开年报")],
        )
        + _top(face, trail)
        + f'<div class="main right-list-box"><h2>{name}</h2><ul class="list gl_list">\n{items}</ul>\n<div class="page">'
        f'<script type="text/javascript">{pager.script(current, total)}</script></div></div>\n'
        + _bottom(face)
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
        *_site_tags(face),
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
        _head(face, f"{facts.title}_{facts.column}_{face.name}", meta)
        + _top(face, trail)
        + f'<div class="main article">{index}<h1 class="article_title">{escape(facts.title)}</h1>\n'
        f'<div class="info"><span>发布时间：{facts.visible} 09:{facts.number % 60:02d}</span>&nbsp;&nbsp;<span>来源：{facts.source}</span>&nbsp;&nbsp;'
        '<span>浏览次数：<script src="/counter.js"></script></span>&nbsp;&nbsp;字体：[<a href="javascript:doZoom(16)">大</a> '
        '<a href="javascript:doZoom(14)">中</a>]</div>\n'
        f'<div class="view" id="zoom">{body}</div>\n<div class="share">分享到：<a href="javascript:window.print()">打印本页</a></div></div>\n'
        + _bottom(face)
    )
