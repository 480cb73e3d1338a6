"""Tables shown as pictures: read where OCR may, named where it cannot, and never proof that something is absent."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from dataclasses import replace
from email.message import EmailMessage

import docx
import pytest

import reports
from reports.document import MediaType
from reports.errors import TooMuch
from reports.formats import READABLE, is_ocr_installed, sniff, unwrap
from reports.formats.pictures import bundled, declared_size, sheets_in, unbundled
from reports.model import CellState
from tests.reports.formats.pdf_maker import Page, grid, pdf

needs_ocr = pytest.mark.skipif(
    not is_ocr_installed(), reason="the extra ocr is not installed: pip install -e '.[ocr]'"
)
_FIGURES = ["3", "61", "0", "7", "418", "12", "501"]
_HEADS = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计".split()  # noqa: SIM905 # a row as it is printed
_TITLE = "清源县水利局2023年政府信息公开工作年度报告"


def _hollow(width: int, height: int) -> bytes:
    """A PNG that says its size and shows nothing."""
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IEND", b"")):
        made += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return made


@pytest.fixture(scope="module")
def table() -> bytes:
    """A row of table three, printed with rules, cut out of its page at 150 dpi: digits only, the label is in the page."""
    scan = pytest.importorskip("benchmarks.reading.render_scan")
    xs, ys = [40, 170, 220, 270, 320, 370, 420, 470, 540], [100, 126, 152, 178]
    rows = [["A", *_FIGURES], ["B", *_FIGURES], ["C", *_FIGURES]]
    cells = [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    (page,) = scan.pages_of(pdf(grid(Page(), xs, ys, cells)), 150)
    return bytes(scan.as_png(page[190:390, 60:1150]))


def _page(*images: str) -> bytes:
    drawn = "".join(f'<p><img src="{image}"></p>' for image in images)
    words = "<p>一、总体情况</p><p>概述。</p><p>二、主动公开政府信息情况</p>"
    return f"<html><body><div><h1>{_TITLE}</h1>{words}{drawn}<p>六、其他需要报告的事项</p></div></body></html>".encode()


def _data_uri(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


@needs_ocr
@pytest.mark.slow
def test_a_table_shown_as_a_picture_stands_where_the_picture_stood(table: bytes) -> None:
    document = reports.load(_page(_data_uri(table)), "x.html")
    (made,) = document.grids
    assert [cell.text for cell in made.rows[1] if cell][1:] == _FIGURES
    assert document.blocks.index(made) == 4
    assert document.meta["reading"] == "ocr"


def test_a_picture_that_was_fetched_is_looked_at_with_its_page() -> None:
    page = _page("../images/W020240101.png")
    (address,) = reports.read(page, "x.html").pictures
    after = reports.read(page, "x.html", pictures={address: b"no picture"})
    assert not after.pictures
    assert any(address in one.why and "not fetched" not in one.why for one in after.uncertain)


def test_a_picture_that_must_be_fetched_is_named_and_nothing_is_absent() -> None:
    report = reports.read(_page("/images/table.png"), "x.html")
    assert report.pictures == ("/images/table.png",)
    assert any("/images/table.png" in one.why for one in report.uncertain)
    assert {cell.state for cell in report.cells.values()} == {CellState.UNREADABLE}
    assert not any(section.certain for section in report.sections.values())


def test_a_picture_shown_when_it_is_scrolled_to_is_named_by_its_own_address() -> None:
    page = _page('data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-original="/images/table.png')
    assert reports.read(page, "x.html").pictures == ("/images/table.png",)


@pytest.mark.parametrize("body", ["%%%", "A" * 9_999, base64.b64encode(b"BM" + bytes(4_000)).decode()])
def test_a_picture_that_is_none_leaves_its_reason_and_no_cell_absent(body: str) -> None:
    report = reports.read(_page("data:image/png;base64," + body), "x.html")
    assert {cell.state for cell in report.cells.values()} == {CellState.UNREADABLE}
    assert any(one.why.startswith("not read: data:image/png") for one in report.uncertain)


@pytest.mark.parametrize(
    ("form", "options", "kind"),
    [
        ("GIF", {}, MediaType.GIF),
        ("BMP", {}, MediaType.BMP),
        ("WEBP", {}, MediaType.WEBP),
        ("WEBP", {"lossless": True}, MediaType.WEBP),
    ],
)
def test_every_kind_of_picture_that_portals_show_is_known_and_its_size_before_it_is_decoded(
    form: str, options: dict[str, bool], kind: MediaType
) -> None:
    pillow = pytest.importorskip("PIL.Image", reason="the extra ocr is not installed")
    stream = io.BytesIO()
    pillow.new("RGB", (321, 77)).save(stream, form, **options)
    assert sniff(stream.getvalue(), "x") is kind
    assert declared_size(stream.getvalue()) == (321, 77)
    assert kind in READABLE


def test_a_text_that_begins_with_the_letters_of_a_bitmap_is_none() -> None:
    text = "BM街道2023年政府信息公开工作年度报告".encode()
    assert sniff(text, "x.txt") is MediaType.TEXT


def test_a_large_picture_in_a_docx_leaves_nothing_absent() -> None:
    document = docx.Document()
    document.add_paragraph(_TITLE)
    document.add_picture(io.BytesIO(_hollow(320, 90)))
    stream = io.BytesIO()
    document.save(stream)
    made = reports.load(stream.getvalue(), "x.docx")
    assert [picture.after for picture in made.pictures] == [1]
    states = {cell.state for cell in reports.read(stream.getvalue(), "x.docx").cells.values()}
    assert states == {CellState.UNREADABLE}


@pytest.mark.parametrize("left", [b"", None])
def test_a_picture_that_its_docx_has_lost_leaves_nothing_absent(left: bytes | None) -> None:
    document = docx.Document()
    document.add_paragraph(_TITLE)
    document.add_picture(io.BytesIO(_hollow(320, 90)))
    whole, stream = io.BytesIO(), io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(stream, "w") as worn:
        for entry in package.infolist():
            data = left if "media/" in entry.filename else package.read(entry)
            if data is not None:
                worn.writestr(entry.filename, data)
    states = {cell.state for cell in reports.read(stream.getvalue(), "x.docx").cells.values()}
    assert states == {CellState.UNREADABLE}


def _saved(location: str, src: str, picture: bytes) -> bytes:
    message = EmailMessage()
    message.set_content(_page(src).decode(), subtype="html", cte="base64")
    message["Content-Location"] = "http://www.qingyuan.gov.cn/art/1/t1.html"
    message.add_related(picture, "image", "png", cid="<frame-7@saved>")
    part = list(message.iter_parts())[-1]
    part["Content-Location"] = location
    return message.as_bytes()


@pytest.mark.parametrize(
    "src", ["http://www.qingyuan.gov.cn/art/1/a.png", "/art/1/a.png", "a.png", "./a.png", "cid:frame-7@saved"]
)
def test_a_picture_saved_with_its_page_is_found_by_every_name_the_page_gives_it(src: str) -> None:
    data = _saved("http://www.qingyuan.gov.cn/art/1/a.png", src, b"picture")
    assert unwrap(data, sniff(data, "x.mht"), "x.mht").pictures[src] == b"picture"
    assert not reports.read(data, "x.mht").pictures


def _shown_in_turn(kind: str, levels: list[int]) -> bytes:
    """A file of pictures of 80 by 60 pixels that show one after another."""
    pillow = pytest.importorskip("PIL.Image")
    first, *rest = (pillow.new("L", (80, 60), level) for level in levels)
    made = io.BytesIO()
    first.save(made, kind, save_all=True, append_images=rest, **({"duration": 90} if kind != "tiff" else {}))
    return made.getvalue()


@pytest.mark.parametrize("kind", ["gif", "webp", "png", "tiff"])
def test_every_page_of_a_picture_that_shows_them_in_turn_is_seen(kind: str) -> None:
    """Only the first was decoded, and what stood on the others was called absent."""
    pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
    from reports.formats.scan.images import decode

    pages = decode(_shown_in_turn(kind, [250, 90, 10]), f"report.{kind}")
    assert [round(float(page.mean()), -1) for page in pages] == [250, 90, 10]


def test_a_picture_that_moves_is_refused_by_name_and_not_read_for_an_hour() -> None:
    pytest.importorskip("cv2", reason="the extra ocr is not installed: pip install -e '.[ocr]'")
    from reports.formats.scan.images import decode

    with pytest.raises(TooMuch, match="moving"):
        decode(_shown_in_turn("gif", [*range(10, 250, 10)]), "banner.gif")


def test_a_long_picture_and_a_tiff_are_given_the_time_of_their_pages() -> None:
    assert sheets_in(_hollow(1000, 1414), 20) == 1
    assert sheets_in(_hollow(1000, 7000), 20) == 5
    assert sheets_in(_hollow(1414, 1000), 20) == 1
    assert sheets_in(_hollow(100, 9000), 20) == 20
    assert sheets_in(_shown_in_turn("tiff", [1, 2, 3]), 20) == 3
    assert sheets_in(_shown_in_turn("tiff", [1, 2, 3])[:9], 20) == 1
    assert sheets_in(b"II*\0\x08\0\0\0\0\0\x08\0\0\0", 20) == 20, "a directory that is its own next one ends"


def test_pictures_are_bundled_and_unbundled_as_they_were() -> None:
    pictures = [b"", b"abc", bytes(300)]
    assert list(unbundled(bundled(pictures))) == pictures
    assert declared_size(_hollow(320, 90)) == (320, 90)


def test_an_empty_row_of_a_picture_may_be_what_a_page_break_left_and_is_not_called_blank() -> None:
    rows = {"（一）予以公开": [""] * 7, "1.属于国家秘密": ["1", "", "0", "0", "0", "0", "1"]}
    head = "".join(f"<td>{name}</td>" for name in ["", *_HEADS])
    body = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>"
        for label, figures in rows.items()
    )
    page = f"<h1>{_TITLE}</h1><p>三、收到和处理政府信息公开申请情况</p><table><tr>{head}</tr>{body}</table>"
    printed = reports.load(page.encode(), "x.html")
    scanned = replace(printed, media_type=reports.MediaType.PNG, meta={"reading": "ocr"})
    source = reports.read(page.encode(), "x.html").source
    states = {
        document.media_type: [
            reports.interpret(document, source).cells[f"applications.{cell}.business"].state
            for cell in ("granted", "denied_state_secret")
        ]
        for document in (printed, scanned)
    }
    assert states == {
        reports.MediaType.HTML: [CellState.BLANK, CellState.BLANK],
        reports.MediaType.PNG: [CellState.UNREADABLE, CellState.BLANK],
    }
