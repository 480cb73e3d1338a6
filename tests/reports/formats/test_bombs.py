"""Small files that would take for ever, or all memory: each is refused by name or read in bounded steps."""

from __future__ import annotations

import io
import zipfile

import pytest

import reports
from benchmarks.reading.render_common import sample
from benchmarks.reading.render_word import SPACES, Word
from reports.errors import TooMuch

WIDE = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99"/></w:tcPr><w:p/></w:tc></w:tr>' * 500
FIELDS = [*("begin", "separate") * 400, *("end",) * 400]
DEEP = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in FIELDS)
SPANNING = b"<table>" + b"<tr><td colspan=1000 rowspan=65534>1</td></tr>" * 900 + b"</table>"


def docx(body: str, styles: str = "") -> bytes:
    members = Word(sample(5), styles=styles).members()
    members["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(f"<w:tbl>{WIDE}</w:tbl>" * 10), "x.docx"),
        (b"<html>" + b"<b><i>" * 30_000 + b"x" + b"</i></b>" * 30_000, "x.html"),
        (b"<html>" + b"</x><div>" * 30_000, "x.html"),
        (SPANNING * 5, "x.html"),
    ],
)
def test_a_bomb_is_refused_by_name(data: bytes, name: str) -> None:
    with pytest.raises(TooMuch) as refusal:
        reports.read(data, name)
    assert refusal.value.chinese


def test_styles_that_build_on_each_other_in_a_ring_or_a_chain_end() -> None:
    chain = "".join(
        f'<w:style w:type="character" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3000}"/></w:style>'
        for n in range(3000)
    )
    hidden = chain.replace('<w:basedOn w:val="s0"/>', "<w:rPr><w:vanish/></w:rPr>")
    for styles, text in ((chain, "5"), (hidden, "")):
        run = '<w:r><w:rPr><w:rStyle w:val="s1"/></w:rPr><w:t>5</w:t></w:r>'
        document = reports.load(docx(f"<w:p>{run}</w:p>", styles), "x.docx")
        assert "".join(paragraph.text for paragraph in document.paragraphs) == text


def test_fields_too_deep_to_be_told_apart_end() -> None:
    assert not list(reports.load(docx(f"<w:p>{DEEP}</w:p>"), "x.docx").grids)
