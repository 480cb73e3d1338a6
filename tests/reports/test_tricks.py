"""Pages made to mislead, one of every kind: nothing is read that is not the report's own, nothing shown is called blank."""

from __future__ import annotations

import pytest

import reports
from benchmarks.reading import corpus, readers
from benchmarks.reading.figures import make
from benchmarks.reading.scoring import Score


@pytest.mark.parametrize("name", corpus.TRICKS)
def test_a_page_made_to_mislead_never_makes_a_wrong_number(name: str) -> None:
    score = Score()
    for number in (31, 977):
        case = corpus.trick(number, name)
        score.add(case, readers.ours(case.data, case.name))
    assert score.examples == []


def test_the_tricks_leave_most_of_the_report_readable() -> None:
    """Reading nothing at all would pass every trick."""
    score = Score()
    for name in corpus.TRICKS[::5]:
        case = corpus.trick(55, name)
        score.add(case, readers.ours(case.data, case.name))
    assert score.right > 0.7 * score.cells


def _cell(markup: str) -> reports.Cell:
    row = "".join(f"<td>{text}</td>" for text in (markup, "0", "0", "0", "0", "0", "0"))
    page = (
        "<h1>青溪县2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>"
        f"<tr><td>一、本年新收政府信息公开申请数量</td>{row}</tr></table>"
    )
    return reports.read(page.encode(), "x.html").cell("applications.new_received.natural_person")


@pytest.mark.parametrize(
    "markup", ["<del>12</del>", "<sup>1</sup>", "<img src=7.png>", "<input value=7>", "一"]
)
def test_what_is_struck_out_raised_drawn_or_doubtful_is_neither_a_number_nor_blank(markup: str) -> None:
    assert _cell(markup).state is reports.CellState.UNREADABLE


def test_a_figure_beside_a_hidden_one_is_read_alone() -> None:
    assert _cell('12<span style="display:none">3</span>').value == 12


@pytest.mark.parametrize("address", ["#f1", "#_edn1", "report.html#n2"])
def test_a_link_to_a_note_is_no_digit_of_the_figure_before_it(address: str) -> None:
    for figure in ("12", "12", "30", "30"):  # the second time a table is read as its like was
        assert _cell(f'{figure}<a href="{address}">1</a>').state is reports.CellState.UNREADABLE


@pytest.mark.parametrize("markup", ['<a href="#">12</a>', '<a href="#f1">12</a>', '1<a name="_GoBack">2</a>'])
def test_a_figure_within_a_link_is_read(markup: str) -> None:
    assert _cell(markup).value == 12


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>", "<sub>1</sub>", '<a href="#f1">1</a>', '<span style="vertical-align:super">1</span>',
        '<span style="color:#fff">1</span>', '<img src="7.png">', "<input value=7>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("row", ["<div>{}</div>", "<p>{}</p>"])
def test_what_stands_raised_or_unseen_beside_a_figure_of_a_line_is_no_digit_of_it(
    row: str, mark: str
) -> None:
    made = next(made for made in map(make, range(200)) if not (made.blanks or made.labels))
    printed = dict(made.printed)
    spoilt = [address for address in printed if address.endswith((".total", ".decisions", ".issued"))]
    assert spoilt

    def line(cells: list[tuple[str, str | None]]) -> str:
        texts = [text + (mark if address in spoilt else "") for text, address in cells]
        return row.format(
            "".join(f"<div>{text}</div>" for text in texts) if "div" in row else "&nbsp;&nbsp;".join(texts)
        )

    body = [f"<h1>{made.title}</h1>"]
    for section, heading in made.headings.items():
        body.append(f"<p>{heading}</p>")
        for block in made.blocks(section) if section in ("disclosure", "applications") else ():
            body.append(line([("信息内容", None), *((column.label, None) for column in block.columns)]))
            for each in block.rows:
                own = [f"{section}.{each.id}.{column.id}" for column in block.columns]
                body.append(line([(each.label, None), *((printed[address], address) for address in own)]))
    report = reports.read(f"<html><body>{''.join(body)}</body></html>".encode(), "page.html")
    for address in printed:
        value = report.cell(address).value
        assert value is None or (address not in spoilt and str(value) == made.expected[address].value), (
            address
        )
    assert sum(report.cell(address).value is not None for address in printed) > 40  # the rest is read


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>1</sup>", "<b><sup>1</sup></b>", '<span style="vertical-align:super">1</span>', '<span style="color:#fff">1</span>',
        '<span style="text-decoration:line-through">1</span>', "<sup>[1]</sup>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "<table><tr><td>首页</td><td>{}</td></tr></table>"])
def test_a_note_behind_a_number_of_the_text_is_no_digit_of_it(around: str, mark: str) -> None:
    """36 applications with note 1 are not 361: the table would be said to contradict them."""
    words = f"<p>{'全面推进政务公开工作。' * 70}共收到政府信息公开申请36{mark}件。</p>"
    page = around.format(f"<h1>青溪县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>{words}")
    report = reports.read(f"<html><body>{page}</body></html>".encode(), "page.html")
    assert "36[1]件" in "".join(sentence.text for sentence in report.narrative)


def test_a_raised_figure_of_a_word_stays_where_it_is() -> None:
    page = "<h1>青溪县2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>办公用房500m<sup>2</sup>，见表<sub>3</sub>。</p>"
    report = reports.read(f"<html><body>{page}</body></html>".encode(), "page.html")
    assert "500m2，见表3。" in "".join(sentence.text for sentence in report.narrative)
