"""Text dumps of PDFs: a row's figures are believed only where nothing can have changed their order."""

from __future__ import annotations

import pytest

import reports
from reports.form import forms
from reports.model import CellState
from reports.plain.dump_signs import is_dump

_NAMES = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
_ZERO = "0 0 0 0 0 0 0"
_BROKEN = "科研 社会公 法律服务\n机构 益组织 机构"


def dump(
    rows: dict[str, str], *, header: str = " ".join(_NAMES), end: str = "\f", caption: str = ""
) -> bytes:
    (block,) = forms()["2021"].table("applications")
    lines = [f"{row.label} {rows.get(row.id, _ZERO)}" for row in block.rows]
    body = "\n".join(lines)
    return (
        f"青溪县2023年政府信息公开工作年度\n报告\n三、收到和处理政府信息公开申请情况\n{caption}"
        f"申请人情况\n{header}\n{body}\n{end}"
    ).encode()


def values(data: bytes, row: str) -> list[object]:
    cells = reports.read(data, "report.txt").cells
    return [cell.value for address, cell in cells.items() if address.startswith(f"applications.{row}.")]


def test_a_row_on_one_line_is_in_its_order() -> None:
    assert values(dump({"granted": "1 2 0 0 0 0 3"}), "granted") == [1, 2, 0, 0, 0, 0, 3]


def test_figures_on_lines_of_their_own_are_not_certainly_in_order() -> None:
    data = dump({"granted": "1\n2\n0\n0\n0\n0\n3"})
    assert values(data, "granted") == [None] * 7
    assert values(data, "partially_granted") == [0] * 7


def test_a_row_that_does_not_add_up_is_no_statement_of_the_agency_in_a_dump() -> None:
    found = reports.read(dump({"granted": "1 2 0 0 0 0 4"}), "report.txt").cells
    assert found["applications.granted.total"].state is CellState.UNREADABLE


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("自然人\n商业企业\n科研\n机构\n社会公\n益组织\n法律服务\n机构\n其他\n总计", True),
        ("自然人\n商业企业\n科研\n机构\n社会公\n益组织\n其他\n法律服务\n机构\n总计", False),
        (
            "             科研   社会公  法律服务        总计\n自然人 商业企业                       其他\n             机构   益组织  机构",
            True,
        ),
        (
            "             社会公 科研    法律服务        总计\n自然人 商业企业                       其他\n             益组织 机构    机构",
            False,
        ),
    ],
)
def test_columns_whose_broken_names_are_in_another_order_are_not_read(header: str, known: bool) -> None:
    found = values(dump({"granted": "1 2 0 0 0 0 3"}, header=header), "granted")
    assert found == ([1, 2, 0, 0, 0, 0, 3] if known else [None] * 7)


def test_a_caption_of_another_year_in_a_dump_takes_the_table_with_it() -> None:
    assert set(values(dump({}, caption="2022年度情况如下表：\n"), "granted")) <= {None}


def test_digits_set_apart_are_not_cut_into_figures_that_every_reading_shares() -> None:
    """0 26 4 73 8 0 1 1 1: the total may be 1, or 111."""
    assert values(dump({"granted": "0 26 4 73 8 0 1 1 1"}, end=""), "granted")[-1] is None


def test_a_title_over_two_lines_names_agency_and_year() -> None:
    report = reports.read(dump({}), "report.txt")
    assert (report.agency.name, report.year) == ("青溪县", 2023)


def test_zeros_of_a_table_that_lost_most_figures_are_no_rows_own() -> None:
    """pdftotext without -layout puts figures of one row behind those of the next: seven 0 may be of three rows."""
    rows = {row.id: "0\n0" for row in forms()["2021"].table("applications")[0].rows}
    assert values(dump(rows | {"carried_out": "0\n0\n0\n\n0\n0\n0\n0"}), "carried_out") == [None] * 7


def test_broken_names_beside_whole_ones_are_the_mark_of_a_dump() -> None:
    """A figure that its narrow column broke ("2，3" above "83") leaves a row that does not add up."""
    data = dump(
        {"granted": "2，3\n 0 0 83 0 95 3 81"},
        header="自然人      科研  社会公 法律服务     总计\n商业企业 机构  益组织  机构   其他",
        end="",
    )
    assert values(data, "granted")[2] is None


_IN_TURN = "自然人\n商业企业\n科研机\n构\n社会公益组\n织\n法律服务机\n构\n其他\n总计"


def in_turn(rows: dict[str, str]) -> dict[str, str]:
    """A figure to a line."""
    (block,) = forms()["2021"].table("applications")
    every = {row.id: rows.get(row.id, _ZERO) for row in block.rows}
    return {row: "\n" + figures.replace(" ", "\n") for row, figures in every.items()}


def test_a_dump_that_writes_a_cell_to_a_line_row_after_row_is_in_order() -> None:
    data = dump(in_turn({"granted": "1 2 0 0 0 0 3"}), header=_IN_TURN, end="")
    assert values(data, "granted") == [1, 2, 0, 0, 0, 0, 3]


def test_a_row_beside_one_that_lost_a_figure_may_have_it() -> None:
    rows = in_turn({"granted": "1 2 0 0 0 0 3", "partially_granted": "0 0 0 0 0 0"})
    assert values(dump(rows, header=_IN_TURN, end=""), "granted") == [None] * 7


@pytest.mark.parametrize("rows", [{}, in_turn({})], ids=["on the line", "on the next line"])
def test_a_figure_broken_behind_its_thousands_is_whole_again(rows: dict[str, str]) -> None:
    broken = "4，93 7 0 0 0 0 0 4，93 7"
    own = "\n" + broken.replace(" ", "\n") if rows else broken
    assert values(dump(rows | {"granted": own}, header=_IN_TURN), "granted") == [4937, 0, 0, 0, 0, 0, 4937]


def test_a_rest_that_is_no_rest_of_its_figure_is_not_put_to_it() -> None:
    """Two figures were broken side by side: their ends stand one below the other."""
    data = dump({"granted": "0 0 0 0 1，58 8，75 10，33\n9\n6\n5"}, end="\f")
    assert values(data, "granted") == [None] * 7


def test_names_of_columns_without_a_gap_between_are_in_order() -> None:
    data = dump(
        {"granted": "1 2 0 0 0 0 3"},
        header="自然人\n法人或其他组织\n商业企业科研机 构 社会公益 组织 法律服务机 构 其他\n总计",
        end="",
    )
    assert values(data, "granted") == [1, 2, 0, 0, 0, 0, 3]
    turned = dump(
        {"granted": "1 2 0 0 0 0 3"},
        header="自然人\n法人或其他组织\n科研机 构商业企业 社会公益 组织 法律服务机 构 其他\n总计",
        end="",
    )
    assert values(turned, "granted") == [None] * 7


def test_a_figure_beside_a_broken_one_whose_rest_stands_below_is_not_its_rest() -> None:
    data = dump({"granted": "0 1，8 52 0 0 0 1，852\n 77"}, end="\f")
    assert 1852 not in values(data, "granted")[:6]


_SENTENCES = (
    "全年主动公开政府信息三百余条，比上年增加，其中政务新媒体发布",
    "的信息占一半以上，各股室均按照要求及时报送信息，没有发现不该",
    "公开的信息，社会评议结果良好，工作人员参加业务培训两次并通过",
    "年终考核。",
)


@pytest.mark.parametrize(
    ("lines", "dumped"),
    [
        (_SENTENCES, True),
        (["".join(_SENTENCES)] * 3, False),
        ([f"{line}。" for line in _SENTENCES], False),
        (["信息内容\t本年制发件数\t本年废止件数\t现行有效件数"] * 4, False),
        (["五、政府信息公开工作存在的主要问题及改进情况"] * 4, False),
    ],
)
def test_sentences_broken_at_one_width_say_that_a_text_was_written_down_from_pages(
    lines: list[str], dumped: bool
) -> None:
    assert is_dump("\n".join(lines)) is dumped
