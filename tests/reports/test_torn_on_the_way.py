"""A piece lost in the middle of a file, or taken twice by a resumed download, accuses no agency; what is cleanly left out is told."""

from __future__ import annotations

import re

import pytest

from tests.reports.test_injured_on_the_way import page, read, text

_TOLD = {"STR-SEC-MISSING", "STR-SEC-DUP", "STR-ROW-MISSING", "STR-TBL-MISSING", "TXT-DUP-PARA"}


def between(source: str, begin: str, end: str) -> tuple[int, int]:
    first = source.index(begin)
    return first, source.index(end, first)


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
@pytest.mark.parametrize(
    ("begin", "seam", "end"),
    [
        ("结果纠正", "", "下一步"),  # from a table into the section after the next heading
        ("公开查阅点", "", "商业企业"),  # from a sentence into a table
        ("（四）无法提供", "", "统计期内发生"),  # out of table three behind table four
        ("（四）无法提供", "", "是历史信息的"),  # and over two headings
        ("接受社会监督", "", "商业企业"),
        (
            "已在专栏改版时",
            "\ufffd",
            "信息处理费",
        ),  # from a sentence into another, half a letter where they meet
    ],
)
def test_a_piece_lost_in_the_middle_is_not_left_out_by_the_agency(
    name: str, begin: str, seam: str, end: str
) -> None:
    source = page() if name.endswith("html") else text()
    first, last = between(source, begin, end)
    _, before = read(source, name)
    _, failed = read(source[:first] + seam + source[last:], name)
    assert not _TOLD & (failed - before)


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
@pytest.mark.parametrize(("begin", "end"), [("每季度抽取", "行政强制"), ("属于国家秘密", "历史信息的分类")])
def test_a_piece_taken_twice_is_no_second_heading(name: str, begin: str, end: str) -> None:
    source = page() if name.endswith("html") else text()
    first, last = between(source, begin, end)
    _, before = read(source, name)
    _, failed = read(source[:last] + source[first:], name)
    assert not _TOLD & (failed - before)


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("本，错字、断链", "号已经注销"),  # amid clauses
        ("来回翻找", "当场提供，需要"),  # over two paragraphs
        ("读者的需要", "年中开展自查"),  # from the end of a clause to the end of one
    ],
)
def test_prose_taken_twice_is_not_said_twice_by_the_agency(name: str, begin: str, end: str) -> None:
    source = page() if name.endswith("html") else text()
    first, last = between(source, begin, end)
    again = source[first:last]
    assert "TXT-DUP-PARA" not in read(source[:last] + again + source[last:], name)[1]
    whole = "每季度抽取十条已发布信息回访读者，根据意见修改表述。"
    assert "TXT-DUP-PARA" in read(source.replace("反映的", whole, 1).replace("一是", whole, 1), name)[1]


@pytest.mark.parametrize("nothing", ["\0" * 64, ""])
def test_rows_that_a_page_lost_are_not_missing_from_the_table(nothing: str) -> None:
    source = page()
    rows = [found.start() for found in re.finditer("<tr", source)]
    begin, end = (next(at for at in rows if at > source.index(label)) for label in ("行政查询", "重复申请"))
    _, clean = read(source[:begin] + source[end:], "page.html")
    _, torn = read(source[: begin + 7 * bool(not nothing)] + nothing + source[end:], "page.html")
    assert "STR-ROW-MISSING" in clean
    assert "STR-ROW-MISSING" not in torn


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
@pytest.mark.parametrize(
    "more", ["展开全文", "点击查看全文 ∨", "余下全文", "登录后查看全部内容", "下一页", "此处略……"]
)
def test_what_a_page_folds_up_is_not_missing(name: str, more: str) -> None:
    source = page() if name.endswith("html") else text()
    end = source.index("一并解决。") + len("一并解决。")
    behind = (
        f"</p><div><p><a href='b_2.html'>{more}</a></p></div></body></html>"
        if "html" in name
        else f"\n{more}\n"
    )
    assert not _TOLD & read(source[:end] + behind, name)[1]


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
def test_a_section_left_out_and_one_pasted_twice_are_told(name: str) -> None:
    source = page() if name.endswith("html") else text()
    starts = [
        0,
        *(found.start() for found in re.finditer("<p" if name.endswith("html") else "(?<=\n)", source)),
    ]
    fifth, sixth = (
        max(at for at in starts if at <= source.index(words)) for words in ("五、存在", "六、其他")
    )
    near = "<p>上一页：<a href='1.html'>某局年报</a></p><p>下一页：没有了</p></body>"
    assert "STR-SEC-MISSING" in read((source[:fifth] + source[sixth:]).replace("</body>", near), name)[1]
    assert "STR-SEC-DUP" in read(source[:sixth] + source[fifth:], name)[1]


@pytest.mark.parametrize("name", ["page.html", "text.txt"])
def test_a_figure_of_which_a_part_was_overwritten_is_no_smaller_one(name: str) -> None:
    """NULs are not seen on a screen: 1306 would be read as 16."""
    source = page() if name.endswith("html") else text()
    printed = max(re.findall(r"(?<=[>\t|])\s*(\d{2,6})\s*(?=[<\t|\n])", source), key=len)
    report, _ = read(source.replace(printed, f"{printed[0]}\0{printed[1:]}"), name)
    hidden = [cell for cell in report.cells.values() if cell.raw and "\ufffd" in cell.raw]
    assert hidden
    assert all(cell.value is None for cell in hidden)


@pytest.mark.parametrize(
    "seam",
    ["<div cl", '<a href="b.html>', f'<div class="{chr(0) * 64}">', f"<!--{chr(0) * 64}-->"],
    ids=["half a tag", "half an attribute", "nothing in a tag", "nothing in a comment"],
)
def test_one_trace_of_a_loss_is_enough(seam: str) -> None:
    """Where the seam takes whole paragraphs and shows between them nothing else."""
    source = page()
    fifth, sixth = (source.rindex("<p", 0, source.index(words)) for words in ("五、存在", "六、其他"))
    assert "STR-SEC-MISSING" in read(source[:fifth] + source[sixth:], "page.html")[1]
    assert "STR-SEC-MISSING" not in read(source[:fifth] + seam + source[sixth:], "page.html")[1]


def test_a_section_missing_of_a_page_that_ends_no_paragraph_is_told() -> None:
    """Elements that a page ends nowhere tell nothing of what was lost."""
    source = page()
    fifth, sixth = (source.rindex("<p", 0, source.index(words)) for words in ("五、存在", "六、其他"))
    assert "STR-SEC-MISSING" in read((source[:fifth] + source[sixth:]).replace("</p>", ""), "page.html")[1]


def test_headings_that_stand_after_like_words_were_not_taken_twice() -> None:
    source = page()
    sixth = source.rindex("<p", 0, source.index("六、其他"))
    like = "<p>上述问题均已在专栏改版时一并解决。</p>"
    heading = "<p><strong>六、其他需要报告的事项</strong></p>"
    more = like + heading + "<p>无。</p>"
    told = source[:sixth] + more + like + source[sixth:]
    assert "STR-SEC-DUP" in read(told, "page.html")[1]
