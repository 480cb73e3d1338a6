"""Tables that a page makes of div, li, pre or places on the page: read as flattened text is, never by a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

import reports

_IDS = ("natural_person", "business", "research", "welfare", "legal", "other", "total")
_HEADS = ("项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
Lines = Sequence[Sequence[object]]


def _figures(row: int) -> tuple[int, ...]:
    parts = (3 + row, 10 * row, 0, 0, 2, row)
    return (*parts, sum(parts))


def _lines() -> list[tuple[object, ...]]:
    labels = [row.label for row in reports.forms()["2021"].table("applications")[0].rows]
    return [_HEADS, *((label, *_figures(at)) for at, label in enumerate(labels))]


def _divs(lines: Lines) -> str:
    rows = ("".join(f"<div class=td>{text}</div>" for text in line) for line in lines)
    return "".join(f"<div class=tr>{row}</div>" for row in rows)


def _list(lines: Lines) -> str:
    return "".join(f"<ul>{''.join(f'<li>{text}</li>' for text in line)}</ul>" for line in lines)


def _typed(lines: Lines) -> str:
    return "<pre>" + "\n".join("\t".join(map(str, line)) for line in lines) + "</pre>"


def _placed(lines: Lines) -> str:
    return "".join(f'<div style="position:absolute">{text}</div>' for line in lines for text in line)


def _paragraphs(lines: Lines) -> str:
    rows = ("&nbsp;&nbsp;".join(str(text) for text in line if text != "") for line in lines)
    return "".join(f"<p>{row}</p>" for row in rows)


def _grouped_paragraphs(lines: Lines) -> str:
    return "".join(f"<div>{_paragraphs(lines[at : at + 4])}</div>" for at in range(0, len(lines), 4))


_WAYS = (_divs, _list, _typed, _placed, _paragraphs, _grouped_paragraphs)
_HEADINGS = (
    ("一、总体情况", "全年公开信息。"),
    ("二、主动公开政府信息情况", "见下表。"),
    ("三、收到和处理政府信息公开申请情况", ""),
    ("四、政府信息公开行政复议、行政诉讼情况", "没有发生。"),
    ("五、存在的主要问题及改进情况", "内容不多。"),
    ("六、其他需要报告的事项", "无。"),
)


def _read(table: str) -> reports.AnnualReport:
    parts = "".join(f"<p>{head}</p>{f'<p>{text}</p>' if text else table}" for head, text in _HEADINGS)
    page = f"<body><h1>梧桐县水利局2023年政府信息公开工作年度报告</h1>{parts}</body>"
    return reports.read(page.encode(), "page.html")


@pytest.mark.parametrize("way", _WAYS)
def test_rows_made_of_other_elements_are_read(way: Callable[[Lines], str]) -> None:
    report = _read(way(_lines()))
    rows = [row.id for row in reports.forms()["2021"].table("applications")[0].rows]
    for at, row in enumerate(rows):
        assert [report.cell(f"applications.{row}.{id}").value for id in _IDS] == list(_figures(at))
    assert report.sections["applications"].present


@pytest.mark.parametrize("way", _WAYS)
def test_a_lost_figure_moves_no_other_into_its_place(way: Callable[[Lines], str]) -> None:
    lines = [list(line) for line in _lines()]
    lines[4][2] = ""
    report = _read(way(lines))
    row = reports.forms()["2021"].table("applications")[0].rows[3].id
    read = [report.cell(f"applications.{row}.{id}").value for id in _IDS]
    assert all(value in (None, figure) for value, figure in zip(read, _figures(3), strict=True))
    assert read[1] is None


def test_a_page_s_lines_are_not_called_lines_of_its_source() -> None:
    report = _read(_divs(_lines()))
    assert all(cell.place is None or cell.place.line is None for cell in report.cells.values())
    assert all(sentence.place.line is None for sentence in report.narrative)
