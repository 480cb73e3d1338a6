"""Tricks in the cells and the body of a docx: what Word stores beside, above, within and instead of what it shows.

Each cell trick gives the blocks of a cell whose own figure is `own`, and what may be read of it: its own figure ("own"),
its own or nothing ("careful"), nothing though something is shown ("shown"), nothing at all ("nothing").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from benchmarks.reading.render_word import Word, paragraph, run

STYLES = (
    '<w:style w:type="character" w:styleId="Raised"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Away"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_ORDINAL = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）)、]|\d+[.．、])\s*")
CellTrick = Callable[[str], tuple[str, str]]


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def _field(code: str, result: str | None = None) -> str:
    stored = "" if result is None else _mark("separate") + result
    return _mark("begin") + _code(code) + stored + _mark("end")


def _deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def _box(inner: str) -> str:
    """A text box as Word writes it: once for today's readers, once more for those of 2007."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _sdt(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


_FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"

CELLS: Mapping[str, CellTrick] = {
    "tracked": lambda own: (
        paragraph(f'{_deleted("77")}<w:ins w:id="2" w:author="a">{run(own)}</w:ins>'),
        "own",
    ),
    "moved": lambda own: (
        paragraph(
            f'<w:moveFrom w:id="1" w:author="a">{run("77")}</w:moveFrom><w:moveTo w:id="3" w:author="b">{run(own)}</w:moveTo>'
        ),
        "own",
    ),
    "deleted": lambda own: (paragraph(_deleted(own)), "nothing"),
    "hidden": lambda own: (paragraph(run("3", "<w:vanish/>") + run(own)), "own"),
    "hidden by style": lambda own: (paragraph(run("3", '<w:rStyle w:val="Gone"/>') + run(own)), "own"),
    "raised by style": lambda own: (paragraph(run(own) + run("2", '<w:rStyle w:val="Raised"/>')), "careful"),
    "struck by style": lambda own: (paragraph(run(own, '<w:rStyle w:val="Struck"/>')), "shown"),
    "struck by paragraph": lambda own: (paragraph(run(own), '<w:pStyle w:val="Away"/>'), "shown"),
    "white": lambda own: (paragraph(run(own) + run("1", '<w:color w:val="FFFFFF"/>')), "careful"),
    "speck": lambda own: (paragraph(run(own) + run("1", '<w:sz w:val="2"/>')), "careful"),
    "list number": lambda own: (paragraph("", _NUMBERED), "shown"),
    "list number by style": lambda own: (paragraph("", '<w:pStyle w:val="List"/>'), "shown"),
    "formula": lambda own: (paragraph(_field(" =SUM(ABOVE) ", run(own))), "own"),
    "formula, not worked out": lambda own: (paragraph(_field(" =SUM(ABOVE) ")), "shown"),
    "field in a field": lambda own: (
        paragraph(
            _mark("begin")
            + _code(" IF ")
            + _field(" REF x ", run("5"))
            + _mark("separate")
            + run(own)
            + _mark("end")
        ),
        "own",
    ),
    "equation field": lambda own: (paragraph(run(own) + _field(r" EQ \s\up6(2) ")), "careful"),
    "symbol field": lambda own: (paragraph(_field(" SYMBOL 50 ")), "shown"),
    "equation": lambda own: (paragraph(_FRACTION), "shown"),
    "control": lambda own: (paragraph(_sdt(run(own), "<w:text/>")), "own"),
    "placeholder": lambda own: (paragraph(_sdt(run("0"), "<w:showingPlcHdr/>")), "nothing"),
    "from right to left": lambda own: (paragraph(f'<w:bdo w:val="rtl">{run("12")}</w:bdo>'), "shown"),
    "box": lambda own: (paragraph(_box(paragraph(run(own)))), "own"),
    "box beside": lambda own: (paragraph(run("1") + _box(paragraph(run("7")))), "shown"),
    "word art": lambda own: (
        paragraph(f'<w:r><w:pict><v:shape><v:textpath string="{own}"/></v:shape></w:pict></w:r>'),
        "shown",
    ),
    "symbol": lambda own: (paragraph('<w:r><w:sym w:font="Wingdings 2" w:char="F031"/></w:r>'), "shown"),
    "ruby": lambda own: (
        paragraph(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('8')}</w:rt><w:rubyBase>{run(own)}</w:rubyBase></w:ruby></w:r>"
        ),
        "own",
    ),
    "split": lambda own: (
        paragraph("".join(run(digit) + '<w:proofErr w:type="spellEnd"/>' for digit in own)),
        "own",
    ),
    "table within": lambda own: (
        f"<w:tbl><w:tr><w:tc>{paragraph(run(own))}</w:tc></w:tr></w:tbl>{paragraph('')}",
        "own",
    ),
    "two lines": lambda own: (paragraph(run("1")) + paragraph(run("2")), "shown"),
}


def _numbered_headings(word: Word) -> None:
    word.heading = lambda text: paragraph(
        run(_ORDINAL.sub("", text)), _NUMBERED if _ORDINAL.match(text) else ""
    )


def _numbered_labels(word: Word) -> None:
    word.label = lambda text: paragraph(
        run(_ORDINAL.sub("", text)), _NUMBERED if _ORDINAL.match(text) else ""
    )


def _boxed(word: Word) -> None:
    word.table = lambda _, table: paragraph(_box(table + paragraph("")))


def _controlled(word: Word) -> None:
    word.row = lambda cells: _sdt(f"<w:tr>{cells}</w:tr>")
    word.cell = _sdt


def _rewritten(word: Word) -> None:
    """Each row struck out by a tracked change, with other figures, before the row that stands now."""

    def rows(cells: str) -> str:
        gone = cells.replace(">0<", ">5<").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{gone}</w:tr><w:tr>{cells}</w:tr>'

    word.row = rows


def _hidden_twin(word: Word) -> None:
    """A hidden copy of each table, with other figures, before it."""
    word.table = lambda _, table: (
        table.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>").replace(">0<", ">5<")
        + paragraph("")
        + table
    )


def _in_two_columns(word: Word) -> None:
    menu = f"<w:tc><w:tcPr/>{paragraph(run('栏目'))}</w:tc>"
    word.body = lambda body: f"<w:tbl><w:tr>{menu}<w:tc><w:tcPr/>{body}</w:tc></w:tr></w:tbl>"


def _elsewhere(word: Word) -> None:
    word.main, word.styles_part = "doc/main.xml", "looks.xml"


def _narrow_merges(word: Word) -> None:
    """What is merged across, cell by cell (``w:hMerge``)."""

    def apart(found: re.Match[str]) -> str:
        vertical = re.search(r"<w:vMerge[^>]*/>", found[2])
        more = f"<w:tc><w:tcPr><w:hMerge/>{vertical[0] if vertical else ''}</w:tcPr><w:p/></w:tc>"
        return f'<w:tc><w:tcPr><w:hMerge w:val="restart"/>{found[2]}</w:tc>{more * (int(found[1]) - 1)}'

    word.table = lambda _, table: re.sub(
        r'<w:tc><w:tcPr><w:gridSpan w:val="(\d+)"/>(.*?)</w:tc>', apart, table
    )


BODIES: Mapping[str, Callable[[Word], None]] = {
    "numbered headings": _numbered_headings,
    "numbered labels": _numbered_labels,
    "boxed tables": _boxed,
    "controls": _controlled,
    "rewritten rows": _rewritten,
    "hidden twins": _hidden_twin,
    "two columns": _in_two_columns,
    "parts elsewhere": _elsewhere,
    "merged cell by cell": _narrow_merges,
}
