"""What every page of a portal carries, whatever its CMS: meta tags of 国办发〔2017〕47号, navigation, footer."""

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


def head(face: PortalFace, title: str, meta: Sequence[tuple[str, str]]) -> str:
    tags = "\n".join(f'<meta name="{name}" content="{escape(value)}"/>' for name, value in meta)
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={face.charset}" />\n'
        f"{tags}\n<title>{escape(title)}</title>\n"
        f'<link href="/images/style.css" rel="stylesheet" type="text/css" />\n<style>.list li{{{_STYLE}}}</style>\n'
        '<script type="text/javascript" src="/images/jquery-1.12.4.min.js"></script>\n</head>\n'
    )


def site_tags(face: PortalFace) -> list[tuple[str, str]]:
    return [("SiteName", face.name), ("SiteDomain", face.host), ("SiteIDCode", face.site_code)]


def top(face: PortalFace, trail: Sequence[tuple[str, str]]) -> str:
    crumbs = "&nbsp;&gt;&nbsp;".join(
        f'<a href="{url}" title="{name}" class="CurrChnlCls">{name}</a>' for name, url in trail
    )
    return (
        f'<body>\n<div class="header"><div class="logo"><a href="/"><img src="/images/logo.png" alt="{face.name}"/></a></div>\n'
        '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zjqx/">走进青溪</a></li><li><a href="/xwzx/">新闻中心</a></li>'
        '<li><a href="/zwgk/zfxxgk/">政府信息公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>\n'
        f'<div class="position">您所在的位置：{crumbs}</div>\n'
    )


def bottom(face: PortalFace) -> str:
    return (
        '<div class="footer"><p><a href="/wzdt/">网站地图</a> | <a href="/gywm/">关于我们</a> | '
        '<a href="/zfwzgzndbb/">政府网站工作年度报表</a></p>\n'
        f"<p>主办：{face.name}办公室&nbsp;&nbsp;网站标识码：{face.site_code}&nbsp;&nbsp;云岭ICP备00000000号</p></div>\n</body>\n</html>\n"
    )
