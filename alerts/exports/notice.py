"""The rectification notice (整改通知) for one agency, from a Word template that an office may replace.

A template is any .docx; {{机关}}, {{单位}}, {{年度}}, {{问题数}}, {{答复期限}}, {{日期}}, {{文号}} are replaced in its
paragraphs and tables, and a paragraph that is only {{问题清单}} becomes the numbered findings. Without one, a plain
notice in the usual form is made. Basis: 政府信息公开条例 第四十七条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Pt

from alerts.calendar import working_days
from alerts.errors import TemplateBroken
from alerts.escaping import printable
from alerts.exports.rows import HEADINGS, finding_row
from storage import Finding

_FIELD = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
LIST = "问题清单"
ANSWER_DAYS = 15


def write_notice(
    findings: Sequence[Finding],
    file: Path,
    *,
    office: str,
    today: date,
    template: Path | None = None,
    reference: str = "",
) -> None:
    """Write the notice for the findings of one agency. Raises TemplateBroken, ValueError for no or mixed agencies."""
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
    document = _open(template) if template else _plain_notice()
    _fill(document, facts, findings)
    _annex(document, findings)
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


def _plain_notice() -> Any:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for text, align in (
        ("政府信息公开工作年度报告整改通知", WD_ALIGN_PARAGRAPH.CENTER),
        ("{{文号}}", WD_ALIGN_PARAGRAPH.CENTER),
        ("{{单位}}：", None),
        (
            "经核对你单位公开的{{年度}}年政府信息公开工作年度报告，发现下列 {{问题数}} 项问题。根据《中华人民共和国政府信息公开条例》第四十七条，请予核实整改。",
            None,
        ),
        ("{{问题清单}}", None),
        ("请于{{答复期限}}前书面答复整改情况；如对所列问题有异议，请凭问题编号说明理由并附证明材料。", None),
        ("{{机关}}", WD_ALIGN_PARAGRAPH.RIGHT),
        ("{{日期}}", WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        paragraph = document.add_paragraph(text)
        if align is not None:
            paragraph.alignment = align
    return document


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
    for number, finding in enumerate(findings, start=1):
        basis = f"（依据：{'；'.join(printable(text) for text in finding.basis)}）" if finding.basis else ""
        words = f"{number}．{finding.year}年，{printable(finding.title)}（{finding.number}）：{printable(finding.message)}{basis}"
        line = paragraph.insert_paragraph_before(words)
        line.style = paragraph.style
    paragraph._element.getparent().remove(paragraph._element)


def _annex(document: Any, findings: Sequence[Finding]) -> None:
    document.add_page_break()
    document.add_paragraph("附件：问题明细")
    shown = [
        HEADINGS.index(name) for name in ("编号", "年度", "问题", "说明", "发现日期", "页面", "证据 sha256")
    ]
    table = document.add_table(rows=1, cols=len(shown))
    table.style = "Table Grid" if "Table Grid" in [style.name for style in document.styles] else None
    for cell, position in zip(table.rows[0].cells, shown, strict=True):
        cell.text = HEADINGS[position]
    for finding in findings:
        values = finding_row(finding)
        for cell, position in zip(table.add_row().cells, shown, strict=True):
            cell.text = printable(str(values[position]))
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
