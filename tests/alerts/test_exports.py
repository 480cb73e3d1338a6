"""Exports: nothing that was published can run in an office's spreadsheet, and what fails is marked where it stands."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from alerts import TemplateBroken
from alerts.exports import (
    CELLS,
    FILED,
    FINDINGS,
    cell_records,
    filed_cells,
    filed_records,
    finding_records,
    write_csv,
    write_jsonl,
    write_notice,
    write_parquet,
    write_workbook,
)
from alerts.exports.lists import write_league, write_overview
from alerts.exports.rows import harmless
from alerts.exports.sheets import styles_of
from alerts.places import Places
from alerts.wording import CHINESE
from storage import Counts, Memory, ReportLine
from tests.conftest import extra, missing
from tests.storage.builders import judge, read, verdict

BOMB = '=HYPERLINK("http://evil.example","点我")'
NEW = "applications.new_received.natural_person"


@pytest.fixture
def filed(memory: Memory) -> Memory:
    judge(memory, read(memory), replace(verdict(), message=BOMB, title="@SUM(1+1)*cmd|' /C calc'!A0"))
    read(memory, "财政", agency="财政局")
    return memory


@given(st.text() | st.text(alphabet="=+-@|% ＝＋－＠\t1.a"))
def test_no_text_is_left_that_a_spreadsheet_would_run(text: str) -> None:
    shown = harmless(text)
    assert not shown.lstrip().startswith(("=", "+", "@", "|", "%", "＝", "＋", "－", "＠"))
    assert not shown.startswith("-") or shown[1:].replace(".", "", 1).isdigit()


def test_the_csv_reads_back_row_for_row_with_formulas_made_harmless(filed: Memory) -> None:
    out = io.StringIO()
    assert write_csv(FILED, filed_records(filed.findings()), out) == 1
    heading, row = csv.reader(io.StringIO(out.getvalue().removeprefix("\ufeff")))
    read_back = dict(zip(heading, row, strict=True))
    assert read_back["编号"] == "NB-000001"
    assert read_back["说明"] == "'" + BOMB


def test_the_json_lines_keep_text_exactly(filed: Memory) -> None:
    out = io.StringIO()
    write_jsonl(FINDINGS, finding_records(filed.findings()), out)
    (row,) = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (row["number"], row["message"], row["year"]) == ("NB-000001", BOMB, 2024)


def test_a_cell_that_is_no_number_is_no_zero_for_analysts(filed: Memory, tmp_path: Path) -> None:
    parquet = extra("pyarrow.parquet", "analysis")
    file = tmp_path / "cells.parquet"
    with filed.reports_on_file() as reports:
        count = write_parquet(CELLS, cell_records(reports), file)
    rows = parquet.read_table(file).to_pylist()
    assert len(rows) == count == 6
    by_address = {(row["agency"], f"{row['table']}.{row['row']}.{row['column']}"): row for row in rows}
    assert by_address["教育局", NEW]["value"] == 10
    blank = by_address["教育局", "litigation.review.total"]
    assert (blank["state"], blank["value"], blank["raw"]) == ("blank", None, "")


def test_parquet_and_json_lines_tell_the_same(filed: Memory, tmp_path: Path) -> None:
    parquet = extra("pyarrow.parquet", "analysis")
    file, out = tmp_path / "findings.parquet", io.StringIO()
    write_parquet(FINDINGS, finding_records(filed.findings()), file)
    write_jsonl(FINDINGS, finding_records(filed.findings()), out)
    (row,) = parquet.read_table(file).to_pylist()
    row["opened_at"], row["changed_at"] = row["opened_at"].isoformat(), row["changed_at"].isoformat()
    assert row == json.loads(out.getvalue())


def test_a_number_too_long_for_its_column_is_not_rounded(filed: Memory, tmp_path: Path) -> None:
    parquet = extra("pyarrow.parquet", "analysis")
    with filed.reports_on_file() as reports:
        first, second, *_ = cell_records(reports)
    long, short = Decimal(10) ** 40, Decimal("24575.93")
    write_parquet(
        CELLS, [{**first, "value": long, "raw": str(long)}, {**second, "value": short}], tmp_path / "cells"
    )
    one, two = parquet.read_table(tmp_path / "cells").to_pylist()
    assert (one["value"], one["raw"]) == (None, str(long))
    assert two["value"] == short


def test_the_workbook_marks_the_failing_cell_and_runs_nothing(filed: Memory, tmp_path: Path) -> None:
    file = tmp_path / "league.xlsx"
    write_workbook(filed, file, divisions=["99"], year=2024)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["总览", "排名", "问题清单", "主动公开情况", "依申请公开情况", "复议诉讼情况"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    league = list(book["排名"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1]) for row in league] == [(1, "财政局"), (2, "教育局")]
    marked = [cell for cell in cells if cell.comment]
    ((sheet, value),) = [(cell.parent.title, cell.value) for cell in marked]
    assert (sheet, value) == ("依申请公开情况", 10)
    assert "NB-000001" in marked[0].comment.text


def test_a_long_name_in_the_league_table_is_not_cut_on_paper(tmp_path: Path) -> None:
    name = "青溪县第一经济技术开发区管理委员会综合行政执法局"
    line = ReportLine(name, "990121", 2024, None, "http://a.example/", None, {}, None)
    book = xlsxwriter.Workbook(out := io.BytesIO())
    write_league(book.add_worksheet("排名"), styles_of(book), [line])
    book.close()
    sheet = openpyxl.load_workbook(out)["排名"]
    assert sheet["B2"].alignment.wrap_text
    assert (sheet.row_dimensions[2].height or 0) > 20  # two lines


def _counts(division: str, agencies: int, published: int, not_found: int) -> Counts:
    silent = agencies - published - not_found
    return Counts(division, agencies, published, 0, not_found, silent, 0, 0, 0)


def test_the_overview_counts_by_city_and_county_and_adds_up() -> None:
    line = ReportLine("甲局", "620423", 2024, None, "http://a.example/", None, {}, None)
    lines = [
        line,
        replace(line, findings={"error": 2}),
        replace(line, division="620421", findings={"warning": 1}, unknown=3),
        replace(line, division="620423101", findings={"notice": 1, "info": 4}),
        replace(line, division="110105", findings={"info": 1}),
    ]
    owed = {2024: [_counts("110105", 1, 0, 0), _counts("620421", 4, 1, 2)]}
    book = xlsxwriter.Workbook(out := io.BytesIO())
    write_overview(book.add_worksheet("总览"), styles_of(book), lines, Places(CHINESE), owed)
    book.close()
    rows = list(openpyxl.load_workbook(out)["总览"].iter_rows(min_row=2, values_only=True))
    assert rows == [
        ("", "朝阳区", 2024, 1, 0, 1, 1, 0, 0, 0, 1, 0),
        ("白银市", "靖远县", 2024, 4, 2, 1, 1, 0, 1, 0, 0, 1),
        ("白银市", "景泰县", 2024, 0, 0, 0, 3, 1, 0, 1, 1, 0),
        ("白银市", "小计", 2024, 4, 2, 1, 4, 1, 1, 1, 1, 1),
        ("合计", "", 2024, 5, 2, 2, 5, 1, 1, 1, 2, 1),
    ]


def test_a_workbook_of_one_province_holds_no_neighbour(filed: Memory, tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    write_workbook(filed, file, divisions=["62"])
    book = openpyxl.load_workbook(file)
    assert [sheet.max_row for sheet in book] == [1] * 6


def test_a_blank_cell_stays_blank_and_never_becomes_zero_in_the_workbook(
    filed: Memory, tmp_path: Path
) -> None:
    file = tmp_path / "league.xlsx"
    write_workbook(filed, file)
    sheet = openpyxl.load_workbook(file)["复议诉讼情况"]
    values = {cell.value for row in sheet.iter_rows(min_row=2, min_col=4) for cell in row}
    assert 0 not in values


def test_the_notice_names_every_finding_its_basis_and_a_working_day_to_answer(
    filed: Memory, tmp_path: Path
) -> None:
    file = tmp_path / "notice.docx"
    write_notice(
        filed.findings(),
        file,
        office="云岭省政务公开办公室",
        today=date(2025, 1, 17),
        reference="云政公开〔2025〕3号",
    )
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    for word in (
        "教育局：",
        "2024年",
        "NB-000001",
        "第四十七条",
        "条例第五十条",
        "云政公开〔2025〕3号",
        "2025年2月5日前",
    ):
        assert word in text, word
    assert "{{" not in text


def test_the_notice_says_of_each_finding_until_when_it_was_seen_to_hold(
    filed: Memory, tmp_path: Path
) -> None:
    found = filed.findings()
    seen = {found[0].number: date(2025, 3, 2)}
    write_notice(found, tmp_path / "n.docx", office="某办", today=date(2025, 3, 3), confirmed=seen)
    (table,) = docx.Document(str(tmp_path / "n.docx")).tables
    days = [row.cells[4].text.split("\n")[-1] for row in table.rows[1:]]
    assert days == ["核实 2025-03-02", *["尚未重新核实"] * (len(found) - 1)]


def test_an_office_may_bring_its_own_template_even_when_word_cut_a_field_in_two(
    filed: Memory, tmp_path: Path
) -> None:
    template = docx.Document()
    paragraph = template.add_paragraph("致{{单")
    paragraph.add_run("位}}：")
    template.add_paragraph("{{问题清单}}")
    template.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{机关}}（章）"
    template.save(str(tmp_path / "own.docx"))
    file = tmp_path / "notice.docx"
    write_notice(
        filed.findings(), file, office="某办", today=date(2025, 3, 3), template=tmp_path / "own.docx"
    )
    made = docx.Document(str(file))
    assert made.paragraphs[0].text == "致教育局："
    assert made.paragraphs[1].text.startswith("1．2024年")
    assert made.tables[0].rows[0].cells[0].text == "某办（章）"


@pytest.mark.parametrize("fault", ["{{单未}}", None])
def test_a_broken_template_is_one_clear_sentence(filed: Memory, tmp_path: Path, fault: str | None) -> None:
    template = tmp_path / "own.docx"
    if fault is None:
        template.write_bytes(b"not a zip")
    else:
        document = docx.Document()
        document.add_paragraph(fault)
        document.save(str(template))
    with pytest.raises(TemplateBroken):
        write_notice(
            filed.findings(), tmp_path / "n.docx", office="某办", today=date(2025, 3, 3), template=template
        )


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_the_notice(filed: Memory, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        missing("no LibreOffice: the exports cannot be opened by another program")
        return
    write_workbook(filed, tmp_path / "league.xlsx")
    write_notice(filed.findings(), tmp_path / "notice.docx", office="某办", today=date(2025, 3, 3))
    home = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "league.xlsx"), str(tmp_path / "notice.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    for name in ("league.pdf", "notice.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


def test_the_cells_an_office_opens_are_named_as_the_form_prints_them(filed: Memory) -> None:
    out = io.StringIO()
    with filed.reports_on_file() as reports:
        assert write_csv(CELLS, filed_cells(cell_records(reports)), out) == 6
    rows = list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))
    told = {tuple(row[name] for name in ("表", "行", "列", "状态", "数值")) for row in rows}
    assert ("依申请公开情况", "一、本年新收政府信息公开申请数量", "自然人", "数字", "10") in told
    assert ("复议诉讼情况", "行政复议", "总计", "空白", "") in told
    assert "计量单位" in rows[0]


def test_sheets_are_printed_with_their_heads_and_without_addresses(filed: Memory, tmp_path: Path) -> None:
    file = tmp_path / "league.xlsx"
    write_workbook(filed, file)
    book = openpyxl.load_workbook(file)
    for sheet in book:
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.paperSize == 9
    for name in ("排名", "问题清单"):
        heads = [cell.value for cell in book[name][1]]
        last = get_column_letter(heads.index("页面"))
        assert book[name].print_area.endswith(f"${last}${book[name].max_row}")


def test_the_lists_paragraphs_look_like_the_templates(filed: Memory, tmp_path: Path) -> None:
    template = docx.Document()
    paragraph = template.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(30)
    paragraph.add_run("{{问题清单}}").bold = True
    template.save(str(tmp_path / "template.docx"))
    made = tmp_path / "notice.docx"
    write_notice(
        filed.findings(), made, office="省办", today=date(2025, 3, 3), template=tmp_path / "template.docx"
    )
    (line,) = [one for one in docx.Document(str(made)).paragraphs if "NB-000001" in one.text]
    assert line.paragraph_format.first_line_indent == Pt(30)
    assert line.runs[0].bold


def test_a_notice_without_a_number_has_no_line_for_it(filed: Memory, tmp_path: Path) -> None:
    made = tmp_path / "notice.docx"
    write_notice(filed.findings(), made, office="省办", today=date(2025, 3, 3))
    texts = [one.text for one in docx.Document(str(made)).paragraphs]
    assert texts[:2] == ["政府信息公开工作年度报告整改通知", "教育局："]
