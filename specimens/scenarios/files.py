"""Scenario 28: reports that are files and not pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from specimens.attachments import docx_of, pdf_of, xlsx_of, zip_of
from specimens.families import Trs
from specimens.report import SpecimenReport
from specimens.scenarios.county import County, with_body
from specimens.scenarios.further import NAMES
from specimens.scenarios.values import Expected, Scenario
from specimens.web import Asked, Reply, Site


def files(_: Path) -> Scenario:
    """28: the body is only a link: to a PDF, a workbook, an archive, a Word file behind a program's address, a frame."""
    county = County(28, "a", NAMES[0], bureaus=5, townships=1)
    site = Trs(county.face, [county.shelf(county.postings())])
    rows, extra = [], {}
    for row in county.postings():
        report = next(one for one in county.reports if (one.agency.name, one.year) == (row.agency, row.year))
        folder = site.article_path(site.shelves[0], row).rpartition("/")[0]
        made = _as_file(report, folder) if row.year == 2024 else None
        if made is None:
            rows.append(row)
            continue
        body, address, reply = made
        rows.append(with_body(row, body))
        extra[address] = reply
    listed = Trs(county.face, [county.shelf(rows)])
    return Scenario(
        28,
        "reports as PDF, workbook, archive, Word file behind a program, PDF in a frame",
        (county.door(_Stored(listed, extra)),),
        (county.describe([county.column(listed.column_url(listed.shelves[0]))], "trs"),),
        Expected(county.found()),
    )


def _as_file(report: SpecimenReport, folder: str) -> tuple[str, str, Reply] | None:
    """(body of the article, address of the file, what answers there); `None` for agencies that paste their text."""
    title = report.title
    match report.agency.id:
        case "fgj":
            link = f'<p><a href="./P020250121.pdf" target="_blank">{title}.pdf</a></p>'
            return link, f"{folder}/P020250121.pdf", Reply(200, pdf_of(report), "application/pdf")
        case "jyj":
            link = f'<p>附件：<a href="./P020250122.xlsx">{title}</a></p>'
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            return link, f"{folder}/P020250122.xlsx", Reply(200, xlsx_of(report), kind)
        case "czj":
            packed = zip_of({f"{title}.docx": docx_of(report)})
            return (
                '<p><a href="./P020250123.zip">点击下载</a></p>',
                f"{folder}/P020250123.zip",
                Reply(200, packed, "application/zip"),
            )
        case "mzj":
            address = "/system/_content/download.jsp"
            link = f'<p><a href="{address}?urltype=news.DownloadAttachUrl&owner=1392481&wbfileid=77120">{title}.docx</a></p>'
            name = (
                "Content-Disposition",
                "attachment; filename=\"report.docx\"; filename*=UTF-8''%E5%B9%B4%E6%8A%A5.docx",
            )
            return link, address, Reply(200, docx_of(report), "application/octet-stream", (name,))
        case "zrzyj":
            frame = '<p><iframe src="./P020250125.pdf" width="100%" height="900"></iframe></p>'
            return frame, f"{folder}/P020250125.pdf", Reply(200, pdf_of(report), "application/pdf")
    return None


@dataclass(slots=True)
class _Stored:
    """A site with files beside its pages."""

    site: Site
    files: dict[str, Reply]

    def answer(self, asked: Asked) -> Reply:
        return self.files.get(asked.path) or self.site.answer(asked)
