"""docx: what Word shows is what is read; what Word hides is not."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.document import Document, Grid, MediaType
from reports.errors import Damaged, TooMuch
from reports.formats import load, sniff

W = nsdecls("w")
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def made(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Document:
    assert sniff(data, "x.html") is MediaType.DOCX
    return load(data, MediaType.DOCX, "report.docx")


def with_body(xml: str) -> Document:
    def build(document: docx.document.Document) -> None:
        document.element.body.insert(0, parse_xml(f"<w:sdt {W}><w:sdtContent>{xml}</w:sdtContent></w:sdt>"))

    return read(made(build))


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def texts(grid: Grid) -> list[list[str | None]]:
    return [[c.text if c else None for c in row] for row in grid.rows]


def only_grid(document: Document) -> Grid:
    (grid,) = document.grids
    return grid


@pytest.mark.parametrize(
    ("hidden", "unread"),
    [
        ("六、其他需要报告的事项", 1),
        ("一、本年新收政府信息公开申请数量", 1),
        ("本机关没有其他需要报告的事项。", 1),
        ("第3页", 0),
        ("其他", 0),
    ],
)
def test_what_is_hidden_is_not_called_missing(hidden: str, unread: int) -> None:
    document = with_body(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r></w:p>")
    assert not document.blocks
    assert len(document.unread) == unread


def _note(kind: str, words: str) -> Callable[[docx.document.Document], object]:
    """A part of this kind with these words, as Word names it of its body."""
    xml = f"<w:{kind}s {W}><w:{kind} w:id='2'><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"

    def build(document: docx.document.Document) -> None:
        name = PackURI(f"/word/{kind}s.xml")
        part = Part(name, CONTENT.format(kind=kind), xml.encode(), document.part.package)
        document.part.relate_to(part, f"{RELATION}/{kind}s")

    return build


def _page_head(words: str) -> Callable[[docx.document.Document], object]:
    return lambda document: document.sections[0].header.paragraphs[0].add_run(words)


def _page_foot(words: str) -> Callable[[docx.document.Document], object]:
    return lambda document: document.sections[0].footer.paragraphs[0].add_run(words)


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ("六、其他需要报告的事项", 1),
        ("本机关没有其他需要报告的事项。", 1),
        ("青溪县教育局2023年政府信息公开工作年度报告", 0),
        ("- 3 -", 0),
    ],
)
@pytest.mark.parametrize(
    "beside",
    [
        _page_head,
        _page_foot,
        partial(_note, "footnote"),
        partial(_note, "endnote"),
        partial(_note, "comment"),
    ],
)
def test_what_stands_beside_the_body_is_not_called_missing(
    beside: Callable[[str], Callable[[docx.document.Document], object]], words: str, unread: int
) -> None:
    document = read(made(beside(words)))
    assert not document.blocks
    assert len(document.unread) == unread


def test_merged_cells_cover_every_position_they_cover_in_print() -> None:
    def build(document: docx.document.Document) -> None:
        grid = document.add_table(3, 4)
        for r in range(3):
            for c in range(4):
                grid.cell(r, c).text = f"{r}{c}"
        for c in (grid.cell(0, 0), grid.cell(1, 1)):
            c.text = "合"
        grid.cell(1, 0).text = ""
        grid.cell(0, 0).merge(grid.cell(1, 0))
        for c in range(2, 4):
            grid.cell(1, c).text = ""
        grid.cell(1, 1).merge(grid.cell(1, 3))

    grid = only_grid(read(made(build)))
    assert texts(grid) == [["合", "01", "02", "03"], ["合", "合", "合", "合"], ["20", "21", "22", "23"]]
    assert grid.rows[0][0] is grid.rows[1][0]
    assert grid.rows[1][1] is grid.rows[1][3]
    assert grid.rows[0][0] is not grid.rows[1][1]
    assert [(c, x.row_span, x.column_span) for c, x in grid.own_cells(1)] == [(1, 1, 3)]


def test_a_tracked_deletion_is_not_read_and_a_tracked_insertion_is() -> None:
    deleted = '<w:del w:id="1" w:author="某人"><w:r><w:delText>9</w:delText></w:r></w:del>'
    inserted = '<w:ins w:id="2" w:author="某人"><w:r><w:t>7</w:t></w:r></w:ins>'
    row = f"<w:tc><w:tcPr/><w:p>{deleted}{inserted}</w:p></w:tc>" + cell("2")
    gone = '<w:trPr><w:del w:id="3" w:author="某人"/></w:trPr>' + cell("旧") + cell("3")
    document = with_body(table(row, gone))
    assert texts(only_grid(document)) == [["7", "2"]]
    assert "某人" not in repr(document)


def test_hidden_text_is_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>5</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>3</w:t></w:r>'
    assert texts(only_grid(with_body(table(f"<w:tc><w:p>{hidden}{shown}</w:p></w:tc>")))) == [["3"]]


def test_a_number_in_a_nested_table_does_not_leave_its_cell_blank() -> None:
    inner = table(cell("61"))
    outer = table(cell("商业企业") + f"<w:tc><w:tcPr/>{inner}<w:p/></w:tc>")
    assert texts(only_grid(with_body(outer))) == [["商业企业", "61"]]


def test_a_frame_of_one_cell_around_the_page_is_not_a_table() -> None:
    inner = table(cell("规章") + cell("1"), cell("规范性文件") + cell("8"))
    frame = table(f"<w:tc><w:tcPr/><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>{inner}<w:p/></w:tc>")
    document = with_body(frame)
    assert [p.text for p in document.paragraphs] == ["一、总体情况"]
    assert texts(only_grid(document)) == [["规章", "1"], ["规范性文件", "8"]]


def test_a_report_in_a_frame_beside_a_menu_within_another_frame_is_not_one_long_cell() -> None:
    one, other = table(cell("规章") + cell("1")), table(cell("行政许可") + cell("8"))
    passage = "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>"
    article = table(f"<w:tc><w:tcPr/>{passage}{one}<w:p/>{other}<w:p/></w:tc>")
    columns = table(cell("栏目") + f"<w:tc><w:tcPr/>{article}<w:p/></w:tc>")
    document = with_body(table(f"<w:tc><w:tcPr/>{columns}<w:p/></w:tc>"))
    assert [p.text for p in document.paragraphs] == ["栏目", "一、总体情况"]
    assert [texts(grid) for grid in document.grids] == [[["规章", "1"]], [["行政许可", "8"]]]


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>盒中文字</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = with_body(f"<w:p><w:r>{both}</w:r></w:p>")
    assert [p.text for p in document.paragraphs] == ["盒中文字"]


def test_a_row_that_begins_late_is_not_shifted_left() -> None:
    late = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("2")
    assert texts(only_grid(with_body(table(cell("a") + cell("b"), late)))) == [["a", "b"], [None, "2"]]


def test_headings_and_metadata_dates_come_out_and_the_author_does_not() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_heading("一、总体情况", 2)
        document.add_paragraph("正文")
        document.core_properties.author = "张某某"
        document.core_properties.last_modified_by = "李某某"
        document.core_properties.title = "某县2023年政府信息公开工作年度报告"
        document.core_properties.created = datetime(2024, 1, 25, 20, 0, tzinfo=UTC)

    document = read(made(build))
    first, second = document.paragraphs
    assert (first.text, first.heading, second.heading) == ("一、总体情况", 2, None)
    assert "2024-01-26" in {date.date for date in document.dates}, "20:00 UTC is the next day in China"
    assert document.titles == ("某县2023年政府信息公开工作年度报告",)
    assert "某某" not in repr(document)


def test_a_large_picture_is_named_for_it_may_be_a_table() -> None:
    def build(document: docx.document.Document) -> None:
        noise = random.Random(1).randbytes(60_000)
        rows = b"".join(b"\x00" + noise[i : i + 600] for i in range(0, 60_000, 600))
        document.add_picture(io.BytesIO(png(200, 100, rows)))
        document.add_picture(io.BytesIO(png(1, 1, bytes(4))))

    assert len(read(made(build)).pictures) == 1


def png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _repacked(data: bytes, **replaced: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(
                entry.filename,
                replaced.get(entry.filename.replace("/", "_").replace(".", "_"), old.read(entry)),
            )
    return stream.getvalue()


EMPTY = made(lambda document: None)


def test_an_entity_is_never_expanded(tmp_path: object) -> None:
    secret = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w>&a;</w>'
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w>&b;</w>'
    wide = (
        b"\xff\xfe"
        + '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w [<!ENTITY a "ha">]><w>&a;</w>'.encode(
            "utf-16-le"
        )
    )
    for body in (secret, laughs, wide, b" " * 100_000 + secret):
        with pytest.raises(TooMuch):
            load(_repacked(EMPTY, word_document_xml=body), MediaType.DOCX, "bomb.docx")


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _repacked(EMPTY, word_document_xml=b"<w>" + b" " * 60_000_000 + b"</w>")
    assert len(bomb) < 200_000
    with pytest.raises(TooMuch, match="decompression bomb"):
        load(bomb, MediaType.DOCX, "bomb.docx")


def test_deep_nesting_is_refused() -> None:
    deep = with_nested(2_000)
    with pytest.raises(TooMuch):
        load(deep, MediaType.DOCX, "deep.docx")


def with_nested(depth: int) -> bytes:
    opened = "<w:tbl><w:tr><w:tc>" * depth
    closed = "<w:p/></w:tc></w:tr></w:tbl>" * depth
    return _repacked(
        EMPTY, word_document_xml=f"<w:document {W}><w:body>{opened}{closed}</w:body></w:document>".encode()
    )


def test_a_table_of_absurd_width_is_refused() -> None:
    rows = table(cell("1", '<w:gridSpan w:val="90000"/>'))
    body = f"<w:document {W}><w:body>{rows}</w:body></w:document>".encode()
    with pytest.raises(TooMuch):
        load(_repacked(EMPTY, word_document_xml=body), MediaType.DOCX, "wide.docx")


@pytest.mark.parametrize("cut", [10, 400, 4000, -30])
def test_a_file_cut_short_says_so(cut: int) -> None:
    data = made(lambda document: document.add_paragraph("正文" * 50))[:cut]
    with pytest.raises(Damaged) as refusal:
        load(data, MediaType.DOCX, "cut.docx")
    assert "cut.docx" in str(refusal.value)
    assert refusal.value.chinese.startswith("cut.docx：")


def test_an_encrypted_document_says_so() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + "EncryptedPackage\0".encode("utf-16-le")
        + bytes(600)
    )
    assert sniff(data, "a.docx") is MediaType.DOCX
    with pytest.raises(Damaged, match="encrypted"):
        load(data, MediaType.DOCX, "a.docx")


spans = st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=5), min_size=1, max_size=5)


@settings(deadline=None)
@given(spans)
def test_the_grid_always_knows_where_a_cell_stands(widths: list[list[int]]) -> None:
    rows = [
        "".join(cell(f"{r}.{i}", f'<w:gridSpan w:val="{w}"/>') for i, w in enumerate(row))
        for r, row in enumerate(widths)
    ]
    body = f"<w:document {W}><w:body>{table(*rows)}</w:body></w:document>".encode()
    grid = only_grid(load(_repacked(EMPTY, word_document_xml=body), MediaType.DOCX, "x.docx"))
    for r, row in enumerate(widths):
        column = 0
        for i, width in enumerate(row):
            found = {grid.rows[r][c].text for c in range(column, column + width) if grid.rows[r][c]}  # type: ignore[union-attr]  # the cell is there: the condition asks
            assert found == {f"{r}.{i}"}
            column += width
        assert all(c is None for c in grid.rows[r][column:])
