"""What offices do to the six headings of a report: other words, other numbers, other places; all of it harmless."""

from __future__ import annotations

import re


def other_titles(html: str) -> str:
    for usual, other in (
        ("二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况"),
        ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请的情况"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
        ("六、其他需要报告的事项", "六、其他需要报告事项"),
    ):
        html = html.replace(usual, other)
    return html


def other_numbers(html: str) -> str:
    """Headings that a list numbered: every one of them is 1."""
    return re.sub(
        r"[一二三四五六]、(?=总体情况|主动公开政府|收到和处理政府|政府信息公开行政|存在的主要|其他需要)",
        "1、",
        html,
    )


def unnumbered(html: str) -> str:
    """Headings whose numbers the browser draws, so that the text has none."""
    return re.sub(
        r"[一二三四五六]、(?=总体情况|主动公开政府|收到和处理政府|政府信息公开行政|存在的主要|其他需要)",
        "",
        html,
    )


_HEADINGS = "总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|政府信息公开行政复议、行政诉讼情况|存在的主要问题及改进情况|其他需要报告的事项"


_HEADING = re.compile(rf"(?P<number>[一二三四五六]、)(?P<words>{_HEADINGS})")


EDITOR = re.compile(r'(<div class=TRS_Editor>|<div class="trs_editor_view TRS_UEDITOR">)')


def contents_list(html: str) -> str:
    """A table of contents with the six headings above the text, each a link to its place."""
    names = [f"{number}、{words}" for number, words in zip("一二三四五六", _HEADINGS.split("|"), strict=True)]
    items = "".join(f'<li><a href="#s{index}">{name}</a></li>' for index, name in enumerate(names))
    return EDITOR.sub(lambda match: f"{match[1]}<p>目录</p><ul>{items}</ul>", html, count=1)


def told_in_preamble(html: str) -> str:
    """The preamble names the six parts."""
    told = "本报告由" + "、".join(_HEADINGS.split("|")) + "六个部分组成。"
    return EDITOR.sub(lambda match: f"{match[1]}<p>{told}</p>", html, count=1)


def headings_in_tables(html: str) -> str:
    """Sections two to four: the heading is the table's first row."""
    return re.sub(
        r"<p\b[^>]*>(?:<[^>]*>)*(?P<heading>[二三四]、(?:主动公开政府|收到和处理政府|政府信息公开行政)[^<]*)(?:<[^>]*>)*?</p>\s*"
        r"(?P<opening>(?:<div[^>]*>)?<table\b[^>]*>\s*(?:<tbody>)?)",
        lambda match: f'{match["opening"]}<tr><td colspan="15">{match["heading"]}</td></tr>',
        html,
    )


def hand_indents(html: str) -> str:
    return _HEADING.sub(lambda match: "&nbsp;&nbsp;&nbsp; &emsp;" + match[0], html)


def spaced_headings(html: str) -> str:
    return _HEADING.sub(lambda match: f"{match['number']} {' '.join(match['words'])}", html)


def coloured_headings(html: str) -> str:
    return _HEADING.sub(lambda match: match[0] + "：", html)


def run_in_heading(html: str) -> str:
    """The last section on one line with its heading."""
    return re.sub(
        r"(六、其他需要报告的事项)(?:(?!</p>).)*</p>\s*<p\b[^>]*>(?:<span[^>]*>)*",
        r"\1：",
        html,
        count=1,
        flags=re.S,
    )
