"""What pasting, editors and offices do to a report's HTML besides the usual: each oddity as one change of one page.

`HARMLESS` ones leave everything readable for a careful person. `DAMAGING` ones lose something: what they touch may be
called unreadable, but must never be read as something else. Kinds seen in published pages (domain.md §2, reading notes);
the HTML is ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from specimens import heading_oddities as headings

CELL = re.compile(r"<td\b([^>]*)>(.*?)</td>", re.S)
ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.S)
_TABLE = re.compile(r"<table\b.*?</table>", re.S)
_TAG_OR_NUMBER = re.compile(r"<[^>]*>|&#?\w+;|(?P<number>\d+(?:\.\d+)?)")
_PARAGRAPH = re.compile(r"<p\b[^>]*>(?P<inside>(?:(?!<p\b|</p>|<td\b|<table\b).)*)</p>", re.S)

Change = Callable[[str], str]


def _cells(change: Callable[[str], str]) -> Change:
    """A change of every cell's inside."""
    return lambda html: CELL.sub(lambda match: f"<td{match[1]}>{change(match[2])}</td>", html)


def _numbers(change: Callable[[str], str]) -> Change:
    """A change of every number that a cell prints."""

    def inside(text: str) -> str:
        return _TAG_OR_NUMBER.sub(lambda match: change(match[0]) if match["number"] else match[0], text)

    return _cells(inside)


def _office_comments(html: str) -> str:
    return (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->"
        "<style>/* Font Definitions */ @font-face {font-family:仿宋_GB2312; panose-1:2 1 6 9 3 1 1 1 1 1;}\n"
        'p.MsoNormal {margin:0cm;} table.MsoNormalTable {mso-style-name:"普通表格";}</style>' + html
    )


def _bookmarks(html: str) -> str:
    return html.replace("六、其他需要报告", '<a name="_GoBack"></a>[bookmark: _GoBack]六、其他需要报告')


def _split_headings(html: str) -> str:
    """Word breaks a heading into runs wherever someone once corrected it."""
    return re.sub(
        r"([一二三四五六]、)(总体|主动公开|收到和|政府信息公开行政|存在的|其他需要)",
        r'\1</span><span style="mso-hansi-font-family:黑体">\2</span><span lang="EN-US"></span><span>',
        html,
    )


def _wide_digits(html: str) -> str:
    table = str.maketrans("0123456789", "０１２３４５６７８９")
    return _numbers(lambda number: number.translate(table))(html)


def _thousands(html: str) -> str:
    return _numbers(lambda number: re.sub(r"^\d{4,}", lambda whole: f"{int(whole[0]):,}", number))(html)


def _soup(html: str) -> str:
    return _cells(lambda inside: f'<div align="center"><font face="宋体"><div>{inside}</div></font></div>')(
        html
    )


def _header_cells(html: str) -> str:
    """The first two rows of each table as th in a thead."""

    def table(match: re.Match[str]) -> str:
        rows = ROW.findall(match[0])
        head = "".join(row.replace("<td", "<th").replace("</td>", "</th>") for row in rows[:2])
        start = match[0].index(rows[0])
        opening = match[0][:start].replace("<tbody>", "")
        return f"{opening}<thead>{head}</thead><tbody>{''.join(rows[2:])}</tbody></table>"

    return _TABLE.sub(table, html)


def _numeric_entities(html: str) -> str:
    return re.sub(r"[\u4e00-\u9fff]", lambda match: f"&#{ord(match[0])};", html)


def _old_markup(html: str) -> str:
    """Upper-case tags, and cells, rows and paragraphs that nobody closed."""
    html = re.sub(r"</(td|tr|p)>", "", html)
    return re.sub(
        r"<(/?)(table|tbody|tr|td|p|span|div)\b", lambda match: f"<{match[1]}{match[2].upper()}", html
    )


def _other_labels(html: str) -> str:
    for usual, other in (
        ("社会公益组织", "社会组织"),
        ("其他法律行政法规禁止公开", "其他法律法规禁止公开"),
        ("（", "("),
        ("）", ")"),
    ):
        html = _cells(lambda inside, usual=usual, other=other: inside.replace(usual, other))(html)  # type: ignore[misc]  # defaults bind the loop's values
    return html


def _standing_label(html: str) -> str:
    """The group label of the results, one character a line."""
    label = "三、本年度办理结果"
    return re.sub("(?:<br/>)?".join(label), "<br>".join(label), html)


def _local_row(html: str) -> str:
    """A row that only this county knows, in the middle of section two's table."""
    return re.sub(
        r"(<tr\b[^>]*>\s*<td\b[^>]*>(?:(?!</tr>).)*?第二十条(?:&nbsp;|<br/>)?第（五）项)",
        r"<tr><td>其他主动公开文件（含转发的文件）</td><td>61</td><td>0</td><td>190</td></tr>\1",
        html,
        count=1,
        flags=re.S,
    )


def _empty_rows(html: str) -> str:
    """Spacer rows between the real ones, and a caption above the table."""
    return html.replace("</tr>", '</tr><tr style="height:0"><td colspan="10"></td></tr>', 1)


def two_tables(html: str) -> str:
    """A page break in Word: section three's table goes on as another table, after 上年结转."""
    rows = ROW.findall(html)
    index = next(i for i, row in enumerate(rows) if "二、上年结转" in re.sub("<br/>|&nbsp;", "", row))
    row = rows[index]
    return html.replace(row, row + "</tbody></table>\n<p>&nbsp;</p>\n<table border=1><tbody>", 1)


def _layout_table(html: str) -> str:
    """The whole page stands in a table, as pages were built before style sheets."""
    cell = r'<table width="960" align="center" cellpadding="0"><tr><td valign="top">'
    html = headings.EDITOR.sub(lambda match: cell + match[1], html, count=1)
    return html.replace('</div>\n<div class="share">', '</td></tr></table></div>\n<div class="share">', 1)


def _line_breaks(html: str) -> str:
    """One paragraph for everything between two tables, its lines broken by hand."""
    return _PARAGRAPH.sub(lambda match: f"{match['inside']}<br />\n", html)


def _closing_line(html: str) -> str:
    """Name and date below the text, and a line of who to ask."""
    closing = (
        '<p align="right">2025年1月20日</p><p>（联系人：县政府办公室政务公开股，电话：0000-1234567）</p>'
    )
    return html.replace('</div>\n<div class="share">', closing + '</div>\n<div class="share">', 1)


HARMLESS: Mapping[str, Change] = {
    "office_comments": _office_comments,
    "bookmarks": _bookmarks,
    "split_headings": _split_headings,
    "wide_digits": _wide_digits,
    "thousands": _thousands,
    "soup": _soup,
    "header_cells": _header_cells,
    "numeric_entities": _numeric_entities,
    "old_markup": _old_markup,
    "other_titles": headings.other_titles,
    "other_numbers": headings.other_numbers,
    "unnumbered": headings.unnumbered,
    "other_labels": _other_labels,
    "standing_label": _standing_label,
    "local_row": _local_row,
    "empty_rows": _empty_rows,
    "layout_table": _layout_table,
    "contents_list": headings.contents_list,
    "told_in_preamble": headings.told_in_preamble,
    "headings_in_tables": headings.headings_in_tables,
    "line_breaks": _line_breaks,
    "hand_indents": headings.hand_indents,
    "spaced_headings": headings.spaced_headings,
    "coloured_headings": headings.coloured_headings,
    "run_in_heading": headings.run_in_heading,
    "closing_line": _closing_line,
}
"""Changes after which everything can still be read."""
