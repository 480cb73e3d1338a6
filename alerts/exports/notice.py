"""The rectification notice (整改通知) for one agency, from a Word template that an office may replace.

A template is any .docx; {{机关}}, {{单位}}, {{年度}}, {{问题数}}, {{答复期限}}, {{日期}}, {{文号}} are replaced in its
paragraphs and tables, and a paragraph that is only {{问题清单}} becomes the numbered findings. Without one, a plain
notice in the usual form is made. Basis: 政府信息公开条例 第四十七条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from alerts.calendar import working_days
from alerts.errors import TemplateBroken
from alerts.escaping import printable
from alerts.exports.rows import HEADINGS, finding_row
from storage import Finding

_FIELD = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
LIST = "问题清单"
ANSWER_DAYS = 15
_TWO_LETTERS = Pt(32)
_ANNEX = (("编号", 2.4), ("年度", 1.3), ("问题", 4.2), ("说明", 9.2), ("发现日期", 2.4), ("页面", 5.2))
"""Columns of the annex and their widths, centimetres of a page that lies on its side."""


def write_notice(
    findings: Sequence[Finding],
    file: Path,
    *,
    office: str,
    today: date,
    template: Path | None = None,
    reference: str = "",
    confirmed: Mapping[str, date] | None = None,
) -> None:
    """Write the notice for the findings of one agency. Raises TemplateBroken, ValueError for no or mixed agencies.

    `confirmed` is `Memory.confirmed_on`: the annex says of each finding until when it was seen to hold, or that nobody knows.
    """
    agencies = {finding.agency for finding in findings}
    if len(agencies) != 1:
        raise ValueError(f"a notice is for one agency and at least one finding, not for {len(agencies)}")
    due = working_days().next_working(today + timedelta(days=ANSWER_DAYS))
    facts = {
        "机关": office,
        "单位": findings[0].agency,
        "年度": "、".join(str(year) for year in sorted({finding.year for finding in findings})),
        "问题数": str(len(findings)),
        "答复期限": _chinese(due),
        "日期": _chinese(today),
        "文号": reference,
    }
    document = _open(template) if template else _plain_notice(reference)
    _fill(document, facts, findings)
    _annex(document, findings, confirmed)
    document.core_properties.author = office
    document.core_properties.title = f"整改通知：{findings[0].agency}"
    document.save(str(file))


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _open(template: Path) -> Any:
    try:
        return docx.Document(str(template))
    except (OSError, ValueError, KeyError, SyntaxError, BadZipFile, OpcError) as error:
        raise TemplateBroken(
            f"{template.name} cannot be opened as a Word document (.docx)",
            f"模板 {template.name} 不是 Word 文档",
        ) from error


def _plain_notice(reference: str) -> Any:
    """As offices write (GB/T 9704): 三号仿宋, paragraphs two letters in; the line of the number only where there is one."""
    document = docx.Document()
    style = document.styles["Normal"]
    _set_font(style, "仿宋", 16)
    style.paragraph_format.line_spacing = Pt(29)
    style.paragraph_format.space_after = Pt(0)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (
        Cm(3.7),
        Cm(3.5),
        Cm(2.8),
        Cm(2.6),
    )
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(16)
    title.paragraph_format.line_spacing = Pt(36)
    _set_font(title.add_run("政府信息公开工作年度报告整改通知"), "宋体", 22)
    if reference:
        document.add_paragraph("{{文号}}").alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.add_paragraph()
    document.add_paragraph("{{单位}}：")
    for text in (
        "经核对你单位公开的{{年度}}年政府信息公开工作年度报告，发现下列{{问题数}}项问题。根据《中华人民共和国政府信息公开条例》第四十七条，请予核实整改。",
        "{{问题清单}}",
        "请于{{答复期限}}前书面答复整改情况；如对所列问题有异议，请凭问题编号说明理由并附证明材料。",
    ):
        document.add_paragraph(text).paragraph_format.first_line_indent = _TWO_LETTERS
    document.add_paragraph()
    for last in document.paragraphs[-2:]:  # who signs never stands on a page alone
        last.paragraph_format.keep_with_next = True
    for text in ("{{机关}}", "{{日期}}"):
        signed = document.add_paragraph(text)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = 2 * _TWO_LETTERS
        signed.paragraph_format.keep_with_next = text == "{{机关}}"
    return document


def _set_font(where: Any, name: str, points: int) -> None:
    """Of a style or a run, for Chinese and Latin letters."""
    where.font.name, where.font.size = name, Pt(points)
    where.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _paragraphs(document: Any) -> Iterator[Any]:
    yield from list(document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _fill(document: Any, facts: Mapping[str, str], findings: Sequence[Finding]) -> None:
    for paragraph in _paragraphs(document):
        names: list[str] = _FIELD.findall(paragraph.text)
        unknown = [name for name in names if name not in facts and name != LIST]
        if unknown:
            raise TemplateBroken(
                f"the template asks for {unknown[0]!r}, which does not exist",
                f"模板中的“{unknown[0]}”不存在；可用的有：{'、'.join([*facts, LIST])}",
            )
        if names == [LIST]:
            _list(paragraph, findings)
        elif names:
            _replace(paragraph, facts)


def _replace(paragraph: Any, facts: Mapping[str, str]) -> None:
    """Word may cut a field over several runs: the first run takes the whole text, in its own format."""
    text = _FIELD.sub(lambda found: printable(facts.get(found[1], "")), paragraph.text)
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""


def _list(paragraph: Any, findings: Sequence[Finding]) -> None:
    """A paragraph a finding, each like the one of the template: its indent, spacing and letters."""
    like = paragraph.runs[0]._element.rPr if paragraph.runs else None
    for number, finding in enumerate(findings, start=1):
        basis = f"（依据：{'；'.join(printable(text) for text in finding.basis)}）" if finding.basis else ""
        words = f"{number}．{finding.year}年，{printable(finding.title)}（{finding.number}）：{printable(finding.message)}{basis}"
        line = paragraph.insert_paragraph_before(style=paragraph.style)
        if paragraph._element.pPr is not None:
            line._element.get_or_add_pPr().getparent().replace(
                line._element.pPr, deepcopy(paragraph._element.pPr)
            )
        run = line.add_run(words)
        if like is not None:
            run._element.insert(0, deepcopy(like))
    paragraph._element.getparent().remove(paragraph._element)


def _annex(document: Any, findings: Sequence[Finding], confirmed: Mapping[str, date] | None) -> None:
    """The findings as a table on pages of their own, on their side."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    if page.page_width < page.page_height:
        page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.add_paragraph("附件：问题明细")
    table = document.add_table(rows=1, cols=len(_ANNEX))
    table.autofit = False
    table.style = "Table Grid" if "Table Grid" in [style.name for style in document.styles] else None
    for column, (_, width) in zip(table.columns, _ANNEX, strict=True):
        column.width = Cm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _write_row(table.rows[0], [name for name, _ in _ANNEX])
    for finding in findings:
        values = dict(zip(HEADINGS, finding_row(finding), strict=True))
        if finding.previous_url:
            values["页面"] = f"{finding.url or ''}\n上年：{finding.previous_url}"
        if confirmed is not None:
            day = confirmed.get(finding.number)
            values["发现日期"] = f"{values['发现日期']}\n{f'核实 {day}' if day else '尚未重新核实'}"
        _write_row(table.add_row(), [_in_lines(str(values[name])) for name, _ in _ANNEX])


def _in_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _write_row(row: Any, texts: Sequence[str]) -> None:
    """Small type; a row stays on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, text, (_, width) in zip(row.cells, texts, _ANNEX, strict=True):
        cell.width = Cm(width)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.add_run(text).font.size = Pt(9)
