"""A printed report → the HTML a portal serves: Word and WPS paste, portal chrome, hidden text, broken markup, charsets."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape

from benchmarks.reading.layouts.printed import Heading, Printed, PrintedCell, PrintedTable, Words

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
Wrap = Callable[[str, random.Random], str]


def _plain(text: str, dice: random.Random) -> str:
    return escape(text)


def _word(text: str, dice: random.Random) -> str:
    """Word's paste: paragraph, spans that cut words and numbers anywhere, nbsp when empty."""
    body = (
        "".join(f'<span style="font-family:仿宋">{escape(part)}</span>' for part in _torn(text, dice))
        or "&nbsp;"
    )
    return f'<p class="MsoNormal" align="center" style="mso-pagination:widow-orphan">{body}<o:p></o:p></p>'


def _wps(text: str, dice: random.Random) -> str:
    parts = _torn(text, dice)
    inner = "".join(f'<font face="宋体"><span>{escape(part)}</span></font>' for part in parts)
    return f'\n  <p style="text-align:center">\n{inner}</p>\n'


def _padded(text: str, dice: random.Random) -> str:
    return (
        dice.choice(("&nbsp;", " ", "\u3000", "\u200b", "\n   "))
        + escape(text)
        + dice.choice(("&nbsp;", "\ufeff", " \n"))
    )


def _strong(text: str, dice: random.Random) -> str:
    return f"<div><b>{escape(text)}</b></div>"


_WRAPS: tuple[Wrap, ...] = (_plain, _word, _wps, _padded, _strong)


def _torn(text: str, dice: random.Random) -> list[str]:
    if len(text) < 2 or dice.random() < 0.5:
        return [text] if text else []
    at = dice.randint(1, len(text) - 1)
    return [text[:at], text[at:]]


def page(printed: Printed, seed: int) -> bytes:
    """The page of this report for this seed."""
    dice = random.Random(f"page {seed}")
    wrap = dice.choice(_WRAPS)
    body = _body(printed, dice, wrap)
    if dice.random() < 0.3:
        body = _layout(body, dice)
    if dice.random() < 0.6:
        body = _chrome(body, printed, dice)
    if dice.random() < 0.25:
        body = _broken(body, dice)
    return _encoded(body, printed, dice)


def _body(printed: Printed, dice: random.Random, wrap: Wrap) -> str:
    heading = dice.choice(
        (
            "<p><strong>{}</strong></p>",
            "<h2>{}</h2>",
            '<p style="text-indent:2em"><span>{}</span></p>',
            "<div>{}</div>",
            "{}<br>",
        )
    )
    vertical = dice.random() < 0.25
    full_width = dice.random() < 0.06
    nested = dice.random() < 0.15
    made = []
    if dice.random() < 0.8:
        made.append(f'<h1 class="article-title">{escape(printed.title)}</h1>')
    for piece in printed.pieces:
        if isinstance(piece, Heading):
            made.append(heading.format(escape(piece.text)))
        elif isinstance(piece, Words):
            made.append(f"<p>\u3000\u3000{escape(piece.text)}</p>")
        else:
            table = _table(piece, dice, wrap, vertical=vertical, full_width=full_width)
            made.append(f"<table><tbody><tr><td>{table}</td></tr></tbody></table>" if nested else table)
    if dice.random() < 0.15:
        made.append(
            '<div style="display:none"><table><tr><td>行政许可</td><td>999999</td></tr></table>六、其他需要报告的事项</div>'
        )
    return "\n".join(made)


def _table(table: PrintedTable, dice: random.Random, wrap: Wrap, *, vertical: bool, full_width: bool) -> str:
    cell_tag = "th" if dice.random() < 0.05 else "td"
    hidden = dice.random() < 0.1
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            inner = _cell(cell, dice, wrap, vertical=vertical, full_width=full_width)
            if hidden and cell.address and dice.random() < 0.1:
                inner += '<span style="display: none">77</span><script>var n = 5;</script>'
            cells.append(f"<{cell_tag}{_spans(cell, dice)}>{inner}</{cell_tag}>")
        rows.append("<tr>" + dice.choice(("", "\n")).join(cells) + "</tr>")
    caption = "<caption>统计表</caption>" if dice.random() < 0.05 else ""
    group = "<colgroup><col width=72><col width=72></colgroup>" if dice.random() < 0.2 else ""
    opening = dice.choice(("<tbody>", "", "<thead></thead><tbody>"))
    return (
        f'<table border="1" class="MsoTableGrid">{caption}{group}{opening}'
        + "\n".join(rows)
        + ("</tbody>" if opening else "")
        + "</table>"
    )


def _spans(cell: PrintedCell, dice: random.Random) -> str:
    made = dice.choice(("", ' width="64"', ' style="border:1px solid"', " valign=top"))
    if cell.across > 1:
        made += dice.choice((' colspan="{}"', " colspan={}", " COLSPAN='{}'")).format(cell.across)
    if cell.down > 1:
        made += f' rowspan="{cell.down}"'
    return made


def _cell(cell: PrintedCell, dice: random.Random, wrap: Wrap, *, vertical: bool, full_width: bool) -> str:
    text = cell.text
    if cell.address is None and vertical and cell.down > 2 and "勾稽" not in text:
        return dice.choice(("<br>".join(map(escape, text)), "".join(f"<p>{escape(c)}</p>" for c in text)))
    if cell.address is None and len(text) > 6 and dice.random() < 0.15:
        at = dice.randint(2, len(text) - 2)
        return f"{escape(text[:at])}<br/>{escape(text[at:])}"
    if cell.address and full_width:
        text = text.translate(_FULL_WIDTH)
    if cell.address and not text:
        return dice.choice(("", "&nbsp;", "<p>&nbsp;</p>", " "))
    return wrap(text, dice)


def _layout(body: str, dice: random.Random) -> str:
    return (
        '<table width="100%"><tr><td class="left"><a href="/">政府信息公开指南</a></td>'
        f'<td><table><tr><td id="zoom">{body}</td></tr></table></td></tr></table>'
    )


def _chrome(body: str, printed: Printed, dice: random.Random) -> str:
    menu = "".join(
        f"<li><a href='/c{i}/'>{name}</a></li>"
        for i, name in enumerate(("首页", "总体情况", "法定主动公开内容", "政府信息公开年报", "依申请公开"))
    )
    return (
        f'<div class="nav"><ul>{menu}</ul></div><div class="crumb">您现在的位置：首页 &gt; 政府信息公开年报</div>'
        f'<div class="info">发布日期：{printed.year + 1}-01-18 来源：{escape(printed.agency)} 浏览次数：<span>128</span></div>'
        f'<div class="TRS_Editor">{body}</div>'
        '<div class="related"><ul><li><a href="/t1.html">2018年政府信息公开工作年度报告</a></li></ul></div>'
        '<div class="foot">版权所有 网站标识码6200000001 备案号12345678号</div>'
    )


def _broken(body: str, dice: random.Random) -> str:
    """Markup that browsers forgive: unclosed cells and rows, stray tags, Word's conditional comments."""
    for _ in range(3):
        body = dice.choice(
            (
                lambda text: text.replace("</td>", ""),
                lambda text: text.replace("</tr>", ""),
                lambda text: text.replace("</p>", ""),
                lambda text: text.replace(
                    "<tr>", "<tr><!--[if !supportMisalignedRows]><td></td><![endif]-->", 4
                ),
                lambda text: text.replace("<table", "</span></font><table"),
                lambda text: text + "</div></div></body>",
            )
        )(body)
    return body


def _encoded(body: str, printed: Printed, dice: random.Random) -> bytes:
    charset, declared = dice.choice(
        (
            ("utf-8", "utf-8"),
            ("utf-8", "utf-8"),
            ("gb18030", "gb2312"),
            ("gb18030", "utf-8"),
            ("utf-8", "gbk"),
            ("utf-8-sig", ""),
        )
    )
    meta = f'<meta charset="{declared}">' if declared else ""
    tags = ""
    if dice.random() < 0.5:
        tags = f'<meta name="ArticleTitle" content="{escape(printed.title)}"><meta name="PubDate" content="{printed.year + 1}-01-18 09:30">'
    text = f"<!DOCTYPE html><html><head>{meta}<title>{escape(printed.title)}</title>{tags}<style>td{{width:12px}}</style></head><body>{body}</body></html>"
    return text.encode(charset, "xmlcharrefreplace")
