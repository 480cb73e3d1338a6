"""Packages by content, wherever their parts stand; archives of every kind; kinds that are refused, by their own name."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

import reports
from benchmarks.reading import render_pdf
from benchmarks.reading.render_common import sample
from benchmarks.reading.render_word import Word, paragraph, run
from reports.document import MediaType
from reports.errors import Damaged, NotReadable, ReadingError, TooMuch
from reports.formats import sniff

REPORT = sample(11)
PAGE = render_pdf.html(REPORT, "ruled").encode()
HIDDEN = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'


def zipped(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def tarred(members: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def is_whole(report: reports.AnnualReport) -> bool:
    found = {address: str(cell.value) for address, cell in report.cells.items() if cell.value is not None}
    return found == REPORT.cells


def main_elsewhere(word: Word) -> None:
    word.main = "main.xml"


def styles_elsewhere(word: Word) -> None:
    word.main, word.styles_part, word.styles = "word/document2.xml", "x/looks.xml", HIDDEN
    word.cells = {
        address: paragraph(run("7", '<w:rStyle w:val="Gone"/>') + run(text))
        for address, text in REPORT.cells.items()
    }


def one_chunk(word: Word) -> None:
    word.parts, word.relations = {"word/chunk.htm": PAGE}, [("rId9", "aFChunk", "chunk.htm")]
    word.body = lambda _: '<w:altChunk r:id="rId9"/>'


def two_columns(word: Word) -> None:
    menu = f"<w:tc><w:tcPr/>{paragraph(run('栏目'))}</w:tc>"
    word.body = lambda body: f"<w:tbl><w:tr>{menu}<w:tc><w:tcPr/>{body}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize("change", [main_elsewhere, styles_elsewhere, one_chunk, two_columns])
def test_a_docx_is_read_whole_however_it_is_put_together(change: Callable[[Word], None]) -> None:
    word = Word(REPORT)
    change(word)
    assert is_whole(reports.read(word.saved(), "x.docx"))


def test_a_package_written_with_backslashes_is_read() -> None:
    members = {name.replace("/", "\\"): data for name, data in Word(REPORT).members().items()}
    assert is_whole(reports.read(zipped(members), "x.docx"))


@pytest.mark.parametrize(
    "stand_in",
    [
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12" r:id="rIdX"/></w:object></w:r>',
        '<w:r><w:drawing><a:blip r:embed="rIdE"/></w:drawing></w:r>',
        '<w:r><w:drawing><a:blip r:link="rIdE"/></w:drawing></w:r>',
    ],
)
def test_a_table_that_stands_in_an_embedded_file_or_a_drawing_is_not_called_absent(stand_in: str) -> None:
    word = Word(REPORT, relations=[("rIdE", "image", "media/image1.emf")])
    word.parts = {"word/media/image1.emf": b"\x01\0\0\0" + bytes(9000)}
    word.table = lambda section, table: paragraph(stand_in) if section == "applications" else table
    cells = reports.read(word.saved(), "x.docx").cells
    states = {str(cell.state) for address, cell in cells.items() if address.startswith("applications.")}
    assert states == {"unreadable"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(PAGE), MediaType.GZIP),
        (tarred({"附件/说明.txt": b"x", "附件/年报.html": PAGE}), MediaType.TAR),
        (tarred({"附件/年报.html": PAGE}, "gb18030"), MediaType.TAR),
        (gzip.compress(tarred({"a/年报.docx": Word(REPORT).saved()})), MediaType.GZIP),
        (zipped({"各单位.tar.gz": gzip.compress(tarred({"年报.html": PAGE}))}), MediaType.ZIP),
    ],
)
def test_a_report_in_any_archive_is_read(data: bytes, kind: MediaType) -> None:
    assert sniff(data, "x.doc") is kind
    assert is_whole(reports.read(data, "各单位年报.gz"))


BOMB = gzip.compress(bytes(130 * 1024 * 1024), 1)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (BOMB, TooMuch),
        (gzip.compress(gzip.compress(gzip.compress(PAGE))), TooMuch),
        (gzip.compress(PAGE)[:-20], Damaged),
        (tarred({"年报.html": PAGE})[:3000], Damaged),
        (tarred({"../../年报.html": PAGE}), Damaged),
        (tarred({f"{n}.png": b"" for n in range(2001)}), TooMuch),
    ],
)
def test_a_broken_or_hostile_archive_is_refused(data: bytes, error: type[ReadingError]) -> None:
    with pytest.raises(error):
        reports.read(data, "x.gz")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xfd7zXZ\x00" + bytes(40), "XZ"),
        (b"MSCF" + bytes(40), "CAB"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": PAGE}), "ODF"),
        (zipped({"[Content_Types].xml": b"<Types/>", "ppt/slides/slide1.xml": PAGE}), "Office"),
        (
            b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">',
            "XML",
        ),
        (
            b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n<Workbook'
            b' xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/>',
            "Excel 2003",
        ),
    ],
)
def test_a_kind_that_is_not_read_is_refused_by_its_name(data: bytes, name: str) -> None:
    with pytest.raises(NotReadable) as refusal:
        reports.read(data, "年报.doc")
    assert name in refusal.value.chinese


def test_names_in_utf_8_that_do_not_say_so_are_understood() -> None:
    """As archivers of macOS and Linux write them."""
    data = bytearray(zipped({"甲.html": b"<p>x</p>", "年度报告.html": PAGE}))
    for at in (i for i in range(len(data)) if bytes(data[i : i + 4]) in (b"PK\x01\x02", b"PK\x03\x04")):
        data[at + (9 if data[at + 2] == 1 else 7)] &= ~0x08
    assert is_whole(reports.read(bytes(data), "x.zip"))
