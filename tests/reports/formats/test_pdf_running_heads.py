"""What stands in the margins of a PDF's pages: running heads go, what each of many reports begins or ends with stays."""

from __future__ import annotations

from reports.formats.pdf.lines import TextLine
from reports.formats.pdf.prose import PlacedLine, without_furniture

_HEIGHT = 842.0


def _line(page: int, top: float, text: str) -> PlacedLine:
    return PlacedLine(page, _HEIGHT, TextLine((), (80.0, top, 400.0, top + 16), 16.0), text)


def _kept(lines: list[PlacedLine]) -> list[str]:
    return [line.text for line in without_furniture(lines)]


def test_a_heading_that_each_of_many_reports_has_at_one_height_is_not_dropped() -> None:
    pages = [_line(page, 40, "六、其他需要报告的事项") for page in (3, 6, 9, 12)]
    body = [_line(page, 400, f"第{page}页的正文") for page in range(1, 13)]
    ends = [_line(page, 60, "本年度没有其他需要报告的事项。") for page in (3, 6, 9, 12)]
    assert len(_kept([*pages, *body, *ends])) == 20


def test_a_line_of_one_page_in_three_is_text_and_of_each_page_is_a_running_head() -> None:
    body = [_line(page, 400, f"第{page}页的正文") for page in range(1, 13)]
    some = [_line(page, 40, "公开的内容还不够丰富，下一步将") for page in (3, 6, 9, 12)]
    heads = [_line(page, 20, "梧桐县人民政府文件") for page in range(2, 13)]
    assert [text for text in _kept([*body, *some, *heads]) if "正文" not in text] == [some[0].text] * 4


def test_a_running_head_of_odd_pages_is_dropped() -> None:
    body = [_line(page, 400, f"第{page}页的正文") for page in range(1, 13)]
    heads = [_line(page, 20, "政府信息公开年报汇编") for page in range(1, 13, 2)]
    assert _kept([*body, *heads]) == [line.text for line in body]
