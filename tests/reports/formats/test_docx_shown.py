"""docx: a cell says what Word shows in it: a stored figure that is not shown is not read, one that is shown is no blank."""

from __future__ import annotations

import pytest

from benchmarks.reading.render_common import sample
from benchmarks.reading.render_word import Word, paragraph, run
from reports.document import MediaType
from reports.formats import load

UNKNOWN = "\ufffd"
STYLES = (
    '<w:style w:type="character" w:styleId="Raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Below"><w:basedOn w:val="Struck"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def field(code: str, *result: str) -> str:
    stored = mark("separate") + "".join(result) if result else ""
    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{stored}{mark('end')}"


LIST = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="0"/><w:listEntry w:val="8"/></w:ddList></w:ffData>'
SHAPE = '<w:r><w:pict><v:shape><v:textpath string="5"/></v:shape></w:pict></w:r>'
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
DRAWING = "<w:r><w:drawing><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></w:drawing></w:r>"
SCRIBBLE = DRAWING.format("<wps:wsp><wps:spPr><a:custGeom/></wps:spPr></wps:wsp>")
BRANCHES = '<w:r><mc:AlternateContent><mc:Choice Requires="{}">{}</mc:Choice><mc:Fallback><w:t>5</w:t></mc:Fallback></mc:AlternateContent></w:r>'


@pytest.mark.parametrize(
    ("inside", "properties", "shown"),
    [
        (run("5") + run("2", '<w:rStyle w:val="Raised"/>'), "", "5\ufffd"),
        (run("5") + run("2", '<w:rStyle w:val="Below"/>'), "", "5\ufffd"),
        (run("5", '<w:rStyle w:val="Struck"/><w:strike w:val="0"/>'), "", "5"),
        (run("5"), '<w:pStyle w:val="Gone"/>', UNKNOWN),
        ("", '<w:pStyle w:val="List"/>', UNKNOWN),
        ("", '<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>', ""),
        (run("5") + run("1", '<w:color w:val="FFFFFF"/>'), "", "5\ufffd"),
        (run("5", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="336699"/>'), "", "5"),
        (run("5") + run("1", '<w:sz w:val="2"/>'), "", "5\ufffd"),
        (mark("begin") + field(" REF a ", run("7")) + mark("separate") + run("5") + mark("end"), "", "5"),
        (mark("begin") + run(" =4+4 ") + mark("separate") + run("5") + mark("end"), "", "5"),
        (field(r" EQ \f(1,2) "), "", UNKNOWN),
        (run("5") + field(r" EQ \s\up6(2) "), "", "5\ufffd"),
        (field(r" EQ \f(1,2) ", ""), "", UNKNOWN),
        (field(" DATE ", run("5")), "", UNKNOWN),
        (field(" SYMBOL 50 "), "", UNKNOWN),
        (field(" TC x "), "", ""),
        (mark("begin", LIST) + "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>" + mark("end"), "", "8"),
        ('<w:fldSimple w:instr=" =1+4 "><w:r><w:t>5</w:t></w:r></w:fldSimple>', "", "5"),
        ('<w:fldSimple w:instr=" =1+4 "/>', "", UNKNOWN),
        ("<m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "", "5"),
        (FRACTION, "", UNKNOWN),
        (f'<w:bdo w:val="rtl">{run("12")}</w:bdo>', "", UNKNOWN),
        (SHAPE, "", UNKNOWN),
        ('<w:r><w:contentPart r:id="ink"/></w:r>', "", UNKNOWN),
        (DRAWING.format("<a:p><a:r><a:t>5</a:t></a:r></a:p>"), "", UNKNOWN),
        (SCRIBBLE, "", UNKNOWN),
        ('<w:r><w:pict><v:polyline points="0,0 5,9"/></w:pict></w:r>', "", UNKNOWN),
        (run("5") + SCRIBBLE, "", "5"),
        ('<w:r><w:pict><v:line from="0,0" to="9,9"/></w:pict></w:r>', "", ""),
        (BRANCHES.format("zz", "<w:t>9</w:t>"), "", "5"),
        (BRANCHES.format("w14", "<w:t>9</w:t>"), "", "9"),
        (BRANCHES.format("w14", ""), "", UNKNOWN),
        ("<w:r><w:pgNum/></w:r>", "", UNKNOWN),
    ],
)
def test_a_cell_says_what_word_shows_in_it(inside: str, properties: str, shown: str) -> None:
    assert _first_figure(Word(sample(1), styles=STYLES), paragraph(inside, properties)) == shown


def _first_figure(word: Word, inside: str) -> str:
    word.cells["disclosure.regulations.issued"] = inside
    document = load(word.saved(), MediaType.DOCX, "x.docx")
    cell = next(iter(document.grids)).rows[2][1]
    assert cell is not None
    return cell.text


def test_text_that_the_style_of_its_table_hides_is_not_read() -> None:
    word = Word(sample(1), styles=STYLES, table_style="Hidden")
    assert _first_figure(word, paragraph(run("5"))) == ""
    assert _first_figure(word, paragraph(run("5", '<w:vanish w:val="0"/>'))) == "5"


_BOX = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{}</wp:posOffset></wp:positionV><wp:{}/>'
    "<w:txbxContent><w:p><w:r><w:t>words</w:t></w:r></w:p></w:txbxContent></wp:anchor></w:drawing></w:r>"
)


_DRAWN = '<a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">words</a:t>'
_UNKNOWN_PROGRAM = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="zz">{}</mc:Choice></mc:AlternateContent></w:r>'
)


@pytest.mark.parametrize(
    ("inside", "unread"),
    [
        (run("a heading") + _BOX.format(635, "wrapSquare"), 1),
        (run("a heading") + _BOX.format(-9000, "wrapTopAndBottom"), 1),
        (run("a heading") + _BOX.format(180000, "wrapSquare"), 0),
        (run("a heading") + _BOX.format(635, "wrapNone"), 0),
        (_BOX.format(635, "wrapSquare"), 0),
        (field('INCLUDETEXT "a.doc"'), 1),
        (field("REF included", run("words")), 0),
        (SHAPE, 1),
        ("<w:r><w:object><w:control/></w:object></w:r>", 1),
        (f"<w:r><w:drawing>{_DRAWN}</w:drawing></w:r>", 1),
        (_UNKNOWN_PROGRAM.format("<w:t>words</w:t>"), 1),
        (_UNKNOWN_PROGRAM.format(""), 0),
    ],
)
def test_what_may_stand_elsewhere_or_in_another_file_is_not_missing(inside: str, unread: int) -> None:
    """An old frame beside its anchor, as LibreOffice converts it; another file's text that is not stored with its field."""
    word = Word(sample(1), body=lambda body: f"<w:p>{inside}</w:p>{body}")
    assert len(load(word.saved(), MediaType.DOCX, "x.docx").unread) == unread
