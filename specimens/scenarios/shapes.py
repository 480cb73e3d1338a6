"""Scenario 9: reports in other shapes than one page of text: the column itself, a file, a picture, several pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from specimens.attachments import docx_of
from specimens.families import HanwebJpage, Posting, Shelf, Trs
from specimens.report import SpecimenReport
from specimens.scenarios.county import County, with_body
from specimens.scenarios.values import Expected, Scenario
from specimens.web import Asked, Reply, Site, page


def report_of(county: County, agency: str, year: int) -> SpecimenReport:
    return next(one for one in county.reports if (one.agency.id, one.year) == (agency, year))


class _ColumnIsReport(HanwebJpage):
    """The column's address shows the newest report itself (舟山)."""

    def _column(self, shelf: Shelf) -> Reply:
        return self._article(shelf, shelf.postings[0])


@dataclass(slots=True)
class Files:
    """A site with some files beside its pages."""

    site: Site
    files: dict[str, Reply]

    def answer(self, asked: Asked) -> Reply:
        return self.files.get(asked.path) or self.site.answer(asked)


def shapes(_: Path) -> Scenario:
    """9: the column is the report; a report only as a Word file, only as a picture, split over two pages."""
    single = County(9, "a", "海门角县", bureaus=1, townships=0)
    odd = County(9, "b", "栗坪县", bureaus=6, townships=2)
    columns = [
        single.shelf([row], number=700 + index)
        for index, row in enumerate(single.postings([2024]))
    ]  # fmt: skip
    single_site = _ColumnIsReport(single.face, columns)
    rows, files = _odd_rows(odd)
    odd_site = Trs(odd.face, [odd.shelf(rows)])
    return Scenario(
        9,
        "the column is the report; reports as a Word file, as a picture, split over pages",
        (single.door(single_site), odd.door(Files(odd_site, files))),
        (
            single.describe(
                [single.column(f"http://{single.host}/col/col{{agency.slug}}/index.html", scope="agency")],
                "hanweb_jpage",
                roster={
                    one.id: {"slug": str(shelf.number), "expected": {"since": 2024}}
                    for one in single.agencies
                    for shelf in columns
                    if shelf.postings[0].agency == one.name
                },
            ),
            odd.describe([odd.column(odd_site.column_url(odd_site.shelves[0]))], "trs"),
        ),
        Expected(
            odd.found() | frozenset(one for one in single.found() if one.year == 2024),
            arguable=frozenset(one for one in single.found() if one.year == 2023),
        ),
    )


def _odd_rows(odd: County) -> tuple[list[Posting], dict[str, Reply]]:
    """The county's postings, those of three bureaus in odd shapes, and the files these need."""
    rows = list(odd.postings())
    files: dict[str, Reply] = {}
    for index, row in enumerate(rows):
        if row.year != 2024:
            continue
        if row.source.endswith("财政局"):
            name = "P020250120388412345678.docx"
            body = docx_of(report_of(odd, "czj", 2024))
            folder = f"/zwgk/zfxxgknb/{row.stamp:%Y%m}/"
            files[folder + name] = Reply(
                200, body, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            )
            rows[index] = with_body(row, f'<p><a href="./{name}" OLDSRC="{name}">{row.title}.docx</a></p>')
        elif row.source.endswith("民政局"):
            rows[index] = with_body(
                row, '<p align="center"><img src="./W020250120388412399999.jpg" alt="" /></p>'
            )
        elif row.source.endswith("教育局"):
            rows[index], more = _split(odd, row)
            files |= more
    return rows, files


def _split(county: County, row: Posting) -> tuple[Posting, dict[str, Reply]]:
    """The first page holds the text up to section three, ``…_1.html`` the rest; the pager is in script."""
    first, mark, rest = row.content().partition("四、政府信息公开行政复议")
    cut = first.rfind("<p")
    site = Trs(county.face, [county.shelf([row])])
    path = site.article_path(site.shelves[0], row)
    pager = "<script>createPageHTML(2, {n}, '{name}', 'html');</script>"
    name = path.rpartition("/")[2].removesuffix(".html")
    second_body = first[cut:] + mark + rest + pager.format(n=1, name=name)
    second = site.article_html(site.shelves[0], row, second_body)
    front = with_body(row, first[:cut] + pager.format(n=0, name=name))
    return front, {path.removesuffix(".html") + "_1.html": page(second, row.stamp)}
