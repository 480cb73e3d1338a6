"""OFD (GB/T 33190-2016) as people see it: every letter where it stands, what is hidden not read, what cannot be known not known."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from pathlib import Path

import pytest

import reports
from benchmarks.reading.render_common import sample
from benchmarks.reading.render_ofd import Manner, converted
from reports.document import Document, Grid, MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import load, sniff
from reports.formats.ofd.reader import load_ofd
from tests.reports.formats.ofd_maker import COLUMN, LEFT, ROW, TOP, box, image, ofd, place, table, text
from tests.reports.formats.pdf_report import report_pdf
from tests.reports.formats.test_packed import zipped

UNKNOWN = "\ufffd"
ROWS = [["项目", "3001", "53"], ["另一项", "34", ""], ["合计", "3035", "53"]]
EMPTY = [["项目", "", "53"], *ROWS[1:]]
JPEG = b"\xff\xd8\xff\xe0" + bytes(600)
SHARED = Path(__file__).resolve().parents[3] / "../shared/reports"


def rows(document: Document) -> list[list[str]]:
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return [["" if cell is None else cell.text for cell in row] for row in grid.rows]


def first(objects: str) -> str:
    """What is read where the table of `ROWS` shows 3001."""
    return rows(load_ofd(ofd(objects), "a.ofd"))[0][1]


MANNERS = {
    "as it is": Manner(),
    **{each.name: replace(Manner(), **{each.name: not each.default}) for each in fields(Manner)},
    "all at once": Manner(*[True] * len(fields(Manner))),
}


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_no_cell_is_lost_or_changed_whatever_way_a_converter_writes(form: str, manner: Manner) -> None:
    printed = sample(17, form)
    read = reports.read(converted(report_pdf(printed), manner), "年报.ofd")
    assert read.kind is reports.ReportKind.ANNUAL_REPORT
    assert {address: read.cell(address).raw for address in printed.cells} == printed.cells


@pytest.mark.real_reports
@pytest.mark.skipif(
    not (SHARED / "huaian-2024.pdf").exists(), reason="../shared/reports is not beside this checkout"
)
def test_a_real_report_says_the_same_as_an_ofd() -> None:
    data = (SHARED / "huaian-2024.pdf").read_bytes()
    pdf, made = reports.read(data, "a.pdf"), reports.read(converted(data), "a.ofd")
    assert {a: (c.state, c.value) for a, c in made.cells.items()} == {
        a: (c.state, c.value) for a, c in pdf.cells.items()
    }
    assert (made.title, made.agency, made.year, made.period) == (pdf.title, pdf.agency, pdf.year, pdf.period)
    assert made.sections.keys() == pdf.sections.keys()
    assert all(section.present for section in made.sections.values())


def test_it_is_told_by_what_it_holds_and_read_out_of_an_archive() -> None:
    data = ofd(table(ROWS))
    assert sniff(data, "年报.doc") is MediaType.OFD
    assert sniff(data[:200], "年报.doc") is MediaType.OFD
    assert rows(load(data, MediaType.OFD, "年报.doc")) == ROWS
    printed = sample(17, "2021")
    inner = converted(report_pdf(printed))
    assert (
        reports.read(zipped({"年报.ofd": inner}), "年报.zip").cell("applications.new_received.total").value
        is not None
    )


@pytest.mark.parametrize(
    "hidden",
    [
        text(*place(0, 1), "77", fill="255 255 255"),
        text(*place(0, 1), "77", fill="#FF #FF #FF"),
        text(*place(0, 1), "77", more='Alpha="10"'),
        text(*place(0, 1), "77", more='Visible="false"'),
        text(*place(0, 1), "77", more='Fill="false"'),
        f'<ofd:PageBlock ID="1">{text(*place(0, 1), "77", fill="255 255 255")}</ofd:PageBlock>',
        text(*place(0, 1), "77", fill="").replace(
            "<ofd:TextCode", '<ofd:FillColor Value="0 0 0" Alpha="0"/><ofd:TextCode'
        ),
    ],
)
def test_a_figure_that_nobody_sees_is_not_read(hidden: str) -> None:
    assert first(table(EMPTY) + hidden) == ""


@pytest.mark.parametrize(("words", "unread"), [("六、其他需要报告的事项", [1]), ("首页", [])])
@pytest.mark.parametrize("ground", ["", box(10, 30, 190, 50, fill="210 220 240")])
def test_words_that_nobody_sees_or_can_tell_are_not_missing(
    ground: str, words: str, unread: list[int]
) -> None:
    hidden = ground + text(20, 40, words, fill="255 255 255")
    document = load(ofd(table(ROWS) + hidden), MediaType.OFD, "a.ofd")
    assert [place.page for place in document.unread] == unread
    assert rows(document) == ROWS


def test_a_white_figure_on_a_dark_cell_is_read() -> None:
    dark = box(LEFT + COLUMN, TOP, LEFT + 2 * COLUMN, TOP + ROW, fill="20 40 90")
    assert first(dark + table(EMPTY) + text(*place(0, 1), "77", fill="255 255 255")) == "77"


@pytest.mark.parametrize("ground", ["215 215 215", "unknown"])
def test_a_white_figure_that_may_or_may_not_be_seen_is_unknown(ground: str) -> None:
    grey = box(LEFT + COLUMN, TOP, LEFT + 2 * COLUMN, TOP + ROW, fill=ground)
    assert first(grey + table(EMPTY) + text(*place(0, 1), "77", fill="255 255 255")) == UNKNOWN * 2


@pytest.mark.parametrize("over", [box(52, 61, 78, 67, fill="255 255 255"), image(52, 61, 26, 6)])
def test_a_figure_that_something_was_laid_over_is_unknown(over: str) -> None:
    data = ofd(table(ROWS) + over, media={7: "a.jpg"}, files={"Doc_0/Res/a.jpg": JPEG})
    assert rows(load_ofd(data, "a.ofd"))[0][1].strip(UNKNOWN) == ""
    assert rows(load_ofd(data, "a.ofd"))[0][1] != ""


def test_a_ground_beneath_the_figures_and_a_clear_one_above_hide_nothing() -> None:
    under = box(LEFT, TOP, LEFT + 3 * COLUMN, TOP + 3 * ROW, fill="220 230 255")
    over = box(LEFT, TOP, LEFT + 3 * COLUMN, TOP + 3 * ROW, fill="255 255 0", alpha=60)
    assert rows(load_ofd(ofd(under + table(ROWS) + over), "a.ofd")) == ROWS


@pytest.mark.parametrize(
    "unknown",
    [
        text(*place(0, 1), "\xa4\xa4"),
        text(*place(0, 1), "77").replace('Size="4.0"', ""),
        text(*place(0, 1), "77").replace('Value="0 0 0"', 'Index="3"'),
        text(*place(0, 1), "77") + text(*place(0, 1), "15"),
    ],
    ids=["glyphs without characters", "no size", "a colour of a palette", "two upon each other"],
)
def test_a_figure_that_cannot_be_known_is_no_figure(unknown: str) -> None:
    assert first(table(EMPTY) + unknown).strip(UNKNOWN) == ""
    assert first(table(EMPTY) + unknown) != ""


def test_a_file_none_of_whose_letters_are_known_is_not_called_something_else() -> None:
    data = converted(report_pdf(sample(17, "2021")))
    lost = zipped({name: part.replace(b" Size=", b" size=") for name, part in _parts(data).items()})
    read = reports.read(lost, "年报.ofd")
    assert read.kind is reports.ReportKind.UNSURE
    assert not any(cell.state is reports.CellState.NUMBER for cell in read.cells.values())


def _parts(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    ("words", "step", "read"),
    [("3001", 2.0, "3001"), ("3001", 2.3, "3001"), ("3001", 3.2, "3001"), ("30 01", None, "30 01")],
    ids=["close", "wide type", "spread", "two figures"],
)
def test_a_figure_is_one_however_it_is_spread_and_two_are_two(
    words: str, step: float | None, read: str
) -> None:
    assert first(table(EMPTY) + text(*place(0, 1), words, step=step)) == read


def test_offsets_that_are_written_once_for_many_are_many() -> None:
    repeated = text(*place(0, 1), "3001").replace('DeltaX="2.0 2.0 2.0"', 'DeltaX="g 2 2.0 2.0"')
    assert first(table(EMPTY) + repeated) == "3001"


def test_what_stands_in_a_template_is_part_of_the_page() -> None:
    assert rows(load_ofd(ofd(text(*place(1, 2), "7"), templates={5: table(ROWS)}), "a.ofd"))[1] == [
        "另一项",
        "34",
        "7",
    ]


def test_what_stands_in_a_composite_object_is_read_where_it_is_put() -> None:
    put = '<ofd:CompositeObject ID="6" ResourceID="8" Boundary="30 0 210 297"/>'
    data = ofd(table(EMPTY) + put, composites={8: text(*place(0, 0), "77")})
    assert rows(load_ofd(data, "a.ofd"))[0][1] == "77"


def test_a_table_that_is_laid_sideways_is_read() -> None:
    """Turned clockwise about the middle of the page's width."""
    sideways = f'<ofd:CompositeObject ID="6" ResourceID="8" Boundary="{_PAGE}" CTM="0 1 -1 0 210 0"/>'
    data = ofd(sideways, composites={8: table(ROWS)})
    assert rows(load_ofd(data, "a.ofd")) == ROWS


_PAGE = "0 0 210 297"


def test_a_watermark_is_no_word_of_the_report() -> None:
    slant = f"{math.cos(0.7)} {-math.sin(0.7)} {math.sin(0.7)} {math.cos(0.7)} 0 0"
    mark = text(10, 140, "内部资料2023", size=20, fill="200 200 200", more=f'CTM="{slant}"')
    document = load_ofd(ofd(table(ROWS) + mark), "a.ofd")
    assert rows(document) == ROWS
    assert not list(document.paragraphs)


@pytest.mark.parametrize(("kind", "read"), [("Watermark", ""), ("Link", ""), ("Path", "77")])
def test_what_is_laid_over_a_page_is_read_where_it_says_something(kind: str, read: str) -> None:
    """Annotations (§15): `Appearance` is a page block with a boundary of its own."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    look = f'<ofd:Appearance Boundary="{LEFT + COLUMN} {TOP} 30 8">{text(2, 5.5, "77")}</ofd:Appearance>'
    files = {
        "Doc_0/Annots.xml": f'<ofd:Annotations {space}><ofd:Page PageID="100"><ofd:FileLoc>A/1.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
        "Doc_0/A/1.xml": f'<ofd:PageAnnot {space}><ofd:Annot ID="3" Type="{kind}">{look}</ofd:Annot></ofd:PageAnnot>',
    }
    data = ofd(
        table(EMPTY),
        extra="<ofd:Annotations>Annots.xml</ofd:Annotations>",
        files={name: part.encode() for name, part in files.items()},
    )
    assert rows(load_ofd(data, "a.ofd"))[0][1] == read


def test_a_scanned_page_is_given_as_its_picture_and_a_lost_one_is_unread() -> None:
    page = image(0, 0, 210, 297)
    kept = load_ofd(ofd(page, media={7: "a.jpg"}, files={"Doc_0/Res/a.jpg": JPEG}), "a.ofd")
    assert [picture.data for picture in kept.pictures] == [JPEG]
    assert not kept.unread
    lost = load_ofd(ofd(page, media={7: "a.jpg"}), "a.ofd")
    assert not lost.pictures
    assert [place.page for place in lost.unread] == [1]


def test_words_beside_a_lost_picture_leave_its_place_unread() -> None:
    document = load_ofd(ofd(table(ROWS) + image(20, 120, 150, 80), media={}), "a.ofd")
    assert rows(document) == ROWS
    assert [place.rectangle is not None for place in document.unread] == [True]


def test_of_several_documents_in_one_file_the_others_are_unread() -> None:
    document = load_ofd(ofd(table(ROWS), bodies=2), "a.ofd")
    assert document.unread
    assert "several documents" in document.notes[0]


def test_the_particulars_say_title_and_dates_and_never_who_wrote_it() -> None:
    info = (
        "<ofd:Title>青溪县教育局2024年政府信息公开工作年度报告</ofd:Title><ofd:Author>张三</ofd:Author>"
        "<ofd:CreationDate>2025-01-15</ofd:CreationDate>"
    )
    document = load_ofd(ofd(table(ROWS), info=info), "a.ofd")
    assert document.titles == ("青溪县教育局2024年政府信息公开工作年度报告",)
    assert [(date.date, date.source) for date in document.dates] == [("2025-01-15", "file_metadata")]
    assert "张三" not in repr(document)


def test_a_page_that_is_lost_is_an_error_and_not_a_shorter_report() -> None:
    parts = _parts(ofd(table(ROWS), table(ROWS)))
    del parts["Doc_0/Pages/P1.xml"]
    with pytest.raises(Damaged):
        load(zipped(parts), MediaType.OFD, "a.ofd")


def test_an_encrypted_file_is_called_encrypted() -> None:
    with pytest.raises(Damaged, match="encrypted") as refusal:
        load(ofd(table(ROWS), files={"Encryptions.xml": b"<a/>"}), MediaType.OFD, "a.ofd")
    assert "加密" in refusal.value.chinese


def test_composites_that_multiply_end_in_a_refusal() -> None:
    def used(id: int) -> str:
        return f'<ofd:CompositeObject ID="6" ResourceID="{id}" Boundary="{_PAGE}"/>' * 12

    composites = {**{id: used(id + 1) for id in range(20, 27)}, 27: text(1, 1, "a")}
    with pytest.raises(TooMuch):
        load(ofd(used(20), composites=composites), MediaType.OFD, "a.ofd")


def test_a_composite_within_itself_ends() -> None:
    itself = f'<ofd:CompositeObject ID="6" ResourceID="8" Boundary="{_PAGE}"/>'
    assert rows(load_ofd(ofd(table(ROWS) + itself, composites={8: itself}), "a.ofd")) == ROWS


def test_more_pages_than_a_report_has_are_refused() -> None:
    with pytest.raises(TooMuch, match="201 pages"):
        load(ofd(*[""] * 201), MediaType.OFD, "a.ofd")


@pytest.mark.parametrize(
    "data", ["M 1", "M 1 x L 2 2", "L 3 3", "Z", "M 1 1 A 1 2 3", "M 1e999 0 L 5 5", "B 1 2 3 4 5 6"]
)
def test_a_path_that_is_none_spoils_nothing_else(data: str) -> None:
    odd = f'<ofd:PathObject ID="2" Boundary="{_PAGE}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
    assert rows(load_ofd(ofd(table(ROWS) + odd), "a.ofd")) == ROWS


def test_a_figure_that_is_struck_out_is_unknown() -> None:
    x, y = place(0, 1)
    stroke = (
        f'<ofd:PathObject ID="2" Boundary="{_PAGE}" LineWidth="0.3"><ofd:AbbreviatedData>M {x - 0.5} {y - 1.3} L {x + 8.5} {y - 1.3}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert first(table(ROWS) + stroke) == UNKNOWN * 4
