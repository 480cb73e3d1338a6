"""Hostile and broken pages: a reading or a named refusal, never a crash, never for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reports
from reports.markup.guard import refuse_if_deep

TITLE = "清河县教育局2023年政府信息公开工作年度报告"
LABEL = "一、本年新收政府信息公开申请数量"


def page(body: str) -> bytes:
    return f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body>{body}</body></html>".encode()


def read(data: bytes) -> reports.AnnualReport | None:
    try:
        report = reports.read(data, "page")
    except reports.ReadingError:
        return None
    reports.to_json(report)
    return report


@pytest.mark.parametrize("digits", [25, 5_000, 100_000])
def test_a_number_too_long_for_any_agency_is_not_read(digits: int) -> None:
    row = f"<tr><td>{LABEL}</td><td>{'9' * digits}</td>" + "<td>0</td>" * 6 + "</tr>"
    report = read(page(f"<table>{row}</table>"))
    assert report is not None
    assert report.cell("applications.new_received.natural_person").value is None


def test_unclosed_nesting_is_refused_before_it_is_parsed() -> None:
    """Just deeper than what is parsed: where nothing refused it, this would take a second and not minutes."""
    with pytest.raises(reports.TooMuch, match="open within each other"):
        reports.read(page("<div>" * 6_000), "deep.html")
    with pytest.raises(reports.TooMuch):
        refuse_if_deep(b"<div>" * 200_000)  # and never parsed here


def test_deep_nesting_inside_a_cell_is_no_recursion_error() -> None:
    report = read(page("<table><tr><td>" + "<span>" * 4_000 + "5" + "</span>" * 4_000 + "</td></tr></table>"))
    assert report is not None


def test_spans_beyond_reason_do_not_fill_memory() -> None:
    cells = '<td colspan="999999999" rowspan="999999999">0</td>' * 50
    assert read(page(f"<table><tr>{cells}</tr></table>")) is not None


def test_a_table_without_end_whose_columns_are_in_another_order_does_not_take_for_ever() -> None:
    names = ("总计", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    header = "<tr><td></td>" + "".join(f"<td>{name}</td>" for name in names) + "</tr>"
    rows = (f"<tr><td>{LABEL}</td><td>{n}</td><td>{n}</td>{'<td>0</td>' * 5}</tr>" for n in range(1, 1_500))
    report = read(page(f"<table>{header}{''.join(rows)}</table>"))
    assert report is not None
    assert (
        report.cell("applications.new_received.total").value is None
    )  # it is printed with a thousand values


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "iso-8859-1", "nonsense"])
def test_the_bytes_decide_the_charset_and_not_the_label(charset: str, declared: str) -> None:
    text = f'<html><head><meta charset="{declared}"><title>{TITLE}</title></head><body><p>龘镕堃</p></body></html>'
    report = reports.read(text.encode(charset), "page.html")
    assert report.title == TITLE


PIECES = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td colspan=7>",
        "<td rowspan=3>",
        "</td>",
        "<p>",
        "<br>",
        "\n",
        "\t",
        "|",
        "0",
        "12",
        "１",
        "\ufffd",
        "①",
        LABEL,
        "第二十条第（一）项",
        "信息内容",
        "本年制发件数",
        "行政许可",
        "（六）其他处理",
        "总计",
        "自然人",
        "行政复议",
        "结果维持",
        "六、其他需要报告的事项",
        "<div hidden>",
        "<!--",
        "&nbsp;",
        "<script>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60), st.booleans())
def test_any_heap_of_the_forms_pieces_is_read_or_refused(pieces: list[str], as_text: bool) -> None:
    data = ("".join([TITLE, "\n", *pieces])).encode() if as_text else page("".join(pieces))
    report = read(data)
    assert report is None or all(
        cell.value is None or cell.state is not None for cell in report.cells.values()
    )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    report = read(data)
    assert report is None or report.source.size == len(data)


def test_elements_deeper_than_can_be_followed_are_refused_by_name() -> None:
    """Tables in the depth of a page, with cells that are deep themselves: found by the fuzzer."""
    cell = "<div>" * 290 + "一<img src=x>" + "</div>" * 290
    page = "<div>" * 390 + f"<table><tr><td>{cell}</td><td>1</td></tr></table>" + "</div>" * 390
    with pytest.raises(reports.TooMuch, match="deeper than can be followed"):
        reports.read(f"<html><body>{page}</body></html>".encode(), "deep.html")


def test_a_text_whose_one_row_never_ends_does_not_take_for_ever() -> None:
    """Found by the fuzzer: 30,000 fields took 22 seconds, each of them looking at all others."""
    names = "\t".join(["自然人", "自然人", "总计", "总计"] * 8_000)
    figures = "\t".join(["7", "7", "0", "0"] * 8_000)
    text = f"{TITLE}\n三、收到和处理政府信息公开申请情况\n{names}\n{LABEL}\t{figures}\n"
    assert read(text.encode()) is not None


@pytest.mark.parametrize("piece", ["<p", "<p ", "\u3000", "<br "])
def test_a_piece_that_is_never_closed_does_not_take_for_ever(piece: str) -> None:
    """Half a megabyte of "<p " took 8 seconds: each was followed to the end of the page."""
    assert read(page(f"<table><tr><td>{LABEL}</td><td>1</td></tr></table>{piece * 60_000}")) is not None
    read(f"{TITLE}\n{LABEL}{piece * 60_000}\t1\n".encode())


def test_a_stack_of_rows_without_end_does_not_take_for_ever() -> None:
    """A hundred thousand lines took minutes: each row looked at all the others for the label below it."""
    row = "（一）予以公开\n7\n0\n0\n0\n0\n0\n7\n"
    labels = "三、收到和处理政府信息公开申请情况\n自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n"
    assert read(f"{TITLE}\n{labels}{row * 4_000}".encode()) is not None


def test_ten_thousand_headings_do_not_take_for_ever() -> None:
    """Found by the fuzzer: each was held against all others (8 seconds)."""
    assert read(page("<p>一、总体情况</p>" * 10_000 + "<p>五、存在的主要问题及改进情况</p>")) is not None


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<span style='color:#fff'>1</span>"])
@pytest.mark.parametrize("word", ["件", ","])
def test_figures_beside_figures_without_end_in_one_cell_are_not_asked_about_the_whole_of_it(
    mark: str, word: str
) -> None:
    """Were each of them, this would take minutes and not a second."""
    assert read(page(f"<table><tr><td>{f'1{mark}{word}' * 40_000}</td></tr></table>")) is not None
