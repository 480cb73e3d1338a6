"""Old Word and WPS files through LibreOffice. Skipped, loudly, where it is not installed (tools/system-needs.sh)."""

from __future__ import annotations

import http.server
import io
import os
import threading

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.document import Document, MediaType
from reports.errors import Damaged, NotReadable, ReadingError
from reports.formats import load, load_docs, sniff
from reports.formats.office import convert, find_soffice

needs_office = pytest.mark.skipif(
    find_soffice() is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
)
WORD_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "1", "11"], ["行政规范性文件", "8", "66"]]


def word_file(title: str = "某县2023年政府信息公开工作年度报告") -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(ROWS) + 1, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "第二十条第（一）项"
    for r, row in enumerate(ROWS, 1):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def binaries() -> list[bytes]:
    made = convert([(word_file(), "a"), (word_file("乙镇2023年报告"), "b")], ".docx", "doc:MS Word 97")
    assert all(isinstance(one, bytes) for one in made), made
    return [one for one in made if isinstance(one, bytes)]


@needs_office
def test_a_batch_of_old_word_files_is_read_with_its_merged_cells(binaries: list[bytes]) -> None:
    assert [sniff(data, name) for data, name in zip(binaries, ("a.doc", "b.wps"), strict=True)] == [
        MediaType.DOC,
        MediaType.WPS,
    ]
    broken = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"WordDocument" * 99, "broken.doc")
    first, second, third = load_docs([(binaries[0], "a.doc"), (binaries[1], "b.wps"), broken])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.media_type, second.media_type) == (MediaType.DOC, MediaType.WPS)
    (grid,) = first.grids
    assert [[c.text if c else None for c in row] for row in grid.rows] == [["第二十条第（一）项"] * 3, *ROWS]
    assert next(second.paragraphs).text == "乙镇2023年报告"
    assert isinstance(third, ReadingError), "one broken file must not take the batch with it"


def with_linked_picture(address: str) -> bytes:
    """A Word file whose picture is to be fetched when it is opened."""
    document = docx.Document()
    document.add_paragraph("正文")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relation = document.part.relate_to(address, kind, is_external=True)
    spaces = nsdecls("w", "wp", "a", "pic", "r")
    picture = (
        f'<w:p {spaces}><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:link="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    document.element.body.insert(1, parse_xml(picture))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@needs_office
def test_converting_fetches_nothing_from_the_network() -> None:
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET
        do_OPTIONS = do_GET

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/picture.png"
        (made,) = convert([(with_linked_picture(address), "page.docx")], ".docx", "doc:MS Word 97")
    finally:
        server.shutdown()
        server.server_close()
    assert isinstance(made, bytes)
    assert asked == []


RICH = (
    ("{\\field{\\*\\fldinst =SUM(ABOVE)}{\\fldrslt 7}}", "7"),
    ("{\\field\\flddirty{\\*\\fldinst{\\rtlch\\fcs1 \\insrsid1 =1+1}}{\\fldrslt{\\insrsid1 7}}}", "7"),
    ("{\\field{\\*\\fldinst =SUM(ABOVE)}}", "\ufffd"),
    ("{\\field{\\*\\fldinst EQ \\\\f(1,2)}{\\fldrslt }}", "\ufffd"),
    ("{\\field{\\*\\fldinst DATE}{\\fldrslt 7}}", "\ufffd"),
    ("{\\deleted 9}{\\revised 7}", "7"),
    ("{\\v 9}7", "7"),
    ("\\'d2\\'bb\\uc1\\u20108?", "一二"),
)


@needs_office
def test_rich_text_says_what_was_stored_and_not_what_a_converter_works_out() -> None:
    """LibreOffice works formulas out anew, without their table, and puts the day of the conversion for a date."""
    rows = "".join(
        f"{{\\trowd\\cellx900\\cellx1800\\pard\\intbl {text}\\cell\\pard\\intbl 4\\cell\\row}}"
        for text, _ in RICH
    )
    data = f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fcharset134 SimSun;}}}}{rows}\\pard x\\par}}".encode()
    (grid,) = load(data, MediaType.RTF, "x.rtf").grids
    assert [row[0].text for row in grid.rows if row[0]] == [shown for _, shown in RICH]


@needs_office
def test_a_broken_old_word_file_is_named_as_damaged() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)
    with pytest.raises(Damaged, match=r"broken\.doc"):
        load(data, MediaType.DOC, "broken.doc")


def test_without_libreoffice_an_old_word_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotReadable, match=r"old\.doc.*LibreOffice") as refusal:
        load(WORD_HEAD + bytes(3000), MediaType.DOC, "old.doc")
    assert "libreoffice-writer-nogui" in refusal.value.chinese
